// What happens between the INVITE and our final answer: ringing, early descriptions, reliable provisional
// responses (RFC 3262), and what that means for UPDATE (RFC 3311).
#include "InviteServer.h"

#include "TrickleChannel.h"

namespace carillon {

using State = Session::State;
using By = Session::End::By;

Result<void, Session::Refusal> InviteServer::progress(const ProgressOptions &options)
{
    if (m_context.state != State::Initial || m_isCancelled)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (!options.answer.isSendable())
        return Failure<Session::Refusal>(Session::Refusal::InvalidContent);
    if (options.reliability == ProgressOptions::Reliability::Reliable && !canBeReliable())
        return Failure<Session::Refusal>(Session::Refusal::NotSupported);
    if (m_provisional.isWaiting() || m_exchange == Exchange::Offering || m_exchange == Exchange::Answering)
        return Failure<Session::Refusal>(Session::Refusal::RequestPending);
    sendProvisional(options);
    return {};
}

bool InviteServer::canBeReliable() const
{
    const bool isOffered
        = m_context.core.options().extensions.reliableProvisionals != SipExtensions::Support::Unsupported;
    return isOffered
        && (m_request.hasToken(HeaderId::Require, "100rel")
            || m_request.hasToken(HeaderId::Supported, "100rel"));
}

/// Whoever requires it may say besides that he supports it.
bool InviteServer::mustBeReliable(const ProgressOptions &options) const
{
    const bool isWanted = options.reliability == ProgressOptions::Reliability::Reliable
        || m_context.core.options().extensions.reliableProvisionals == SipExtensions::Support::Required;
    return m_request.hasToken(HeaderId::Require, "100rel") || (isWanted && canBeReliable());
}

void InviteServer::sendProvisional(const ProgressOptions &options)
{
    const QPointer<Invitation> alive(&m_invitation);
    using Kind = ProgressOptions::Description;
    const bool isMedia = options.statusCode == 183 && options.answer.body.isEmpty();
    const bool bringsAnswer
        = options.description == Kind::Included || (options.description == Kind::Automatic && isMedia);
    if (m_offer && m_exchange == Exchange::None && bringsAnswer)
        answerEarly(options);
    else if (!m_offer && m_exchange == Exchange::None && mustBeReliable(options))
        offerReliably(options);
    else
        sendNow(options, m_exchange == Exchange::Answered && bringsAnswer ? m_earlyAnswer : std::nullopt);
    if (alive && m_context.state == State::Initial && options.statusCode == 180)
        m_context.setRinging(true);
}

void InviteServer::sendNow(const ProgressOptions &options, const std::optional<Description> &description)
{
    SipResponse response
        = makeResponse(std::clamp(options.statusCode, 101, 199), options.answer, description);
    m_hasDialog = true;
    if (mustBeReliable(options))
        sendReliable(std::move(response));
    else if (description && m_context.trickle->isTakenBy(*m_channel)) // until he sends INFO, RFC 8840 §4.3.2
        m_repeatedAnswer.start(m_transaction, response, [this, response] { ringOn(response); });
    else
        ringOn(response);
}

void InviteServer::ringOn(const SipResponse &response)
{
    m_transaction->respond(response);
    m_reminder.start(Reminder, [this, response] {
        if (m_context.state == State::Initial)
            ringOn(response);
    });
}

void InviteServer::sendReliable(SipResponse response)
{
    m_reminder.stop();
    m_provisional.start(
        m_transaction, std::move(response),
        [this](const SipRequest &prack) { provisionalAcknowledged(prack); },
        [this] {
            refuse(504, {By::Network, 504, {}, 0});
        }); // RFC 3262 §3
}

/// §13.2.1: the first reliable response to an INVITE without offer must bring one. No sound goes with it
/// before accept().
void InviteServer::offerReliably(const ProgressOptions &options)
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
        [this, options](const auto &offer) { described(options, offer); });
}

/// §13.2.1 and RFC 3262 §5: the answer may come before the 2xx. Nothing is heard by it: a microphone is
/// opened by accept() only.
void InviteServer::answerEarly(const ProgressOptions &options)
{
    m_exchange = Exchange::Answering; // begin() made the media
    m_context.negotiation.takeOffer(*m_offer, m_context.describe(m_transaction->from(), false),
        [this, options](const auto &answer) { described(options, answer); });
}

void InviteServer::described(
    const ProgressOptions &options, const Result<Description, MediaError> &description)
{
    const bool isOffer = m_exchange == Exchange::Offering;
    if (!description) {
        failed(description.error());
    } else if (m_context.state == State::Establishing) { // accept() was quicker: no PRACK is due
        m_exchange = isOffer ? Exchange::OfferedInSuccess : Exchange::Agreed;
        sendSuccess(*description);
    } else if (m_context.state == State::Initial) {
        if (!isOffer)
            m_earlyAnswer = *description;
        m_exchange = isOffer          ? Exchange::OfferedInProvisional
            : mustBeReliable(options) ? Exchange::AnsweredInProvisional
                                      : Exchange::Answered;
        sendNow(options, *description);
    }
}

bool InviteServer::takePrack(const std::shared_ptr<ServerTransaction> &transaction)
{
    const auto channel = m_channel;
    const auto description = descriptionIn(transaction->request());
    if (!m_provisional.matches(transaction->request()))
        return false;
    if (m_exchange == Exchange::OfferedInProvisional && !description) {
        transaction->respond(channel->makeResponse(*transaction, 400)); // the answer is due in it
        return true;
    }
    // §5: an offer where everything else is settled. Deviation: one that comes too early is not looked at,
    // because the response was acknowledged all the same.
    const bool isSettled = m_exchange == Exchange::AnsweredInProvisional || m_exchange == Exchange::Agreed;
    if (description && isSettled && !m_prack && m_context.negotiation.isIdle())
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
void InviteServer::takePrackOffer(const Description &offer)
{
    m_context.negotiation.takeOffer(offer, m_context.describe(m_transaction->from(), false),
        [this](const Result<Description, MediaError> &answer) {
            const auto prack = std::exchange(m_prack, nullptr);
            if (!prack)
                return;
            if (answer) {
                SipResponse success = m_channel->makeResponse(*prack, 200);
                success.setBody(answer->content, answer->contentType);
                prack->respond(success);
            } else {
                m_context.negotiation.rollback();
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
    return m_prack || (m_offer && (m_exchange == Exchange::None || m_exchange == Exchange::Answering));
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
