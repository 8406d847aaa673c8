#pragma once

#include "AcceptedInvite.h"
#include "Invitation.h"
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
        std::shared_ptr<ServerTransaction> transaction, Session *replacee);
    ~InviteServer() override;

    const SipRequest &request() const { return m_request; }
    Session *replacee() const { return m_replacee; }
    /// Rings: 180, reliable when the caller requires it. An offer that cannot be answered is refused instead.
    void begin();
    Result<void, Session::Refusal> accept(const AnswerOptions &options);
    Result<void, Session::Refusal> progress(int statusCode);
    /// The same, reliable and with our description.
    Result<void, Session::Refusal> describeEarly(int statusCode);
    /// A final answer 300..699 and the end.
    Result<void, Session::Refusal> reject(const SipResponse &response);
    SipResponse makeResponse(int statusCode, QByteArrayView reasonPhrase = {}) const;

    bool takeAck(const SipRequest &ack) override;
    bool takePrack(const std::shared_ptr<ServerTransaction> &transaction) override;
    bool awaitsAck() const override { return m_accepted.isWaiting(); }
    std::shared_ptr<DialogChannel> earlyChannel() const override { return m_channel; }
    bool mayOffer(const DialogChannel &channel) const override;
    int offerConflict(const DialogChannel &channel) const override;
    void giveUp(int code) override;
    void stop() override;

private:
    bool requiresReliable() const;
    bool hasOpenOffer() const;
    bool awaitsPrack() const;
    void sendProvisional(int statusCode);
    void sendReliable(SipResponse response);
    void offerReliably(int statusCode);
    void answerReliably(int statusCode);
    void described(int statusCode, const Result<SessionContext::Description, MediaError> &description);
    void takePrackOffer(const SessionContext::Description &offer);
    void provisionalAcknowledged(const SipRequest &prack);
    void describeAndAccept();
    void sendSuccess(const std::optional<SessionContext::Description> &description);
    void acknowledged(const SipRequest &ack);
    void takeAnswer(const std::optional<SessionContext::Description> &answer);
    void failed(const MediaError &error);
    void cancelled(const SipRequest &cancel);
    void refuse(int statusCode, const Session::End &end);
    void refuse(const SipResponse &response, const Session::End &end);
    void startPatience();
    void ringOn(int statusCode);

    /// Of descriptions: whose turn it is, where the INVITE itself does not say so.
    enum class Exchange {
        None,
        Offering, ///< the media makes the offer of a reliable provisional response
        OfferedInProvisional,
        Answering, ///< or the answer, which counts when the PRACK is there
        AnsweredInProvisional,
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
    AnswerOptions m_options;
    Exchange m_exchange = Exchange::None;
    ReliableProvisional m_provisional;
    std::shared_ptr<ServerTransaction> m_prack; ///< its offer is being answered
    AcceptedInvite m_accepted;
    Timer m_patience;
    Timer m_expiry;
    Timer m_reminder;
};

} // namespace carillon
