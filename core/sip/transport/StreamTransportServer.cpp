// The connection to the account's server: which of its hops has it, and how it is told from the others.
#include "StreamTransport.h"

namespace carillon {

using Kind = TransportError::Kind;

void StreamTransport::connectToServer(QList<Hop> hops)
{
    m_serverAlternatives = hops;
    m_serverHops = m_dead.deadLast(std::move(hops));
    tryNextServer();
}

/// RFC 3263 §4.3: one after the other until one takes us.
void StreamTransport::tryNextServer()
{
    if (m_serverHops.isEmpty()) {
        serverLost(m_serverError.value_or(TransportError{Kind::Unreachable, {}}));
        return;
    }
    const Hop hop = m_serverHops.takeFirst();
    Flow *flow = find(hop);
    if (!flow)
        flow = connectTo(hop);
    if (!flow) {
        serverLost({Kind::Unreachable, QStringLiteral("too many connections")});
        return;
    }
    m_server = flow->connection.get();
    if (m_server->isOpen())
        connectionOpened(*m_server);
}

/// The server's connection is for its own hop and for those found under the same name since, as DNS may give
/// others each time. Who names another of those that it was chosen from wants another one (RFC 3263 §4.3).
bool StreamTransport::isServerHop(const Hop &hop) const
{
    if (m_serverAlternatives.contains(hop))
        return m_server->peer() == hop;
    return std::any_of(m_serverAlternatives.begin(), m_serverAlternatives.end(), [&](const Hop &known) {
        return known.protocol == hop.protocol && known.port == hop.port && !hop.verifyName.isEmpty()
            && hop.verifyName.compare(QLatin1String(m_options.server.host), Qt::CaseInsensitive) == 0;
    });
}

/// Where we register is our server: it is kept alive, and when it goes we are told.
void StreamTransport::registersOver(StreamConnection &connection)
{
    if (&connection == m_server)
        return;
    connection.keep();
    if (m_options.server.host.isEmpty()) {
        m_registrar = &connection;
    } else if (m_serverAlternatives.contains(connection.peer())) {
        m_server = &connection;
        m_keepAlive.start();
    }
}

TlsOptions StreamTransport::tlsFor(const Hop &hop) const
{
    TlsOptions tls = m_options.tls;
    const bool isServer
        = hop.verifyName.compare(QLatin1String(m_options.server.host), Qt::CaseInsensitive) == 0;
    if (tls.verifyName.isEmpty() || !isServer)
        tls.verifyName = hop.verifyName;
    return tls;
}

void StreamTransport::serverLost(const TransportError &error)
{
    m_keepAlive.stop();
    m_lookup.reset();
    fall(error);
}

std::optional<Hop> StreamTransport::serverHop() const
{
    return m_server && m_server->isOpen() ? std::optional(m_server->peer()) : std::nullopt;
}

} // namespace carillon
