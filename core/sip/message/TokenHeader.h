#pragma once

#include "Parameters.h"

namespace carillon {

/// `word *(SEMI generic-param)`, the shape of many headers: Event, Subscription-State, Reason, Replaces,
/// Target-Dialog, Content-Disposition, Session-Expires.
struct TokenHeader {
    QByteArray token; ///< as it stands on the wire: "presence", "active", "SIP", a Call-ID, a number
    Parameters parameters;

    static Result<TokenHeader, SyntaxError> parse(QByteArrayView text);
    bool is(QByteArrayView name) const; ///< without case
    QByteArray toBytes() const;

    friend bool operator==(const TokenHeader &, const TokenHeader &) = default;
};

} // namespace carillon
