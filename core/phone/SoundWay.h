#pragma once

#include "Call.h"

namespace carillon {

/// Sound flows, or did a moment ago: only then something can be said of it.
constexpr bool canFlow(CallState::Way way) noexcept
{
    switch (way) { // no default: a new state must break this build
    case CallState::Way::Connecting:
    case CallState::Way::Securing:
    case CallState::Way::Failed: return false;
    case CallState::Way::None:
    case CallState::Way::Connected:
    case CallState::Way::Interrupted: break;
    }
    return true;
}

} // namespace carillon
