#include "InviteServerMachine.h"

namespace carillon {

namespace {

using enum ServerTransaction::State;
using enum InviteServerMachine::Event;
using enum InviteServerMachine::Action;
using Actions = InviteServerMachine::Actions;
using Row = MachineRow<ServerTransaction::State, InviteServerMachine::Event, Actions>;

// clang-format off
constexpr std::array table {
    //   from        on               next        do
    Row {Proceeding, Invite,          Proceeding, SendLast},
    Row {Proceeding, TryingDelay,     Proceeding, SendTrying},
    Row {Proceeding, UserProvisional, Proceeding, Actions {StopTrying} | Send},
    Row {Proceeding, UserSuccess,     Accepted,   Actions {StopTrying} | Send | StartL},
    Row {Proceeding, UserRejection,   Completed,  Actions {StopTrying} | Send | StartGH},
    Row {Proceeding, TransportError,  Proceeding, ReportFailure},
    Row {Accepted,   UserSuccess,     Accepted,   Send}, // its retransmission is the user's (§13.3.1.4)
    Row {Accepted,   Ack,             Accepted,   DeliverAck},
    Row {Accepted,   Invite,          Accepted,   None}, // absorbed, RFC 6026 §7.1
    Row {Accepted,   TransportError,  Accepted,   ReportFailure},
    Row {Accepted,   TimerL,          Terminated, None},
    Row {Completed,  Invite,          Completed,  SendLast},
    Row {Completed,  TimerG,          Completed,  Actions {SendLast} | RestartG},
    Row {Completed,  TimerH,          Terminated, Actions {StopGH} | ReportFailure},
    Row {Completed,  TransportError,  Completed,  ReportFailure},
    Row {Completed,  Ack,             Confirmed,  Actions {StopGH} | StartI},
    Row {Confirmed,  TimerI,          Terminated, None},
};
// clang-format on
static_assert(deterministic(table), "one row per (state, event)");
static_assert(endsIn(table, Terminated), "nothing leaves Terminated, and everything leads on");
static_assert(reachableFrom(table, Proceeding), "no orphaned state");

constexpr MachineMatrix<ServerTransaction::State, InviteServerMachine::Event, Actions,
    std::size_t(Terminated) + 1, std::size_t(UserRejection) + 1>
    matrix(table);

} // namespace

InviteServerMachine::Step InviteServerMachine::step(State from, Event on)
{
    return matrix.step(from, on);
}

QByteArray InviteServerMachine::describe()
{
    return describeTable(table, [](auto value) { return nameOf(value); });
}

const char *nameOf(ServerTransaction::State state)
{
    constexpr std::array names{"Trying", "Proceeding", "Accepted", "Completed", "Confirmed", "Terminated"};
    return names[std::size_t(state)];
}

const char *nameOf(InviteServerMachine::Event event)
{
    constexpr std::array names{"TimerG", "TimerH", "TimerI", "TimerL", "TransportError", "TryingDelay",
        "Invite", "Ack", "UserProvisional", "UserSuccess", "UserRejection"};
    return names[std::size_t(event)];
}

} // namespace carillon
