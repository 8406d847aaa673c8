#include "UdpTransport.h"

#include "Logging.h"

namespace carillon {

UdpTransport::UdpTransport(Network &network, Clock &clock, Random &random, const Endpoint &bind)
    : WireTransport(clock, random)
    , m_network(network)
    , m_clock(clock)
    , m_bind(bind)
    // Line ends are not answered over UDP, so nothing is missed until a STUN server has answered once.
    , m_keepAlive(clock, random, KeepAlive::PongWatch::AfterFirstPong,
          {[this] { ping(); }, [this] { flowFailed(QStringLiteral("no answer to the keep-alive")); }})
    , m_stun(clock, random,
          {[this](const QByteArray &request) {
               if (m_socket && m_registrar)
                   m_socket->send(request, {m_registrar->address, m_registrar->port});
           },
              [this] { m_keepAlive.pongReceived(); },
              [this] { flowFailed(QStringLiteral("the server sees us at another address")); }})
{
}

void UdpTransport::setKeepAliveWay(KeepAliveWay way)
{
    if (std::exchange(m_keepAliveWay, way) == way)
        return;
    m_stun.stop();
    m_keepAlive.forgetPongs();
    if (way == KeepAliveWay::Stun)
        m_keepAlive.pingNow();
}

void UdpTransport::ping()
{
    if (!m_socket || !m_registrar)
        return;
    if (m_keepAliveWay == KeepAliveWay::Stun)
        m_stun.ping();
    else
        m_socket->send("\r\n\r\n", {m_registrar->address, m_registrar->port});
}

/// RFC 5626 §4.4.2: as if the connection had broken. Later, as we may be in the middle of a datagram.
void UdpTransport::flowFailed(const QString &detail)
{
    QMetaObject::invokeMethod(
        this,
        [this, detail] {
            if (state() != State::Connected)
                return;
            release();
            fall({TransportError::Kind::TimedOut, detail});
        },
        Qt::QueuedConnection);
}

void UdpTransport::open()
{
    if (state() != State::Disconnected)
        return;
    QMetaObject::invokeMethod(this, &UdpTransport::bind, Qt::QueuedConnection);
    setState(State::Connecting); // last: whoever hears of it may delete us
}

void UdpTransport::bind()
{
    if (state() != State::Connecting)
        return;
    auto socket = m_network.bindUdp(m_bind);
    if (!socket) {
        fall({TransportError::Kind::BindFailed,
            QStringLiteral("UDP %1, port %2: %3")
                .arg(m_bind.address.toString())
                .arg(m_bind.port)
                .arg(socket.error().detail)});
        return;
    }
    m_socket = std::move(*socket);
    m_port = m_socket->local().port;
    m_localAddresses.clear();
    connect(m_socket.get(), &DatagramSocket::received, this, &UdpTransport::receive);
    connect(m_socket.get(), &DatagramSocket::refused, this, &UdpTransport::refused);
    m_keepAlive.start();
    setState(State::Connected);
}

void UdpTransport::receive(const QByteArray &datagram, const Endpoint &from)
{
    const Hop source{TransportProtocol::Udp, unmapped(from.address), from.port, {}};
    if (!StunBinding::isStun(datagram))
        take(datagram, source);
    else if (m_registrar && source.address == m_registrar->address && source.port == m_registrar->port)
        m_stun.take(datagram); // others' STUN is nobody's here
}

void UdpTransport::close()
{
    release();
    setState(State::Disconnected);
}

void UdpTransport::release()
{
    m_keepAlive.stop();
    m_stun.stop();
    m_keepAliveWay = KeepAliveWay::LineEnds;
    m_socket.reset();
    m_registrar.reset();
    m_recent.clear();
}

QHostAddress UdpTransport::localAddress(const Hop &towards) const
{
    const QHostAddress bound = unmapped(m_bind.address);
    if (bound != QHostAddress(QHostAddress::Any) && bound != QHostAddress(QHostAddress::AnyIPv4)
        && bound != QHostAddress(QHostAddress::AnyIPv6))
        return bound;
    const TimePoint now = m_clock.now();
    const auto known = m_localAddresses.constFind(towards.address);
    if (known != m_localAddresses.constEnd() && now < known->until)
        return known->address;
    if (m_localAddresses.size() >= Limits::LocalAddresses)
        m_localAddresses.clear();
    const QHostAddress address = unmapped(m_network.localAddress({towards.address, towards.port}));
    m_localAddresses.insert(towards.address, {address, now + Limits::LocalAddressLife});
    return address;
}

QByteArray UdpTransport::contactHostPort(const Hop &towards) const
{
    return SentBy{hostText(localAddress(towards)), m_port}.toBytes();
}

bool UdpTransport::isOwnVia(const Via &via) const
{
    return via.port.value_or(defaultPort(TransportProtocol::Udp)) == m_port;
}

void UdpTransport::sendRequest(SipRequest request, const Hop &hop, SendCallback failed)
{
    if (m_largeRequest && m_largeRequest(request, hop, failed))
        return;
    sendAnyway(std::move(request), hop, std::move(failed));
}

void UdpTransport::sendAnyway(SipRequest request, const Hop &hop, SendCallback failed)
{
    if (!m_socket) {
        failLater(std::move(failed), {TransportError::Kind::NotOpen, {}});
        return;
    }
    const QHostAddress local = localAddress(hop);
    if (local.isNull()) {
        failLater(std::move(failed),
            {TransportError::Kind::Unreachable,
                QStringLiteral("no route to %1").arg(hop.address.toString())});
        return;
    }
    if (request.method() == Method::Register)
        m_registrar = hop;
    stampRequest(request, TransportProtocol::Udp, {hostText(local), m_port});
    if (!sendBytes(bytesOf(request), hop, failed) || !failed)
        return;
    const TimePoint now = m_clock.now();
    while (!m_recent.empty() && (m_recent.size() >= Limits::Recent || m_recent.front().until <= now))
        m_recent.pop_front();
    m_recent.push_back({{hop.address, hop.port}, now + Limits::RecentLife, std::move(failed)});
}

/// ICMP says that nobody listens there: as good as a failed send, §18.4.
void UdpTransport::refused(const Endpoint &to, const NetworkError &error)
{
    const TimePoint now = m_clock.now();
    const Endpoint target{unmapped(to.address), to.port};
    for (Recent &one : m_recent)
        if (one.until > now && Endpoint{unmapped(one.to.address), one.to.port} == target)
            failLater(std::exchange(one.failed, {}), transportError(error));
    if (m_registrar && unmapped(m_registrar->address) == target.address && m_registrar->port == target.port)
        Q_EMIT registrarGone(*m_registrar);
}

void UdpTransport::sendResponse(const SipResponse &response, const Hop &arrivedFrom, SendCallback failed)
{
    if (!m_socket) {
        failLater(std::move(failed), {TransportError::Kind::NotOpen, {}});
        return;
    }
    sendBytes(bytesOf(response), responseTarget(response, arrivedFrom), std::move(failed));
}

bool UdpTransport::sendBytes(const QByteArray &bytes, const Hop &to, SendCallback failed)
{
    if (bytes.size() > Limits::DatagramBytes) {
        failLater(std::move(failed), {TransportError::Kind::TooLarge, {}});
        return false;
    }
    if (const auto error = m_socket->send(bytes, {to.address, to.port})) {
        qCInfo(lcNet) << "not sent to" << to.address << to.port << error->detail;
        failLater(std::move(failed), transportError(*error));
        return false;
    }
    traceSent(bytes, to);
    return true;
}

} // namespace carillon
