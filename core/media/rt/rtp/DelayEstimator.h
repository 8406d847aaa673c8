#pragma once

#include "MediaTime.h"

#include <array>
#include <cstdint>

namespace carillon {

/// How long packets are under way, compared with the quickest of the last seconds.
///
/// A histogram of 1 ms steps forgets with the time constant of 100 packets (2 s of 20 ms packets); the target
/// is its 97 % quantile, plus one tick, since the media thread fetches a packet up to one tick before it is
/// heard. It begins at 20 ms and settles at 10 ms where the network is quiet, at 200 ms at most: beyond,
/// talking is no fun and a gap is the lesser evil. When ten packets in a row are slower than that allows for,
/// the way itself has become longer (or the sender's timestamps stood still): the quickest of them is the new
/// measure at once.
class DelayEstimator final
{
public:
    using Microseconds = std::chrono::microseconds;
    static constexpr Microseconds StartTarget = std::chrono::milliseconds(20);
    static constexpr Microseconds MinTarget = std::chrono::milliseconds(10);
    static constexpr Microseconds MaxTarget = std::chrono::milliseconds(200);

    DelayEstimator() { reset(); }
    void reset() noexcept;
    /// @param transit arrival less the packet's own time on the sender's clock; its origin does not matter.
    void packet(Microseconds transit, MediaTime arrival) noexcept;

    bool hasBase() const noexcept { return m_hasBase; }
    /// The transit of the quickest packet of the last 5 to 10 s: clock drift is followed.
    Microseconds base() const noexcept;
    Microseconds target() const noexcept { return m_target; }

private:
    static constexpr std::size_t Bins = 200;
    static constexpr int PacketsToRebase = 10;

    void forgetSpread() noexcept;
    bool isAllBeyondUse(Microseconds transit) noexcept;
    void updateTarget() noexcept;

    std::array<float, Bins> m_histogram{};
    bool m_hasBase = false;
    Microseconds m_previousBase{}; ///< of the window before
    Microseconds m_currentBase{};
    MediaTime m_windowBegan{};
    int m_beyondUse = 0; ///< packets in a row slower than base() + MaxTarget
    Microseconds m_quickestBeyondUse{};
    Microseconds m_target = StartTarget;
};

} // namespace carillon
