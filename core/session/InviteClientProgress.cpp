// What happens between the INVITE and its final answer: early dialogs, early media, reliable provisional
// responses.
#include "InviteClient.h"

#include "SessionTimer.h"
#include "TrickleChannel.h"

namespace carillon {

using State = Session::State;
using By = Session::End::By;

void InviteClient::progressed(const SipResponse &response)
{
    EarlyDialog *early = earlyDialog(response);
    const auto verdict = early ? early->order.judge(response) : ReliableOrder::Verdict::Unreliable;
    if (early && (early->peersEnd || verdict == ReliableOrder::Verdict::Discard))
        return;
    const QPointer<Inviter> alive(&m_inviter);
    const int code = response.statusCode();
    m_context.callerHeaders = CallerHeaders::of(response);
    const auto description = descriptionIn(response);
    if (early) {
        early->channel->noteAllow(response);
        m_context.trickle->note(response, early->channel);
        if (description && !early->description)
            early->description = description;
    }
    m_context.noteAssertedIdentity(response);
    if (alive && m_context.state == State::Establishing && code == 180)
        m_context.setRinging(true);
    if (!alive || m_context.state != State::Establishing)
        return;
    if (early && verdict == ReliableOrder::Verdict::Next)
        acknowledgeReliable(*early, response);
    if (!alive || m_context.state != State::Establishing)
        return;
    if (early && !m_options.withoutSdp && description && m_options.earlyMedia && m_answeredBy.isEmpty())
        takeEarlyAnswer(response.toTag(), *description);
    if (!alive || m_context.state != State::Establishing)
        return;
    if (early && m_answeredBy == response.toTag() && verdict == ReliableOrder::Verdict::Unreliable)
        m_context.trickle->confirmUnreliableAnswer();
    else
        m_context.trickle->flush();
    Q_EMIT m_inviter.progressed(code, response.reasonPhrase().toByteArray());
}

std::shared_ptr<DialogChannel> InviteClient::openChannel(const Dialog &dialog)
{
    const auto channel = std::make_shared<DialogChannel>(m_context.core, dialog);
    if (m_options.anonymous)
        channel->hideUser();
    m_context.listen(channel);
    return channel;
}

/// Null for a response that makes no dialog: without tag it is still progress (§12.1).
InviteClient::EarlyDialog *InviteClient::earlyDialog(const SipResponse &response)
{
    const QByteArray tag = response.toTag();
    if (tag.isEmpty())
        return nullptr;
    m_latestTag = tag;
    if (const auto known = m_early.find(tag); known != m_early.end())
        return &*known;
    const auto dialog = Dialog::asUac(m_request->request(), response);
    if (!dialog || m_early.size() >= Limits::Forks)
        return nullptr;
    EarlyDialog early;
    early.channel = openChannel(*dialog);
    return &*m_early.insert(tag, early);
}

/// Other forks may answer yet, and the INVITE has its own final response. Deviation: the sound of a fork
/// whose answer the media took already goes on until then: there is one media for all forks.
void InviteClient::earlyDialogEnded(const DialogChannel &channel, const Session::End &end)
{
    bool isAnyLeft = false;
    for (EarlyDialog &early : m_early) {
        if (early.channel.get() == &channel)
            early.peersEnd = end;
        isAnyLeft = isAnyLeft || !early.peersEnd;
    }
    if (!isAnyLeft && m_context.state == State::Establishing)
        m_context.setRinging(false);
}

/// §13.2.1 lets the first answer of an unreliable response count already; another fork's may differ, see
/// takeAnswer().
void InviteClient::takeEarlyAnswer(const QByteArray &tag, const SessionContext::Description &description)
{
    m_answeredBy = tag;
    m_context.negotiation.takeAnswer(description, [this](Result<void, MediaError> applied) {
        if (applied)
            m_context.allowMedia();
        else
            earlyAnswerFailed(applied.error());
    });
}

void InviteClient::earlyAnswerFailed(const MediaError &error)
{
    const QPointer<Inviter> alive(&m_inviter);
    m_answeredBy.clear();
    Q_EMIT m_inviter.mediaFailed(error);
    if (!alive)
        return;
    if (m_confirmedTag)
        endAfterAck(488);
    else
        giveUp(statusCodeFor(error));
}

/// RFC 3262 §4 and §5.
void InviteClient::acknowledgeReliable(EarlyDialog &early, const SipResponse &response)
{
    const auto description = descriptionIn(response);
    if (m_options.withoutSdp && description && early.exchange == EarlyDialog::Exchange::Open) {
        answerReliableOffer(early, response);
        return;
    }
    early.order.note(response);
    const bool isAnswer
        = !m_options.withoutSdp && description && early.exchange == EarlyDialog::Exchange::Open;
    if (isAnswer)
        early.exchange = EarlyDialog::Exchange::Answered;
    if (isAnswer && m_options.offersInPrack && m_options.earlyMedia && m_answeredBy.isEmpty())
        offerInPrack(response);
    else
        acknowledge(response.toTag(), response);
}

/// The answer is taken first: our offer changes what it agreed to.
void InviteClient::offerInPrack(const SipResponse &response)
{
    m_answeredBy = response.toTag();
    m_context.negotiation.takeAnswer(
        *descriptionIn(response), [this, response](Result<void, MediaError> applied) {
            if (!applied) {
                earlyAnswerFailed(applied.error());
                return;
            }
            m_context.allowMedia();
            m_context.negotiation.makeOffer(m_context.describe(*m_hop, false),
                [this, response](Result<Negotiation::Description, MediaError> offer) {
                    if (m_early.contains(response.toTag()))
                        acknowledge(response.toTag(), response,
                            offer ? RequestOptions{{}, offer->contentType, offer->content}
                                  : RequestOptions());
                });
        });
}

/// Without one, what the response had agreed to stands.
void InviteClient::takePrackAnswer(const SipResponse &response)
{
    const auto answer = descriptionIn(response);
    if (m_context.negotiation.state() != Negotiation::State::OfferSent)
        return;
    if (response.statusCode() >= 300 || !answer) {
        m_context.negotiation.rollback();
        return;
    }
    m_context.negotiation.takeAnswer(*answer, [this](Result<void, MediaError> applied) {
        if (applied)
            return;
        const QPointer<Inviter> alive(&m_inviter);
        Q_EMIT m_inviter.mediaFailed(applied.error());
        if (!alive)
            return;
        if (m_context.state == State::Established)
            m_context.endByBye({By::Local, 488, {}, 0}, withReason(488));
        else
            giveUp(488);
    });
}

void InviteClient::answerReliableOffer(EarlyDialog &early, const SipResponse &response)
{
    // The offer of another fork would need media of its own; unacknowledged, that fork gives up by itself
    // (RFC 3262 §3).
    if (m_isLateOfferAnswered || !m_context.negotiation.isIdle())
        return;
    const QPointer<Inviter> alive(&m_inviter);
    if (!m_context.ensureMedia() || !alive || m_context.state != State::Establishing)
        return;
    early.order.note(response);
    m_answeredBy = response.toTag();
    m_context.negotiation.takeOffer(*descriptionIn(response), m_context.describe(*m_hop, false),
        [this, response](Result<Negotiation::Description, MediaError> answer) {
            if (!answer) {
                (void)cancel({}, {By::Local, statusCodeFor(answer.error()), {}, 0});
                return;
            }
            m_isLateOfferAnswered = true;
            const auto known = m_early.find(response.toTag());
            if (known == m_early.end())
                return;
            known->exchange = EarlyDialog::Exchange::Answered;
            acknowledge(known.key(), response, {{}, answer->contentType, answer->content});
            if (m_options.earlyMedia)
                m_context.allowMedia();
        });
}

/// The 2xx of the PRACK says that the peer knows what was agreed.
void InviteClient::acknowledge(
    const QByteArray &tag, const SipResponse &response, const RequestOptions &answer)
{
    const bool hasOffer = !m_options.withoutSdp && !answer.body.isEmpty();
    sendPrack(*m_early.value(tag).channel, response, answer,
        [this, tag, hasOffer, alive = QPointer(&m_inviter)](const RequestDelegate::Answer &prack) {
            const int code = prack.response.statusCode();
            if (!alive || code < 200)
                return;
            const auto known = m_early.find(tag);
            if (code < 300 && known != m_early.end() && known->exchange == EarlyDialog::Exchange::Answered)
                known->exchange = EarlyDialog::Exchange::Settled;
            if (hasOffer && (!m_confirmedTag || *m_confirmedTag == tag)) // else another fork has the call
                takePrackAnswer(prack.response);
        });
}

const InviteClient::EarlyDialog *InviteClient::earlyOf(const DialogChannel &channel) const
{
    for (const EarlyDialog &early : m_early) {
        if (early.channel.get() == &channel)
            return &early;
    }
    return nullptr;
}

bool InviteClient::mayOffer(const DialogChannel &channel) const
{
    if (m_context.state == State::Established)
        return true;
    const EarlyDialog *early = earlyOf(channel);
    return early && early->exchange == EarlyDialog::Exchange::Settled
        && channel.dialog().id().remoteTag == m_answeredBy;
}

/// Until the answer came reliably our offer counts as open. Deviation: a fork that the media does not listen
/// to cannot renegotiate, there is one media for all forks.
int InviteClient::offerConflict(const DialogChannel &channel) const
{
    if (m_context.state == State::Established)
        return 0;
    const EarlyDialog *early = earlyOf(channel);
    if (!early || early->exchange == EarlyDialog::Exchange::Open)
        return 491;
    return channel.dialog().id().remoteTag == m_answeredBy ? 0 : 488;
}

void InviteClient::giveUp(int code)
{
    (void)cancel(withReason(code).extraHeaders.first().second, {By::Local, code, {}, 0});
}

/// Our media listens to another fork, and talks to it: no longer. Where it cannot take a second answer, the
/// fork that has the call gets a fresh offer.
void InviteClient::changeFork(const SessionContext::Description &answer)
{
    const QPointer<Inviter> alive(&m_inviter);
    m_context.negotiation.rollback();
    if (m_context.negotiation.reopen()) {
        m_answeredBy = *m_confirmedTag;
        applyAnswer(answer);
        return;
    }
    establish();
    if (alive && m_context.state == State::Established)
        (void)m_inviter.reinvite();
}

/// Early dialogs which are not the call's: their requests are answered 481; their 2xx may still come.
void InviteClient::silenceForks()
{
    for (const EarlyDialog &early : std::as_const(m_early)) {
        if (early.channel != m_confirmed)
            early.channel->clearReceiver();
    }
}

} // namespace carillon
