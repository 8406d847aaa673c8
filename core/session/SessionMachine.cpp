#include "SessionMachine.h"

#include "MachineTable.h"

namespace carillon::SessionMachine {

namespace {

using enum Session::State;
using enum Event;

struct Row {
    Session::State from;
    Event on;
    Session::State next;
};

constexpr std::array table{
    Row{Initial, Begin, Establishing},
    Row{Initial, Ended, Terminated},
    Row{Establishing, Confirm, Established},
    Row{Establishing, EndWanted, Terminating},
    Row{Establishing, Ended, Terminated},
    Row{Established, EndWanted, Terminating},
    Row{Established, Ended, Terminated},
    Row{Terminating, Ended, Terminated},
};
static_assert(deterministic(table), "one row per (state, event)");

} // namespace

std::optional<Session::State> step(Session::State from, Event on)
{
    const Row *row = rowFor(table, from, on);
    return row ? std::optional(row->next) : std::nullopt;
}

} // namespace carillon::SessionMachine
