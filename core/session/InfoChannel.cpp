#include "InfoChannel.h"

#include "InDialogRequests.h"
#include "TrickleChannel.h"

namespace carillon {

namespace {

/// What the peer means for good, not of the moment: the same digit would be refused again.
bool isRefusal(int statusCode)
{
    switch (statusCode) {
    case 408: // it may have been heard, and answered by nobody
    case 491:
    case 500: // may be CSeq that overtook each other, §12.2.2
    case 503: return false;
    default: return statusCode >= 400;
    }
}

/// A key, or an event number of RFC 4733 §3.2, which some send instead.
std::optional<char> digitNamed(const QByteArray &text)
{
    static const QHash<QByteArray, char> named{{"10", '*'}, {"11", '#'}, {"12", 'A'}, {"13", 'B'},
        {"14", 'C'}, {"15", 'D'}, {"16", '!'}, {"!", '!'}, {"FLASH", '!'}, {"HF", '!'}};
    if (const auto found = named.constFind(text); found != named.constEnd())
        return *found;
    if (text.size() != 1 || !InfoChannel::isDigit(text.at(0)))
        return std::nullopt;
    return text.at(0);
}

} // namespace

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
    const QByteArray type = info.contentType();
    if (info.body().size() > Limits::BodyBytes
        || (type != "application/dtmf-relay" && type != "application/dtmf"))
        return std::nullopt;
    QByteArray text = info.body().trimmed();
    if (text.contains('=')) { // what belongs to one type some send in the other
        const QList<QByteArray> lines = text.split('\n');
        text.clear();
        for (const QByteArray &line : lines) {
            const qsizetype equals = line.indexOf('=');
            if (equals > 0 && line.first(equals).trimmed().toLower() == "signal")
                text = line.mid(equals + 1).trimmed();
        }
    }
    return digitNamed(text.toUpper());
}

Result<void, Session::Refusal> InfoChannel::sendBy(Session::DtmfWay way, QByteArrayView digits)
{
    using Way = Session::DtmfWay;
    using Sent = SessionDescriptionHandler::DtmfResult;
    if (way == Way::InBand)
        return outcome(inBand(digits));
    SessionDescriptionHandler *const media = m_context.negotiation.handler();
    const bool mayGoByRtp = way != Way::Info && media;
    const Sent sent = mayGoByRtp ? media->sendDtmf(digits, DigitMs) : Sent::NotNegotiated;
    if (way == Way::Rtp || sent != Sent::NotNegotiated)
        return outcome(sent);
    if (way == Way::Info)
        return queue(digits, Fallback::None);
    const bool isKnownToFail
        = m_isRefused || (m_context.channel && m_context.channel->peerLacks(Method::Info));
    // What waits for its turn comes first.
    if (isKnownToFail && m_digits.empty() && inBand(digits) == Sent::Sent)
        return {};
    return queue(digits, Fallback::InBand);
}

Result<void, Session::Refusal> InfoChannel::outcome(SessionDescriptionHandler::DtmfResult result) const
{
    using Sent = SessionDescriptionHandler::DtmfResult;
    switch (result) {
    case Sent::Sent: return {};
    case Sent::InvalidDigit: return Failure<Session::Refusal>(Session::Refusal::InvalidTarget);
    case Sent::NotNegotiated: return Failure<Session::Refusal>(Session::Refusal::NotSupported);
    case Sent::QueueFull: return Failure<Session::Refusal>(Session::Refusal::RequestPending);
    }
    Q_UNREACHABLE();
}

SessionDescriptionHandler::DtmfResult InfoChannel::inBand(QByteArrayView digits)
{
    SessionDescriptionHandler *const media = m_context.negotiation.handler();
    return media ? media->sendInBandDtmf(digits, InBandMs)
                 : SessionDescriptionHandler::DtmfResult::NotNegotiated;
}

/// One INFO for each digit, each after the answer to the one before.
Result<void, Session::Refusal> InfoChannel::queue(QByteArrayView digits, Fallback fallback)
{
    if (qsizetype(m_digits.size()) + digits.size() > Limits::Digits)
        return Failure<Session::Refusal>(Session::Refusal::RequestPending);
    for (const char digit : digits)
        m_digits.push_back({QByteArray(1, digit).toUpper().at(0), fallback});
    if (!m_request)
        sendNextDigit();
    return {};
}

void InfoChannel::sendNextDigit()
{
    if (m_digits.empty() || !m_context.channel)
        return;
    const QByteArray digit(1, m_digits.front().digit);
    const bool isRelay = m_type == Type::Relay;
    const QByteArray body
        = isRelay ? "Signal=" + digit + "\r\nDuration=" + QByteArray::number(DigitMs) + "\r\n" : digit;
    const QByteArray contentType = isRelay ? "application/dtmf-relay" : "application/dtmf";
    const auto channel = m_context.channel;
    m_request = channel->send(channel->makeRequest(Method::Info, {{}, contentType, body}),
        [this](const RequestDelegate::Answer &answer) {
            if (answer.response.statusCode() < 200 || !m_request)
                return;
            m_request.reset();
            const QPointer<Session> alive(m_context.session);
            answered(answer);
            if (alive && !m_request)
                sendNextDigit();
        });
}

/// §12.2.1.2. Deviation: 408 does not end the call here; many peers never answer INFO.
void InfoChannel::answered(const RequestDelegate::Answer &answer)
{
    const int code = answer.response.statusCode();
    if (code == 481) {
        m_digits.clear();
        m_context.endByBye({Session::End::By::Remote, 481, answer.response.reasonPhrase().toByteArray(), 0});
        return;
    }
    if (isRefusal(code) && !std::exchange(m_hasTriedOther, true)) {
        m_type = m_type == Type::Relay ? Type::Plain : Type::Relay;
        return; // the same digit again
    }
    m_hasTriedOther = false;
    if (isRefusal(code)) {
        refused(code);
        return;
    }
    if (code < 300)
        m_isRefused = false;
    if (!m_digits.empty())
        m_digits.pop_front();
}

/// No type will do: what may go in the sound goes there, with all that waited behind it.
void InfoChannel::refused(int statusCode)
{
    m_isRefused = true;
    m_type = Type::Relay;
    const auto waiting = std::exchange(m_digits, {});
    QByteArray lost;
    for (const auto &[digit, fallback] : waiting) {
        const bool isSent = fallback == Fallback::InBand
            && inBand(QByteArrayView(&digit, 1)) == SessionDescriptionHandler::DtmfResult::Sent;
        if (!isSent)
            lost += digit;
    }
    if (!lost.isEmpty())
        Q_EMIT m_context.session->dtmfRefused(lost, statusCode);
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
        Q_EMIT m_context.session->dtmfReceived(QLatin1Char(*digit), Session::DtmfWay::Info);
}

} // namespace carillon
