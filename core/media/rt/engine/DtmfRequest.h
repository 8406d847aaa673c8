#pragma once

#include <cstdint>

namespace carillon {

/// One digit for the peer.
struct DtmfRequest {
    enum class Via : std::uint8_t {
        TelephoneEvent, ///< RFC 4733; falls back to in-band where the peer has no telephone-event
        InBand,         ///< the two tones of ITU-T Q.23 in the sound
    };
    std::uint8_t event = 0; ///< 0..9, 10 `*`, 11 `#`, 12..15 A..D; others are refused
    int durationMs = 160;   ///< clamped to 40..5000
    Via via = Via::TelephoneEvent;
};

} // namespace carillon
