#pragma once

#include "Subscriber.h"

namespace carillon {

/// The life of one subscription at the subscriber, RFC 6665 §4.1, as a table.
namespace SubscriptionMachine {

enum class Event {
    Subscribe,     ///< by the program; a repetition refreshes
    NotifyActive,  ///< NOTIFY with Subscription-State: active
    NotifyPending, ///< pending
    NotifyEnded, ///< terminated for good (§4.1.3: rejected, noresource, invariant; or no reason known to us)
    NotifyAgain, ///< terminated, but to be asked for anew: deactivated, probation, timeout, giveup
    RetryDue,    ///< the time which the notifier wanted us to wait is over
    RefreshDue,
    Rejected,    ///< the first SUBSCRIBE was refused
    Gone,        ///< a refresh was answered as one for which there is no subscription, or the time ran out
    Silent,      ///< Timer N: no NOTIFY for 64*T1 after a SUBSCRIBE
    Unsubscribe, ///< by the program
    End,         ///< nothing is sent any more
};

enum class Action {
    None,
    SendFirst,   ///< SUBSCRIBE outside a dialog
    SendRefresh, ///< SUBSCRIBE in it
    SendEnd,     ///< the same with Expires: 0
    KeepAlive,   ///< the time granted begins
    AwaitRetry,
    Forget, ///< dialog and timers go
};

struct Step {
    Subscriber::State next;
    Action action = Action::None;
};

/// Pure; for a pair that is not listed: stay, do nothing.
Step step(Subscriber::State from, Event on);

} // namespace SubscriptionMachine

} // namespace carillon
