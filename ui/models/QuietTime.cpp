#include "QuietTime.h"

#include <QCoreApplication>
#include <array>

namespace carillon {
namespace {

constexpr int morning = 8; ///< when the next day begins, o'clock
constexpr std::array<int, 3> timesOfDay{morning, 12, 17};
constexpr int secondsThatAreOffered = 60 * 60; ///< "for an hour": what ends before needs no other words

QString text(const char *source)
{
    return QCoreApplication::translate("QuietTime", source);
}

QString timeText(const QDateTime &at, const QLocale &locale)
{
    return locale.toString(at.time(), QLocale::ShortFormat);
}

QDateTime morningOf(const QDate &day)
{
    return QDateTime(day, QTime(morning, 0));
}

} // namespace

// Rounded up: what ends at five is not over before.
std::optional<std::chrono::minutes> minutesOf(const QuietTime &time, const QDateTime &now)
{
    switch (time.kind) { // no default: a new kind must break this build
    case QuietTime::Kind::For: return time.lasting;
    case QuietTime::Kind::Until: {
        const std::chrono::milliseconds left(now.msecsTo(time.end));
        return std::max(std::chrono::ceil<std::chrono::minutes>(left), std::chrono::minutes(1));
    }
    case QuietTime::Kind::Off:
    case QuietTime::Kind::UntilTurnedOff: return std::nullopt;
    }
    Q_UNREACHABLE();
}

// Those of today, tomorrow morning, and the morning of the next working day where that is another.
QList<QuietEnd> quietEnds(const QDateTime &now, const QLocale &locale)
{
    QList<QuietEnd> ends;
    for (const int hour : timesOfDay) {
        const QDateTime at(now.date(), QTime(hour, 0));
        if (now.secsTo(at) > secondsThatAreOffered)
            ends.append({text("Until %1").arg(timeText(at, locale)), at});
    }
    QDate day = now.date().addDays(1);
    ends.append({text("Until &tomorrow %1").arg(timeText(morningOf(day), locale)), morningOf(day)});
    const QList<Qt::DayOfWeek> working = locale.weekdays();
    if (working.isEmpty() || working.contains(Qt::DayOfWeek(day.dayOfWeek())))
        return ends;
    while (!working.contains(Qt::DayOfWeek(day.dayOfWeek())))
        day = day.addDays(1);
    ends.append(
        {text("Until %1 %2").arg(locale.standaloneDayName(day.dayOfWeek()), timeText(morningOf(day), locale)),
            morningOf(day)});
    return ends;
}

QString quietEndText(const QDateTime &end, const QDateTime &now, const QLocale &locale)
{
    if (!end.isValid())
        return {};
    const QString time = timeText(end, locale);
    if (end.date() == now.date())
        return time;
    return text("%1 %2").arg(locale.standaloneDayName(end.date().dayOfWeek(), QLocale::ShortFormat), time);
}

} // namespace carillon
