#pragma once

#include <chrono>

namespace carillon {

/// Monotonic time as the media thread measures it; the same type as TimePoint of core/base, without its Qt.
using MediaTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

/// What arithmetic on times without a date is done in.
constexpr std::chrono::microseconds sinceEpoch(MediaTime time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch());
}

/// How often the media thread runs and how much sound one AudioFrame holds.
constexpr std::chrono::milliseconds TickPeriod{10};

} // namespace carillon
