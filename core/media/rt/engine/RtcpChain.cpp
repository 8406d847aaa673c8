#include "RtcpChain.h"

#include "MediaSocket.h"

#include <algorithm>
#include <utility>

namespace carillon {

namespace {

/// Two directions of 32 kbit/s speech with headers, the order of magnitude: the 5 s minimum rules anyway.
constexpr int SessionBandwidth = 96000;
constexpr RtcpBandwidth DefaultBandwidth{SessionBandwidth / 80, SessionBandwidth * 3 / 80};
constexpr std::size_t UdpIpBytes = 28;

RtcpSchedule::Minimum minimumOf(const StreamParameters &parameters)
{
    return parameters.feedback ? RtcpSchedule::Minimum::Feedback : RtcpSchedule::Minimum::Fixed;
}

} // namespace

RtcpChain::RtcpChain(const StreamParameters &parameters, LocalSsrc &local)
    : m_id(parameters.id)
    , m_local(local)
    , m_schedule(SessionBandwidth, minimumOf(parameters), parameters.randomSeed)
{
    configure(parameters);
}

void RtcpChain::configure(const StreamParameters &parameters) noexcept
{
    m_schedule.setMinimum(minimumOf(parameters));
    m_schedule.setBandwidth(parameters.rtcpBandwidth.value_or(DefaultBandwidth));
}

bool RtcpChain::isPeer(const Sender &sender, const TickContext &at) const noexcept
{
    const bool multiplexed = at.setup.parameters().rtcpFd < 0;
    const auto proof = at.setup.receiveSrtp ? SourceLatch::Proof::Authenticated : SourceLatch::Proof::Plain;
    // A report has no payload type to guess, so on a shared port it proves nothing: it is heard from the
    // peer, and from the signalled address before there is one, and moves nothing.
    if (multiplexed && proof == SourceLatch::Proof::Plain)
        return sender.address == sender.latch.target();
    return sender.latch.packet(sender.address, proof, at.now) != SourceLatch::Verdict::Stranger;
}

RtcpChain::Received RtcpChain::received(
    MutableBytes datagram, const Sender &sender, const TickContext &at) noexcept
{
    using Verdict = Received::Verdict;
    std::size_t size = datagram.size();
    if (at.setup.receiveSrtp) {
        const auto outcome = at.setup.unprotectRtcp(datagram, size, at.now);
        if (outcome != SrtpContext::Outcome::Ok)
            return {Verdict::Rejected, outcome};
    }
    const auto compound = RtcpCompound::parse(datagram.first(size));
    if (!compound)
        return {Verdict::Malformed};
    if (!isPeer(sender, at))
        return {Verdict::Stranger};
    if (m_local.heard(compound->senderSsrc) == LocalSsrc::Verdict::Loop)
        return {};
    ++m_received;
    m_schedule.packet(datagram.size() + UdpIpBytes);
    read(*compound, sender.sink, at.now);
    Received result;
    const std::uint64_t reportsBefore = m_session.reception().reports;
    if (m_session.received(*compound, m_local.value(), at.now)) {
        readBye(*compound, sender, at);
        result.bye = compound->senderSsrc;
    } else if (!compound->isReducedSize && m_session.reception().reports == reportsBefore) {
        ++m_reportsWithoutUs; // it hears nothing of ours (RFC 3550 §6.4: a block for each source heard)
    }
    return result;
}

/// What is not in a report: feedback and extended reports.
void RtcpChain::read(const RtcpCompound &compound, RtcpFeedbackSink &sink, MediaTime now) noexcept
{
    for (std::size_t i = 0; i < compound.feedbackCount; ++i) {
        const auto feedback = parseFeedback(compound.feedback[i]);
        if (!feedback) {
            ++m_malformed;
            continue;
        }
        m_counter.feedback(*feedback);
        sink.feedback(*feedback);
    }
    for (std::size_t i = 0; i < compound.extendedReportCount; ++i) {
        const auto report = RtcpExtendedReport::parse(compound.extendedReports[i]);
        ++(report ? m_extendedReports : m_malformed);
        if (report)
            m_session.received(*report, m_local.value(), now);
    }
}

/// Of the source that we hear, once; one of its earlier SSRCs says nothing new.
void RtcpChain::readBye(const RtcpCompound &compound, const Sender &sender, const TickContext &at) noexcept
{
    const std::uint32_t ssrc = compound.senderSsrc;
    if ((sender.current.isStarted() && sender.current.ssrc() != ssrc) || m_byeSsrc == ssrc)
        return;
    m_byeSsrc = ssrc;
    m_schedule.setMembers({1, 1, true}, at.now);
    at.events.news(RemoteBye{m_id});
}

RtcpMembers RtcpChain::membersOf(const Subject &subject) const noexcept
{
    RtcpMembers members;
    members.weSent = hasSent(subject);
    const bool isHeard = m_received > 0 || subject.source.isStarted();
    const bool hasLeft = m_byeSsrc && subject.source.ssrc() == *m_byeSsrc;
    members.members = isHeard && !hasLeft ? 2 : 1;
    const bool peerSent = !hasLeft && subject.source.packets() > m_heardAtReportBefore;
    members.senders = (members.weSent ? 1 : 0) + (peerSent ? 1 : 0);
    return members;
}

void RtcpChain::tick(const Subject &subject, StreamSetup &setup, MediaTime now) noexcept
{
    using Due = RtcpSchedule::Due;
    using Pending = RtcpSchedule::Pending;
    const bool isPending = hasFeedback(subject, setup, now);
    if (m_schedule.isDue(now)) {
        m_schedule.setMembers(membersOf(subject), now);
        const Due due = m_schedule.timer(now, isPending ? Pending::Feedback : Pending::Nothing);
        if (due == Due::Report) {
            send(isPending ? Parts::Both : Parts::Report, subject, setup, now);
            m_schedule.sent(now);
        } else if (due == Due::Feedback) {
            send(Parts::Feedback, subject, setup, now);
        }
    } else if (isPending && m_schedule.allowsEarly(now)) {
        send(Parts::Feedback, subject, setup, now);
        m_schedule.earlySent();
    }
}

bool RtcpChain::hasFeedback(const Subject &subject, const StreamSetup &setup, MediaTime now) const noexcept
{
    const StreamParameters &parameters = setup.parameters();
    return parameters.feedback && parameters.extensions.transportSequence != 0 && !subject.arrivals.isEmpty()
        && now >= m_feedbackDue && subject.to.isUsable() && !setup.awaitsKeys();
}

/// Into m_buffer. @returns its size before protection.
std::size_t RtcpChain::compose(const Subject &subject, std::uint32_t ssrc, RtcpSession::Bye bye,
    const StreamSetup &setup, MediaTime now) noexcept
{
    const SendChain &sender = subject.sender;
    const StreamParameters &parameters = setup.parameters();
    RtcpSession::Sent sent{ssrc, std::uint32_t(sender.packetsOfSsrc()), std::uint32_t(sender.octetsOfSsrc()),
        sender.packetizer().timestamp(), hasSent(subject) && ssrc == m_local.value()};
    const auto mode = parameters.receiverRoundTrip;
    sent.asksRoundTrip = mode != ReceiverRoundTrip::No && !sent.sender;
    sent.answersRoundTrip
        = mode == ReceiverRoundTrip::All || (mode == ReceiverRoundTrip::Sender && sent.sender);
    const Bytes cname{
        reinterpret_cast<const std::uint8_t *>(parameters.cname.data()), parameters.cname.size()};
    const std::size_t size = m_session.compose(
        MutableBytes(m_buffer).first(RtcpSession::MaxPacketBytes), sent, &subject.source, cname, bye, now);
    m_packetsAtReportBefore = std::exchange(m_packetsAtReport, sender.packets());
    m_heardAtReportBefore = std::exchange(m_heardAtReport, subject.source.packets());
    return size;
}

bool RtcpChain::transmit(std::size_t size, const SocketAddress &to, StreamSetup &setup) noexcept
{
    if (!m_schedule.maySend())
        return false;
    const StreamParameters &parameters = setup.parameters();
    if (SrtpContext *srtp = setup.sendSrtcp ? setup.sendSrtcp.get() : setup.sendSrtp.get())
        size = srtp->protectRtcp(m_buffer, size);
    const int fd = parameters.rtcpFd < 0 ? parameters.rtpFd : parameters.rtcpFd;
    if (size == 0 || !sendDatagram(fd, setup.rtcpFamily, Bytes(m_buffer).first(size), to))
        return false;
    ++m_sent;
    m_schedule.packet(size + UdpIpBytes);
    return true;
}

void RtcpChain::send(Parts parts, const Subject &subject, StreamSetup &setup, MediaTime now) noexcept
{
    if (!subject.to.isUsable() || setup.awaitsKeys())
        return;
    const bool hasReport = parts != Parts::Feedback || !setup.parameters().reducedSizeRtcp;
    std::size_t size = 0;
    if (hasReport)
        size = compose(subject, m_local.value(), RtcpSession::Bye::No, setup, now);
    if (parts == Parts::Report) {
        transmit(size, subject.to, setup);
        return;
    }
    const MutableBytes rest = MutableBytes(m_buffer).subspan(size, TransportArrivals::MaxPacketBytes);
    size += subject.arrivals.write(rest, m_local.value(), subject.source.ssrc());
    if (transmit(size, subject.to, setup))
        ++m_feedbackSent;
    m_feedbackDue = now + FeedbackPeriod;
}

void RtcpChain::sendBye(const Subject &subject, StreamSetup &setup, MediaTime now) noexcept
{
    // §6.3.7: who never sent anything sends no BYE.
    const bool wasHeard = subject.sender.packets() > 0 || m_sent > 0;
    if (wasHeard && subject.to.isUsable() && !setup.awaitsKeys())
        transmit(compose(subject, m_local.value(), RtcpSession::Bye::Yes, setup, now), subject.to, setup);
}

void RtcpChain::sendByeOfFormer(const Subject &subject, StreamSetup &setup, MediaTime now) noexcept
{
    const bool wasHeard = subject.sender.packets() > 0 || m_sent > 0;
    if (wasHeard && subject.to.isUsable() && !setup.awaitsKeys())
        transmit(compose(subject, m_local.former(), RtcpSession::Bye::Yes, setup, now), subject.to, setup);
}

bool RtcpChain::isKnownToPeer() const noexcept
{
    const RemoteReception &reception = m_session.reception();
    return reception.hasReport && reception.about == m_local.value();
}

void RtcpChain::fill(StreamStatistics &statistics, int clockRateHz) const noexcept
{
    const RemoteReception &reception = m_session.reception();
    statistics.rttMs = reception.rttMs;
    statistics.remoteFractionLost = reception.fractionLost;
    statistics.remoteLost = reception.cumulativeLost;
    if (reception.hasReport)
        statistics.remoteJitterMs = reception.jitterTicks * 1000. / clockRateHz;
    statistics.reportsAboutUs = reception.reports;
    statistics.reportsWithoutUs = m_reportsWithoutUs;
    statistics.rtcpSent = m_sent;
    statistics.rtcpReceived = m_received;
    statistics.feedbackSent = m_feedbackSent;
    statistics.feedbackReceived = m_counter.messages;
    statistics.nackedPackets = m_counter.nackedPackets;
    statistics.pictureLosses = m_counter.pictureLosses + m_counter.fullIntraRequests;
    statistics.transportFeedbackReceived = m_counter.transportFeedbacks;
    statistics.extendedReports = m_extendedReports;
    statistics.malformed += m_malformed;
    const auto &voip = m_session.voipMetrics();
    if (voip && voip->listeningQuality >= 10 && voip->listeningQuality <= 50)
        statistics.remoteMos = voip->listeningQuality / 10.;
    if (voip) {
        statistics.remoteDiscarded = voip->discardRate / 256.;
        statistics.remoteBufferMs = voip->jitterBufferMs;
    }
}

} // namespace carillon
