#include "UpdateSender.h"

#include "ReinviteAnswerer.h"
#include "Reinviter.h"
#include "SessionTimer.h"

namespace carillon {

using State = Session::State;
using Refusal = Session::Refusal;
using Origin = RequestDelegate::Answer::Origin;

UpdateSender::UpdateSender(SessionContext &context)
    : m_context(context)
    , m_glare(context)
    , m_retry(context.core.clock())
{
}

UpdateSender::~UpdateSender()
{
    stop();
}

void UpdateSender::stop()
{
    m_retry.stop();
    m_job.reset();
    if (const auto request = std::exchange(m_request, nullptr))
        request->forget();
    m_channel.reset();
}

/// It goes through the dialog that is the call's, not through an early one.
bool UpdateSender::isConfirmed() const
{
    return m_context.state == State::Established && m_channel == m_context.channel;
}

/// Another fork has the call meanwhile, and what is negotiated now is not ours.
bool UpdateSender::isLost() const
{
    return m_context.channel && m_context.channel != m_channel;
}

std::optional<Refusal> UpdateSender::objection(const Job &job, const DialogChannel *channel) const
{
    if (!channel)
        return Refusal::NoDialog;
    if (!channel->peerAllows(Method::Update)) // RFC 3311 §4
        return Refusal::NotSupported;
    if (m_job)
        return Refusal::RequestPending;
    if (job.offer == Offer::None)
        return std::nullopt;
    const bool isPending = m_context.reinviter->isPending() || m_context.reinviteAnswerer->isBusy()
        || !m_context.negotiation.isIdle();
    const auto *initial = m_context.initial;
    if (isPending || (initial && (initial->awaitsAck() || !initial->mayOffer(*channel))))
        return Refusal::RequestPending;
    return std::nullopt;
}

Result<void, Refusal> UpdateSender::start(Job job)
{
    if (m_context.state == State::Terminating || m_context.state == State::Terminated)
        return Failure<Refusal>(Refusal::WrongState);
    auto channel = m_context.channel;
    if (m_context.state != State::Established)
        channel = m_context.initial ? m_context.initial->earlyChannel() : nullptr;
    if (const auto refusal = objection(job, channel.get()))
        return Failure<Refusal>(*refusal);
    m_job = std::move(job);
    m_channel = std::move(channel);
    m_glare.begin();
    send();
    return {};
}

void UpdateSender::send()
{
    const bool hasOffer = m_job->offer == Offer::Fresh;
    if (hasOffer
        && (m_context.reinviteAnswerer->isBusy() || m_context.reinviter->isOutstanding()
            || !m_context.negotiation.isIdle())) {
        m_retry.start(Milliseconds(100), [this] { send(); }); // something else came first
        return;
    }
    SipRequest update = m_channel->makeRequest(Method::Update, m_job->options);
    m_isRefresh = isConfirmed();
    if (m_isRefresh)
        m_context.sessionTimer->prepare(update);
    std::function<void(const Hop &)> prepare;
    if (hasOffer) {
        prepare = [this, alive = QPointer(m_context.session)](const Hop &hop) {
            // The way may be known before send() has returned.
            m_context.core.clock().schedule(Milliseconds(0), [this, alive, hop] {
                if (alive && m_job && m_request)
                    makeOffer(hop);
            });
        };
    }
    m_request = m_channel->send(
        std::move(update), [this](const RequestDelegate::Answer &answer) { answered(answer); },
        std::move(prepare));
}

void UpdateSender::makeOffer(const Hop &hop)
{
    m_context.negotiation.makeOffer(m_context.describe(hop, m_context.isLocalHold),
        [this](Result<Negotiation::Description, MediaError> offer) {
            if (!m_job || !m_request)
                return;
            if (offer) {
                m_request->setBody(offer->content, offer->contentType);
                m_request->proceed();
                return;
            }
            const auto request = std::exchange(m_request, nullptr);
            request->forget();
            const QPointer<Session> alive(m_context.session);
            Q_EMIT m_context.session->mediaFailed(offer.error());
            if (alive)
                finish({SipResponse::to(request->request(), 488, {}), Origin::LocalTransport});
        });
}

void UpdateSender::answered(const RequestDelegate::Answer &answer)
{
    if (!m_job || !m_request)
        return;
    const int code = answer.response.statusCode();
    if (code < 200) {
        const RequestDelegate delegate = m_job->delegate;
        delegate.tell(answer);
    } else if (code < 300) {
        accepted(answer);
    } else {
        rejected(answer);
    }
}

void UpdateSender::accepted(const RequestDelegate::Answer &answer)
{
    const QPointer<Session> alive(m_context.session);
    const auto request = std::exchange(m_request, nullptr);
    if (m_isRefresh)
        m_context.sessionTimer->accepted(request->request(), answer.response);
    m_context.noteAssertedIdentity(answer.response);
    if (!alive || !m_job)
        return;
    if (m_job->offer == Offer::None)
        finish(answer);
    else
        takeAnswer(answer);
}

void UpdateSender::takeAnswer(const RequestDelegate::Answer &answer)
{
    const auto description = descriptionIn(answer.response);
    // Without an answer what was agreed before goes on.
    if (!description || isLost()) {
        if (!isLost())
            m_context.negotiation.rollback();
        SipResponse failure(488);
        finish({failure, Origin::Remote});
        return;
    }
    m_context.negotiation.takeAnswer(*description, [this, answer](Result<void, MediaError> applied) {
        if (applied)
            finish(answer);
        else
            mediaFailed(applied.error());
    });
}

/// The peer believes in the new description, we cannot follow.
void UpdateSender::mediaFailed(const MediaError &error)
{
    const QPointer<Session> alive(m_context.session);
    Q_EMIT m_context.session->mediaFailed(error);
    if (!alive)
        return;
    if (m_context.state == State::Established)
        m_context.endByBye({Session::End::By::Local, 488, {}, 0}, withReason(488));
    else if (m_context.initial)
        m_context.initial->giveUp(488);
}

/// §5.3: what was agreed before stands.
void UpdateSender::rejected(const RequestDelegate::Answer &answer)
{
    const SipRequest refused = std::exchange(m_request, nullptr)->request();
    if (m_job->offer == Offer::Fresh && !isLost())
        m_context.negotiation.rollback();
    const int code = answer.response.statusCode();
    if (answer.origin == Origin::Remote && willTryAgain(refused, answer.response))
        return;
    const RequestDelegate delegate = m_job->delegate;
    if ((code != 481 && code != 408) || !isConfirmed()) {
        finish(answer);
        return;
    }
    // RFC 3261 §12.2.1.2: the dialog is gone, or the peer is.
    const auto by = answer.origin == Origin::Remote ? Session::End::By::Remote : Session::End::By::Network;
    m_context.endByBye({by, code, answer.response.reasonPhrase().toByteArray(), 0}, withReason(code));
    delegate.tell(answer);
}

bool UpdateSender::willTryAgain(const SipRequest &refused, const SipResponse &response)
{
    const auto wait = m_glare.after(refused, response);
    if (wait)
        m_retry.start(*wait, [this] { send(); });
    return wait.has_value();
}

void UpdateSender::finish(const RequestDelegate::Answer &answer)
{
    if (!m_job)
        return;
    const Job job = *std::exchange(m_job, std::nullopt);
    m_channel.reset();
    job.delegate.tell(answer);
}

} // namespace carillon
