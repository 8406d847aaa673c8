#include "MediaRules.h"
#include "SdpTokens.h"

#include <algorithm>
#include <array>

namespace carillon::section {

namespace {

/// "Which of them means this codec?"
const AudioFormat *find(const QList<AudioFormat> &formats, const AudioFormat &wanted)
{
    const auto found = std::find_if(formats.begin(), formats.end(),
        [&wanted](const AudioFormat &format) { return format.isSameCodec(wanted); });
    return found == formats.end() ? nullptr : &*found;
}

bool isOurs(const AudioFormat &format, const LocalMediaCapabilities &capabilities)
{
    return !format.isTelephoneEvent() && find(capabilities.codecs, format);
}

/// How long our packets are, and how long they may become: without a=maxptime those of Opus may be of any
/// length (RFC 7587 §6.1), and those of others are as the peer wants them.
void negotiatePtime(
    const SdpMedia &remote, const LocalMediaCapabilities &capabilities, NegotiatedAudio &audio)
{
    const AudioFormat &codec = audio.sendFormat;
    int wanted = millisecondsOf(remote.attributes, "ptime").value_or(capabilities.ptimeMs);
    const bool isOpus = codec.isSameCodec(AudioFormat::opus());
    if (isOpus) { // "minptime": shorter ones are a burden to the peer
        constexpr int longestMs = 120;
        const int least
            = std::clamp(codec.parameter("minptime").value_or(QByteArray()).toInt(), 0, longestMs);
        wanted = std::max(wanted, (least + 9) / 10 * 10);
    }
    const auto maximum = millisecondsOf(remote.attributes, "maxptime");
    if (maximum)
        wanted = std::min(wanted, *maximum);
    const int fitting = codec.longestPtimeMs();
    audio.sendPtimeMs = std::clamp(wanted / 10 * 10, 10, fitting);
    const int longest = maximum ? *maximum / 10 * 10 : isOpus ? fitting : audio.sendPtimeMs;
    audio.longestPtimeMs = std::clamp(longest, audio.sendPtimeMs, fitting);
}

SdpEndpoint rtcpEndpoint(const SdpMedia &remote, const SdpEndpoint &rtp)
{
    if (const auto text = remote.attributes.value("rtcp")) {
        if (const auto rtcp = SdpRtcp::parse(*text))
            return {rtcp->address ? rtcp->address->host() : rtp.address, rtcp->port};
    }
    return {rtp.address, quint16(rtp.port == 0xffff ? 0 : rtp.port + 1)};
}

void negotiateEvents(
    const QList<AudioFormat> &local, const QList<AudioFormat> &remote, NegotiatedAudio &audio)
{
    for (const AudioFormat &theirs : remote) {
        const AudioFormat *ours = theirs.isTelephoneEvent() ? find(local, theirs) : nullptr;
        if (!ours)
            continue;
        audio.receiveTelephoneEvents.append(*ours);
        if (!audio.sendTelephoneEvent || theirs.clockRateHz == audio.sendFormat.clockRateHz)
            audio.sendTelephoneEvent = theirs;
    }
}

void negotiateComfortNoise(
    const QList<AudioFormat> &local, const QList<AudioFormat> &remote, NegotiatedAudio &audio)
{
    const AudioFormat *ours = find(local, AudioFormat::comfortNoise());
    const AudioFormat *theirs = find(remote, AudioFormat::comfortNoise());
    if (!ours || !theirs)
        return;
    audio.receiveComfortNoise = ours->payloadType;
    if (audio.sendFormat.clockRateHz == theirs->clockRateHz) // RFC 3389 §4
        audio.sendComfortNoise = theirs->payloadType;
}

/// The codec we send, and everything that we may be sent.
bool negotiateCodecs(const Pair &pair, const LocalMediaCapabilities &capabilities, NegotiatedAudio &audio)
{
    const QList<AudioFormat> local = audioFormatsOf(pair.local);
    const QList<AudioFormat> remote = audioFormatsOf(pair.remote);
    bool found = false;
    for (const AudioFormat &format : remote) {
        const AudioFormat *ours = isOurs(format, capabilities) ? find(local, format) : nullptr;
        if (!ours)
            continue;
        if (!found)
            audio.sendFormat = format;
        found = true;
        audio.receiveFormats.insert(ours->payloadType, *ours);
    }
    if (!found)
        return false;
    negotiateEvents(local, remote, audio);
    negotiateComfortNoise(local, remote, audio);
    // Some peers answer with numbers of their own and then send under those, although we asked for ours.
    for (const AudioFormat &format : remote) {
        const bool isTaken = std::any_of(local.begin(), local.end(),
            [&format](const AudioFormat &f) { return f.payloadType == format.payloadType; });
        if (!isTaken && isOurs(format, capabilities) && find(local, format))
            audio.receiveFormats.insert(format.payloadType, format);
    }
    return true;
}

bool isOfBoth(const Pair &pair, QByteArrayView attribute)
{
    return pair.local.attributes.contains(attribute) && pair.remote.attributes.contains(attribute);
}

/// What the peer will send under, RFC 5576; what only repeats the lost packets of another (RFC 4588) does
/// not count.
std::optional<quint32> sourceOf(const SdpMedia &section)
{
    constexpr quint32 maximum = 0xffffffff;
    QList<quint32> sources;
    for (const QByteArray &value : section.attributes.values("ssrc")) {
        QByteArrayView text(value);
        const auto ssrc = toNumber(takeWord(text), maximum);
        if (ssrc && !sources.contains(*ssrc))
            sources.append(*ssrc);
    }
    for (const QByteArray &value : section.attributes.values("ssrc-group")) {
        QByteArrayView members(value);
        if (takeWord(members) != "FID")
            continue;
        takeWord(members); // the repeated one
        for (QByteArrayView word = takeWord(members); !word.isEmpty(); word = takeWord(members)) {
            if (const auto repair = toNumber(word, maximum))
                sources.removeAll(*repair);
        }
    }
    return sources.size() == 1 ? std::optional(sources.first()) : std::nullopt;
}

void negotiateFeedback(const Pair &pair, NegotiatedAudio &audio)
{
    audio.feedback = profileOf(pair.local).value_or(Profile{}).isFeedback
        && profileOf(pair.remote).value_or(Profile{}).isFeedback;
    audio.reducedSizeRtcp = audio.feedback && isOfBoth(pair, "rtcp-rsize");
    // Both have to say it; who says less is right.
    audio.roundTripReports = std::min(roundTripReportsOf(pair.local), roundTripReportsOf(pair.remote));
    audio.remoteSsrc = sourceOf(pair.remote);
    if (pair.local.attributes.contains("mid"))
        audio.mid = midOf(pair.remote);
    audio.extensions = agreedExtensions(pair);
}

void negotiateIce(const Pair &pair, NegotiatedAudio &audio)
{
    const bool isOurs = pair.local.attributes.contains("ice-ufrag");
    if (!isOurs && !pair.local.attributes.contains("ice-mismatch"))
        return;
    const RemoteIce remote = remoteIce(pair.remoteDescription, pair.remote);
    audio.ice = remote.ice;
    audio.iceMismatch = remote.isMismatch;
}

/// RFC 8830 and RFC 5576: a browser shows the sound to its page under this name.
void appendSource(SdpMedia &section, const LocalMediaCapabilities &capabilities)
{
    section.attributes.append("msid", "carillon audio");
    if (capabilities.ssrc != 0 && !capabilities.cname.isEmpty())
        section.attributes.append(
            "ssrc", QByteArray::number(capabilities.ssrc) + " cname:" + capabilities.cname);
}

} // namespace

std::optional<Profile> profileOf(const SdpMedia &section)
{
    struct Row {
        const char *name;
        Profile profile;
    };
    constexpr std::array rows{
        Row{"RTP/AVP", {false, false, false}},
        Row{"RTP/AVPF", {false, false, true}},
        Row{"RTP/SAVP", {true, false, false}},
        Row{"RTP/SAVPF", {true, false, true}},
        Row{"UDP/TLS/RTP/SAVP", {true, true, false}},
        Row{"UDP/TLS/RTP/SAVPF", {true, true, true}},
    };
    for (const Row &row : rows) {
        if (section.protocol.compare(row.name, Qt::CaseInsensitive) == 0)
            return row.profile;
    }
    return std::nullopt;
}

RoundTripReports roundTripReportsOf(const SdpMedia &section)
{
    const QByteArray value = section.attributes.value("rtcp-xr").value_or(QByteArray()).toLower();
    for (const QByteArray &word : value.split(' ')) {
        if (word == "rcvr-rtt=all" || word.startsWith("rcvr-rtt=all:"))
            return RoundTripReports::All;
        if (word == "rcvr-rtt=sender" || word.startsWith("rcvr-rtt=sender:"))
            return RoundTripReports::Sender;
    }
    return RoundTripReports::None;
}

bool isAudio(const SdpMedia &section)
{
    return section.type.compare("audio", Qt::CaseInsensitive) == 0;
}

void appendTail(SdpMedia &section, const LocalMediaCapabilities &capabilities, const Tail &tail)
{
    section.attributes.append("ptime", QByteArray::number(tail.ptimeMs));
    const bool isDefault = capabilities.rtcpPort == capabilities.rtpPort + 1;
    if (capabilities.rtcpPort != 0 && !isDefault)
        section.attributes.append("rtcp", SdpRtcp{capabilities.rtcpPort, std::nullopt}.toBytes());
    if (tail.rtcpMux)
        section.attributes.append("rtcp-mux");
    if (tail.rtcpMuxOnly)
        section.attributes.append("rtcp-mux-only");
    if (tail.reducedSize)
        section.attributes.append("rtcp-rsize");
    if (tail.roundTripReports != RoundTripReports::None)
        section.attributes.append(
            "rtcp-xr", tail.roundTripReports == RoundTripReports::All ? "rcvr-rtt=all" : "rcvr-rtt=sender");
    for (const SdpCrypto &crypto : tail.cryptos)
        section.attributes.append("crypto", crypto.toBytes());
    if (!tail.mid.isEmpty())
        section.attributes.append("mid", tail.mid);
    for (const SdpExtmap &extension : tail.extensions)
        section.attributes.append("extmap", extension.toBytes());
    if (tail.ice)
        tail.ice->appendTo(section.attributes);
    if (tail.iceMismatch)
        section.attributes.append("ice-mismatch");
    if (tail.dtls)
        tail.dtls->appendTo(section.attributes);
    if (tail.tellsSource)
        appendSource(section, capabilities);
    section.attributes.append(attributeName(tail.direction));
}

SdpMedia disabled(const SdpMedia &section)
{
    SdpMedia result;
    result.type = section.type;
    result.protocol = section.protocol;
    result.formats = section.formats;
    if (result.formats.isEmpty())
        result.formats.append("0");                       // the grammar wants one
    if (const auto mid = section.attributes.value("mid")) // RFC 5888 §9.1
        result.attributes.append("mid", *mid);
    return result;
}

std::optional<SdpEndpoint> rtpEndpoint(const SessionDescription &description, const SdpMedia &section)
{
    const auto connection = description.connectionOf(section);
    if (!connection || connection->networkType.compare("IN", Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return SdpEndpoint{connection->host(), section.port};
}

Result<NegotiatedAudio, NegotiationError> negotiate(
    const Pair &pair, const LocalMediaCapabilities &capabilities)
{
    NegotiatedAudio audio;
    audio.rejected = false;
    const auto rtp = rtpEndpoint(pair.remoteDescription, pair.remote);
    if (!rtp)
        return Failure<NegotiationError>(NegotiationError{NegotiationError::Kind::NoAddress});
    audio.remoteRtp = *rtp;
    audio.rtcpMux = isOfBoth(pair, "rtcp-mux");
    negotiateFeedback(pair, audio);
    negotiateIce(pair, audio);
    audio.remoteRtcp = audio.rtcpMux ? *rtp : rtcpEndpoint(pair.remote, *rtp);
    if (!negotiateCodecs(pair, capabilities, audio))
        return Failure<NegotiationError>(NegotiationError{NegotiationError::Kind::NoCommonCodec});
    negotiatePtime(pair.remote, capabilities, audio);
    audio.bandwidth = SdpBandwidth::of(pair.remoteDescription, pair.remote);

    const SdpDirection ours = directionIn(pair.localDescription, pair.local);
    const SdpDirection theirs = directionIn(pair.remoteDescription, pair.remote);
    audio.hasAddress = !pair.remoteDescription.connectionOf(pair.remote)->isUnspecified();
    // With ICE the address is only not known yet.
    audio.remoteHold = !receives(theirs) || (!audio.hasAddress && !audio.ice);
    audio.direction = directionOf(sends(ours) && !audio.remoteHold, receives(ours) && sends(theirs));
    return audio;
}

SdpOrigin originFor(const NegotiationContext &context)
{
    if (context.lastSent)
        return context.lastSent->origin;
    SdpOrigin origin;
    // 62 bits: some peers read a signed number.
    origin.sessionId = QByteArray::number(context.random.next64() >> 2);
    origin.sessionVersion = "1";
    origin.address = SdpConnection::to(context.capabilities.address);
    return origin;
}

void settleVersion(SessionDescription &description, const SessionDescription *lastSent)
{
    if (!lastSent || description == *lastSent)
        return;
    const quint64 version = description.origin.sessionVersion.toULongLong();
    description.origin.sessionVersion = QByteArray::number(version + 1);
}

void remember(QMap<quint8, AudioFormat> &payloadTypes, const SdpMedia &section)
{
    for (const AudioFormat &format : audioFormatsOf(section)) {
        if (!payloadTypes.contains(format.payloadType))
            payloadTypes.insert(format.payloadType, format);
    }
}

} // namespace carillon::section
