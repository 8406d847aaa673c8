#pragma once

#include <QString>
#include <QStringList>
#include <optional>

namespace carillon {

/// The settings there are, their defaults and what may stand in them. Pure functions.
namespace SettingRules {

/// Of one role, in the order of preference.
constexpr qsizetype MostDevices = 16;
/// Of a value that is no list, in characters; of each device in one that is.
constexpr qsizetype LongestWord = 1024;

QStringList keys();
/// Nothing for a key that does not exist.
std::optional<QString> defaultValue(const QString &key);
/// @returns empty, or one sentence saying why @p value is refused. The key exists.
QString refusal(const QString &key, const QString &value);

} // namespace SettingRules
} // namespace carillon
