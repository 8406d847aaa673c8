#pragma once

#include <QtGlobal>
#include <optional>

namespace carillon {

/// The life of a session timer, RFC 4028 §10, as a table; SessionTimer does what it says.
namespace SessionTimerMachine {

enum class State {
    Off,        ///< no timer was agreed, or the session is over
    Waiting,    ///< we refresh: not yet
    Refreshing, ///< our refresh has no final answer, or waits to be sent again
    Watching,   ///< the peer refreshes
};
enum class Event {
    OursAgreed,  ///< a 2xx says that we refresh
    PeersAgreed, ///< a 2xx says that the peer does
    NoneAgreed,  ///< a 2xx that names no timer: switched off
    RefreshDue,
    RefreshFailed, ///< in another way than those that end the dialog
    Expired,
    Stop,
};
enum class Action { None, StartBoth, StartEnd, StopBoth, SendRefresh, PlanRetry, EndSession };

struct Step {
    State next;
    Action action;
};
/// Pure; nothing for a pair that is not listed.
std::optional<Step> step(State from, Event on);

} // namespace SessionTimerMachine

} // namespace carillon
