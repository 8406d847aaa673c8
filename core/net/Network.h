#pragma once

#include "ByteStream.h"
#include "DatagramSocket.h"
#include "MessageSocket.h"
#include "Resolver.h"
#include "TlsOptions.h"

#include <QUrl>

namespace carillon {

/// What a WebSocket handshake asks for.
struct WebSocketOptions {
    QUrl url;            ///< ws: or wss:, with path and query
    QString subprotocol; ///< the server must agree to it, else HandshakeRejected
    TlsOptions tls;
    quint64 maxMessageBytes = 1 << 20; ///< a longer message ends the connection
};

/// The network as an argument: everything that opens a socket or asks DNS. Core thread, nothing blocks.
class Network
{
public:
    Network() = default;
    Network(const Network &) = delete;
    Network &operator=(const Network &) = delete;
    virtual ~Network() = default;

    /// @param local port 0: any free one. QHostAddress::Any is both IPv4 and IPv6.
    virtual Result<std::unique_ptr<DatagramSocket>, NetworkError> bindUdp(const Endpoint &local) = 0;
    virtual Result<std::unique_ptr<StreamListener>, NetworkError> listenTcp(const Endpoint &local) = 0;
    /// The stream is Connecting; its outcome is a signal, never sent from inside the call.
    virtual std::unique_ptr<ByteStream> connectTcp(const Endpoint &to) = 0;
    virtual std::unique_ptr<ByteStream> connectTls(const Endpoint &to, const TlsOptions &tls) = 0;
    virtual std::unique_ptr<MessageSocket> connectWebSocket(const WebSocketOptions &options) = 0;
    /// Our address on the way to @p to, by the routing table; null when there is no way.
    virtual QHostAddress localAddress(const Endpoint &to) = 0;
    virtual Resolver &resolver() = 0;
};

} // namespace carillon
