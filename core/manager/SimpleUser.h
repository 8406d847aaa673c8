#pragma once

#include "SessionManager.h"

namespace carillon {

/// SIP.js' options. What is not here is in UserAgentOptions (reconnection, registration) or in what makes the
/// media.
struct SimpleUserOptions {
    QByteArray aor; ///< address-of-record, "sip:alice@example.com"; empty: what userAgent says
    UserAgentOptions userAgent;
    bool autoStop = true; ///< stops when the program quits, which then waits for it
    Session::DtmfWay dtmfWay = Session::DtmfWay::Auto;
};

/// One call at a time for a program that knows nothing of SIP: connect, register, call, wait, hang up.
/// SIP.js' class of the same name. A second call that comes in is answered 486, and the first one stays the
/// call. Core thread.
class SimpleUser final : public QObject
{
    Q_OBJECT
public:
    using Refusal = SessionManager::Refusal;

    /// Sends nothing yet.
    static Result<std::unique_ptr<SimpleUser>, Refusal> make(
        SimpleUserOptions options, UserAgentEnvironment environment);
    ~SimpleUser() override;

    SessionManager &manager() const; ///< what else there is to do
    Session *session() const;        ///< the call; null when there is none
    bool isConnected() const;

    void connectToServer();
    void disconnectFromServer();
    Result<void, Refusal> addBinding();
    Result<void, Refusal> removeBinding();

    /// TooManySessions: there is a call. Without one the others are refused with UnknownSession.
    Result<Inviter *, Refusal> call(
        QByteArrayView target, InviterOptions options = {}, RequestDelegate delegate = {});
    Result<void, Refusal> hangUp();
    Result<void, Refusal> answer(const AnswerOptions &options = {});
    Result<void, Refusal> decline();
    Result<void, Refusal> hold();
    Result<void, Refusal> unhold();
    bool isHeld() const;
    Result<void, Refusal> mute();
    Result<void, Refusal> unmute();
    bool isMuted() const;
    Result<void, Refusal> sendDtmf(QByteArrayView tone);
    /// The new call is the call when the one that the REFER came in has ended.
    Result<Inviter *, Refusal> follow(const std::shared_ptr<Referral> &referral, InviterOptions options = {});
    Result<void, Refusal> message(QByteArrayView target, const QString &text, RequestDelegate delegate = {});

Q_SIGNALS:
    void callCreated();
    void callReceived(); ///< With nobody connected it is answered 480.
    void callAnswered();
    void callHungUp();
    /// Another took the place of the call: the peer handed us over, or we followed a REFER.
    void callReplaced();
    void callHoldChanged(bool held);
    void dtmfReceived(QChar tone);
    void referred(std::shared_ptr<carillon::Referral> referral); ///< follow() it, or it is declined
    void messageReceived(const QString &text); ///< text/plain; anything else is refused, 415
    void registered();
    void unregistered();
    void serverConnected();
    void serverDisconnected(const std::optional<carillon::TransportError> &error);

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    explicit SimpleUser(std::unique_ptr<SessionManager> manager);
    void followListeners();
    void created(Session *session);
    void received(const Invitation *invitation);
    void hungUp(Session *session);
    void read(const std::shared_ptr<ReceivedRequest> &message);

    const std::unique_ptr<SessionManager> m_manager;
    QPointer<Session> m_session;
    QMetaObject::Connection m_calls;
    QMetaObject::Connection m_messages;
};

} // namespace carillon
