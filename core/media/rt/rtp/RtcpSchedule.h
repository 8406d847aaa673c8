#pragma once

#include "MediaTime.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace carillon {

/// When the next RTCP packet is due, RFC 3550 §6.2, §6.3 and appendix A.7, for a call of two.
///
/// Deviation: timer reconsideration (§6.3.3) is left out. It tames many members who join at once; here are
/// two, for the whole life of the session.
class RtcpSchedule final
{
public:
    using Nanoseconds = std::chrono::nanoseconds;

    /// @param sessionBandwidth in bit/s, both directions. @param reducedMinimum the §6.2 minimum of 360 s /
    /// kbit/s instead of 5 s.
    RtcpSchedule(int sessionBandwidth, bool reducedMinimum, std::uint64_t seed);

    /// The deterministic interval Td before the randomisation of §6.3.1.
    Nanoseconds deterministicInterval(bool initial) const noexcept;
    void start(MediaTime now) noexcept;
    bool isDue(MediaTime now) const noexcept { return m_due && now >= *m_due; }
    std::optional<MediaTime> due() const noexcept { return m_due; }
    /// Each RTCP packet which went or came, with its UDP and IP headers, shapes the average (§6.3.3).
    void packet(std::size_t bytesWithHeaders) noexcept;
    void sent(MediaTime now) noexcept;

private:
    Nanoseconds randomised(Nanoseconds interval) noexcept;

    double m_bytesPerSecond; ///< 5 % of the session's
    Nanoseconds m_minimum;
    double m_averageSize = 128; ///< a first guess: SR with one block, CNAME, headers
    std::uint64_t m_random;
    std::optional<MediaTime> m_due;
};

} // namespace carillon
