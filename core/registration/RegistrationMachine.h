#pragma once

#include "Registerer.h"

namespace carillon {

/// The life of one binding, RFC 3261 §10.2, as a table.
namespace RegistrationMachine {

enum class Event {
    Add, ///< addBinding(), or its repetition
    Remove,
    Accepted, ///< 2xx with our binding in it
    Removed,  ///< 2xx without it, which is what was asked for
    Rejected, ///< any other final answer
    RefreshDue,
    Expired,
    Lost, ///< the connection which the binding leads to is gone
    End,
};

enum class Action { None, SendAdd, SendRemove, KeepAlive, Forget };

struct Step {
    Registerer::State next;
    Action action = Action::None;
};

/// Pure; for a pair that is not listed: stay, do nothing.
Step step(Registerer::State from, Event on);

} // namespace RegistrationMachine

} // namespace carillon
