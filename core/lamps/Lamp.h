#pragma once

#include "RingingDialog.h"

#include <QString>

namespace carillon {

/// What is known of somebody's telephone, as a lamp beside the name says it.
enum class Lamp {
    Unknown, ///< nobody tells
    Idle,
    Ringing, ///< it is being called
    Busy,
};

/// The same with whom it is about. Texts came from the network: not fit to be shown as they are.
struct LampState {
    Lamp lamp = Lamp::Unknown;
    QString partyName; ///< of the other side, where that is told
    QString partyUri;
    std::optional<RingingDialog> ringing = {}; ///< by which the call can be picked up, where that is told
    friend bool operator==(const LampState &, const LampState &) = default;
};

} // namespace carillon
