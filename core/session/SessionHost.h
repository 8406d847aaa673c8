#pragma once

#include "SessionTimerTerms.h"

#include <chrono>
#include <memory>

namespace carillon {

class EndedDialogs;
class Session;
class SessionDescriptionHandler;
class UserAgentCore;

/// What a session needs of the user agent it belongs to: a port, so that session/ does not know useragent/.
/// UserAgent implements it. A session that outlives it is Terminated and asks nothing of it any more.
class SessionHost
{
public:
    virtual UserAgentCore &core() const = 0;
    /// The media of @p session; null: there is none (INVITE is answered 488).
    virtual std::unique_ptr<SessionDescriptionHandler> makeSessionDescriptionHandler(Session &session) = 0;
    /// From the constructor of @p session: it begins to count among the user agent's sessions.
    virtual void sessionCreated(Session &session) = 0;
    /// Terminated, or destroyed before; called once.
    virtual void sessionEnded(Session &session) = 0;
    /// How long an outgoing call may ring, and an incoming one wait for a person; zero: without limit.
    virtual std::chrono::seconds ringingTimeout() const = 0;
    virtual std::chrono::seconds noAnswerTimeout() const = 0;
    /// Whether an incoming call rings (180) before the program hears of it.
    virtual bool sendsInitialProvisional() const { return true; }
    virtual SessionTimerPolicy sessionTimer() const = 0;
    /// Kept for all its sessions, as each is gone when it is asked for.
    virtual EndedDialogs &endedDialogs() = 0;

protected:
    ~SessionHost() = default;
    /// From the destructor, for each session that is left: it ends at once, by the network.
    static void abandon(Session &session);
};

} // namespace carillon
