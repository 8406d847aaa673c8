#pragma once

#include <cstdint>

namespace carillon {

/// The numbers which a=extmap gave to the RTP header extensions of ours, RFC 8285 §5; 0: not agreed.
struct RtpExtensionIds {
    /// What the one-byte form can carry (§4.2); a higher number is only read, never written.
    static constexpr std::uint8_t MaxOneByte = 14;

    std::uint8_t audioLevel = 0;        ///< RFC 6464
    std::uint8_t absoluteSendTime = 0;  ///< 24 bits of 1/2^18 s
    std::uint8_t transportSequence = 0; ///< draft-holmer-rmcat-transport-wide-cc-extensions
    std::uint8_t mid = 0;               ///< RFC 9143 §15

    bool isAny() const noexcept { return (audioLevel | absoluteSendTime | transportSequence | mid) != 0; }
    friend bool operator==(const RtpExtensionIds &, const RtpExtensionIds &) = default;
};

} // namespace carillon
