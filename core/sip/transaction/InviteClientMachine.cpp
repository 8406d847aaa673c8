#include "InviteClientMachine.h"

namespace carillon {

namespace {

using enum ClientTransaction::State;
using enum InviteClientMachine::Event;
using enum InviteClientMachine::Action;
using Actions = InviteClientMachine::Actions;
using Row = MachineRow<ClientTransaction::State, InviteClientMachine::Event, Actions>;

// clang-format off
constexpr std::array table {
    //   from        on              next        do
    Row {Calling,    TimerA,         Calling,    Retransmit},
    Row {Calling,    TimerB,         Terminated, Actions {StopAB} | ReportFailure},
    Row {Calling,    TransportError, Terminated, Actions {StopAB} | ReportFailure},
    Row {Calling,    Provisional,    Proceeding, Actions {StopAB} | Deliver},
    Row {Calling,    Success,        Accepted,   Actions {StopAB} | StartM | Deliver},
    Row {Calling,    Rejection,      Completed,  Actions {StopAB} | SendAck | StartD | Deliver},
    Row {Proceeding, Provisional,    Proceeding, Deliver},
    Row {Proceeding, Success,        Accepted,   Actions {StartM} | Deliver},
    Row {Proceeding, Rejection,      Completed,  Actions {SendAck} | StartD | Deliver},
    Row {Proceeding, CancelExpired,  Terminated, ReportFailure},
    // The connection that the answer would have come over is gone; over UDP the transport has nothing to report here.
    Row {Proceeding, TransportError, Terminated, ReportFailure},
    Row {Accepted,   Success,        Accepted,   Deliver}, // each 2xx may open a dialog of its own: forking
    Row {Accepted,   TimerM,         Terminated, None},
    Row {Completed,  Rejection,      Completed,  SendAck}, // our ACK was lost
    Row {Completed,  TimerD,         Terminated, None},
    // Deviation: §17.1.1.2 tells the user that the ACK could not be sent; he has his final response and can do nothing.
    Row {Completed,  TransportError, Terminated, None},
};
// clang-format on
static_assert(deterministic(table), "one row per (state, event)");
static_assert(endsIn(table, Terminated), "nothing leaves Terminated, and everything leads on");
static_assert(reachableFrom(table, Calling), "no orphaned state");

constexpr MachineMatrix<ClientTransaction::State, InviteClientMachine::Event, Actions,
    std::size_t(Terminated) + 1, std::size_t(CancelExpired) + 1>
    matrix(table);

} // namespace

InviteClientMachine::Step InviteClientMachine::step(State from, Event on)
{
    return matrix.step(from, on);
}

QByteArray InviteClientMachine::describe()
{
    return describeTable(table, [](auto value) { return nameOf(value); });
}

const char *nameOf(ClientTransaction::State state)
{
    constexpr std::array names{"Calling", "Trying", "Proceeding", "Accepted", "Completed", "Terminated"};
    return names[std::size_t(state)];
}

const char *nameOf(InviteClientMachine::Event event)
{
    constexpr std::array names{"TimerA", "TimerB", "TimerD", "TimerM", "TransportError", "Provisional",
        "Success", "Rejection", "CancelExpired"};
    return names[std::size_t(event)];
}

} // namespace carillon
