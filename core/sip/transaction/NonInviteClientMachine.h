#pragma once

#include "MachineTable.h"
#include "Transactions.h"

namespace carillon {

/// The client transaction of every other method, RFC 3261 §17.1.2.2, as a table. No memory of its own.
struct NonInviteClientMachine {
    using State = ClientTransaction::State; ///< all but Calling and Accepted
    enum class Event : quint8 { TimerE, TimerF, TimerK, TransportError, Provisional, Final };
    enum class Action : quint16 {
        None = 0,
        Retransmit = 1 << 0, ///< and starts E again: twice as long up to T2; T2 at once in Proceeding
        StopEF = 1 << 1,
        StartK = 1 << 2,
        Deliver = 1 << 3,
        ReportFailure = 1 << 4,
    };
    Q_DECLARE_FLAGS(Actions, Action)
    using Step = MachineStep<State, Actions>;

    /// Pure; for a pair that is not listed: stay, do nothing.
    static Step step(State from, Event on);
    static QByteArray describe(); ///< the table as text
};
Q_DECLARE_OPERATORS_FOR_FLAGS(NonInviteClientMachine::Actions)

const char *nameOf(NonInviteClientMachine::Event event);

} // namespace carillon
