#pragma once

#include "SdpAttributes.h"

namespace carillon {

/// a=extmap, RFC 8285 §5: a header extension and its number.
struct SdpExtmap {
    static constexpr quint16 MaxId = 14; ///< of the one-byte form (§4.2), the only one that we write

    quint16 id = 0; ///< 1..14 when it can be used; 4096.. only asks (§7)
    SdpDirection direction = SdpDirection::SendReceive;
    QByteArray uri;

    /// nullopt for numbers out of every range; what follows the URI is not kept.
    static std::optional<SdpExtmap> parse(QByteArrayView value);
    QByteArray toBytes() const;
    friend bool operator==(const SdpExtmap &, const SdpExtmap &) = default;
};

/// The usable ones of @p section and, where it says nothing of them, of the session: numbers 1..14 that mean
/// one thing, each URI once.
QList<SdpExtmap> extmapsOf(const SessionDescription &description, const SdpMedia &section);

} // namespace carillon
