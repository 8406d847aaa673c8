#pragma once

#include "RtcpExtendedReport.h"
#include "RtcpPacket.h"
#include "RtcpSchedule.h"
#include "RtpSource.h"

namespace carillon {

/// What the peer says about what we send, and the round trip.
struct RemoteReception {
    double rttMs = -1;       ///< from a report about us, or from an answer to our own reference time (XR)
    double fractionLost = 0; ///< 0..1
    std::int64_t cumulativeLost = 0;
    std::uint32_t jitterTicks = 0;
    bool hasReport = false;
    std::uint32_t about = 0;           ///< which SSRC of ours was reported about last
    std::uint64_t reports = 0;         ///< about us
    std::uint32_t highestSequence = 0; ///< extended, that the peer had heard
};

/// One participant's reports about one remote source: composes ours, reads theirs.
///
/// The NTP time is the monotonic clock (§6.4.1 allows time since any start): it never jumps, and it tells a
/// stranger nothing about this machine's clock. Both streams of a call share it, as synchronisation needs.
class RtcpSession final
{
public:
    static constexpr std::size_t MaxPacketBytes
        = 8 + 20 + RtcpReportBlock::Size + 4 + 4 + 2 + 255 + 3 + RtcpExtendedReport::MaxWrittenBytes;

    struct Sent {
        std::uint32_t ssrc = 0;
        std::uint32_t packets = 0;
        std::uint32_t octets = 0;
        std::uint32_t rtpTimestamp = 0; ///< of the moment of the report
        bool sender = false;            ///< RTP went out since the report before last (§6.4): SR, not RR
        bool asksRoundTrip = false;     ///< as a receiver, by RFC 3611 §4.4
        bool answersRoundTrip = false;  ///< who asked, by RFC 3611 §4.5
    };
    enum class Bye : std::uint8_t { No, Yes };

    /// @returns the bytes written to @p out, which has room for MaxPacketBytes.
    std::size_t compose(
        MutableBytes out, const Sent &sent, RtpSource *source, Bytes cname, Bye bye, MediaTime now) noexcept;

    /// @param localSsrc reports about other sources are passed over. @returns whether it says BYE for its own
    /// SSRC.
    bool received(const RtcpCompound &compound, std::uint32_t localSsrc, MediaTime now) noexcept;

    void received(const RtcpExtendedReport &report, std::uint32_t localSsrc, MediaTime now) noexcept;

    const RemoteReception &reception() const noexcept { return m_reception; }
    /// The last there was.
    const std::optional<RtcpVoipMetrics> &voipMetrics() const noexcept { return m_voip; }
    static std::uint64_t ntpOf(MediaTime time) noexcept;

private:
    RtcpReportBlock reportAbout(RtpSource &source, MediaTime now) noexcept;
    std::size_t writeExtended(MutableBytes out, const Sent &sent, MediaTime now) noexcept;
    void roundTrip(std::uint32_t reference, std::uint32_t delay, MediaTime now) noexcept;

    RemoteReception m_reception;
    std::uint32_t m_reportedSsrc = 0;     ///< whose SR the next two are of
    std::uint32_t m_lastSenderReport = 0; ///< middle 32 bits
    MediaTime m_lastSenderReportAt{};
    bool m_hasSenderReport = false;
    std::uint32_t m_askingSsrc = 0; ///< whose reference time the next two are of
    std::uint32_t m_lastReference = 0;
    MediaTime m_lastReferenceAt{};
    bool m_isAsked = false;
    std::optional<RtcpVoipMetrics> m_voip;
};

} // namespace carillon
