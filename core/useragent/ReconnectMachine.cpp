#include "ReconnectMachine.h"

#include "MachineTable.h"

namespace carillon {

namespace ReconnectMachine {

namespace {

using enum State;
using enum Event;

struct Row {
    State from;
    Event on;
    State next;
    Action action;
};

constexpr std::array table{
    Row{Stopped, Start, Connecting, Action::Open},
    Row{Connecting, Up, Connected, Action::TellUp},
    Row{Connecting, Down, Waiting, Action::Wait},
    Row{Connecting, Now, Reopening, Action::Close}, // the way may be another than when we began
    Row{Connecting, Stop, Stopped, Action::Close},
    Row{Connected, Down, Waiting, Action::TellDownAndWait},
    Row{Connected, Stop, Stopped, Action::TellDownAndClose},
    Row{Connected, Now, Reopening, Action::TellDownAndReopen},
    Row{Reopening, Down, Connecting, Action::Open},
    Row{Reopening, Stop, Stopped, Action::None},
    Row{Waiting, Due, Connecting, Action::Open},
    Row{Waiting, Now, Connecting, Action::Open},
    Row{Waiting, Up, Connected, Action::TellUp},
    Row{Waiting, Stop, Stopped, Action::Close},
};
static_assert(deterministic(table), "one row per (state, event)");

} // namespace

Step step(State from, Event on)
{
    const Row *row = rowFor(table, from, on);
    return row ? Step{row->next, row->action} : Step{from, Action::None};
}

} // namespace ReconnectMachine

Milliseconds Backoff::delay(int attempt, Random &random) const
{
    if (attempt <= firstRound)
        return first;
    const int doublings = std::min(attempt - firstRound, 16);
    const Milliseconds full = std::min(first * (1 << doublings), longest);
    // Between a half and the whole: phones that lost the same server do not come back in step.
    return full / 2 + Milliseconds(random.below(quint32(full.count() / 2) + 1));
}

} // namespace carillon
