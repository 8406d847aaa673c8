#pragma once

#include "RepeatedResponse.h"

namespace carillon {

/// RAck of a PRACK, RFC 3262 §7.2: which provisional response it acknowledges.
struct RAck {
    quint32 response = 0; ///< its RSeq
    CSeq cseq;            ///< of the INVITE
    /// Nothing when it is absent or malformed.
    static std::optional<RAck> of(const SipRequest &prack);
    friend bool operator==(const RAck &, const RAck &) = default;
};

/// Our provisional responses that must arrive, RFC 3262 §3: sent again until PRACK. One at a time.
class ReliableProvisional
{
public:
    using Acknowledged = std::function<void(const SipRequest &prack)>;
    explicit ReliableProvisional(UserAgentCore &core);

    bool isWaiting() const { return m_response.isRunning(); }
    /// Adds Require and RSeq and sends it. One of the two is called once, unless stop() comes before.
    void start(std::shared_ptr<ServerTransaction> transaction, SipResponse response,
        Acknowledged acknowledged, std::function<void()> givenUp);
    /// Whether RAck of @p prack names what was sent last and was not acknowledged yet; then it is. After
    /// stop() nobody is told: the PRACK crossed the final response and is to be answered all the same.
    bool take(const SipRequest &prack);
    /// Whether take() would.
    bool matches(const SipRequest &prack) const;
    /// No repetition and no callback any more.
    void stop();

private:
    UserAgentCore &m_core;
    RepeatedResponse m_response;
    quint32 m_rseq = 0;         ///< of the last one; 0: none yet
    std::optional<RAck> m_rack; ///< that PRACK is still to bring
    Acknowledged m_acknowledged;
};

} // namespace carillon
