#include "StreamBuilder.h"

#include "RtpSockets.h"

#include <QHostAddress>
#include <cstring>
#include <net/if.h>
#include <netinet/in.h>

namespace carillon {

namespace {
CodecKind kindOf(const AudioFormat &format)
{
    if (format.isSameCodec(AudioFormat::opus()))
        return CodecKind::Opus;
    if (format.isSameCodec(AudioFormat::g722()))
        return CodecKind::G722;
    if (format.isSameCodec(AudioFormat::l16(16000)))
        return CodecKind::L16At16k;
    if (format.isSameCodec(AudioFormat::l16(48000)))
        return CodecKind::L16At48k;
    return format.isSameCodec(AudioFormat::pcma()) ? CodecKind::Pcma : CodecKind::Pcmu;
}

SrtpProfile profileOf(SrtpSuite suite)
{
    switch (suite) {
    case SrtpSuite::AesCm128HmacSha1_80: return SrtpProfile::Aes128CmSha1_80;
    case SrtpSuite::AesCm128HmacSha1_32: return SrtpProfile::Aes128CmSha1_32;
    case SrtpSuite::AesCm256HmacSha1_80: return SrtpProfile::Aes256CmSha1_80;
    case SrtpSuite::AeadAes128Gcm: return SrtpProfile::AeadAes128Gcm;
    case SrtpSuite::AeadAes256Gcm: return SrtpProfile::AeadAes256Gcm;
    }
    Q_UNREACHABLE();
}

SrtpKey keyOf(const SdpCrypto &crypto)
{
    SrtpKey key;
    key.profile = profileOf(crypto.suite);
    const auto bytes = std::min<std::size_t>(std::size_t(crypto.keyAndSalt.size()), SrtpKey::MaxBytes);
    std::memcpy(key.keyAndSalt.data(), crypto.keyAndSalt.constData(), bytes);
    const QByteArray mki = crypto.mkiBytes();
    key.mkiBytes = std::size_t(mki.size());
    std::memcpy(key.mki.data(), mki.constData(), key.mkiBytes);
    return key;
}

/// Of "2" or "eth0"; 0 for none.
quint32 scopeIndex(const QString &scope)
{
    bool isNumber = false;
    const quint32 number = scope.toUInt(&isNumber);
    return isNumber ? number : if_nametoindex(scope.toLatin1().constData());
}

ReceiverRoundTrip roundTripOf(RoundTripReports reports)
{
    switch (reports) {
    case RoundTripReports::None: return ReceiverRoundTrip::No;
    case RoundTripReports::Sender: return ReceiverRoundTrip::Sender;
    case RoundTripReports::All: return ReceiverRoundTrip::All;
    }
    Q_UNREACHABLE();
}

/// Of an fmtp line, when it is more than nothing.
std::optional<int> positive(const AudioFormat &format, QByteArrayView name)
{
    bool isNumber = false;
    const int value = format.parameter(name).value_or(QByteArray()).toInt(&isNumber);
    return isNumber && value > 0 ? std::optional(value) : std::nullopt;
}

/// RFC 7587 §3.1.1: what a voice of that width needs, with something for redundancy.
int bitrateFor(int playbackRateHz)
{
    if (playbackRateHz <= 8000)
        return 16000;
    return playbackRateHz <= 16000 ? 24000 : 510000;
}

/// As the peer wants to be sent it, RFC 7587 §6.1. Two channels only where both ends said so, and even then
/// only what comes as two; what the peer says of its own sound (sprop-stereo) asks for nothing.
SendCodec sendCodec(const NegotiatedAudio &audio, const SendWish &wish)
{
    const AudioFormat &format = audio.sendFormat;
    SendCodec codec;
    codec.kind = kindOf(format);
    codec.payloadType = format.payloadType;
    codec.ptimeMs = audio.sendPtimeMs;
    codec.longestPtimeMs = audio.longestPtimeMs;
    codec.bitrate = wish.opusBitrate;
    if (codec.kind != CodecKind::Opus)
        return codec;
    codec.inbandFec = format.parameter("useinbandfec") == "1";
    codec.constantBitrate = format.parameter("cbr") == "1";
    codec.discontinuous = wish.discontinuous || format.parameter("usedtx") == "1";
    codec.maxPlaybackRateHz = std::clamp(positive(format, "maxplaybackrate").value_or(48000), 8000, 48000);
    codec.stereo = wish.stereo && format.parameter("stereo") == "1";
    const int most = std::min(positive(format, "maxaveragebitrate").value_or(wish.opusBitrate),
        bitrateFor(codec.maxPlaybackRateHz) * (codec.stereo ? 2 : 1));
    codec.bitrate = std::clamp(most, SendCodec::LeastBitrate, wish.opusBitrate);
    return codec;
}

/// RFC 3556 §2: what is not said is 1.25 % and 3.75 % of the session, which AS tells as far as it is the
/// narrower one.
std::optional<RtcpBandwidth> rtcpBandwidthOf(const SdpBandwidth &said)
{
    constexpr int session = 96000;
    if (!said.rtcpSenders && !said.rtcpReceivers && !said.total)
        return std::nullopt;
    const int bits = std::min(session, said.total.value_or(session) * 2); // both directions
    return RtcpBandwidth{said.rtcpSenders.value_or(bits / 80), said.rtcpReceivers.value_or(bits * 3 / 80)};
}
} // namespace

QByteArrayView profileName(SrtpProfile profile)
{
    switch (profile) {
    case SrtpProfile::Aes128CmSha1_80: return suiteName(SrtpSuite::AesCm128HmacSha1_80);
    case SrtpProfile::Aes128CmSha1_32: return suiteName(SrtpSuite::AesCm128HmacSha1_32);
    case SrtpProfile::Aes256CmSha1_80: return suiteName(SrtpSuite::AesCm256HmacSha1_80);
    case SrtpProfile::Aes256CmSha1_32: return "AES_256_CM_HMAC_SHA1_32";
    case SrtpProfile::AeadAes128Gcm: return suiteName(SrtpSuite::AeadAes128Gcm);
    case SrtpProfile::AeadAes256Gcm: return suiteName(SrtpSuite::AeadAes256Gcm);
    }
    Q_UNREACHABLE();
}

sockaddr_storage socketAddressOf(const SdpEndpoint &endpoint, int family)
{
    sockaddr_storage storage{};
    const QHostAddress address{QString::fromLatin1(endpoint.address)};
    if (family == AF_INET && address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto *v4 = reinterpret_cast<sockaddr_in *>(&storage);
        v4->sin_family = AF_INET;
        v4->sin_addr.s_addr = htonl(address.toIPv4Address());
        v4->sin_port = htons(endpoint.port);
    } else if (family == AF_INET6 && address.protocol() == QAbstractSocket::IPv6Protocol) {
        auto *v6 = reinterpret_cast<sockaddr_in6 *>(&storage);
        v6->sin6_family = AF_INET6;
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(&v6->sin6_addr, &bytes, sizeof bytes);
        v6->sin6_port = htons(endpoint.port);
        v6->sin6_scope_id = scopeIndex(address.scopeId());
    }
    return storage;
}

void applyAgreement(const NegotiatedAudio &audio, const RtpSockets &sockets, StreamParameters &parameters)
{
    parameters.rtpFd = sockets.rtpFd();
    // The keys of DTLS are those of the RTP port: RTCP takes it, too, until its own port has keys of its own.
    parameters.rtcpFd = audio.rtcpMux || audio.dtls ? -1 : sockets.rtcpFd();
    parameters.remoteRtp = socketAddressOf(audio.remoteRtp, sockets.family());
    parameters.remoteRtcp = socketAddressOf(audio.remoteRtcp, sockets.family());

    parameters.sendCodec = sendCodec(audio, parameters.wish);
    parameters.mostOnTheWire = audio.bandwidth.total.value_or(0);
    parameters.mostOfRtp = audio.bandwidth.ofRtp.value_or(0);
    parameters.rtcpBandwidth = rtcpBandwidthOf(audio.bandwidth);
    parameters.receiveCodecs.clear();
    parameters.receiveTelephoneEvents.clear();
    for (auto it = audio.receiveFormats.cbegin(); it != audio.receiveFormats.cend(); ++it) {
        if (!it.value().isTelephoneEvent())
            parameters.receiveCodecs.push_back({it.key(), kindOf(it.value())});
    }
    const auto eventFormat = [](const AudioFormat &format) {
        return TelephoneEventFormat{format.payloadType, int(format.clockRateHz)};
    };
    parameters.sendTelephoneEvent.reset();
    if (audio.sendTelephoneEvent)
        parameters.sendTelephoneEvent = eventFormat(*audio.sendTelephoneEvent);
    for (const AudioFormat &format : audio.receiveTelephoneEvents)
        parameters.receiveTelephoneEvents.push_back(eventFormat(format));
    parameters.sendComfortNoise = audio.sendComfortNoise;
    parameters.receiveComfortNoise = audio.receiveComfortNoise;

    parameters.reducedSizeRtcp = audio.reducedSizeRtcp;
    parameters.feedback = audio.feedback;
    parameters.receiverRoundTrip = roundTripOf(audio.roundTripReports);
    parameters.extensions = {};
    parameters.extensions.audioLevel = audio.extensions.audioLevel;
    parameters.extensions.absoluteSendTime = audio.extensions.absoluteSendTime;
    parameters.extensions.transportSequence = audio.extensions.transportSequence;
    parameters.extensions.mid = audio.extensions.mid;
    parameters.mid = audio.mid.toStdString();
    parameters.remoteSsrc = audio.remoteSsrc;

    parameters.sending = sends(audio.direction);
    parameters.receiving = receives(audio.direction);
    parameters.sendKey.reset();
    parameters.receiveKey.reset();
    parameters.rtcpSendKey.reset();
    parameters.rtcpReceiveKey.reset();
    if (audio.sdes) {
        parameters.sendKey = keyOf(audio.sdes->local);
        parameters.receiveKey = keyOf(audio.sdes->remote);
    }
}

} // namespace carillon
