#pragma once

#include "DelayPeaks.h"
#include "MediaTime.h"

#include <array>
#include <cstdint>

namespace carillon {

/// How long packets are under way, compared with the quickest of the last seconds, and how long it pays to
/// wait for them.
///
/// Constraint: delay is what people talk over, late packets are what they miss; both are paid for. Chosen: a
/// histogram of 512 steps of 1 ms (2 kB) that forgets with the time constant of 300 packets (6 s of 20 ms
/// packets), quicker at the start; it stays where it is when the quickest packet, its zero, moves. The target
/// lets 90 % come in time, and more while each percent saved costs at most 40 ms: as good as all, unless one
/// is very late. What is lost counts the same, and in-band redundancy (of the packet after) brings it back if
/// we wait for that: where more than half a percent is lost, one packet more of delay pays. It brings back
/// what was overtaken, too, so that we need not wait for that. Where a tenth and more is lost, one percent
/// more is hardly noticed, and delay is. DelayPeaks adds what is regular but rare. The target grows with the
/// packet that shows the need, and shrinks by a
/// 64th, at least half a millisecond, for each packet. It begins at 15 ms,
/// is 0 to 1 ms on a quiet network, 400 ms at most. When ten packets in a row are slower than that, the way
/// itself has become longer (or the sender's timestamps stood still): the quickest of them is the new measure
/// at once.
class DelayEstimator final
{
public:
    using Microseconds = std::chrono::microseconds;
    static constexpr Microseconds StartTarget = std::chrono::milliseconds(15);
    static constexpr Microseconds MaxTarget = std::chrono::milliseconds(400);

    DelayEstimator() { reset(); }
    void reset() noexcept;
    /// @param transit arrival less the packet's own time on the sender's clock; its origin does not matter.
    enum class Order : std::uint8_t {
        InOrder,
        Overtaken, ///< by the packet after it
    };
    void packet(Microseconds transit, MediaTime arrival, Order order = Order::InOrder) noexcept;
    /// Each packet that was heard, or given up. @param redundant it held the one before it, too.
    enum class Outcome : std::uint8_t { Heard, HeardRedundant, Missing };
    void outcome(Outcome outcome, Microseconds duration) noexcept;
    /// One that was taken for missing came after all.
    void wasNotLost() noexcept;

    bool hasBase() const noexcept { return m_hasBase; }
    /// The transit of the quickest packet of the last 5 to 10 s: clock drift is followed.
    Microseconds base() const noexcept;
    /// So much slower than base() a packet may be without being missed.
    Microseconds target() const noexcept { return m_target; }
    /// 0..1: how many packets take at most @p delay more than base().
    float share(Microseconds delay) const noexcept;
    float lossShare() const noexcept { return m_lossShare; }

private:
    static constexpr std::size_t Bins = 512;
    static constexpr int PacketsToRebase = 10;

    void forgetSpread() noexcept;
    bool isAllBeyondUse(Microseconds transit, MediaTime arrival) noexcept;
    void followBase() noexcept;
    void count(Microseconds transit) noexcept;
    std::size_t cheapest() const noexcept;
    void updateTarget(MediaTime now) noexcept;

    std::array<float, Bins> m_histogram{};
    std::array<float, Bins> m_cumulative{};
    std::size_t m_used = Bins; ///< of both: from there on no packet is known
    Microseconds m_origin{};   ///< transit at which the histogram begins: base(), rounded down
    Microseconds m_lastBase{};
    int m_packets = 0; ///< up to the time constant
    bool m_hasBase = false;
    Microseconds m_previousBase{}; ///< of the window before
    Microseconds m_currentBase{};
    MediaTime m_windowBegan{};
    int m_beyondUse = 0; ///< packets in a row slower than base() + MaxTarget
    MediaTime m_beyondUseSince{};
    Microseconds m_quickestBeyondUse{};
    float m_spreadUs = 0; ///< of the packets in the first step: what a quiet network needs
    float m_lossShare = 0;
    float m_redundantShare = 0;
    float m_overtakenShare = 0;    ///< of the packets later than a packet lasts
    int m_slowPackets = 0;         ///< so many of them, up to the time constant
    std::size_t m_packetBins = 20; ///< what one packet lasts
    DelayPeaks m_peaks;
    Microseconds m_target = StartTarget;
    Microseconds m_usual = StartTarget; ///< m_target without m_peaks
};

} // namespace carillon
