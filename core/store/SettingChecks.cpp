#include "SettingChecks.h"

#include "SettingRules.h"

#include <QCoreApplication>
#include <QSet>

namespace carillon {

using SettingChecks::oneOf;

namespace {

constexpr int MaxAutoAnswerSeconds = 120;
constexpr int MostCalls = 4096; ///< each has ports and memory of its own

QString translated(const char *text)
{
    return QCoreApplication::translate("carillon", text);
}

bool isToneHz(const QString &text)
{
    bool isNumber = false;
    const int hz = text.toInt(&isNumber);
    return isNumber && hz >= 20 && hz <= 20000;
}

QString percent(const QString &key, const QString &value, int most)
{
    bool isNumber = false;
    const int percent = value.toInt(&isNumber);
    return isNumber && percent >= 0 && percent <= most
        ? QString()
        : translated("%1 is a number of percent from 0 to %2.").arg(key).arg(most);
}

} // namespace

QString SettingChecks::oneOf(const QString &key, const QString &value, const QStringList &allowed)
{
    if (allowed.contains(value))
        return {};
    return translated("%1 is one of %2.").arg(key, allowed.join(QLatin1String(", ")));
}

QString SettingChecks::autoAnswer(const QString &key, const QString &value)
{
    bool isNumber = false;
    const int seconds = value.toInt(&isNumber);
    if (value == QLatin1String("off") || value == QLatin1String("on")
        || (isNumber && seconds >= 0 && seconds <= MaxAutoAnswerSeconds))
        return {};
    return translated("%1 is off, on, or a number of seconds up to %2.").arg(key).arg(MaxAutoAnswerSeconds);
}

QString SettingChecks::mostCalls(const QString &key, const QString &value)
{
    bool isNumber = false;
    const int calls = value.toInt(&isNumber);
    return isNumber && calls >= 1 && calls <= MostCalls
        ? QString()
        : translated("%1 is a number from 1 to %2.").arg(key).arg(MostCalls);
}

QString SettingChecks::opusBitrate(const QString &key, const QString &value)
{
    constexpr int least = 8, most = 510; // kbit/s
    bool isNumber = false;
    const int rate = value.toInt(&isNumber);
    return isNumber && rate >= least && rate <= most
        ? QString()
        : translated("%1 is a number of kbit/s from %2 to %3.").arg(key).arg(least).arg(most);
}

QString SettingChecks::codecs(const QString &key, const QString &value)
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

QString SettingChecks::accountId(const QString &key, const QString &value)
{
    bool isNumber = value.isEmpty();
    if (value.startsWith(QLatin1Char('a')))
        value.mid(1).toUInt(&isNumber);
    return isNumber ? QString() : translated("%1 is the id of an account, or empty.").arg(key);
}

QString SettingChecks::device(const QString &key, const QString &value)
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
QString SettingChecks::devices(const QString &key, const QString &value)
{
    using SettingRules::MostDevices, SettingRules::LongestWord;
    const QStringList list = value.split(QLatin1Char(','));
    const bool isSound = std::none_of(list.begin(), list.end(), [](const QString &id) {
        return id.trimmed().isEmpty() || id.trimmed() != id || id.size() > LongestWord;
    });
    if (isSound && list.size() <= MostDevices
        && QSet<QString>(list.begin(), list.end()).size() == list.size())
        return {};
    return translated(
        "%1 is a list of up to %2 different devices, the preferred one first: their ids, or default.")
        .arg(key)
        .arg(MostDevices);
}

QString SettingChecks::volume(const QString &key, const QString &value)
{
    return percent(key, value, 200);
}

QString SettingChecks::ringVolume(const QString &key, const QString &value)
{
    return percent(key, value, 100);
}

QString SettingChecks::onOff(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("off"), QStringLiteral("on")});
}

QString SettingChecks::acceptRefer(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("ask"), QStringLiteral("always"), QStringLiteral("never")});
}

QString SettingChecks::recordingFormat(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("opus"), QStringLiteral("wav")});
}

QString SettingChecks::recordingRate(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("48000"), QStringLiteral("16000")});
}

QString SettingChecks::toneRegion(const QString &key, const QString &value)
{
    static const QStringList regions
        = QStringLiteral("auto,at,au,ch,de,es,fr,gb,it,jp,nl,us").split(QLatin1Char(','));
    return oneOf(key, value, regions);
}

QString SettingChecks::path(const QString &key, const QString &value)
{
    return value.isEmpty() || value.startsWith(QLatin1Char('/'))
        ? QString()
        : translated("%1 is a path that begins with /, or empty.").arg(key);
}

QString SettingChecks::dialLinks(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("ask"), QStringLiteral("always")});
}

QString SettingChecks::place(const QString &key, const QString &value)
{
    const QStringList parts = value.split(QLatin1Char(','));
    bool isX = false;
    bool isY = false;
    if (parts.size() == 2) {
        parts[0].toInt(&isX);
        parts[1].toInt(&isY);
    }
    return value.isEmpty() || (isX && isY) ? QString()
                                           : translated("%1 is a place as X,Y, or empty.").arg(key);
}

QString SettingChecks::theme(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")});
}

QString SettingChecks::voiceProcessing(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("auto"), QStringLiteral("always"), QStringLiteral("never")});
}

QString SettingChecks::echoCancellation(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("off"), QStringLiteral("low"), QStringLiteral("moderate")});
}

QString SettingChecks::noiseSuppression(const QString &key, const QString &value)
{
    return oneOf(key, value,
        {QStringLiteral("off"), QStringLiteral("low"), QStringLiteral("moderate"), QStringLiteral("high"),
            QStringLiteral("very-high")});
}

} // namespace carillon
