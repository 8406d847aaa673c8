#pragma once

#include <QDateTime>
#include <QLocale>
#include <QString>
#include <chrono>
#include <optional>

namespace carillon {

/// How long callers are not to disturb.
struct QuietTime {
    enum class Kind { Off, For, Until, UntilTurnedOff } kind = Kind::UntilTurnedOff;
    std::chrono::minutes lasting{0}; ///< of For
    QDateTime end = {};              ///< of Until; local time
    friend bool operator==(const QuietTime &, const QuietTime &) = default;
};
/// From @p now on, never too short; nothing: for ever.
std::optional<std::chrono::minutes> minutesOf(const QuietTime &time, const QDateTime &now);

/// The ends by a time of day that make sense at @p now, the nearest first.
struct QuietEnd {
    QString text; ///< "Until 17:00", "Until tomorrow 08:00"
    QDateTime at;
    friend bool operator==(const QuietEnd &, const QuietEnd &) = default;
};
QList<QuietEnd> quietEnds(const QDateTime &now, const QLocale &locale);

/// Words that stay true while it lasts: "17:00" today, "Fri 08:00" of another day; empty without an end.
QString quietEndText(const QDateTime &end, const QDateTime &now, const QLocale &locale);

} // namespace carillon
