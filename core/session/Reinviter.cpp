#include "Reinviter.h"

#include "ReinviteAnswerer.h"
#include "SessionTimer.h"
#include "TrickleChannel.h"
#include "UpdateSender.h"

namespace carillon {

using State = Session::State;

Reinviter::Reinviter(SessionContext &context)
    : m_context(context)
    , m_glare(context)
    , m_retry(context.core.clock())
    , m_waiting(context.core.clock())
{
}

Reinviter::~Reinviter()
{
    stop();
}

void Reinviter::stop()
{
    m_retry.stop();
    m_waiting.stop();
    m_job.reset();
    if (m_context.channel)
        acknowledge({}); // whatever the answer would have been
    if (const auto request = std::exchange(m_request, nullptr)) {
        handOver(*request);
        request->cancel();
    }
}

/// A 2xx may come later than we live, and again and again: whoever sends it is owed an ACK (RFC 3261
/// §13.2.2.4).
void Reinviter::handOver(OutgoingRequest &request) const
{
    const auto channel = m_context.channel;
    if (!channel) {
        request.forget();
        return;
    }
    request.setAnswered([channel, weak = request.weak_from_this()](const RequestDelegate::Answer &answer) {
        const int code = answer.response.statusCode();
        const auto invite = weak.lock();
        const auto cseq = answer.response.cseq();
        if (code < 200 || code >= 300 || !invite || !cseq || channel->acknowledgeAgain(cseq->number))
            return;
        channel->acknowledge(invite->request());
    });
}

Result<void, Session::Refusal> Reinviter::start(Job job)
{
    if (m_context.state != State::Established || !m_context.channel)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    // §14.1: not while another INVITE is in progress in either direction.
    if (isPending() || m_context.reinviteAnswerer->isBusy() || m_context.updateSender->hasOfferOut()
        || !m_context.negotiation.isIdle() || (m_context.initial && m_context.initial->awaitsAck()))
        return Failure<Session::Refusal>(Session::Refusal::RequestPending);
    const QPointer<Session> alive(m_context.session);
    const bool hasMedia = m_context.ensureMedia();
    if (!alive || m_context.state != State::Established)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (!hasMedia)
        return Failure<Session::Refusal>(Session::Refusal::NotSupported);
    m_job = std::move(job);
    m_glare.begin();
    send();
    return {};
}

Result<void, Session::Refusal> Reinviter::startLater(Purpose purpose)
{
    // Whoever waits for a person's word is told of a failure, whoever else waits with it.
    const bool isWanted = m_waiting.isRunning() && m_waitingFor == Purpose::Change;
    m_waitingFor = isWanted ? Purpose::Change : purpose;
    m_waiting.stop();
    const auto started = start({m_context.isLocalHold, ReinviteOptions{}, RequestDelegate{}, m_waitingFor});
    if (started || started.error() != Session::Refusal::RequestPending)
        return started;
    m_waiting.start(WaitingStep, [this] { (void)startLater(m_waitingFor); });
    return {};
}

void Reinviter::send()
{
    if (m_context.reinviteAnswerer->isBusy() || m_context.updateSender->hasOfferOut()
        || !m_context.negotiation.isIdle()) { // something else came first
        m_retry.start(Milliseconds(100), [this] { send(); });
        return;
    }
    const auto channel = m_context.channel;
    m_order = {};
    m_exchange = Exchange::Due;
    m_success.reset();
    SipRequest invite = channel->makeRequest(Method::Invite, m_job->options.request);
    m_context.sessionTimer->prepare(invite);
    m_request = channel->send(
        std::move(invite), [this](const RequestDelegate::Answer &answer) { answered(answer); },
        [this, alive = QPointer(m_context.session)](const Hop &hop) {
            // The way may be known before send() has returned.
            m_context.core.clock().schedule(Milliseconds(0), [this, alive, hop] {
                if (alive && m_job && m_request)
                    wayKnown(hop);
            });
        });
}

void Reinviter::wayKnown(const Hop &hop)
{
    m_hop = hop;
    if (m_job->options.withoutSdp)
        m_request->proceed();
    else
        makeOffer(hop);
}

void Reinviter::makeOffer(const Hop &hop)
{
    DescriptionOptions options = m_context.describe(hop, m_job->hold);
    if (m_job->purpose == Purpose::Refresh)
        options.change = DescriptionOptions::Change::None;
    m_context.negotiation.makeOffer(options, [this](Result<Negotiation::Description, MediaError> offer) {
        if (!m_job || !m_request)
            return;
        if (offer) {
            m_request->setBody(offer->content, offer->contentType);
            m_context.trickle->announce(m_request->draft());
            m_request->proceed();
            return;
        }
        const RequestDelegate::Answer answer{
            SipResponse::to(m_request->request(), 488, {}), RequestDelegate::Answer::Origin::LocalTransport};
        m_request->forget();
        m_request.reset();
        const QPointer<Session> alive(m_context.session);
        if (m_job->purpose != Purpose::Renew)
            Q_EMIT m_context.session->mediaFailed(offer.error());
        if (alive)
            fail(answer);
    });
}

void Reinviter::answered(const RequestDelegate::Answer &answer)
{
    const int code = answer.response.statusCode();
    if (code < 200) {
        const QPointer<Session> alive(m_context.session);
        if (m_job && m_request && code > 100)
            progressed(answer.response);
        if (const auto delegate = alive && m_job ? m_job->delegate : RequestDelegate(); alive && m_job)
            delegate.tell(answer);
        return;
    }
    if (!m_job || !m_request)
        return;
    if (code < 300)
        accepted(answer);
    else
        rejected(answer);
}

/// RFC 3262 §4, §5: a reliable provisional response to a re-INVITE wants its PRACK as well. It may bring the
/// answer, or the offer whose answer the PRACK carries.
void Reinviter::progressed(const SipResponse &response)
{
    if (m_order.judge(response) != ReliableOrder::Verdict::Next)
        return;
    m_order.note(response);
    const auto description = descriptionIn(response);
    const bool isAwaited = description && m_exchange == Exchange::Due;
    if (isAwaited && m_job->options.withoutSdp) {
        answerOffer(*description,
            [this, response](const RequestOptions &body) { sendPrack(*m_context.channel, response, body); });
        return;
    }
    sendPrack(*m_context.channel, response);
    if (isAwaited)
        takeAnswer(*description);
}

void Reinviter::takeAnswer(const SessionContext::Description &description)
{
    m_exchange = Exchange::UnderWay;
    m_context.negotiation.takeAnswer(description, [this](Result<void, MediaError> applied) {
        if (applied) {
            m_exchange = Exchange::Settled;
            settle();
            return;
        }
        endForMedia(applied.error());
    });
}

void Reinviter::answerOffer(
    const SessionContext::Description &offer, const std::function<void(const RequestOptions &)> &send)
{
    m_exchange = Exchange::UnderWay;
    m_context.negotiation.takeOffer(offer, m_context.describe(m_hop, m_job->hold),
        [this, send](Result<Negotiation::Description, MediaError> answer) {
            if (!m_job)
                return;
            if (!answer) {
                acknowledge({});
                endForMedia(answer.error());
                return;
            }
            m_exchange = Exchange::Settled;
            send({{}, answer->contentType, answer->content});
            settle();
        });
}

/// The peer believes in the new description, we cannot follow: there is no way back (§14.1 names none).
void Reinviter::endForMedia(const MediaError &error)
{
    const QPointer<Session> alive(m_context.session);
    Q_EMIT m_context.session->mediaFailed(error);
    if (alive)
        m_context.endByBye({Session::End::By::Local, 488, {}, 0}, withReason(488));
}

/// Until it goes, a 2xx that comes again is not answered: its ACK would lack the answer.
void Reinviter::acknowledge(const RequestOptions &answer)
{
    const auto request = std::exchange(m_accepted, nullptr);
    if (!request)
        return;
    handOver(*request); // its 2xx may come again: the transaction still holds it
    m_context.channel->acknowledge(request->request(), answer);
}

void Reinviter::settle()
{
    if (m_success && m_exchange == Exchange::Settled)
        finish(*std::exchange(m_success, std::nullopt));
}

void Reinviter::accepted(const RequestDelegate::Answer &answer)
{
    const QPointer<Session> alive(m_context.session);
    m_accepted = std::exchange(m_request, nullptr);
    const SipRequest invite = m_accepted->request();
    const auto description = descriptionIn(answer.response);
    const bool isOffer = description && m_job->options.withoutSdp && m_exchange == Exchange::Due;
    if (!isOffer)
        acknowledge({});
    m_context.sessionTimer->accepted(invite, answer.response);
    m_context.noteAssertedIdentity(answer.response);
    if (!alive || !m_job)
        return;
    m_success = answer;
    if (m_exchange != Exchange::Due) {
        settle();
        return;
    }
    if (!description) { // the peer owes one; what was agreed before goes on
        m_context.negotiation.rollback();
        fail({SipResponse::to(invite, 488, {}), RequestDelegate::Answer::Origin::Remote});
        return;
    }
    if (isOffer)
        answerOffer(*description, [this](const RequestOptions &body) { acknowledge(body); });
    else
        takeAnswer(*description);
}

void Reinviter::finish(const RequestDelegate::Answer &answer)
{
    if (!m_job)
        return;
    const Job job = *std::exchange(m_job, std::nullopt);
    m_context.setLocalHold(job.hold);
    job.delegate.tell(answer);
}

void Reinviter::rejected(const RequestDelegate::Answer &answer)
{
    const SipRequest refused = std::exchange(m_request, nullptr)->request();
    m_context.negotiation.rollback();
    const int code = answer.response.statusCode();
    if (answer.origin == RequestDelegate::Answer::Origin::Remote && willTryAgain(refused, answer.response))
        return;
    // §14.1: the dialog is gone, or the peer is. A transport that failed here says nothing about the peer.
    if (code == 481 || code == 408) {
        const auto by = answer.origin == RequestDelegate::Answer::Origin::Remote ? Session::End::By::Remote
                                                                                 : Session::End::By::Network;
        const RequestDelegate delegate = m_job->delegate;
        m_context.endByBye({by, code, answer.response.reasonPhrase().toByteArray(), 0}, withReason(code));
        delegate.tell(answer);
        return;
    }
    fail(answer);
}

bool Reinviter::willTryAgain(const SipRequest &refused, const SipResponse &response)
{
    const auto wait = m_glare.after(refused, response);
    if (wait)
        m_retry.start(*wait, [this] { send(); });
    return wait.has_value();
}

void Reinviter::fail(const RequestDelegate::Answer &answer)
{
    if (!m_job)
        return;
    const Job job = *std::exchange(m_job, std::nullopt);
    m_success.reset();
    const QByteArray phrase = answer.response.reasonPhrase().toByteArray();
    const QPointer<Session> alive(m_context.session);
    job.delegate.tell(answer);
    if (alive && job.purpose == Purpose::Change)
        Q_EMIT m_context.session->reinviteRejected(answer.response.statusCode(), phrase);
}

} // namespace carillon
