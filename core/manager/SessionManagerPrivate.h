#pragma once

#include "ManagedRegistration.h"
#include "ServerPing.h"
#include "SessionManager.h"
#include "UserAgentCore.h"

namespace carillon {

/// What a manager is made of: its calls are in SessionManagerCalls.cpp, what it hears of them and of the
/// server in SessionManagerPrivate.cpp.
class SessionManager::Private
{
public:
    struct Entry {
        ManagedSession managed;
        std::optional<bool> wantedHold{}; ///< until the peer has answered
    };

    Private(SessionManagerOptions managerOptions, const SipUri &pingTarget, UserAgentEnvironment environment);
    void listen(SessionManager &owner);
    /// The user agent is asked for what the program listens to: what it does not hear of, it refuses.
    void followListeners();

    Entry *find(const Session *session);
    Result<Entry *, Refusal> findLive(const Session *session);
    Result<void, Refusal> setHold(Session *session, bool held);
    Result<void, Refusal> setMuted(Session *session, bool muted);
    bool isFull(int more = 0) const;
    void adopt(Session &session);
    void stateChanged(Session &session, Session::State state);
    void holdChanged(Session &session);
    void holdRefused(Session &session);
    void receive(Invitation &invitation);
    void receiveNotify(const std::shared_ptr<ReceivedRequest> &notification);
    void serverUp();
    void serverDown(const std::optional<TransportError> &error);
    void stopBeforeQuit();

    SessionManager *q = nullptr;
    const SessionManagerOptions options;
    Clock &clock;
    UserAgent agent;
    ManagedRegistration registration;
    ServerPing ping;
    std::optional<TransportError> lostByPing;
    QList<Entry> entries;
    QMetaObject::Connection invitations;
    QMetaObject::Connection messages;
};

/// What can be called: a SIP URI with or without display name, or a telephone number (RFC 3966).
std::optional<NameAddr> callableTarget(QByteArrayView text);
SessionManager::Refusal refusalOf(Session::Refusal refusal);

} // namespace carillon
