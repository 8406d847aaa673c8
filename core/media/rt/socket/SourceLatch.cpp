#include "SourceLatch.h"

namespace carillon {

void SourceLatch::start(const SocketAddress &signalled, MediaTime now) noexcept
{
    m_signalled = signalled;
    m_target = signalled;
    m_formerSignalled = m_formerTarget = {};
    m_started = now;
    m_latched = false;
}

void SourceLatch::move(const SocketAddress &signalled, MediaTime now) noexcept
{
    const SocketAddress formerSignalled = m_signalled;
    const SocketAddress formerTarget = m_target;
    start(signalled, now);
    if (!formerSignalled.isUsable())
        return; // what was heard then may just be the address that is signalled now, through a NAT
    m_formerSignalled = formerSignalled;
    m_formerTarget = formerTarget;
}

void SourceLatch::expectPeer(MediaTime now) noexcept
{
    if (!m_latched)
        m_started = now;
}

SourceLatch::Verdict SourceLatch::latch(const SocketAddress &source, MediaTime now) noexcept
{
    m_target = source;
    m_heardAt = now;
    m_latched = true;
    return Verdict::Latched;
}

bool SourceLatch::isFormer(const SocketAddress &source) const noexcept
{
    return source.isUsable() && (source == m_formerSignalled || source == m_formerTarget);
}

bool SourceLatch::mayLatchAuthenticated(const SocketAddress &source, MediaTime now) const noexcept
{
    if (m_latched)
        return now - m_heardAt >= FollowAfter;
    return !isFormer(source) || now - m_started >= FollowAfter;
}

bool SourceLatch::mayLatchPlain(const SocketAddress &source, MediaTime now) const noexcept
{
    if (m_latched || isFormer(source))
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
        return mayLatchAuthenticated(source, now) ? latch(source, now) : Verdict::Peer;
    return mayLatchPlain(source, now) ? latch(source, now) : Verdict::Stranger;
}

} // namespace carillon
