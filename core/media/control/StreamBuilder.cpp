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

/// As the peer wants to be sent it, RFC 7587 §6.1.
SendCodec sendCodec(const AudioFormat &format, int ptimeMs)
{
    SendCodec codec;
    codec.kind = kindOf(format);
    codec.payloadType = format.payloadType;
    codec.ptimeMs = ptimeMs;
    codec.inbandFec = format.parameter("useinbandfec") == "1";
    codec.constantBitrate = format.parameter("cbr") == "1";
    bool isNumber = false;
    const int most = format.parameter("maxaveragebitrate").value_or(QByteArray()).toInt(&isNumber);
    if (isNumber && most > 0)
        codec.bitrate = std::clamp(most, SendCodec::LeastBitrate, codec.bitrate);
    return codec;
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
    // The keys of DTLS are those of the RTP port; its other port would want a handshake of its own.
    parameters.rtcpFd = audio.rtcpMux || audio.dtls ? -1 : sockets.rtcpFd();
    parameters.remoteRtp = socketAddressOf(audio.remoteRtp, sockets.family());
    parameters.remoteRtcp = socketAddressOf(audio.remoteRtcp, sockets.family());

    parameters.sendCodec = sendCodec(audio.sendFormat, audio.sendPtimeMs);
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
    if (audio.sdes) {
        parameters.sendKey = keyOf(audio.sdes->local);
        parameters.receiveKey = keyOf(audio.sdes->remote);
    }
}

} // namespace carillon
