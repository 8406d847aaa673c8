#include "OutgoingRequest.h"

#include "DeadTargets.h"
#include "DigestAuthenticator.h"
#include "Logging.h"
#include "Resolver.h"
#include "UserAgentCore.h"

namespace carillon {

OutgoingRequest::OutgoingRequest(
    UserAgentCore &core, SipRequest request, Answered answered, SendOptions options)
    : m_core(&core)
    , m_request(std::move(request))
    , m_answered(std::move(answered))
    , m_options(std::move(options))
    , m_patience(core.clock())
    , m_timer(core.clock())
{
}

OutgoingRequest::~OutgoingRequest() = default;

void OutgoingRequest::start()
{
    Q_ASSERT(m_step == Step::Created);
    m_step = Step::Resolving;
    const SipUri nextHop = m_options.nextHop ? *m_options.nextHop : m_core->nextHopOf(m_request);
    m_isForServer = m_core->server().isNamedBy(nextHop);
    m_isOnServiceRoute = m_core->isServiceRoute(nextHop);
    m_lookup = m_core->resolve(nextHop, [weak = weak_from_this()](const auto &hops) {
        if (const auto self = weak.lock())
            self->resolved(hops);
    });
}

AccountServer::Purpose OutgoingRequest::purpose() const
{
    return m_request.toTag().isEmpty() ? m_core->server().purposeOf(m_request)
                                       : AccountServer::Purpose::InsideDialog;
}

void OutgoingRequest::resolved(const Result<QList<Hop>, TransportError> &hops)
{
    if (m_step != Step::Resolving || !m_core)
        return;
    if (!hops || hops->isEmpty()) {
        m_wire = hops ? WireFailure::HostNotFound : hops.error().kind;
        tellLater(503, Answer::Origin::LocalTransport);
        return;
    }
    m_hops = *hops;
    if (m_isForServer)
        m_core->server().foundAt(m_hops);
    m_hop = m_hops.first();
    m_step = Step::Preparing;
    if (m_options.prepare)
        m_options.prepare(*m_hop);
    else
        proceed();
}

void OutgoingRequest::proceed()
{
    if (m_step != Step::Preparing || !m_core)
        return;
    m_step = Step::Sent;
    sendToHop();
}

void OutgoingRequest::setBody(const QByteArray &body, QByteArrayView contentType)
{
    m_request.setBody(body, contentType);
}

void OutgoingRequest::setBodies(const QList<BodyPart> &parts)
{
    if (m_core)
        carillon::setBodies(m_request, parts, m_core->random());
}

bool OutgoingRequest::isOnAccountServer() const
{
    return m_isForServer || m_isOnServiceRoute || m_core->leadsToServer(*m_hop);
}

void OutgoingRequest::sendToHop()
{
    m_hop = m_hops.at(m_hopIndex);
    m_hasProvisional = m_hasProgress = false;
    if (m_options.wantsContact) {
        NameAddr contact = m_core->contactInRequest(m_request, *m_hop);
        for (const auto &parameter : std::as_const(m_options.contactParameters.list))
            contact.parameters.set(parameter.name, parameter.value);
        m_request.set(HeaderId::Contact, contact.toBytes());
    }
    // Known nonces are offered unasked only where the account's server gave them, never on a way that the
    // other end chose.
    if (m_challenges == 0 && isOnAccountServer() && purpose() != AccountServer::Purpose::InsideDialog)
        m_core->authenticator().preauthorize(m_request);
    const quint64 attempt = ++m_attempt;
    ClientTransactionUser user;
    user.response = [self = shared_from_this(), attempt](const SipResponse &response) {
        if (attempt == self->m_attempt)
            self->received(response);
        else
            self->receivedLate(response);
    };
    user.failed
        = [self = shared_from_this(), attempt](TransactionFailure failure, const TransportError &error) {
              if (attempt == self->m_attempt)
                  self->failed(failure, error.kind);
          };
    if (hasNextHop() && m_silentHops < Limits::SilentHops)
        m_patience.start(16 * m_core->timers().t1, [weak = weak_from_this()] {
            if (const auto self = weak.lock())
                self->leaveSilentHop();
        });
    else
        m_patience.stop();
    m_transaction = m_core->transactions().send(m_request, *m_hop, std::move(user));
    m_core->release(this); // from here on the transaction holds it
}

void OutgoingRequest::received(const SipResponse &response)
{
    const auto keep = shared_from_this();
    if (!m_core)
        return;
    const int code = response.statusCode();
    m_patience.stop();
    note(response);
    if (code < 200) {
        m_hasProvisional = true;
        m_hasProgress = m_hasProgress || code > 100;
        if (m_cancelling == Cancelling::Wanted)
            sendCancel();
        tell(response);
        return;
    }
    if (m_step == Step::Answered) { // a 2xx again, or of another fork (§13.2.2.4)
        tell(response);
        return;
    }
    if (m_cancelling == Cancelling::No) {
        if ((code == 401 || code == 407) && repeatedWithCredentials(response))
            return;
        if (code == 503 && !m_hasProgress && triedNextHop(Cause::Busy))
            return;
    }
    if (code < 300 && isOnAccountServer()) {
        m_core->server().accepted(m_request, purpose());
        // The registrar answers himself; any other 2xx may be a callee's, who must not choose what we sign.
        if (purpose() == AccountServer::Purpose::Registration)
            m_core->authenticator().learn(response, m_request);
    }
    m_timer.stop();
    m_step = Step::Answered;
    tell(response);
}

bool OutgoingRequest::repeatedWithCredentials(const SipResponse &challenge)
{
    if (!m_answered || !isOnAccountServer() || ++m_challenges > Limits::Challenges)
        return false;
    const auto answerable = m_core->server().answerable(challenge, purpose());
    if (!answerable) {
        qCInfo(lcSip) << "a challenge of another realm than the account's is not answered";
        return false;
    }
    if (m_core->authenticator().answer(*answerable, m_request) != DigestAuthenticator::Outcome::Retry)
        return false;
    if (m_options.renumber) {
        m_options.renumber(m_request);
    } else if (auto cseq = m_request.cseq()) {
        ++cseq->number;
        m_request.set(HeaderId::CSeq, cseq->toBytes());
    }
    sendToHop();
    return true;
}

bool OutgoingRequest::triedNextHop(Cause cause)
{
    if (!hasNextHop() || (m_hasProvisional && cause != Cause::Busy))
        return false;
    if (cause == Cause::Silent && ++m_silentHops > Limits::SilentHops) // the whole has an end
        return false;
    ++m_hopIndex;
    sendToHop();
    return true;
}

/// What the response tells about the hop: it lives, or wants to be left alone.
void OutgoingRequest::note(const SipResponse &response)
{
    if (response.statusCode() != 503)
        m_core->deadTargets().alive(*m_hop);
    else if (!m_hasProgress)
        m_core->deadTargets().busy(
            *m_hop, std::chrono::seconds(response.number(HeaderId::RetryAfter).value_or(0)));
}

void OutgoingRequest::leaveSilentHop()
{
    const auto keep = shared_from_this();
    if (m_step != Step::Sent || m_cancelling != Cancelling::No || !m_core)
        return;
    m_core->deadTargets().silent(*m_hop);
    const auto left = m_transaction;
    if (!triedNextHop(Cause::Silent))
        return;
    if (const auto transaction = left.lock())
        transaction->stopRepeating();
    if (isInvite()) // as soon as it is answered at all, §9.1
        m_core->transactions().cancel(left);
}

/// From a hop that was left. The transaction acknowledges what is no 2xx, and sends the CANCEL.
void OutgoingRequest::receivedLate(const SipResponse &response)
{
    const int code = response.statusCode();
    if (m_core && isInvite() && code >= 200 && code < 300)
        m_core->endLateFork(response);
}

void OutgoingRequest::failed(TransactionFailure failure, WireFailure wire)
{
    const auto keep = shared_from_this();
    if (m_step == Step::Answered || !m_core)
        return;
    m_patience.stop();
    const bool isTimeout = failure == TransactionFailure::Timeout;
    if (isTimeout && !m_hasProvisional)
        m_core->deadTargets().silent(*m_hop);
    else if (!isTimeout)
        m_core->deadTargets().failed(*m_hop, wire);
    if (m_cancelling == Cancelling::No && triedNextHop(isTimeout ? Cause::Silent : Cause::Broken))
        return;
    m_timer.stop();
    if (!isTimeout)
        m_wire = wire;
    m_step = Step::Answered;
    tell(SipResponse::to(m_request, isTimeout ? 408 : 503, {}),
        isTimeout ? Answer::Origin::LocalTimeout : Answer::Origin::LocalTransport);
}

void OutgoingRequest::cancel(QByteArrayView reason)
{
    if (m_cancelling != Cancelling::No || m_step == Step::Answered || !m_core)
        return;
    m_cancelling = Cancelling::Wanted;
    m_cancelReason = reason.toByteArray();
    if (m_step != Step::Sent)
        tellLater(487, Answer::Origin::LocalTimeout);
    else if (m_hasProvisional)
        sendCancel();
}

void OutgoingRequest::sendCancel()
{
    m_cancelling = Cancelling::Sent;
    m_core->transactions().cancel(m_transaction, m_cancelReason);
    m_timer.start(64 * m_core->timers().t1, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self || self->m_step == Step::Answered)
            return;
        self->m_step = Step::Answered;
        self->tell(SipResponse::to(self->m_request, 487, {}), Answer::Origin::LocalTimeout);
    });
}

void OutgoingRequest::forget()
{
    const auto keep = shared_from_this();
    m_answered = nullptr;
    m_options.prepare = nullptr;
    m_options.renumber = nullptr;
    if (m_step != Step::Resolving && m_step != Step::Preparing)
        return;
    m_step = Step::Answered;
    if (m_core)
        m_core->release(this);
}

void OutgoingRequest::tell(const SipResponse &response, Answer::Origin origin)
{
    if (const auto answered = m_answered)
        answered({response, origin, origin == Answer::Origin::LocalTransport ? m_wire : std::nullopt});
}

void OutgoingRequest::tellLater(int statusCode, Answer::Origin origin)
{
    m_step = Step::Answered;
    const auto keep = shared_from_this();
    m_core->release(this);
    m_core->clock().schedule(Milliseconds(0), [self = shared_from_this(), statusCode, origin] {
        self->tell(SipResponse::to(self->m_request, statusCode, {}), origin);
    });
}

} // namespace carillon
