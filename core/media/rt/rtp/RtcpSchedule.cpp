#include "RtcpSchedule.h"

#include <algorithm>

namespace carillon {

namespace {
constexpr double BandwidthShare = 0.05;
constexpr double SenderShare = 0.25;
/// e - 3/2: what reconsideration adds is taken off again (§6.3.1).
constexpr double Compensation = 2.71828 - 1.5;
/// RFC 4585 §3.4: the very first packet of the feedback profile.
constexpr std::chrono::seconds InitialFeedbackMinimum{1};
using Seconds = std::chrono::duration<double>;

std::chrono::nanoseconds toNanoseconds(double seconds)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Seconds(seconds));
}
}

RtcpSchedule::RtcpSchedule(int sessionBandwidth, Minimum minimum, std::uint64_t seed)
    : m_kind(minimum)
    , m_bytesPerSecond(std::max(1000, sessionBandwidth) * BandwidthShare / 8)
    , m_minimum(std::chrono::seconds(5))
    , m_random(seed ? seed : 1)
{
    if (minimum == Minimum::Reduced)
        m_minimum = std::min(m_minimum, toNanoseconds(360. / (std::max(1000, sessionBandwidth) / 1000.)));
}

RtcpSchedule::Nanoseconds RtcpSchedule::deterministicInterval(bool initial) const noexcept
{
    double bytesPerSecond = m_bytesPerSecond;
    int sharers = m_members.members;
    if (m_members.senders <= m_members.members * SenderShare) { // §6.2: few senders have a share of their own
        bytesPerSecond *= m_members.weSent ? SenderShare : 1 - SenderShare;
        sharers = m_members.weSent ? m_members.senders : m_members.members - m_members.senders;
    }
    const Nanoseconds calculated = toNanoseconds(m_averageSize * std::max(1, sharers) / bytesPerSecond);
    if (m_kind == Minimum::Feedback)
        return initial ? std::max<Nanoseconds>(InitialFeedbackMinimum, calculated) : calculated;
    return std::max(initial ? m_minimum / 2 : m_minimum, calculated);
}

/// 0.5..1.5
double RtcpSchedule::randomFactor() noexcept
{
    m_random ^= m_random << 13;
    m_random ^= m_random >> 7;
    m_random ^= m_random << 17;
    return 0.5 + double(m_random >> 11) / double(std::uint64_t(1) << 53);
}

RtcpSchedule::Nanoseconds RtcpSchedule::randomised(Nanoseconds interval) noexcept
{
    return toNanoseconds(double(interval.count()) * 1e-9 * randomFactor() / Compensation);
}

void RtcpSchedule::start(MediaTime now) noexcept
{
    m_previous = now;
    m_due = now + randomised(deterministicInterval(m_isInitial));
}

void RtcpSchedule::setMembers(const RtcpMembers &members, MediaTime now) noexcept
{
    if (members == m_members)
        return;
    if (m_due && *m_due > now && members.members < m_members.members) {
        const double ratio = double(members.members) / m_members.members;
        m_due = now + toNanoseconds(Seconds(*m_due - now).count() * ratio);
        m_previous = now - toNanoseconds(Seconds(now - m_previous).count() * ratio);
    }
    m_members = members;
}

/// RFC 4585 §3.5.3: regular packets may come more often than they need.
bool RtcpSchedule::isTooEarlyForRegular(MediaTime now) const noexcept
{
    return m_kind == Minimum::Feedback && m_lastRegular && now - *m_lastRegular < m_regularInterval;
}

bool RtcpSchedule::expires(MediaTime now) noexcept
{
    if (!m_due || now < *m_due)
        return false;
    const MediaTime again = m_previous + randomised(deterministicInterval(m_isInitial));
    if (again > now) {
        m_due = again;
        return false;
    }
    if (!isTooEarlyForRegular(now))
        return true;
    m_previous = now;
    m_due = now + randomised(deterministicInterval(false));
    return false;
}

void RtcpSchedule::packet(std::size_t bytesWithHeaders) noexcept
{
    m_averageSize += (double(bytesWithHeaders) - m_averageSize) / 16.;
}

void RtcpSchedule::sent(MediaTime now) noexcept
{
    m_isInitial = false;
    m_previous = now;
    m_due = now + randomised(deterministicInterval(false));
    if (m_kind != Minimum::Feedback)
        return;
    m_lastRegular = now;
    m_regularInterval = toNanoseconds(Seconds(RegularInterval).count() * randomFactor());
}

RtcpSchedule::Nanoseconds RtcpSchedule::feedbackInterval(std::size_t bytesWithHeaders) const noexcept
{
    const double ours = m_bytesPerSecond / std::max(1, m_members.members);
    return toNanoseconds(double(bytesWithHeaders) / (ours / 2));
}

} // namespace carillon
