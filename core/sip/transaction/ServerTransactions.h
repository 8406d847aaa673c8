#pragma once

#include "InviteServerMachine.h"
#include "NonInviteServerMachine.h"
#include "TransactionHost.h"
#include "TransactionKeys.h"

namespace carillon {

/// What both server transactions are made of. Made by std::make_shared.
class ServerTransactionBase : public ServerTransaction,
                              public std::enable_shared_from_this<ServerTransactionBase>
{
public:
    ServerTransactionBase(
        TransactionHost &host, SipRequest request, const Hop &from, ServerKey key, State start);

    State state() const final { return m_state; }
    const SipRequest &request() const final { return m_request; }
    const Hop &from() const final { return m_from; }
    void setUser(ServerTransactionUser user) final;

    const ServerKey &key() const { return m_key; }
    /// Set when the request counts for §8.2.2.2.
    const std::optional<MergeKey> &mergeKey() const { return m_mergeKey; }
    void setMergeKey(MergeKey key) { m_mergeKey = std::move(key); }
    bool isPending() const { return m_state == State::Trying || m_state == State::Proceeding; }
    /// The To tag of the last response, else of the request; empty while there is none.
    QByteArray toTag() const;
    /// The layer goes: no timer, no callback and no word on the wire any more.
    void detach();
    virtual void start() { }
    /// The request again, or the ACK of an INVITE.
    virtual void receive(const SipRequest &request, const Hop &from) = 0;
    /// A CANCEL matched; the user hears of it unless he gave a final response.
    void tellCancelled(const SipRequest &cancel);

protected:
    bool isReliable() const { return carillon::isReliable(m_from.protocol); }
    void send(const SipResponse &response);
    void sendLast();
    virtual void transportFailed() = 0;
    void tellFailure(TransactionFailure failure);
    void leave();

    TransactionHost *m_host; ///< null once detached
    State m_state;
    Timer m_repeat; ///< the delay of 100, then G
    Timer m_life;   ///< H, I, J or L

private:
    SipRequest m_request;
    Hop m_from;
    ServerKey m_key;
    std::optional<MergeKey> m_mergeKey;
    SipResponse m_last;
    std::shared_ptr<ServerTransactionUser> m_user; ///< shared: a callback may set another
};

/// RFC 3261 §17.2.1 around InviteServerMachine.
class InviteServerTransaction final : public ServerTransactionBase
{
public:
    static constexpr Milliseconds TryingAfter{200};

    InviteServerTransaction(TransactionHost &host, SipRequest request, const Hop &from, ServerKey key);
    void start() override;
    bool respond(const SipResponse &response) override;
    void receive(const SipRequest &request, const Hop &from) override;

private:
    using Event = InviteServerMachine::Event;
    using Action = InviteServerMachine::Action;
    void transportFailed() override { run(Event::TransportError); }
    bool run(Event event, const SipResponse *response = nullptr);
    void runTimers(InviteServerMachine::Actions actions);

    Milliseconds m_repeatAfter; ///< what G runs for now
};

/// RFC 3261 §17.2.2 around NonInviteServerMachine.
class NonInviteServerTransaction final : public ServerTransactionBase
{
public:
    NonInviteServerTransaction(TransactionHost &host, SipRequest request, const Hop &from, ServerKey key);
    bool respond(const SipResponse &response) override;
    void receive(const SipRequest &request, const Hop &from) override;

private:
    using Event = NonInviteServerMachine::Event;
    using Action = NonInviteServerMachine::Action;
    void transportFailed() override { run(Event::TransportError); }
    bool run(Event event, const SipResponse *response = nullptr);
};

} // namespace carillon
