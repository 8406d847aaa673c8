#pragma once

#include <QHostAddress>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUdpSocket>
#include <QtEndian>
#include <functional>

namespace carillon {

/// DNS messages as bytes, RFC 1035 §4: whole ones and damaged ones.
namespace DnsBytes {

inline constexpr quint16 CnameType = 5;
inline constexpr quint16 TextType = 16;
inline constexpr quint16 ServiceType = 33;
inline constexpr quint16 PointerType = 35;
inline constexpr quint16 AddressType = 1;

inline QByteArray number(quint16 value)
{
    QByteArray bytes(2, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}
inline QByteArray longNumber(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}
/// A length and the text.
inline QByteArray text(const QByteArray &value)
{
    return char(value.size()) + value;
}
inline QByteArray name(const QByteArray &dotted)
{
    QByteArray bytes;
    for (const QByteArray &label : dotted.split('.')) {
        if (!label.isEmpty())
            bytes += text(label);
    }
    return bytes + '\0';
}
/// A resource record; an empty @p owner is the name of the question.
inline QByteArray record(
    quint16 type, const QByteArray &data, quint32 ttl = 300, const QByteArray &owner = {})
{
    return (owner.isEmpty() ? QByteArray("\xc0\x0c") : name(owner)) + number(type) + number(1)
        + longNumber(ttl) + number(quint16(data.size())) + data;
}
inline QByteArray service(quint16 priority, quint16 weight, quint16 port, const QByteArray &target)
{
    return number(priority) + number(weight) + number(port) + name(target);
}
/// Data of NAPTR with flag "s" unless told.
inline QByteArray pointer(quint16 order, quint16 preference, const QByteArray &services,
    const QByteArray &replacement, const QByteArray &flags = "s", const QByteArray &regexp = {})
{
    return number(order) + number(preference) + text(flags) + text(services) + text(regexp)
        + name(replacement);
}

} // namespace DnsBytes

/// A DNS server on loopback, of real sockets: what it says is written by the test.
class DnsResponder final : public QObject
{
public:
    struct Question {
        QByteArray message; ///< as it came
        QByteArray id() const { return message.first(2); }
        /// The name, type and class that were asked.
        QByteArray section() const { return message.mid(12, message.indexOf('\0', 12) + 5 - 12); }
        quint16 type() const { return qFromBigEndian<quint16>(section().right(4).constData()); }
        /// The header and the question, with @p answers counted.
        QByteArray reply(qsizetype answers, quint16 flags = 0x8180) const
        {
            return id() + DnsBytes::number(flags) + DnsBytes::number(1) + DnsBytes::number(quint16(answers))
                + DnsBytes::number(0) + DnsBytes::number(0) + section();
        }
        QByteArray reply(const QList<QByteArray> &records, quint16 flags = 0x8180) const
        {
            return reply(records.size(), flags) + records.join();
        }
    };
    /// Everything that is sent back, each in a datagram of its own.
    using Answers = std::function<QList<QByteArray>(const Question &)>;

    explicit DnsResponder(Answers overUdp, Answers overTcp = {})
        : m_overUdp(std::move(overUdp))
        , m_overTcp(std::move(overTcp))
    {
        // The same port for both; another process may have it for TCP.
        for (int attempt = 0; attempt < 32; ++attempt) {
            if (m_udp.bind(QHostAddress::LocalHost)
                && m_tcp.listen(QHostAddress::LocalHost, m_udp.localPort()))
                break;
            m_udp.close();
        }
        connect(&m_udp, &QUdpSocket::readyRead, this, &DnsResponder::answerDatagrams);
        connect(&m_tcp, &QTcpServer::newConnection, this, &DnsResponder::acceptAll);
    }
    quint16 port() const { return m_udp.localPort(); }
    int asked = 0; ///< over UDP
    int connections = 0;
    /// From here comes what a forger sends.
    bool isForged = false;

private:
    void answerDatagrams()
    {
        while (m_udp.hasPendingDatagrams()) {
            QByteArray message(m_udp.pendingDatagramSize(), '\0');
            QHostAddress from;
            quint16 fromPort = 0;
            m_udp.readDatagram(message.data(), message.size(), &from, &fromPort);
            ++asked;
            for (const QByteArray &answer : m_overUdp({message}))
                (isForged ? m_forger : m_udp).writeDatagram(answer, from, fromPort);
        }
    }
    void acceptAll()
    {
        while (QTcpSocket *socket = m_tcp.nextPendingConnection()) {
            ++connections;
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                if (socket->bytesAvailable() < 14)
                    return;
                const QByteArray message = socket->readAll().mid(2);
                for (const QByteArray &answer : m_overTcp ? m_overTcp({message}) : QList<QByteArray>())
                    socket->write(DnsBytes::number(quint16(answer.size())) + answer);
            });
        }
    }

    Answers m_overUdp;
    Answers m_overTcp;
    QUdpSocket m_udp;
    QUdpSocket m_forger;
    QTcpServer m_tcp;
};

} // namespace carillon
