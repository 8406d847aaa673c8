#include "TurnTlsTunnel.h"

#include "LaterDeleter.h"

#include <algorithm>

namespace carillon {

/// One connection of libnice and the TLS connection it goes on through.
struct TurnTlsTunnel::Connection {
    LaterDeleted<ByteStream> agent;
    LaterDeleted<ByteStream> server;
    QByteArray early; ///< said before the server was verified
};

TurnTlsTunnel::TurnTlsTunnel(Network &network, Server server, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_server(std::move(server))
{
}

TurnTlsTunnel::~TurnTlsTunnel()
{
    for (const auto &connection : m_connections) {
        connection->agent->close();
        connection->server->close();
    }
}

Result<Endpoint, NetworkError> TurnTlsTunnel::listen(QHostAddress::SpecialAddress loopback)
{
    auto listener = m_network.listenTcp({QHostAddress(loopback), 0});
    if (!listener)
        return Failure<NetworkError>(listener.error());
    m_listener = std::move(*listener);
    connect(m_listener.get(), &StreamListener::accepted, this, &TurnTlsTunnel::accept);
    return m_listener->local();
}

void TurnTlsTunnel::accept()
{
    while (m_listener) {
        std::unique_ptr<ByteStream> stream = m_listener->take();
        if (!stream)
            return;
        if (m_accepted == MaxConnections) {
            stream->close();
            continue;
        }
        ++m_accepted;
        auto owned = std::make_unique<Connection>();
        Connection &connection = *owned;
        connection.agent.reset(stream.release());
        connection.server.reset(
            m_network.connectTls(m_server.address, {m_server.caFile, m_server.name}).release());
        m_connections.push_back(std::move(owned));
        connect(connection.server.get(), &ByteStream::opened, this,
            [&connection] { connection.server->write(std::exchange(connection.early, {})); });
        pipe(*connection.agent, *connection.server, connection);
        pipe(*connection.server, *connection.agent, connection);
    }
}

void TurnTlsTunnel::pipe(ByteStream &from, ByteStream &to, Connection &connection)
{
    connect(&from, &ByteStream::received, this, [this, &to, &connection](const QByteArray &bytes) {
        const bool isOpen = to.state() == ByteStream::State::Open;
        const qint64 queued = isOpen ? to.bytesToWrite() : connection.early.size();
        if (queued + bytes.size() > MaxQueuedBytes)
            return drop(connection);
        if (isOpen)
            to.write(bytes);
        else
            connection.early += bytes; // never in the clear, and never before the peer was verified
    });
    connect(&from, &ByteStream::closed, this, [this, &from, &connection](const NetworkError &reason) {
        const bool isServer = &from == connection.server.get();
        drop(connection);
        if (isServer)
            Q_EMIT failed(reason);
    });
}

void TurnTlsTunnel::drop(Connection &connection)
{
    connection.agent->disconnect(this);
    connection.server->disconnect(this);
    connection.agent->close();
    connection.server->close();
    const auto isIt = [&connection](const auto &each) { return each.get() == &connection; };
    m_connections.erase(
        std::remove_if(m_connections.begin(), m_connections.end(), isIt), m_connections.end());
}

} // namespace carillon
