#include "Transfer.h"

#include "InDialogRequests.h"
#include "Replaces.h"
#include "Sipfrag.h"
#include "TokenHeader.h"

namespace carillon {

using TransferState = Session::TransferState;

Transfer::Transfer(SessionContext &context)
    : m_context(context)
    , m_patience(context.core.clock())
{
}

Transfer::~Transfer()
{
    stop();
}

void Transfer::stop()
{
    m_patience.stop();
    if (m_request)
        m_request->forget();
    m_request.reset();
}

Result<void, Session::Refusal> Transfer::start(
    const NameAddr &target, const ReferOptions &options, RequestDelegate delegate)
{
    if (m_context.state != Session::State::Established)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (isUnderWay() || m_request)
        return Failure<Session::Refusal>(Session::Refusal::RequestPending);
    if (target.uri.host.isEmpty() && target.otherUri.isEmpty())
        return Failure<Session::Refusal>(Session::Refusal::InvalidTarget);
    if (!options.request.isSendable())
        return Failure<Session::Refusal>(Session::Refusal::InvalidContent);
    const auto channel = m_context.channel;
    SipRequest refer = channel->makeRequest(Method::Refer, options.request);
    m_isUnwatched = options.subscription == ReferOptions::Subscription::Suppressed;
    if (m_isUnwatched)
        refer.set(HeaderId::ReferSub, "false");
    NameAddr referTo = target;
    referTo.parameters.list.clear();
    refer.append(HeaderId::ReferTo, referTo.toBytes());
    NameAddr referredBy;
    referredBy.uri = m_context.local.uri.addressOfRecord();
    refer.append(HeaderId::ReferredBy, referredBy.toBytes());
    m_statusCode = 0;
    m_wasAccepted = false;
    m_isSubscribed = true;
    const auto cseq = refer.cseq();
    m_sequence = cseq ? cseq->number : 0;
    m_request
        = channel->send(refer, [this, delegate = std::move(delegate)](const RequestDelegate::Answer &answer) {
              const QPointer<Session> alive(m_context.session);
              if (answer.response.statusCode() >= 200)
                  answered(answer);
              if (alive)
                  delegate.tell(answer);
          });
    set(TransferState::Trying);
    return {};
}

void Transfer::answered(const RequestDelegate::Answer &answer)
{
    m_request.reset();
    if (!isUnderWay()) // a NOTIFY was quicker
        return;
    const int code = answer.response.statusCode();
    if (code < 300) {
        m_wasAccepted = true;
        // RFC 4488 §4: only who agrees sends no NOTIFY.
        const auto subscription = TokenHeader::parse(answer.response.value(HeaderId::ReferSub));
        if (m_isUnwatched && subscription && subscription->is("false")) {
            m_isSubscribed = false;
            m_statusCode = code;
            set(TransferState::Succeeded);
            return;
        }
        m_patience.start(Patience, [this] {
            if (isUnderWay())
                hear(408);
        });
        return;
    }
    m_isSubscribed = false;
    const QPointer<Session> alive(m_context.session);
    hear(code);
    if (alive && code == 481) // §12.2.1.2
        m_context.endByBye({Session::End::By::Remote, 481, answer.response.reasonPhrase().toByteArray(), 0});
}

bool Transfer::takeNotify(
    const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through)
{
    const SipRequest notify = transaction->request();
    const auto event = TokenHeader::parse(notify.value(HeaderId::Event));
    if (!event || !event->is("refer")) {
        m_context.requests->receiveNotify(transaction, through);
        return true;
    }
    if (!m_isSubscribed) // RFC 6665 §4.1.3
        return false;
    transaction->respond(through->makeResponse(*transaction, 200));
    const QPointer<Session> alive(m_context.session);
    Q_EMIT m_context.session->transferNotified(notify);
    if (!alive || m_context.state == Session::State::Terminated || isOfEarlierRefer(*event))
        return true;
    const auto subscription = TokenHeader::parse(notify.value(HeaderId::SubscriptionState));
    const bool isTerminated = subscription && subscription->is("terminated");
    const auto fragment = Sipfrag::parse(notify.body());
    // "terminated" alone is no end: there are peers that say it with every NOTIFY.
    const bool isLast = !isUnderWay() || !fragment || fragment->statusCode >= 200;
    if (isLast && isTerminated)
        m_isSubscribed = false;
    if (!isUnderWay())
        return true;
    m_wasAccepted = true; // a NOTIFY says so too, and may overtake the 202
    if (fragment)
        hear(fragment->statusCode);
    else if (isTerminated)
        hear(500); // it ended and said nothing
    return true;
}

/// RFC 3515 §2.4.6: the id is the CSeq number of the REFER. Many peers leave it out, and credentials may have
/// raised the number.
bool Transfer::isOfEarlierRefer(const TokenHeader &event) const
{
    const auto id = event.parameters.number("id");
    return id && *id < m_sequence;
}

void Transfer::hear(int statusCode)
{
    m_statusCode = statusCode;
    if (statusCode == 100) {
        set(m_state);
    } else if (statusCode < 200) {
        set(TransferState::Ringing);
    } else if (statusCode < 300) {
        const QPointer<Session> alive(m_context.session);
        set(TransferState::Succeeded);
        if (alive) // RFC 5589 §6.1: the call which was handed over is ours to end
            m_context.endByBye({Session::End::By::Local, 200, {}, 0});
    } else {
        set(TransferState::Failed);
    }
}

void Transfer::peerLeft()
{
    if (!isUnderWay())
        return;
    if (m_wasAccepted)
        m_statusCode = 200;
    set(m_wasAccepted ? TransferState::Succeeded : TransferState::Failed);
}

void Transfer::set(TransferState state)
{
    m_state = state;
    if (!isUnderWay())
        m_patience.stop();
    Q_EMIT m_context.session->transferChanged(state);
}

std::optional<NameAddr> replacingTarget(const SessionContext &other)
{
    if (other.state != Session::State::Established || !other.channel)
        return std::nullopt;
    const Dialog &dialog = other.channel->dialog();
    const SipUri &contact = dialog.remoteTarget();
    // A GRUU is made for this (RFC 5589 §7.3). Without one the URI that reached the peer is better than a
    // Contact that perhaps only his server can reach; who called us is known by his Contact only, unless that
    // names no host at all (RFC 7118).
    const bool isReachable = contact.parameters.contains("gr")
        || (other.direction == Session::Direction::Incoming && !contact.host.endsWith(".invalid"));
    NameAddr target;
    if (isReachable) {
        target.uri = contact;
    } else {
        target.uri = other.remote.uri;
        target.otherUri = other.remote.otherUri;
    }
    if (target.uri.host.isEmpty())
        target = NameAddr{{}, contact, {}, {}};
    target.uri.headers = {{"Replaces", Replaces::ofPeer(dialog.id()).toBytes()}};
    return target;
}

} // namespace carillon
