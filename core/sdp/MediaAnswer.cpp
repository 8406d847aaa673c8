#include "MediaRules.h"

#include <algorithm>

namespace carillon {

using namespace section;
using Kind = NegotiationError::Kind;

namespace {

Failure<NegotiationError> failure(Kind kind)
{
    return Failure<NegotiationError>(NegotiationError{kind});
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

/// RFC 3389 §4: it goes with a codec of the same clock.
const AudioFormat *chooseComfortNoise(const QList<AudioFormat> &offered, const AudioFormat &codec)
{
    const auto found = std::find_if(offered.begin(), offered.end(), [&codec](const AudioFormat &format) {
        return format.isComfortNoise() && format.clockRateHz == codec.clockRateHz;
    });
    return found == offered.end() ? nullptr : &*found;
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

/// What an answer is made of, beside the offer.
struct Answering {
    const LocalMediaCapabilities &capabilities;
    const Protection &protection;
    const SdpMedia &codecs; ///< the answered section so far
};

/// RFC 5761 §4: with the marker these payload types look like RTCP.
bool looksLikeRtcp(const SdpMedia &section)
{
    return std::any_of(section.formats.begin(), section.formats.end(), [](const QByteArray &format) {
        const auto number = payloadTypeOf(format);
        return number && *number >= 64 && *number <= 95;
    });
}

Tail answeredTail(const SessionDescription &offer, const SdpMedia &offered, const Answering &answering)
{
    const LocalMediaCapabilities &capabilities = answering.capabilities;
    const Protection &protection = answering.protection;
    const bool isFeedback = profileOf(offered).value_or(Profile{}).isFeedback;
    Tail tail;
    const int offeredPtime = millisecondsOf(offered.attributes, "ptime").value_or(capabilities.ptimeMs);
    const QList<AudioFormat> codecs = audioFormatsOf(answering.codecs);
    tail.ptimeMs
        = std::clamp(offeredPtime / 10 * 10, 10, codecs.isEmpty() ? 60 : codecs.first().longestPtimeMs());
    const bool hasTwoPorts = capabilities.rtcpPort != 0 && !offered.attributes.contains("rtcp-mux-only");
    // With DTLS a second association for RTCP is nothing that anybody wants.
    tail.rtcpMux = (capabilities.rtcpMux || protection.dtls) && offered.attributes.contains("rtcp-mux")
        && !(looksLikeRtcp(answering.codecs) && hasTwoPorts);
    tail.reducedSize = isFeedback && offered.attributes.contains("rtcp-rsize");
    tail.roundTripReports = roundTripReportsOf(offered);
    if (protection.sdes)
        tail.cryptos = {protection.sdes->local};
    tail.mid = midOf(offered); // RFC 5888 §9.1
    tail.extensions = extensionsToAnswer(offer, offered);
    const RemoteIce remote = remoteIce(offer, offered);
    if (remote.ice)
        tail.ice = iceToWrite(capabilities, tail.rtcpMux ? RtcpComponent::Shared : RtcpComponent::Own);
    tail.iceMismatch = remote.isMismatch && capabilities.ice;
    tail.dtls = protection.ours;
    const bool isUnspecified = !remote.ice && offer.connectionOf(offered)->isUnspecified();
    tail.direction = answeredDirection(directionIn(offer, offered), isUnspecified, capabilities.hold);
    tail.tellsSource = protection.dtls.has_value();
    return tail;
}

Result<AnsweredAudio, NegotiationError> answerAudio(
    const SessionDescription &offer, const SdpMedia &offered, const NegotiationContext &context)
{
    const LocalMediaCapabilities &capabilities = context.capabilities;
    auto protection = protectAnswer(offer, offered, context);
    if (!protection)
        return Failure<NegotiationError>(protection.error());
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
    const AudioFormat *noise = chooseComfortNoise(formats, *codec);
    if (noise && capabilities.comfortNoise != ComfortNoise::Refused)
        appendAnswered(section, *noise, capabilities);
    if (const auto event = capabilities.telephoneEvents ? chooseEvent(formats, *codec) : std::nullopt)
        appendAnswered(section, *event, capabilities);
    answerFeedback(section, offered);
    appendTail(section, capabilities, answeredTail(offer, offered, {capabilities, *protection, section}));

    // The answer's session part has nothing that the section does not say itself.
    auto audio = negotiate({SessionDescription{}, section, offer, offered}, capabilities);
    if (!audio)
        return Failure<NegotiationError>(audio.error());
    answered.audio = std::move(*audio);
    answered.audio.sdes = std::move(protection->sdes);
    answered.audio.dtls = std::move(protection->dtls);
    return answered;
}

/// Audio with port 0. The keys stay known: it may come back, but not in the clear; and the peer's ICE, so
/// that a restart is noticed which comes with it.
NegotiatedAudio pausedAudio(const NegotiationContext &context)
{
    NegotiatedAudio audio;
    if (context.agreed) {
        audio.sdes = context.agreed->audio.sdes;
        audio.dtls = context.agreed->audio.dtls;
        audio.ice = context.agreed->audio.ice;
    }
    return audio;
}

/// DTLS is better than keys that others can read, and those than nothing.
int rankOf(const NegotiatedAudio &audio)
{
    return audio.dtls ? 2 : audio.sdes ? 1 : 0;
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
        if (!best || rankOf(answered->audio) > rankOf(best->answered.audio))
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
    const SdpMedia &offered = offer.media[choice->index];
    if (!agreement.audio.rejected) {
        if (isBundled(offer, offered))
            appendBundle(answer, midOf(offered));
        answerMixedForms(offer, offered, answer);
        if (context.capabilities.ice && context.capabilities.ice->lite && agreement.audio.ice)
            answer.attributes.append("ice-lite");
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
    const Pair pair{offer, ours, answer, theirs};
    auto protection = answeredProtection(pair, context);
    if (!protection)
        return Failure<NegotiationError>(protection.error());
    auto audio = negotiate(pair, context.capabilities);
    if (!audio)
        return Failure<NegotiationError>(audio.error());
    agreement.audio = std::move(*audio);
    agreement.audio.sdes = std::move(protection->sdes);
    agreement.audio.dtls = std::move(protection->dtls);
    return agreement;
}

} // namespace carillon
