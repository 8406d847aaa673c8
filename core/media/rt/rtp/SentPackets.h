#pragma once

#include "TransportFeedback.h"

#include <array>

namespace carillon {

/// What one message of transport-wide congestion control says about our packets.
struct TransportOutcome {
    int received = 0;
    int lost = 0;
    int longestLoss = 0; ///< packets in a row
    /// How much longer than the fastest one of the recent past the packets were on their way, on average.
    std::chrono::microseconds queueing{};
};

/// Remembers when each packet with a transport-wide sequence number left, until the peer says when it came.
///
/// The two clocks are compared by differences alone. The shortest way known ages by 200 µs in a second, more
/// than two quartz clocks part (100 ppm each), so that drift is not taken for a queue. Chosen: 256 packets,
/// over 2.5 s of 10 ms packets; about older ones nothing is learnt.
class SentPackets final
{
public:
    static constexpr std::size_t MaxPackets = 256;

    void sent(std::uint16_t sequence, MediaTime at) noexcept;
    /// Each packet counts once, however often it is reported.
    TransportOutcome match(const TransportFeedback &feedback) noexcept;

private:
    struct Slot {
        MediaTime at{};
        std::uint16_t sequence = 0;
        bool isWaiting = false;
    };
    std::chrono::microseconds queueing(std::chrono::microseconds onTheWay, MediaTime sentAt) noexcept;

    std::array<Slot, MaxPackets> m_slots{};
    bool m_hasShortest = false;
    std::chrono::microseconds m_shortest{}; ///< from our clock to the peer's
    MediaTime m_shortestAt{};
};

} // namespace carillon
