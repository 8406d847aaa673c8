#include "KeepAlive.h"

namespace carillon {

KeepAlive::KeepAlive(Clock &clock, Random &random, PongWatch watch, Actions actions)
    : m_random(random)
    , m_watch(watch)
    , m_actions(std::move(actions))
    , m_nextPing(clock)
    , m_pong(clock)
{
}

void KeepAlive::setInterval(Milliseconds interval)
{
    m_interval = interval;
    if (m_isStarted)
        schedule();
}

void KeepAlive::setFlowTimer(Milliseconds most)
{
    const Milliseconds timer = most.count() > 0 ? std::max(most, ShortestFlowTimer) : Milliseconds(0);
    if (std::exchange(m_flowTimer, timer) != timer && m_isStarted)
        schedule();
}

void KeepAlive::start()
{
    m_isStarted = true;
    m_hasPonged = m_awaitsPong = false;
    schedule();
}

void KeepAlive::stop()
{
    m_isStarted = false;
    m_flowTimer = Milliseconds(0);
    m_nextPing.stop();
    m_pong.stop();
}

void KeepAlive::pongReceived()
{
    if (!std::exchange(m_awaitsPong, false)) // line ends which the server sends on its own promise nothing
        return;
    m_hasPonged = true;
    m_pong.stop();
}

void KeepAlive::forgetPongs()
{
    m_hasPonged = m_awaitsPong = false;
    m_pong.stop();
}

void KeepAlive::pingNow()
{
    if (m_isStarted)
        ping();
}

void KeepAlive::schedule()
{
    m_nextPing.stop();
    const bool isSet = m_interval.count() > 0;
    const Milliseconds interval = isSet && m_flowTimer.count() > 0 ? std::min(m_interval, m_flowTimer)
                                                                   : std::max(m_interval, m_flowTimer);
    if (interval.count() <= 0)
        return;
    const auto most = quint32(std::min<Milliseconds::rep>(interval.count(), 86'400'000));
    m_nextPing.start(Milliseconds(most - m_random.below(most / 5 + 1)), [this] { ping(); });
}

void KeepAlive::ping()
{
    schedule();
    if (m_watch == PongWatch::AfterFirstPong && m_hasPonged && !m_pong.isRunning())
        m_pong.start(PongPatience, [this] { m_actions.lost(); });
    m_awaitsPong = true;
    m_actions.ping();
}

} // namespace carillon
