#include "HandoverMachine.h"

#include "MachineTable.h"

namespace carillon::HandoverMachine {

namespace {

struct Row {
    State from;
    Event on;
    State next;
    Action action;
};

using S = State;
using E = Event;
using A = Action;

constexpr std::array table{
    Row{S::Idle, E::Start, S::Holding, A::Hold},
    Row{S::Idle, E::StartHeld, S::Asking, A::Refer},
    Row{S::Failed, E::Start, S::Holding, A::Hold},
    Row{S::Failed, E::StartHeld, S::Asking, A::Refer},
    // Silence was wrong: the other side is on its way after all.
    Row{S::Failed, E::NewsTrying, S::Trying, A::AwaitNews},
    Row{S::Failed, E::NewsRinging, S::Ringing, A::AwaitNews},
    Row{S::Failed, E::NewsSuccess, S::Succeeded, A::HangUp},
    Row{S::Holding, E::Held, S::Asking, A::Refer},
    Row{S::Holding, E::NotHeld, S::Asking, A::Refer},
    Row{S::Holding, E::CallEnded, S::Failed, A::None},
    Row{S::Asking, E::NewsTrying, S::Trying, A::AwaitNews},
    Row{S::Asking, E::NewsRinging, S::Ringing, A::AwaitNews},
    Row{S::Asking, E::NewsSuccess, S::Succeeded, A::HangUp},
    Row{S::Asking, E::NewsFailure, S::Failed, A::GiveBack},
    Row{S::Asking, E::Silence, S::Failed, A::GiveBack},
    Row{S::Asking, E::CallEnded, S::Failed, A::None},
    Row{S::Trying, E::NewsTrying, S::Trying, A::AwaitNews},
    Row{S::Trying, E::NewsRinging, S::Ringing, A::AwaitNews},
    Row{S::Trying, E::NewsSuccess, S::Succeeded, A::HangUp},
    Row{S::Trying, E::NewsFailure, S::Failed, A::GiveBack},
    Row{S::Trying, E::Silence, S::Failed, A::GiveBack},
    Row{S::Trying, E::CallEnded, S::Succeeded, A::None}, // it left us for the target: the usual early BYE
    Row{S::Ringing, E::NewsTrying, S::Ringing, A::None},
    Row{S::Ringing, E::NewsRinging, S::Ringing, A::AwaitNews},
    Row{S::Ringing, E::NewsSuccess, S::Succeeded, A::HangUp},
    Row{S::Ringing, E::NewsFailure, S::Failed, A::GiveBack},
    Row{S::Ringing, E::Silence, S::Failed, A::GiveBack},
    Row{S::Ringing, E::CallEnded, S::Succeeded, A::None},
};
static_assert(deterministic(table), "one row per (state, event)");

} // namespace

Step step(State from, Event on)
{
    const Row *row = rowFor(table, from, on);
    return row ? Step{row->next, row->action} : Step{from, Action::None};
}

} // namespace carillon::HandoverMachine
