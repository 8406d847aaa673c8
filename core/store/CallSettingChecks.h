#pragma once

#include <QString>

namespace carillon {

/// SettingChecks of what becomes of calls, and of the desktop around them.
namespace CallSettingChecks {

QString alertStyle(const QString &key, const QString &value);
QString dialRules(const QString &key, const QString &value); ///< see DialRules
QString dndCode(const QString &key, const QString &value);
QString forwardAfter(const QString &key, const QString &value);
QString hotkey(const QString &key, const QString &value);
QString patterns(const QString &key, const QString &value);    ///< see CallerPattern
QString pointInTime(const QString &key, const QString &value); ///< ISO 8601 in UTC, or empty
/// Something to call; whether it can be, the phone knows.
QString target(const QString &key, const QString &value);
QString transferCode(const QString &key, const QString &value);
QString transferVerb(const QString &key, const QString &value);
QString undoSeconds(const QString &key, const QString &value);

} // namespace CallSettingChecks
} // namespace carillon
