// What happens between the INVITE and its final answer: early dialogs, early media, reliable provisional
// responses.
#include "InviteClient.h"

namespace carillon {

using State = Session::State;
using By = Session::End::By;

void InviteClient::progressed(const SipResponse &response)
{
    if (const auto known = m_early.constFind(response.toTag());
        known != m_early.constEnd() && known->peersEnd)
        return;
    const QPointer<Inviter> alive(&m_inviter);
    const int code = response.statusCode();
    m_context.noteAssertedIdentity(response);
    if (alive && m_context.state == State::Establishing && code == 180)
        m_context.setRinging(true);
    if (!alive || m_context.state != State::Establishing)
        return;
    if (EarlyDialog *early = earlyDialog(response)) {
        const auto description = descriptionIn(response);
        if (description && !early->description)
            early->description = description;
        const bool isReliable
            = response.hasToken(HeaderId::Require, "100rel") && response.number(HeaderId::RSeq);
        if (isReliable)
            acknowledgeReliable(*early, response);
        if (!alive || m_context.state != State::Establishing)
            return;
        if (!m_options.withoutSdp && description && m_options.earlyMedia && m_answeredBy.isEmpty())
            takeEarlyAnswer(response.toTag(), *description);
    }
    if (alive && m_context.state == State::Establishing)
        Q_EMIT m_inviter.progressed(code, response.reasonPhrase().toByteArray());
}

/// Null for a response that makes no dialog: without tag it is still progress (§12.1).
InviteClient::EarlyDialog *InviteClient::earlyDialog(const SipResponse &response)
{
    const QByteArray tag = response.toTag();
    if (tag.isEmpty())
        return nullptr;
    if (const auto known = m_early.find(tag); known != m_early.end())
        return &*known;
    const auto dialog = Dialog::asUac(m_request->request(), response);
    if (!dialog || m_early.size() >= Limits::Forks)
        return nullptr;
    EarlyDialog early;
    early.channel = std::make_shared<DialogChannel>(m_context.core, *dialog);
    m_context.listen(early.channel);
    return &*m_early.insert(tag, early);
}

/// Other forks may answer yet, and the INVITE has its own final response. Deviation: the sound of a fork
/// whose answer the media took already goes on until then: there is one media for all forks.
bool InviteClient::hasOwnEarlyDialog(const DialogId &id) const
{
    return std::any_of(m_early.begin(), m_early.end(),
        [&](const EarlyDialog &early) { return early.channel->dialog().id() == id; });
}

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
        if (applied) {
            m_context.allowMedia();
            return;
        }
        const QPointer<Inviter> alive(&m_inviter);
        m_answeredBy.clear();
        Q_EMIT m_inviter.mediaFailed(applied.error());
        if (!alive)
            return;
        if (m_confirmedTag)
            endAfterAck(488);
        else
            (void)cancel(withReason(488).extraHeaders.first().second,
                {By::Local, statusCodeFor(applied.error()), {}, 0});
    });
}

/// RFC 3262 §4: in order, each once.
void InviteClient::acknowledgeReliable(EarlyDialog &early, const SipResponse &response)
{
    const quint32 rseq = response.number(HeaderId::RSeq).value_or(0);
    if (rseq == 0 || (early.lastRSeq != 0 && rseq != early.lastRSeq + 1))
        return;
    const auto offer = descriptionIn(response);
    if (!m_options.withoutSdp || !offer || m_isLateOfferAnswered) {
        early.lastRSeq = rseq;
        sendPrack(early.channel, rseq, std::nullopt);
        return;
    }
    // The offer of another fork would need media of its own; unacknowledged, that fork gives up by itself
    // (RFC 3262 §3).
    if (!m_context.negotiation.isIdle())
        return;
    const QPointer<Inviter> alive(&m_inviter);
    if (!m_context.ensureMedia() || !alive || m_context.state != State::Establishing)
        return;
    early.lastRSeq = rseq;
    m_answeredBy = response.toTag();
    const auto channel = early.channel;
    m_context.negotiation.takeOffer(*offer, m_context.describe(*m_hop, false),
        [this, channel, rseq](Result<Negotiation::Description, MediaError> answer) {
            if (!answer) {
                (void)cancel({}, {By::Local, statusCodeFor(answer.error()), {}, 0});
                return;
            }
            m_isLateOfferAnswered = true;
            sendPrack(channel, rseq, *answer);
            if (m_options.earlyMedia)
                m_context.allowMedia();
        });
}

void InviteClient::sendPrack(const std::shared_ptr<DialogChannel> &channel, quint32 rseq,
    const std::optional<SessionContext::Description> &answer)
{
    SipRequest prack = channel->makeRequest(Method::Prack);
    const auto cseq = m_request->request().cseq();
    prack.append(HeaderId::RAck,
        QByteArray::number(rseq) + ' ' + QByteArray::number(cseq ? cseq->number : 1) + " INVITE");
    if (answer)
        prack.setBody(answer->content, answer->contentType);
    channel->send(std::move(prack), {});
}

} // namespace carillon
