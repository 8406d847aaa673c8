#pragma once

#include "ForkReaper.h"
#include "InviteRepair.h"
#include "Inviter.h"
#include "RedirectTargets.h"
#include "ReliableOrder.h"
#include "SessionContext.h"

namespace carillon {

/// The INVITE that opens an outgoing call, RFC 3261 §13.2: early dialogs, forks, reliable provisional
/// responses (RFC 3262), CANCEL, and the 2xx that makes the session.
class InviteClient final : public InitialInvite
{
public:
    struct Limits {
        static constexpr qsizetype Forks = 16;    ///< early dialogs of one INVITE
        static constexpr qsizetype Contacts = 16; ///< of a 3xx or 485
        static constexpr int Redirections = 16;   ///< whatever the options say
    };

    /// After CANCEL the session waits so long for the last word; then its transaction waits alone.
    static constexpr Milliseconds Farewell{1000};

    InviteClient(Inviter &inviter, SessionContext &context, const NameAddr &target, InviterOptions options);
    ~InviteClient() override;

    Result<void, Session::Refusal> start(RequestDelegate delegate);
    /// @param end what the session's end will say.
    Result<void, Session::Refusal> cancel(QByteArrayView reason, const Session::End &end);
    QList<NameAddr> redirectContacts() const { return m_redirectContacts; }
    const InviterOptions &options() const { return m_options; }
    bool mayFollow(const NameAddr &contact) const { return m_targets.mayTry(contact); }
    /// What @p earlier tried is not tried again.
    void continueChain(const InviteClient &earlier);
    bool hasOwnEarlyDialog(const DialogId &id) const override;
    std::shared_ptr<DialogChannel> earlyChannel() const override;
    void earlyDialogEnded(const DialogChannel &channel, const Session::End &end) override;
    bool mayOffer(const DialogChannel &channel) const override;
    int offerConflict(const DialogChannel &channel) const override;
    void giveUp(int code) override;
    void stop() override;

private:
    struct EarlyDialog {
        std::shared_ptr<DialogChannel> channel;
        std::optional<SessionContext::Description> description; ///< the first that came in it
        ReliableOrder order;
        /// How far offer and answer are, by what came reliably (RFC 3262 §5).
        enum class Exchange { Open, Answered, Settled } exchange = Exchange::Open;
        std::optional<Session::End> peersEnd; ///< his BYE came
    };
    SipRequest makeInvite() const;
    void addOwnHeaders(SipRequest &invite) const;
    void send();
    void sendAgain();
    void setBodies(const std::optional<SessionContext::Description> &offer);
    bool isRepaired(const SipResponse &refusal);
    bool isSaidOtherwise(const SipResponse &refusal);
    bool isRedirected(const SipResponse &refusal);
    void prepare(const Hop &hop);
    void makeOffer(const Hop &hop);
    void abandon(const Session::End &end);
    void answered(const RequestDelegate::Answer &answer);

    void progressed(const SipResponse &response);
    std::shared_ptr<DialogChannel> openChannel(const Dialog &dialog);
    EarlyDialog *earlyDialog(const SipResponse &response);
    void takeEarlyAnswer(const QByteArray &tag, const SessionContext::Description &description);
    void acknowledgeReliable(EarlyDialog &early, const SipResponse &response);
    void answerReliableOffer(EarlyDialog &early, const SipResponse &response);
    void offerInPrack(const SipResponse &response);
    void takePrackAnswer(const SipResponse &response);
    void earlyAnswerFailed(const MediaError &error);
    void acknowledge(const QByteArray &tag, const SipResponse &response, const RequestOptions &answer = {});
    const EarlyDialog *earlyOf(const DialogChannel &channel) const;

    void succeeded(const SipResponse &response);
    bool confirmDialog(const SipResponse &response);
    void takeAnswer(const SipResponse &response);
    void changeFork(const SessionContext::Description &answer);
    void applyAnswer(const SessionContext::Description &answer);
    void takeLateOffer(const SipResponse &response);
    void establish();
    void endAfterAck(int cause);
    void rejected(const RequestDelegate::Answer &answer);
    void silenceForks();
    void leaveRequest();
    bool isOver() const;

    Inviter &m_inviter;
    SessionContext &m_context;
    NameAddr m_target;
    InviterOptions m_options;
    RedirectTargets m_targets;
    int m_redirections = 0;
    InviteRepair m_repair;
    QList<int> m_repaired;          ///< status codes which were answered by another INVITE: each once
    bool m_hasOtherProfile = false; ///< the offer was said another way: once
    quint32 m_sequence = 1;
    RequestDelegate m_delegate;
    NameAddr m_from; ///< with tag
    std::shared_ptr<OutgoingRequest> m_request;
    std::optional<Hop> m_hop;
    QHash<QByteArray, EarlyDialog> m_early; ///< by To tag
    QByteArray m_latestTag;                 ///< of the early dialogs
    QByteArray m_answeredBy;                ///< the early dialog whose answer the media has; empty: none
    bool m_isLateOfferAnswered = false;     ///< a reliable provisional brought the offer
    std::optional<QByteArray> m_confirmedTag;
    std::shared_ptr<DialogChannel> m_confirmed;
    QPointer<UserAgentCore> m_core;
    std::shared_ptr<ForkReaper> m_reaper;
    std::optional<Session::End> m_wantedEnd; ///< why we cancelled
    QList<NameAddr> m_redirectContacts;
    Timer m_ringing;
};

} // namespace carillon
