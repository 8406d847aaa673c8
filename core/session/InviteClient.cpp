#include "InviteClient.h"

#include "Logging.h"
#include "SessionTimer.h"
#include "TrickleChannel.h"

namespace carillon {

using State = Session::State;
using SessionMachine::Event;
using Origin = RequestDelegate::Answer::Origin;
using By = Session::End::By;

namespace {

NameAddr anonymousIdentity()
{
    NameAddr identity; // RFC 3323 §4.1.1.3
    identity.displayName = "Anonymous";
    identity.uri.user = "anonymous";
    identity.uri.host = "anonymous.invalid";
    return identity;
}

/// §19.1.1: headers and method of a URI are not for the Request-URI.
NameAddr callable(NameAddr target)
{
    target.uri.headers.clear();
    target.uri.parameters.remove("method");
    target.parameters.list.clear();
    return target;
}

} // namespace

InviteClient::InviteClient(
    Inviter &inviter, SessionContext &context, const NameAddr &target, InviterOptions options)
    : m_inviter(inviter)
    , m_context(context)
    , m_target(callable(target))
    , m_options(std::move(options))
    , m_targets(m_target)
    , m_from(m_options.anonymous ? anonymousIdentity() : context.core.options().addressOfRecord)
    , m_core(&context.core)
    , m_reaper(std::make_shared<ForkReaper>())
    , m_ringing(context.core.clock())
{
    m_from.parameters.set("tag", context.core.newTag());
    context.callId = context.core.newCallId();
    context.callerTag = m_from.tag();
    context.local = m_from;
    context.local.parameters.list.clear();
    context.remote = m_target;
    context.makeHandler = m_options.makeSessionDescriptionHandler;
    context.initial = this;
}

InviteClient::~InviteClient()
{
    leaveRequest();
}

/// Whoever ends a call in the middle still owes the network its CANCEL, and ACK and BYE to a 2xx that comes
/// nevertheless; the transaction lives longer than we.
void InviteClient::leaveRequest()
{
    if (!m_request)
        return;
    QHash<QByteArray, std::shared_ptr<DialogChannel>> early;
    for (auto it = m_early.cbegin(); it != m_early.cend(); ++it)
        early.insert(it.key(), it->channel);
    if (m_confirmedTag)
        early.insert(*m_confirmedTag, m_confirmed);
    m_request->setAnswered([reaper = m_reaper, request = std::weak_ptr(m_request), core = m_core, early,
                               confirmed = m_confirmed](const RequestDelegate::Answer &answer) {
        const int code = answer.response.statusCode();
        const auto invite = request.lock();
        if (code < 200 || code >= 300 || !invite || !core)
            return;
        const QByteArray tag = answer.response.toTag();
        const auto cseq = invite->request().cseq();
        const bool isConfirmed = confirmed && confirmed->dialog().id().remoteTag == tag;
        if (!isConfirmed || !cseq || !confirmed->acknowledgeAgain(cseq->number))
            reaper->take(*core, invite->request(), answer.response, early.value(tag));
    });
    m_request->cancel();
}

bool InviteClient::isOver() const
{
    return m_context.state == State::Terminating || m_context.state == State::Terminated;
}

void InviteClient::stop()
{
    m_ringing.stop();
    silenceForks();
    leaveRequest();
}

Result<void, Session::Refusal> InviteClient::start(RequestDelegate delegate)
{
    if (m_context.state != State::Initial)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (m_target.uri.host.isEmpty() && m_target.otherUri.isEmpty())
        return Failure<Session::Refusal>(Session::Refusal::InvalidTarget);
    if (!m_options.request.isSendable())
        return Failure<Session::Refusal>(Session::Refusal::InvalidContent);
    m_delegate = std::move(delegate);
    const QPointer<Inviter> alive(&m_inviter);
    m_context.change(Event::Begin);
    if (!alive || m_context.state != State::Establishing)
        return {};
    send();
    if (const std::chrono::seconds limit = m_context.host.ringingTimeout(); limit.count() > 0)
        m_ringing.start(limit, [this] { (void)cancel({}, {By::Local, 408, {}, 0}); });
    return {};
}

void InviteClient::send()
{
    const QPointer<Inviter> alive(&m_inviter);
    SendOptions options;
    options.wantsContact = true;
    options.prepare = [this, alive](const Hop &hop) {
        // The way may be known before send() has returned.
        m_context.core.clock().schedule(Milliseconds(0), [this, alive, hop] {
            if (alive)
                prepare(hop);
        });
    };
    SipRequest invite = makeInvite();
    m_context.sessionTimer->prepare(invite);
    m_request = m_context.core.send(
        std::move(invite), [this](const RequestDelegate::Answer &answer) { answered(answer); },
        std::move(options));
}

SipRequest InviteClient::makeInvite() const
{
    const QByteArray target = m_target.otherUri.isEmpty() ? m_target.uri.toBytes() : m_target.otherUri;
    SipRequest invite = m_context.core.makeRequest(
        {Method::Invite, target, m_from, m_context.remote, m_context.callId, m_sequence});
    if (m_options.anonymous) {
        NameAddr preferred = m_context.core.options().addressOfRecord;
        invite.append(HeaderId::PPreferredIdentity, preferred.toBytes()); // RFC 3325 §9.2
        invite.append(HeaderId::Privacy, "id");
    }
    for (const auto &[name, value] : m_options.request.extraHeaders)
        invite.append(name, value);
    addOwnHeaders(invite);
    return invite;
}

void InviteClient::prepare(const Hop &hop)
{
    if (m_context.state != State::Establishing || !m_request)
        return;
    m_hop = hop;
    if (m_options.withoutSdp) {
        setBodies(std::nullopt);
        m_request->proceed(); // media, and what it can, comes with the offer
        return;
    }
    const QPointer<Inviter> alive(&m_inviter);
    const bool hasMedia = m_context.ensureMedia();
    if (!alive || m_context.state != State::Establishing)
        return;
    if (hasMedia)
        makeOffer(hop);
    else
        abandon({By::Local, 488, {}, 0});
}

void InviteClient::makeOffer(const Hop &hop)
{
    m_context.negotiation.makeOffer(
        m_context.describe(hop, false), [this](Result<Negotiation::Description, MediaError> offer) {
            if (m_context.state != State::Establishing)
                return;
            if (offer) {
                setBodies(*offer);
                m_context.trickle->announce(m_request->draft());
                m_request->proceed();
                return;
            }
            const QPointer<Inviter> alive(&m_inviter);
            Q_EMIT m_inviter.mediaFailed(offer.error());
            if (alive)
                abandon({By::Local, statusCodeFor(offer.error()), {}, 0});
        });
}

/// Nothing was sent yet.
void InviteClient::abandon(const Session::End &end)
{
    if (m_request)
        m_request->forget();
    m_context.terminate(end);
}

Result<void, Session::Refusal> InviteClient::cancel(QByteArrayView reason, const Session::End &end)
{
    if (m_context.state == State::Initial) {
        m_context.terminate(end);
        return {};
    }
    if (m_context.state != State::Establishing)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (m_confirmedTag) { // its 2xx came, only the media is not ready
        endAfterAck(0);
        return {};
    }
    m_wantedEnd = end;
    // §9.1: without a provisional response no CANCEL may be sent, and none may ever come.
    m_ringing.start(Farewell, [this] { m_context.terminate(*m_wantedEnd); });
    const auto request = m_request;
    m_context.negotiation.close(); // for the person the call is over now
    m_context.change(Event::EndWanted);
    if (request)
        request->cancel(reason);
    return {};
}

void InviteClient::answered(const RequestDelegate::Answer &answer)
{
    const QPointer<Inviter> alive(&m_inviter);
    const auto delegate = m_delegate;
    const int code = answer.response.statusCode();
    if (code < 200) {
        if (m_context.state != State::Establishing || m_confirmedTag)
            return;
        if (code > 100)
            progressed(answer.response);
        delegate.tell(answer);
        return;
    }
    // After cancel() a refusal is still told, a 2xx that crossed is not: nobody wants that call any more.
    const bool isWanted
        = m_context.state == State::Establishing || (m_context.state == State::Terminating && code >= 300);
    const bool isFirst = isWanted && !m_confirmedTag;
    if (code < 300)
        succeeded(answer.response);
    else
        rejected(answer);
    const bool goesOn = alive && code >= 300 && m_context.state == State::Establishing; // elsewhere
    if (isFirst && alive && !goesOn)
        delegate.tell(answer);
}

void InviteClient::succeeded(const SipResponse &response)
{
    const QByteArray tag = response.toTag();
    if (m_confirmedTag && tag == *m_confirmedTag) {
        const auto cseq = m_request->request().cseq();
        if (cseq && m_confirmed)
            m_confirmed->acknowledgeAgain(cseq->number);
        return;
    }
    if (m_confirmedTag || isOver()) { // another fork, or we do not want it any more
        m_reaper->take(m_context.core, m_request->request(), response, m_early.value(tag).channel);
        if (!m_confirmedTag && m_wantedEnd)
            m_context.terminate(*m_wantedEnd);
        return;
    }
    if (const auto early = m_early.constFind(tag); early != m_early.constEnd() && early->peersEnd) {
        // It left before: its 2xx was overtaken by its BYE, or makes no difference any more.
        const Session::End end = *early->peersEnd;
        m_reaper->take(m_context.core, m_request->request(), response, early->channel);
        m_context.terminate(end);
        return;
    }
    if (!confirmDialog(response)) {
        m_reaper->take(m_context.core, m_request->request(), response, {}, withReason(502));
        m_context.terminate({By::Remote, 502, {}, 0});
        return;
    }
    m_ringing.stop();
    m_context.sessionTimer->accepted(m_request->request(), response);
    const QPointer<Inviter> alive(&m_inviter);
    m_context.callerHeaders = CallerHeaders::of(response);
    m_context.noteAssertedIdentity(response);
    if (!alive || m_context.state != State::Establishing)
        return;
    if (m_options.withoutSdp)
        takeLateOffer(response);
    else
        takeAnswer(response);
}

bool InviteClient::confirmDialog(const SipResponse &response)
{
    const QByteArray tag = response.toTag();
    if (const auto early = m_early.constFind(tag); early != m_early.constEnd()) {
        m_confirmed = early->channel;
        m_confirmed->dialog().confirm(response);
        m_confirmed->noteAllow(response);
    } else {
        const auto dialog = Dialog::asUac(m_request->request(), response);
        if (!dialog)
            return false;
        m_confirmed = openChannel(*dialog);
        m_confirmed->noteAllow(response);
    }
    m_confirmedTag = tag;
    m_context.channel = m_confirmed;
    m_context.trickle->note(response, m_confirmed);
    silenceForks();
    return true;
}

void InviteClient::takeAnswer(const SipResponse &response)
{
    m_confirmed->acknowledge(m_request->request()); // the ACK does not depend on the answer
    const QByteArray tag = response.toTag();
    auto description = descriptionIn(response);
    if (!description && m_early.contains(tag))
        description = m_early.value(tag).description;
    if (!description) {
        endAfterAck(488);
        return;
    }
    if (m_answeredBy == tag) { // §13.2.1: the same answer again
        establish();
        return;
    }
    if (m_answeredBy.isEmpty())
        applyAnswer(*description);
    else
        changeFork(*description);
}

void InviteClient::applyAnswer(const SessionContext::Description &answer)
{
    m_context.negotiation.takeAnswer(answer, [this](Result<void, MediaError> applied) {
        if (applied) {
            establish();
            return;
        }
        const QPointer<Inviter> alive(&m_inviter);
        Q_EMIT m_inviter.mediaFailed(applied.error());
        if (alive)
            endAfterAck(statusCodeFor(applied.error()));
    });
}

void InviteClient::takeLateOffer(const SipResponse &response)
{
    const bool isAnswered = m_isLateOfferAnswered && m_answeredBy == response.toTag();
    const auto offer = descriptionIn(response);
    if (isAnswered) {
        m_confirmed->acknowledge(m_request->request());
        establish();
        return;
    }
    const QPointer<Inviter> stillThere(&m_inviter);
    const bool hasMedia = offer && m_context.ensureMedia();
    if (!stillThere || m_context.state != State::Establishing)
        return;
    if (!hasMedia) {
        m_confirmed->acknowledge(m_request->request());
        endAfterAck(488);
        return;
    }
    m_context.negotiation.takeOffer(*offer, m_context.describe(*m_hop, false),
        [this](Result<Negotiation::Description, MediaError> answer) {
            if (answer) {
                m_confirmed->acknowledge(m_request->request(), {{}, answer->contentType, answer->content});
                establish();
                return;
            }
            m_confirmed->acknowledge(m_request->request());
            const QPointer<Inviter> alive(&m_inviter);
            Q_EMIT m_inviter.mediaFailed(answer.error());
            if (alive)
                endAfterAck(statusCodeFor(answer.error()));
        });
}

void InviteClient::establish()
{
    if (m_context.state != State::Establishing)
        return;
    m_context.allowMedia();
    m_context.trickle->flush();
    m_context.change(Event::Confirm);
}

/// @param cause 0: the person hung up.
void InviteClient::endAfterAck(int cause)
{
    const auto cseq = m_request->request().cseq();
    if (cseq && !m_confirmed->hasAcknowledged(cseq->number))
        m_confirmed->acknowledge(m_request->request());
    m_context.endByBye({By::Local, cause ? cause : 487, {}, 0}, cause ? withReason(cause) : RequestOptions());
}

} // namespace carillon
