#pragma once

#include "PhoneError.h"

#include <QByteArray>
#include <QList>
#include <optional>

namespace carillon {

/// Extra header lines that a person or a script gives a call.
namespace DialHeaders {

constexpr int MaxHeaders = 32;
constexpr qsizetype MaxValueBytes = 2048;

/// "Name: value" as a header.
PhoneResult<std::pair<QByteArray, QByteArray>> parse(const QString &line);
/// Nothing when all may be sent; bad-header for what is none, for line breaks, and for the headers that the
/// call itself makes.
std::optional<PhoneError> check(const QList<std::pair<QByteArray, QByteArray>> &headers);

} // namespace DialHeaders
} // namespace carillon
