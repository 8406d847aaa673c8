#pragma once

#include "StreamTransport.h"
#include "UdpTransport.h"

#include <deque>

namespace carillon {

/// UDP with TCP on the same port, RFC 3261 §18.2.1. A request too large for UDP goes over TCP and, where that
/// is refused, over UDP all the same (§18.1.1); the layers above see a UDP hop and need not know.
class DatagramAndStreamTransport final : public Transport
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr int BindAttempts = 8; ///< when any port will do, until one is free for both
        static constexpr int Switched = 256;   ///< transactions which are remembered to run over TCP
        static constexpr int Refusing = 64;    ///< hops which are remembered to refuse TCP
        static constexpr Milliseconds SwitchedLife{
            212'000}; ///< timer C and 64*T1: as long as an INVITE may ring
        static constexpr Milliseconds RefusingLife{600'000};
        static constexpr Milliseconds TcpPatience{
            2000}; ///< then UDP is tried: a firewall may swallow it without a word
    };
    DatagramAndStreamTransport(Network &network, Clock &clock, Random &random, const Endpoint &bind);

    State state() const override { return m_state; }
    void open() override;
    void close() override;
    TransportProtocol protocol() const override { return TransportProtocol::Udp; }
    QList<TransportProtocol> protocols() const override
    {
        return {TransportProtocol::Udp, TransportProtocol::Tcp};
    }
    QByteArray contactHostPort(const Hop &towards) const override
    {
        return side(towards).contactHostPort(towards);
    }
    QHostAddress localAddress(const Hop &towards) const override
    {
        return side(towards).localAddress(towards);
    }
    void sendRequest(SipRequest request, const Hop &hop, SendCallback failed) override;
    void sendResponse(const SipResponse &response, const Hop &arrivedFrom, SendCallback failed) override;
    void setKeepAliveInterval(Milliseconds interval) override { m_udp.setKeepAliveInterval(interval); }
    void setFlowTimer(Milliseconds most) override { m_udp.setFlowTimer(most); }
    void setKeepAliveWay(KeepAliveWay way) override { m_udp.setKeepAliveWay(way); }
    DroppedMessages droppedMessages() const override;
    void setHeaderNames(HeaderNames names)
    {
        m_udp.setHeaderNames(names);
        m_tcp.setHeaderNames(names);
    }

private:
    /// A transaction whose request was too large for UDP.
    struct Switched {
        enum class Way { Tcp, Udp } way = Way::Tcp;
        QByteArray branch;
        QByteArray method;
        TimePoint until;
        SipRequest request;
        Hop hop;
        SendCallback failed;
        std::unique_ptr<Timer> patience;
    };
    const Transport &side(const Hop &hop) const;
    Transport &side(const Hop &hop);
    void forward(WireTransport &inner);
    void openTcp();
    void udpFailed(const TransportError &error);
    void tcpFailed(const TransportError &error);
    void setState(State state);
    bool takeLarge(const SipRequest &request, const Hop &hop, const SendCallback &failed);
    Switched *switchedFor(const QByteArray &branch);
    enum class Reason { Refused, Lost };
    void fallBack(const QByteArray &branch, Reason reason);
    bool isRefusing(const Hop &hop) const;
    void forgetOld();

    Clock &m_clock;
    const Endpoint m_bind;
    UdpTransport m_udp;
    StreamTransport m_tcp;
    State m_state = State::Disconnected;
    int m_attempts = 0;
    std::deque<Switched> m_switched; ///< the oldest first
    std::deque<std::pair<Hop, TimePoint>> m_refusing;
};

} // namespace carillon
