#pragma once

#include "Parameters.h"

namespace carillon {

/// WWW-Authenticate / Proxy-Authenticate, Authorization / Proxy-Authorization, RFC 3261 §25.1: scheme and
/// auth-params. Values are unquoted and unescaped here.
struct Challenge {
    QByteArray scheme; ///< as written; compare without case
    Parameters parameters;
    static Result<Challenge, SyntaxError> parse(QByteArrayView text);
    friend bool operator==(const Challenge &, const Challenge &) = default;
};

/// `"text"` with backslash escapes, RFC 3261 §25.1 quoted-string.
QByteArray quoted(QByteArrayView text);
/// The reverse; a text without quotes is returned as it is.
QByteArray unquoted(QByteArrayView text);

} // namespace carillon
