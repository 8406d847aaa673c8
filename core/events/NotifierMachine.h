#pragma once

#include "Notifier.h"

namespace carillon {

/// The life of one subscription at the notifier, RFC 6665 §4.2, as a table.
namespace NotifierMachine {

enum class Event {
    Accept,    ///< by the program
    Defer,     ///< by the program: somebody is asked first
    Refuse,    ///< by the program: before acceptance a final response, after it a last NOTIFY
    Refreshed, ///< SUBSCRIBE in the dialog
    Left,      ///< the same with Expires: 0
    Expired,   ///< no refresh came in time
    Lost,      ///< a NOTIFY was answered 481 or not at all (§4.2.2)
};

enum class Action {
    None,
    Respond,   ///< 200, the time begins, and the first NOTIFY (§4.2.1.2)
    Reject,    ///< the final response
    Notify,    ///< the state again
    NotifyEnd, ///< the last NOTIFY
    Forget,
};

struct Step {
    Notifier::State next;
    Action action = Action::None;
};

/// Pure; for a pair that is not listed: stay, do nothing.
Step step(Notifier::State from, Event on);

} // namespace NotifierMachine

} // namespace carillon
