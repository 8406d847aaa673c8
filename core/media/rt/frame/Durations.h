#pragma once

#include <chrono>

namespace carillon {

/// As figures have it.
constexpr double toMilliseconds(std::chrono::nanoseconds time) noexcept
{
    return std::chrono::duration<double, std::milli>(time).count();
}

} // namespace carillon
