#pragma once

#include "StreamParameters.h"

#include <cstdint>
#include <variant>

#include <sys/socket.h>

namespace carillon {

/// The first packet of one direction left or arrived (and was authentic, where SRTP is used).
struct StreamStarted {
    enum class Direction : std::uint8_t { Sent, Received };
    StreamId id = 0;
    Direction direction = Direction::Sent;
};

/// Media now goes to the address it comes from (RFC 4961), which may be another than was signalled.
struct SourceLatched {
    StreamId id = 0;
    sockaddr_storage address{};
};

/// DTLS of the peer comes from there, and answers to it go there; see DatagramGate.
struct ControlLatched {
    StreamId id = 0;
    sockaddr_storage address{};
};

/// A telephone event of the peer ended, RFC 4733 §3.2: 0..9, 10 `*`, 11 `#`, 12..15 A..D, 16 flash.
struct DtmfReceived {
    StreamId id = 0;
    std::uint8_t event = 0;
    int durationMs = 0;
};

/// The last digit which was queued by sendDtmf() is out.
struct DtmfFinished {
    StreamId id = 0;
};

/// The peer sent with our SSRC: we send with another now, RFC 3550 §8.2.
struct LocalSsrcChanged {
    StreamId id = 0;
    std::uint32_t ssrc = 0;
};

/// RTCP BYE from the peer's SSRC (RFC 3550 §6.6). A hint only: another SSRC may follow, and SIP says when a
/// call ends.
struct RemoteBye {
    StreamId id = 0;
};

/// What happened on a stream; plain values.
using MediaNews = std::variant<StreamStarted, SourceLatched, ControlLatched, DtmfReceived, DtmfFinished,
    LocalSsrcChanged, RemoteBye>;

} // namespace carillon
