#include "SendChain.h"

#include "MediaSocket.h"
#include "Mixer.h"
#include "RtcpSession.h"

#include <utility>

namespace carillon {

SendChain::SendChain(StreamControls &controls, const StreamParameters &parameters)
    : m_controls(controls)
    , m_packetizer(parameters.localSsrc, parameters.firstSequenceNumber, parameters.firstTimestamp)
    , m_id(parameters.id)
{
}

void SendChain::restart(const StreamSetup &setup) noexcept
{
    m_codec = setup.parameters().sendCodec.kind;
    m_pending.clear();
    m_pending.pushSilence(setup.packetSamples() - std::size_t(pcmRateHz(m_codec)) / 100);
    m_packetizer.paused();
}

/// The send chain, top to bottom.
void SendChain::run(
    AudioFrame source, const AudioFrame *others, const SocketAddress &to, const TickContext &at) noexcept
{
    StreamSetup &setup = at.setup;
    applyGain(source, others);
    if (!setup.parameters().sending)
        m_dtmf.abort();
    // Digits wait for the keys as well.
    if (!setup.awaitsKeys() && m_dtmf.tick(source, setup.parameters().sendTelephoneEvent.has_value()))
        at.events.news(DtmfFinished{m_id});
    m_controls.setDigitsTaken(m_dtmf.taken());
    m_controls.sentLevel.process(source);
    if (setup.parameters().extensions.audioLevel != 0) {
        m_loudness += m_controls.sentLevel.frameMeanSquare();
        ++m_loudnessFrames;
    }

    std::array<std::int16_t, FrameSamples + 1> resampled;
    const int samples = setup.sendResampler->process(source, resampled);
    m_pending.push({resampled.data(), std::size_t(samples)});
    if (m_pending.size() < setup.packetSamples())
        return;
    if (setup.isSending() && to.isUsable())
        packetReady(to, at);
    else
        m_packetizer.paused();
    m_pending.drop(setup.packetSamples());
    m_packetizer.advance(std::uint32_t(rtpClockRateHz(m_codec) / 1000 * setup.packetMs()));
}

void SendChain::skip(int ticks) noexcept
{
    m_packetizer.advance(std::uint32_t(ticks) * std::uint32_t(rtpClockRateHz(m_codec) / 100));
    m_packetizer.paused();
}

void SendChain::applyGain(AudioFrame &frame, const AudioFrame *others) noexcept
{
    m_controls.sendGain.process(frame, m_controls.isMuted() ? 0.f : 1.f);
    m_own = frame;
    if (!others)
        return;
    Mixer mixer;
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
        = m_dtmf.isSendingEvent() && format ? writeEvent(*format, setup.packetMs()) : writeSound(setup);
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
        values.transportSequence = m_transportSequence++;
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

std::size_t SendChain::writeSound(StreamSetup &setup) noexcept
{
    const int bytes = setup.encoder->encode(m_pending.peek(setup.packetSamples()), payload());
    if (bytes <= 0) {
        ++m_errors;
        return 0;
    }
    writeHeader(m_packetizer.sound(setup.parameters().sendCodec.payloadType));
    return std::size_t(bytes);
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
    statistics.sentPeak = m_controls.sentPeak();
    statistics.sentRms = m_controls.sentRms();
}

} // namespace carillon
