#include "WebSocketTransport.h"

#include <QPointer>

namespace carillon {

using Kind = TransportError::Kind;

WebSocketTransport::WebSocketTransport(
    Network &network, Clock &clock, Random &random, const WebSocketOptions &options)
    : WireTransport(clock, random)
    , m_network(network)
    , m_options(options)
    , m_host(random.token(12) + ".invalid")
    , m_patience(clock)
    , m_keepAlive(clock, random, KeepAlive::PongWatch::AfterFirstPong,
          {[this] {
               if (m_socket && m_socket->isOpen())
                   m_socket->send("\r\n\r\n");
           },
              [this] {
                  lose({Kind::TimedOut, QStringLiteral("no answer to the keep-alive")});
              }})
{
    m_options.subprotocol = QStringLiteral("sip");
    m_options.maxMessageBytes = Limits::MessageBytes;
}

void WebSocketTransport::open()
{
    if (state() == State::Connecting || state() == State::Connected)
        return;
    m_socket = m_network.connectWebSocket(m_options);
    connect(m_socket.get(), &MessageSocket::opened, this, [this] {
        m_patience.stop();
        m_keepAlive.start();
        setState(State::Connected);
    });
    connect(m_socket.get(), &MessageSocket::received, this, &WebSocketTransport::receive);
    connect(m_socket.get(), &MessageSocket::closed, this,
        [this](const NetworkError &error) { lose(transportError(error)); });
    m_patience.start(Limits::ConnectPatience, [this] { lose({Kind::TimedOut, {}}); });
    setState(State::Connecting);
}

void WebSocketTransport::close()
{
    release();
    retire();
}

void WebSocketTransport::release()
{
    m_patience.stop();
    m_keepAlive.stop();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->close();
    m_socket.release()->deleteLater(); // it may be in the middle of reading
}

void WebSocketTransport::lose(const TransportError &error)
{
    if (!m_socket)
        return;
    release();
    fall(error);
}

TransportProtocol WebSocketTransport::protocol() const
{
    return m_options.url.scheme() == QLatin1String("wss") ? TransportProtocol::Wss : TransportProtocol::Ws;
}

Hop WebSocketTransport::peer() const
{
    const Endpoint server = m_socket ? m_socket->peer() : Endpoint();
    return {protocol(), unmapped(server.address), server.port, m_options.url.host()};
}

std::optional<Hop> WebSocketTransport::serverHop() const
{
    return m_socket && m_socket->isOpen() ? std::optional(peer()) : std::nullopt;
}

QHostAddress WebSocketTransport::localAddress(const Hop &) const
{
    return m_socket ? unmapped(m_socket->local().address) : QHostAddress();
}

void WebSocketTransport::receive(const QByteArray &message)
{
    if (message == "\r\n\r\n") {
        if (m_socket->bytesToWrite() == 0)
            m_socket->send("\r\n");
    } else if (message == "\r\n") {
        m_keepAlive.pongReceived();
    } else {
        take(message, peer());
    }
}

void WebSocketTransport::sendRequest(SipRequest request, const Hop &, SendCallback failed)
{
    stampRequest(request, protocol(), {m_host, std::nullopt});
    write(bytesOf(request), std::move(failed));
}

void WebSocketTransport::sendResponse(const SipResponse &response, const Hop &, SendCallback failed)
{
    write(bytesOf(response), std::move(failed));
}

void WebSocketTransport::write(const QByteArray &bytes, SendCallback failed)
{
    if (!m_socket || !m_socket->isOpen()) {
        failLater(std::move(failed), {Kind::NotOpen, {}});
        return;
    }
    if (m_socket->bytesToWrite() + bytes.size() > Limits::PendingBytes) {
        const TransportError error{Kind::TooLarge, QStringLiteral("the server does not read")};
        failLater(std::move(failed), error);
        QMetaObject::invokeMethod(
            this, [this, error] { lose(error); }, Qt::QueuedConnection);
        return;
    }
    m_socket->send(bytes);
    traceSent(bytes, peer());
}

} // namespace carillon
