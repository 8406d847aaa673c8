#pragma once

#include "DatagramSocket.h"
#include "LaterDeleter.h"

#include <QUdpSocket>

namespace carillon {

/// DatagramSocket on QUdpSocket.
class SystemDatagramSocket final : public DatagramSocket
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr int DatagramsPerTurn
            = 64; ///< then the event loop has its turn: a flood does not stop the window
        static constexpr int ReceiveBufferBytes = 1 << 20; ///< asked for; the system may give less
        static constexpr qsizetype DatagramBytes = 1 << 16;
    };
    SystemDatagramSocket();
    ~SystemDatagramSocket() override;
    std::optional<NetworkError> bind(const Endpoint &local);
    Endpoint local() const override { return {m_socket->localAddress(), m_socket->localPort()}; }
    std::optional<NetworkError> send(const QByteArray &datagram, const Endpoint &to) override;

private:
    void read();
    /// What came back of datagrams that were sent.
    void readErrors();

    LaterDeleted<QUdpSocket> m_socket;
    QByteArray m_buffer;
};

} // namespace carillon
