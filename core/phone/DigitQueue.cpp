#include "DigitQueue.h"

namespace carillon {

namespace {
constexpr char PauseStep = ',';
constexpr char ConfirmStep = ';';
}

DigitQueue::DigitQueue(Clock &clock, Send send, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_send(std::move(send))
    , m_pause(clock)
{
}

bool DigitQueue::isAllowed(QStringView digits)
{
    static const QString allowed = QStringLiteral("0123456789*#ABCDabcd,;");
    return std::all_of(digits.begin(), digits.end(), [](QChar c) { return allowed.contains(c); });
}

DigitQueue::Outcome DigitQueue::add(QStringView digits, Session::DtmfWay way)
{
    const Milliseconds left
        = std::max(Milliseconds(0), std::chrono::ceil<Milliseconds>(m_sentAt - m_clock.now()));
    const qsizetype beingSent = qsizetype((left + TimePerDigit - Milliseconds(1)) / TimePerDigit);
    if (waiting() + beingSent + digits.size() > Limits::Digits)
        return Failure<Session::Refusal>(Session::Refusal::RequestPending);
    const bool isFirst = m_steps.empty() && !m_pause.isRunning() && !m_isConfirming;
    for (const char digit : digits.toLatin1())
        m_steps.push_back({digit, way});
    if (!m_isAnswered || !isFirst) {
        Q_EMIT changed();
        return {};
    }
    const Outcome sent = run();
    if (!sent)
        m_steps.clear();
    return sent;
}

void DigitQueue::answered()
{
    if (!std::exchange(m_isAnswered, true))
        runLater();
}

bool DigitQueue::goOn()
{
    if (!std::exchange(m_isConfirming, false))
        return false;
    runLater();
    return true;
}

bool DigitQueue::drop()
{
    if (state() == State::None)
        return false;
    m_steps.clear();
    m_pause.stop();
    m_isConfirming = false;
    Q_EMIT changed();
    return true;
}

DigitQueue::State DigitQueue::state() const
{
    if (m_isConfirming)
        return State::Confirming;
    if (m_pause.isRunning())
        return State::Pausing;
    return m_steps.empty() ? State::None : State::Unanswered;
}

QString DigitQueue::text() const
{
    QString text;
    for (const Step &step : m_steps)
        text += QLatin1Char(step.step);
    return text;
}

/// Those whose turn came later have nobody left who waits for the outcome.
void DigitQueue::runLater()
{
    if (const Outcome sent = run(); !sent) {
        m_steps.clear();
        Q_EMIT failed(sent.error());
    }
    Q_EMIT changed();
}

/// Up to the next pause, the next question or the end.
DigitQueue::Outcome DigitQueue::run()
{
    while (!m_steps.empty()) {
        const char next = m_steps.front().step;
        if (next != PauseStep && next != ConfirmStep) {
            if (const Outcome sent = sendRun(); !sent)
                return sent;
            continue;
        }
        m_steps.pop_front();
        if (next == PauseStep) { // begins when the digits before it are out
            const Milliseconds until = std::chrono::ceil<Milliseconds>(
                std::max(m_sentAt - m_clock.now(), std::chrono::nanoseconds(0)));
            m_pause.start(until + Pause, [this] { runLater(); });
        } else {
            m_isConfirming = true;
        }
        Q_EMIT changed();
        return {};
    }
    return {};
}

/// As many as go the same way without waiting.
DigitQueue::Outcome DigitQueue::sendRun()
{
    const Session::DtmfWay way = m_steps.front().way;
    QByteArray digits;
    while (!m_steps.empty() && m_steps.front().way == way && m_steps.front().step != PauseStep
        && m_steps.front().step != ConfirmStep) {
        digits += m_steps.front().step;
        m_steps.pop_front();
    }
    m_sentAt = std::max(m_clock.now(), m_sentAt) + digits.size() * TimePerDigit;
    const Outcome sent = m_send(digits, way);
    if (!sent)
        m_sentAt = m_clock.now();
    return sent;
}

} // namespace carillon
