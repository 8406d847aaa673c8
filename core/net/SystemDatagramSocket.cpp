#include "SystemDatagramSocket.h"

#include "SocketErrors.h"

#include <QNetworkProxy>
#include <QPointer>
#include <QtEndian>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
// After the others: it needs what they declare.
#include <linux/errqueue.h>

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
    const int on = 1;
    const int descriptor = int(m_socket->socketDescriptor());
    ::setsockopt(descriptor, IPPROTO_IP, IP_RECVERR, &on, sizeof(on));
    ::setsockopt(
        descriptor, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof(on)); // refused where it is no IPv6 socket
    m_socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, Limits::ReceiveBufferBytes);
    return std::nullopt;
}

std::optional<NetworkError> SystemDatagramSocket::send(const QByteArray &datagram, const Endpoint &to)
{
    // What came back of an earlier datagram, perhaps to somebody else, would be told as the error of this
    // one.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (m_socket->writeDatagram(datagram, to.address, to.port) >= 0)
            return std::nullopt;
        if (m_socket->error() != QAbstractSocket::NetworkError)
            break;
        QMetaObject::invokeMethod(this, &SystemDatagramSocket::readErrors, Qt::QueuedConnection);
    }
    if (m_socket->error()
        == QAbstractSocket::TemporaryError) // the system's buffer is full: as good as lost on the way
        return std::nullopt;
    return networkError(m_socket->error(), m_socket->errorString());
}

void SystemDatagramSocket::read()
{
    const QPointer<SystemDatagramSocket> self(this);
    readErrors();
    // QUdpSocket wants to be read each time it calls, also when there were only errors.
    if (self && !m_socket->hasPendingDatagrams())
        m_socket->readDatagram(m_buffer.data(), 0);
    // What is left over makes readyRead come again in the next turn of the loop.
    for (int i = 0; i < Limits::DatagramsPerTurn && self && m_socket->hasPendingDatagrams(); ++i) {
        Endpoint from;
        const qint64 size
            = m_socket->readDatagram(m_buffer.data(), m_buffer.size(), &from.address, &from.port);
        if (size >= 0)
            Q_EMIT received(QByteArray(m_buffer.constData(), size), from);
    }
}

void SystemDatagramSocket::readErrors()
{
    const QPointer<SystemDatagramSocket> self(this);
    for (int i = 0; i < Limits::DatagramsPerTurn && self; ++i) {
        sockaddr_storage to{};
        alignas(cmsghdr) std::array<char, 512> control{};
        char byte = 0;
        iovec data{&byte, 1};
        msghdr message{};
        message.msg_name = &to;
        message.msg_namelen = sizeof(to);
        message.msg_iov = &data;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        if (::recvmsg(int(m_socket->socketDescriptor()), &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
            return;
        for (cmsghdr *part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
            const bool isError = (part->cmsg_level == IPPROTO_IP && part->cmsg_type == IP_RECVERR)
                || (part->cmsg_level == IPPROTO_IPV6 && part->cmsg_type == IPV6_RECVERR);
            sock_extended_err error{};
            if (isError)
                std::memcpy(&error, CMSG_DATA(part), sizeof(error));
            if (error.ee_errno != ECONNREFUSED)
                continue;
            const quint16 port = qFromBigEndian(to.ss_family == AF_INET6
                    ? reinterpret_cast<const sockaddr_in6 &>(to).sin6_port
                    : reinterpret_cast<const sockaddr_in &>(to).sin_port);
            Q_EMIT refused({QHostAddress(reinterpret_cast<const sockaddr *>(&to)), port},
                {NetworkError::Kind::Refused, QString::fromLocal8Bit(std::strerror(ECONNREFUSED))});
        }
    }
}

} // namespace carillon
