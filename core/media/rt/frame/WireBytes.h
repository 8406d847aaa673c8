#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace carillon {

using Bytes = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;

// Network byte order. The caller has checked the length.
inline std::uint16_t readU16(Bytes bytes, std::size_t at) noexcept
{
    return std::uint16_t((bytes[at] << 8) | bytes[at + 1]);
}
inline std::uint32_t readU32(Bytes bytes, std::size_t at) noexcept
{
    return (std::uint32_t(readU16(bytes, at)) << 16) | readU16(bytes, at + 2);
}
inline void writeU16(MutableBytes bytes, std::size_t at, std::uint16_t value) noexcept
{
    bytes[at] = std::uint8_t(value >> 8);
    bytes[at + 1] = std::uint8_t(value);
}
inline void writeU32(MutableBytes bytes, std::size_t at, std::uint32_t value) noexcept
{
    writeU16(bytes, at, std::uint16_t(value >> 16));
    writeU16(bytes, at + 2, std::uint16_t(value));
}

} // namespace carillon
