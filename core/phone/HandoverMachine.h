#pragma once

#include <QtGlobal>

namespace carillon {

/// Handing a call over to somebody else, as the one who hands over sees it: RFC 5589 §6 and §7, with the
/// phone's rules: the call is held before REFER, kept until the news is good, and given back when it is not
/// or nothing is heard.
namespace HandoverMachine {

enum class State : quint8 {
    Idle,
    Holding, ///< the re-INVITE is on its way
    Asking,  ///< REFER is on its way, or was accepted and nothing was heard since
    Trying,  ///< the other side said that it calls the target
    Ringing,
    Succeeded,
    Failed,
};
enum class Event : quint8 {
    StartHeld, ///< the call is held already
    Start,
    Held,
    NotHeld, ///< the hold was refused or took too long: the other side is asked all the same
    NewsTrying,
    NewsRinging,
    NewsSuccess, ///< also: REFER accepted without a subscription (RFC 4488), nothing more will be heard
    NewsFailure, ///< also: REFER refused
    Silence,     ///< no news for too long
    CallEnded,   ///< the other side hung up by itself
};
enum class Action : quint8 { None, Hold, Refer, AwaitNews, HangUp, GiveBack };

struct Step {
    State next;
    Action action;
};
/// Pure; for a pair that is not listed: stay, do nothing.
Step step(State from, Event on);

} // namespace HandoverMachine
} // namespace carillon
