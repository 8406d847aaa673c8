#pragma once

#include "Clock.h"

#include <optional>

namespace carillon {

class SessionContext;
class SipResponse;

/// When a re-INVITE or UPDATE that was refused may be sent once more.
namespace GlareDelay {

inline constexpr int Repetitions = 5;                        ///< of one request
inline constexpr std::chrono::seconds LongestRetryAfter{10}; ///< a later one is a refusal

/// 491 (RFC 3261 §14.1, RFC 3311 §5.1) and 500 with Retry-After; nothing for every other refusal.
std::optional<Milliseconds> after(const SipResponse &response, const SessionContext &context);

} // namespace GlareDelay

} // namespace carillon
