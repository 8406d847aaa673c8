#include "DriftControl.h"

#include <algorithm>
#include <cmath>

namespace carillon {

namespace {

constexpr int WindowTicks = 50;
constexpr double WindowSeconds = WindowTicks * double(FrameSamples) / SampleRateHz;
/// Of the loop, in radians for each second: it settles within a few times its inverse.
constexpr double Quick = 0.04;
constexpr double Slow = 0.008;
constexpr int QuickWindows = 120;
constexpr int SpareWindows = 1200;                ///< so long that the loop does not take it for a drift
constexpr double QuickError = 1.5 * FrameSamples; ///< the steps of a right ratio are smaller
constexpr double MaxChangePerTick = 3e-6;

} // namespace

std::size_t DriftControl::observe(double waiting) noexcept
{
    m_least = m_ticks == 0 ? waiting : std::min(m_least, waiting);
    if (++m_ticks < WindowTicks)
        return 0;
    m_ticks = 0;
    const bool isDisturbed = m_isDisturbed;
    m_isDisturbed = false;
    const double spare = double(SpareSamples * (SpareWindows - m_windows)) / SpareWindows;
    const double error = m_least - TargetSamples - spare;
    if (error >= MaxExcessFrames * FrameSamples)
        return std::size_t(error) / FrameSamples;
    if (!isDisturbed)
        correct(error);
    return 0;
}

void DriftControl::correct(double error) noexcept
{
    const bool isQuick = m_windows < QuickWindows || std::abs(error) > QuickError;
    m_windows = std::min(m_windows + 1, SpareWindows);
    const double pace = isQuick ? Quick : Slow;
    m_drift = std::clamp(m_drift + pace * pace / SampleRateHz * error * WindowSeconds, -MaxDrift, MaxDrift);
    m_wanted = std::clamp(m_drift + 2 * pace / SampleRateHz * error, -MaxDrift, MaxDrift);
}

double DriftControl::step() noexcept
{
    m_now += std::clamp(m_wanted - m_now, -MaxChangePerTick, MaxChangePerTick);
    return 1 + m_now;
}

} // namespace carillon
