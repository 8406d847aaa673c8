#pragma once

#include <cstdint>
#include <span>

namespace carillon {

/// What the first bytes of an Opus packet tell without decoding it, RFC 6716 §3 and §4.2.
struct OpusPayload {
    bool isNoise = false;     ///< no frame has any sound in it: DTX, the decoder makes noise by itself
    bool isRedundant = false; ///< its first frame holds a copy (LBRR) of the one before it

    /// RFC 6716 §3.1: the s bit of the table of contents.
    static bool isStereo(std::span<const std::uint8_t> payload) noexcept
    {
        return !payload.empty() && (payload[0] & 4) != 0;
    }
    static OpusPayload parse(std::span<const std::uint8_t> payload) noexcept;
};

} // namespace carillon
