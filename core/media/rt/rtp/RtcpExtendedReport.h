#pragma once

#include "WireBytes.h"

#include <array>
#include <optional>
#include <span>

namespace carillon {

/// The delay since the last receiver reference time of a receiver, RFC 3611 §4.5: its round trip.
struct RtcpDelayReport {
    static constexpr std::size_t Size = 12;

    std::uint32_t ssrc = 0;                    ///< the receiver which is answered
    std::uint32_t lastReceiverReference = 0;   ///< LRR: middle 32 bits of its NTP time
    std::uint32_t delaySinceLastReference = 0; ///< DLRR, 1/65536 s
    friend bool operator==(const RtcpDelayReport &, const RtcpDelayReport &) = default;
};

/// What the peer's phone thinks of how we sound there, RFC 3611 §4.7.
struct RtcpVoipMetrics {
    static constexpr std::uint8_t Unavailable = 127; ///< of the R factors and mean opinion scores

    std::uint32_t ssrc = 0;
    std::uint8_t lossRate = 0; ///< 1/256
    std::uint8_t discardRate = 0;
    std::uint8_t burstDensity = 0;
    std::uint8_t gapDensity = 0;
    std::uint16_t burstMs = 0;
    std::uint16_t gapMs = 0;
    std::uint16_t roundTripMs = 0;
    std::uint16_t endSystemDelayMs = 0;
    std::uint8_t rFactor = Unavailable;          ///< 0..100
    std::uint8_t listeningQuality = Unavailable; ///< MOS-LQ, ten times 1..5
    std::uint8_t conversationalQuality = Unavailable;
    std::uint16_t jitterBufferMs = 0;
    friend bool operator==(const RtcpVoipMetrics &, const RtcpVoipMetrics &) = default;
};

/// One received extended report (XR), RFC 3611 §3, as far as a call wants to know: other blocks are stepped
/// over.
struct RtcpExtendedReport {
    static constexpr std::uint8_t Type = 207;
    static constexpr std::size_t MaxDelayReports = 8;

    std::uint32_t ssrc = 0;
    std::optional<std::uint64_t> receiverReference; ///< RRTR, §4.4: an NTP time
    std::array<RtcpDelayReport, MaxDelayReports> delays{};
    std::size_t delayCount = 0;
    std::optional<RtcpVoipMetrics> voip; ///< the first

    /// @param body of the RTCP packet, behind its first 4 bytes. Nothing when its lengths contradict each
    /// other.
    static std::optional<RtcpExtendedReport> parse(Bytes body) noexcept;

    /// Header, RRTR and one answer.
    static constexpr std::size_t MaxWrittenBytes = 8 + 12 + 4 + RtcpDelayReport::Size;
    /// Writes a packet with what there is of the first two. @returns its bytes; 0 when there is no room or
    /// nothing to say.
    static std::size_t write(MutableBytes out, std::uint32_t ssrc,
        std::optional<std::uint64_t> receiverReference, std::span<const RtcpDelayReport> delays) noexcept;
};

} // namespace carillon
