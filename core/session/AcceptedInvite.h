#pragma once

#include "RepeatedResponse.h"

namespace carillon {

/// Our 2xx to an INVITE until its ACK comes, RFC 3261 §13.3.1.4.
class AcceptedInvite
{
public:
    using Acknowledged = std::function<void(const SipRequest &ack)>;
    explicit AcceptedInvite(UserAgentCore &core);

    /// Sends it. One of the two is called once, unless stop() comes before.
    void start(std::shared_ptr<ServerTransaction> transaction, SipResponse success, Acknowledged acknowledged,
        std::function<void()> givenUp);
    bool isWaiting() const { return m_success.isRunning(); }
    /// @returns whether it was for this INVITE, by CSeq; one that came again too.
    bool takeAck(const SipRequest &ack);
    void stop();

private:
    RepeatedResponse m_success;
    quint32 m_cseq = 0;
    Acknowledged m_acknowledged;
};

} // namespace carillon
