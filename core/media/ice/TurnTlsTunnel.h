#pragma once

#include "Endpoint.h"
#include "Network.h"

#include <QObject>
#include <memory>
#include <vector>

namespace carillon {

/// TURN over TLS (RFC 8656 §3.1) for libnice, which has none of its own: what it calls TLS begins with a bare
/// STUN message. It is told of a TURN server over TCP on our loopback instead, and what it sends there goes
/// on through a verified TLS connection, or nowhere. Core thread.
///
/// Constraint: libnice connects once for each of our addresses and components. Chosen: MaxConnections, then
/// the door is shut; a stranger of this machine who gets in first has gained a TLS connection to a public
/// server, and no secret. Bytes pass the core thread's loop, twice: some hundred microseconds for those who
/// have no better way. What the server does not take is kept up to MaxQueuedBytes (1 s of Opus is 8 KiB),
/// then the connection ends, since a byte stream cannot skip.
class TurnTlsTunnel final : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxConnections = 16;
    static constexpr qint64 MaxQueuedBytes = 128 * 1024;

    struct Server {
        Endpoint address;
        QString name; ///< what its certificate must say
        QString caFile;
    };

    TurnTlsTunnel(Network &network, Server server, QObject *parent = nullptr);
    ~TurnTlsTunnel() override;

    /// Where libnice shall connect, 127.0.0.1 or ::1. Fails when the system gives no port.
    Result<Endpoint, NetworkError> listen(QHostAddress::SpecialAddress loopback);

Q_SIGNALS:
    /// The server cannot be reached or is not who it should be; once for each connection.
    void failed(const carillon::NetworkError &reason);

private:
    struct Connection;
    void accept();
    void pipe(ByteStream &from, ByteStream &to, Connection &connection);
    void drop(Connection &connection);

    Network &m_network;
    Server m_server;
    std::unique_ptr<StreamListener> m_listener;
    std::vector<std::unique_ptr<Connection>> m_connections;
    int m_accepted = 0;
};

} // namespace carillon
