#pragma once

#include "InviteClientMachine.h"
#include "NonInviteClientMachine.h"
#include "TransactionHost.h"
#include "TransactionKeys.h"

namespace carillon {

/// What both client transactions are made of: the request, its way, its user and two timers. Made by
/// std::make_shared.
class ClientTransactionBase : public ClientTransaction,
                              public std::enable_shared_from_this<ClientTransactionBase>
{
public:
    ClientTransactionBase(TransactionHost &host, SipRequest request, const Hop &hop,
        ClientTransactionUser user, ClientKey key, State start);

    State state() const final { return m_state; }
    const SipRequest &request() const final { return m_request; }
    const Hop &hop() const final { return m_hop; }
    void forget() final { m_user.reset(); }
    void stopRepeating() final { m_repeat.stop(); }

    const ClientKey &key() const { return m_key; }
    bool isWaiting() const; ///< for a final response
    /// The layer goes: no timer, no callback and no word on the wire any more.
    void detach();
    /// Sends the request and starts the timers.
    virtual void start() = 0;
    virtual void receive(const SipResponse &response) = 0;
    virtual void transportFailed(const TransportError &error) = 0;

protected:
    bool isReliable() const { return carillon::isReliable(m_hop.protocol); }
    void send(const SipRequest &request);
    void tellResponse(const SipResponse &response);
    /// Out of the layer's tables first: the user may look, or destroy the layer.
    void tellFailure(TransactionFailure failure, const TransportError &error);
    void leave();

    TransactionHost *m_host; ///< null once detached
    State m_state;
    Timer m_repeat;             ///< A or E
    Timer m_life;               ///< B or F, then D, K or M; for a cancelled INVITE the wait of §9.1
    Milliseconds m_repeatAfter; ///< what A or E runs for now

private:
    SipRequest m_request;
    Hop m_hop;
    std::shared_ptr<ClientTransactionUser>
        m_user; ///< shared: a callback may forget the transaction that runs it
    ClientKey m_key;
};

/// RFC 3261 §17.1.1 around InviteClientMachine, and the CANCEL of §9.1.
class InviteClientTransaction final : public ClientTransactionBase
{
public:
    InviteClientTransaction(
        TransactionHost &host, SipRequest request, const Hop &hop, ClientTransactionUser user, ClientKey key);
    void start() override;
    void receive(const SipResponse &response) override;
    void transportFailed(const TransportError &error) override;

    /// Beside the machine of the table: whether a CANCEL is due.
    enum class Cancellation {
        None,
        Wanted, ///< waits for the first provisional response
        Sent,
    };
    Cancellation cancellation() const { return m_cancellation; }
    /// @p send is called once, now or after the first provisional response, or never when a final one came
    /// before.
    void cancel(std::function<void()> send);

private:
    using Event = InviteClientMachine::Event;
    using Action = InviteClientMachine::Action;
    void run(Event event, const SipResponse *response = nullptr, const TransportError &error = {});
    void startLife(InviteClientMachine::Actions actions);
    void sendCancel();

    Cancellation m_cancellation = Cancellation::None;
    std::function<void()> m_sendCancel;
};

/// RFC 3261 §17.1.2 around NonInviteClientMachine.
class NonInviteClientTransaction final : public ClientTransactionBase
{
public:
    NonInviteClientTransaction(
        TransactionHost &host, SipRequest request, const Hop &hop, ClientTransactionUser user, ClientKey key);
    void start() override;
    void receive(const SipResponse &response) override;
    void transportFailed(const TransportError &error) override;

private:
    using Event = NonInviteClientMachine::Event;
    using Action = NonInviteClientMachine::Action;
    void run(Event event, const SipResponse *response = nullptr, const TransportError &error = {});
};

} // namespace carillon
