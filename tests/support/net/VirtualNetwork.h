#pragma once

#include "Clock.h"
#include "FakeResolver.h"
#include "Network.h"

#include <QPointer>
#include <functional>

namespace carillon {

/// A machine's network in virtual time with one server on it: for the real transports, without sockets.
///
/// `network.setUp(false)` cuts the server off: what is open breaks, new connections are refused a millisecond
/// later. What clients send goes to `served`, whose answers they get after a millisecond.
class VirtualNetwork final : public Network
{
public:
    static constexpr Milliseconds Delay{1};
    explicit VirtualNetwork(Clock &time)
        : clock(time)
        , m_resolver(time)
    {
    }

    /// What the server answers to bytes of @p from, empty: nothing. Over a stream whole writes come in.
    std::function<QByteArray(const QByteArray &bytes, const Endpoint &from)> served;
    void setUp(bool isUp);
    /// Connections are neither made nor refused: a network that swallows all.
    bool isSilent = false;
    QHostAddress local{QStringLiteral("10.0.0.1")};
    /// To the datagram socket that was bound last.
    void deliver(const QByteArray &datagram, const Endpoint &from);

    int attempts = 0;    ///< connections that were asked for
    int mostAtOnce = 0;  ///< that lived or were being made at the same time
    int live() const;    ///< of them now
    int sockets() const; ///< bound for datagrams now
    FakeResolver &dns() { return m_resolver; }

    Result<std::unique_ptr<DatagramSocket>, NetworkError> bindUdp(const Endpoint &wanted) override;
    Result<std::unique_ptr<StreamListener>, NetworkError> listenTcp(const Endpoint &wanted) override;
    std::unique_ptr<ByteStream> connectTcp(const Endpoint &to) override;
    std::unique_ptr<ByteStream> connectTls(const Endpoint &to, const TlsOptions &) override
    {
        return connectTcp(to);
    }
    std::unique_ptr<MessageSocket> connectWebSocket(const WebSocketOptions &options) override;
    QHostAddress localAddress(const Endpoint &) override { return local; }
    Resolver &resolver() override { return m_resolver; }

    bool isUp() const { return m_isUp; }
    Clock &clock;

private:
    quint16 nextPort() { return m_port++; }
    void count();

    FakeResolver m_resolver;
    bool m_isUp = true;
    quint16 m_port = 40000;
    QList<QPointer<ByteStream>> m_streams;
    QList<QPointer<MessageSocket>> m_messages;
    QList<QPointer<DatagramSocket>> m_datagrams;
};

} // namespace carillon
