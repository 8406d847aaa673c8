#pragma once

#include "SampleValues.h"
#include "SettingKeys.h"
#include "SettingRules.h"
#include "SettingsAccess.h"

#include <memory>

namespace carillon::sample {

inline QList<DeviceChoice> devices(SoundRole role)
{
    const bool isInput = role == SoundRole::Microphone;
    return {{QStringLiteral("pci"),
                isInput ? QStringLiteral("Built-in Audio Analog Stereo")
                        : QStringLiteral("Built-in Audio Digital Stereo (HDMI)"),
                role == SoundRole::Loudspeaker, false, true},
        {QStringLiteral("usb"), QStringLiteral("Jabra EVOLVE 20 MS Mono with a long name"), isInput, isInput,
            false}};
}

/// Settings as they are before anybody touched them, but for a few that somebody has used; kept as long as a
/// copy of what is returned.
inline SettingsAccess settings()
{
    const auto values = std::make_shared<QHash<QString, QString>>(
        QHash<QString, QString>{{setting::audioInput, QStringLiteral("id:headset")},
            {setting::audioInputs, QStringLiteral("headset,usb,default")},
            {setting::rings, QStringLiteral("default,usb")}, {setting::outputVolume, QStringLiteral("130")},
            {setting::ringVolume, QStringLiteral("80")},
            {setting::blocked, QStringLiteral("+4930555*,@spam.example")},
            {setting::dialRules, QStringLiteral("0=>+49;00=>+")},
            {setting::hotkeyMute, QStringLiteral("Ctrl+Alt+M")},
            {setting::forwardNoAnswer, QStringLiteral("reception")}});
    SettingsAccess access;
    access.value = [values](const QString &key) {
        return values->value(key, SettingRules::defaultValue(key).value_or(QString()));
    };
    access.set = [values](const QString &key, const QString &value) {
        const QString refusal = SettingRules::refusal(key, value);
        if (refusal.isEmpty())
            values->insert(key, value);
        return refusal;
    };
    access.devices = devices;
    access.isKnown = [](const QString &key) { return SettingRules::defaultValue(key).has_value(); };
    access.accounts = [] {
        return QList<SettingsAccess::NamedAccount>{
            {QStringLiteral("a1"), QStringLiteral("1001@example.org")}};
    };
    access.previewDial = [](const QString &typed) { return QStringLiteral("Dials %1").arg(typed); };
    access.setDoNotDisturb = [](bool, std::optional<std::chrono::minutes>) { return QString(); };
    return access;
}

} // namespace carillon::sample
