#pragma once

#include "NameAddr.h"
#include "RequestDelegate.h"
#include "SessionDescriptionHandler.h"
#include "SipMessage.h"
#include "WireFailure.h"

#include <QVariant>
#include <memory>
#include <optional>

namespace carillon {

class Referral;
class SessionHost;

/// An UPDATE of ours, RFC 3311.
struct UpdateOptions {
    /// Fresh: renegotiates, where §5.1 allows it. None: Contact, Session-Expires and the like only.
    enum class Offer { None, Fresh } offer = Offer::None;
    RequestOptions request{};
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
        InvalidTarget, ///< a target that cannot be called, or a digit that is none
        NotSupported,  ///< neither the media nor the session can do this
    };
    /// How the session came to its end, valid when Terminated.
    struct End {
        enum class By { Local, Remote, Network } by = By::Local;
        int code = 0;      ///< SIP status; 200 for a normal BYE; 487 cancelled; 408, 503 made here
        QByteArray phrase; ///< the peer's Reason or reason phrase as received: plain text, never markup
        int cause = 0; ///< of the peer's Reason header with protocol SIP; 200 on a CANCEL: answered elsewhere
                       ///< (RFC 3326)
        std::optional<WireFailure> wire = {}; ///< why the INVITE did not get onto the wire, where that is so
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
    bool isRinging() const;   ///< caller: 180 came; callee: in Initial after our 180
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
    /// Re-INVITE with a fresh offer.
    Result<void, Refusal> reinvite(const RequestOptions &options = {}, RequestDelegate delegate = {});
    /// Blind transfer, RFC 3515 and RFC 5589: REFER with Refer-To; progress by transferChanged().
    Result<void, Refusal> refer(
        const NameAddr &target, const RequestOptions &options = {}, RequestDelegate delegate = {});
    /// Attended: Refer-To with Replaces of @p other's dialog (RFC 3891).
    Result<void, Refusal> refer(
        const Session &other, const RequestOptions &options = {}, RequestDelegate delegate = {});
    TransferState transferState() const;
    int transferStatusCode() const; ///< of the last sipfrag, 0 when there is none
    /// Auto: RFC 4733, else INFO application/dtmf-relay.
    Result<void, Refusal> sendDtmf(QByteArrayView digits, DtmfWay way = DtmfWay::Auto);
    Result<void, Refusal> info(const RequestOptions &options, RequestDelegate delegate = {});
    /// UPDATE in the dialog, an early one too; one at a time. NotSupported: the peer's Allow does not name
    /// it. RequestPending also where an offer must wait (RFC 3311 §5.1). Glare is retried by itself.
    Result<void, Refusal> update(const UpdateOptions &options = {}, RequestDelegate delegate = {});

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
    void dtmfReceived(QChar digit);
    void infoReceived(const carillon::SipRequest &info); ///< answered with 200 already
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
