#include "GlareDelay.h"

#include "SessionContext.h"
#include "SessionTimer.h"

namespace carillon {

std::optional<Milliseconds> GlareDelay::after(const SipRequest &refused, const SipResponse &response)
{
    auto delay = wait(response);
    if (!delay && m_context.sessionTimer->mayRepeat(refused, response))
        delay = Milliseconds(0);
    if (!delay || m_repetitions >= Repetitions)
        return std::nullopt;
    ++m_repetitions;
    return delay;
}

/// The owner of the Call-ID waits 2.1 to 4 s, the other 0 to 2 s, in units of 10 ms.
std::optional<Milliseconds> GlareDelay::wait(const SipResponse &response) const
{
    if (response.statusCode() == 491) {
        const bool isOwner = m_context.direction == Session::Direction::Outgoing;
        return isOwner ? Milliseconds(2100 + 10 * m_context.core.random().below(191))
                       : Milliseconds(10 * m_context.core.random().below(201));
    }
    const auto retryAfter = response.number(HeaderId::RetryAfter);
    if (response.statusCode() == 500 && retryAfter && std::chrono::seconds(*retryAfter) <= LongestRetryAfter)
        return std::chrono::seconds(*retryAfter);
    return std::nullopt;
}

} // namespace carillon
