#pragma once

#include "Clock.h"
#include "Random.h"

#include <optional>

namespace carillon {

/// What is wanted of a connection against what it is: opened when wanted, opened anew when lost, never twice
/// at once, and left alone once stopped. Pure tables; UserAgent runs the actions.
namespace ReconnectMachine {

enum class State {
    Stopped, ///< not wanted
    Connecting,
    Connected,
    Reopening, ///< being closed in order to be opened anew
    Waiting,   ///< until the next attempt
};
enum class Event {
    Start,
    Stop,
    Up,
    Down, ///< lost, or could not be made
    Due,  ///< the wait is over
    Now,  ///< the network is back or another one: do not wait
};
enum class Action { None, Open, Close, Wait, TellUp, TellDownAndWait, TellDownAndClose, TellDownAndReopen };

struct Step {
    State next;
    Action action = Action::None;
};

/// For a pair that is not listed: stay, do nothing.
Step step(State from, Event on);

} // namespace ReconnectMachine

/// How long to wait before the next attempt: a few at a fixed distance, then doubling, with jitter, for ever.
struct Backoff {
    Milliseconds first{4000}; ///< between the attempts of the first round
    int firstRound = 3;
    Milliseconds longest{60'000};

    /// @param attempt 1 for the wait after the first failure.
    Milliseconds delay(int attempt, Random &random) const;
};

} // namespace carillon
