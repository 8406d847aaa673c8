#include "FramePacer.h"

#include "MediaTime.h"

namespace carillon {

using namespace std::chrono;

FramePacer::FramePacer()
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { expired(); });
}

void FramePacer::start(std::function<void()> tick)
{
    m_tick = std::make_shared<const std::function<void()>>(std::move(tick));
    m_next = SteadyClock::now() + TickPeriod;
    arm();
}

void FramePacer::stop()
{
    m_timer.stop();
    m_tick.reset();
}

void FramePacer::expired()
{
    if (!m_tick)
        return;
    const auto now = SteadyClock::now();
    if (now - m_next > MaxBacklog)
        m_next = now;
    const auto tick = m_tick;
    while (m_tick == tick && m_next <= now) {
        m_next += TickPeriod;
        (*tick)();
    }
    if (m_tick == tick)
        arm();
}

void FramePacer::arm()
{
    const auto wait = ceil<milliseconds>(m_next - SteadyClock::now());
    m_timer.start(std::max(wait, 0ms));
}

} // namespace carillon
