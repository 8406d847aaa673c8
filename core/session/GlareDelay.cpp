#include "GlareDelay.h"

#include "SessionContext.h"

namespace carillon {

/// The owner of the Call-ID waits 2.1 to 4 s, the other 0 to 2 s, in units of 10 ms.
std::optional<Milliseconds> GlareDelay::after(const SipResponse &response, const SessionContext &context)
{
    if (response.statusCode() == 491) {
        const bool isOwner = context.direction == Session::Direction::Outgoing;
        return isOwner ? Milliseconds(2100 + 10 * context.core.random().below(191))
                       : Milliseconds(10 * context.core.random().below(201));
    }
    const auto retryAfter = response.number(HeaderId::RetryAfter);
    if (response.statusCode() == 500 && retryAfter && std::chrono::seconds(*retryAfter) <= LongestRetryAfter)
        return std::chrono::seconds(*retryAfter);
    return std::nullopt;
}

} // namespace carillon
