#pragma once

#include "Result.h"

#include <QString>

namespace carillon {

/// `--log LEVEL[,category=LEVEL]...` as filter rules of QLoggingCategory; the categories are ours alone.
/// @returns a sentence for what is none.
Result<QString, QString> logRules(const QString &text);
/// Lines on stderr, with time, level and category.
void installLogHandler();

} // namespace carillon
