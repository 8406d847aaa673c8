#include "NonInviteServerMachine.h"

#include "InviteServerMachine.h"

namespace carillon {

namespace {

using enum ServerTransaction::State;
using enum NonInviteServerMachine::Event;
using enum NonInviteServerMachine::Action;
using Actions = NonInviteServerMachine::Actions;
using Row = MachineRow<ServerTransaction::State, NonInviteServerMachine::Event, Actions>;

// clang-format off
constexpr std::array table {
    //   from        on               next        do
    Row {Trying,     Request,         Trying,     None}, // there is nothing to say yet
    Row {Trying,     UserProvisional, Proceeding, Send},
    Row {Trying,     UserFinal,       Completed,  Actions {Send} | StartJ},
    Row {Proceeding, Request,         Proceeding, SendLast},
    Row {Proceeding, UserProvisional, Proceeding, Send},
    Row {Proceeding, UserFinal,       Completed,  Actions {Send} | StartJ},
    Row {Proceeding, TransportError,  Terminated, ReportFailure},
    Row {Completed,  Request,         Completed,  SendLast},
    Row {Completed,  TransportError,  Terminated, ReportFailure},
    Row {Completed,  TimerJ,          Terminated, None},
};
// clang-format on
static_assert(deterministic(table), "one row per (state, event)");
static_assert(endsIn(table, Terminated), "nothing leaves Terminated, and everything leads on");
static_assert(reachableFrom(table, Trying), "no orphaned state");

constexpr MachineMatrix<ServerTransaction::State, NonInviteServerMachine::Event, Actions,
    std::size_t(Terminated) + 1, std::size_t(UserFinal) + 1>
    matrix(table);

} // namespace

NonInviteServerMachine::Step NonInviteServerMachine::step(State from, Event on)
{
    return matrix.step(from, on);
}

QByteArray NonInviteServerMachine::describe()
{
    return describeTable(table, [](auto value) { return nameOf(value); });
}

const char *nameOf(NonInviteServerMachine::Event event)
{
    constexpr std::array names{"TimerJ", "TransportError", "Request", "UserProvisional", "UserFinal"};
    return names[std::size_t(event)];
}

} // namespace carillon
