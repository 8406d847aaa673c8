#include "InfoChannel.h"

#include "InDialogRequests.h"
#include "TrickleChannel.h"

namespace carillon {

InfoChannel::InfoChannel(SessionContext &context)
    : m_context(context)
{
}

InfoChannel::~InfoChannel()
{
    stop();
}

void InfoChannel::stop()
{
    m_digits.clear();
    if (m_request)
        m_request->forget();
    m_request.reset();
}

bool InfoChannel::isDigit(char digit)
{
    return digit != '\0' && QByteArrayView("0123456789ABCDabcd*#").contains(digit);
}

std::optional<char> InfoChannel::digitIn(const SipRequest &info)
{
    QByteArray text = info.body().trimmed();
    if (info.contentType() == "application/dtmf-relay") {
        const QList<QByteArray> lines = text.split('\n');
        text.clear();
        for (const QByteArray &line : lines) {
            const qsizetype equals = line.indexOf('=');
            if (equals > 0 && line.first(equals).trimmed().toLower() == "signal")
                text = line.mid(equals + 1).trimmed();
        }
    } else if (info.contentType() != "application/dtmf") {
        return std::nullopt;
    }
    if (text == "10" || text == "11") // event numbers of RFC 4733, which some send instead
        text = text == "10" ? "*" : "#";
    if (text.size() != 1 || !isDigit(text.at(0)))
        return std::nullopt;
    return text.toUpper().at(0);
}

Result<void, Session::Refusal> InfoChannel::sendDigits(QByteArrayView digits)
{
    if (m_context.state != Session::State::Established)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (digits.isEmpty() || !std::all_of(digits.begin(), digits.end(), isDigit))
        return Failure<Session::Refusal>(Session::Refusal::InvalidTarget);
    if (m_digits.size() + digits.size() > Limits::Digits)
        return Failure<Session::Refusal>(Session::Refusal::RequestPending);
    m_digits += digits.toByteArray().toUpper();
    if (!m_request)
        sendNextDigit();
    return {};
}

void InfoChannel::sendNextDigit()
{
    if (m_digits.isEmpty() || !m_context.channel)
        return;
    const QByteArray body
        = "Signal=" + m_digits.first(1) + "\r\nDuration=" + QByteArray::number(DigitMs) + "\r\n";
    const auto channel = m_context.channel;
    m_request = channel->send(channel->makeRequest(Method::Info, {{}, "application/dtmf-relay", body}),
        [this](const RequestDelegate::Answer &answer) {
            if (answer.response.statusCode() < 200 || !m_request)
                return;
            m_request.reset();
            m_digits.remove(0, 1);
            const QPointer<Session> alive(m_context.session);
            answered(answer);
            if (alive)
                sendNextDigit();
        });
}

/// §12.2.1.2. Deviation: 408 does not end the call here; many peers never answer INFO.
void InfoChannel::answered(const RequestDelegate::Answer &answer)
{
    if (answer.response.statusCode() == 481)
        m_context.endByBye({Session::End::By::Remote, 481, answer.response.reasonPhrase().toByteArray(), 0});
}

void InfoChannel::receive(
    const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through)
{
    const SipRequest request = transaction->request();
    if (!request.value("Info-Package").isEmpty()) { // of others we know none
        m_context.trickle->receive(transaction, through);
        return;
    }
    if (!request.contentType().startsWith("application/dtmf")) {
        m_context.requests->receiveInfo(transaction, through);
        return;
    }
    const auto digit = digitIn(request);
    transaction->respond(through->makeResponse(*transaction, digit ? 200 : 400));
    if (digit)
        Q_EMIT m_context.session->dtmfReceived(QLatin1Char(*digit));
}

} // namespace carillon
