#pragma once

#include "SessionExpires.h"

namespace carillon {

class SipMessage;

/// What a user agent wants of session timers, RFC 4028.
struct SessionTimerPolicy {
    std::chrono::seconds wanted{1800}; ///< asked for; zero: none of our own, the peer's are kept
    std::chrono::seconds smallest = SessionExpires::Smallest; ///< a shorter one is refused with 422
};

/// The pure half of RFC 4028: what is said in a session refresh request (INVITE, UPDATE) and its 2xx, and
/// what both make of it.
namespace SessionTimerTerms {

struct Limits {
    /// Longer ones are cut where the rules let us, and never asked for.
    static constexpr std::chrono::seconds Longest{86'400};
    static constexpr std::chrono::seconds Notice{
        32}; ///< §10: who waits for the refresh hangs up so much earlier
};

enum class Refresher { Us, Peer };

/// In force in a dialog.
struct Agreed {
    std::chrono::seconds interval{0};
    Refresher refresher = Refresher::Us;
    friend bool operator==(const Agreed &, const Agreed &) = default;
};

/// What the request of a peer asks for.
struct Asked {
    std::optional<SessionExpires> expires;
    std::chrono::seconds smallest = SessionExpires::Smallest; ///< his Min-SE
    bool knowsTimer = false;                                  ///< Supported: timer
    static Asked by(const SipMessage &request);
};

/// Whether §9 has us answer 422. Somebody who does not know timers never gets one.
bool isTooBrief(const Asked &asked, const SessionTimerPolicy &ours);

/// What our 2xx says, §9 and its table 2.
struct Granted {
    SessionExpires expires;
    bool isRequired = false; ///< Require: timer
    friend bool operator==(const Granted &, const Granted &) = default;
};
/// @param inForce roles are not changed by who does not care
/// @returns nothing: there is no timer.
std::optional<Granted> grant(
    const Asked &asked, const SessionTimerPolicy &ours, const std::optional<Agreed> &inForce);
Agreed agreedByUs(const Granted &granted);

/// What the 2xx of the peer made of our request, §7.2.
/// @param asked what our request said
std::optional<Agreed> agreedByPeer(const std::optional<SessionExpires> &asked, const SipMessage &success);

/// After a refresh (or the 2xx of the INVITE) the refresher sends the next one so much later, §10.
std::chrono::milliseconds untilRefresh(const Agreed &agreed);
/// And so much later the session is over when none came through, §10.
std::chrono::milliseconds untilEnd(const Agreed &agreed);

} // namespace SessionTimerTerms

} // namespace carillon
