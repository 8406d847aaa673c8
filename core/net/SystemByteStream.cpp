#include "SystemByteStream.h"

#include "SocketErrors.h"
#include "TlsPolicy.h"

#include <QNetworkProxy>
#include <QPointer>
#include <QSslSocket>

namespace carillon {

SystemByteStream::SystemByteStream(LaterDeleted<QTcpSocket> accepted)
    : m_socket(std::move(accepted))
    , m_peer{m_socket->peerAddress(), m_socket->peerPort()}
    , m_state(State::Open)
{
    m_socket->setParent(nullptr);
    watch();
    // What came before anybody listened is told in the next turn of the loop.
    QMetaObject::invokeMethod(this, &SystemByteStream::read, Qt::QueuedConnection);
}

SystemByteStream::SystemByteStream(const Endpoint &to, const std::optional<TlsOptions> &tls)
    : m_peer(to)
{
    if (tls) {
        m_tls = new QSslSocket;
        m_socket.reset(m_tls);
    } else {
        m_socket.reset(new QTcpSocket);
    }
    watch();
    // An address that nothing routes to fails inside connectToHost(); whoever asked has to have connected
    // first.
    QMetaObject::invokeMethod(
        this, [this, tls] { start(tls); }, Qt::QueuedConnection);
}

SystemByteStream::~SystemByteStream()
{
    close();
}

void SystemByteStream::watch()
{
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(ReadBytes);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &SystemByteStream::read);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &SystemByteStream::written);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error == QAbstractSocket::RemoteHostClosedError)
            return; // disconnected() follows, once all that came is read
        fail(m_tlsErrors.isEmpty() ? networkError(error, m_socket->errorString()) : untrusted(m_tlsErrors));
    });
    connect(m_socket.get(), &QTcpSocket::disconnected, this, [this] {
        fail({NetworkError::Kind::Closed, m_socket->errorString()});
    });
}

void SystemByteStream::start(const std::optional<TlsOptions> &tls)
{
    if (m_state != State::Connecting)
        return;
    if (!tls) {
        connect(m_socket.get(), &QTcpSocket::connected, this, &SystemByteStream::ready);
        m_socket->connectToHost(m_peer.address, m_peer.port);
        return;
    }
    const auto configuration = tlsConfiguration(*tls);
    if (!configuration) {
        fail(configuration.error());
        return;
    }
    const QString name = bareName(tls->verifyName.isEmpty() ? m_peer.address.toString() : tls->verifyName);
    m_tls->setSslConfiguration(*configuration);
    connect(m_tls, &QSslSocket::sslErrors, this,
        [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
    connect(m_tls, &QSslSocket::encryptedBytesWritten, this, &SystemByteStream::written);
    connect(m_tls, &QSslSocket::encrypted, this, [this, name] { verified(name); });
    m_tls->connectToHostEncrypted(m_peer.address.toString(), m_peer.port, name);
}

void SystemByteStream::verified(const QString &name)
{
    if (certificateSpeaksFor(m_tls->peerCertificate(), name))
        ready();
    else
        fail({NetworkError::Kind::TlsUntrusted, QStringLiteral("the certificate is not for %1").arg(name)});
}

void SystemByteStream::ready()
{
    if (m_state != State::Connecting)
        return;
    m_state = State::Open;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    Q_EMIT opened();
}

void SystemByteStream::read()
{
    if (m_state != State::Open)
        return;
    const QByteArray bytes = m_socket->read(ReadBytes);
    if (!bytes.isEmpty())
        Q_EMIT received(bytes);
}

void SystemByteStream::write(const QByteArray &bytes)
{
    if (m_state == State::Open)
        m_socket->write(bytes);
}

qint64 SystemByteStream::bytesToWrite() const
{
    return m_socket->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
}

void SystemByteStream::close()
{
    m_state = State::Closed;
    m_socket->disconnect(this);
    m_socket->flush();
    m_socket->disconnectFromHost();
    m_socket->abort();
}

void SystemByteStream::fail(const NetworkError &reason)
{
    const QPointer<SystemByteStream> self(this);
    read(); // the peer's last words
    if (!self || m_state == State::Closed)
        return;
    close();
    Q_EMIT closed(reason);
}

SystemStreamListener::SystemStreamListener()
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    m_server.setMaxPendingConnections(Backlog);
    connect(&m_server, &QTcpServer::newConnection, this, &SystemStreamListener::accepted);
}

std::optional<NetworkError> SystemStreamListener::listen(const Endpoint &local)
{
    if (m_server.listen(local.address, local.port))
        return std::nullopt;
    return NetworkError{NetworkError::Kind::BindFailed, m_server.errorString()};
}

std::unique_ptr<ByteStream> SystemStreamListener::take()
{
    LaterDeleted<QTcpSocket> socket(m_server.nextPendingConnection());
    if (!socket)
        return nullptr;
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    return std::make_unique<SystemByteStream>(std::move(socket));
}

} // namespace carillon
