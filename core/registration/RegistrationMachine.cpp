#include "RegistrationMachine.h"

#include "MachineTable.h"

namespace carillon::RegistrationMachine {

namespace {

using enum Registerer::State;
using enum Event;
using enum Action;

struct Row {
    Registerer::State from;
    Event on;
    Registerer::State next;
    Action action;
};

constexpr std::array table{
    //  from           on          next           do
    Row{Unregistered, Add, Registering, SendAdd},
    Row{Unregistered, Remove, Unregistering, SendRemove}, // of an earlier life
    Row{Unregistered, End, Terminated, None},
    Row{Registering, Accepted, Registered, KeepAlive},
    Row{Registering, Rejected, Unregistered, Forget},
    Row{Registering, Lost, Unregistered, Forget},
    Row{Registering, End, Terminated, Forget},
    Row{Registered, Add, Refreshing, SendAdd},
    Row{Registered, RefreshDue, Refreshing, SendAdd},
    Row{Registered, Remove, Unregistering, SendRemove},
    Row{Registered, Expired, Unregistered, Forget},
    Row{Registered, Lost, Unregistered, Forget},
    Row{Registered, End, Terminated, Forget},
    Row{Refreshing, Accepted, Registered, KeepAlive},
    Row{Refreshing, Rejected, Unregistered, Forget},
    Row{Refreshing, Expired, Registering, None}, // the answer to the refresh is still to come
    Row{Refreshing, Lost, Unregistered, Forget},
    Row{Refreshing, End, Terminated, Forget},
    Row{Unregistering, Removed, Unregistered, Forget},
    Row{Unregistering, Rejected, Unregistered, Forget}, // it will expire
    Row{Unregistering, Lost, Unregistered, Forget},
    Row{Unregistering, End, Terminated, Forget},
};
static_assert(deterministic(table), "one row per (state, event)");

} // namespace

Step step(Registerer::State from, Event on)
{
    const Row *row = rowFor(table, from, on);
    return row ? Step{row->next, row->action} : Step{from, None};
}

} // namespace carillon::RegistrationMachine
