#include "SendChain.h"

#include "MediaSocket.h"
#include "RtcpSession.h"
#include "StereoMixer.h"

#include <algorithm>
#include <utility>

namespace carillon {

namespace {
/// A report about more is no better.
constexpr std::int64_t MostReported = 5000;
}

SendChain::SendChain(StreamControls &controls, const StreamParameters &parameters)
    : m_controls(controls)
    , m_packetizer(parameters.localSsrc, parameters.firstSequenceNumber, parameters.firstTimestamp)
    , m_pendingSide(parameters.wish.stereo ? std::make_unique<Pending>() : nullptr)
    , m_id(parameters.id)
{
}

void SendChain::restart(const StreamSetup &setup, MediaTime now) noexcept
{
    m_codec = setup.parameters().sendCodec.kind;
    m_limits = setup.sendLimits();
    m_adapter.start(m_limits, now);
    m_packetMs = m_adapter.settings().packetMs;
    m_suppressor = {};
    m_pending.clear();
    const std::size_t silence = packetSamples() - std::size_t(pcmRateHz(m_codec)) / 100;
    m_pending.pushSilence(silence);
    m_stereoSamples = 0;
    if (m_pendingSide) {
        m_pendingSide->clear();
        m_pendingSide->pushSilence(silence);
    }
    m_packetizer.paused();
}

void SendChain::configure(const StreamSetup &setup, MediaTime now) noexcept
{
    if (const SendLimits limits = setup.sendLimits(); !(limits == m_limits)) {
        m_limits = limits;
        m_adapter.start(limits, now);
    }
}

void SendChain::reported(const RemoteReception &reception, MediaTime now) noexcept
{
    if (reception.reports == m_reports)
        return;
    m_reports = reception.reports;
    const bool isFirst = m_reportedSsrc != reception.about;
    m_reportedSsrc = reception.about;
    const auto before = std::exchange(m_reportedSequence, reception.highestSequence);
    const auto advance = std::int32_t(reception.highestSequence - before);
    const auto sent = std::int64_t(packetsOfSsrc());
    const std::int64_t packets = isFirst ? sent : std::min<std::int64_t>(advance, sent);
    m_adapter.report(
        {reception.fractionLost, int(std::clamp<std::int64_t>(packets, 0, MostReported)), reception.rttMs},
        now);
}

void SendChain::feedback(const RtcpFeedback &feedback) noexcept
{
    if (const auto *transport = std::get_if<TransportFeedback>(&feedback))
        m_adapter.feedback(m_sent.match(*transport), m_now);
}

/// The send chain, top to bottom.
void SendChain::run(
    StereoFrame source, const AudioFrame *others, const SocketAddress &to, const TickContext &at) noexcept
{
    StreamSetup &setup = at.setup;
    m_now = at.now;
    source.isStereo = source.isStereo && m_pendingSide && setup.parameters().sendCodec.stereo;
    applyGain(source, others);
    const bool isSending = setup.isSending() && to.isUsable();
    m_controls.setSending(isSending);
    sendDigits(source, at);
    m_controls.sentLevel.process(source);
    if (setup.parameters().sendComfortNoise)
        m_suppressor.frame(m_controls.sentLevel.frameMeanSquare());
    if (setup.parameters().extensions.audioLevel != 0) {
        m_loudness += m_controls.sentLevel.frameMeanSquare();
        ++m_loudnessFrames;
    }

    pushPending(source, *setup.sendResampler);
    if (m_pending.size() < packetSamples())
        return;
    if (isSending)
        packetReady(to, at);
    else
        m_packetizer.paused();
    dropPending();
    m_packetizer.advance(std::uint32_t(rtpClockRateHz(m_codec) / 1000 * m_packetMs));
    if (!m_dtmf.isSendingEvent()) // all packets of an event are as far apart
        m_packetMs = m_adapter.settings().packetMs;
}

/// Where they are tones, they take the place of the sound.
void SendChain::sendDigits(StereoFrame &frame, const TickContext &at) noexcept
{
    const StreamParameters &parameters = at.setup.parameters();
    const bool wasAudible = m_dtmf.isAudible();
    if (!parameters.sending)
        m_dtmf.abort();
    // Digits wait for the keys as well.
    if (!at.setup.awaitsKeys() && m_dtmf.tick(frame, parameters.sendTelephoneEvent.has_value()))
        at.events.news(DtmfFinished{m_id});
    if (wasAudible || m_dtmf.isAudible())
        frame.isStereo = false;
    m_controls.setDigitsTaken(m_dtmf.taken());
}

/// Two channels are Opus', whose rate is ours: what they differ by is not resampled.
void SendChain::pushPending(const StereoFrame &frame, Resampler &resampler) noexcept
{
    std::array<std::int16_t, FrameSamples + 1> resampled;
    const int samples = resampler.process(frame, resampled);
    m_pending.push({resampled.data(), std::size_t(samples)});
    if (!m_pendingSide)
        return;
    if (frame.isStereo) {
        m_pendingSide->push(frame.side);
        m_stereoSamples = m_pending.size();
    } else {
        m_pendingSide->pushSilence(std::size_t(samples));
    }
}

/// A packet's length of the oldest.
void SendChain::dropPending() noexcept
{
    m_pending.drop(packetSamples());
    if (!m_pendingSide)
        return;
    m_pendingSide->drop(packetSamples());
    m_stereoSamples -= std::min(m_stereoSamples, packetSamples());
}

int SendChain::encode(AudioEncoder &encoder) noexcept
{
    const auto mid = m_pending.peek(packetSamples());
    const int bytes = m_stereoSamples > 0
        ? encoder.encodeStereo(mid, m_pendingSide->peek(packetSamples()), payload())
        : encoder.encode(mid, payload());
    m_channels = encoder.channels();
    return bytes;
}

void SendChain::skip(int ticks) noexcept
{
    m_packetizer.advance(std::uint32_t(ticks) * std::uint32_t(rtpClockRateHz(m_codec) / 100));
    m_packetizer.paused();
}

/// What a conference adds has one channel, and is in the middle.
void SendChain::applyGain(StereoFrame &frame, const AudioFrame *others) noexcept
{
    m_controls.sendGain.process(frame, m_controls.isMuted() ? 0.f : 1.f);
    m_own = frame;
    if (!others)
        return;
    StereoMixer mixer;
    mixer.add(frame);
    mixer.add(*others);
    frame = mixer.mixed();
}

/// Encode, packetise, protect, send.
void SendChain::packetReady(const SocketAddress &to, const TickContext &at) noexcept
{
    StreamSetup &setup = at.setup;
    m_headerBytes = RtpHeader::Size + writeExtensions(at);
    const auto &format = setup.parameters().sendTelephoneEvent;
    const std::size_t payloadBytes
        = m_dtmf.isSendingEvent() && format ? writeEvent(*format, m_packetMs) : writeSound(setup, at.now);
    if (payloadBytes > 0)
        send(payloadBytes, to, at);
}

/// Behind the place of the fixed header. @returns their bytes: 0 where none was agreed.
std::size_t SendChain::writeExtensions(const TickContext &at) noexcept
{
    const StreamParameters &parameters = at.setup.parameters();
    const RtpExtensionIds &ids = parameters.extensions;
    if (!ids.isAny())
        return 0;
    RtpExtensionValues values;
    const double loudness = std::exchange(m_loudness, 0.);
    if (const int frames = std::exchange(m_loudnessFrames, 0); frames > 0)
        values.audioLevel = RtpExtensionValues::AudioLevel::of(loudness / frames);
    values.absoluteSendTime = absoluteSendTimeOf(RtcpSession::ntpOf(at.now));
    if (ids.transportSequence != 0)
        values.transportSequence = m_transportSequence;
    if (!m_isKnownToPeer)
        values.mid = {reinterpret_cast<const std::uint8_t *>(parameters.mid.data()), parameters.mid.size()};
    return writeRtpExtensions(
        MutableBytes(m_buffer).subspan(RtpHeader::Size, MaxRtpExtensionBytes), values, ids);
}

void SendChain::writeHeader(const RtpHeader &header) noexcept
{
    header.write(m_buffer);
    if (m_headerBytes > RtpHeader::Size)
        m_buffer[0] |= 0x10; // X
}

MutableBytes SendChain::payload() noexcept
{
    return MutableBytes(m_buffer).subspan(m_headerBytes, std::size_t(MaxPayloadBytes));
}

void SendChain::changeSsrc(std::uint32_t ssrc) noexcept
{
    m_packetizer.setSsrc(ssrc);
    m_packetsOfFormer = m_packets;
    m_octetsOfFormer = m_octets;
    m_isKnownToPeer = false;
}

/// Sound, or in the silence of a peer that takes comfort noise: mostly nothing.
std::size_t SendChain::writeSound(StreamSetup &setup, MediaTime now) noexcept
{
    const auto &noise = setup.parameters().sendComfortNoise;
    if (noise && m_suppressor.isSilent())
        return writeNoise(*noise);
    setup.encoder->tune(m_adapter.settings().tuning);
    const auto before = std::chrono::steady_clock::now();
    const int bytes = encode(*setup.encoder);
    m_adapter.encoded(std::chrono::steady_clock::now() - before, now);
    if (bytes <= 0) {
        ++m_errors;
        return 0;
    }
    if (setup.encoder->isPause())
        return withhold();
    m_suppressor.spoke();
    writeHeader(m_packetizer.sound(setup.parameters().sendCodec.payloadType));
    return std::size_t(bytes);
}

/// RFC 3389 §3: the level alone, which stands for white noise.
std::size_t SendChain::writeNoise(std::uint8_t payloadType) noexcept
{
    const auto level = m_suppressor.level(m_packetMs);
    if (!level)
        return withhold();
    writeHeader(m_packetizer.other(payloadType, m_packetizer.timestamp(), false));
    m_packetizer.paused();
    payload()[0] = *level;
    ++m_noiseSent;
    return 1;
}

std::size_t SendChain::withhold() noexcept
{
    ++m_withheld;
    m_packetizer.paused(); // RFC 3551 §4.1: what comes next begins a talkspurt
    return 0;
}

std::size_t SendChain::writeEvent(const TelephoneEventFormat &format, int packetMs) noexcept
{
    const auto ticks = std::uint32_t(format.clockRateHz / 1000 * packetMs);
    const auto packet = m_dtmf.nextEvent(m_packetizer.timestamp(), format.clockRateHz, ticks);
    writeHeader(m_packetizer.other(format.payloadType, packet.timestamp, packet.marker));
    packet.payload.write(payload());
    m_packetizer.paused(); // RFC 3551 §4.1: the sound after it begins a talkspurt
    return TelephoneEvent::Size;
}

void SendChain::send(std::size_t payloadBytes, const SocketAddress &to, const TickContext &at) noexcept
{
    const StreamSetup &setup = at.setup;
    std::size_t size = m_headerBytes + payloadBytes;
    if (setup.sendSrtp)
        size = setup.sendSrtp->protectRtp(m_buffer, size);
    if (size == 0
        || !sendDatagram(setup.parameters().rtpFd, setup.rtpFamily, Bytes(m_buffer).first(size), to)) {
        ++m_errors;
        return;
    }
    if (setup.parameters().extensions.transportSequence != 0)
        m_sent.sent(m_transportSequence++, at.now);
    if (m_packets++ == 0)
        at.events.news(StreamStarted{m_id, StreamStarted::Direction::Sent});
    m_octets += payloadBytes;
}

void SendChain::keepAlive(StreamSetup &setup, const SocketAddress &to) noexcept
{
    m_packetizer.other(setup.unusedPayloadType(), m_packetizer.timestamp(), false).write(m_buffer);
    const std::size_t size
        = setup.sendSrtp ? setup.sendSrtp->protectRtp(m_buffer, RtpHeader::Size) : RtpHeader::Size;
    if (size > 0 && !sendDatagram(setup.parameters().rtpFd, setup.rtpFamily, Bytes(m_buffer).first(size), to))
        ++m_errors;
}

void SendChain::fill(StreamStatistics &statistics) const noexcept
{
    statistics.packetsSent = m_packets;
    statistics.bytesSent = m_octets;
    statistics.sendErrors = m_errors;
    statistics.sendCodec = m_codec;
    const SendSettings &settings = m_adapter.settings();
    const int fixed = fixedBitrate(m_codec);
    statistics.sendChannels = int(m_channels);
    statistics.sendPacketMs = m_packetMs;
    statistics.sendTargetBitrate = fixed > 0 ? fixed : settings.tuning.bitrate;
    statistics.sendFec = fixed == 0 && settings.tuning.inbandFec && m_channels == Channels::One;
    statistics.sendExpectedLossPercent = statistics.sendFec ? settings.tuning.expectedLossPercent : 0;
    statistics.sendDiscontinuous = fixed == 0 && settings.tuning.discontinuous;
    statistics.sendComplexity = fixed == 0 ? settings.tuning.complexity : 0;
    statistics.encodeLoad = m_adapter.load();
    statistics.sendLossSmoothed = m_adapter.loss();
    statistics.sendQueueMs = m_adapter.queueMs();
    statistics.packetsWithheld = m_withheld;
    statistics.comfortNoiseSent = m_noiseSent;
    statistics.sentPeak = m_controls.sentPeak();
    statistics.sentRms = m_controls.sentRms();
}

} // namespace carillon
