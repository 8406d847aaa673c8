#pragma once

#include <QList>
#include <QUdpSocket>

namespace carillon {

/// Stands between two agents as a NAT would, and keeps what passed: real checks, to replay and to forge.
class Middle
{
public:
    bool begin(quint16 ofCallee)
    {
        m_callee = ofCallee;
        if (!m_socket.bind(QHostAddress::LocalHost))
            return false;
        QObject::connect(&m_socket, &QUdpSocket::readyRead, &m_socket, [this] { forward(); });
        return true;
    }
    quint16 port() const { return m_socket.localPort(); }
    bool isCut = false;
    QList<QByteArray> checks;  ///< STUN from the caller
    QList<QByteArray> answers; ///< and to it

private:
    void forward()
    {
        while (m_socket.hasPendingDatagrams()) {
            QByteArray datagram(qsizetype(m_socket.pendingDatagramSize()), Qt::Uninitialized);
            quint16 from = 0;
            m_socket.readDatagram(datagram.data(), datagram.size(), nullptr, &from);
            if (from != m_callee) {
                m_caller = from;
                if (datagram.at(0) < 4 && checks.size() < 50)
                    checks.append(datagram);
            } else if (datagram.at(0) < 4 && answers.size() < 50) {
                answers.append(datagram);
            }
            if (!isCut)
                m_socket.writeDatagram(
                    datagram, QHostAddress::LocalHost, from == m_callee ? m_caller : m_callee);
        }
    }
    QUdpSocket m_socket;
    quint16 m_callee = 0;
    quint16 m_caller = 0;
};

} // namespace carillon
