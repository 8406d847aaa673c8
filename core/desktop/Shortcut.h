#pragma once

#include "KeyChord.h"

namespace carillon {

/// A key combination of the whole desktop, and what it is for.
struct Shortcut {
    QString id; ///< "answer"
    KeyChord chord;
    QString description; ///< for a person whom the desktop asks
    friend bool operator==(const Shortcut &, const Shortcut &) = default;
};

} // namespace carillon
