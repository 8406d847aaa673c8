#include "CallsBar.h"

#include "ElapsedTime.h"
#include "ElidedLabel.h"
#include "IconButton.h"
#include "Metrics.h"
#include "TextLabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace carillon {

CallLine::CallLine(const CallState &call, QWidget *parent)
    : QFrame(parent)
    , m_id(call.id)
    , m_sentence(new ElidedLabel(this))
    , m_elapsed(new ElapsedTime(TypeStep::Text, this))
    , m_show(new IconButton(Icon::Show, tr("Show this call"), IconButton::Shape::Flat, this))
    , m_answer(new IconButton(Icon::Phone, tr("Answer"), IconButton::Shape::Round, this))
    , m_end(new IconButton(Icon::HangUp, tr("Hang up"), IconButton::Shape::Round, this))
{
    setProperty("role", QStringLiteral("card"));
    m_sentence->setBold(true);
    m_answer->setLook(IconButton::Look::Answer);
    m_end->setLook(IconButton::Look::Danger);
    m_answer->setSide(metrics::minTarget);
    m_end->setSide(metrics::minTarget);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::gap, metrics::gapTiny, metrics::gapSmall, metrics::gapTiny);
    row->setSpacing(metrics::gapSmall);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_elapsed);
    row->addWidget(m_show);
    row->addWidget(m_answer);
    row->addWidget(m_end);
    connect(m_show, &IconButton::clicked, this, [this] { Q_EMIT showRequested(m_id); });
    connect(m_answer, &IconButton::clicked, this, [this] { Q_EMIT answerRequested(m_id); });
    connect(m_end, &IconButton::clicked, this, [this] { Q_EMIT endRequested(m_id); });
    setCall(call);
}

void CallLine::setCall(const CallState &call)
{
    const OngoingPresentation shown = presentOngoing(call);
    m_sentence->setText(shown.sentence);
    const bool runs = shown.timer == CallPresentation::Timer::Running;
    m_elapsed->setVisible(runs);
    m_elapsed->setElapsed(std::chrono::milliseconds(call.durationMs),
        runs ? ElapsedTime::Run::Running : ElapsedTime::Run::Stopped);
    m_answer->setVisible(shown.ringsHere);
    m_show->setVisible(!shown.ringsHere);
    m_answer->setSentence(tr("Answer: %1").arg(shown.sentence));
    m_show->setSentence(tr("Show the call: %1").arg(shown.sentence));
    m_end->setSentence((shown.ringsHere ? tr("Decline: %1") : tr("Hang up: %1")).arg(shown.sentence));
}

CallsBar::CallsBar(QWidget *parent)
    : QWidget(parent)
    , m_rest(new TextLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapTiny);
    column->addWidget(m_rest);
    m_rest->setTone(Tone::Second);
    m_rest->hide();
    hide();
}

void CallsBar::setCalls(const QList<CallState> &calls)
{
    const QList<CallState> first = calls.mid(0, mostLines);
    const auto gone = [&](CallLine *line) {
        return std::none_of(
            first.begin(), first.end(), [&](const CallState &call) { return call.id == line->id(); });
    };
    for (CallLine *line : std::as_const(m_lines)) {
        if (gone(line)) {
            line->hide();
            line->deleteLater(); // one of its own buttons may be the reason
        }
    }
    m_lines.removeIf(gone);
    for (const CallState &call : first) {
        const auto known = std::find_if(
            m_lines.begin(), m_lines.end(), [&](CallLine *line) { return line->id() == call.id; });
        if (known != m_lines.end()) {
            (*known)->setCall(call);
            continue;
        }
        auto *line = new CallLine(call, this);
        static_cast<QVBoxLayout *>(layout())->insertWidget(int(m_lines.size()), line);
        m_lines.append(line);
        connect(line, &CallLine::showRequested, this, &CallsBar::showRequested);
        connect(line, &CallLine::answerRequested, this, &CallsBar::answerRequested);
        connect(line, &CallLine::endRequested, this, &CallsBar::endRequested);
    }
    const int rest = int(calls.size() - first.size());
    m_rest->setText(tr("and %n more", nullptr, rest));
    m_rest->setVisible(rest > 0);
    setVisible(!calls.isEmpty());
}

} // namespace carillon
