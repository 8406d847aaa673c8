#pragma once

#include <QString>

namespace carillon {

class SettingsStore;

/// What the settings say is to be done to the sound of the microphone.
struct VoiceSettings {
    /// `voiceProcessing`: files, tones and silence of ours pass as they are unless `always` is said.
    enum class When { Auto, Always, Never } when = When::Auto;
    /// `echoCancellation`
    enum class Echo { Off, Low, Moderate } echo = Echo::Moderate;
    /// `noiseSuppression`
    enum class Noise { Off, Low, Moderate, High, VeryHigh } noise = Noise::Moderate;
    /// `automaticGain`
    enum class Gain { Off, Adaptive } gain = Gain::Adaptive;

    static VoiceSettings of(const SettingsStore &settings);
    /// Whether of() looks at the setting @p key.
    static bool dependOn(const QString &key);
    friend bool operator==(const VoiceSettings &, const VoiceSettings &) = default;
};

} // namespace carillon
