#pragma once

#include "RtcpPacket.h"
#include "RtcpSchedule.h"
#include "RtpSource.h"

namespace carillon {

/// What the peer says about what we send, and the round trip.
struct RtcpFeedback {
    double rttMs = -1;
    double fractionLost = 0; ///< 0..1
    std::int64_t cumulativeLost = 0;
    std::uint32_t jitterTicks = 0;
    bool hasReport = false;
};

/// One participant's reports about one remote source: composes ours, reads theirs.
///
/// The NTP time is the monotonic clock (§6.4.1 allows time since any start): it never jumps, and it tells a
/// stranger nothing about this machine's clock. Both streams of a call share it, as synchronisation needs.
class RtcpSession final
{
public:
    static constexpr std::size_t MaxPacketBytes = 8 + 20 + RtcpReportBlock::Size + 4 + 4 + 2 + 255 + 4 + 8;

    struct Sent {
        std::uint32_t ssrc = 0;
        std::uint32_t packets = 0;
        std::uint32_t octets = 0;
        std::uint32_t rtpTimestamp = 0; ///< of the moment of the report
        bool sender = false;            ///< RTP went out since the report before last (§6.4): SR, not RR
    };
    enum class Bye : std::uint8_t { No, Yes };

    /// @returns the bytes written to @p out, which has room for MaxPacketBytes.
    std::size_t compose(
        MutableBytes out, const Sent &sent, RtpSource *source, Bytes cname, Bye bye, MediaTime now) noexcept;

    /// @param localSsrc reports about other sources are passed over. @returns whether it says BYE for its own
    /// SSRC.
    bool received(const RtcpCompound &compound, std::uint32_t localSsrc, MediaTime now) noexcept;

    const RtcpFeedback &feedback() const noexcept { return m_feedback; }
    static std::uint64_t ntpOf(MediaTime time) noexcept;

private:
    RtcpReportBlock reportAbout(RtpSource &source, MediaTime now) noexcept;

    RtcpFeedback m_feedback;
    std::uint32_t m_reportedSsrc = 0;     ///< whose SR the next two are of
    std::uint32_t m_lastSenderReport = 0; ///< middle 32 bits
    MediaTime m_lastSenderReportAt{};
    bool m_hasSenderReport = false;
};

} // namespace carillon
