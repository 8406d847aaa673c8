#pragma once

#include <cstdint>

namespace carillon {

/// By how much a counter grew between two looks; a new stream counts anew.
constexpr double grown(std::uint64_t before, std::uint64_t now) noexcept
{
    return now > before ? double(now - before) : 0;
}

} // namespace carillon
