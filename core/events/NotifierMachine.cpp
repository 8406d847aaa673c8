#include "NotifierMachine.h"

#include "MachineTable.h"

namespace carillon::NotifierMachine {

namespace {

using enum Notifier::State;
using enum Event;
using enum Action;

struct Row {
    Notifier::State from;
    Event on;
    Notifier::State next;
    Action action;
};

constexpr std::array table{
    //  from    on         next        do
    Row{Asked, Accept, Active, Respond},
    Row{Asked, Defer, Pending, Respond},
    Row{Asked, Refuse, Terminated, Reject},
    Row{Pending, Accept, Active, Notify},
    Row{Pending, Refuse, Terminated, NotifyEnd},
    Row{Pending, Refreshed, Pending, Notify},
    Row{Pending, Left, Terminated, NotifyEnd},
    Row{Pending, Expired, Terminated, NotifyEnd},
    Row{Pending, Lost, Terminated, Forget},
    Row{Active, Defer, Pending, Notify},
    Row{Active, Refuse, Terminated, NotifyEnd},
    Row{Active, Refreshed, Active, Notify},
    Row{Active, Left, Terminated, NotifyEnd},
    Row{Active, Expired, Terminated, NotifyEnd},
    Row{Active, Lost, Terminated, Forget},
};
static_assert(deterministic(table), "one row per (state, event)");
static_assert(endsIn(table, Terminated));
static_assert(reachableFrom(table, Asked));

} // namespace

Step step(Notifier::State from, Event on)
{
    const Row *row = rowFor(table, from, on);
    return row ? Step{row->next, row->action} : Step{from, None};
}

} // namespace carillon::NotifierMachine
