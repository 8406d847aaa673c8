#pragma once

#include "Clock.h"
#include "Network.h"
#include "Random.h"
#include "Transport.h"

#include <QUrl>

namespace carillon {

/// What a program says about a user agent's way to the wire.
struct TransportOptions {
    TransportProtocol protocol = TransportProtocol::Udp;
    SipUri server;     ///< TCP, TLS: open() connects to it. Without a host there is none: listening only
    QUrl webSocketUrl; ///< WS, WSS: ws://host[:port]/path?query, kept as it is
    QHostAddress bindAddress{QHostAddress::Any};
    quint16 bindPort = 0; ///< 0: any free one
    QString caFile;       ///< PEM; when given, only what it holds is trusted, else the system's authorities
    QString verifyName;   ///< the name the certificate must carry; default: the host of server or URL
    std::chrono::milliseconds keepAliveInterval{0}; ///< 0: none
    bool compactHeaders = false;                    ///< short header names in what is sent (RFC 3261 §7.3.3)
    bool listen = true; ///< TCP accepts connections (beside UDP: on the same port)

    /// The way to a server as people write it: `sip:example.org;transport=tcp`, `sips:example.org`,
    /// `wss://example.org/ws`. It is kept alive, and nobody but the server gets in over TCP.
    static Result<TransportOptions, SyntaxError> towards(QByteArrayView server);
    /// The same for sip: and sips:, by the scheme and the transport parameter; UDP where neither says
    /// something.
    static TransportOptions towards(const SipUri &server);
};

/// The transport of one account. UDP comes with TCP on the same port (RFC 3261 §18.2.1). @p network, @p clock
/// and @p random outlive it.
std::unique_ptr<Transport> makeTransport(
    Network &network, Clock &clock, Random &random, const TransportOptions &options);

} // namespace carillon
