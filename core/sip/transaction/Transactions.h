#pragma once

#include "Clock.h"
#include "Random.h"
#include "Transport.h"

#include <memory>

namespace carillon {

/// The base timers of RFC 3261 Appendix A; the rest is derived from them.
struct TimerValues {
    Milliseconds t1{500};
    Milliseconds t2{4000};
    Milliseconds t4{5000};
};

/// How a request ended without a final response from the peer.
enum class TransactionFailure { Timeout, TransportError };

/// What the transaction user hears of a client transaction. Callbacks may cancel or forget the transaction.
struct ClientTransactionUser {
    /// Provisional and final responses; for INVITE also every 2xx retransmission and fork until timer M (RFC
    /// 6026).
    std::function<void(const SipResponse &)> response;
    /// Timer B or F, no answer to a CANCELled INVITE for 64*T1 (§9.1), or the transport failed: nothing more
    /// comes.
    std::function<void(TransactionFailure, const TransportError &)> failed;
};

/// A client transaction, RFC 3261 §17.1 with RFC 6026. Owned by the layer; a handle stays valid until it is
/// Terminated.
class ClientTransaction
{
public:
    enum class State { Calling, Trying, Proceeding, Accepted, Completed, Terminated };
    virtual ~ClientTransaction() = default;
    virtual State state() const = 0;
    virtual const SipRequest &request() const = 0; ///< as sent: with branch
    virtual const Hop &hop() const = 0;
    /// Stops telling its user anything; the machine goes on to absorb retransmissions.
    virtual void forget() = 0;
    /// The request is not sent again; an answer that comes all the same is heard.
    virtual void stopRepeating() = 0;
};

/// What the transaction user hears of a server transaction.
struct ServerTransactionUser {
    /// INVITE only: a CANCEL matched (§9.2). The layer answered the CANCEL with 200 already.
    std::function<void(const SipRequest &cancel)> cancelled;
    /// INVITE only, after a non-2xx: timer H fired without ACK; or the transport failed.
    std::function<void(TransactionFailure)> failed;
};

/// A server transaction, RFC 3261 §17.2 with RFC 6026.
class ServerTransaction
{
public:
    enum class State { Trying, Proceeding, Accepted, Completed, Confirmed, Terminated };
    virtual ~ServerTransaction() = default;
    virtual State state() const = 0;
    virtual const SipRequest &request() const = 0;
    virtual const Hop &from() const = 0;
    virtual void setUser(ServerTransactionUser user) = 0;
    /// Sends a response; one that the state does not allow is refused and false returned. A 2xx to INVITE may
    /// be given again: its retransmission is the UAS core's duty (§13.3.1.4).
    virtual bool respond(const SipResponse &response) = 0;
};

/// The transaction layer, RFC 3261 §17: four machines and the matching of messages to them. Core thread.
///
/// Handles are weak: the layer owns the transactions and forgets them when Terminated. Callbacks may send,
/// cancel, forget and destroy the layer. When the transport's connection goes, requests waiting for an answer
/// over it fail with Closed.
class TransactionLayer : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr int Transactions = 1 << 16; ///< beyond, new requests get a stateless 503
        static constexpr int PendingRequests = 4096; ///< not yet finally answered by the user; the same
        static constexpr int Reserve = 4096; ///< on top of both, for CANCEL and for requests inside a dialog
        static constexpr qsizetype RequestBytes = 64 << 20; ///< of all requests that are remembered; the same
        static constexpr qsizetype ReserveBytes = 16 << 20;
        static constexpr int RetryAfterSeconds = 10; ///< what the 503 says
    };
    TransactionLayer(Transport &transport, Clock &clock, Random &random, TimerValues timers = {},
        QObject *parent = nullptr);
    ~TransactionLayer() override;

    /// Gives it a Via with a branch of its own, also when it is sent again and has an old one, and sends. ACK
    /// to a 2xx does not go here but to sendAck().
    std::weak_ptr<ClientTransaction> send(SipRequest request, const Hop &hop, ClientTransactionUser user);
    /// §9.1: builds and sends the CANCEL of a pending INVITE, with @p reason as Reason header unless empty.
    void cancel(const std::weak_ptr<ClientTransaction> &invite, QByteArrayView reason = {});
    /// ACK to a 2xx: a request outside any transaction, with a branch of its own (§13.2.2.4). Give the same
    /// message again for each retransmitted 2xx: a message which has a Via is sent as it is.
    SipRequest sendAck(SipRequest ack, const Hop &hop);
    /// A response outside any transaction (§8.2.7), as to a request which cannot be judged.
    void respondStatelessly(const SipResponse &response, const Hop &to);
    int transactionCount() const;

Q_SIGNALS:
    /// A new request other than ACK and CANCEL; merged requests (§8.2.2.2) were answered with 482. With
    /// nobody connected it is answered with 480.
    void requestReceived(std::shared_ptr<carillon::ServerTransaction> transaction);
    /// An ACK that matches no INVITE server transaction's non-2xx: it belongs to a dialog.
    void ackReceived(const carillon::SipRequest &ack, const carillon::Hop &from);
    /// A 2xx to INVITE that outlived its transaction, or any response that matches nothing.
    void strayResponse(const carillon::SipResponse &response, const carillon::Hop &from);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
