#pragma once

#include "KeepAlive.h"
#include "Network.h"
#include "ViaStamp.h"
#include "WireTransport.h"

namespace carillon {

/// SIP over WebSocket, RFC 7118: one connection to the account's server, one message in each frame, nobody
/// can reach us otherwise.
class WebSocketTransport final : public WireTransport
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr quint64 MessageBytes
            = SipMessage::Limits::MessageBytes + SipMessage::Limits::BodyBytes;
        static constexpr qint64 PendingBytes = 4
            << 20; ///< written by us, not taken by the server; beyond it the connection ends
        static constexpr Milliseconds ConnectPatience{10000};
    };
    WebSocketTransport(Network &network, Clock &clock, Random &random, const WebSocketOptions &options);

    void open() override;
    void close() override;
    TransportProtocol protocol() const override;
    std::optional<Hop> serverHop() const override;
    QByteArray contactHostPort(const Hop &) const override { return m_host; }
    QHostAddress localAddress(const Hop &towards) const override;
    void sendRequest(SipRequest request, const Hop &hop, SendCallback failed) override;
    void sendResponse(const SipResponse &response, const Hop &arrivedFrom, SendCallback failed) override;
    void setKeepAliveInterval(Milliseconds interval) override { m_keepAlive.setInterval(interval); }
    void setFlowTimer(Milliseconds most) override { m_keepAlive.setFlowTimer(most); }

private:
    bool isOwnVia(const Via &via) const override { return via.host == m_host; }
    void receive(const QByteArray &message);
    void write(const QByteArray &bytes, SendCallback failed);
    void lose(const TransportError &error);
    void release();
    Hop peer() const;

    Network &m_network;
    WebSocketOptions m_options;
    const QByteArray m_host; ///< random .invalid (§5)
    std::unique_ptr<MessageSocket> m_socket;
    Timer m_patience;
    KeepAlive m_keepAlive;
};

} // namespace carillon
