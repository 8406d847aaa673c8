#pragma once

#include "DeadTargets.h"
#include "HopResolver.h"
#include "KeepAlive.h"
#include "Network.h"
#include "StreamConnection.h"
#include "ViaStamp.h"
#include "WireTransport.h"

namespace carillon {

struct StreamTransportOptions {
    TransportProtocol protocol = TransportProtocol::Tcp; ///< Tcp or Tls
    SipUri server; ///< open() connects to it; without a host there is no server and open() only listens
    std::optional<Endpoint> listen; ///< TCP only; port 0: any free one
    TlsOptions tls;                 ///< verifyName: instead of the server's host
    Milliseconds keepAliveInterval{0};
};

/// SIP over TCP and TLS, RFC 3261 §18: connections are found again by their peer, used in both directions,
/// and bounded in number.
class StreamTransport final : public WireTransport
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr int Inbound = 128; ///< then one makes room, see InboundRoom
        static constexpr int Outbound = 64;
        static constexpr int Waiting = 64; ///< messages for one connection which is not made yet
    };
    StreamTransport(Network &network, Clock &clock, Random &random, StreamTransportOptions options);
    ~StreamTransport() override;

    /// Where open() listens, from the next open() on.
    void setListen(const std::optional<Endpoint> &endpoint) { m_options.listen = endpoint; }
    quint16 listeningPort() const { return m_listener ? m_listener->local().port : quint16(0); }
    bool isConnectedTo(const Hop &hop) const;
    int connectionCount() const { return int(m_flows.size()); }

    void open() override;
    void close() override;
    TransportProtocol protocol() const override { return m_options.protocol; }
    std::optional<Hop> serverHop() const override;
    QByteArray contactHostPort(const Hop &towards) const override;
    QHostAddress localAddress(const Hop &towards) const override;
    void sendRequest(SipRequest request, const Hop &hop, SendCallback failed) override;
    void sendResponse(const SipResponse &response, const Hop &arrivedFrom, SendCallback failed) override;
    void setKeepAliveInterval(Milliseconds interval) override { m_keepAlive.setInterval(interval); }
    void setFlowTimer(Milliseconds most) override { m_keepAlive.setFlowTimer(most); }

private:
    /// A connection and what waits until it is made: only then is the sent-by of a request known.
    struct Flow {
        struct Waiting {
            SipMessage message;
            SendCallback failed;
        };
        std::unique_ptr<StreamConnection> connection;
        std::vector<Waiting> waiting;
    };
    bool isOwnVia(const Via &) const override { return true; } // the connection says who answers
    void begin();
    bool listen();
    void connectToServer(QList<Hop> hops);
    void tryNextServer();
    void acceptAll();
    bool makeRoom(const QHostAddress &source);
    bool isServerHop(const Hop &hop) const;
    void registersOver(StreamConnection &connection);
    Flow *find(const Hop &hop);
    const Flow *find(const Hop &hop) const;
    Flow *connectTo(const Hop &hop);
    Flow &add(std::unique_ptr<ByteStream> stream, const Hop &peer, StreamConnection::Origin origin);
    TlsOptions tlsFor(const Hop &hop) const;
    SentBy sentBy(const StreamConnection &connection) const;
    void send(Flow *flow, const SipMessage &message, SendCallback failed);
    void write(StreamConnection &connection, SipMessage message, SendCallback failed);
    void connectionOpened(StreamConnection &connection);
    void connectionClosed(StreamConnection &connection, const TransportError &error);
    void drop(StreamConnection &connection, const TransportError &error);
    void serverLost(const TransportError &error);

    Network &m_network;
    Clock &m_clock;
    StreamTransportOptions m_options;
    HopResolver m_hopResolver;
    std::unique_ptr<Lookup> m_lookup;
    std::unique_ptr<StreamListener> m_listener;
    std::vector<std::unique_ptr<Flow>> m_flows;
    QList<Hop> m_serverHops;                     ///< still to be tried
    QList<Hop> m_serverAlternatives;             ///< all that the server's name led to
    DeadTargets m_dead;                          ///< of those
    std::optional<TransportError> m_serverError; ///< of those tried; a certificate that is not trusted stays
    StreamConnection *m_server = nullptr;
    StreamConnection *m_registrar = nullptr; ///< where no server is given: over which the last REGISTER went
    KeepAlive m_keepAlive;
};

} // namespace carillon
