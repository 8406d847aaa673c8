#include "TrickleChannel.h"

#include "Logging.h"
#include "Multipart.h"
#include "TrickleFragment.h"

namespace carillon {

using State = Session::State;

namespace {

constexpr QByteArrayView recvInfo = "Recv-Info";

/// Nothing: @p message has no Recv-Info. Parameters of a package are not for us.
std::optional<bool> takesCandidates(const SipMessage &message)
{
    std::optional<bool> takes;
    for (int i = 0; i < message.fieldCount(); ++i) {
        const SipMessage::Field field = message.field(i);
        if (field.name.compare(recvInfo, Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &entry : field.value.toByteArray().split(',')) {
            const QByteArray package = entry.split(';').first().trimmed();
            takes
                = takes.value_or(false) || package.compare(TrickleChannel::Package, Qt::CaseInsensitive) == 0;
        }
    }
    return takes;
}

/// §10.7: alone, or a part of several.
std::optional<QByteArray> fragmentIn(const SipRequest &info)
{
    const auto parts = bodyParts(info);
    for (const BodyPart &part : parts.value_or(QList<BodyPart>())) {
        if (part.type() == TrickleFragment::ContentType)
            return part.content;
    }
    return std::nullopt;
}

} // namespace

TrickleChannel::TrickleChannel(SessionContext &context)
    : m_context(context)
{
    m_context.negotiation.setIdleListener([this] { later(&TrickleChannel::deliver); });
}

TrickleChannel::~TrickleChannel()
{
    stop();
}

/// Not from within what the peer or the media just does.
void TrickleChannel::later(void (TrickleChannel::*act)())
{
    m_context.core.clock().schedule(Milliseconds(0), [this, alive = QPointer(m_context.session), act] {
        if (alive && m_context.state != State::Terminated)
            (this->*act)();
    });
}

void TrickleChannel::attach(SessionDescriptionHandler &media)
{
    m_media = &media;
    QObject::connect(&media, &SessionDescriptionHandler::fragmentReady, m_context.session,
        [this](const QByteArray &fragment) { queue(fragment); });
}

bool TrickleChannel::isWanted() const
{
    return m_media && m_media->wantsTrickle();
}

void TrickleChannel::announce(SipMessage &message) const
{
    if (!isWanted())
        return;
    message.append(recvInfo, Package);
    if (!message.contains(HeaderId::Supported) || message.hasToken(HeaderId::Supported, Package))
        return; // where all are said, it is said too
    const QByteArray tags = message.value(HeaderId::Supported).toByteArray();
    message.replace(
        HeaderId::Supported, 0, tags.isEmpty() ? Package.toByteArray() : tags + ", " + Package.toByteArray());
}

void TrickleChannel::note(const SipMessage &message, const std::shared_ptr<DialogChannel> &through)
{
    const auto takes = takesCandidates(message);
    if (!takes)
        return;
    m_takers.removeIf([&](const auto &one) { return one.expired() || one.lock() == through; });
    if (*takes && m_takers.size() < Limits::Dialogs)
        m_takers.append(through);
}

bool TrickleChannel::isTakenBy(const DialogChannel &channel) const
{
    return isWanted() && std::any_of(m_takers.begin(), m_takers.end(), [&](const auto &one) {
        return one.lock().get() == &channel;
    });
}

void TrickleChannel::noteDialogKnown(const std::shared_ptr<DialogChannel> &through)
{
    m_known = through;
    if (!m_waiting.isEmpty())
        later(&TrickleChannel::flush);
}

void TrickleChannel::confirmUnreliableAnswer()
{
    const auto channel = m_context.openChannel();
    const bool isSaid = m_request || (channel && m_channel.lock() == channel);
    if (isWanted() && !isSaid && m_waiting.isEmpty())
        m_waiting = m_media->fragmentSoFar();
    flush();
}

/// What cannot be sent is kept: candidates are useful until the call ends.
void TrickleChannel::queue(const QByteArray &fragment)
{
    const QByteArray waiting = TrickleFragment::merged(m_waiting, fragment);
    if (waiting.size() > Limits::Fragment) {
        qCWarning(lcSession, "More candidates than can be told the peer");
        return;
    }
    m_waiting = waiting;
    flush();
}

void TrickleChannel::flush()
{
    if (m_request || m_waiting.isEmpty() || !isWanted())
        return;
    const auto channel = m_context.openChannel();
    if (!channel || !isTakenBy(*channel))
        return;
    if (m_context.direction == Session::Direction::Incoming && m_known.lock() != channel)
        return;
    const auto before = m_channel.lock();
    if (before && before != channel)
        m_waiting = TrickleFragment::merged(m_media->fragmentSoFar(), m_waiting);
    m_channel = channel;
    m_sending = std::exchange(m_waiting, {});
    const RequestOptions options{{{"Info-Package", Package.toByteArray()}},
        TrickleFragment::ContentType.toByteArray(), m_sending, "Info-Package"};
    m_request = channel->send(channel->makeRequest(Method::Info, options),
        [this](const RequestDelegate::Answer &answer) { answered(answer); });
}

void TrickleChannel::answered(const RequestDelegate::Answer &answer)
{
    const int code = answer.response.statusCode();
    if (code < 200 || !m_request)
        return;
    m_request.reset();
    const auto channel = m_channel.lock();
    const bool isUnwanted = code == 469 || code == 415 || code == 405 || code == 501 || code == 481;
    if (isUnwanted) // of this dialog nobody is told any more
        m_takers.removeIf([&](const auto &one) { return one.expired() || one.lock() == channel; });
    if (code == 481 && channel == m_context.channel && m_context.state == State::Established) {
        m_context.endByBye({Session::End::By::Remote, 481, answer.response.reasonPhrase().toByteArray(), 0});
        return;
    }
    const QByteArray sent = std::exchange(m_sending, {});
    const bool hasMore = !m_waiting.isEmpty();
    if (code >= 300) // what was lost goes with what is next
        m_waiting = hasMore ? TrickleFragment::merged(sent, m_waiting) : sent;
    if (m_waiting.size() > Limits::Fragment)
        m_waiting.clear();
    if (hasMore)
        flush();
}

void TrickleChannel::restart()
{
    stop();
    m_takers.clear();
    m_known.reset();
}

/// 0: taken.
int TrickleChannel::judge(const SipRequest &info, QByteArray &fragment) const
{
    const QByteArray package = info.value("Info-Package").toByteArray().split(';').first().trimmed();
    if (package.compare(Package, Qt::CaseInsensitive) != 0 || !isWanted())
        return 469; // RFC 6086 §4.2.2
    const auto body = fragmentIn(info);
    if (!body)
        return info.body().isEmpty() ? 400 : 415;
    fragment = TrickleFragment::merged(m_arrived, *body);
    return fragment.size() > Limits::Fragment ? 413 : 0;
}

void TrickleChannel::receive(
    const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through)
{
    QByteArray fragment;
    const int refusal = judge(transaction->request(), fragment);
    SipResponse response = through->makeResponse(*transaction, refusal ? refusal : 200);
    if (refusal == 469)
        response.append(recvInfo, isWanted() ? Package : QByteArrayView(""));
    if (refusal == 415)
        response.set(HeaderId::Accept, TrickleFragment::ContentType);
    transaction->respond(response);
    if (refusal)
        return;
    m_arrived = fragment;
    deliver();
}

/// Not while a description is on its way: candidates belong to the one that is agreed (§4.4).
void TrickleChannel::deliver()
{
    if (m_arrived.isEmpty() || !m_media || !m_context.negotiation.isAgreed()
        || !m_context.negotiation.isIdle())
        return;
    m_media->applyFragment(std::exchange(m_arrived, {}));
}

void TrickleChannel::stop()
{
    if (const auto request = std::exchange(m_request, nullptr))
        request->forget();
    m_waiting.clear();
    m_sending.clear();
    m_arrived.clear();
    m_channel.reset();
}

} // namespace carillon
