#pragma once

#include "ModifiedDescriptionHandler.h"
#include "RegistrationPolicy.h"
#include "UserAgent.h"

#include <QPointer>

namespace carillon {

/// A call and what a person did to it.
struct ManagedSession {
    QPointer<Session> session;
    bool held = false;  ///< by us, as it was agreed
    bool muted = false; ///< our sound, whatever the peer knows
};

/// SIP.js' options. What is not here is in UserAgentOptions (reconnection, registration) or in what makes the
/// media.
struct SessionManagerOptions {
    QByteArray aor;             ///< address-of-record, "sip:alice@example.com"; empty: what userAgent says
    UserAgentOptions userAgent; ///< lostBinding, mostSessions and unsolicitedNotify are set by the manager
    int maxSimultaneousSessions = 2; ///< exact; zero: no limit but UserAgentOptions::mostSessions
    bool autoStop = true;            ///< stops when the program quits, which then waits for it
    Session::DtmfWay dtmfWay = Session::DtmfWay::Auto; ///< SIP.js: Info, or Rtp when told so
    std::chrono::seconds optionsPingInterval{0};       ///< zero: no pings
    QByteArray optionsPingRequestUri;                  ///< empty: the domain of the address-of-record
    RegistrationPolicy registration;
    /// How a call begins: muted, for one. Empty: neither held nor muted.
    std::function<ManagedSession(Session &)> managedSessionFactory;
    DescriptionModifiers modifiers; ///< of every call
};

/// Several calls on one user agent for a program that wants none of SIP's details: SIP.js' class of the same
/// name. It stands where the program's own Phone stands (docs/decisions/0008).
///
/// Nothing happens by itself that costs somebody something: a REFER is asked for, not followed; an incoming
/// call that is one too many is answered 486. A call survives the loss of the connection: its sound goes
/// another way and need not have stopped. Signals of Session stay the program's, nothing is taken from them.
/// Core thread.
class SessionManager final : public QObject
{
    Q_OBJECT
public:
    enum class Refusal {
        InvalidAddress, ///< aor or optionsPingRequestUri
        UnknownSession, ///< none of managedSessions()
        WrongDirection, ///< answer and decline are for incoming calls
        TooManySessions,
        InvalidTarget, ///< nothing that can be called, transferred to or written to
        InvalidTone,   ///< not exactly one of 0-9 A-D * #
        WrongState,    ///< too late, or too early
        RequestPending,
        NoDialog,       ///< the other call was not answered
        NotSupported,   ///< by the media, or by the peer
        InvalidContent, ///< headers or a body that must not be sent
    };
    Q_ENUM(Refusal)

    /// Sends nothing yet.
    static Result<std::unique_ptr<SessionManager>, Refusal> make(
        SessionManagerOptions options, UserAgentEnvironment environment);
    /// Hangs up what is left; waits for nothing.
    ~SessionManager() override;

    UserAgent &userAgent() const;
    QList<ManagedSession> managedSessions() const; ///< not Terminated, in the order of their beginning
    bool isConnected() const;

    /// @name The server
    /// Connects; when the connection was lost, at once. One attempt at a time, however often it is called.
    void connectToServer();
    /// Hangs up, unregisters, closes, as UserAgent::stop() does and in its time. Nothing is connected again.
    /// connectToServer() before that takes it back: the connection stays and is pinged, calls have ended, and
    /// the binding is removed unless addBinding() asks for it again.
    void disconnectFromServer();
    /// SIP.js says register() and unregister(); the former is a keyword here. Without a connection it is done
    /// when there is one, and done again on each new one.
    Result<void, Refusal> addBinding();
    Result<void, Refusal> removeBinding();

    /// @name Calls
    /// Each outcome comes by a signal. The session is destroyed some time after callHungUp().
    /// @param target "sip:bob@example.com", with or without display name; or tel:
    Result<Inviter *, Refusal> call(
        QByteArrayView target, InviterOptions options = {}, RequestDelegate delegate = {});
    /// As the red button: CANCEL, a refusal or BYE.
    Result<void, Refusal> hangUp(Session *session);
    Result<void, Refusal> answer(Session *session, const AnswerOptions &options = {});
    Result<void, Refusal> decline(Session *session); ///< 480
    Result<void, Refusal> hold(Session *session);
    Result<void, Refusal> unhold(Session *session);
    bool isHeld(const Session *session) const;
    /// Silence from now on, or from the first packet of a call that is not answered yet. Nothing is
    /// signalled.
    Result<void, Refusal> mute(Session *session);
    Result<void, Refusal> unmute(Session *session);
    bool isMuted(const Session *session) const;
    Result<void, Refusal> sendDtmf(Session *session, QByteArrayView tone);
    Result<void, Refusal> transfer(Session *session, QByteArrayView target,
        const RequestOptions &options = {}, RequestDelegate delegate = {});
    /// Attended: the peer of @p session is to take the place of ours in @p other.
    Result<void, Refusal> transfer(Session *session, const Session &other, const RequestOptions &options = {},
        RequestDelegate delegate = {});
    /// Calls whom referred() asked for. The new call takes the place of the one that the REFER came in, so it
    /// may be one more than the limit for a while.
    Result<Inviter *, Refusal> follow(const std::shared_ptr<Referral> &referral, InviterOptions options = {});
    /// An instant message outside of any call, RFC 3428.
    Result<void, Refusal> message(QByteArrayView target, const QString &text, RequestDelegate delegate = {});

Q_SIGNALS:
    void callCreated(carillon::Session *session); ///< in either direction, before anything else of it
    /// With nobody connected it is answered 480.
    void callReceived(carillon::Invitation *invitation);
    void callAnswered(carillon::Session *session);
    void callHungUp(carillon::Session *session); ///< Terminated for whatever reason: Session::end()
    /// We hold it, or do no more. Also when that was refused: then @p held is what it was before.
    void callHoldChanged(carillon::Session *session, bool held);
    void dtmfReceived(carillon::Session *session, QChar tone);
    /// Asked to call somebody: follow() it, or it is declined with 603 when it is let go.
    void referred(carillon::Session *session, std::shared_ptr<carillon::Referral> referral);
    /// MESSAGE outside a dialog; answered 200 unless said otherwise. Nobody connected: 405.
    void messageReceived(std::shared_ptr<carillon::ReceivedRequest> message);
    /// NOTIFY that nobody subscribed to; answered 200 unless said otherwise. Nobody connected: 481.
    void notificationReceived(std::shared_ptr<carillon::ReceivedRequest> notification);
    void registered();
    void unregistered(); ///< asked for, refused or lost
    void serverConnected();
    /// With the cause when it was not we who closed it.
    void serverDisconnected(const std::optional<carillon::TransportError> &error);

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    class Private;
    explicit SessionManager(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace carillon
