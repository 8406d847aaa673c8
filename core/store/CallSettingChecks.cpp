#include "CallSettingChecks.h"

#include "CallerPattern.h"
#include "DialRules.h"
#include "SettingChecks.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

namespace carillon {

using SettingChecks::oneOf;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("carillon", text);
}

QString seconds(const QString &key, const QString &value, int least, int most)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    return isNumber && number >= least && number <= most
        ? QString()
        : translated("%1 is a number of seconds from %2 to %3.").arg(key).arg(least).arg(most);
}

} // namespace

QString CallSettingChecks::alertStyle(const QString &key, const QString &value)
{
    return oneOf(
        key, value, {QStringLiteral("popup"), QStringLiteral("notification"), QStringLiteral("both")});
}

QString CallSettingChecks::dialRules(const QString &key, const QString &value)
{
    const auto problem = DialRules::check(value);
    if (!problem)
        return {};
    const QString rule = problem->rule.left(60);
    switch (problem->wrong) {
    case DialRules::Wrong::NoArrow:
        return translated("%1: \"%2\" is no rule; write pattern=>replacement.").arg(key, rule);
    case DialRules::Wrong::Pattern:
        return translated("%1: the pattern of \"%2\" has digits, *, #, a + in front, X for any digit, and a "
                          ". or $ at its end.")
            .arg(key, rule);
    case DialRules::Wrong::Replacement:
        return translated("%1: the replacement of \"%2\" cannot be dialled; it has digits, *, #, a + in "
                          "front, no more X than the pattern, a . for the rest, and perhaps @ and a host.")
            .arg(key, rule);
    case DialRules::Wrong::TooMany:
        return translated("%1 has at most %2 rules of %3 characters.")
            .arg(key)
            .arg(DialRules::Limits::Rules)
            .arg(DialRules::Limits::Characters);
    }
    Q_UNREACHABLE();
}

QString CallSettingChecks::dndCode(const QString &key, const QString &value)
{
    return oneOf(key, value,
        {QStringLiteral("480"), QStringLiteral("486"), QStringLiteral("600"), QStringLiteral("603")});
}

QString CallSettingChecks::forwardAfter(const QString &key, const QString &value)
{
    return seconds(key, value, 5, 120);
}

QString CallSettingChecks::hotkey(const QString &key, const QString &value)
{
    static const QRegularExpression form(
        QStringLiteral("^((Ctrl|Alt|Shift|Meta)\\+){0,4}([A-Z0-9]|F[1-9]|F[12][0-9]|F3[0-5]|[A-Z][A-Za-z "
                       "]{1,24})$"));
    return value.isEmpty() || form.match(value).hasMatch()
        ? QString()
        : translated("%1 is a key such as Ctrl+Alt+A, or empty.").arg(key);
}

QString CallSettingChecks::patterns(const QString &key, const QString &value)
{
    const QString wrong = CallerPattern::firstWrong(value);
    return wrong.isEmpty()
        ? QString()
        : translated("%1 is a list of numbers, names, addresses or @domains with commas between them, * for "
                     "anything, at most %2; \"%3\" is none.")
              .arg(key)
              .arg(CallerPattern::Limits::Patterns)
              .arg(wrong.left(60));
}

QString CallSettingChecks::pointInTime(const QString &key, const QString &value)
{
    const QDateTime time = QDateTime::fromString(value, Qt::ISODateWithMs);
    return value.isEmpty() || (time.isValid() && time.timeSpec() == Qt::UTC)
        ? QString()
        : translated("%1 is a time in UTC such as 2027-01-31T18:00:00Z, or empty.").arg(key);
}

QString CallSettingChecks::target(const QString &key, const QString &value)
{
    constexpr qsizetype longest = 512;
    static const QString notInTarget = QStringLiteral("<>\"\\");
    const bool canBe = value.size() <= longest && value.trimmed() == value
        && std::none_of(value.begin(), value.end(), [](QChar c) { return notInTarget.contains(c); });
    return canBe ? QString() : translated("%1 is a number or an address to call, or empty.").arg(key);
}

QString CallSettingChecks::transferCode(const QString &key, const QString &value)
{
    static const QRegularExpression form(QStringLiteral("^[0-9*#A-D]{0,16},{0,3}$"));
    return form.match(value).hasMatch()
        ? QString()
        : translated("%1 is the telephone system's code for a transfer, such as *2, or empty.").arg(key);
}

QString CallSettingChecks::transferVerb(const QString &key, const QString &value)
{
    return oneOf(key, value, {QStringLiteral("send"), QStringLiteral("ask"), QStringLiteral("lamp")});
}

QString CallSettingChecks::undoSeconds(const QString &key, const QString &value)
{
    return seconds(key, value, 0, 5);
}

} // namespace carillon
