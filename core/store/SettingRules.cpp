#include "SettingRules.h"

#include "CallSettingChecks.h"
#include "SettingChecks.h"

#include <QCoreApplication>
#include <array>

namespace carillon {

namespace {

constexpr qsizetype ListLength = 32768; ///< for those that are lists of a person's
constexpr qsizetype DevicesLength = SettingRules::MostDevices * (SettingRules::LongestWord + 1);

struct Rule {
    const char *key;
    const char *defaultValue;
    QString (*refusal)(const QString &key, const QString &value);
    qsizetype longest = SettingRules::LongestWord;
};

using namespace SettingChecks;
using namespace CallSettingChecks;

constexpr std::array rules{
    // clang-format off: one rule a line
    Rule{"acceptRefer", "ask", acceptRefer}, Rule{"alertStyle", "popup", alertStyle},
    Rule{"audioInput", "default", device}, Rule{"audioInputs", "default", devices, DevicesLength},
    Rule{"audioOutput", "default", device}, Rule{"audioOutputs", "default", devices, DevicesLength},
    Rule{"autoAnswer", "off", autoAnswer},
    Rule{"autoAnswerFor", "", patterns, ListLength}, // empty: everybody
    Rule{"autoAnswerHeader", "off", onOff},          // what asks for it in the request, of autoAnswerFor
    Rule{"automaticGain", "on", onOff}, Rule{"blocked", "", patterns, ListLength},
    Rule{"callStrip", "off", onOff}, Rule{"callStripPlace", "", place}, // the small one on top
    Rule{"closeToTray", "on", onOff}, Rule{"codecs", "opus,g722,pcmu,pcma", codecs},
    Rule{"defaultAccount", "", accountId}, Rule{"dialLinks", "ask", dialLinks},
    Rule{"dialRules", "", dialRules, ListLength}, Rule{"dnd", "off", onOff}, Rule{"dndCode", "486", dndCode},
    Rule{"dndUntil", "", pointInTime}, // empty: until somebody ends it
    Rule{"echoCancellation", "moderate", echoCancellation},
    Rule{"forwardAfter", "20", forwardAfter}, // seconds, of forwardNoAnswer
    Rule{"forwardAlways", "", target}, Rule{"forwardBusy", "", target}, Rule{"forwardNoAnswer", "", target},
    Rule{"globalHotkeys", "off", onOff}, Rule{"headset", "on", onOff}, Rule{"hookCommand", "", path},
    Rule{"hotkeyAnswer", "Ctrl+Alt+A", hotkey}, Rule{"hotkeyHangUp", "Ctrl+Alt+H", hotkey},
    Rule{"hotkeyMute", "Ctrl+Alt+M", hotkey}, Rule{"inputVolume", "100", volume},
    Rule{"keepAwake", "on", onOff}, Rule{"lamps", "on", onOff}, // whether favourites are free
    Rule{"mostCalls", "64", mostCalls}, // of an account at a time; counts when it begins
    Rule{"noiseSuppression", "moderate", noiseSuppression},
    Rule{"opusBitrate", "32", opusBitrate}, // kbit/s, the most that we send
    Rule{"outputVolume", "100", volume}, Rule{"pausePlayers", "on", onOff},
    Rule{"recordingFolder", "", path}, // empty: Carillon in the folder for music
    Rule{"recordingFormat", "opus", recordingFormat}, Rule{"recordingRate", "48000", recordingRate},
    Rule{"recordingTone", "off", onOff}, Rule{"ringDevice", "default", device}, Rule{"ringFile", "", path},
    Rule{"ringVolume", "100", ringVolume}, Rule{"rings", "default", devices, DevicesLength},
    Rule{"showDialPad", "off", onOff}, Rule{"silenceSuppression", "off", onOff},
    Rule{"stereo", "off", onOff},       // of Opus, where the other side likes it too
    Rule{"strictContact", "on", onOff}, // what is not for our contact or address never rings
    Rule{"theme", "system", theme}, Rule{"toneRegion", "auto", toneRegion},
    Rule{"transferCode", "", transferCode}, Rule{"transferVerb", "lamp", transferVerb},
    Rule{"undoSeconds", "2", undoSeconds},
    Rule{"voiceProcessing", "auto", voiceProcessing}, // auto: of real microphones
    // clang-format on
};

const Rule *ruleOf(const QString &key)
{
    const auto rule = std::find_if(
        rules.begin(), rules.end(), [&](const Rule &r) { return key == QLatin1String(r.key); });
    return rule == rules.end() ? nullptr : rule;
}

} // namespace

QStringList SettingRules::keys()
{
    QStringList names;
    for (const Rule &rule : rules)
        names.append(QLatin1String(rule.key));
    return names;
}

std::optional<QString> SettingRules::defaultValue(const QString &key)
{
    const Rule *rule = ruleOf(key);
    return rule ? std::optional(QString(QLatin1String(rule->defaultValue))) : std::nullopt;
}

QString SettingRules::refusal(const QString &key, const QString &value)
{
    const Rule &rule = *ruleOf(key);
    const bool printable = std::all_of(value.begin(), value.end(), [](QChar c) { return c.isPrint(); });
    if (!printable || value.size() > rule.longest)
        return QCoreApplication::translate(
            "carillon", "The value of %1 is too long or holds characters which cannot be printed.")
            .arg(key);
    return rule.refusal(key, value);
}

} // namespace carillon
