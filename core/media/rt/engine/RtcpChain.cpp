#include "RtcpChain.h"

#include "MediaSocket.h"

#include <algorithm>
#include <cmath>

namespace carillon {

namespace {
/// Two directions of 32 kbit/s speech with headers, the order of magnitude: the 5 s minimum rules anyway.
constexpr int SessionBandwidth = 96000;
constexpr std::size_t UdpIpBytes = 28;
}

RtcpChain::RtcpChain(const StreamParameters &parameters)
    : m_id(parameters.id)
    , m_schedule(SessionBandwidth, false, parameters.randomSeed)
{
}

RtcpChain::Received RtcpChain::received(
    MutableBytes datagram, const SocketAddress &source, SourceLatch &latch, const TickContext &at) noexcept
{
    using Verdict = Received::Verdict;
    StreamSetup &setup = at.setup;
    std::size_t size = datagram.size();
    if (setup.receiveSrtp) {
        const auto outcome = setup.receiveSrtp->unprotectRtcp(datagram, size);
        if (outcome != SrtpContext::Outcome::Ok)
            return {Verdict::Rejected, outcome};
    }
    const auto compound = RtcpCompound::parse(datagram.first(size));
    if (!compound)
        return {Verdict::Malformed};
    const bool multiplexed = setup.parameters().rtcpFd < 0;
    const auto proof = setup.receiveSrtp ? SourceLatch::Proof::Authenticated : SourceLatch::Proof::Plain;
    if (multiplexed && proof == SourceLatch::Proof::Plain) {
        // A report has no payload type to guess, so on a shared port it proves nothing: it is heard from the
        // peer, and from the signalled address before there is one, and moves nothing.
        if (!(source == latch.target()))
            return {Verdict::Stranger};
    } else if (latch.packet(source, proof, at.now) == SourceLatch::Verdict::Stranger) {
        return {Verdict::Stranger};
    }
    ++m_received;
    m_schedule.packet(datagram.size() + UdpIpBytes);
    const bool bye = m_session.received(*compound, setup.parameters().localSsrc, at.now);
    if (bye && !m_byeSeen) {
        m_byeSeen = true;
        at.events.news(RemoteBye{m_id});
    }
    if (m_session.feedback().hasReport) {
        const int reported = int(std::lround(m_session.feedback().fractionLost * 100));
        setup.encoder->setExpectedLoss(
            std::max(setup.parameters().sendCodec.expectedLossPercent, std::min(reported, 50)));
    }
    return {Verdict::Ok};
}

void RtcpChain::tick(const Subject &subject, StreamSetup &setup, MediaTime now) noexcept
{
    if (!m_schedule.isDue(now))
        return;
    send(subject, RtcpSession::Bye::No, setup, now);
    m_schedule.sent(now);
}

void RtcpChain::sendBye(const Subject &subject, StreamSetup &setup, MediaTime now) noexcept
{
    // §6.3.7: who never sent anything sends no BYE.
    if (subject.sender.packets() > 0 || m_sent > 0)
        send(subject, RtcpSession::Bye::Yes, setup, now);
}

void RtcpChain::send(const Subject &subject, RtcpSession::Bye bye, StreamSetup &setup, MediaTime now) noexcept
{
    if (!subject.to.isUsable() || setup.awaitsKeys())
        return;
    const SendChain &sender = subject.sender;
    const StreamParameters &parameters = setup.parameters();
    const RtcpSession::Sent sent{parameters.localSsrc, std::uint32_t(sender.packets()),
        std::uint32_t(sender.octets()), sender.packetizer().timestamp(),
        sender.packets() > m_packetsAtReportBefore};
    const Bytes cname{
        reinterpret_cast<const std::uint8_t *>(parameters.cname.data()), parameters.cname.size()};
    std::size_t size = m_session.compose(
        MutableBytes(m_buffer).first(RtcpSession::MaxPacketBytes), sent, &subject.source, cname, bye, now);
    if (setup.sendSrtp)
        size = setup.sendSrtp->protectRtcp(m_buffer, size);
    const int fd = parameters.rtcpFd < 0 ? parameters.rtpFd : parameters.rtcpFd;
    if (size == 0 || !sendDatagram(fd, setup.rtcpFamily, Bytes(m_buffer).first(size), subject.to))
        return;
    ++m_sent;
    m_schedule.packet(size + UdpIpBytes);
    m_packetsAtReportBefore = m_packetsAtReport;
    m_packetsAtReport = sender.packets();
}

void RtcpChain::fill(StreamStatistics &statistics, int clockRateHz) const noexcept
{
    const RtcpFeedback &feedback = m_session.feedback();
    statistics.rttMs = feedback.rttMs;
    statistics.remoteFractionLost = feedback.fractionLost;
    statistics.remoteLost = feedback.cumulativeLost;
    if (feedback.hasReport)
        statistics.remoteJitterMs = feedback.jitterTicks * 1000. / clockRateHz;
    statistics.rtcpSent = m_sent;
    statistics.rtcpReceived = m_received;
}

} // namespace carillon
