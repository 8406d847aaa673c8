#include "ReceiveChain.h"

#include <algorithm>
#include <utility>

namespace carillon {

ReceiveChain::ReceiveChain(StreamControls &controls, StreamId id, LocalSsrc &local)
    : m_controls(controls)
    , m_id(id)
    , m_local(local)
{
}

void ReceiveChain::restart() noexcept
{
    m_jitterBuffer.reset(m_jitterBuffer.clockRateHz());
    m_decoded.clear();
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
    m_jitterBuffer.putOther(header.sequenceNumber);
}

void ReceiveChain::startSource(std::uint32_t ssrc) noexcept
{
    m_source.start(ssrc);
    m_hasLeft = false;
    m_events = TelephoneEventReceiver();
    m_jitterBuffer.reset(m_jitterBuffer.clockRateHz());
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
        m_jitterBuffer.reset(m_jitterBuffer.clockRateHz());
        return true;
    }
    return false;
}

void ReceiveChain::useClock(int clockRateHz) noexcept
{
    if (m_jitterBuffer.clockRateHz() != clockRateHz)
        m_jitterBuffer.reset(clockRateHz);
}

void ReceiveChain::sound(const RtpPacket &packet, StreamSetup::Decoder &decoder, MediaTime now) noexcept
{
    const CodecKind kind = decoder.decoder->kind();
    const int clockRateHz = rtpClockRateHz(kind);
    const int samples = decoder.decoder->samplesIn(packet.payload);
    if (samples <= 0)
        return malformed();
    useClock(clockRateHz);
    m_source.arrived(packet.header.timestamp, clockRateHz, now);
    const auto ticks = std::uint32_t(std::int64_t(samples) * clockRateHz / pcmRateHz(kind));
    const auto put = m_jitterBuffer.put({packet.header.sequenceNumber, packet.header.timestamp,
                                            packet.header.payloadType, ticks, packet.payload},
        now);
    if (put == JitterBuffer::Put::Refused)
        malformed();
    if (std::exchange(m_origins, m_jitterBuffer.origins()) != m_origins)
        m_events = TelephoneEventReceiver(); // what it knew of their timestamps is of before
}

void ReceiveChain::telephoneEvent(
    const RtpPacket &packet, const TelephoneEventFormat &format, const TickContext &at) noexcept
{
    m_jitterBuffer.putOther(packet.header.sequenceNumber);
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

/// The receive chain from the jitter buffer on: decode or conceal, resample, stretch, gain, level.
AudioFrame ReceiveChain::play(StreamSetup &setup, MediaTime due) noexcept
{
    AudioFrame frame{};
    if (!setup.parameters().receiving)
        return frame;
    while (m_decoded.size() < FrameSamples) {
        const auto waiting
            = std::chrono::nanoseconds(std::int64_t(m_decoded.size()) * 1000000000 / SampleRateHz);
        const JitterBuffer::Playout playout = m_jitterBuffer.take(due + waiting);
        int samples = playout.kind == JitterBuffer::Playout::Kind::Nothing ? 0 : decode(playout, setup);
        if (samples > 0 && m_firstHeard == MediaTime())
            m_firstHeard = due + waiting;
        if (samples <= 0) {
            m_decoded.pushSilence(FrameSamples - m_decoded.size());
            break;
        }
        adjust(playout.excess, samples);
        m_decoded.push({m_resampled.data(), std::size_t(samples)});
    }
    std::copy_n(m_decoded.peek(FrameSamples).begin(), FrameSamples, frame.begin());
    m_decoded.drop(FrameSamples);
    m_controls.receiveGain.process(frame);
    m_controls.receivedLevel.process(frame);
    return frame;
}

/// Fills m_resampled. @returns how many samples, at 48 kHz.
int ReceiveChain::decode(const JitterBuffer::Playout &playout, StreamSetup &setup) noexcept
{
    using Kind = JitterBuffer::Playout::Kind;
    const bool hasPayload = playout.kind != Kind::Conceal;
    StreamSetup::Decoder *decoder = setup.decoderFor(hasPayload ? playout.payloadType : m_lastPayloadType);
    if (!decoder)
        return 0; // an update took the codec away while its packets were waiting
    if (hasPayload)
        m_lastPayloadType = playout.payloadType;
    const CodecKind kind = decoder->decoder->kind();
    const int rate = pcmRateHz(kind);
    // Invented sound comes in steps of 2.5 ms, as Opus wants it.
    const int step = rate / 400;
    const auto wanted = std::int64_t(playout.durationTicks) * rate / rtpClockRateHz(kind);
    const int rounded = std::clamp(int((wanted + step - 1) / step) * step, step, rate / 1000 * MaxDecodedMs);
    const auto invented = std::span(m_pcm).first(std::size_t(rounded));
    int samples = rounded;
    switch (playout.kind) {
    case Kind::Packet:
        m_codec = kind;
        samples = decoder->decoder->decode(playout.payload, m_pcm);
        if (samples <= 0) {
            decoder->decoder->conceal(invented);
            samples = rounded;
        }
        break;
    case Kind::Recover: decoder->decoder->recover(playout.payload, invented); break;
    case Kind::Conceal: decoder->decoder->conceal(invented); break;
    case Kind::Nothing: return 0;
    }
    return decoder->resampler->process(std::span(m_pcm).first(std::size_t(samples)), m_resampled);
}

void ReceiveChain::adjust(std::chrono::microseconds excess, int &samples) noexcept
{
    if (excess.count() == 0)
        return;
    const int before = samples;
    const auto wanted = std::chrono::abs(excess).count() * SampleRateHz / 1000000;
    const int most = int(std::clamp<std::int64_t>(wanted, TimeStretcher::MinLag, TimeStretcher::MaxLag));
    if (excess.count() > 0) {
        samples = TimeStretcher::shortened(m_resampled, samples, most);
        m_accelerated += toMs(before - samples);
    } else {
        // Whole periods of a deep voice do not fit into a small step; a little too much delay is no harm.
        samples = TimeStretcher::lengthened(m_resampled, samples, TimeStretcher::MaxLag);
        m_decelerated += toMs(samples - before);
    }
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
    const JitterBufferStatistics buffer = m_jitterBuffer.statistics();
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
    statistics.acceleratedMs = m_accelerated;
    statistics.deceleratedMs = m_decelerated;
    statistics.receiveCodec = m_codec;
    statistics.firstHeard = m_firstHeard;
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
