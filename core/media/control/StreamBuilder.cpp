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

sockaddr_storage socketAddress(const SdpEndpoint &endpoint, int family)
{
    sockaddr_storage storage {};
    const QHostAddress address {QString::fromLatin1(endpoint.address)};
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

/// `useinbandfec=1` in the peer's fmtp: it can use what we send for loss.
bool wantsFec(const AudioFormat &format)
{
    return format.fmtp.toLower().replace(' ', "").contains("useinbandfec=1");
}
} // namespace

void applyAgreement(const NegotiatedAudio &audio, const RtpSockets &sockets, StreamParameters &parameters)
{
    parameters.rtpFd = sockets.rtpFd();
    parameters.rtcpFd = audio.rtcpMux ? -1 : sockets.rtcpFd();
    parameters.remoteRtp = socketAddress(audio.remoteRtp, sockets.family());
    parameters.remoteRtcp = socketAddress(audio.remoteRtcp, sockets.family());

    parameters.sendCodec.kind = kindOf(audio.sendFormat);
    parameters.sendCodec.payloadType = audio.sendFormat.payloadType;
    parameters.sendCodec.ptimeMs = audio.sendPtimeMs;
    parameters.sendCodec.inbandFec = wantsFec(audio.sendFormat);
    parameters.receiveCodecs.clear();
    parameters.receiveTelephoneEvents.clear();
    for (auto it = audio.receiveFormats.cbegin(); it != audio.receiveFormats.cend(); ++it) {
        if (!it.value().isTelephoneEvent())
            parameters.receiveCodecs.push_back({it.key(), kindOf(it.value())});
    }
    const int clockRate = rtpClockRateHz(parameters.sendCodec.kind);
    parameters.sendTelephoneEvent.reset();
    if (audio.sendTelephoneEvent)
        parameters.sendTelephoneEvent = TelephoneEventFormat {*audio.sendTelephoneEvent, clockRate};
    if (audio.receiveTelephoneEvent)
        parameters.receiveTelephoneEvents.push_back({*audio.receiveTelephoneEvent, clockRate});

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
