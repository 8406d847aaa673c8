// What an incoming call says before it is answered: provisional responses, reliable ones with descriptions
// (RFC 3262), and what that means for UPDATE (RFC 3311).
#include "InviteServer.h"

namespace carillon {

using State = Session::State;
using By = Session::End::By;

Result<void, Session::Refusal> InviteServer::progress(int statusCode)
{
    if (m_context.state != State::Initial)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (m_provisional.isWaiting() || m_exchange == Exchange::Offering || m_exchange == Exchange::Answering)
        return Failure<Session::Refusal>(Session::Refusal::RequestPending);
    sendProvisional(std::clamp(statusCode, 101, 199));
    return {};
}

Result<void, Session::Refusal> InviteServer::describeEarly(int statusCode)
{
    if (m_context.state != State::Initial)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (!requiresReliable() && !m_request.hasToken(HeaderId::Supported, "100rel"))
        return Failure<Session::Refusal>(Session::Refusal::NotSupported);
    if (m_provisional.isWaiting() || m_exchange != Exchange::None)
        return Failure<Session::Refusal>(Session::Refusal::RequestPending);
    m_reminder.stop();
    if (m_offer)
        answerReliably(std::clamp(statusCode, 101, 199));
    else
        offerReliably(std::clamp(statusCode, 101, 199));
    return {};
}

void InviteServer::sendProvisional(int statusCode)
{
    const QPointer<Invitation> alive(&m_invitation);
    if (!requiresReliable())
        ringOn(statusCode);
    else if (!m_offer && m_exchange == Exchange::None)
        offerReliably(statusCode);
    else
        sendReliable(makeResponse(statusCode));
    if (alive && m_context.state == State::Initial && statusCode == 180)
        m_context.setRinging(true);
}

void InviteServer::ringOn(int statusCode)
{
    m_transaction->respond(makeResponse(statusCode));
    m_reminder.start(Reminder, [this, statusCode] {
        if (m_context.state == State::Initial)
            ringOn(statusCode);
    });
}

void InviteServer::sendReliable(SipResponse response)
{
    m_provisional.start(
        m_transaction, std::move(response),
        [this](const SipRequest &prack) { provisionalAcknowledged(prack); },
        [this] {
            refuse(504, {By::Network, 504, {}, 0});
        }); // RFC 3262 §3
}

/// §13.2.1: the first reliable response to an INVITE without offer must bring one. No sound goes with it
/// before accept().
void InviteServer::offerReliably(int statusCode)
{
    const QPointer<Invitation> alive(&m_invitation);
    const bool hasMedia = m_context.ensureMedia();
    if (!alive || m_context.state != State::Initial)
        return;
    if (!hasMedia) {
        refuse(488, {By::Local, 488, {}, 0});
        return;
    }
    m_exchange = Exchange::Offering;
    m_context.negotiation.makeOffer(m_context.describe(m_transaction->from(), false),
        [this, statusCode](const auto &offer) { described(statusCode, offer); });
}

/// RFC 3262 §5: the answer may come before the call is accepted.
void InviteServer::answerReliably(int statusCode)
{
    m_exchange = Exchange::Answering; // begin() made the media
    m_context.negotiation.takeOffer(*m_offer, m_context.describe(m_transaction->from(), false),
        [this, statusCode](const auto &answer) { described(statusCode, answer); });
}

void InviteServer::described(
    int statusCode, const Result<SessionContext::Description, MediaError> &description)
{
    const bool isOffer = m_exchange == Exchange::Offering;
    if (!description) {
        failed(description.error());
    } else if (m_context.state == State::Establishing) { // accept() was quicker: no PRACK is due
        m_exchange = isOffer ? Exchange::OfferedInSuccess : Exchange::Agreed;
        sendSuccess(*description);
    } else if (m_context.state == State::Initial) {
        m_exchange = isOffer ? Exchange::OfferedInProvisional : Exchange::AnsweredInProvisional;
        SipResponse response = makeResponse(statusCode);
        response.setBody(description->content, description->contentType);
        sendReliable(std::move(response));
    }
}

bool InviteServer::takePrack(const std::shared_ptr<ServerTransaction> &transaction)
{
    const auto channel = m_channel;
    const auto description = descriptionIn(transaction->request());
    const bool awaitsAnswer = m_provisional.isWaiting() && m_exchange == Exchange::OfferedInProvisional;
    if (awaitsAnswer && !description) {
        transaction->respond(channel->makeResponse(*transaction, 400)); // the answer is due in it
        return true;
    }
    if (!m_provisional.matches(transaction->request()))
        return false;
    // §5: an offer where everything else is settled. Deviation: one that comes too early is not looked at,
    // because the response was acknowledged all the same.
    const bool isSettled = m_exchange == Exchange::AnsweredInProvisional || m_exchange == Exchange::Agreed;
    if (description && isSettled && m_context.negotiation.isIdle())
        m_prack = transaction;
    const QPointer<Invitation> alive(&m_invitation);
    const bool isOffer = m_prack == transaction;
    (void)m_provisional.take(transaction->request());
    if (!isOffer)
        transaction->respond(channel->makeResponse(*transaction, 200));
    else if (alive && m_prack == transaction)
        takePrackOffer(*description);
    return true;
}

/// The answer goes with the 2xx of the PRACK. When there can be none, what was agreed stands.
void InviteServer::takePrackOffer(const SessionContext::Description &offer)
{
    m_context.negotiation.takeOffer(offer, m_context.describe(m_transaction->from(), false),
        [this](const Result<SessionContext::Description, MediaError> &answer) {
            const auto prack = std::exchange(m_prack, nullptr);
            if (!prack)
                return;
            if (answer) {
                SipResponse success = m_channel->makeResponse(*prack, 200);
                success.setBody(answer->content, answer->contentType);
                prack->respond(success);
            } else {
                prack->respond(m_context.refusal(*prack, *m_channel, answer.error()));
            }
            if (m_context.state == State::Establishing) // accept() waited for this
                describeAndAccept();
        });
}

void InviteServer::provisionalAcknowledged(const SipRequest &prack)
{
    if (m_exchange == Exchange::OfferedInProvisional) {
        m_exchange = Exchange::Agreed;
        takeAnswer(descriptionIn(prack));
    } else if (m_exchange == Exchange::AnsweredInProvisional) {
        m_exchange = Exchange::Agreed;
    }
    if (m_context.state == State::Establishing && !m_prack) // accept() waited for this
        describeAndAccept();
}

bool InviteServer::hasOpenOffer() const
{
    return m_offer && (m_exchange == Exchange::None || m_exchange == Exchange::Answering);
}

bool InviteServer::awaitsPrack() const
{
    return m_exchange == Exchange::OfferedInProvisional || m_exchange == Exchange::AnsweredInProvisional;
}

bool InviteServer::mayOffer(const DialogChannel &) const
{
    return m_exchange == Exchange::Agreed && !m_prack;
}

int InviteServer::offerConflict(const DialogChannel &) const
{
    if (hasOpenOffer() || m_prack)
        return 500;
    const bool isSettled = m_exchange == Exchange::AnsweredInProvisional || m_exchange == Exchange::Agreed;
    return isSettled ? 0 : 491;
}

void InviteServer::giveUp(int code)
{
    refuse(code, {By::Local, code, {}, 0});
}

} // namespace carillon
