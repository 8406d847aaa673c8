#include "IceMachine.h"

#include "MachineTable.h"

namespace carillon::IceMachine {

namespace {

using enum State;
using enum Event;

struct Row {
    State from;
    Event on;
    State next;
};

constexpr std::array table{
    Row{Idle, GatherWanted, Gathering},
    Row{Idle, Ended, Closed},
    Row{Gathering, PeerKnown, Checking},
    Row{Gathering, Ended, Closed},
    Row{Checking, PairFound, Connected},
    Row{Checking, AllNominated, Completed},
    Row{Checking, Lost, Failed},
    Row{Checking, Restarted, Gathering},
    Row{Checking, Ended, Closed},
    Row{Connected, AllNominated, Completed},
    Row{Connected, Lost, Disconnected},
    Row{Connected, Restarted, Gathering},
    Row{Connected, Ended, Closed},
    Row{Completed, Lost, Disconnected},
    Row{Completed, Restarted, Gathering},
    Row{Completed, Ended, Closed},
    Row{Failed, PairFound, Connected},
    Row{Failed, AllNominated, Completed},
    Row{Failed, Restarted, Gathering},
    Row{Failed, Ended, Closed},
    Row{Disconnected, PairFound, Connected},
    Row{Disconnected, AllNominated, Completed},
    Row{Disconnected, Restarted, Gathering},
    Row{Disconnected, Ended, Closed},
};
static_assert(deterministic(table), "one row per (state, event)");
static_assert(endsIn(table, Closed), "everything can be closed, and nothing comes after it");
static_assert(reachableFrom(table, Idle), "every state is entered by another one");

} // namespace

std::optional<State> step(State from, Event on)
{
    const Row *row = rowFor(table, from, on);
    return row ? std::optional(row->next) : std::nullopt;
}

} // namespace carillon::IceMachine
