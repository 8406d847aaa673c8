#pragma once

#include "MachineTable.h"
#include "Transactions.h"

namespace carillon {

/// The INVITE server transaction, RFC 3261 §17.2.1 with RFC 6026 §7.1, as a table. No memory of its own.
struct InviteServerMachine {
    using State = ServerTransaction::State; ///< all but Trying
    enum class Event : quint8 {
        TimerG,
        TimerH,
        TimerI,
        TimerL,
        TransportError,
        TryingDelay, ///< 200 ms without a word of the user
        Invite,      ///< the INVITE again
        Ack,
        UserProvisional,
        UserSuccess,
        UserRejection,
    };
    enum class Action : quint16 {
        None = 0,
        Send = 1 << 0,     ///< what the user gave
        SendLast = 1 << 1, ///< again what was sent last, if anything was
        SendTrying = 1 << 2,
        StopTrying = 1 << 3,
        StartGH = 1 << 4,  ///< G only over unreliable transports
        RestartG = 1 << 5, ///< twice as long, up to T2
        StopGH = 1 << 6,
        StartI = 1 << 7,
        StartL = 1 << 8,
        DeliverAck = 1 << 9,
        ReportFailure = 1 << 10,
    };
    Q_DECLARE_FLAGS(Actions, Action)
    using Step = MachineStep<State, Actions>;

    /// Pure; for a pair that is not listed: stay, do nothing.
    static Step step(State from, Event on);
    static QByteArray describe(); ///< the table as text
};
Q_DECLARE_OPERATORS_FOR_FLAGS(InviteServerMachine::Actions)

const char *nameOf(ServerTransaction::State state);
const char *nameOf(InviteServerMachine::Event event);

} // namespace carillon
