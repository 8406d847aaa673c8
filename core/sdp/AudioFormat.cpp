#include "AudioFormat.h"

#include <array>

namespace carillon {

namespace {

AudioFormat make(
    const char *encoding, quint32 clockRateHz, quint8 channels, quint8 payloadType, const char *fmtp = "")
{
    return AudioFormat{encoding, clockRateHz, channels, payloadType, fmtp};
}

/// RFC 3551 §6, as far as audio goes.
std::optional<AudioFormat> staticFormat(quint8 payloadType)
{
    switch (payloadType) {
    case 0: return AudioFormat::pcmu();
    case 3: return make("GSM", 8000, 1, 3);
    case 4: return make("G723", 8000, 1, 4);
    case 5: return make("DVI4", 8000, 1, 5);
    case 6: return make("DVI4", 16000, 1, 6);
    case 7: return make("LPC", 8000, 1, 7);
    case 8: return AudioFormat::pcma();
    case 9: return AudioFormat::g722();
    case 10: return make("L16", 44100, 2, 10);
    case 11: return make("L16", 44100, 1, 11);
    case 12: return make("QCELP", 8000, 1, 12);
    case 13: return AudioFormat::comfortNoise();
    case 14: return make("MPA", 90000, 1, 14);
    case 15: return make("G728", 8000, 1, 15);
    case 16: return make("DVI4", 11025, 1, 16);
    case 17: return make("DVI4", 22050, 1, 17);
    case 18: return make("G729", 8000, 1, 18);
    default: return std::nullopt;
    }
}

} // namespace

// The numbers which browsers and most phones use for the dynamic ones, so that traces read well.
AudioFormat AudioFormat::opus()
{
    return make("opus", 48000, 2, 111, "useinbandfec=1;sprop-stereo=0");
}
AudioFormat AudioFormat::stereoOpus()
{
    AudioFormat format = opus();
    format.fmtp = "useinbandfec=1;stereo=1;sprop-stereo=1";
    return format;
}
AudioFormat AudioFormat::g722()
{
    return make("G722", 8000, 1, 9);
}
AudioFormat AudioFormat::pcmu()
{
    return make("PCMU", 8000, 1, 0);
}
AudioFormat AudioFormat::pcma()
{
    return make("PCMA", 8000, 1, 8);
}
AudioFormat AudioFormat::telephoneEvent(quint32 clockRateHz)
{
    return make("telephone-event", clockRateHz, 1, clockRateHz == 48000 ? 110 : 101, "0-16");
}
AudioFormat AudioFormat::l16(quint32 clockRateHz)
{
    return make("L16", clockRateHz, 1, clockRateHz == 48000 ? 98 : 97);
}
AudioFormat AudioFormat::comfortNoise()
{
    return make("CN", 8000, 1, 13);
}

std::optional<AudioFormat> AudioFormat::named(QByteArrayView name)
{
    for (const AudioFormat &format : {opus(), g722(), pcmu(), pcma(), l16(16000)}) {
        if (name.compare(format.encoding, Qt::CaseInsensitive) == 0)
            return format;
    }
    return name.compare("l16-48k", Qt::CaseInsensitive) == 0 ? std::optional(l16(48000)) : std::nullopt;
}

bool AudioFormat::isTelephoneEvent() const
{
    return encoding.compare("telephone-event", Qt::CaseInsensitive) == 0;
}

bool AudioFormat::isComfortNoise() const
{
    return isSameCodec(comfortNoise());
}

bool AudioFormat::isSameCodec(const AudioFormat &other) const
{
    if (encoding.compare(other.encoding, Qt::CaseInsensitive) != 0 || clockRateHz != other.clockRateHz)
        return false;
    // RFC 7587 §7 demands "/2"; a peer that forgets it still means Opus.
    return channels == other.channels || encoding.compare("opus", Qt::CaseInsensitive) == 0;
}

std::optional<QByteArray> AudioFormat::parameter(QByteArrayView name) const
{
    for (const QByteArray &part : fmtp.split(';')) {
        const qsizetype equals = part.indexOf('=');
        if (equals >= 0 && part.first(equals).trimmed().compare(name.toByteArray(), Qt::CaseInsensitive) == 0)
            return part.mid(equals + 1).trimmed();
    }
    return std::nullopt;
}

int AudioFormat::longestPtimeMs() const
{
    if (isSameCodec(l16(48000)))
        return 10;
    return isSameCodec(l16(16000)) ? 40 : 60;
}

QByteArray AudioFormat::displayName() const
{
    return encoding + '/' + QByteArray::number(clockRateHz);
}

QList<AudioFormat> audioFormatsOf(const SdpMedia &section)
{
    std::array<std::optional<SdpRtpMap>, 128> maps;
    std::array<QByteArray, 128> parameters;
    for (const SdpAttribute &attribute : section.attributes.list) {
        if (!attribute.value)
            continue;
        if (attribute.name == "rtpmap") {
            if (auto map = SdpRtpMap::parse(*attribute.value); map && !maps[map->payloadType])
                maps[map->payloadType] = std::move(map);
        } else if (attribute.name == "fmtp") {
            if (auto fmtp = SdpFmtp::parse(*attribute.value); fmtp && parameters[fmtp->payloadType].isEmpty())
                parameters[fmtp->payloadType] = std::move(fmtp->parameters);
        }
    }
    QList<AudioFormat> result;
    std::array<bool, 128> seen{};
    for (const QByteArray &text : section.formats) {
        const auto payloadType = payloadTypeOf(text);
        if (!payloadType || seen[*payloadType])
            continue;
        seen[*payloadType] = true;
        std::optional<AudioFormat> format;
        if (const auto &map = maps[*payloadType])
            format = AudioFormat{map->encoding, map->clockRateHz, map->channels, *payloadType, {}};
        else
            format = staticFormat(*payloadType);
        if (!format)
            continue;
        format->fmtp = parameters[*payloadType];
        result.append(std::move(*format));
    }
    return result;
}

void appendAudioFormat(SdpMedia &section, const AudioFormat &format)
{
    section.formats.append(QByteArray::number(format.payloadType));
    const SdpRtpMap map{format.payloadType, format.encoding, format.clockRateHz, format.channels};
    section.attributes.append("rtpmap", map.toBytes());
    if (!format.fmtp.isEmpty())
        section.attributes.append("fmtp", SdpFmtp{format.payloadType, format.fmtp}.toBytes());
}

} // namespace carillon
