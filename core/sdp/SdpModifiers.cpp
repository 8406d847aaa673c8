#include "SdpModifiers.h"

#include "SdpAttributes.h"

#include <array>

namespace carillon::SdpModifiers {

namespace {

bool isSame(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isRtp(const SdpMedia &section)
{
    return section.protocol.toUpper().contains("RTP/");
}

/// The payload type that means @p encoding without a rtpmap, RFC 3551 §6.
std::optional<QByteArray> staticPayloadType(QByteArrayView encoding)
{
    static constexpr std::array<std::pair<const char *, const char *>, 8> known{{{"PCMU", "0"}, {"GSM", "3"},
        {"G723", "4"}, {"PCMA", "8"}, {"G722", "9"}, {"CN", "13"}, {"G728", "15"}, {"G729", "18"}}};
    for (const auto &[name, type] : known) {
        if (isSame(encoding, name))
            return QByteArray(type);
    }
    return std::nullopt;
}

/// The first word of the value of rtpmap, fmtp or rtcp-fb; empty for any other attribute.
QByteArray payloadTypeIn(const SdpAttribute &attribute)
{
    if (!attribute.value
        || (attribute.name != "rtpmap" && attribute.name != "fmtp" && attribute.name != "rtcp-fb"))
        return {};
    const qsizetype space = attribute.value->indexOf(' ');
    return space < 0 ? *attribute.value : attribute.value->first(space);
}

QList<QByteArray> payloadTypesOf(const SdpMedia &section, QByteArrayView encoding)
{
    QList<QByteArray> types;
    QList<QByteArray> mapped;
    for (const SdpAttribute &attribute : section.attributes.list) {
        const QByteArray type = payloadTypeIn(attribute);
        if (type.isEmpty() || attribute.name != "rtpmap")
            continue;
        const QByteArray rest = attribute.value->mid(type.size()).trimmed();
        const qsizetype slash = rest.indexOf('/');
        mapped.append(type);
        if (isSame(slash < 0 ? rest : rest.first(slash), encoding))
            types.append(type);
    }
    const auto fixed = staticPayloadType(encoding);
    if (fixed && !mapped.contains(*fixed) && section.formats.contains(*fixed))
        types.append(*fixed);
    return types;
}

/// Adds the payload types that only repeat one of @p types.
void addRetransmissions(const SdpMedia &section, QList<QByteArray> &types)
{
    for (const QByteArray &value : section.attributes.values("fmtp")) {
        const auto fmtp = SdpFmtp::parse(value);
        const auto original = fmtp ? fmtpParameter(fmtp->parameters, "apt") : std::nullopt;
        if (original && types.contains(original->trimmed()))
            types.append(QByteArray::number(fmtp->payloadType));
    }
}

void stripFrom(SdpMedia &section, QByteArrayView encoding)
{
    QList<QByteArray> types = payloadTypesOf(section, encoding);
    if (types.isEmpty())
        return;
    addRetransmissions(section, types);
    const auto isStripped = [&](const QByteArray &format) { return types.contains(format); };
    if (std::all_of(section.formats.begin(), section.formats.end(), isStripped)) {
        section.port = 0; // a section names one format at least
        return;
    }
    section.formats.removeIf(isStripped);
    section.attributes.list.removeIf(
        [&](const SdpAttribute &attribute) { return types.contains(payloadTypeIn(attribute)); });
}

/// Takes @p mids out of a group's value, which begins with what the group is for.
QByteArray withoutMids(const QByteArray &group, const QList<QByteArray> &mids)
{
    QList<QByteArray> words = group.simplified().split(' ');
    for (qsizetype i = words.size() - 1; i > 0; --i) {
        if (mids.contains(words.at(i)))
            words.removeAt(i);
    }
    return words.join(' ');
}

void holdDirections(SdpAttributes &attributes)
{
    for (SdpAttribute &attribute : attributes.list) {
        if (attribute.name == "sendrecv")
            attribute.name = "sendonly";
        else if (attribute.name == "recvonly")
            attribute.name = "inactive";
    }
}

bool hasDirection(const SdpAttributes &attributes)
{
    static constexpr std::array<QByteArrayView, 4> names{"sendrecv", "sendonly", "recvonly", "inactive"};
    return std::any_of(
        names.begin(), names.end(), [&](QByteArrayView name) { return attributes.contains(name); });
}

} // namespace

void stripTcpCandidates(SessionDescription &description)
{
    const auto isOverTcp = [](const SdpAttribute &attribute) { // RFC 8839 §5.1: the third word
        const QList<QByteArray> words
            = attribute.value ? attribute.value->simplified().split(' ') : QList<QByteArray>();
        return attribute.name == "candidate" && words.size() > 2 && isSame(words.at(2), "tcp");
    };
    description.attributes.list.removeIf(isOverTcp);
    for (SdpMedia &section : description.media)
        section.attributes.list.removeIf(isOverTcp);
}

Modifier stripRtpPayload(const QByteArray &encoding)
{
    return [encoding](SessionDescription &description) {
        for (SdpMedia &section : description.media) {
            if (isRtp(section))
                stripFrom(section, encoding);
        }
    };
}

void stripTelephoneEvent(SessionDescription &description)
{
    stripRtpPayload("telephone-event")(description);
}

void stripG722(SessionDescription &description)
{
    stripRtpPayload("G722")(description);
}

void stripVideo(SessionDescription &description)
{
    QList<QByteArray> mids;
    description.media.removeIf([&](const SdpMedia &section) {
        const bool isVideo = isSame(section.type, "video");
        if (const auto mid = section.attributes.value("mid"); isVideo && mid)
            mids.append(mid->trimmed());
        return isVideo;
    });
    if (mids.isEmpty())
        return;
    QList<SdpAttribute> &attributes = description.attributes.list;
    for (SdpAttribute &attribute : attributes) {
        if (attribute.name == "group" && attribute.value)
            attribute.value = withoutMids(*attribute.value, mids);
    }
    attributes.removeIf([](const SdpAttribute &attribute) { // a group of nobody
        return attribute.name == "group" && attribute.value && !attribute.value->contains(' ');
    });
}

void addMidLines(SessionDescription &description)
{
    const QList<SdpMedia> &sections = description.media;
    if (std::any_of(sections.begin(), sections.end(),
            [](const SdpMedia &section) { return section.attributes.contains("mid"); }))
        return;
    int next = 0;
    for (SdpMedia &section : description.media)
        section.attributes.append("mid", QByteArray::number(next++));
}

void cleanJitsiSdpImageattr(SessionDescription &description)
{
    for (SdpMedia &section : description.media) {
        for (SdpAttribute &attribute : section.attributes.list) {
            if (attribute.name == "imageattr" && attribute.value)
                attribute.value->replace("x=[0-", "x=[1-").replace("y=[0-", "y=[1-");
        }
    }
}

void holdModifier(SessionDescription &description)
{
    const bool isGiven = hasDirection(description.attributes);
    holdDirections(description.attributes);
    for (SdpMedia &section : description.media) {
        if (hasDirection(section.attributes))
            holdDirections(section.attributes);
        else if (!isGiven && isRtp(section))
            section.attributes.append(attributeName(SdpDirection::SendOnly));
    }
}

QByteArray modified(const QByteArray &text, const Modifier &modify)
{
    const auto read = SessionDescription::parse(text);
    if (!read || !modify)
        return text;
    SessionDescription changed = *read;
    modify(changed);
    return changed == *read ? text : changed.toBytes();
}

std::function<QByteArray(const QByteArray &)> onText(Modifier modify)
{
    return [modify = std::move(modify)](const QByteArray &text) { return modified(text, modify); };
}

} // namespace carillon::SdpModifiers
