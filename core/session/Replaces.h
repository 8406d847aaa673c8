#pragma once

#include "Dialog.h"

#include <optional>

namespace carillon {

/// The Replaces header, RFC 3891 §6.1, and Join, RFC 3911 §7.1, of the same form: names a dialog at the one
/// who receives it.
struct Replaces {
    QByteArray callId;
    QByteArray toTag;   ///< the receiver's own tag
    QByteArray fromTag; ///< the tag of its peer
    bool earlyOnly = false;

    /// Nothing when a part is missing.
    static std::optional<Replaces> parse(QByteArrayView text);
    /// What the peer of our dialog @p id must be sent.
    static Replaces ofPeer(const DialogId &id);
    /// Target-Dialog (RFC 4538 §7), which says local-tag and remote-tag as its receiver sees them.
    static std::optional<Replaces> parseTargetDialog(QByteArrayView text);
    QByteArray toTargetDialog() const;
    DialogId receiversId() const { return {callId, toTag, fromTag}; }
    QByteArray toBytes() const;
    friend bool operator==(const Replaces &, const Replaces &) = default;
};

} // namespace carillon
