#include "StreamSetup.h"

#include "AudioFrame.h"
#include "MediaSocket.h"
#include "RtpHeaderExtensions.h"
#include "RtpPacket.h"

#include <algorithm>
#include <utility>

namespace carillon {

namespace {

enum class KeyAge : std::uint8_t { New, Former };

/// RTP types 64 to 95 look like RTCP types 192 to 223 once the marker bit is set.
bool isUsablePayloadType(std::uint8_t type)
{
    return type <= 127 && (type < 64 || type > 95);
}

} // namespace

StreamSetup::StreamSetup(const StreamParameters &parameters)
    : m_parameters(parameters)
{
}

std::unique_ptr<StreamSetup> StreamSetup::create(const StreamParameters &parameters, StreamError *error)
{
    std::unique_ptr<StreamSetup> setup(new StreamSetup(parameters));
    StreamError reason = setup->checkParameters();
    if (reason == StreamError::None)
        reason = setup->createCodecs();
    if (reason == StreamError::None)
        reason = setup->createSrtp();
    if (error)
        *error = reason;
    return reason == StreamError::None ? std::move(setup) : nullptr;
}

StreamError StreamSetup::checkParameters()
{
    if (const StreamError error = checkSockets(); error != StreamError::None)
        return error;
    SendCodec &codec = m_parameters.sendCodec;
    if (codec.ptimeMs < 10 || codec.ptimeMs > longestPacketMs(codec.kind) || codec.ptimeMs % 10 != 0)
        return StreamError::BadPtime;
    if (codec.kind == CodecKind::Opus && (codec.ptimeMs == 30 || codec.ptimeMs == 50))
        codec.ptimeMs -= 10;

    bool ok = isUsablePayloadType(codec.payloadType);
    for (const auto &receive : m_parameters.receiveCodecs)
        ok = ok && isUsablePayloadType(receive.payloadType);
    for (const auto &format : m_parameters.receiveTelephoneEvents)
        ok = ok && isUsablePayloadType(format.payloadType) && format.clockRateHz >= 1000;
    if (const auto &format = m_parameters.sendTelephoneEvent)
        ok = ok && isUsablePayloadType(format->payloadType) && format->clockRateHz >= 1000;
    for (const auto &noise : {m_parameters.sendComfortNoise, m_parameters.receiveComfortNoise})
        ok = ok && (!noise || isUsablePayloadType(*noise));
    return ok ? StreamError::None : StreamError::BadPayloadType;
}

StreamError StreamSetup::checkSockets()
{
    rtpFamily = socketFamily(m_parameters.rtpFd);
    rtcpFamily = m_parameters.rtcpFd < 0 ? rtpFamily : socketFamily(m_parameters.rtcpFd);
    if (rtpFamily == AF_UNSPEC || rtcpFamily == AF_UNSPEC)
        return StreamError::NoSocket;
    const bool isCertain = m_parameters.isPeerCertain;
    if ((rtpFamily == AF_UNIX) != isCertain || (rtcpFamily == AF_UNIX) != isCertain)
        return StreamError::NoSocket; // a name of a file says nothing about who sent it
    if (m_parameters.controlFd >= 0 && socketFamily(m_parameters.controlFd) != AF_UNIX)
        return StreamError::NoSocket;
    if (isCertain) {
        noteArrivals(m_parameters.rtpFd);
        noteArrivals(m_parameters.rtcpFd);
    }
    return StreamError::None;
}

SocketAddress StreamSetup::signalledRtp() const noexcept
{
    return m_parameters.isPeerCertain ? SocketAddress::connected() : SocketAddress(m_parameters.remoteRtp);
}

SocketAddress StreamSetup::signalledRtcp() const noexcept
{
    return m_parameters.isPeerCertain ? SocketAddress::connected() : SocketAddress(m_parameters.remoteRtcp);
}

StreamError StreamSetup::createCodecs()
{
    const SendCodec &codec = m_parameters.sendCodec;
    encoder = createEncoder({codec.kind, codec.bitrate, codec.complexity, codec.inbandFec,
        codec.expectedLossPercent, codec.constantBitrate, codec.discontinuous, codec.maxPlaybackRateHz,
        codec.stereo ? Channels::Two : Channels::One});
    sendResampler = std::make_unique<Resampler>(SampleRateHz, pcmRateHz(codec.kind));
    if (!encoder || !sendResampler->isValid())
        return StreamError::CodecFailed;
    const std::size_t count = std::min(m_parameters.receiveCodecs.size(), StreamParameters::MaxReceiveCodecs);
    for (std::size_t i = 0; i < count; ++i) {
        if (!addDecoder(m_parameters.receiveCodecs[i]))
            return StreamError::CodecFailed;
    }
    const auto &noise = m_parameters.receiveComfortNoise;
    return !noise || addDecoder({*noise, CodecKind::ComfortNoise}) ? StreamError::None
                                                                   : StreamError::CodecFailed;
}

bool StreamSetup::addDecoder(const ReceiveCodec &codec)
{
    Decoder &made = decoders[decoderCount++];
    made = {codec.payloadType, createDecoder(codec.kind, channels()),
        std::make_unique<Resampler>(pcmRateHz(codec.kind), SampleRateHz)};
    return made.decoder && made.resampler->isValid();
}

StreamError StreamSetup::createSrtp()
{
    const bool isRtcpApart = m_parameters.rtcpSendKey.has_value();
    if (m_parameters.sendKey.has_value() != m_parameters.receiveKey.has_value()
        || isRtcpApart != m_parameters.rtcpReceiveKey.has_value() || (isRtcpApart && !m_parameters.sendKey))
        return StreamError::SrtpFailed; // half a protected call would be taken for a whole one
    if (!m_parameters.sendKey)
        return StreamError::None;
    sendSrtp = SrtpContext::createSender(*m_parameters.sendKey, m_parameters.localSsrc, spareSsrc());
    receiveSrtp = SrtpContext::createReceiver(*m_parameters.receiveKey, m_parameters.remoteSsrc);
    if (isRtcpApart) {
        sendSrtcp = SrtpContext::createSender(*m_parameters.rtcpSendKey, m_parameters.localSsrc, spareSsrc());
        receiveSrtcp = SrtpContext::createReceiver(*m_parameters.rtcpReceiveKey, m_parameters.remoteSsrc);
    }
    const bool hasRtcp = !isRtcpApart || (sendSrtcp && receiveSrtcp);
    return sendSrtp && receiveSrtp && hasRtcp ? StreamError::None : StreamError::SrtpFailed;
}

SendLimits StreamSetup::sendLimits() const noexcept
{
    constexpr int udpIpv4 = 28, udpIpv6 = 48;
    const SendCodec &codec = m_parameters.sendCodec;
    SendLimits limits;
    limits.kind = codec.kind;
    limits.bitrate = codec.bitrate;
    limits.packetMs = codec.ptimeMs;
    limits.longestPacketMs = std::min(codec.longestPtimeMs, longestPacketMs(codec.kind));
    limits.mostOnTheWire = m_parameters.mostOnTheWire;
    limits.mostOfRtp = m_parameters.mostOfRtp;
    limits.transportBytes = rtpFamily == AF_INET6 ? udpIpv6 : udpIpv4;
    limits.headerBytes = limits.transportBytes + int(RtpHeader::Size + extensionBytes() + trailerBytes());
    limits.mayRepeat = codec.inbandFec;
    limits.discontinuous = codec.discontinuous;
    limits.complexity = codec.complexity;
    limits.channels = codec.stereo ? Channels::Two : Channels::One;
    return limits;
}

/// Of each packet. The MID is only in the first ones, until the peer has reported them.
std::size_t StreamSetup::extensionBytes() const noexcept
{
    RtpExtensionValues values;
    values.audioLevel = RtpExtensionValues::AudioLevel{};
    values.absoluteSendTime = 0;
    values.transportSequence = 0;
    std::array<std::uint8_t, MaxRtpExtensionBytes> block;
    return writeRtpExtensions(block, values, m_parameters.extensions);
}

/// While the handshake has not said which profile it will be: that of the longest tag.
std::size_t StreamSetup::trailerBytes() const noexcept
{
    if (m_parameters.sendKey)
        return srtpTrailerBytes(*m_parameters.sendKey);
    return m_parameters.awaitsKeys ? srtpTagBytes(SrtpProfile::AeadAes128Gcm) : 0;
}

StreamSetup::Decoder *StreamSetup::decoderFor(std::uint8_t payloadType) noexcept
{
    for (std::size_t i = 0; i < decoderCount; ++i) {
        if (decoders[i].payloadType == payloadType)
            return &decoders[i];
    }
    return nullptr;
}

std::uint8_t StreamSetup::unusedPayloadType() const noexcept
{
    const auto isUsed = [this](std::uint8_t type) {
        const auto is = [type](const auto &format) { return format.payloadType == type; };
        const auto &receive = m_parameters.receiveCodecs;
        const auto &event = m_parameters.sendTelephoneEvent;
        return std::any_of(receive.begin(), receive.end(), is) || is(m_parameters.sendCodec)
            || (event && is(*event)) || telephoneEventFor(type) || type == m_parameters.sendComfortNoise
            || type == m_parameters.receiveComfortNoise;
    };
    std::uint8_t type = 127;
    while (type > 96 && isUsed(type))
        --type;
    return type;
}

const TelephoneEventFormat *StreamSetup::telephoneEventFor(std::uint8_t payloadType) const noexcept
{
    for (const auto &format : m_parameters.receiveTelephoneEvents) {
        if (format.payloadType == payloadType)
            return &format;
    }
    return nullptr;
}

std::uint32_t StreamSetup::spareSsrc() const noexcept
{
    std::uint64_t mixed = m_parameters.localSsrc ^ (m_parameters.randomSeed * 0x9e3779b97f4a7c15);
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    const auto spare = std::uint32_t(mixed >> 32);
    return spare == m_parameters.localSsrc ? ~spare : spare;
}

namespace {

/// By the new key, else by the former: a packet is tried on a copy, as libsrtp works in place.
template <typename Unprotect>
SrtpContext::Outcome unprotectByEither(MutableBytes datagram, std::size_t &size, Unprotect unprotect) noexcept
{
    alignas(16) std::array<std::uint8_t, DatagramBatch::MaxBytes> copy;
    if (datagram.size() > copy.size())
        return SrtpContext::Outcome::Refused;
    std::copy(datagram.begin(), datagram.end(), copy.begin());
    const std::size_t whole = size;
    const auto outcome = unprotect(KeyAge::New, datagram, size);
    if (outcome == SrtpContext::Outcome::Ok)
        return outcome;
    std::copy_n(copy.begin(), datagram.size(), datagram.begin());
    size = whole;
    return unprotect(KeyAge::Former, datagram, size) == SrtpContext::Outcome::Ok ? SrtpContext::Outcome::Ok
                                                                                 : outcome;
}

} // namespace

SrtpContext::Outcome StreamSetup::unprotectRtp(
    MutableBytes datagram, std::size_t &size, MediaTime now) noexcept
{
    if (!isFormerKeyGood(now))
        return receiveSrtp->unprotectRtp(datagram, size);
    return unprotectByEither(datagram, size, [this](KeyAge age, MutableBytes bytes, std::size_t &length) {
        return (age == KeyAge::New ? receiveSrtp : formerReceiveSrtp)->unprotectRtp(bytes, length);
    });
}

SrtpContext::Outcome StreamSetup::unprotectRtcp(
    MutableBytes datagram, std::size_t &size, MediaTime now) noexcept
{
    if (receiveSrtcp) // until the peer has such keys, too, it takes the others
        return unprotectByEither(datagram, size, [this](KeyAge age, MutableBytes bytes, std::size_t &length) {
            return (age == KeyAge::New ? receiveSrtcp : receiveSrtp)->unprotectRtcp(bytes, length);
        });
    if (!isFormerKeyGood(now))
        return receiveSrtp->unprotectRtcp(datagram, size);
    return unprotectByEither(datagram, size, [this](KeyAge age, MutableBytes bytes, std::size_t &length) {
        return (age == KeyAge::New ? receiveSrtp : formerReceiveSrtp)->unprotectRtcp(bytes, length);
    });
}

void StreamSetup::adopt(StreamSetup &old, MediaTime now) noexcept
{
    const StreamParameters &before = old.m_parameters;
    if (m_parameters.sendCodec == before.sendCodec) {
        std::swap(encoder, old.encoder);
        std::swap(sendResampler, old.sendResampler);
    }
    for (std::size_t i = 0; i < decoderCount; ++i) {
        Decoder *same = old.decoderFor(decoders[i].payloadType);
        if (same && same->decoder->kind() == decoders[i].decoder->kind() && channels() == old.channels())
            std::swap(decoders[i], *same);
    }
    if (m_parameters.sendKey && m_parameters.sendKey == before.sendKey
        && m_parameters.localSsrc == before.localSsrc && spareSsrc() == old.spareSsrc())
        std::swap(sendSrtp, old.sendSrtp);
    if (sendSrtcp && m_parameters.rtcpSendKey == before.rtcpSendKey
        && m_parameters.localSsrc == before.localSsrc && spareSsrc() == old.spareSsrc())
        std::swap(sendSrtcp, old.sendSrtcp);
    if (receiveSrtcp && m_parameters.rtcpReceiveKey == before.rtcpReceiveKey)
        std::swap(receiveSrtcp, old.receiveSrtcp);
    if (!receiveSrtp || !old.receiveSrtp)
        return;
    if (m_parameters.receiveKey == before.receiveKey) {
        std::swap(receiveSrtp, old.receiveSrtp);
        std::swap(formerReceiveSrtp, old.formerReceiveSrtp);
        m_formerUntil = old.m_formerUntil;
    } else {
        std::swap(formerReceiveSrtp, old.receiveSrtp);
        m_formerUntil = now + FormerKeyPeriod;
    }
}

} // namespace carillon
