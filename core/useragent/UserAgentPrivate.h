#pragma once

#include "EndedDialogs.h"
#include "HopResolver.h"
#include "OutgoingRequest.h"
#include "ReconnectMachine.h"
#include "RegistrationKeeper.h"
#include "UserAgent.h"
#include "UserAgentCore.h"

namespace carillon {

/// What a user agent is made of; its calls are in UserAgent.cpp, its connection in UserAgentConnection.cpp.
class UserAgent::Private
{
public:
    Private(UserAgent &owner, UserAgentOptions userAgentOptions, UserAgentEnvironment environment);
    void handle(ReconnectMachine::Event event);
    void act(ReconnectMachine::Action action);
    void wait();
    void connectedNow();
    void refresh(const QPointer<Session> &session, int tries);
    void disconnectedNow();
    void transportChanged(Transport::State transportState);
    void receiveInvite(const std::shared_ptr<ServerTransaction> &transaction);
    void receiveRefer(const std::shared_ptr<ServerTransaction> &transaction);
    void receiveSubscribe(const std::shared_ptr<ServerTransaction> &transaction);
    std::shared_ptr<ReceivedRequest> received(const std::shared_ptr<ServerTransaction> &transaction);
    void setReceivers();
    void stopAtOnce();
    void continueStopping();
    void finishStopping();

    /// How far stop() is; State says Started until the end.
    enum class Phase { Stopped, Running, Stopping };

    UserAgent &q;
    UserAgentOptions options;
    UserAgentEnvironment env;
    const TimerValues timers;
    TransactionLayer layer;
    UserAgentCore core;
    Registerer registerer;
    EndedDialogs endedDialogs;
    RegistrationKeeper keeper;
    QList<Session *> sessions;
    Phase phase = Phase::Stopped;
    ReconnectMachine::State connection = ReconnectMachine::State::Stopped;
    std::optional<TransportError> lastError;
    QByteArray lastContact;
    Backoff backoff;
    int failures = 0;
    std::optional<TimePoint> connectedSince; ///< of the connection that stands or stood last
    Timer reconnectTimer;
    Timer stopTimer;
    TimePoint stopDeadline{};
};

} // namespace carillon
