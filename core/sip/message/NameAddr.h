#pragma once

#include "SipUri.h"

namespace carillon {

struct NameAddrView;

/// From, To, Contact, Route, Refer-To and their like: RFC 3261 §20.10, §25.1 name-addr / addr-spec.
struct NameAddr {
    QByteArray displayName; ///< unquoted and unescaped UTF-8; empty when absent
    SipUri uri;
    QByteArray
        otherUri; ///< the whole URI when its scheme is not sip or sips (tel:, urn:, ...); then uri is empty
    Parameters parameters; ///< of the header, not of the URI: tag, expires, q, +sip.instance

    /// One value. `sip:a@b;x=1` without angle brackets: x belongs to the header (§20.10).
    static Result<NameAddr, SyntaxError> parse(QByteArrayView text);
    /// Several values separated by commas; an empty list for an empty text.
    static Result<QList<NameAddr>, SyntaxError> parseList(QByteArrayView text);
    static NameAddr fromView(const NameAddrView &view);
    /// Always with angle brackets; the display name quoted when it is not a token list.
    QByteArray toBytes() const;
    QByteArray tag() const;
    friend bool operator==(const NameAddr &, const NameAddr &) = default;
};

} // namespace carillon
