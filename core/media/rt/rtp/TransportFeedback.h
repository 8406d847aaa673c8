#pragma once

#include "MediaTime.h"
#include "WireBytes.h"

#include <array>
#include <optional>

namespace carillon {

/// One message of transport-wide congestion control (RTPFB 15), draft-holmer-rmcat-transport-wide-cc-
/// extensions-01 §3.1: which packets arrived, and when.
struct TransportFeedback {
    /// A second of packets of a fast video; a longer one is refused.
    static constexpr std::size_t MaxStatuses = 512;
    static constexpr std::uint8_t Format = 15;
    static constexpr std::chrono::microseconds Tick{250};
    static constexpr std::int32_t NotReceived = INT32_MIN;

    std::uint32_t senderSsrc = 0;
    std::uint32_t mediaSsrc = 0;
    std::uint16_t baseSequence = 0; ///< of the first status
    std::size_t count = 0;
    std::int32_t referenceTime = 0;                   ///< in 64 ms, 24 bits with a sign, of the peer's clock
    std::uint8_t feedbackCount = 0;                   ///< numbers the messages
    std::array<std::int32_t, MaxStatuses> arrivals{}; ///< ticks after the reference time, or NotReceived

    /// @param body of the RTCP packet, behind its first 4 bytes.
    static std::optional<TransportFeedback> parse(Bytes body) noexcept;
};

/// Notes when packets with a transport-wide sequence number arrive, and writes what is to be said of it.
///
/// Chosen: 128 packets wait at most, which is over a second of 10 ms packets; older ones are forgotten and
/// look lost to the peer.
class TransportArrivals final
{
public:
    static constexpr std::size_t MaxStatuses = 128;
    /// Header, SSRCs, the fixed part; a chunk for seven of them, rounded up; two bytes for each; to 32 bits.
    static constexpr std::size_t MaxPacketBytes = 4 + 8 + 8 + 2 * (MaxStatuses / 7 + 1) + 2 * MaxStatuses + 2;

    void received(std::uint16_t sequence, MediaTime arrival) noexcept;
    bool isEmpty() const noexcept { return !m_isStarted || m_highest < m_base; }
    /// One RTCP packet about what came since the last one. @p out has room for MaxPacketBytes. @returns its
    /// bytes, 0 when there is nothing to say.
    std::size_t write(MutableBytes out, std::uint32_t senderSsrc, std::uint32_t mediaSsrc) noexcept;

private:
    struct Slot {
        std::int64_t sequence = -1;
        MediaTime arrival{};
    };
    const Slot *at(std::int64_t sequence) const noexcept;

    std::array<Slot, MaxStatuses> m_slots{};
    bool m_isStarted = false;
    std::int64_t m_base = 0; ///< the first which nothing was said about; extended
    std::int64_t m_highest = 0;
    std::uint8_t m_feedbackCount = 0;
};

} // namespace carillon
