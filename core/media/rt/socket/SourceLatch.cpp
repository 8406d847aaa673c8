#include "SourceLatch.h"

namespace carillon {

void SourceLatch::start(const SocketAddress &signalled, MediaTime now) noexcept
{
    m_signalled = signalled;
    m_target = signalled;
    m_started = now;
    m_latched = false;
}

SourceLatch::Verdict SourceLatch::latch(const SocketAddress &source, MediaTime now) noexcept
{
    m_target = source;
    m_heardAt = now;
    m_latched = true;
    return Verdict::Latched;
}

bool SourceLatch::mayLatchPlain(const SocketAddress &source, MediaTime now) const noexcept
{
    if (m_latched)
        return false;
    if (now - m_started <= Window || !m_signalled.isUsable())
        return true;
    return m_signalled.isPrivate() && !source.isPrivate() && !source.isLoopback();
}

SourceLatch::Verdict SourceLatch::packet(const SocketAddress &source, Proof proof, MediaTime now) noexcept
{
    if (m_latched && source == m_target) {
        m_heardAt = now;
        return Verdict::Peer;
    }
    if (source == m_signalled)
        return latch(source, now);
    if (proof == Proof::Authenticated)
        return !m_latched || now - m_heardAt >= FollowAfter ? latch(source, now) : Verdict::Peer;
    return mayLatchPlain(source, now) ? latch(source, now) : Verdict::Stranger;
}

} // namespace carillon
