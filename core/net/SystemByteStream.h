#pragma once

#include "ByteStream.h"
#include "LaterDeleter.h"
#include "TlsOptions.h"

#include <QSslError>
#include <QTcpServer>
#include <QTcpSocket>

class QSslSocket;

namespace carillon {

/// ByteStream on QTcpSocket and QSslSocket.
class SystemByteStream final : public ByteStream
{
    Q_OBJECT
public:
    /// Takes an accepted connection.
    explicit SystemByteStream(LaterDeleted<QTcpSocket> accepted);
    /// Connects, with TLS when @p tls is given.
    SystemByteStream(const Endpoint &to, const std::optional<TlsOptions> &tls);
    ~SystemByteStream() override;

    State state() const override { return m_state; }
    Endpoint local() const override { return {m_socket->localAddress(), m_socket->localPort()}; }
    Endpoint peer() const override { return m_peer; }
    void write(const QByteArray &bytes) override;
    qint64 bytesToWrite() const override;
    void close() override;

private:
    void watch();
    void start(const std::optional<TlsOptions> &tls);
    void ready();
    void verified(const QString &name);
    void read();
    void fail(const NetworkError &reason);

    LaterDeleted<QTcpSocket> m_socket;
    QSslSocket *m_tls = nullptr; ///< m_socket, when it is one
    Endpoint m_peer;
    State m_state = State::Connecting;
    QList<QSslError> m_tlsErrors;
};

/// StreamListener on QTcpServer.
class SystemStreamListener final : public StreamListener
{
    Q_OBJECT
public:
    static constexpr int Backlog = 32; ///< accepted by the system and not yet by us
    SystemStreamListener();
    std::optional<NetworkError> listen(const Endpoint &local);
    Endpoint local() const override { return {m_server.serverAddress(), m_server.serverPort()}; }
    std::unique_ptr<ByteStream> take() override;

private:
    QTcpServer m_server;
};

} // namespace carillon
