#pragma once

#include "Dialog.h"

#include <optional>

namespace carillon {

/// The Replaces header, RFC 3891 §6.1: names a dialog at the one who receives it.
struct Replaces {
    QByteArray callId;
    QByteArray toTag;   ///< the receiver's own tag
    QByteArray fromTag; ///< the tag of its peer
    bool earlyOnly = false;

    /// Nothing when a part is missing.
    static std::optional<Replaces> parse(QByteArrayView text);
    /// What the peer of our dialog @p id must be sent.
    static Replaces ofPeer(const DialogId &id);
    DialogId receiversId() const { return {callId, toTag, fromTag}; }
    QByteArray toBytes() const;
    friend bool operator==(const Replaces &, const Replaces &) = default;
};

} // namespace carillon
