#include "MediaRules.h"

#include <algorithm>

namespace carillon {

using namespace section;

namespace {

/// Numbers for our codecs which contradict nothing that was said before in this session.
class PayloadTypes
{
public:
    explicit PayloadTypes(const MediaAgreement *agreed)
    {
        if (agreed)
            m_known = agreed->payloadTypes;
    }

    AudioFormat number(AudioFormat format)
    {
        for (auto known = m_known.cbegin(); known != m_known.cend(); ++known) {
            if (known->isSameCodec(format)) {
                format.payloadType = known.key();
                return format;
            }
        }
        if (m_known.contains(format.payloadType))
            format.payloadType = freeNumber().value_or(format.payloadType);
        m_known.insert(format.payloadType, format);
        return format;
    }

private:
    /// 96..127, the dynamic range of RFC 3551 §3.
    std::optional<quint8> freeNumber() const
    {
        for (quint8 candidate = 96; candidate <= 127; ++candidate) {
            if (!m_known.contains(candidate))
                return candidate;
        }
        return std::nullopt;
    }

    QMap<quint8, AudioFormat> m_known;
};

/// Ours in our order, but the one in use first: a re-offer shall not change the codec by accident.
QList<AudioFormat> codecsToOffer(const NegotiationContext &context)
{
    QList<AudioFormat> codecs = context.capabilities.codecs;
    if (context.agreed && !context.agreed->audio.rejected) {
        const AudioFormat &inUse = context.agreed->audio.sendFormat;
        std::stable_partition(codecs.begin(), codecs.end(),
            [&inUse](const AudioFormat &codec) { return codec.isSameCodec(inUse); });
    }
    return codecs;
}

void appendCodecs(SdpMedia &section, const NegotiationContext &context)
{
    PayloadTypes numbers(context.agreed);
    const QList<AudioFormat> codecs = codecsToOffer(context);
    for (const AudioFormat &codec : codecs)
        appendAudioFormat(section, numbers.number(codec));
    const auto isUsed = [&codecs](quint32 clockRate) {
        return std::any_of(codecs.begin(), codecs.end(),
            [clockRate](const AudioFormat &codec) { return codec.clockRateHz == clockRate; });
    };
    if (context.capabilities.comfortNoise == ComfortNoise::Offered && isUsed(8000))
        appendAudioFormat(section, numbers.number(AudioFormat::comfortNoise()));
    if (!context.capabilities.telephoneEvents)
        return;
    for (const quint32 clockRate : {48000u, 8000u}) {
        if (isUsed(clockRate))
            appendAudioFormat(section, numbers.number(AudioFormat::telephoneEvent(clockRate)));
    }
}

SdpDirection directionToOffer(const NegotiationContext &context)
{
    if (!context.capabilities.hold)
        return SdpDirection::SendReceive;
    // RFC 3264 §8.4: a stream which the peer sent as sendonly becomes inactive when we hold it too.
    const bool isHeldByBoth = context.agreed && context.agreed->audio.remoteHold;
    return isHeldByBoth ? SdpDirection::Inactive : SdpDirection::SendOnly;
}

QByteArray protocolToOffer(const NegotiationContext &context, OfferedKeys keys)
{
    // §8.3.3 allows another transport, but no peer expects it: the profile that was agreed stays.
    if (context.agreed && !context.agreed->audio.rejected)
        return context.agreed->local.media[context.agreed->audioIndex].protocol;
    if (keys == OfferedKeys::Dtls)
        return "UDP/TLS/RTP/SAVPF";
    return context.capabilities.encryption == MediaEncryption::Sdes ? "RTP/SAVP" : "RTP/AVP";
}

/// All that a browser wants beside DTLS; with a peer that began without it not.
bool looksLikeWebRtc(const NegotiationContext &context, OfferedKeys keys)
{
    if (keys != OfferedKeys::Dtls)
        return false;
    if (!context.agreed || context.agreed->audio.rejected)
        return true;
    const SdpMedia &before = context.agreed->local.media[context.agreed->audioIndex];
    return profileOf(before).value_or(Profile{}).isFeedback && !midOf(before).isEmpty();
}

Tail offeredTail(const NegotiationContext &context, OfferedKeys keys)
{
    const LocalMediaCapabilities &capabilities = context.capabilities;
    Tail tail;
    const QList<AudioFormat> codecs = codecsToOffer(context);
    tail.ptimeMs = codecs.isEmpty() ? capabilities.ptimeMs
                                    : std::min(capabilities.ptimeMs, codecs.first().longestPtimeMs());
    tail.rtcpMux = capabilities.rtcpMux;
    tail.direction = directionToOffer(context);
    if (keys == OfferedKeys::Sdes)
        tail.cryptos = cryptosToOffer(context);
    if (keys == OfferedKeys::Dtls)
        tail.dtls = dtlsToOffer(context);
    if (looksLikeWebRtc(context, keys)) {
        tail.rtcpMux = true;
        tail.rtcpMuxOnly = capabilities.rtcpPort == 0;
        tail.reducedSize = true;
        tail.roundTripReports = RoundTripReports::All;
        tail.mid = midToOffer(context);
        tail.extensions = extensionsToOffer(context);
        tail.tellsSource = true;
    } else if (context.agreed) {
        tail.mid = midOf(context.agreed->local.media[context.agreed->audioIndex]);
    }
    const bool isShared = tail.rtcpMux && (capabilities.rtcpPort == 0 || !tail.mid.isEmpty());
    tail.ice = iceToWrite(capabilities, isShared ? RtcpComponent::Shared : RtcpComponent::Own);
    return tail;
}

SdpMedia audioSection(const NegotiationContext &context)
{
    const OfferedKeys keys = keysToOffer(context);
    SdpMedia section;
    section.type = "audio";
    section.port = context.capabilities.rtpPort;
    section.protocol = protocolToOffer(context, keys);
    appendCodecs(section, context);
    if (looksLikeWebRtc(context, keys))
        offerFeedback(section);
    appendTail(section, context.capabilities, offeredTail(context, keys));
    return section;
}

} // namespace

SessionDescription makeOffer(const NegotiationContext &context)
{
    SessionDescription offer;
    offer.origin = originFor(context);
    offer.connection = SdpConnection::to(context.capabilities.address);
    offer.otherLines.append({'t', "0 0"});
    if (context.agreed) {
        const QList<SdpMedia> &before = context.agreed->local.media;
        for (qsizetype i = 0; i < before.size(); ++i)
            offer.media.append(i == context.agreed->audioIndex ? audioSection(context) : disabled(before[i]));
    } else {
        offer.media.append(audioSection(context));
    }
    if (const QByteArray mid = midToOffer(context); looksLikeWebRtc(context, keysToOffer(context))) {
        appendBundle(offer, mid);
        offer.attributes.append("extmap-allow-mixed");
    }
    if (context.capabilities.ice && context.capabilities.ice->lite)
        offer.attributes.append("ice-lite");
    settleVersion(offer, context.lastSent);
    return offer;
}

} // namespace carillon
