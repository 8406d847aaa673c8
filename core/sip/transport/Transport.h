#pragma once

#include "SipMessage.h"
#include "WireFailure.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <chrono>
#include <functional>
#include <optional>

namespace carillon {

/// The transports of RFC 3261 §18 and RFC 7118, by the name that stands in Via.
enum class TransportProtocol { Udp, Tcp, Tls, Ws, Wss };
QByteArrayView viaName(TransportProtocol protocol); ///< "UDP", "TCP", "TLS", "WS", "WSS"
QByteArrayView uriName(TransportProtocol protocol); ///< the URI parameter: "udp", "tcp", "tls", "ws", "wss"
inline bool isReliable(TransportProtocol protocol)
{
    return protocol != TransportProtocol::Udp;
}
inline bool isSecure(TransportProtocol protocol)
{
    return protocol == TransportProtocol::Tls || protocol == TransportProtocol::Wss;
}

/// The port that a URI or a Via without one means: 5061 for TLS, 443 and 80 for WSS and WS, else 5060.
quint16 defaultPort(TransportProtocol protocol);
/// From the URI parameter or the Via token, without case.
std::optional<TransportProtocol> protocolFromName(QByteArrayView name);

/// Where a request goes next (RFC 3263's result) or where one came from.
struct Hop {
    TransportProtocol protocol = TransportProtocol::Udp;
    QHostAddress address;
    quint16 port = 0;
    QString verifyName; ///< TLS: the name which the certificate must carry (RFC 5922); the domain, not the
                        ///< SRV target
    friend bool operator==(const Hop &, const Hop &) = default;
};

/// Why a message could not be sent or a connection could not be made.
struct TransportError {
    using Kind = WireFailure;
    Kind kind = Kind::Closed;
    QString detail; ///< the system's or the library's own words, for the log and for Details
};

/// What came in and went no further, by reason. Counts since the transport was made.
struct DroppedMessages {
    quint64 unparsable = 0; ///< not SIP, or a request without what an answer needs
    quint64 invalidResponses
        = 0; ///< a response that is malformed or whose Via is not ours (RFC 3261 §18.1.2)
    quint64 answersWithheld = 0;    ///< 400 and its like that a source got too many of
    quint64 framingFaults = 0;      ///< a stream that could not be cut into messages and was closed
    quint64 refusedConnections = 0; ///< more inbound connections than the limit
    quint64 total() const
    {
        return unparsable + invalidResponses + answersWithheld + framingFaults + refusedConnections;
    }
    friend bool operator==(const DroppedMessages &, const DroppedMessages &) = default;
};

/// One message as it crossed the wire.
struct TracedMessage {
    enum class Direction { Sent, Received } direction = Direction::Sent;
    Hop peer;
    QByteArray bytes;
};

/// One user agent's way to the wire: an interface, so that tests and others can bring their own. Core thread.
///
/// The layers above give it whole messages and a Hop. It fills the top Via's sent-by and transport token, and
/// adds `rport` and `received` where RFC 3261 §18 and RFC 3581 say so. It frames, reuses connections and
/// keeps them alive.
class Transport : public QObject
{
    Q_OBJECT
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
public:
    /// SIP.js' four states. Connected means: bound (UDP), or the connection to the account's server stands
    /// (the others).
    enum class State { Disconnected, Connecting, Connected, Disconnecting };
    Q_ENUM(State)
    /// Called once and only upon failure; always later from the event loop, never from inside send…(). May be
    /// empty.
    using SendCallback = std::function<void(const TransportError &)>;

    using QObject::QObject;
    virtual State state() const = 0;
    /// Binds, or connects to the server; outcome by stateChanged() or failed().
    virtual void open() = 0;
    /// Closes every socket and connection; Disconnected follows, at once or by way of Disconnecting.
    virtual void close() = 0;

    /// What this transport speaks to the server with.
    virtual TransportProtocol protocol() const = 0;
    /// Every protocol that a Hop given to sendRequest() may name: UDP and TCP go together (§18.2.1).
    virtual QList<TransportProtocol> protocols() const { return {protocol()}; }
    /// Where the connection to the account's server ends; nothing for UDP and while there is none.
    virtual std::optional<Hop> serverHop() const { return std::nullopt; }
    /// host[:port] for Contact, reachable by peers on the side of @p towards; for WS/WSS a random `.invalid`
    /// (RFC 7118 §5).
    virtual QByteArray contactHostPort(const Hop &towards) const = 0;
    /// The local IP address that routes towards @p towards: what goes into SDP.
    virtual QHostAddress localAddress(const Hop &towards) const = 0;

    /// Sends a request: sets sent-by of the top Via, then writes it to @p hop (WS/WSS: always over the one
    /// connection).
    virtual void sendRequest(SipRequest request, const Hop &hop, SendCallback failed) = 0;
    /// Sends a response by §18.2.2 and RFC 3581: back over @p arrivedFrom, else where the top Via says.
    virtual void sendResponse(const SipResponse &response, const Hop &arrivedFrom, SendCallback failed) = 0;

    /// How often the flow to the server is kept alive; 0 switches it off.
    virtual void setKeepAliveInterval(std::chrono::milliseconds) { }
    /// What the server said with its 2xx to REGISTER (RFC 5626 §4.4): pings are due at least that often,
    /// whatever interval is set; 0: it said nothing.
    virtual void setFlowTimer(std::chrono::milliseconds) { }
    /// What a ping is: line ends, or over UDP a STUN Binding request where the server is known to understand
    /// it (RFC 5626 §3.5). Holds for this flow; the next one begins with line ends.
    enum class KeepAliveWay { LineEnds, Stun };
    virtual void setKeepAliveWay(KeepAliveWay) { }
    virtual DroppedMessages droppedMessages() const { return {}; }

Q_SIGNALS:
    void stateChanged(carillon::Transport::State state);
    /// The account's server connection was lost or could not be made; goes with the change to Disconnected.
    void failed(const carillon::TransportError &error);
    /// Where the last REGISTER went nobody is any more: a keep-alive was refused, or its connection closed
    /// though the transport goes on.
    void registrarGone(const carillon::Hop &hop);
    /// A well-formed and validated request. Its top Via has received/rport filled in.
    void requestReceived(const carillon::SipRequest &request, const carillon::Hop &from);
    void responseReceived(const carillon::SipResponse &response, const carillon::Hop &from);
    /// Every message on the wire in both directions, for `ctl trace`. Secrets are struck out by who shows it.
    void traced(carillon::TracedMessage message);
};

} // namespace carillon
