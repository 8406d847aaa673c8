#pragma once

#include "Endpoint.h"

#include <QByteArray>
#include <optional>

namespace carillon {

/// As much of STUN (RFC 8489) as a keep-alive needs, RFC 5626 §8: Binding without credentials, and the one
/// attribute that says how the server sees us.
struct StunBinding {
    struct Limits {
        static constexpr qsizetype MessageBytes = 576; ///< longer ones are no answer to a bare request
        static constexpr int Attributes = 32;
    };
    static constexpr qsizetype TransactionBytes = 12;
    enum class Kind { Request, Success, Error } kind = Kind::Request;
    QByteArray transaction{};         ///< TransactionBytes
    std::optional<Endpoint> mapped{}; ///< XOR-MAPPED-ADDRESS, else MAPPED-ADDRESS

    /// Told from SIP by its first byte (RFC 5626 §8) and the magic cookie.
    static bool isStun(const QByteArray &datagram);
    /// A whole datagram. Nothing: it is not STUN, no Binding, broken, or beyond the limits.
    static std::optional<StunBinding> parse(const QByteArray &datagram);
    /// Without mapped: the request of a keep-alive.
    QByteArray toBytes() const;
    friend bool operator==(const StunBinding &, const StunBinding &) = default;
};

} // namespace carillon
