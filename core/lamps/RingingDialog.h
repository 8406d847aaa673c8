#pragma once

#include "NameAddr.h"

#include <optional>

namespace carillon {

struct DialogEntry;

/// The dialog in which somebody's telephone rings, as who wants to take the call has to name it to the caller
/// (RFC 3891). It came from the network; what could not be sent is not taken.
struct RingingDialog {
    QByteArray callId;
    QByteArray localTag;  ///< of the telephone that rings
    QByteArray remoteTag; ///< of the one that calls
    /// Where it is reached, sip: or sips:; else who it is. Without a name, headers, or what leads past its
    /// host.
    NameAddr caller;

    /// Nothing where a part is missing, or where it is not said that he is called: an early dialog is
    /// replaced at the end that made it only (RFC 3891 §3).
    static std::optional<RingingDialog> of(const DialogEntry &dialog);
    friend bool operator==(const RingingDialog &, const RingingDialog &) = default;
};

} // namespace carillon
