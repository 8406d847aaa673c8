#pragma once

#include "LaterDeleter.h"
#include "MessageSocket.h"
#include "Network.h"

#include <QSslError>
#include <QWebSocket>

class QSslSocket;

namespace carillon {

/// MessageSocket on QWebSocket.
class SystemMessageSocket final : public MessageSocket
{
    Q_OBJECT
public:
    explicit SystemMessageSocket(const WebSocketOptions &options);
    ~SystemMessageSocket() override;

    bool isOpen() const override { return m_phase == Phase::Open; }
    Endpoint local() const override { return {m_socket->localAddress(), m_socket->localPort()}; }
    Endpoint peer() const override { return {m_socket->peerAddress(), m_socket->peerPort()}; }
    void send(const QByteArray &message) override;
    qint64 bytesToWrite() const override { return m_socket->bytesToWrite(); }
    void close() override;

private:
    enum class Phase { Connecting, Handshaking, Open, Closed };

    void start();
    void watchTransport();
    void agreed();
    void fail(const NetworkError &reason);

    WebSocketOptions m_options;
    LaterDeleted<QWebSocket> m_socket;
    Phase m_phase = Phase::Connecting;
    QList<QSslError> m_tlsErrors;
};

} // namespace carillon
