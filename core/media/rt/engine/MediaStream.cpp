#include "MediaStream.h"

namespace carillon {

namespace {

/// RFC 6263 §6; NATs forget a way after 30 s and more.
constexpr std::chrono::seconds KeepAlivePeriod{15};

enum class Socket : bool { Same, New };

/// The latch is opened again only by an address that is new and usable: a hold, of whatever kind, must not be
/// the moment to steal a stream.
void follow(SourceLatch &latch, const SocketAddress &signalled, Socket socket, MediaTime now) noexcept
{
    const bool isNew = signalled.isUsable() && !(signalled == latch.signalled());
    if (isNew)
        latch.move(signalled, now);
    else if (socket == Socket::New)
        latch.start(signalled, now);
}

} // namespace

MediaStream::MediaStream(std::unique_ptr<StreamSetup> setup)
    : m_id(setup->parameters().id)
    , m_setup(std::move(setup))
    , m_local(m_setup->parameters().localSsrc, m_setup->spareSsrc())
    , m_sender(m_controls, m_setup->parameters())
    , m_receiver(m_controls, m_id, m_local, m_setup->channels())
    , m_rtcp(m_setup->parameters(), m_local)
{
}

void MediaStream::start(MediaTime now) noexcept
{
    m_rtpLatch.start(m_setup->signalledRtp(), now);
    m_rtcpLatch.start(m_setup->signalledRtcp(), now);
    m_gate.start(m_setup->signalledRtp(), now);
    m_endpoint.configure(m_setup->parameters().endpoint);
    m_sender.restart(*m_setup, now);
    m_rtcp.start(now);
    m_sentAt = now;
}

void MediaStream::update(std::unique_ptr<StreamSetup> &setup, MediaTime now) noexcept
{
    updateSsrc(*setup, now);
    setup->adopt(*m_setup, now);
    std::swap(setup, m_setup);
    const StreamParameters &before = setup->parameters();
    const StreamParameters &after = m_setup->parameters();
    const auto socket = [](int left, int right) { return left == right ? Socket::Same : Socket::New; };
    const SocketAddress signalledBefore = m_rtpLatch.signalled();
    follow(m_rtpLatch, m_setup->signalledRtp(), socket(before.rtpFd, after.rtpFd), now);
    follow(m_rtcpLatch, m_setup->signalledRtcp(), socket(before.rtcpFd, after.rtcpFd), now);
    if (!(m_rtpLatch.signalled() == signalledBefore))
        m_gate.move(m_rtpLatch.signalled(), now);
    else if (before.rtpFd != after.rtpFd)
        m_gate.start(m_rtpLatch.signalled(), now);
    m_rtcp.configure(after);
    m_endpoint.configure(after.endpoint);
    if (!(after.sendCodec == before.sendCodec) || after.sending != before.sending)
        m_sender.restart(*m_setup, now);
    m_sender.configure(*m_setup, now);
    if (after.receiving != before.receiving)
        m_receiver.restart();
}

/// One which core chose, not one that a collision forced upon us: that goes on.
void MediaStream::updateSsrc(const StreamSetup &after, MediaTime now) noexcept
{
    const std::uint32_t ssrc = after.parameters().localSsrc;
    if (ssrc == m_setup->parameters().localSsrc && after.spareSsrc() == m_setup->spareSsrc())
        return;
    m_rtcp.sendBye(reports(), *m_setup, now);
    m_local = LocalSsrc(ssrc, after.spareSsrc());
    m_sender.changeSsrc(ssrc);
}

void MediaStream::ssrcCollided(const TickContext &at) noexcept
{
    m_rtcp.sendByeOfFormer(reports(), at.setup, at.now);
    m_sender.changeSsrc(m_local.value());
    at.events.news(LocalSsrcChanged{m_id, m_local.value()});
}

void MediaStream::expectPeer(MediaTime now) noexcept
{
    m_rtpLatch.expectPeer(now);
    m_rtcpLatch.expectPeer(now);
    m_gate.expectPeer(now);
}

void MediaStream::receive(DatagramBatch &batch, EventSink &events, MediaTime now) noexcept
{
    receiveFrom(rtpFd(), batch, events, now);
    if (rtcpFd() >= 0)
        receiveFrom(rtcpFd(), batch, events, now);
}

void MediaStream::receiveFrom(int fd, DatagramBatch &batch, EventSink &events, MediaTime now) noexcept
{
    while (m_budget > 0) {
        const std::size_t count = batch.receive(fd);
        for (std::size_t i = 0; i < count; ++i)
            datagram(batch.bytes(i), batch.source(i), fd, {*m_setup, events, now - batch.age(i)});
        m_budget -= int(count);
        if (count < DatagramBatch::MaxDatagrams)
            return;
    }
}

void MediaStream::datagram(
    MutableBytes bytes, const SocketAddress &source, int fd, const TickContext &at) noexcept
{
    const bool isRtpSocket = fd == rtpFd();
    const auto socket = isRtpSocket ? DatagramGate::Socket::Rtp : DatagramGate::Socket::Rtcp;
    switch (m_gate.admit({bytes, source, socket}, isRtpSocket ? m_rtpLatch : rtcpLatch(), at)) {
    case DatagramGate::Verdict::Rtp:
        if (isRtpSocket)
            m_receiver.rtp(bytes, source, m_rtpLatch, at);
        else
            m_receiver.malformed();
        break;
    case DatagramGate::Verdict::Rtcp:
        // On the RTP port of a stream that is not multiplexed it is a peer who multiplexes nevertheless: no
        // harm.
        rtcp(bytes, source, at);
        break;
    case DatagramGate::Verdict::Done: break;
    }
    if (m_local.takeChange())
        ssrcCollided(at);
}

void MediaStream::rtcp(MutableBytes bytes, const SocketAddress &source, const TickContext &at) noexcept
{
    using Verdict = RtcpChain::Received::Verdict;
    const auto received = m_rtcp.received(bytes, {m_receiver.source(), source, rtcpLatch(), m_sender}, at);
    if (received.bye)
        m_receiver.sourceLeft(*received.bye);
    switch (received.verdict) {
    case Verdict::Ok:
        m_sender.setKnownToPeer(m_rtcp.isKnownToPeer());
        m_sender.reported(m_rtcp.reception(), at.now);
        break;
    case Verdict::Malformed: m_receiver.malformed(); break;
    case Verdict::Stranger: ++m_strangerReports; break;
    case Verdict::Rejected: m_receiver.rejected(received.outcome); break;
    }
}

void MediaStream::play(MediaTime due) noexcept
{
    m_received = m_receiver.play(*m_setup, due);
}

void MediaStream::send(
    const StereoFrame &captured, const AudioFrame *others, EventSink &events, MediaTime now) noexcept
{
    const StereoFrame source = m_endpoint.frame(captured, m_received);
    m_controls.sourceLevel.process(source);
    m_sender.run(source, others, m_rtpLatch.target(), {*m_setup, events, now});
}

void MediaStream::housekeep(EventSink &events, MediaTime now) noexcept
{
    m_budget = MaxDatagramsPerTick;
    m_receiver.expireEvents(events, now);
    m_rtcp.tick(reports(), *m_setup, now);
    keepAlive(now);
    if (m_ticksToPublication-- == 0) {
        m_ticksToPublication = TicksPerPublication - 1;
        publish();
    }
}

/// While no sound may be sent. Not to a peer that holds us by naming no address, and not where ICE keeps the
/// way open (RFC 8445 §11).
void MediaStream::keepAlive(MediaTime now) noexcept
{
    if (m_setup->parameters().sending)
        m_sentAt = now;
    const bool isDue = now - m_sentAt >= KeepAlivePeriod;
    if (!isDue || m_setup->parameters().isPeerCertain || m_setup->awaitsKeys()
        || !m_setup->signalledRtp().isUsable() || !m_rtpLatch.target().isUsable())
        return;
    m_sentAt = now;
    m_sender.keepAlive(*m_setup, m_rtpLatch.target());
}

void MediaStream::finish(MediaTime now) noexcept
{
    m_rtcp.sendBye(reports(), *m_setup, now);
    publish();
}

void MediaStream::publish() noexcept
{
    StreamStatistics statistics;
    m_sender.fill(statistics);
    m_receiver.fill(statistics);
    m_gate.fill(statistics);
    m_rtcp.fill(statistics, rtpClockRateHz(m_setup->parameters().sendCodec.kind));
    statistics.strangers += m_strangerReports;
    m_controls.published.write(statistics);
}

} // namespace carillon
