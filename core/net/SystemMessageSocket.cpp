#include "SystemMessageSocket.h"

#include "SocketErrors.h"
#include "TlsPolicy.h"

#include <QSslSocket>
#include <QWebSocketHandshakeOptions>

namespace carillon {

SystemMessageSocket::SystemMessageSocket(const WebSocketOptions &options)
    : m_options(options)
    , m_socket(new QWebSocket)
{
    m_socket->setMaxAllowedIncomingFrameSize(options.maxMessageBytes);
    m_socket->setMaxAllowedIncomingMessageSize(options.maxMessageBytes);
    connect(m_socket.get(), &QWebSocket::connected, this, &SystemMessageSocket::agreed);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        if (isOpen())
            Q_EMIT received(text.toUtf8());
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        if (isOpen())
            Q_EMIT received(bytes);
    });
    connect(m_socket.get(), &QWebSocket::sslErrors, this,
        [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
    connect(m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
        [this](QAbstractSocket::SocketError error) {
            if (!m_tlsErrors.isEmpty())
                fail(untrusted(m_tlsErrors));
            else if (m_phase == Phase::Handshaking && error != QAbstractSocket::SslHandshakeFailedError)
                fail({NetworkError::Kind::HandshakeRejected, m_socket->errorString()});
            else
                fail(networkError(error, m_socket->errorString()));
        });
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] {
        const auto kind = m_phase == Phase::Handshaking ? NetworkError::Kind::HandshakeRejected
                                                        : NetworkError::Kind::Closed;
        const NetworkError reason{kind, m_socket->closeReason()};
        // A refused connection is told as disconnected() first; the error that says why goes before this.
        QMetaObject::invokeMethod(
            this, [this, reason] { fail(reason); }, Qt::QueuedConnection);
    });
    QMetaObject::invokeMethod(this, &SystemMessageSocket::start, Qt::QueuedConnection);
}

SystemMessageSocket::~SystemMessageSocket()
{
    close();
}

void SystemMessageSocket::start()
{
    if (m_phase != Phase::Connecting)
        return;
    const bool isSecure = m_options.url.scheme() == QLatin1String("wss");
    if (isSecure) {
        const auto configuration = tlsConfiguration(m_options.tls);
        if (!configuration) {
            fail(configuration.error());
            return;
        }
        m_socket->setSslConfiguration(*configuration);
    }
    QWebSocketHandshakeOptions handshake;
    handshake.setSubprotocols({m_options.subprotocol});
    m_socket->open(m_options.url, handshake);
    if (m_phase == Phase::Connecting)
        watchTransport();
}

/// QWebSocket does not show the peer's certificate, nor the options of TCP; its socket, a child object, does.
/// Without it a wss connection is not made.
void SystemMessageSocket::watchTransport()
{
    const bool isSecure = m_options.url.scheme() == QLatin1String("wss");
    if (auto *tcp = m_socket->findChild<QTcpSocket *>()) {
        connect(tcp, &QTcpSocket::connected, this, [this, tcp, isSecure] {
            // Nagle would keep a message back until the one before it is acknowledged.
            tcp->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            if (!isSecure && m_phase == Phase::Connecting)
                m_phase = Phase::Handshaking;
        });
    }
    if (!isSecure)
        return;
    auto *tls = m_socket->findChild<QSslSocket *>();
    if (!tls) {
        fail({NetworkError::Kind::TlsFailed, QStringLiteral("the certificate cannot be seen")});
        return;
    }
    const QString name
        = bareName(m_options.tls.verifyName.isEmpty() ? m_options.url.host() : m_options.tls.verifyName);
    tls->setPeerVerifyName(name);
    connect(tls, &QSslSocket::encrypted, this, [this, tls, name] {
        if (m_phase != Phase::Connecting)
            return;
        m_phase = Phase::Handshaking;
        if (!certificateSpeaksFor(tls->peerCertificate(), name))
            fail({NetworkError::Kind::TlsUntrusted,
                QStringLiteral("the certificate is not for %1").arg(name)});
    });
}

void SystemMessageSocket::agreed()
{
    if (m_phase == Phase::Closed)
        return;
    if (m_options.url.scheme() == QLatin1String("wss") && m_phase != Phase::Handshaking) {
        fail({NetworkError::Kind::TlsFailed, QStringLiteral("the certificate was not seen")});
        return;
    }
    if (m_socket->subprotocol() != m_options.subprotocol) {
        m_socket->close(QWebSocketProtocol::CloseCodePolicyViolated);
        fail({NetworkError::Kind::HandshakeRejected,
            QStringLiteral("the server did not agree to the subprotocol %1").arg(m_options.subprotocol)});
        return;
    }
    m_phase = Phase::Open;
    Q_EMIT opened();
}

void SystemMessageSocket::send(const QByteArray &message)
{
    if (!isOpen())
        return;
    if (QUtf8StringView(message).isValidUtf8())
        m_socket->sendTextMessage(QString::fromUtf8(message));
    else
        m_socket->sendBinaryMessage(message);
}

void SystemMessageSocket::close()
{
    const Phase phase = std::exchange(m_phase, Phase::Closed);
    m_socket->disconnect(this);
    if (phase == Phase::Open) {
        m_socket->close(QWebSocketProtocol::CloseCodeNormal);
        m_socket->flush();
    } else if (phase != Phase::Closed) {
        m_socket->abort();
    }
}

void SystemMessageSocket::fail(const NetworkError &reason)
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT closed(reason);
}

} // namespace carillon
