#include "VoiceSettings.h"

#include "SettingsStore.h"

#include <QStringList>

namespace carillon {

namespace {

/// The words of a setting in the order of its enumerators.
template <typename Value>
void read(Value &value, const SettingsStore &settings, const char *key, const QStringList &words)
{
    if (const qsizetype index = words.indexOf(settings.value(QLatin1String(key))); index >= 0)
        value = Value(index);
}

} // namespace

VoiceSettings VoiceSettings::of(const SettingsStore &settings)
{
    const QString off = QStringLiteral("off"), low = QStringLiteral("low"),
                  moderate = QStringLiteral("moderate");
    VoiceSettings result;
    read(result.when, settings, "voiceProcessing",
        {QStringLiteral("auto"), QStringLiteral("always"), QStringLiteral("never")});
    read(result.echo, settings, "echoCancellation", {off, low, moderate});
    read(result.noise, settings, "noiseSuppression",
        {off, low, moderate, QStringLiteral("high"), QStringLiteral("very-high")});
    read(result.gain, settings, "automaticGain", {off, QStringLiteral("on")});
    return result;
}

bool VoiceSettings::dependOn(const QString &key)
{
    return key == QLatin1String("voiceProcessing") || key == QLatin1String("echoCancellation")
        || key == QLatin1String("noiseSuppression") || key == QLatin1String("automaticGain");
}

} // namespace carillon
