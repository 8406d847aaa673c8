#pragma once

#include "Parameters.h"

namespace carillon {

struct ViaView;

/// One Via value, RFC 3261 §20.42: `SIP/2.0/UDP host:port;branch=...`.
struct Via {
    QByteArray transport; ///< upper case: UDP, TCP, TLS, WS, WSS
    QByteArray host;      ///< an IPv6 reference keeps its brackets
    std::optional<quint16> port;
    Parameters parameters;
    QByteArray protocol = QByteArrayLiteral(
        "SIP/2.0"); ///< name and version; another version is kept, to be answered with 505

    static Result<Via, SyntaxError> parse(QByteArrayView text);
    static Result<QList<Via>, SyntaxError> parseList(QByteArrayView text);
    /// What can be read of a damaged value (the first of several), at least its sent-by: where a 400 goes.
    static Result<Via, SyntaxError> salvage(QByteArrayView text);
    static Via fromView(const ViaView &view);
    QByteArray toBytes() const;
    QByteArray branch() const;
    friend bool operator==(const Via &, const Via &) = default;
};

/// §8.1.1.7: what every branch of RFC 3261 begins with.
inline constexpr QByteArrayView MagicCookie = "z9hG4bK";

} // namespace carillon
