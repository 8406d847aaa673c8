#pragma once

#include "Clock.h"
#include "Transactions.h"
#include "UserAgentCore.h"

namespace carillon {

/// A response to INVITE that is sent again until something says that it arrived: at T1, doubling, for 64*T1.
/// 2xx (RFC 3261 §13.3.1.4), reliable provisional (RFC 3262 §3), the answer of an ICE agent that trickles in
/// an unreliable one (RFC 8840 §4.3.2).
class RepeatedResponse
{
public:
    enum class Ceiling { None, T2 }; ///< how long the longest pause is
    RepeatedResponse(UserAgentCore &core, Ceiling ceiling);

    bool isRunning() const { return m_transaction != nullptr; }
    /// Sends it. @param givenUp called once after 64*T1, unless stop() comes before
    void start(
        std::shared_ptr<ServerTransaction> transaction, SipResponse response, std::function<void()> givenUp);
    void stop();

private:
    void sendAgain();

    UserAgentCore &m_core;
    const Ceiling m_ceiling;
    std::shared_ptr<ServerTransaction> m_transaction;
    SipResponse m_response;
    std::function<void()> m_givenUp;
    Milliseconds m_interval{0};
    Timer m_repeat;
    Timer m_patience;
};

} // namespace carillon
