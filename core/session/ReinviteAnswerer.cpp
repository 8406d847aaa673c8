#include "ReinviteAnswerer.h"

#include "InDialogRequests.h"
#include "Reinviter.h"
#include "SessionTimer.h"
#include "TrickleChannel.h"
#include "UpdateSender.h"

namespace carillon {

ReinviteAnswerer::ReinviteAnswerer(SessionContext &context)
    : m_context(context)
    , m_accepted(context.core)
{
}

void ReinviteAnswerer::stop()
{
    m_accepted.stop();
    m_awaitsAnswer = false;
    if (const auto transaction = std::exchange(m_transaction, nullptr)) // §15.1.2
        transaction->respond(m_channel->makeResponse(*transaction, 487));
    m_channel.reset();
}

/// 0: it may be answered. §14.2, RFC 3311 §5.2, RFC 6337 §4.3: an offer of ours without an answer makes it
/// 491, one of the peer's 500.
int ReinviteAnswerer::conflict(const SipRequest &request, const DialogChannel &through) const
{
    const bool isInvite = request.method() == Method::Invite;
    const bool hasOffer = descriptionIn(request).has_value();
    if (m_context.state == Session::State::Terminating || m_context.state == Session::State::Terminated)
        return 481;
    if (m_transaction && (isInvite || hasOffer || m_transaction->request().method() == Method::Update))
        return 500;
    if (!isInvite && !hasOffer)
        return 0;
    if (m_context.reinviter->isOutstanding() || m_context.updateSender->hasOfferOut())
        return 491;
    if (isInvite && m_context.state != Session::State::Established) // §14.2: his own is unanswered, or ours
        return m_context.direction == Session::Direction::Incoming ? 500 : 491;
    if (const int code = m_context.initial ? m_context.initial->offerConflict(through) : 0)
        return code;
    switch (m_context.negotiation.state()) {
    case Negotiation::State::Idle: return 0;
    case Negotiation::State::MakingOffer:
    case Negotiation::State::OfferSent:
    case Negotiation::State::TakingAnswer: return 491;
    case Negotiation::State::TakingOffer: return 500;
    case Negotiation::State::Closed: return 481;
    }
    Q_UNREACHABLE();
}

/// 2xx: what it says of the session timer too.
void ReinviteAnswerer::accept(const SipRequest &request, SipResponse &success) const
{
    if (m_context.state == Session::State::Established) // RFC 4028 knows no timer of an early dialog
        m_context.sessionTimer->answer(request, success);
}

/// An UPDATE without offer.
void ReinviteAnswerer::answerAtOnce(ServerTransaction &transaction, DialogChannel &through)
{
    through.dialog().refreshTarget(transaction.request());
    SipResponse success = through.makeResponse(transaction, 200);
    accept(transaction.request(), success);
    transaction.respond(success);
    m_context.noteAssertedIdentity(transaction.request());
}

void ReinviteAnswerer::refuse(ServerTransaction &transaction, const DialogChannel &through, int code)
{
    SipResponse response = through.makeResponse(transaction, code);
    if (code == 500) // §14.2: between 0 and 10 s
        response.append(HeaderId::RetryAfter, QByteArray::number(m_context.core.random().below(11)));
    transaction.respond(response);
    m_context.reinviteAnswered(transaction, code);
}

void ReinviteAnswerer::receive(
    const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through)
{
    const SipRequest &request = transaction->request();
    if (const int code = conflict(request, *through)) {
        refuse(*transaction, *through, code);
        return;
    }
    if (const auto smallest = refusedInterval(request, m_context.host.sessionTimer())) {
        SipResponse tooBrief = through->makeResponse(*transaction, 422);
        tooBrief.append(HeaderId::MinSE, QByteArray::number(qint64(smallest->count())));
        transaction->respond(tooBrief);
        return;
    }
    if (request.method() == Method::Invite && m_context.requests->isRefused(transaction, through))
        return;
    const auto description = descriptionIn(request);
    if (request.method() == Method::Update && !description) {
        answerAtOnce(*transaction, *through);
        return;
    }
    m_transaction = transaction;
    if (request.method() == Method::Invite) // heard only while it is unanswered
        transaction->setUser({[this](const SipRequest &) { cancelled(); }, {}});
    m_channel = through;
    m_accepted.stop(); // an ACK that is still missing says nothing that this request does not say
    // Whoever hears of it may end the call, which answers the request.
    const QPointer<Session> alive(m_context.session);
    m_context.noteAssertedIdentity(request);
    if (!alive || m_transaction != transaction)
        return;
    const bool hasMedia = m_context.ensureMedia();
    if (!alive || m_transaction != transaction)
        return;
    if (!hasMedia) {
        m_transaction.reset();
        refuse(*transaction, *through, 488);
        return;
    }
    if (description)
        answerOffer(*description);
    else
        offer();
}

void ReinviteAnswerer::answerOffer(const SessionDescriptionHandler::Description &offer)
{
    const DescriptionOptions options = m_context.describe(m_transaction->from(), m_context.isLocalHold);
    m_context.negotiation.takeOffer(
        offer, options, [this](Result<Negotiation::Description, MediaError> answer) {
            if (!m_transaction)
                return;
            if (answer)
                succeed(*answer);
            else
                failed(answer.error());
        });
}

void ReinviteAnswerer::offer()
{
    const DescriptionOptions options = m_context.describe(m_transaction->from(), m_context.isLocalHold);
    m_context.negotiation.makeOffer(options, [this](Result<Negotiation::Description, MediaError> made) {
        if (!m_transaction)
            return;
        const bool isOffer = made && !made->content.isEmpty();
        m_awaitsAnswer = isOffer;
        if (isOffer)
            succeed(*made);
        else // §14.2: the 2xx must bring one
            failed(made ? MediaError{} : made.error());
    });
}

void ReinviteAnswerer::succeed(const std::optional<SessionDescriptionHandler::Description> &description)
{
    const auto transaction = std::exchange(m_transaction, nullptr);
    m_channel->dialog().refreshTarget(transaction->request());
    SipResponse response = m_channel->makeResponse(*transaction, 200);
    accept(transaction->request(), response);
    if (description)
        response.setBody(description->content, description->contentType);
    if (!transaction->request().value("Recv-Info").isEmpty())
        m_context.trickle->announce(response);
    if (transaction->request().method() == Method::Update) {
        transaction->respond(response);
        return;
    }
    m_accepted.start(
        transaction, response, [this](const SipRequest &ack) { acknowledged(ack); },
        [this] { // §13.3.1.4: without ACK the dialog has no future
            m_context.endByBye({Session::End::By::Network, 408, {}, 0}, withReason(408));
        });
    m_context.reinviteAnswered(*transaction, 200);
}

void ReinviteAnswerer::failed(const MediaError &error)
{
    const auto transaction = std::exchange(m_transaction, nullptr);
    const auto channel = m_channel;
    m_context.negotiation.rollback();
    const SipResponse response = m_context.refusal(*transaction, *channel, error);
    transaction->respond(response);
    m_context.reinviteAnswered(*transaction, response.statusCode());
}

/// §9.2: what was agreed before stands.
void ReinviteAnswerer::cancelled()
{
    const auto transaction = std::exchange(m_transaction, nullptr);
    if (!transaction)
        return;
    m_context.negotiation.rollback();
    transaction->respond(m_channel->makeResponse(*transaction, 487));
}

bool ReinviteAnswerer::takeAck(const SipRequest &ack)
{
    return m_accepted.takeAck(ack);
}

void ReinviteAnswerer::acknowledged(const SipRequest &ack)
{
    if (!std::exchange(m_awaitsAnswer, false))
        return;
    const auto answer = descriptionIn(ack);
    const auto end = [this] { m_context.endByBye({Session::End::By::Local, 488, {}, 0}, withReason(488)); };
    if (!answer) {
        end();
        return;
    }
    m_context.negotiation.takeAnswer(*answer, [this, end](Result<void, MediaError> applied) {
        if (applied)
            return;
        const QPointer<Session> alive(m_context.session);
        Q_EMIT m_context.session->mediaFailed(applied.error());
        if (alive)
            end();
    });
}

} // namespace carillon
