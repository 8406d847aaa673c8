#include "ReceiveChain.h"

#include <algorithm>
#include <utility>

namespace carillon {

namespace {

JitterBuffer::Content contentOf(Bytes payload, const AudioDecoder &decoder) noexcept
{
    if (decoder.isNoise(payload))
        return JitterBuffer::Content::Noise;
    return decoder.isRedundant(payload) ? JitterBuffer::Content::Redundant : JitterBuffer::Content::Sound;
}

} // namespace

ReceiveChain::ReceiveChain(StreamControls &controls, StreamId id, LocalSsrc &local, Channels channels)
    : m_controls(controls)
    , m_id(id)
    , m_local(local)
    , m_playout(channels)
{
}

void ReceiveChain::restart() noexcept
{
    m_playout.clear();
}

/// The receive chain up to the jitter buffer: unprotect, parse, is it the peer, is it in sequence, what is in
/// it.
void ReceiveChain::rtp(
    MutableBytes datagram, const SocketAddress &source, SourceLatch &latch, const TickContext &at) noexcept
{
    StreamSetup &setup = at.setup;
    std::size_t size = datagram.size();
    if (setup.receiveSrtp) {
        const auto outcome = setup.unprotectRtp(datagram, size, at.now);
        if (outcome != SrtpContext::Outcome::Ok)
            return rejected(outcome);
    }
    const auto packet = RtpPacket::parse(datagram.first(size));
    if (!packet)
        return malformed();
    StreamSetup::Decoder *decoder = setup.decoderFor(packet->header.payloadType);
    const TelephoneEventFormat *format = setup.telephoneEventFor(packet->header.payloadType);
    const auto proof = setup.receiveSrtp ? SourceLatch::Proof::Authenticated : SourceLatch::Proof::Plain;
    if (!decoder && !format) {
        ++m_unknownPayloadType;
        if (proof == SourceLatch::Proof::Authenticated || (latch.isLatched() && source == latch.target()))
            unknownPayload(packet->header);
        return;
    }
    const auto verdict = latch.packet(source, proof, at.now);
    if (verdict == SourceLatch::Verdict::Stranger) {
        ++m_strangers;
        return;
    }
    if (verdict == SourceLatch::Verdict::Latched && !setup.parameters().isPeerCertain)
        at.events.news(SourceLatched{m_id, latch.target().storage()});
    if (m_local.heard(packet->header.ssrc) == LocalSsrc::Verdict::Loop || !isOfSource(packet->header))
        return;
    if (!packet->extension.empty() && setup.parameters().extensions.isAny())
        extensions(*packet, at);
    if (m_packets++ == 0)
        at.events.news(StreamStarted{m_id, StreamStarted::Direction::Received});
    m_octets += packet->payload.size();
    if (!setup.parameters().receiving)
        return; // counted, so that the reports stay true, and not heard
    if (format)
        telephoneEvent(*packet, *format, at);
    else
        sound(*packet, *decoder, at.now);
}

/// Comfort noise, a keep-alive, or what else the peer sends in the numbers of its stream: nothing to hear,
/// but not lost.
void ReceiveChain::unknownPayload(const RtpHeader &header) noexcept
{
    if (!m_source.isStarted() || header.ssrc != m_source.ssrc() || !isOfSource(header))
        return;
    ++m_packets;
    m_playout.buffer().putOther(header.sequenceNumber);
}

void ReceiveChain::startSource(std::uint32_t ssrc) noexcept
{
    m_source.start(ssrc);
    m_hasLeft = false;
    m_events = TelephoneEventReceiver();
    m_playout.buffer().reset(m_playout.buffer().clockRateHz());
    m_arrivals = {};
    m_remoteLevel = -1;
}

void ReceiveChain::extensions(const RtpPacket &packet, const TickContext &at) noexcept
{
    const auto values = RtpExtensionValues::parse(packet, at.setup.parameters().extensions);
    if (values.audioLevel)
        m_remoteLevel = values.audioLevel->linear();
    if (values.transportSequence)
        m_arrivals.received(*values.transportSequence, at.now);
}

/// One SSRC at a time. Another one takes over with its second packet in a row, so that a stray one cannot.
bool ReceiveChain::isOfSource(const RtpHeader &header) noexcept
{
    if (!m_source.isStarted() || header.ssrc != m_source.ssrc()) {
        const bool second
            = m_hasCandidate && m_candidateSsrc == header.ssrc && m_candidateNext == header.sequenceNumber;
        const bool isFree = !m_source.isStarted() || m_hasLeft;
        m_candidateSsrc = header.ssrc;
        m_candidateNext = std::uint16_t(header.sequenceNumber + 1);
        m_hasCandidate = !isFree && !second;
        if (m_hasCandidate)
            return false;
        startSource(header.ssrc);
    }
    switch (m_source.received(header.sequenceNumber)) {
    case RtpSource::Verdict::InOrder:
    case RtpSource::Verdict::Reordered: m_losses.received(header.sequenceNumber); return true;
    case RtpSource::Verdict::Jump: return false;
    case RtpSource::Verdict::Restarted:
        m_events = TelephoneEventReceiver();
        m_playout.buffer().reset(m_playout.buffer().clockRateHz());
        return true;
    }
    return false;
}

void ReceiveChain::useClock(int clockRateHz) noexcept
{
    if (m_playout.buffer().clockRateHz() != clockRateHz)
        m_playout.buffer().reset(clockRateHz);
}

void ReceiveChain::sound(const RtpPacket &packet, StreamSetup::Decoder &decoder, MediaTime now) noexcept
{
    const CodecKind kind = decoder.decoder->kind();
    const int clockRateHz = rtpClockRateHz(kind);
    const int samples = decoder.decoder->samplesIn(packet.payload);
    if (samples <= 0)
        return malformed();
    JitterBuffer &buffer = m_playout.buffer();
    if (kind == CodecKind::ComfortNoise && buffer.clockRateHz() != clockRateHz)
        return buffer.putOther(packet.header.sequenceNumber); // of another clock than the sound (RFC 3389 §4)
    useClock(clockRateHz);
    m_source.arrived(packet.header.timestamp, clockRateHz, now);
    const auto ticks = std::uint32_t(std::int64_t(samples) * clockRateHz / pcmRateHz(kind));
    const auto put
        = buffer.put({packet.header.sequenceNumber, packet.header.timestamp, packet.header.payloadType, ticks,
                         packet.payload, contentOf(packet.payload, *decoder.decoder)},
            now);
    if (put == JitterBuffer::Put::Refused)
        malformed();
    if (std::exchange(m_origins, buffer.origins()) != m_origins)
        m_events = TelephoneEventReceiver(); // what it knew of their timestamps is of before
}

void ReceiveChain::telephoneEvent(
    const RtpPacket &packet, const TelephoneEventFormat &format, const TickContext &at) noexcept
{
    m_playout.buffer().putOther(packet.header.sequenceNumber);
    const auto payload = TelephoneEvent::parse(packet.payload);
    if (!payload)
        return malformed();
    if (const auto finished
        = m_events.received(*payload, packet.header.timestamp, format.clockRateHz, at.now))
        at.events.news(DtmfReceived{m_id, finished->event, finished->durationMs});
}

void ReceiveChain::expireEvents(EventSink &events, MediaTime now) noexcept
{
    if (const auto finished = m_events.timedOut(now))
        events.news(DtmfReceived{m_id, finished->event, finished->durationMs});
}

/// The receive chain from the jitter buffer on: what is to be heard, gain, level.
StereoFrame ReceiveChain::play(StreamSetup &setup, MediaTime due) noexcept
{
    StereoFrame frame = setup.parameters().receiving ? m_playout.play(setup, due) : StereoFrame{};
    m_controls.receiveGain.process(frame);
    m_controls.receivedLevel.process(frame);
    return frame;
}

void ReceiveChain::rejected(SrtpContext::Outcome outcome) noexcept
{
    switch (outcome) {
    case SrtpContext::Outcome::Ok: break;
    case SrtpContext::Outcome::NotAuthentic: ++m_notAuthentic; break;
    case SrtpContext::Outcome::Replayed: ++m_replayed; break;
    case SrtpContext::Outcome::Refused: ++m_malformed; break;
    }
}

void ReceiveChain::fill(StreamStatistics &statistics) const noexcept
{
    const JitterBufferStatistics buffer = m_playout.buffer().statistics();
    const PlayoutStatistics &playout = m_playout.statistics();
    statistics.packetsReceived = m_packets;
    statistics.bytesReceived = m_octets;
    statistics.lost = m_source.cumulativeLost();
    statistics.late = buffer.late;
    statistics.duplicate = buffer.duplicate;
    statistics.reordered = buffer.reordered;
    statistics.jitterMs = m_source.jitterMs();
    statistics.bufferMs = buffer.bufferMs;
    statistics.targetBufferMs = buffer.targetMs;
    statistics.concealedMs = buffer.concealedMs;
    statistics.recoveredMs = buffer.recoveredMs;
    statistics.noiseMs = buffer.noiseMs;
    statistics.waitedMs = buffer.waitedMs;
    statistics.packetsPlayed = buffer.played;
    statistics.acceleratedMs = playout.acceleratedMs;
    statistics.deceleratedMs = playout.deceleratedMs;
    statistics.receiveCodec = playout.codec;
    statistics.receiveChannels = int(playout.channels);
    statistics.firstHeard = playout.firstHeard;
    statistics.remoteSsrc = m_source.isStarted() ? m_source.ssrc() : 0;
    statistics.malformed = m_malformed;
    statistics.unknownPayloadType = m_unknownPayloadType;
    statistics.strangers = m_strangers;
    statistics.srtpAuthFailed = m_notAuthentic;
    statistics.srtpReplayed = m_replayed;
    statistics.receivedPeak = m_controls.receivedPeak();
    statistics.receivedRms = m_controls.receivedRms();
    statistics.remoteLevel = m_remoteLevel;
    statistics.lossRuns = m_losses.runs();
    statistics.lossRunPackets = m_losses.packets();
    statistics.looped = m_local.loops();
    statistics.ssrcCollided = m_local.hasCollided();
}

} // namespace carillon
