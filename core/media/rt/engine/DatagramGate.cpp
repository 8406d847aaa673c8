#include "DatagramGate.h"

#include "Demultiplexer.h"
#include "MediaSocket.h"

namespace carillon {

namespace {

bool isBelieved(const DatagramGate::Arrival &arrival, const SourceLatch &latch) noexcept
{
    return arrival.source == latch.signalled() || (latch.isLatched() && arrival.source == latch.target());
}

} // namespace

void DatagramGate::start(const SocketAddress &signalled, MediaTime now) noexcept
{
    m_controlLatch.start(signalled, now);
}

void DatagramGate::move(const SocketAddress &signalled, MediaTime now) noexcept
{
    m_controlLatch.move(signalled, now);
}

DatagramGate::Verdict DatagramGate::admit(
    const Arrival &arrival, const SourceLatch &latch, const TickContext &at) noexcept
{
    switch (datagramKind(arrival.bytes)) {
    case DatagramKind::Rtp: return media(Verdict::Rtp, arrival, latch, at);
    case DatagramKind::Rtcp: return media(Verdict::Rtcp, arrival, latch, at);
    case DatagramKind::Stun: ++m_stun; break;
    case DatagramKind::Dtls: control(arrival, latch, at); break;
    case DatagramKind::Zrtp:
    case DatagramKind::TurnChannel: ++m_others; break;
    case DatagramKind::Unknown: ++m_unknown; break;
    }
    return Verdict::Done;
}

DatagramGate::Verdict DatagramGate::media(
    Verdict kind, const Arrival &arrival, const SourceLatch &latch, const TickContext &at) noexcept
{
    if (at.setup.receiveSrtp)
        return kind;
    if (at.setup.awaitsKeys()) {
        ++m_beforeKeys; // what it says cannot be known, and must not be believed (RFC 5763 §6.2)
        return Verdict::Done;
    }
    if (isBelieved(arrival, latch))
        return kind; // a flood of others must not push the peer out
    if ((kind == Verdict::Rtp ? m_rtp : m_rtcp).take(at.now))
        return kind;
    ++m_overLimit;
    return Verdict::Done;
}

/// DTLS is believed from where the sound comes from, or by the rules by which that is found.
void DatagramGate::control(const Arrival &arrival, const SourceLatch &latch, const TickContext &at) noexcept
{
    const int fd = at.setup.parameters().controlFd;
    if (fd < 0 || arrival.socket == Socket::Rtcp) {
        ++m_dtlsDropped;
        return;
    }
    const auto verdict = m_controlLatch.packet(arrival.source, SourceLatch::Proof::Plain, at.now);
    const bool isStranger = verdict == SourceLatch::Verdict::Stranger && !isBelieved(arrival, latch);
    if (isStranger || !m_dtls.take(at.now)
        || !sendDatagram(fd, AF_UNIX, arrival.bytes, SocketAddress::connected())) {
        ++m_dtlsDropped;
        return;
    }
    ++m_dtlsForwarded;
    if (verdict == SourceLatch::Verdict::Latched && !at.setup.parameters().isPeerCertain)
        at.events.news(ControlLatched{at.setup.parameters().id, arrival.source.storage()});
}

void DatagramGate::fill(StreamStatistics &statistics) const noexcept
{
    statistics.malformed += m_unknown;
    statistics.notMedia = m_stun + m_dtlsForwarded + m_dtlsDropped + m_others;
    statistics.stunDropped = m_stun;
    statistics.dtlsForwarded = m_dtlsForwarded;
    statistics.dtlsDropped = m_dtlsDropped;
    statistics.beforeKeys = m_beforeKeys;
    statistics.overLimit = m_overLimit;
}

} // namespace carillon
