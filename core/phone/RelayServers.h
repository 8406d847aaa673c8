#pragma once

#include "Result.h"

#include <QString>
#include <optional>

namespace carillon {

/// A STUN server as people write it: "stun.example.org", "192.0.2.1:3478", "[2001:db8::1]:3478"; the scheme
/// of RFC 7064 may stand before it.
struct StunServer {
    static constexpr quint16 DefaultPort = 3478; ///< RFC 8489 §18.6
    QString host;                                ///< lower case; an IPv6 address without brackets
    std::optional<quint16> port;
    static std::optional<StunServer> parse(const QString &text);
    QString toString() const;
    friend bool operator==(const StunServer &, const StunServer &) = default;
};

/// A TURN server by its URI, RFC 7065, with the user that browsers and people write before the host:
/// "turn:user@relay.example.org:3478?transport=tcp", "turns:relay.example.org".
struct TurnServer {
    enum class Transport { Udp, Tcp, Tls };
    static constexpr quint16 DefaultPort = 3478; ///< RFC 8656 §15
    static constexpr quint16 DefaultTlsPort = 5349;
    enum class Secret { Hidden, Shown };
    Transport transport = Transport::Udp;
    QString host; ///< lower case; an IPv6 address without brackets
    std::optional<quint16> port;
    QString user;                    ///< unescaped; empty: whoever signs in to the account
    std::optional<QString> password; ///< only while it is on its way to the keychain
    /// @returns one sentence when it is none; it names nothing of @p text, in which a password may stand.
    static Result<TurnServer, QString> parse(const QString &text);
    QString toString(Secret secret = Secret::Hidden) const;
    quint16 portOrDefault() const
    {
        return port.value_or(transport == Transport::Tls ? DefaultTlsPort : DefaultPort);
    }
    friend bool operator==(const TurnServer &, const TurnServer &) = default;
};

} // namespace carillon
