#include "HeadsetLayout.h"

namespace carillon {

namespace {

constexpr quint32 HookSwitch = 0x0b0020;
constexpr quint32 PhoneMute = 0x0b002f;
constexpr quint32 Ringer = 0x0b009e;
constexpr quint32 LedMute = 0x080009;
constexpr quint32 LedOffHook = 0x080017;
constexpr quint32 LedRing = 0x080018;
constexpr quint32 LedHold = 0x080020;

bool isSwitch(const HidField &field, quint32 usage)
{
    return field.kind == HidField::Kind::Input && field.usage == usage && field.bitSize == 1 && !field.isArray
        && !field.isConstant;
}

bool isLight(const HidField &field)
{
    const bool isKnown = field.usage == LedMute || field.usage == LedOffHook || field.usage == LedRing
        || field.usage == LedHold || field.usage == Ringer;
    return isKnown && field.kind == HidField::Kind::Output && field.bitSize >= 1 && !field.isArray
        && !field.isConstant;
}

bool isOn(quint32 usage, const HeadsetLayout::Lights &lights)
{
    switch (usage) {
    case LedMute: return lights.muted;
    case LedOffHook: return lights.offHook;
    case LedHold: return lights.held;
    default: return lights.ringing;
    }
}

} // namespace

std::optional<HeadsetLayout> HeadsetLayout::of(const HidReportDescriptor &descriptor)
{
    HeadsetLayout layout;
    layout.m_descriptor = descriptor;
    for (const HidField &field : descriptor.fields) {
        if (!layout.m_hook && isSwitch(field, HookSwitch))
            layout.m_hook = field;
        else if (!layout.m_mute && isSwitch(field, PhoneMute))
            layout.m_mute = field;
        else if (isLight(field))
            layout.m_lights.append(field);
    }
    if (!layout.m_hook && !layout.m_mute)
        return std::nullopt;
    return layout;
}

HeadsetLayout::Switches HeadsetLayout::read(QByteArrayView report) const
{
    if (report.isEmpty())
        return {};
    const quint8 id = m_descriptor.hasReportIds ? quint8(report[0]) : 0;
    const QByteArrayView bits = m_descriptor.hasReportIds ? report.sliced(1) : report;
    const auto value = [&](const std::optional<HidField> &field) -> std::optional<bool> {
        if (!field || field->reportId != id || field->bitOffset / 8 >= bits.size())
            return std::nullopt;
        return (quint8(bits[field->bitOffset / 8]) >> (field->bitOffset % 8)) & 1;
    };
    return {value(m_hook), value(m_mute)};
}

QList<QByteArray> HeadsetLayout::write(const Lights &lights) const
{
    QList<QByteArray> reports;
    for (const HidField &light : m_lights) {
        auto report = std::find_if(reports.begin(), reports.end(),
            [&](const QByteArray &one) { return quint8(one[0]) == light.reportId; });
        if (report == reports.end()) {
            const int bytes = m_descriptor.reportBytes(HidField::Kind::Output, light.reportId);
            reports.append(QByteArray(1 + bytes, '\0'));
            report = reports.end() - 1;
            (*report)[0] = char(light.reportId);
        }
        if (isOn(light.usage, lights)) {
            char &byte = (*report)[1 + light.bitOffset / 8];
            byte = char(quint8(byte) | (1u << (light.bitOffset % 8)));
        }
    }
    return reports;
}

/// HID Usage Tables 1.4 §3.4.1.2: an On/Off Control is a button that toggles unless it is absolute and stays
/// where it was put.
HeadsetLayout::MuteKind HeadsetLayout::muteKind() const
{
    return m_mute && !m_mute->isRelative && m_mute->isNoPreferred ? MuteKind::Switch : MuteKind::Button;
}

} // namespace carillon
