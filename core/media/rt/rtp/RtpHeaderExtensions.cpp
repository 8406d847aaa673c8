#include "RtpHeaderExtensions.h"

#include <algorithm>
#include <cmath>

namespace carillon {

namespace {

constexpr std::uint16_t OneByteProfile = 0xbede;
constexpr std::uint16_t TwoByteProfile = 0x100; ///< its lower four bits are anybody's
constexpr std::uint8_t StopId = 15;
/// Louder than this is taken for somebody who speaks.
constexpr std::uint8_t QuietestVoice = 50;

void take(RtpExtensionValues &values, const RtpExtensionIds &ids, std::uint8_t id, Bytes data) noexcept
{
    if (id == ids.audioLevel && data.size() == 1) {
        values.audioLevel
            = RtpExtensionValues::AudioLevel{std::uint8_t(data[0] & 0x7f), (data[0] & 0x80) != 0};
    } else if (id == ids.absoluteSendTime && data.size() == 3) {
        values.absoluteSendTime = (std::uint32_t(readU16(data, 0)) << 8) | data[2];
    } else if (id == ids.transportSequence && data.size() >= 2) {
        values.transportSequence = readU16(data, 0); // version 02 of it may have two bytes more
    } else if (id == ids.mid && !data.empty()) {
        values.mid = data;
    }
}

/// Appends elements; those of number 0 are not agreed.
class Writer
{
public:
    explicit Writer(MutableBytes out)
        : m_out(out)
    {
    }
    /// @returns where its data goes, or nothing.
    MutableBytes element(std::uint8_t id, std::size_t size) noexcept
    {
        if (id == 0 || id > RtpExtensionIds::MaxOneByte || m_out.size() - m_size < 1 + size)
            return {};
        m_out[m_size] = std::uint8_t((std::size_t(id) << 4) | (size - 1));
        const MutableBytes data = m_out.subspan(m_size + 1, size);
        m_size += 1 + size;
        return data;
    }
    std::size_t finish() noexcept
    {
        if (m_size == HeaderSize)
            return 0;
        while (m_size % 4 != 0)
            m_out[m_size++] = 0;
        writeU16(m_out, 0, OneByteProfile);
        writeU16(m_out, 2, std::uint16_t((m_size - HeaderSize) / 4));
        return m_size;
    }

private:
    static constexpr std::size_t HeaderSize = 4;
    MutableBytes m_out;
    std::size_t m_size = HeaderSize;
};

} // namespace

RtpExtensionValues::AudioLevel RtpExtensionValues::AudioLevel::of(double meanSquare) noexcept
{
    constexpr double fullScale = 32768. * 32768.;
    if (meanSquare < 1e-3)
        return {};
    const double below = -10. * std::log10(meanSquare / fullScale);
    const auto level = std::uint8_t(std::clamp(std::lround(below), 0l, long(Silence)));
    return {level, level < QuietestVoice};
}

float RtpExtensionValues::AudioLevel::linear() const noexcept
{
    return belowOverload == Silence ? 0.f : std::pow(10.f, float(belowOverload) / -20.f);
}

RtpExtensionValues RtpExtensionValues::parse(const RtpPacket &packet, const RtpExtensionIds &ids) noexcept
{
    RtpExtensionValues values;
    const bool isOneByte = packet.extensionProfile == OneByteProfile;
    if (!isOneByte && (packet.extensionProfile >> 4) != TwoByteProfile)
        return values;
    Bytes rest = packet.extension;
    while (!rest.empty()) {
        if (rest[0] == 0) {
            rest = rest.subspan(1); // padding, wherever it is
            continue;
        }
        const auto id = std::uint8_t(isOneByte ? rest[0] >> 4 : rest[0]);
        if (isOneByte && id == StopId)
            break;
        const std::size_t header = isOneByte ? 1 : 2;
        if (rest.size() < header)
            break;
        const std::size_t size = isOneByte ? std::size_t(rest[0] & 0x0f) + 1 : rest[1];
        if (rest.size() - header < size)
            break;
        if (id != 0)
            take(values, ids, id, rest.subspan(header, size));
        rest = rest.subspan(header + size);
    }
    return values;
}

std::size_t writeRtpExtensions(
    MutableBytes out, const RtpExtensionValues &values, const RtpExtensionIds &ids) noexcept
{
    if (out.size() < MaxRtpExtensionBytes)
        return 0;
    Writer writer(out);
    if (values.audioLevel) {
        if (const MutableBytes data = writer.element(ids.audioLevel, 1); !data.empty())
            data[0]
                = std::uint8_t((values.audioLevel->isVoice ? 0x80 : 0) | values.audioLevel->belowOverload);
    }
    if (values.absoluteSendTime) {
        if (const MutableBytes data = writer.element(ids.absoluteSendTime, 3); !data.empty()) {
            data[0] = std::uint8_t(*values.absoluteSendTime >> 16);
            writeU16(data, 1, std::uint16_t(*values.absoluteSendTime));
        }
    }
    if (values.transportSequence) {
        if (const MutableBytes data = writer.element(ids.transportSequence, 2); !data.empty())
            writeU16(data, 0, *values.transportSequence);
    }
    if (!values.mid.empty() && values.mid.size() <= RtpExtensionValues::MaxMidBytes) {
        const MutableBytes data = writer.element(ids.mid, values.mid.size());
        std::copy_n(values.mid.begin(), data.size(), data.begin());
    }
    return writer.finish();
}

} // namespace carillon
