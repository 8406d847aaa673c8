#include "SessionTimerMachine.h"

#include "MachineTable.h"

namespace carillon::SessionTimerMachine {

namespace {

using enum State;
using enum Event;
using enum Action;

struct Row {
    State from;
    Event on;
    State next;
    Action action;
};

constexpr std::array table{
    Row{Off, OursAgreed, Waiting, StartBoth},
    Row{Off, PeersAgreed, Watching, StartEnd},
    Row{Waiting, OursAgreed, Waiting, StartBoth},
    Row{Waiting, PeersAgreed, Watching, StartEnd},
    Row{Waiting, NoneAgreed, Off, StopBoth},
    Row{Waiting, RefreshDue, Refreshing, SendRefresh},
    Row{Waiting, Expired, Off, EndSession},
    Row{Waiting, Stop, Off, StopBoth},
    Row{Refreshing, OursAgreed, Waiting, StartBoth},
    Row{Refreshing, PeersAgreed, Watching, StartEnd},
    Row{Refreshing, NoneAgreed, Off, StopBoth},
    Row{Refreshing, RefreshDue, Refreshing, SendRefresh}, // once more
    Row{Refreshing, RefreshFailed, Refreshing, PlanRetry},
    Row{Refreshing, Expired, Off, EndSession},
    Row{Refreshing, Stop, Off, StopBoth},
    Row{Watching, OursAgreed, Waiting, StartBoth},
    Row{Watching, PeersAgreed, Watching, StartEnd},
    Row{Watching, NoneAgreed, Off, StopBoth},
    Row{Watching, Expired, Off, EndSession},
    Row{Watching, Stop, Off, StopBoth},
};
static_assert(deterministic(table), "one row per (state, event)");
static_assert(reachableFrom(table, Off), "every state is entered");

} // namespace

std::optional<Step> step(State from, Event on)
{
    const Row *row = rowFor(table, from, on);
    return row ? std::optional(Step{row->next, row->action}) : std::nullopt;
}

} // namespace carillon::SessionTimerMachine
