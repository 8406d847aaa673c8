#pragma once

#include "Clock.h"
#include "Transactions.h"
#include "UserAgentCore.h"

namespace carillon {

/// Our 2xx to an INVITE until its ACK comes, RFC 3261 §13.3.1.4: sent again at T1, doubling up to T2, for
/// 64*T1.
class AcceptedInvite
{
public:
    using Acknowledged = std::function<void(const SipRequest &ack)>;
    explicit AcceptedInvite(UserAgentCore &core);

    /// Sends it. One of the two is called once, unless stop() comes before.
    void start(std::shared_ptr<ServerTransaction> transaction, SipResponse success, Acknowledged acknowledged,
        std::function<void()> givenUp);
    bool isWaiting() const { return m_transaction != nullptr; }
    /// @returns whether it was for this INVITE, by CSeq; one that came again too.
    bool takeAck(const SipRequest &ack);
    void stop();

private:
    void sendAgain();

    UserAgentCore &m_core;
    std::shared_ptr<ServerTransaction> m_transaction;
    quint32 m_cseq = 0;
    SipResponse m_success;
    Acknowledged m_acknowledged;
    std::function<void()> m_givenUp;
    Milliseconds m_interval{0};
    Timer m_repeat;
    Timer m_patience;
};

} // namespace carillon
