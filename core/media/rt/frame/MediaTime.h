#pragma once

#include <chrono>

namespace carillon {

/// Monotonic time as the media thread measures it; the same type as TimePoint of core/base, without its Qt.
using MediaTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

/// How often the media thread runs and how much sound one AudioFrame holds.
constexpr std::chrono::milliseconds TickPeriod{10};

} // namespace carillon
