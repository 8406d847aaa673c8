#pragma once

#include "TestAuthority.h"
#include "TransportFixture.h"

#include <QElapsedTimer>
#include <QSslServer>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

/// A transport of any kind over real sockets, its server, and what it said.
namespace carillon::bench {

inline const QHostAddress loopback(QHostAddress::LocalHost);

/// Handles events until @p holds or too much real time went by.
template <typename Predicate>
bool waitFor(Predicate holds)
{
    constexpr std::chrono::seconds Patience{10};
    QTimer wake; // so that a wait for events ends
    wake.start(Patience);
    QElapsedTimer elapsed;
    elapsed.start();
    while (!holds() && std::chrono::milliseconds(elapsed.elapsed()) < Patience)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    return holds();
}

inline void settle()
{
    for (int i = 0; i < 3; ++i)
        QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

inline const TestAuthority &authority()
{
    static const TestAuthority one;
    return one;
}

inline const QSslConfiguration &certificate()
{
    static const QSslConfiguration one = authority().server({"localhost", "DNS:localhost"});
    return one;
}

/// The account's server.
class Server
{
public:
    virtual ~Server() = default;
    virtual TransportOptions options() const = 0;
    virtual void refuse() = 0; ///< from now on
    virtual void dropAll() = 0;
    virtual void say(const QByteArray &message) = 0;
    int accepted = 0; ///< connections, ever
    QByteArray heard;
};

class WebSocketPeer final : public Server
{
public:
    explicit WebSocketPeer(QWebSocketServer::SslMode mode)
        : m_server(QStringLiteral("test"), mode)
    {
        if (mode == QWebSocketServer::SecureMode)
            m_server.setSslConfiguration(certificate());
        m_server.setSupportedSubprotocols({QStringLiteral("sip")});
        m_server.listen(loopback, 0);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            while (QWebSocket *client = m_server.nextPendingConnection()) {
                ++accepted;
                m_clients.append(client);
                QObject::connect(client, &QWebSocket::textMessageReceived, client,
                    [this](const QString &text) { heard += text.toUtf8(); });
            }
        });
    }
    ~WebSocketPeer() override { qDeleteAll(m_clients); }
    TransportOptions options() const override
    {
        TransportOptions result;
        const bool isSecure = m_server.secureMode() == QWebSocketServer::SecureMode;
        result.protocol = isSecure ? TransportProtocol::Wss : TransportProtocol::Ws;
        result.caFile = authority().caFile();
        result.webSocketUrl = QUrl(QStringLiteral("%1://localhost:%2/")
                                       .arg(isSecure ? QStringLiteral("wss") : QStringLiteral("ws"))
                                       .arg(m_server.serverPort()));
        return result;
    }
    void refuse() override { m_server.close(); }
    void dropAll() override
    {
        for (QWebSocket *client : std::as_const(m_clients))
            client->abort();
    }
    void say(const QByteArray &message) override
    {
        for (QWebSocket *client : std::as_const(m_clients)) {
            if (client->isValid()) {
                client->sendTextMessage(QString::fromUtf8(message));
                client->flush();
            }
        }
    }

private:
    QWebSocketServer m_server;
    QList<QWebSocket *> m_clients;
};

class StreamPeer final : public Server
{
public:
    explicit StreamPeer(TransportProtocol protocol)
        : m_protocol(protocol)
    {
        if (protocol == TransportProtocol::Tls) {
            auto secure = std::make_unique<QSslServer>();
            secure->setSslConfiguration(certificate());
            m_server = std::move(secure);
        } else {
            m_server = std::make_unique<QTcpServer>();
        }
        m_server->listen(loopback, 0);
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(), [this] {
            while (QTcpSocket *client = m_server->nextPendingConnection()) {
                ++accepted;
                m_clients.append(client);
                client->setParent(nullptr);
                QObject::connect(
                    client, &QTcpSocket::readyRead, client, [this, client] { heard += client->readAll(); });
            }
        });
    }
    ~StreamPeer() override { qDeleteAll(m_clients); }
    TransportOptions options() const override
    {
        TransportOptions result;
        result.protocol = m_protocol;
        result.listen = false;
        result.caFile = authority().caFile();
        result.verifyName = QStringLiteral("localhost");
        result.server = *SipUri::parse("sip:127.0.0.1:" + QByteArray::number(m_server->serverPort())
            + ";transport=" + uriName(m_protocol).toByteArray());
        return result;
    }
    void refuse() override { m_server->close(); }
    void dropAll() override
    {
        for (QTcpSocket *client : std::as_const(m_clients))
            client->abort();
    }
    void say(const QByteArray &message) override
    {
        for (QTcpSocket *client : std::as_const(m_clients)) {
            if (client->state() == QAbstractSocket::ConnectedState) {
                client->write(message);
                client->flush();
            }
        }
    }

private:
    const TransportProtocol m_protocol;
    std::unique_ptr<QTcpServer> m_server;
    QList<QTcpSocket *> m_clients;
};

inline std::unique_ptr<Server> makeServer(TransportProtocol protocol)
{
    switch (protocol) {
    case TransportProtocol::Ws: return std::make_unique<WebSocketPeer>(QWebSocketServer::NonSecureMode);
    case TransportProtocol::Wss: return std::make_unique<WebSocketPeer>(QWebSocketServer::SecureMode);
    default: return std::make_unique<StreamPeer>(protocol);
    }
}

/// A transport, its server, and what it said: states, `failed`, in the order of their coming.
class Bench
{
public:
    explicit Bench(TransportProtocol protocol)
        : server(makeServer(protocol))
        , us(server->options())
    {
        QObject::connect(
            us.transport.get(), &Transport::stateChanged, us.transport.get(), [this](Transport::State state) {
                events.append(QByteArray(QMetaEnum::fromType<Transport::State>().valueToKey(int(state))));
                if (onChange)
                    onChange();
            });
        QObject::connect(us.transport.get(), &Transport::failed, us.transport.get(),
            [this] { events.append(QByteArray("failed")); });
    }
    /// One step of a path: `open` and `close` at once, `up` and `down` when that came about, `drop`: the
    /// server goes.
    bool go(const QByteArray &step)
    {
        if (step == "open") {
            m_acceptedBefore = server->accepted;
            us->open();
        } else if (step == "close")
            us->close();
        else if (step == "up")
            return waitFor([&] { return us.isConnected() && server->accepted > m_acceptedBefore; });
        else if (step == "down")
            return waitFor([&] { return us.isDown(); });
        else if (step == "drop")
            server->dropAll();
        else
            return false;
        return true;
    }
    bool goAll(const QByteArray &path)
    {
        const auto steps = path.split(' ');
        return std::all_of(
            steps.begin(), steps.end(), [&](const QByteArray &step) { return step.isEmpty() || go(step); });
    }

    std::unique_ptr<Server> server;
    TransportFixture us;
    QByteArrayList events;
    std::function<void()> onChange;

private:
    int m_acceptedBefore = 0;
};

} // namespace carillon::bench
