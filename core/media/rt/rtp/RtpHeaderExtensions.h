#pragma once

#include "RtpExtensionIds.h"
#include "RtpPacket.h"

#include <optional>

namespace carillon {

/// What the RTP header extensions of ours say in one packet, RFC 8285. A view of the packet which was parsed.
struct RtpExtensionValues {
    /// RFC 6464 §3.
    struct AudioLevel {
        static constexpr std::uint8_t Silence = 127;

        std::uint8_t belowOverload = Silence; ///< -dBov, 0..127
        bool isVoice = false;
        /// @param meanSquare of samples, 32768² at full scale.
        static AudioLevel of(double meanSquare) noexcept;
        /// 1 at full scale, 0 for silence.
        float linear() const noexcept;
        friend bool operator==(const AudioLevel &, const AudioLevel &) = default;
    };
    static constexpr std::size_t MaxMidBytes = 16; ///< what the one-byte form has room for

    std::optional<AudioLevel> audioLevel;
    std::optional<std::uint32_t> absoluteSendTime; ///< 24 bits: seconds in the upper 6
    std::optional<std::uint16_t> transportSequence;
    Bytes mid;

    /// Both forms (§4.2, §4.3); what is not agreed, of another length than its own, or beyond the end of the
    /// block is passed over. The last of two of a kind counts.
    static RtpExtensionValues parse(const RtpPacket &packet, const RtpExtensionIds &ids) noexcept;
};

/// Room for the whole block of what is ever written.
constexpr std::size_t MaxRtpExtensionBytes
    = 4 + (2 + 4 + 3 + 1 + RtpExtensionValues::MaxMidBytes + 3) / 4 * 4;

/// Writes the block in the one-byte form, which follows the fixed header whose X bit is then set (RFC 3550
/// §5.3.1). @p out has room for MaxRtpExtensionBytes. @returns its bytes, 0 when there is nothing to say.
std::size_t writeRtpExtensions(
    MutableBytes out, const RtpExtensionValues &values, const RtpExtensionIds &ids) noexcept;

/// 24 bits of 1/2^18 s, the middle of an NTP time.
constexpr std::uint32_t absoluteSendTimeOf(std::uint64_t ntp) noexcept
{
    return std::uint32_t(ntp >> 14) & 0xffffff;
}

} // namespace carillon
