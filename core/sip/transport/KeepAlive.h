#pragma once

#include "Clock.h"
#include "Random.h"

namespace carillon {

/// Keeps one flow open, RFC 5626 §4.4: pings at 80..100 % of the interval, and says when the pong stays away.
class KeepAlive
{
public:
    static constexpr Milliseconds PongPatience{10000};      ///< §4.4.1
    static constexpr Milliseconds ShortestFlowTimer{10000}; ///< a server that wants more is not obeyed
    /// Many servers take pings and never answer them: only one which has ponged before is missed when it
    /// stops.
    enum class PongWatch { Off, AfterFirstPong };
    struct Actions {
        std::function<void()> ping;
        std::function<void()> lost; ///< the pong did not come; may destroy this
    };

    KeepAlive(Clock &clock, Random &random, PongWatch watch, Actions actions);
    /// 0: none. A running flow takes up the new interval at once.
    void setInterval(Milliseconds interval);
    /// What the server demands, RFC 5626 §4.4: pings at least that often; 0: nothing. Forgotten with stop().
    void setFlowTimer(Milliseconds most);
    void start();
    void stop();
    void pongReceived();
    /// Pings are something else from now on: whether those are answered is not known yet.
    void forgetPongs();
    /// One that is not due yet: to hear early how the server sees us.
    void pingNow();

private:
    void schedule();
    void ping();

    Random &m_random;
    PongWatch m_watch;
    Actions m_actions;
    Milliseconds m_interval{0};
    Milliseconds m_flowTimer{0};
    bool m_isStarted = false;
    bool m_hasPonged = false;
    bool m_awaitsPong = false; ///< a ping is out
    Timer m_nextPing;
    Timer m_pong;
};

} // namespace carillon
