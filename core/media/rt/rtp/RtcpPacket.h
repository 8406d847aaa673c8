#pragma once

#include "RtcpFeedback.h"

#include <array>
#include <optional>

namespace carillon {

/// RFC 3550 §12.1, RFC 4585 §6.1, RFC 3611 §2.
enum class RtcpType : std::uint8_t {
    SenderReport = 200,
    ReceiverReport = 201,
    SourceDescription = 202,
    Bye = 203,
    App = 204,
    TransportFeedback = 205,
    PayloadFeedback = 206,
    ExtendedReport = 207
};

/// One report block, §6.4.1.
struct RtcpReportBlock {
    static constexpr std::size_t Size = 24;

    std::uint32_t ssrc = 0;          ///< the source reported about
    std::uint8_t fractionLost = 0;   ///< in 1/256
    std::int32_t cumulativeLost = 0; ///< 24 bits, signed
    std::uint32_t extendedHighestSequence = 0;
    std::uint32_t jitter = 0;                     ///< ticks
    std::uint32_t lastSenderReport = 0;           ///< LSR: middle 32 bits of the NTP time of the last SR
    std::uint32_t delaySinceLastSenderReport = 0; ///< DLSR, 1/65536 s
    friend bool operator==(const RtcpReportBlock &, const RtcpReportBlock &) = default;
};

struct RtcpSenderInfo {
    std::uint64_t ntp = 0; ///< seconds in the upper half, fraction in the lower
    std::uint32_t rtpTimestamp = 0;
    std::uint32_t packets = 0;
    std::uint32_t octets = 0;
    friend bool operator==(const RtcpSenderInfo &, const RtcpSenderInfo &) = default;
};

/// What a received compound packet says, as far as a two-party call wants to know; or one of reduced size,
/// which browsers send whatever was agreed (RFC 5506). A view of the bytes parsed.
struct RtcpCompound {
    static constexpr std::size_t MaxReports = 31;
    static constexpr std::size_t MaxByes = 31;
    static constexpr std::size_t MaxFeedback = 16; ///< what is beyond is passed over
    static constexpr std::size_t MaxExtendedReports = 4;

    std::uint32_t senderSsrc = 0;
    bool isReducedSize = false; ///< it begins with no report
    std::optional<RtcpSenderInfo> senderInfo;
    std::array<RtcpReportBlock, MaxReports> reports{};
    std::size_t reportCount = 0;
    Bytes cname; ///< of the first SDES chunk that has one
    std::array<std::uint32_t, MaxByes> byes{};
    std::size_t byeCount = 0;
    std::array<RtcpFeedbackView, MaxFeedback> feedback{}; ///< see parseFeedback()
    std::size_t feedbackCount = 0;
    std::array<Bytes, MaxExtendedReports> extendedReports{}; ///< see RtcpExtendedReport::parse()
    std::size_t extendedReportCount = 0;

    /// Nothing unless the whole datagram passes appendix A.2: version, SR or RR first (or feedback, XR or
    /// APP, RFC 5506 §3.4.2), padding in the last packet only, lengths that add up. Packets of other types
    /// are stepped over.
    static std::optional<RtcpCompound> parse(Bytes bytes) noexcept;
};

/// Writes a compound packet from front to back. What does not fit leaves the packet as it was.
class RtcpWriter final
{
public:
    explicit RtcpWriter(MutableBytes out)
        : m_out(out)
    {
    }
    bool senderReport(
        std::uint32_t ssrc, const RtcpSenderInfo &info, std::span<const RtcpReportBlock> reports) noexcept;
    bool receiverReport(std::uint32_t ssrc, std::span<const RtcpReportBlock> reports) noexcept;
    /// @param cname at most 255 bytes are written (§6.5).
    bool sourceDescription(std::uint32_t ssrc, Bytes cname) noexcept;
    bool bye(std::uint32_t ssrc) noexcept;
    std::size_t size() const noexcept { return m_size; }

private:
    MutableBytes begin(RtcpType type, std::size_t count, std::size_t bytes) noexcept;

    MutableBytes m_out;
    std::size_t m_size = 0;
};

} // namespace carillon
