#include "MediaRules.h"
#include "SdpTokens.h"

#include <algorithm>
#include <array>

namespace carillon::section {

namespace {

struct Known {
    quint8 RtpExtensions::*place;
    const char *uri;
};

/// In the order in which we number them.
constexpr std::array known{
    Known{&RtpExtensions::audioLevel, "urn:ietf:params:rtp-hdrext:ssrc-audio-level"},
    Known{&RtpExtensions::absoluteSendTime, "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"},
    Known{&RtpExtensions::transportSequence,
        "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"},
    Known{&RtpExtensions::mid, "urn:ietf:params:rtp-hdrext:sdes:mid"},
};

constexpr QByteArrayView transportFeedback("transport-cc");

const SdpExtmap *find(const QList<SdpExtmap> &extmaps, QByteArrayView uri)
{
    const auto found = std::find_if(
        extmaps.begin(), extmaps.end(), [uri](const SdpExtmap &extmap) { return extmap.uri == uri; });
    return found == extmaps.end() ? nullptr : &*found;
}

bool isKnown(const SdpExtmap &extmap)
{
    return std::any_of(
        known.begin(), known.end(), [&extmap](const Known &row) { return extmap.uri == row.uri; });
}

/// What may never be mapped to something else in this session (RFC 8285 §7).
QList<SdpExtmap> mappedBefore(const NegotiationContext &context)
{
    if (!context.agreed)
        return {};
    const MediaAgreement &agreed = *context.agreed;
    QList<SdpExtmap> mapped = extmapsOf(agreed.local, agreed.local.media[agreed.audioIndex]);
    mapped += extmapsOf(agreed.remote, agreed.remote.media[agreed.audioIndex]);
    return mapped;
}

bool isFeedbackOffered(const SdpMedia &section, QByteArrayView format)
{
    for (const QByteArray &value : section.attributes.values("rtcp-fb")) {
        QByteArrayView text(value);
        const QByteArrayView number = takeWord(text);
        if ((number == "*" || number == format) && takeWord(text) == transportFeedback)
            return true;
    }
    return false;
}

} // namespace

QList<SdpExtmap> extensionsToOffer(const NegotiationContext &context)
{
    const QList<SdpExtmap> before = mappedBefore(context);
    QList<SdpExtmap> offered;
    const auto isTaken = [&](quint16 id) {
        const auto has = [id](const SdpExtmap &extmap) { return extmap.id == id; };
        return std::any_of(before.begin(), before.end(), has)
            || std::any_of(offered.begin(), offered.end(), has);
    };
    for (const Known &row : known) {
        if (const SdpExtmap *same = find(before, row.uri)) {
            offered.append({same->id, SdpDirection::SendReceive, row.uri});
            continue;
        }
        quint16 id = 1;
        while (id <= SdpExtmap::MaxId && isTaken(id))
            ++id;
        if (id <= SdpExtmap::MaxId)
            offered.append({id, SdpDirection::SendReceive, row.uri});
    }
    return offered;
}

QList<SdpExtmap> extensionsToAnswer(const SessionDescription &offer, const SdpMedia &offered)
{
    QList<SdpExtmap> answered;
    for (const SdpExtmap &extmap : extmapsOf(offer, offered)) {
        if (isKnown(extmap) && extmap.direction != SdpDirection::Inactive)
            answered.append(
                {extmap.id, directionOf(receives(extmap.direction), sends(extmap.direction)), extmap.uri});
    }
    return answered;
}

RtpExtensions agreedExtensions(const Pair &pair)
{
    constexpr qsizetype longestMid = 16; // of the one-byte form
    const QList<SdpExtmap> ours = extmapsOf(pair.localDescription, pair.local);
    const QList<SdpExtmap> theirs = extmapsOf(pair.remoteDescription, pair.remote);
    RtpExtensions agreed;
    for (const Known &row : known) {
        const SdpExtmap *local = find(ours, row.uri);
        const SdpExtmap *remote = find(theirs, row.uri);
        if (local && remote && local->id == remote->id && sends(local->direction)
            && receives(remote->direction))
            agreed.*row.place = quint8(local->id);
    }
    const qsizetype midBytes = midOf(pair.remote).size();
    if (midBytes == 0 || midBytes > longestMid)
        agreed.mid = 0;
    return agreed;
}

void offerFeedback(SdpMedia &section)
{
    for (const AudioFormat &format : audioFormatsOf(section)) {
        if (format.isSameCodec(AudioFormat::opus())) // the only one that can follow the rate
            section.attributes.append(
                "rtcp-fb", QByteArray::number(format.payloadType) + ' ' + transportFeedback.toByteArray());
    }
}

void answerFeedback(SdpMedia &section, const SdpMedia &offered)
{
    if (!profileOf(offered).value_or(Profile{}).isFeedback)
        return;
    for (const AudioFormat &format : audioFormatsOf(section)) {
        const QByteArray number = QByteArray::number(format.payloadType);
        if (!format.isTelephoneEvent() && isFeedbackOffered(offered, number))
            section.attributes.append("rtcp-fb", number + ' ' + transportFeedback.toByteArray());
    }
}

void answerMixedForms(const SessionDescription &offer, const SdpMedia &offered, SessionDescription &answer)
{
    if (offer.attributes.contains("extmap-allow-mixed") || offered.attributes.contains("extmap-allow-mixed"))
        answer.attributes.append("extmap-allow-mixed");
}

} // namespace carillon::section
