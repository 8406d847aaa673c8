#pragma once

#include "PhoneMedia.h"

namespace carillon {

class SettingsStore;

/// The settings of devices and what they make of the phone's sound: the one that was chosen (audioInput,
/// audioOutput, ringDevice), the order it stands in front of (audioInputs, audioOutputs, rings), the volumes.
class DevicePreference final
{
public:
    DevicePreference(SettingsStore &settings, PhoneMedia &media);
    /// @returns empty, or why a device cannot be had; it is then not kept as the one to use.
    QString refusal(const QString &key, const QString &value);
    void changed(const QString &key, const QString &value);

    /// What the settings say of @p role, the chosen one first; empty where that is no device of the system's.
    static QStringList order(const SettingsStore &settings, PhoneMedia::Role role);
    static int volume(const SettingsStore &settings, PhoneMedia::Role role);

private:
    struct Keys; ///< of one role
    QStringList orderOf(const Keys &keys, const QString &chosen) const;

    SettingsStore &m_settings;
    PhoneMedia &m_media;
    bool m_isFollowing = false; ///< one setting follows the other: it is no wish of its own
};

} // namespace carillon
