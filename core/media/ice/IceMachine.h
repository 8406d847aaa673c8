#pragma once

#include <optional>

namespace carillon {

/// The life of one agent as a table; what each change does is IceAgent's business.
namespace IceMachine {

enum class State {
    Idle,
    Gathering, ///< no description of the peer (for these credentials) yet; after restart() packets flow on
    Checking,
    Connected,    ///< a pair works
    Completed,    ///< and is nominated for every component, RFC 8445 §8.1.1
    Failed,       ///< every check failed; a late one of the peer may still succeed
    Disconnected, ///< consent was lost, RFC 7675 §5.1; a restart may help
    Closed
};

enum class Event {
    GatherWanted,
    PeerKnown,
    PairFound, ///< each component in use has a valid pair
    AllNominated,
    Lost, ///< a component in use has none (any more)
    Restarted,
    Ended,
};

/// Pure; nothing for a pair that is not listed.
std::optional<State> step(State from, Event on);

} // namespace IceMachine

} // namespace carillon
