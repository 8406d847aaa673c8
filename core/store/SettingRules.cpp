#include "SettingRules.h"

#include <QCoreApplication>
#include <QSet>
#include <array>

namespace carillon {

namespace {

constexpr int MaxValueLength = 1024;
constexpr int MaxAutoAnswerSeconds = 120;
constexpr int MostCalls = 4096; ///< each has ports and memory of its own

QString translated(const char *text)
{
    return QCoreApplication::translate("carillon", text);
}

QString oneOf(const QString &key, const QString &value, const QStringList &allowed)
{
    if (allowed.contains(value))
        return {};
    return translated("%1 is one of %2.").arg(key, allowed.join(QLatin1String(", ")));
}

QString autoAnswer(const QString &key, const QString &value)
{
    bool isNumber = false;
    const int seconds = value.toInt(&isNumber);
    if (value == QLatin1String("off") || value == QLatin1String("on")
        || (isNumber && seconds >= 0 && seconds <= MaxAutoAnswerSeconds))
        return {};
    return translated("%1 is off, on, or a number of seconds up to %2.").arg(key).arg(MaxAutoAnswerSeconds);
}

QString mostCalls(const QString &key, const QString &value)
{
    bool isNumber = false;
    const int calls = value.toInt(&isNumber);
    return isNumber && calls >= 1 && calls <= MostCalls
        ? QString()
        : translated("%1 is a number from 1 to %2.").arg(key).arg(MostCalls);
}

QString opusBitrate(const QString &key, const QString &value)
{
    constexpr int least = 8, most = 510; // kbit/s
    bool isNumber = false;
    const int rate = value.toInt(&isNumber);
    return isNumber && rate >= least && rate <= most
        ? QString()
        : translated("%1 is a number of kbit/s from %2 to %3.").arg(key).arg(least).arg(most);
}

QString codecs(const QString &key, const QString &value)
{
    static const QStringList known{QStringLiteral("opus"), QStringLiteral("g722"), QStringLiteral("pcmu"),
        QStringLiteral("pcma"), QStringLiteral("l16"), QStringLiteral("l16-48k")};
    const QStringList list = value.split(QLatin1Char(','));
    const bool allKnown
        = std::all_of(list.begin(), list.end(), [](const QString &name) { return known.contains(name); });
    if (allKnown && QSet<QString>(list.begin(), list.end()).size() == list.size())
        return {};
    return translated("%1 is a list of different codecs, the preferred one first, out of %2.")
        .arg(key, known.join(QLatin1Char(',')));
}

QString accountId(const QString &key, const QString &value)
{
    bool isNumber = value.isEmpty();
    if (value.startsWith(QLatin1Char('a')))
        value.mid(1).toUInt(&isNumber);
    return isNumber ? QString() : translated("%1 is the id of an account, or empty.").arg(key);
}

bool isToneHz(const QString &text)
{
    bool isNumber = false;
    const int hz = text.toInt(&isNumber);
    return isNumber && hz >= 20 && hz <= 20000;
}

QString device(const QString &key, const QString &value)
{
    const bool input = key == QLatin1String("audioInput");
    if (value == QLatin1String("default") || value == QLatin1String("null")
        || (value.startsWith(QLatin1String("id:")) && value.size() > 3)
        || (value.startsWith(QLatin1String("file:")) && value.size() > 5)
        || (input && value.startsWith(QLatin1String("tone:")) && isToneHz(value.mid(5))))
        return {};
    return input
        ? translated("%1 is default, null, tone:HZ (20 to 20000), file:PATH.wav or id:DEVICE.").arg(key)
        : translated("%1 is default, null, file:PATH.wav or id:DEVICE.").arg(key);
}

/// Ids as the sound system gives them.
QString devices(const QString &key, const QString &value)
{
    constexpr int MostDevices = 16;
    const QStringList list = value.split(QLatin1Char(','));
    const bool isSound = std::none_of(list.begin(), list.end(),
        [](const QString &id) { return id.trimmed().isEmpty() || id.trimmed() != id; });
    if (isSound && list.size() <= MostDevices
        && QSet<QString>(list.begin(), list.end()).size() == list.size())
        return {};
    return translated(
        "%1 is a list of up to %2 different devices, the preferred one first: their ids, or default.")
        .arg(key)
        .arg(MostDevices);
}

QString percent(const QString &key, const QString &value, int most)
{
    bool isNumber = false;
    const int percent = value.toInt(&isNumber);
    return isNumber && percent >= 0 && percent <= most
        ? QString()
        : translated("%1 is a number of percent from 0 to %2.").arg(key).arg(most);
}

QString volume(const QString &key, const QString &value)
{
    return percent(key, value, 200);
}

QString ringVolume(const QString &key, const QString &value)
{
    return percent(key, value, 100);
}

QString onOff(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("off"), QStringLiteral("on")});
}

QString acceptRefer(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("ask"), QStringLiteral("always"), QStringLiteral("never")});
}

QString recordingFormat(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("opus"), QStringLiteral("wav")});
}

QString recordingRate(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("48000"), QStringLiteral("16000")});
}

QString toneRegion(const QString &key, const QString &value)
{
    static const QStringList regions
        = QStringLiteral("auto,at,au,ch,de,es,fr,gb,it,jp,nl,us").split(QLatin1Char(','));
    return oneOf(key, value, regions);
}

QString path(const QString &key, const QString &value)
{
    return value.isEmpty() || value.startsWith(QLatin1Char('/'))
        ? QString()
        : translated("%1 is a path that begins with /, or empty.").arg(key);
}

/// Of a window on the screen.
QString place(const QString &key, const QString &value)
{
    const QStringList parts = value.split(QLatin1Char(','));
    bool isX = false, isY = false;
    if (parts.size() == 2) {
        parts[0].toInt(&isX);
        parts[1].toInt(&isY);
    }
    return value.isEmpty() || (isX && isY) ? QString()
                                           : translated("%1 is a place as X,Y, or empty.").arg(key);
}

QString dialLinks(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("ask"), QStringLiteral("always")});
}

QString theme(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")});
}

QString voiceProcessing(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("auto"), QStringLiteral("always"), QStringLiteral("never")});
}

QString echoCancellation(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("off"), QStringLiteral("low"), QStringLiteral("moderate")});
}

QString noiseSuppression(const QString &key, const QString &value)
{
    return oneOf(key, value,
        {QStringLiteral("off"), QStringLiteral("low"), QStringLiteral("moderate"), QStringLiteral("high"),
            QStringLiteral("very-high")});
}

struct Rule {
    const char *key;
    const char *defaultValue;
    QString (*refusal)(const QString &key, const QString &value);
};

constexpr std::array rules{
    // clang-format off: one rule a line
    Rule{"acceptRefer", "ask", acceptRefer}, Rule{"audioInput", "default", device},
    Rule{"audioInputs", "default", devices}, Rule{"audioOutput", "default", device},
    Rule{"audioOutputs", "default", devices}, Rule{"autoAnswer", "off", autoAnswer},
    Rule{"automaticGain", "on", onOff}, Rule{"closeToTray", "on", onOff}, Rule{"callStrip", "off", onOff},
    Rule{"callStripPlace", "", place}, // the small one on top
    Rule{"codecs", "opus,g722,pcmu,pcma", codecs}, Rule{"defaultAccount", "", accountId},
    Rule{"dialLinks", "ask", dialLinks}, Rule{"dnd", "off", onOff},
    Rule{"echoCancellation", "moderate", echoCancellation}, Rule{"inputVolume", "100", volume},
    Rule{"mostCalls", "64", mostCalls}, // of an account at a time; counts when it begins
    Rule{"noiseSuppression", "moderate", noiseSuppression},
    Rule{"opusBitrate", "32", opusBitrate}, // kbit/s, the most that we send
    Rule{"outputVolume", "100", volume},
    Rule{"recordingFolder", "", path}, // empty: Carillon in the folder for music
    Rule{"recordingFormat", "opus", recordingFormat}, Rule{"recordingRate", "48000", recordingRate},
    Rule{"recordingTone", "off", onOff}, Rule{"ringDevice", "default", device}, Rule{"ringFile", "", path},
    Rule{"ringVolume", "100", ringVolume}, Rule{"rings", "default", devices},
    Rule{"showDialPad", "off", onOff}, Rule{"silenceSuppression", "off", onOff},
    Rule{"theme", "system", theme}, Rule{"toneRegion", "auto", toneRegion},
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
    const bool printable = std::all_of(value.begin(), value.end(), [](QChar c) { return c.isPrint(); });
    if (!printable || value.size() > MaxValueLength)
        return translated("The value of %1 is too long or holds characters which cannot be printed.")
            .arg(key);
    return ruleOf(key)->refusal(key, value);
}

} // namespace carillon
