#pragma once

#include "AcceptedInvite.h"
#include "Invitation.h"
#include "InvitationReceiver.h"
#include "ReliableProvisional.h"
#include "SessionContext.h"

namespace carillon {

/// The INVITE of an incoming call, RFC 3261 §13.3, until it is answered and the answer is acknowledged.
class InviteServer final : public InitialInvite
{
public:
    static constexpr std::chrono::minutes Reminder{
        1}; ///< §13.3.1.1: proxies give up after three without a word

    InviteServer(Invitation &invitation, SessionContext &context,
        std::shared_ptr<ServerTransaction> transaction, InvitedInto into);
    ~InviteServer() override;

    const SipRequest &request() const { return m_request; }
    Hop source() const { return m_transaction->from(); }
    Session *replacee() const { return m_replacee; }
    Session *joined() const { return m_joined; }
    /// Rings: 180, reliable when the caller requires it. An offer that cannot be answered is refused instead.
    void begin();
    Result<void, Session::Refusal> accept(const AnswerOptions &options);
    Result<void, Session::Refusal> progress(const ProgressOptions &options);
    /// A final answer 300..699, with @p contacts where it redirects, and the end.
    Result<void, Session::Refusal> reject(
        int statusCode, const AnswerOptions &options, const QList<NameAddr> &contacts);

    void dialogKnown() override { m_repeatedAnswer.stop(); }
    bool takeAck(const SipRequest &ack) override;
    bool takePrack(const std::shared_ptr<ServerTransaction> &transaction) override;
    bool awaitsAck() const override { return m_accepted.isWaiting(); }
    std::shared_ptr<DialogChannel> earlyChannel() const override;
    bool mayOffer(const DialogChannel &channel) const override;
    int offerConflict(const DialogChannel &channel) const override;
    void giveUp(int code) override;
    void stop() override;

private:
    using Description = SessionContext::Description;
    SipResponse makeResponse(int statusCode, QByteArrayView reasonPhrase = {}) const;
    SipResponse makeResponse(int statusCode, const AnswerOptions &options,
        const std::optional<Description> &description = {}) const;
    bool canBeReliable() const;
    bool hasOpenOffer() const;
    bool mustBeReliable(const ProgressOptions &options) const;
    void sendProvisional(const ProgressOptions &options);
    void sendNow(const ProgressOptions &options, const std::optional<Description> &description);
    void sendReliable(SipResponse response);
    void offerReliably(const ProgressOptions &options);
    void answerEarly(const ProgressOptions &options);
    void described(const ProgressOptions &options, const Result<Description, MediaError> &description);
    void provisionalAcknowledged(const SipRequest &prack);
    void takePrackOffer(const Description &offer);
    bool awaitsPrack() const;
    void describeAndAccept();
    void sendSuccess(const std::optional<Description> &description);
    void acknowledged(const SipRequest &ack);
    void takeAnswer(const std::optional<SessionContext::Description> &answer);
    void failed(const MediaError &error);
    void cancelled(const SipRequest &cancel);
    void refuse(int statusCode, const Session::End &end);
    void refuse(const SipResponse &response, const Session::End &end);
    void startPatience();
    void ringOn(const SipResponse &response);

    /// Of descriptions: whose turn it is, where the INVITE itself does not say so.
    enum class Exchange {
        None,
        Offering, ///< the media makes the offer of a reliable provisional response
        OfferedInProvisional,
        Answering,             ///< the media makes the answer for a provisional response
        Answered,              ///< in an unreliable one: the 2xx says it again (§13.2.1)
        AnsweredInProvisional, ///< its PRACK is due
        OfferedInSuccess,
        Agreed
    };

    Invitation &m_invitation;
    SessionContext &m_context;
    std::shared_ptr<ServerTransaction> m_transaction;
    const SipRequest m_request;
    const std::optional<SessionContext::Description> m_offer;
    std::shared_ptr<DialogChannel> m_channel;
    QPointer<Session> m_replacee;
    QPointer<Session> m_joined;
    AnswerOptions m_options;
    std::optional<Description> m_earlyAnswer;
    bool m_hasDialog = false;   ///< a response with our tag went out
    bool m_isCancelled = false; ///< it is being told
    Exchange m_exchange = Exchange::None;
    ReliableProvisional m_provisional;
    RepeatedResponse m_repeatedAnswer;          ///< unreliable, but the peer's trickling depends on it
    std::shared_ptr<ServerTransaction> m_prack; ///< its offer is being answered
    AcceptedInvite m_accepted;
    Timer m_patience;
    Timer m_expiry;
    Timer m_reminder;
};

} // namespace carillon
