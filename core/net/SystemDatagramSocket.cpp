#include "SystemDatagramSocket.h"

#include "SocketErrors.h"

#include <QNetworkProxy>
#include <QPointer>

namespace carillon {

SystemDatagramSocket::SystemDatagramSocket()
    : m_socket(new QUdpSocket)
    , m_buffer(Limits::DatagramBytes, Qt::Uninitialized)
{
    m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket.get(), &QUdpSocket::readyRead, this, &SystemDatagramSocket::read);
}

SystemDatagramSocket::~SystemDatagramSocket()
{
    m_socket->disconnect(this);
    m_socket->abort(); // the port is free at once
}

std::optional<NetworkError> SystemDatagramSocket::bind(const Endpoint &local)
{
    if (!m_socket->bind(local.address, local.port, QAbstractSocket::DontShareAddress))
        return NetworkError{NetworkError::Kind::BindFailed, m_socket->errorString()};
    m_socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, Limits::ReceiveBufferBytes);
    return std::nullopt;
}

std::optional<NetworkError> SystemDatagramSocket::send(const QByteArray &datagram, const Endpoint &to)
{
    if (m_socket->writeDatagram(datagram, to.address, to.port) >= 0)
        return std::nullopt;
    if (m_socket->error()
        == QAbstractSocket::TemporaryError) // the system's buffer is full: as good as lost on the way
        return std::nullopt;
    return networkError(m_socket->error(), m_socket->errorString());
}

void SystemDatagramSocket::read()
{
    const QPointer<SystemDatagramSocket> self(this);
    // What is left over makes readyRead come again in the next turn of the loop.
    for (int i = 0; i < Limits::DatagramsPerTurn && self && m_socket->hasPendingDatagrams(); ++i) {
        Endpoint from;
        const qint64 size
            = m_socket->readDatagram(m_buffer.data(), m_buffer.size(), &from.address, &from.port);
        if (size >= 0)
            Q_EMIT received(QByteArray(m_buffer.constData(), size), from);
    }
}

} // namespace carillon
