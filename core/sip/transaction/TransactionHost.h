#pragma once

#include "Transactions.h"

namespace carillon {

class ClientTransactionBase;
class ServerTransactionBase;

/// What a transaction needs of the layer around it. Outlives it, or detaches it.
class TransactionHost
{
public:
    TransactionHost() = default;
    TransactionHost(const TransactionHost &) = delete;
    TransactionHost &operator=(const TransactionHost &) = delete;
    virtual ~TransactionHost() = default;

    virtual Clock &clock() = 0;
    virtual const TimerValues &timers() const = 0;
    virtual void sendRequest(const SipRequest &request, const Hop &hop, Transport::SendCallback failed) = 0;
    virtual void sendResponse(const SipResponse &response, const Hop &to, Transport::SendCallback failed) = 0;
    /// A final response was sent: the transaction no longer counts as work of the user's.
    virtual void answered(ServerTransactionBase &transaction) = 0;
    /// An ACK which belongs to a dialog.
    virtual void ackToSuccess(const SipRequest &ack, const Hop &from) = 0;
    /// The transaction may be removed; it is kept alive by itself until it returns.
    virtual void terminated(ClientTransactionBase &transaction) = 0;
    virtual void terminated(ServerTransactionBase &transaction) = 0;
};

} // namespace carillon
