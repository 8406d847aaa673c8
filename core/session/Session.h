#pragma once

#include "CallerHeaders.h"
#include "NameAddr.h"
#include "ReceivedReinvite.h"
#include "ReceivedRequest.h"
#include "RequestDelegate.h"
#include "SessionDescriptionHandler.h"
#include "SipMessage.h"
#include "WireFailure.h"

#include <QMetaMethod>
#include <QVariant>
#include <chrono>
#include <memory>
#include <optional>

namespace carillon {

class Referral;
class SessionHost;

/// How a REFER is sent, RFC 3515.
struct ReferOptions {
    RequestOptions request{};
    /// Suppressed: no NOTIFY is asked for (RFC 4488). Then nobody tells what became of the transfer: a peer
    /// that accepts counts as success, and the call stays until somebody ends it.
    enum class Subscription { Implicit, Suppressed } subscription = Subscription::Implicit;

    ReferOptions() = default;
    ReferOptions(RequestOptions requestOptions, Subscription wanted = Subscription::Implicit)
        : request(std::move(requestOptions))
        , subscription(wanted)
    {
    }
};

/// A dialog as the peer at its other end is told of it, for Replaces, Join and Target-Dialog.
struct DialogName {
    QByteArray callId;
    QByteArray localTag;  ///< ours
    QByteArray remoteTag; ///< the peer's
    friend bool operator==(const DialogName &, const DialogName &) = default;
};

/// An UPDATE of ours, RFC 3311.
struct UpdateOptions {
    /// Fresh: renegotiates, where §5.1 allows it. None: Contact, Session-Expires and the like only.
    enum class Offer { None, Fresh } offer = Offer::None;
    RequestOptions request{};
};

/// A re-INVITE of ours, RFC 3261 §14.1.
struct ReinviteOptions {
    RequestOptions request{}; ///< without a body: that is the offer
    /// No offer in it: the peer's comes in the 2xx, our answer goes in the ACK (§13.2.1).
    bool withoutSdp = false;

    ReinviteOptions() = default;
    ReinviteOptions(RequestOptions requestOptions)
        : request(std::move(requestOptions))
    {
    }
};

/// An INVITE session: what Inviter and Invitation share. SIP.js' class of the same name.
///
/// Two machines side by side: State (the session's life) and the offer/answer state. No flag beside them.
/// Core thread.
class Session : public QObject
{
    Q_OBJECT
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
public:
    enum class State {
        Initial,      ///< caller: nothing sent; callee: INVITE received, not answered
        Establishing, ///< caller: INVITE sent; callee: accept() called, 200 not yet sent
        Established,  ///< caller: 2xx received; callee: 2xx sent
        Terminating,  ///< CANCEL or BYE on its way
        Terminated
    };
    Q_ENUM(State)
    enum class Direction { Outgoing, Incoming };
    Q_ENUM(Direction)
    enum class Refusal {
        WrongState,
        RequestPending, ///< one of its kind is unanswered
        NoDialog,
        InvalidTarget,  ///< a target that cannot be called, or a digit that is none
        NotSupported,   ///< neither the media nor the session can do this
        InvalidContent, ///< headers, a phrase or a body that must not be sent: line breaks, names that are
                        ///< none or the stack's own
    };
    /// How the session came to its end, valid when Terminated.
    struct End {
        enum class By { Local, Remote, Network } by = By::Local;
        int code = 0;      ///< SIP status; 200 for a normal BYE; 487 cancelled; 408, 503 made here
        QByteArray phrase; ///< the peer's Reason or reason phrase as received: plain text, never markup
        int cause = 0; ///< of the peer's Reason header with protocol SIP; 200 on a CANCEL: answered elsewhere
                       ///< (RFC 3326)
        std::optional<WireFailure> wire = {}; ///< why the INVITE did not get onto the wire, where that is so
        std::optional<std::chrono::seconds> retryAfter
            = {}; ///< of a refusal: when it may be tried again (RFC 3261 §20.33), at most a day
    };
    /// The phrase of an End with 408 by the Network: the session was not refreshed in time (RFC 4028).
    static constexpr QByteArrayView TimerExpired = "Session timer expired";
    enum class TransferState { None, Trying, Ringing, Succeeded, Failed };
    Q_ENUM(TransferState)
    enum class DtmfWay { Auto, Rtp, Info, InBand };

    ~Session() override;

    virtual Direction direction() const = 0;
    State state() const;
    QByteArray id() const; ///< Call-ID and the caller's tag
    QByteArray callId() const;
    NameAddr localIdentity() const;
    NameAddr remoteIdentity() const;
    std::optional<NameAddr>
    assertedIdentity() const; ///< P-Asserted-Identity, judged by the account whether to be shown
    /// What the peer, or a proxy of his, says about himself in the INVITE or the last answer to ours. Shown,
    /// never believed.
    CallerHeaders callerHeaders() const;
    /// Nothing before there is a confirmed dialog, and after the end.
    std::optional<DialogName> dialogName() const;
    /// False: the peer said what it takes (Allow), and REFER is not of it.
    bool canRefer() const;
    bool isRinging() const; ///< caller: 180 came; callee: in Initial after our 180
    End end() const;
    bool isLocalHold() const;
    bool isRemoteHold() const;
    SessionHost &host() const; ///< the user agent it belongs to
    SessionDescriptionHandler *
    sessionDescriptionHandler() const; ///< null before media exists and after the end
    QVariant userData() const;
    void setUserData(const QVariant &data);

    /// CANCEL, 4xx or BYE, as the state demands: what a red button does. Terminated: nothing.
    void hangUp();
    /// BYE, RFC 3261 §15; waits for the ACK of our 2xx as §15 demands.
    Result<void, Refusal> bye(const RequestOptions &options = {}, RequestDelegate delegate = {});
    /// Re-INVITE with sendonly / sendrecv. Refused while one is pending; glare (491) is retried by itself
    /// (§14.1).
    Result<void, Refusal> hold();
    Result<void, Refusal> resume();
    /// Re-INVITE with a fresh offer, or one that asks the peer for his.
    Result<void, Refusal> reinvite(const ReinviteOptions &options = {}, RequestDelegate delegate = {});
    /// A re-INVITE with a fresh offer as soon as one may go (§14.1): RequestPending is no refusal here.
    Result<void, Refusal> renegotiate();
    /// Blind transfer, RFC 3515 and RFC 5589: REFER with Refer-To; progress by transferChanged().
    Result<void, Refusal> refer(
        const NameAddr &target, const ReferOptions &options = {}, RequestDelegate delegate = {});
    /// Attended: Refer-To with Replaces of @p other's dialog (RFC 3891).
    Result<void, Refusal> refer(
        const Session &other, const ReferOptions &options = {}, RequestDelegate delegate = {});
    TransferState transferState() const;
    int transferStatusCode() const; ///< of the last sipfrag, 0 when there is none
    /// Auto: RFC 4733 where it was agreed, else INFO unless the peer's Allow lacks it, else in the sound.
    /// Auto also says in the sound what INFO was refused for. Queued: RequestPending when the queue is full.
    Result<void, Refusal> sendDtmf(QByteArrayView digits, DtmfWay way = DtmfWay::Auto);
    /// INFO (RFC 6086), from the first dialog on: also while it rings.
    Result<void, Refusal> info(const RequestOptions &options, const RequestDelegate &delegate = {});
    /// MESSAGE in the dialog, RFC 3428; as info().
    Result<void, Refusal> message(const RequestOptions &options, const RequestDelegate &delegate = {});
    /// UPDATE in the dialog, an early one too; one at a time. NotSupported: the peer's Allow does not name
    /// it. RequestPending also where an offer must wait (RFC 3311 §5.1). Glare is retried by itself.
    Result<void, Refusal> update(const UpdateOptions &options = {}, RequestDelegate delegate = {});

    /// Whether anybody is connected to @p signal: what nobody reads is not offered.
    bool isHeard(const QMetaMethod &signal) const { return isSignalConnected(signal); }

Q_SIGNALS:
    void stateChanged(carillon::Session::State state);
    void ringingChanged();
    /// Early media or the first media handler: a place for the program to attach itself.
    void sessionDescriptionHandlerCreated(carillon::SessionDescriptionHandler *handler);
    void holdChanged();
    void transferChanged(carillon::Session::TransferState state);
    /// REFER in the dialog: the peer asks us to call somebody. Not answered until the program accepts or
    /// rejects; with nobody connected it is declined (603). Never followed by itself.
    void referred(std::shared_ptr<carillon::Referral> referral);
    /// 0-9 * # A-D, or ! for the flash of a hook. @p way Rtp or Info, by which it came.
    void dtmfReceived(QChar digit, carillon::Session::DtmfWay way);
    /// The peer took these of the digits that were to go by INFO in no way.
    void dtmfRefused(const QByteArray &digits, int statusCode);
    /// INFO, but for DTMF. Answered 200 unless somebody says otherwise; with nobody connected 415 when it has
    /// a body.
    void infoReceived(std::shared_ptr<carillon::ReceivedRequest> info);
    /// MESSAGE in the dialog; answered 200 unless somebody says otherwise. Nobody connected: 405, and not in
    /// Allow.
    void messageReceived(std::shared_ptr<carillon::ReceivedRequest> message);
    /// NOTIFY in the dialog of an event other than our REFER's; answered 200 unless somebody says otherwise.
    /// Nobody connected: 489.
    void notifyReceived(std::shared_ptr<carillon::ReceivedRequest> notify);
    /// NOTIFY of our REFER, answered already; what it means is told by transferChanged().
    void transferNotified(const carillon::SipRequest &notify);
    /// ACK of a 2xx of ours, before its description is applied; each once.
    void acknowledged(const carillon::SipRequest &ack);
    /// BYE: may be answered with headers and a body in the signal, else 200. The session ends after it.
    void byeReceived(std::shared_ptr<carillon::ReceivedRequest> bye);
    /// A re-INVITE that could be answered now: the one place to refuse it.
    void reinviteReceived(carillon::ReceivedReinvite *reinvite);
    /// The answer went out, whichever it was.
    void reinviteAnswered(const carillon::SipRequest &reinvite, int statusCode);
    void remoteIdentityChanged();
    /// A hold, resume or re-INVITE was refused by the peer; what was agreed before stands.
    void reinviteRejected(int statusCode, const QByteArray &reasonPhrase);
    void mediaFailed(const carillon::MediaError &error);

protected:
    class Private;
    friend class InfoChannel;
    friend class InvitationReceiver;
    friend class SessionHost;
    explicit Session(std::unique_ptr<Private> data, QObject *parent);
    /// What the red button does before the session is established.
    virtual void giveUp() = 0;
    std::unique_ptr<Private> d;
};

} // namespace carillon
