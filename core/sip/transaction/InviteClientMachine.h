#pragma once

#include "MachineTable.h"
#include "Transactions.h"

namespace carillon {

/// The INVITE client transaction, RFC 3261 §17.1.1.2 with RFC 6026 §8.4, as a table. No memory of its own.
struct InviteClientMachine {
    using State = ClientTransaction::State; ///< all but Trying
    enum class Event : quint8 {
        TimerA,
        TimerB,
        TimerD,
        TimerM,
        TransportError,
        Provisional,
        Success,
        Rejection,
        CancelExpired, ///< §9.1: no final response 64*T1 after the CANCEL
    };
    enum class Action : quint16 {
        None = 0,
        Retransmit = 1 << 0, ///< and starts A again, twice as long
        StopAB = 1 << 1,
        StartD = 1 << 2,
        StartM = 1 << 3,
        SendAck = 1 << 4,
        Deliver = 1 << 5,
        ReportFailure = 1 << 6,
    };
    Q_DECLARE_FLAGS(Actions, Action)
    using Step = MachineStep<State, Actions>;

    /// Pure; for a pair that is not listed: stay, do nothing.
    static Step step(State from, Event on);
    static QByteArray describe(); ///< the table as text
};
Q_DECLARE_OPERATORS_FOR_FLAGS(InviteClientMachine::Actions)

const char *nameOf(ClientTransaction::State state);
const char *nameOf(InviteClientMachine::Event event);

} // namespace carillon
