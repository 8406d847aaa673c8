#include "StreamTransport.h"

#include "InboundRoom.h"
#include "Logging.h"

#include <QPointer>

namespace carillon {

using Origin = StreamConnection::Origin;
using Kind = TransportError::Kind;

StreamTransport::StreamTransport(
    Network &network, Clock &clock, Random &random, StreamTransportOptions options)
    : WireTransport(clock, random)
    , m_network(network)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_hopResolver(network.resolver(), random)
    , m_dead(clock)
    , m_keepAlive(clock, random, KeepAlive::PongWatch::AfterFirstPong,
          {[this] {
               if (m_server && m_server->isOpen())
                   m_server->send("\r\n\r\n", {});
           },
              [this] {
                  if (m_server)
                      drop(*m_server, {Kind::TimedOut, QStringLiteral("no answer to the keep-alive")});
              }})
{
    m_keepAlive.setInterval(m_options.keepAliveInterval);
}

StreamTransport::~StreamTransport() = default;

void StreamTransport::open()
{
    if (state() == State::Connecting || state() == State::Connected)
        return;
    QMetaObject::invokeMethod(this, &StreamTransport::begin, Qt::QueuedConnection);
    setState(State::Connecting); // last: whoever hears of it may delete us
}

void StreamTransport::begin()
{
    if (state() != State::Connecting || m_lookup || m_server || !listen())
        return;
    if (m_options.server.host.isEmpty()) {
        setState(State::Connected);
        return;
    }
    m_serverError.reset();
    auto lookup = m_hopResolver.resolve(m_options.server, {protocol()}, [this](const auto &hops) {
        if (state() != State::Connecting)
            return;
        if (hops)
            connectToServer(*hops);
        else
            serverLost(hops.error());
    });
    if (state() == State::Connecting && !m_server)
        m_lookup = std::move(lookup);
}

bool StreamTransport::listen()
{
    if (!m_options.listen || m_listener)
        return true;
    auto listener = m_network.listenTcp(*m_options.listen);
    if (!listener) {
        fall({Kind::BindFailed,
            QStringLiteral("TCP %1, port %2: %3")
                .arg(m_options.listen->address.toString())
                .arg(m_options.listen->port)
                .arg(listener.error().detail)});
        return false;
    }
    m_listener = std::move(*listener);
    connect(m_listener.get(), &StreamListener::accepted, this, &StreamTransport::acceptAll);
    return true;
}

void StreamTransport::close()
{
    const QPointer<StreamTransport> self(this);
    m_keepAlive.stop();
    m_lookup.reset();
    m_serverHops.clear();
    m_dead.clear();
    m_listener.reset();
    m_server = m_registrar = nullptr;
    for (const auto &flow : std::exchange(m_flows, {})) {
        flow->connection->close({Kind::Closed, {}});
        for (auto &waiting : flow->waiting)
            failLater(std::move(waiting.failed), {Kind::Closed, {}});
    }
    if (self)
        retire();
}

void StreamTransport::acceptAll()
{
    while (m_listener) {
        auto stream = m_listener->take();
        if (!stream)
            return;
        const Endpoint peer = stream->peer();
        if (!makeRoom(unmapped(peer.address))) {
            ++intake().counters().refusedConnections;
            stream->close();
            continue;
        }
        add(std::move(stream), {protocol(), unmapped(peer.address), peer.port, {}}, Origin::Inbound);
    }
}

bool StreamTransport::makeRoom(const QHostAddress &source)
{
    QList<InboundRoom::Occupant> occupants;
    std::vector<StreamConnection *> inbound;
    for (const auto &flow : m_flows) {
        if (flow->connection->origin() != Origin::Inbound)
            continue;
        inbound.push_back(flow->connection.get());
        occupants.append({flow->connection->peer().address, flow->connection->isProven()});
    }
    const auto decision = InboundRoom::decide(occupants, source, Limits::Inbound);
    if (decision.leaving) {
        ++intake().counters().refusedConnections;
        drop(
            *inbound[std::size_t(*decision.leaving)], {Kind::Closed, QStringLiteral("too many connections")});
    }
    return decision.isAdmitted;
}

const StreamTransport::Flow *StreamTransport::find(const Hop &hop) const
{
    const bool isAddressOnly = !QHostAddress(hop.verifyName).isNull() || hop.verifyName.isEmpty();
    const bool isServer = m_server && m_server->isOpen() && isServerHop(hop);
    for (const auto &flow : m_flows) {
        if (isServer && flow->connection.get() == m_server)
            return flow.get();
        const Hop &peer = flow->connection->peer();
        if (peer.protocol != hop.protocol || peer.port != hop.port || peer.address != hop.address)
            continue;
        // TLS: one name's connection does not serve another name on the same address. But where only the
        // address is known, as in a Contact or Record-Route of the account's server, its proven connection is
        // it.
        if (!isSecure(hop.protocol) || peer.verifyName == hop.verifyName
            || (isAddressOnly && flow->connection.get() == m_server))
            return flow.get();
    }
    return nullptr;
}

StreamTransport::Flow *StreamTransport::find(const Hop &hop)
{
    return const_cast<Flow *>(std::as_const(*this).find(hop));
}

bool StreamTransport::isConnectedTo(const Hop &hop) const
{
    const Flow *flow = find(hop);
    return flow && flow->connection->isOpen();
}

StreamTransport::Flow *StreamTransport::connectTo(const Hop &hop)
{
    const auto outbound = std::count_if(m_flows.begin(), m_flows.end(),
        [](const auto &flow) { return flow->connection->origin() == Origin::Outbound; });
    if (outbound >= Limits::Outbound)
        return nullptr;
    const Endpoint to{hop.address, hop.port};
    auto stream = isSecure(hop.protocol) ? m_network.connectTls(to, tlsFor(hop)) : m_network.connectTcp(to);
    return &add(std::move(stream), hop, Origin::Outbound);
}

StreamTransport::Flow &StreamTransport::add(
    std::unique_ptr<ByteStream> stream, const Hop &peer, Origin origin)
{
    auto flow = std::make_unique<Flow>();
    flow->connection = std::make_unique<StreamConnection>(
        std::move(stream), peer, origin, StreamConnection::Context{m_clock, *this});
    StreamConnection *const connection = flow->connection.get();
    connect(connection, &StreamConnection::messageReceived, this,
        [this, peer](const QByteArray &bytes) { take(bytes, peer); });
    connect(
        connection, &StreamConnection::opened, this, [this, connection] { connectionOpened(*connection); });
    connect(connection, &StreamConnection::framingFault, this, [this, peer](const QByteArray &head) {
        ++intake().counters().framingFaults;
        refuseUnframed(head, peer);
    });
    connect(connection, &StreamConnection::pongReceived, this, [this, connection] {
        if (connection == m_server)
            m_keepAlive.pongReceived();
    });
    connect(connection, &StreamConnection::closed, this,
        [this, connection](const TransportError &error) { connectionClosed(*connection, error); });
    m_flows.push_back(std::move(flow));
    return *m_flows.back();
}

void StreamTransport::connectionOpened(StreamConnection &connection)
{
    const QPointer<StreamTransport> self(this);
    const QPointer<StreamConnection> still(&connection);
    if (&connection == m_server) {
        connection.keep();
        m_dead.alive(connection.peer());
        m_lookup.reset();
        m_serverHops.clear();
        m_keepAlive.start();
        setState(State::Connected);
    }
    if (!self || !still)
        return;
    for (const auto &flow : m_flows) {
        if (flow->connection.get() != &connection)
            continue;
        for (auto &waiting : std::exchange(flow->waiting, {})) {
            if (self && still)
                write(connection, std::move(waiting.message), std::move(waiting.failed));
        }
        return;
    }
}

void StreamTransport::connectionClosed(StreamConnection &connection, const TransportError &error)
{
    const bool wasServer = &connection == m_server;
    const Hop peer = connection.peer();
    const bool wasRegistrar = &connection == m_registrar;
    if (wasRegistrar)
        m_registrar = nullptr;
    if (wasServer)
        m_dead.failed(peer, error.kind);
    const auto at = std::find_if(m_flows.begin(), m_flows.end(),
        [&](const auto &flow) { return flow->connection.get() == &connection; });
    if (at != m_flows.end()) {
        const auto flow = std::move(*at);
        m_flows.erase(at);
        for (auto &waiting : flow->waiting)
            failLater(std::move(waiting.failed), error);
        flow->connection.release()->deleteLater(); // it may be in the middle of reading
    }
    if (wasRegistrar)
        Q_EMIT registrarGone(peer);
    if (!wasServer)
        return;
    m_server = nullptr;
    if (state() != State::Connecting) {
        serverLost(error);
        return;
    }
    if (!m_serverError || m_serverError->kind != Kind::TlsUntrusted)
        m_serverError = error;
    tryNextServer();
}

void StreamTransport::drop(StreamConnection &connection, const TransportError &error)
{
    connection.close(error);
    connectionClosed(connection, error);
}

QHostAddress StreamTransport::localAddress(const Hop &towards) const
{
    if (const Flow *flow = find(towards); flow && flow->connection->isOpen())
        return unmapped(flow->connection->local().address);
    if (m_options.listen) {
        const QHostAddress bound = unmapped(m_options.listen->address);
        if (!bound.isNull() && bound != QHostAddress(QHostAddress::Any)
            && bound != QHostAddress(QHostAddress::AnyIPv4) && bound != QHostAddress(QHostAddress::AnyIPv6))
            return bound;
    }
    return unmapped(m_network.localAddress({towards.address, towards.port}));
}

QByteArray StreamTransport::contactHostPort(const Hop &towards) const
{
    SentBy result{hostText(localAddress(towards)), std::nullopt};
    if (m_listener)
        result.port = listeningPort();
    else if (const Flow *flow = find(towards); flow && flow->connection->isOpen())
        result.port = flow->connection->local().port;
    else if (m_server && m_server->isOpen())
        result = {hostText(m_server->local().address), m_server->local().port};
    return result.toBytes();
}

SentBy StreamTransport::sentBy(const StreamConnection &connection) const
{
    const Endpoint local = connection.local();
    return {hostText(local.address), m_listener ? listeningPort() : local.port};
}

void StreamTransport::sendRequest(SipRequest request, const Hop &hop, SendCallback failed)
{
    Flow *flow = find(hop);
    if (!flow && state() == State::Connected)
        flow = connectTo(hop);
    if (flow && request.method() == Method::Register)
        registersOver(*flow->connection);
    send(flow, request, std::move(failed));
}

void StreamTransport::sendResponse(const SipResponse &response, const Hop &arrivedFrom, SendCallback failed)
{
    Flow *flow = find(arrivedFrom);
    if (!flow && state() == State::Connected) { // §18.2.2: the connection is gone, a new one may be made
        const Hop target = responseTarget(response, arrivedFrom);
        flow = find(target);
        if (!flow)
            flow = connectTo(target);
    }
    send(flow, response, std::move(failed));
}

void StreamTransport::send(Flow *flow, const SipMessage &message, SendCallback failed)
{
    if (!flow) {
        const bool isOpen = state() == State::Connected;
        failLater(std::move(failed),
            {isOpen ? Kind::Unreachable : Kind::NotOpen,
                isOpen ? QStringLiteral("too many connections") : QString()});
    } else if (flow->connection->isOpen()) {
        write(*flow->connection, message, std::move(failed));
    } else if (flow->waiting.size() >= std::size_t(Limits::Waiting)) {
        failLater(
            std::move(failed), {Kind::TooLarge, QStringLiteral("too many messages wait for the connection")});
    } else {
        flow->waiting.push_back({message, std::move(failed)});
    }
}

void StreamTransport::write(StreamConnection &connection, SipMessage message, SendCallback failed)
{
    const Hop peer = connection.peer();
    QByteArray bytes;
    if (message.isRequest()) {
        SipRequest request(std::move(message));
        stampRequest(request, protocol(), sentBy(connection));
        bytes = bytesOf(request);
    } else {
        bytes = bytesOf(message);
    }
    connection.send(bytes, std::move(failed));
    traceSent(bytes, peer);
}

} // namespace carillon
