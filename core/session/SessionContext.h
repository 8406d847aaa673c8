#pragma once

#include "DialogChannel.h"
#include "Negotiation.h"
#include "Session.h"
#include "SessionHost.h"
#include "SessionMachine.h"

namespace carillon {

class Reinviter;
class ReinviteAnswerer;
class InDialogRequests;
class InfoChannel;
class SessionTimer;
class Transfer;
class TrickleChannel;
class UpdateSender;

/// The INVITE that made the session, as far as the rest of it must ask.
class InitialInvite
{
public:
    virtual ~InitialInvite() = default;
    /// An ACK in the dialog. @returns whether it was for this INVITE.
    virtual bool takeAck(const SipRequest &) { return false; }
    /// A PRACK in the dialog. @returns whether there was something to acknowledge.
    virtual bool takePrack(const std::shared_ptr<ServerTransaction> &) { return false; }
    /// §15: our 2xx was not acknowledged yet, so no BYE may be sent.
    virtual bool awaitsAck() const { return false; }
    /// The dialog in which requests may go before the session is Established; null: there is none.
    virtual std::shared_ptr<DialogChannel> earlyChannel() const { return nullptr; }
    /// @name UPDATE before the session is established, RFC 3311 §5.1 and §5.2
    /// Whether offer and answer of this INVITE are settled in @p channel, so that we may offer.
    virtual bool mayOffer(const DialogChannel &) const { return true; }
    /// What an offer of the peer in @p channel is refused with because of this INVITE; 0: nothing.
    virtual int offerConflict(const DialogChannel &) const { return 0; }
    /// A request came in the dialog: the peer has it.
    virtual void dialogKnown() { }
    /// CANCEL or a final response.
    virtual void giveUp(int) { }
    /// BYE in an early dialog: it is over, the INVITE goes on (§15).
    virtual void earlyDialogEnded(const DialogChannel &, const Session::End &) { }
    /// Whether the id names an early dialog of this INVITE, which we sent (RFC 3891 §3).
    virtual bool hasOwnEarlyDialog(const DialogId &) const { return false; }
    /// The session ended: timers stop, what is unanswered is answered.
    virtual void stop() = 0;
};

/// What the parts of a session share: its state, its dialog, its media, and the few steps that all of them
/// may cause.
class SessionContext
{
public:
    using End = Session::End;
    using Description = SessionDescriptionHandler::Description;

    SessionContext(SessionHost &sessionHost, Session::Direction sessionDirection);
    virtual ~SessionContext();

    /// @name The life of the session
    bool change(SessionMachine::Event event);
    /// Terminated with @p end, whatever else is going on; nothing is sent. The first end counts.
    void terminate(const End &end);
    /// BYE, when §15 allows it, and the end.
    void endByBye(const End &end, const RequestOptions &options = {}, RequestDelegate delegate = {});
    /// From the destructor: BYE if there is a call, and nobody is told but the host.
    void abandon();
    /// The host goes before the session: BYE if there is a call, and the end at once.
    void hostCloses();
    /// The ACK came, or will not come any more: a BYE that waited goes out.
    void ackSettled();

    /// @name The dialog
    /// Requests in @p channel are for this session from now on.
    void listen(const std::shared_ptr<DialogChannel> &through);
    /// Where a request of ours may go now: the session's dialog, or an early one. Null: nowhere.
    std::shared_ptr<DialogChannel> openChannel() const;
    /// Told to the program: our answer to a re-INVITE.
    void reinviteAnswered(const ServerTransaction &transaction, int statusCode);

    /// @name Media
    /// Makes the media handler if there is none. False: the user agent has no media.
    bool ensureMedia();
    void allowMedia();
    DescriptionOptions describe(const Hop &towards, bool hold) const;
    /// Refuses with what statusCodeFor() and addWarning() make of @p error.
    SipResponse refusal(
        const ServerTransaction &transaction, const DialogChannel &through, const MediaError &error) const;
    void setLocalHold(bool hold);
    void setRinging(bool ringing);
    void noteAssertedIdentity(const SipMessage &message);

    Session *session = nullptr;
    SessionHost &host; ///< gone when Terminated by hostCloses(), as core is
    UserAgentCore &core;
    const Session::Direction direction;
    Session::State state = Session::State::Initial;
    End end;
    NameAddr local;
    NameAddr remote;
    std::optional<NameAddr> asserted;
    QByteArray callId;
    QByteArray callerTag;
    bool isRinging = false;
    bool isLocalHold = false;
    QVariant userData;
    CallerHeaders callerHeaders;
    std::function<std::unique_ptr<SessionDescriptionHandler>(Session &)>
        makeHandler; ///< of this call; empty: the user agent's
    Negotiation negotiation;
    std::shared_ptr<DialogChannel> channel; ///< callee: from the first response on; caller: from the 2xx on
    InitialInvite *initial = nullptr;
    std::unique_ptr<Reinviter> reinviter;
    std::unique_ptr<ReinviteAnswerer> reinviteAnswerer;
    std::unique_ptr<InDialogRequests> requests;
    std::unique_ptr<InfoChannel> infoChannel;
    std::unique_ptr<TrickleChannel> trickle;
    std::unique_ptr<Transfer> transfer;
    std::unique_ptr<UpdateSender> updateSender;
    std::unique_ptr<SessionTimer> sessionTimer;

private:
    struct WaitingBye {
        End end;
        RequestOptions options;
        RequestDelegate delegate;
    };
    void receive(
        const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through);
    void receiveAck(const SipRequest &ack);
    void receiveBye(
        const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through);
    void stopParts();
    bool announceAck(const SipRequest &ack);
    void sendLastBye();
    void tellHost();
    void sendBye(const RequestOptions &options, RequestDelegate delegate);

    std::optional<WaitingBye> m_waitingBye;
    std::optional<End> m_peersEnd; ///< his BYE came
    quint32 m_acknowledged = 0;    ///< CSeq of the last ACK that was told of
    bool m_isHostTold = false;     ///< sessionEnded(), once
};

/// The session description in @p message, if it has a body that is to be read as one (RFC 3261 §13.2.1, RFC
/// 2183).
std::optional<SessionDescriptionHandler::Description> descriptionIn(const SipMessage &message);
/// What §21.4 has for a description that media refused.
int statusCodeFor(const MediaError &error);
/// Says why media refused, RFC 3261 §20.43, where the status alone does not: 488 and 606.
/// @param agent host or pseudonym of who says it
void addWarning(SipResponse &response, const MediaError &error, QByteArrayView agent);
/// `Reason: SIP;cause=488;text="..."`, RFC 3326.
RequestOptions withReason(int cause, QByteArrayView text = {});
/// Reads Reason into @p end: its cause and its text.
void readReason(const SipMessage &message, Session::End &end);

} // namespace carillon
