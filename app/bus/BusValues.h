#pragma once

#include "Result.h"

#include <QJsonValue>
#include <QStringList>
#include <QVariant>

namespace carillon {

/// Between JSON, which the verbs speak, and what D-Bus carries. Pure functions.
namespace BusValues {

/// Numbers without a fraction as x, lists of words as as; what is null is left out.
QVariantMap fromJson(const QJsonObject &object);
QVariant fromJson(const QJsonValue &value);
/// Options by their names to the words of `ctl`: true is a flag, a list is the option again and again.
/// @returns what cannot be an option's value.
Result<QStringList, QString> toWords(const QVariantMap &options);
/// org.carillon.Error.UnknownCall for unknown-call.
QString errorName(const QString &code);

} // namespace BusValues
} // namespace carillon
