#include "SoundWatch.h"

namespace carillon {

SoundWatch::SoundWatch(const AudioPort &port, Clock &clock)
    : m_directions{Direction{DeviceRole::Input, port.captureUnderruns},
        Direction{DeviceRole::Output, port.playbackDropped}}
    , m_timer(clock)
{
}

void SoundWatch::setWanted(bool wanted)
{
    if (wanted == m_timer.isRunning())
        return;
    for (Direction &direction : m_directions) {
        direction.before = direction.missed.load(std::memory_order_relaxed);
        direction.periods = 0;
        change(direction, false);
    }
    if (wanted)
        m_timer.start(Period, [this] { look(); });
    else
        m_timer.stop();
}

void SoundWatch::look()
{
    m_timer.start(Period, [this] { look(); });
    for (Direction &direction : m_directions) {
        const std::uint64_t now = direction.missed.load(std::memory_order_relaxed);
        const bool isSilent = now - std::exchange(direction.before, now) >= StalledFrames;
        direction.periods = isSilent ? direction.periods + 1 : 0;
        change(direction, direction.periods >= StalledPeriods);
    }
}

void SoundWatch::change(Direction &direction, bool isStalled)
{
    if (std::exchange(direction.isStalled, isStalled) == isStalled)
        return;
    if (isStalled)
        Q_EMIT stalled(direction.role);
    else
        Q_EMIT flows(direction.role);
}

} // namespace carillon
