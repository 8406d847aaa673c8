#pragma once

#include "Clock.h"
#include "RequestDelegate.h"
#include "SessionTimerMachine.h"
#include "SessionTimerTerms.h"

namespace carillon {

class SessionContext;

/// Keeps a session from outliving its peer, RFC 4028, in both roles: says in INVITE, UPDATE and their 2xx
/// what is to be said, refreshes at half the interval or watches that the peer does, and hangs up when
/// neither comes through.
class SessionTimer
{
public:
    struct Limits {
        static constexpr int Retries = 3;   ///< of one refresh that was refused, spread over what is left
        static constexpr int TooBriefs = 3; ///< 422 to one request, each from somebody else on the way
        static constexpr Milliseconds Busy{1000}; ///< something else is being negotiated: ask again then
    };

    explicit SessionTimer(SessionContext &context);

    /// @name Requests of ours: INVITE, re-INVITE, UPDATE
    /// Session-Expires and Min-SE (§7.1, §7.4).
    void prepare(SipRequest &request);
    /// After a 422 (§7.3): whether to send it again, prepared anew.
    bool mayRepeat(const SipRequest &request, const SipResponse &refusal);
    /// Its 2xx: what is in force now starts.
    void accepted(const SipRequest &request, const SipResponse &success);

    /// @name Requests of the peer
    /// The headers of our 2xx (§9); what is in force now starts.
    void answer(const SipRequest &request, SipResponse &success);

    void stop();
    const std::optional<SessionTimerTerms::Agreed> &agreed() const { return m_agreed; }

private:
    void handle(SessionTimerMachine::Event event);
    void agree(const std::optional<SessionTimerTerms::Agreed> &agreed);
    void startEnd();
    void sendRefresh();
    void planRetry();
    void refused(const RequestDelegate::Answer &answer);
    void endSession();
    void noteSmallest(const SipMessage &message);

    SessionContext &m_context;
    SessionTimerMachine::State m_state = SessionTimerMachine::State::Off;
    std::optional<SessionTimerTerms::Agreed> m_agreed;
    std::chrono::seconds m_smallest{0}; ///< the largest Min-SE that was heard in this call; zero: none (§7.4)
    int m_tooBriefs = 0;
    int m_retries = 0;
    bool m_takesUpdate = true; ///< false: the peer allows it, but refused one
    Timer m_refresh;
    Timer m_end;
};

/// §9: the 422 that @p request deserves, Min-SE for it; nothing when it may be accepted.
std::optional<std::chrono::seconds> refusedInterval(
    const SipRequest &request, const SessionTimerPolicy &ours);

} // namespace carillon
