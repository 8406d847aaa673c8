#include "DeadTargets.h"

#include <algorithm>

namespace carillon {

void DeadTargets::failed(const Hop &hop, WireFailure why)
{
    switch (why) {
    case WireFailure::Refused:
    case WireFailure::TlsUntrusted:
    case WireFailure::TlsFailed:
    case WireFailure::HandshakeRejected: avoid(hop, Limits::RefusedLife); return;
    case WireFailure::Unreachable:
    case WireFailure::TimedOut: silent(hop); return;
    // A connection may end for many a reason: the next one tells.
    case WireFailure::Closed:
    case WireFailure::NotOpen:
    case WireFailure::HostNotFound:
    case WireFailure::TooLarge:
    case WireFailure::BindFailed: return;
    }
}

void DeadTargets::silent(const Hop &hop)
{
    avoid(hop, Limits::SilentLife);
}

void DeadTargets::busy(const Hop &hop, std::chrono::seconds retryAfter)
{
    if (retryAfter > std::chrono::seconds(0))
        avoid(hop, std::min(retryAfter, Limits::MostRetryAfter));
}

void DeadTargets::alive(const Hop &hop)
{
    m_until.remove(keyOf(hop));
}

bool DeadTargets::isDead(const Hop &hop) const
{
    const auto until = m_until.constFind(keyOf(hop));
    return until != m_until.constEnd() && *until > m_clock.now();
}

QList<Hop> DeadTargets::deadLast(QList<Hop> hops) const
{
    std::stable_partition(hops.begin(), hops.end(), [this](const Hop &hop) { return !isDead(hop); });
    return hops;
}

void DeadTargets::avoid(const Hop &hop, Milliseconds life)
{
    if (hop.address.isNull()) // WebSocket: there is but one way
        return;
    makeRoom();
    m_until.insert(keyOf(hop), m_clock.now() + life);
}

void DeadTargets::makeRoom()
{
    const TimePoint now = m_clock.now();
    m_until.removeIf([now](const auto &known) { return known.value() <= now; });
    if (m_until.size() >= Limits::Targets)
        m_until.erase(std::min_element(m_until.cbegin(), m_until.cend()));
}

} // namespace carillon
