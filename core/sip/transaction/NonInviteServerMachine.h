#pragma once

#include "MachineTable.h"
#include "Transactions.h"

namespace carillon {

/// The server transaction of every other method, RFC 3261 §17.2.2, as a table. No memory of its own.
struct NonInviteServerMachine {
    using State = ServerTransaction::State; ///< all but Accepted and Confirmed
    enum class Event : quint8 {
        TimerJ,
        TransportError,
        Request, ///< the request again
        UserProvisional,
        UserFinal,
    };
    enum class Action : quint16 {
        None = 0,
        Send = 1 << 0,     ///< what the user gave
        SendLast = 1 << 1, ///< again what was sent last
        StartJ = 1 << 2,
        ReportFailure = 1 << 3,
    };
    Q_DECLARE_FLAGS(Actions, Action)
    using Step = MachineStep<State, Actions>;

    /// Pure; for a pair that is not listed: stay, do nothing.
    static Step step(State from, Event on);
    static QByteArray describe(); ///< the table as text
};
Q_DECLARE_OPERATORS_FOR_FLAGS(NonInviteServerMachine::Actions)

const char *nameOf(NonInviteServerMachine::Event event);

} // namespace carillon
