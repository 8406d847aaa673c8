#include "MediaSection.h"

#include <algorithm>

namespace carillon {

using namespace section;
using Kind = NegotiationError::Kind;

namespace {

Failure<NegotiationError> failure(Kind kind)
{
    return Failure<NegotiationError>(NegotiationError{kind});
}

/// The keys in use; null when the sound goes in the clear, or does not go yet.
const SdesAgreement *keysInUse(const NegotiationContext &context)
{
    return context.agreed && context.agreed->audio.sdes ? &*context.agreed->audio.sdes : nullptr;
}

/// The peer's line that we take: its first whose packets carry no MKI, which our SRTP does not read.
std::optional<SdpCrypto> firstUsable(const SdpMedia &section)
{
    for (SdpCrypto &crypto : cryptosOf(section)) {
        if (crypto.mki.isEmpty())
            return std::move(crypto);
    }
    return std::nullopt;
}

/// The key which we answer to @p remote with: the one in use while the peer keeps its own, else a new one.
SdpCrypto answeringKey(const SdpCrypto &remote, const NegotiationContext &context)
{
    const SdesAgreement *before = keysInUse(context);
    if (before && before->remote.keyAndSalt == remote.keyAndSalt && before->remote.suite == remote.suite) {
        SdpCrypto same = before->local;
        same.tag = remote.tag;
        return same;
    }
    return SdpCrypto::generate(remote.tag, remote.suite, context.random);
}

/// Whether and with which keys a section is answered: the policy against what it offers.
Result<std::optional<SdesAgreement>, NegotiationError> chooseKeys(
    const SdpMedia &offered, const NegotiationContext &context)
{
    const SdesPolicy policy = context.capabilities.encryption;
    const auto profile = profileOf(offered);
    if (!profile)
        return failure(Kind::UnsupportedProtocol);
    const bool mayEncrypt = policy != SdesPolicy::None || keysInUse(context);
    if (profile->isSecure && !mayEncrypt)
        return failure(Kind::EncryptionRefused);
    const auto remote = mayEncrypt ? firstUsable(offered) : std::nullopt;
    if (remote)
        return SdesAgreement{answeringKey(*remote, context), *remote};
    if (keysInUse(context))
        return failure(Kind::EncryptionDropped);
    if (profile->isSecure)
        return failure(Kind::EncryptionRefused);
    if (policy == SdesPolicy::Required)
        return failure(Kind::EncryptionRequired);
    return std::nullopt;
}

const AudioFormat *firstCommon(const QList<AudioFormat> &wish, const QList<AudioFormat> &menu)
{
    for (const AudioFormat &wanted : wish) {
        for (const AudioFormat &one : menu) {
            if (one.isSameCodec(wanted) && !one.isTelephoneEvent())
                return &one;
        }
    }
    return nullptr;
}

/// The one codec which is answered, as the offer numbers it.
std::optional<AudioFormat> chooseCodec(
    const QList<AudioFormat> &offered, const LocalMediaCapabilities &capabilities)
{
    const AudioFormat *chosen = nullptr;
    if (capabilities.preference == CodecPreference::Ours) {
        chosen = firstCommon(capabilities.codecs, offered);
    } else if (const AudioFormat *ours = firstCommon(offered, capabilities.codecs)) {
        chosen = firstCommon({*ours}, offered);
    }
    return chosen ? std::optional(*chosen) : std::nullopt;
}

/// The telephone-event that goes with @p codec, RFC 4733 §2.1; where there is none, one at another clock rate
/// is better than no digits at all.
std::optional<AudioFormat> chooseEvent(const QList<AudioFormat> &offered, const AudioFormat &codec)
{
    std::optional<AudioFormat> chosen;
    for (const AudioFormat &format : offered) {
        const bool fits = format.clockRateHz == codec.clockRateHz;
        if (format.isTelephoneEvent() && (!chosen || (fits && chosen->clockRateHz != codec.clockRateHz)))
            chosen = format;
    }
    return chosen;
}

/// Number and name as they were offered, parameters as we want to receive.
void appendAnswered(SdpMedia &section, const AudioFormat &offered, const LocalMediaCapabilities &capabilities)
{
    AudioFormat answered = offered;
    answered.fmtp.clear();
    for (const AudioFormat &codec : capabilities.codecs) {
        if (codec.isSameCodec(offered))
            answered.fmtp = codec.fmtp;
    }
    if (answered.isTelephoneEvent()) // what both know, RFC 4733 §2.5.1.1: an offer of 0-15 is answered so
        answered.fmtp = offered.fmtp == "0-15" ? offered.fmtp : AudioFormat::telephoneEvent(8000).fmtp;
    appendAudioFormat(section, answered);
}

SdpDirection answeredDirection(const SdpDirection offered, bool isUnspecified, bool hold)
{
    return directionOf(receives(offered) && !isUnspecified, sends(offered) && !hold);
}

/// An answered section and what it means.
struct AnsweredAudio {
    SdpMedia section;
    NegotiatedAudio audio;
};

Result<AnsweredAudio, NegotiationError> answerAudio(
    const SessionDescription &offer, const SdpMedia &offered, const NegotiationContext &context)
{
    const LocalMediaCapabilities &capabilities = context.capabilities;
    auto keys = chooseKeys(offered, context);
    if (!keys)
        return Failure<NegotiationError>(keys.error());
    const QList<AudioFormat> formats = audioFormatsOf(offered);
    const auto codec = chooseCodec(formats, capabilities);
    if (!codec)
        return failure(Kind::NoCommonCodec);
    const auto connection = offer.connectionOf(offered);
    if (!connection)
        return failure(Kind::NoAddress);

    AnsweredAudio answered;
    SdpMedia &section = answered.section;
    section.type = offered.type;
    section.port = capabilities.rtpPort;
    section.protocol = offered.protocol;
    appendAnswered(section, *codec, capabilities);
    if (const auto event = capabilities.telephoneEvents ? chooseEvent(formats, *codec) : std::nullopt)
        appendAnswered(section, *event, capabilities);
    Tail tail;
    const int offeredPtime = millisecondsOf(offered.attributes, "ptime").value_or(capabilities.ptimeMs);
    tail.ptimeMs = std::clamp(offeredPtime / 10 * 10, 10, 60);
    tail.rtcpMux = capabilities.rtcpMux && offered.attributes.contains("rtcp-mux");
    if (*keys)
        tail.cryptos = {(*keys)->local};
    tail.direction
        = answeredDirection(directionIn(offer, offered), connection->isUnspecified(), capabilities.hold);
    appendTail(section, capabilities, tail);
    if (const auto mid = offered.attributes.value("mid")) // RFC 5888 §9.1
        section.attributes.append("mid", *mid);

    // The answer's session part has nothing that the section does not say itself.
    auto audio = negotiate({SessionDescription{}, section, offer, offered}, capabilities);
    if (!audio)
        return Failure<NegotiationError>(audio.error());
    answered.audio = std::move(*audio);
    answered.audio.sdes = std::move(*keys);
    return answered;
}

/// Audio with port 0. The keys stay known: it may come back, but not in the clear.
NegotiatedAudio pausedAudio(const NegotiationContext &context)
{
    NegotiatedAudio audio;
    if (context.agreed)
        audio.sdes = context.agreed->audio.sdes;
    return audio;
}

/// Which audio section of an offer becomes ours, with its answer.
struct Choice {
    qsizetype index;
    AnsweredAudio answered;
};

Result<Choice, NegotiationError> chooseAudio(
    const SessionDescription &offer, const NegotiationContext &context)
{
    if (context.agreed) {
        const qsizetype index = context.agreed->audioIndex;
        const SdpMedia &offered = offer.media[index];
        if (offered.port == 0) // the peer ends this stream and may bring it back, §8.2
            return Choice{index, {disabled(offered), pausedAudio(context)}};
        auto answered = answerAudio(offer, offered, context);
        if (!answered)
            return Failure<NegotiationError>(answered.error());
        return Choice{index, std::move(*answered)};
    }
    // Some peers offer the same sound twice, once as RTP/SAVP and once as RTP/AVP: encrypted is better.
    std::optional<Choice> best;
    std::optional<NegotiationError> firstError;
    for (qsizetype i = 0; i < offer.media.size(); ++i) {
        if (!isAudio(offer.media[i]) || offer.media[i].port == 0)
            continue;
        auto answered = answerAudio(offer, offer.media[i], context);
        if (!answered) {
            firstError = firstError.value_or(answered.error());
            continue;
        }
        if (!best || (answered->audio.sdes && !best->answered.audio.sdes))
            best = Choice{i, std::move(*answered)};
    }
    if (!best)
        return Failure<NegotiationError>(firstError.value_or(NegotiationError{Kind::NoAudio}));
    return std::move(*best);
}

bool keepsSections(const SessionDescription &offer, const MediaAgreement &agreed)
{
    const QList<SdpMedia> &before = agreed.remote.media;
    if (offer.media.size() < before.size())
        return false;
    // A slot that was rejected may be used for something else, §8.1; ours may not.
    return isAudio(offer.media[agreed.audioIndex]);
}

/// The keys of an answer to our offer, held against what we offered.
Result<std::optional<SdesAgreement>, NegotiationError> answeredKeys(
    const SdpMedia &offered, const SdpMedia &answered, const NegotiationContext &context)
{
    const auto profile = profileOf(answered);
    if (!profile)
        return failure(Kind::UnsupportedProtocol);
    const bool isRequired = profileOf(offered).value_or(Profile{}).isSecure
        || context.capabilities.encryption == SdesPolicy::Required;
    const QList<SdpCrypto> ours = cryptosOf(offered);
    for (const SdpCrypto &remote : cryptosOf(answered)) {
        for (const SdpCrypto &local : ours) {
            if (local.tag == remote.tag && local.suite == remote.suite && remote.mki.isEmpty())
                return SdesAgreement{local, remote};
        }
    }
    if (keysInUse(context))
        return failure(Kind::EncryptionDropped);
    if (isRequired)
        return failure(Kind::EncryptionRequired);
    // Keys to which we have no counterpart, or a profile that promises some: the peer would encrypt, we could
    // not read.
    if (profile->isSecure || answered.attributes.contains("crypto"))
        return failure(Kind::EncryptionRefused);
    return std::nullopt;
}

QMap<quint8, AudioFormat> knownPayloadTypes(const NegotiationContext &context)
{
    return context.agreed ? context.agreed->payloadTypes : QMap<quint8, AudioFormat>{};
}

} // namespace

Result<MediaAgreement, NegotiationError> makeAnswer(
    const SessionDescription &offer, const NegotiationContext &context)
{
    if (context.agreed && !keepsSections(offer, *context.agreed))
        return failure(Kind::MediaLinesChanged);
    auto choice = chooseAudio(offer, context);
    if (!choice)
        return Failure<NegotiationError>(choice.error());

    MediaAgreement agreement;
    agreement.remote = offer;
    agreement.audioIndex = choice->index;
    agreement.audio = std::move(choice->answered.audio);
    agreement.payloadTypes = knownPayloadTypes(context);
    remember(agreement.payloadTypes, offer.media[choice->index]);

    SessionDescription &answer = agreement.local;
    answer.origin = originFor(context);
    answer.connection = SdpConnection::to(context.capabilities.address);
    for (const SdpLine &line : offer.otherLines) {
        if (line.type == 't') // §6: the same as in the offer
            answer.otherLines.append(line);
    }
    for (qsizetype i = 0; i < offer.media.size(); ++i)
        answer.media.append(i == choice->index ? choice->answered.section : disabled(offer.media[i]));
    settleVersion(answer, context.lastSent);
    return agreement;
}

Result<MediaAgreement, NegotiationError> applyAnswer(
    const SessionDescription &offer, const SessionDescription &answer, const NegotiationContext &context)
{
    if (answer.media.size() != offer.media.size())
        return failure(Kind::MediaLinesChanged);
    MediaAgreement agreement;
    agreement.local = offer;
    agreement.remote = answer;
    agreement.audioIndex = context.agreed ? context.agreed->audioIndex : 0;
    agreement.payloadTypes = knownPayloadTypes(context);
    if (agreement.audioIndex >= offer.media.size())
        return failure(Kind::NoAudio);
    const SdpMedia &ours = offer.media[agreement.audioIndex];
    const SdpMedia &theirs = answer.media[agreement.audioIndex];
    if (!isAudio(theirs))
        return failure(Kind::MediaLinesChanged);
    remember(agreement.payloadTypes, ours);
    if (theirs.port == 0) {
        agreement.audio = pausedAudio(context);
        return agreement;
    }
    auto keys = answeredKeys(ours, theirs, context);
    if (!keys)
        return Failure<NegotiationError>(keys.error());
    auto audio = negotiate({offer, ours, answer, theirs}, context.capabilities);
    if (!audio)
        return Failure<NegotiationError>(audio.error());
    agreement.audio = std::move(*audio);
    agreement.audio.sdes = std::move(*keys);
    return agreement;
}

} // namespace carillon
