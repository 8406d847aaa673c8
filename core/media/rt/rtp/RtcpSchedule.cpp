#include "RtcpSchedule.h"

#include <algorithm>

namespace carillon {

namespace {
constexpr double BandwidthShare = 0.05;
constexpr int Members = 2;
/// e - 3/2: what reconsideration would add is taken off again (§6.3.1); kept, so that the mean is everybody
/// else's.
constexpr double Compensation = 2.71828 - 1.5;
using Seconds = std::chrono::duration<double>;
}

RtcpSchedule::RtcpSchedule(int sessionBandwidth, bool reducedMinimum, std::uint64_t seed)
    : m_bytesPerSecond(std::max(1000, sessionBandwidth) * BandwidthShare / 8)
    , m_minimum(std::chrono::seconds(5))
    , m_random(seed ? seed : 1)
{
    if (reducedMinimum) {
        const Seconds reduced(360. / (std::max(1000, sessionBandwidth) / 1000.));
        m_minimum = std::min(m_minimum, std::chrono::duration_cast<Nanoseconds>(reduced));
    }
}

RtcpSchedule::Nanoseconds RtcpSchedule::deterministicInterval(bool initial) const noexcept
{
    // With two members there are never fewer than a quarter senders, so all share the whole bandwidth (A.7).
    const Seconds calculated(m_averageSize * Members / m_bytesPerSecond);
    const Nanoseconds minimum = initial ? m_minimum / 2 : m_minimum;
    return std::max(minimum, std::chrono::duration_cast<Nanoseconds>(calculated));
}

RtcpSchedule::Nanoseconds RtcpSchedule::randomised(Nanoseconds interval) noexcept
{
    m_random ^= m_random << 13;
    m_random ^= m_random >> 7;
    m_random ^= m_random << 17;
    const double factor = 0.5 + double(m_random >> 11) / double(std::uint64_t(1) << 53);
    return std::chrono::duration_cast<Nanoseconds>(
        Seconds(double(interval.count()) * 1e-9 * factor / Compensation));
}

void RtcpSchedule::start(MediaTime now) noexcept
{
    m_due = now + randomised(deterministicInterval(true));
}

void RtcpSchedule::packet(std::size_t bytesWithHeaders) noexcept
{
    m_averageSize += (double(bytesWithHeaders) - m_averageSize) / 16.;
}

void RtcpSchedule::sent(MediaTime now) noexcept
{
    m_due = now + randomised(deterministicInterval(false));
}

} // namespace carillon
