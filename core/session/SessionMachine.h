#pragma once

#include "Session.h"

namespace carillon {

/// The life of an INVITE session as a table; what each change does is the business of who causes it.
namespace SessionMachine {

enum class Event {
    Begin,     ///< caller: invite(); callee: accept()
    Confirm,   ///< caller: a 2xx was acknowledged; callee: the 2xx was sent
    EndWanted, ///< CANCEL or BYE is on its way or must wait
    Ended,
};

/// Pure; nothing for a pair that is not listed.
std::optional<Session::State> step(Session::State from, Event on);

} // namespace SessionMachine

} // namespace carillon
