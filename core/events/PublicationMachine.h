#pragma once

#include "Publisher.h"

namespace carillon {

/// The life of one publication, RFC 3903 §4, as a table.
namespace PublicationMachine {

enum class Event {
    Publish, ///< by the program: a first or a changed state
    Remove,  ///< by the program
    Accepted,
    Rejected, ///< any final answer but a 2xx and 412
    Lost,     ///< 412: the server knows our entity-tag no more
    RefreshDue,
    Expired,
    Gone, ///< the user agent: nothing is sent any more
};

enum class Action {
    None,
    SendState,   ///< PUBLISH with the body; with SIP-If-Match when there is an entity-tag
    SendRefresh, ///< without body (§4.1)
    SendRemove,  ///< with Expires: 0
    SendAnew,    ///< the body again, without entity-tag
    KeepAlive,
    Forget,
};

struct Step {
    Publisher::State next;
    Action action = Action::None;
};

/// Pure; for a pair that is not listed: stay, do nothing.
Step step(Publisher::State from, Event on);

} // namespace PublicationMachine

} // namespace carillon
