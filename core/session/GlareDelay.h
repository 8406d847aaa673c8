#pragma once

#include "Clock.h"

#include <optional>

namespace carillon {

class SessionContext;
class SipRequest;
class SipResponse;

/// When a re-INVITE or UPDATE of ours that was refused is sent once more, and how often.
class GlareDelay
{
public:
    static constexpr int Repetitions = 5;                        ///< of one request
    static constexpr std::chrono::seconds LongestRetryAfter{10}; ///< a later one is a refusal

    explicit GlareDelay(SessionContext &context)
        : m_context(context)
    {
    }
    /// Another request: none was repeated yet.
    void begin() { m_repetitions = 0; }
    /// 491 (RFC 3261 §14.1, RFC 3311 §5.1), 500 with Retry-After, and 422 that the session timer can follow
    /// (RFC 4028 §7.3). Nothing: it stays refused.
    std::optional<Milliseconds> after(const SipRequest &refused, const SipResponse &response);

private:
    std::optional<Milliseconds> wait(const SipResponse &response) const;

    SessionContext &m_context;
    int m_repetitions = 0;
};

} // namespace carillon
