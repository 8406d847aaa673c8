#include "NonInviteClientMachine.h"

#include "InviteClientMachine.h"

namespace carillon {

namespace {

using enum ClientTransaction::State;
using enum NonInviteClientMachine::Event;
using enum NonInviteClientMachine::Action;
using Actions = NonInviteClientMachine::Actions;
using Row = MachineRow<ClientTransaction::State, NonInviteClientMachine::Event, Actions>;

// clang-format off
constexpr std::array table {
    //   from        on              next        do
    Row {Trying,     TimerE,         Trying,     Retransmit},
    Row {Trying,     TimerF,         Terminated, Actions {StopEF} | ReportFailure},
    Row {Trying,     TransportError, Terminated, Actions {StopEF} | ReportFailure},
    Row {Trying,     Provisional,    Proceeding, Deliver},
    Row {Trying,     Final,          Completed,  Actions {StopEF} | StartK | Deliver},
    Row {Proceeding, TimerE,         Proceeding, Retransmit},
    Row {Proceeding, TimerF,         Terminated, Actions {StopEF} | ReportFailure},
    Row {Proceeding, TransportError, Terminated, Actions {StopEF} | ReportFailure},
    Row {Proceeding, Provisional,    Proceeding, Deliver},
    Row {Proceeding, Final,          Completed,  Actions {StopEF} | StartK | Deliver},
    Row {Completed,  TimerK,         Terminated, None}, // until then, repeated final responses end here
};
// clang-format on
static_assert(deterministic(table), "one row per (state, event)");
static_assert(endsIn(table, Terminated), "nothing leaves Terminated, and everything leads on");
static_assert(reachableFrom(table, Trying), "no orphaned state");

constexpr MachineMatrix<ClientTransaction::State, NonInviteClientMachine::Event, Actions,
    std::size_t(Terminated) + 1, std::size_t(Final) + 1>
    matrix(table);

} // namespace

NonInviteClientMachine::Step NonInviteClientMachine::step(State from, Event on)
{
    return matrix.step(from, on);
}

QByteArray NonInviteClientMachine::describe()
{
    return describeTable(table, [](auto value) { return nameOf(value); });
}

const char *nameOf(NonInviteClientMachine::Event event)
{
    constexpr std::array names{"TimerE", "TimerF", "TimerK", "TransportError", "Provisional", "Final"};
    return names[std::size_t(event)];
}

} // namespace carillon
