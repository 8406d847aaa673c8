#include "MediaSection.h"

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
    if (!context.capabilities.telephoneEvents)
        return;
    for (const quint32 clockRate : {48000u, 8000u}) {
        const bool isUsed = std::any_of(codecs.begin(), codecs.end(),
            [clockRate](const AudioFormat &codec) { return codec.clockRateHz == clockRate; });
        if (isUsed)
            appendAudioFormat(section, numbers.number(AudioFormat::telephoneEvent(clockRate)));
    }
}

/// What our audio section last said, if it was ever sent.
const SdpMedia *lastAudioSection(const NegotiationContext &context)
{
    const qsizetype index = context.agreed ? context.agreed->audioIndex : 0;
    if (!context.lastSent || index >= context.lastSent->media.size()
        || !isAudio(context.lastSent->media[index]))
        return nullptr;
    return &context.lastSent->media[index];
}

/// The keys in use go on; RFC 3711 would otherwise start a new context for nothing.
QList<SdpCrypto> cryptosToOffer(const NegotiationContext &context)
{
    const bool wasEncrypted = context.agreed && context.agreed->audio.sdes;
    if (wasEncrypted)
        return {context.agreed->audio.sdes->local};
    if (context.capabilities.encryption == SdesPolicy::None)
        return {};
    if (const SdpMedia *last = lastAudioSection(context)) {
        if (const QList<SdpCrypto> before = cryptosOf(*last); !before.isEmpty())
            return before;
    }
    QList<SdpCrypto> fresh;
    for (const SrtpSuite suite : context.capabilities.suites)
        fresh.append(SdpCrypto::generate(quint32(fresh.size() + 1), suite, context.random));
    return fresh;
}

SdpDirection directionToOffer(const NegotiationContext &context)
{
    if (!context.capabilities.hold)
        return SdpDirection::SendReceive;
    // RFC 3264 §8.4: a stream which the peer sent as sendonly becomes inactive when we hold it too.
    const bool isHeldByBoth = context.agreed && context.agreed->audio.remoteHold;
    return isHeldByBoth ? SdpDirection::Inactive : SdpDirection::SendOnly;
}

SdpMedia audioSection(const NegotiationContext &context)
{
    const LocalMediaCapabilities &capabilities = context.capabilities;
    SdpMedia section;
    section.type = "audio";
    section.port = capabilities.rtpPort;
    section.protocol = capabilities.encryption == SdesPolicy::Required ? "RTP/SAVP" : "RTP/AVP";
    // §8.3.3 allows another transport, but no peer expects it: the profile that was agreed stays.
    if (context.agreed && !context.agreed->audio.rejected)
        section.protocol = context.agreed->local.media[context.agreed->audioIndex].protocol;
    appendCodecs(section, context);
    Tail tail;
    tail.ptimeMs = capabilities.ptimeMs;
    tail.rtcpMux = capabilities.rtcpMux;
    tail.cryptos = cryptosToOffer(context);
    tail.direction = directionToOffer(context);
    appendTail(section, capabilities, tail);
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
    settleVersion(offer, context.lastSent);
    return offer;
}

} // namespace carillon
