#pragma once

#include <QByteArray>
#include <optional>

namespace carillon {

/// The status line in a message/sipfrag body, RFC 3420: how far a referred call is.
struct Sipfrag {
    int statusCode = 0; ///< 100..699
    QByteArray reasonPhrase;

    /// Nothing when the body does not begin with a status line.
    static std::optional<Sipfrag> parse(QByteArrayView body);
    QByteArray toBytes() const; ///< `SIP/2.0 180 Ringing` with its CRLF
    friend bool operator==(const Sipfrag &, const Sipfrag &) = default;
};

} // namespace carillon
