#pragma once

#include "KeepAlive.h"
#include "Network.h"
#include "StunKeepAlive.h"
#include "ViaStamp.h"
#include "WireTransport.h"

#include <QHash>
#include <deque>

namespace carillon {

/// SIP over UDP, RFC 3261 §18: one bound socket, one datagram for each message.
class UdpTransport final : public WireTransport
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr qsizetype DatagramBytes = 65507; ///< what IPv4 can carry
        static constexpr qsizetype SafeRequestBytes
            = 1300;                               ///< §18.1.1: above it a request should go over TCP
        static constexpr int LocalAddresses = 64; ///< remembered for LocalAddressLife
        static constexpr Milliseconds LocalAddressLife{1000};
        static constexpr std::size_t Recent
            = 256; ///< requests of which it may still be heard that nobody is there
        static constexpr Milliseconds RecentLife{2000};
    };
    /// Takes a request that is too large to be safe over UDP; false: send it as it is.
    using LargeRequestHandler = std::function<bool(const SipRequest &, const Hop &, const SendCallback &)>;

    UdpTransport(Network &network, Clock &clock, Random &random, const Endpoint &bind);
    void setLargeRequestHandler(LargeRequestHandler handler) { m_largeRequest = std::move(handler); }
    quint16 port() const { return m_port; } ///< 0 while not bound

    void open() override;
    void close() override;
    TransportProtocol protocol() const override { return TransportProtocol::Udp; }
    QByteArray contactHostPort(const Hop &towards) const override;
    QHostAddress localAddress(const Hop &towards) const override;
    void sendRequest(SipRequest request, const Hop &hop, SendCallback failed) override;
    void sendResponse(const SipResponse &response, const Hop &arrivedFrom, SendCallback failed) override;
    void setKeepAliveInterval(Milliseconds interval) override { m_keepAlive.setInterval(interval); }
    void setFlowTimer(Milliseconds most) override { m_keepAlive.setFlowTimer(most); }
    void setKeepAliveWay(KeepAliveWay way) override;

    /// Sends even what is too large for comfort: the fallback of §18.1.1.
    void sendAnyway(SipRequest request, const Hop &hop, SendCallback failed);

private:
    struct Cached {
        QHostAddress address;
        TimePoint until;
    };
    bool isOwnVia(const Via &via) const override;
    void bind();
    void release();
    void receive(const QByteArray &datagram, const Endpoint &from);
    void ping();
    void flowFailed(const QString &detail);
    void refused(const Endpoint &to, const NetworkError &error);
    bool sendBytes(const QByteArray &bytes, const Hop &to, SendCallback failed);

    Network &m_network;
    Clock &m_clock;
    const Endpoint m_bind;
    std::unique_ptr<DatagramSocket> m_socket;
    quint16 m_port = 0;
    mutable QHash<QHostAddress, Cached> m_localAddresses;
    struct Recent {
        Endpoint to;
        TimePoint until;
        SendCallback failed;
    };
    std::deque<Recent> m_recent; ///< the oldest first
    LargeRequestHandler m_largeRequest;
    std::optional<Hop> m_registrar; ///< where the binding of a NAT has to be kept alive
    KeepAliveWay m_keepAliveWay = KeepAliveWay::LineEnds;
    KeepAlive m_keepAlive;
    StunKeepAlive m_stun;
};

} // namespace carillon
