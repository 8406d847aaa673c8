#include "RtcpSchedule.h"

#include <algorithm>

namespace carillon {

namespace {
constexpr double BandwidthShare = 0.05;
/// However little bandwidth there is: longer is as good as never.
constexpr std::chrono::hours LongestInterval{1};
/// e - 3/2: what reconsideration adds is taken off again (§6.3.1).
constexpr double Compensation = 2.71828 - 1.5;
/// RFC 4585 §3.4: the very first packet of the feedback profile.
constexpr std::chrono::seconds InitialFeedbackMinimum{1};
/// RFC 3550 §6.2. The reduced one that it also allows would begin at 72 kbit/s and give a call 3.75 s: it
/// gains nothing, and to a peer with the fixed one a longer silence of its own looks like a timeout (RFC 8108
/// §7.1.3).
constexpr std::chrono::nanoseconds FixedMinimum = std::chrono::seconds(5);
using Seconds = std::chrono::duration<double>;

std::chrono::nanoseconds toNanoseconds(double seconds)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Seconds(seconds));
}
}

RtcpSchedule::RtcpSchedule(int sessionBandwidth, Minimum minimum, std::uint64_t seed)
    : m_kind(minimum)
    , m_bytesPerSecond(std::max(1000, sessionBandwidth) * BandwidthShare / 8)
    , m_random(seed ? seed : 1)
{
}

void RtcpSchedule::setBandwidth(const RtcpBandwidth &bandwidth) noexcept
{
    const double total = double(std::max(0, bandwidth.senders)) + std::max(0, bandwidth.receivers);
    m_bytesPerSecond = total / 8;
    m_senderShare = total > 0 ? std::max(0, bandwidth.senders) / total : 0;
}

bool RtcpSchedule::maySend() const noexcept
{
    return shareOf(m_members).bytesPerSecond > 0;
}

RtcpSchedule::Share RtcpSchedule::shareOf(const RtcpMembers &members) const noexcept
{
    if (members.senders > members.members * m_senderShare)
        return {m_bytesPerSecond, members.members};
    // §6.2: few senders have a share of their own
    return members.weSent ? Share{m_bytesPerSecond * m_senderShare, members.senders}
                          : Share{m_bytesPerSecond * (1 - m_senderShare), members.members - members.senders};
}

RtcpSchedule::Nanoseconds RtcpSchedule::deterministicInterval(bool initial) const noexcept
{
    const Share share = shareOf(m_members);
    const double seconds = share.bytesPerSecond > 0
        ? m_averageSize * std::max(1, share.sharers) / share.bytesPerSecond
        : Seconds(LongestInterval).count();
    const Nanoseconds calculated = toNanoseconds(std::min(seconds, Seconds(LongestInterval).count()));
    if (m_kind == Minimum::Feedback)
        return initial ? std::max<Nanoseconds>(InitialFeedbackMinimum, calculated) : calculated;
    return std::max<Nanoseconds>(initial ? FixedMinimum / 2 : FixedMinimum, calculated);
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

RtcpSchedule::Due RtcpSchedule::timer(MediaTime now, Pending pending) noexcept
{
    if (!isDue(now))
        return Due::Nothing;
    const MediaTime again = m_previous + randomised(deterministicInterval(m_isInitial));
    if (again > now) {
        m_due = again;
        return Due::Nothing;
    }
    if (!isTooEarlyForRegular(now))
        return Due::Report;
    m_allowsEarly = true; // whether or not something is sent, §3.5.2
    m_previous = now;
    m_due = now + randomised(deterministicInterval(false));
    return pending == Pending::Feedback ? Due::Feedback : Due::Nothing;
}

bool RtcpSchedule::allowsEarly(MediaTime now) const noexcept
{
    return m_kind == Minimum::Feedback && m_allowsEarly && m_due && now < *m_due;
}

void RtcpSchedule::earlySent() noexcept
{
    m_allowsEarly = false;
    if (!m_due)
        return;
    const MediaTime regular = *m_due;
    m_due = m_previous + 2 * (regular - m_previous);
    m_previous = regular;
}

void RtcpSchedule::packet(std::size_t bytesWithHeaders) noexcept
{
    m_averageSize += (double(bytesWithHeaders) - m_averageSize) / 16.;
}

void RtcpSchedule::sent(MediaTime now) noexcept
{
    m_isInitial = false;
    m_allowsEarly = true;
    m_previous = now;
    m_due = now + randomised(deterministicInterval(false));
    if (m_kind != Minimum::Feedback)
        return;
    m_lastRegular = now;
    m_regularInterval = toNanoseconds(Seconds(RegularInterval).count() * randomFactor());
}

} // namespace carillon
