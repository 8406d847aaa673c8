#pragma once

#include "WireBytes.h"

#include <optional>

namespace carillon {

/// The twelve bytes which every RTP packet begins with, RFC 3550 §5.1.
struct RtpHeader {
    static constexpr std::size_t Size = 12;

    bool marker = false;
    std::uint8_t payloadType = 0; ///< 0..127
    std::uint16_t sequenceNumber = 0;
    std::uint32_t timestamp = 0;
    std::uint32_t ssrc = 0;

    /// Writes the fixed header without padding, extension and CSRC. @p out has room for Size bytes.
    void write(MutableBytes out) const noexcept;
    friend bool operator==(const RtpHeader &, const RtpHeader &) = default;
};

/// A received RTP packet: a view of the bytes which were parsed.
struct RtpPacket {
    RtpHeader header;
    Bytes csrcs; ///< 4 bytes each, at most 15
    std::uint16_t extensionProfile = 0;
    Bytes extension; ///< without its own header (§5.3.1)
    Bytes payload;   ///< without padding; may be empty

    /// Nothing when the bytes are no RTP packet of version 2 or its lengths contradict each other.
    static std::optional<RtpPacket> parse(Bytes bytes) noexcept;
};

} // namespace carillon
