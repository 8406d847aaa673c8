#include "SubscriptionMachine.h"

#include "MachineTable.h"

namespace carillon::SubscriptionMachine {

namespace {

using enum Subscriber::State;
using enum Event;
using enum Action;

struct Row {
    Subscriber::State from;
    Event on;
    Subscriber::State next;
    Action action;
};

constexpr std::array table{
    //  from            on             next            do
    Row{Initial, Subscribe, NotifyWait, SendFirst},
    Row{Initial, Unsubscribe, Terminated, None},
    Row{Initial, End, Terminated, None},
    Row{NotifyWait, NotifyActive, Active, KeepAlive},
    Row{NotifyWait, NotifyPending, Pending, KeepAlive},
    Row{NotifyWait, NotifyEnded, Terminated, Forget},
    Row{NotifyWait, NotifyAgain, RetryWait, AwaitRetry},
    Row{NotifyWait, Rejected, Terminated, Forget},
    Row{NotifyWait, Silent, Terminated, Forget},
    Row{NotifyWait, Unsubscribe, Leaving, None}, // there is no dialog yet to say it in
    Row{NotifyWait, End, Terminated, Forget},
    Row{Pending, Subscribe, Pending, SendRefresh},
    Row{Pending, NotifyActive, Active, KeepAlive},
    Row{Pending, NotifyPending, Pending, KeepAlive},
    Row{Pending, NotifyEnded, Terminated, Forget},
    Row{Pending, NotifyAgain, RetryWait, AwaitRetry},
    Row{Pending, RefreshDue, Pending, SendRefresh},
    Row{Pending, Gone, NotifyWait, SendFirst},
    Row{Pending, Silent, NotifyWait, SendFirst},
    Row{Pending, Unsubscribe, Unsubscribing, SendEnd},
    Row{Pending, End, Terminated, Forget},
    Row{Active, Subscribe, Active, SendRefresh},
    Row{Active, NotifyActive, Active, KeepAlive},
    Row{Active, NotifyPending, Pending, KeepAlive},
    Row{Active, NotifyEnded, Terminated, Forget},
    Row{Active, NotifyAgain, RetryWait, AwaitRetry},
    Row{Active, RefreshDue, Active, SendRefresh},
    Row{Active, Gone, NotifyWait, SendFirst},
    Row{Active, Silent, NotifyWait, SendFirst},
    Row{Active, Unsubscribe, Unsubscribing, SendEnd},
    Row{Active, End, Terminated, Forget},
    Row{RetryWait, RetryDue, NotifyWait, SendFirst},
    Row{RetryWait, Subscribe, NotifyWait, SendFirst},
    Row{RetryWait, Unsubscribe, Terminated, Forget},
    Row{RetryWait, End, Terminated, Forget},
    Row{Leaving, NotifyActive, Unsubscribing, SendEnd},
    Row{Leaving, NotifyPending, Unsubscribing, SendEnd},
    Row{Leaving, NotifyEnded, Terminated, Forget},
    Row{Leaving, NotifyAgain, Terminated, Forget},
    Row{Leaving, Rejected, Terminated, Forget},
    Row{Leaving, Silent, Terminated, Forget},
    Row{Leaving, End, Terminated, Forget},
    Row{Unsubscribing, NotifyEnded, Terminated, Forget},
    Row{Unsubscribing, NotifyAgain, Terminated, Forget},
    Row{Unsubscribing, Gone, Terminated, Forget},
    Row{Unsubscribing, Silent, Terminated, Forget},
    Row{Unsubscribing, End, Terminated, Forget},
};
static_assert(deterministic(table), "one row per (state, event)");
static_assert(endsIn(table, Terminated));
static_assert(reachableFrom(table, Initial));

} // namespace

Step step(Subscriber::State from, Event on)
{
    const Row *row = rowFor(table, from, on);
    return row ? Step{row->next, row->action} : Step{from, None};
}

} // namespace carillon::SubscriptionMachine
