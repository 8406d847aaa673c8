#pragma once

#include "MediaStream.h"
#include "StreamParameters.h"

#include <cstdint>
#include <memory>
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
    sockaddr_storage address {};
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

/// RTCP BYE from the peer's SSRC (RFC 3550 §6.6). A hint only: SIP says when a call ends.
struct RemoteBye {
    StreamId id = 0;
};

/// What an update replaced; core destroys it and may close sockets which only it used.
struct SetupRetired {
    StreamId id = 0;
    std::unique_ptr<StreamSetup> setup;
};

/// The stream is out of the media thread's hands; core destroys it.
struct StreamRemoved {
    StreamId id = 0;
    std::unique_ptr<MediaStream> stream;
};

using MediaEvent = std::variant<std::monostate, StreamStarted, SourceLatched, DtmfReceived, DtmfFinished, RemoteBye,
    SetupRetired, StreamRemoved>;

/// One digit for the peer.
struct DtmfRequest {
    enum class Via : std::uint8_t {
        TelephoneEvent, ///< RFC 4733; falls back to in-band where the peer has no telephone-event
        InBand, ///< the two tones of ITU-T Q.23 in the sound
    };
    std::uint8_t event = 0; ///< 0..15, see DtmfReceived; others are refused
    int durationMs = 160; ///< clamped to 40..5000
    Via via = Via::TelephoneEvent;
};

struct AddStream {
    std::unique_ptr<MediaStream> stream;
};
struct UpdateStream {
    StreamId id = 0;
    std::unique_ptr<StreamSetup> setup;
};
struct RemoveStream {
    StreamId id = 0;
};
struct SendDtmf {
    StreamId id = 0;
    DtmfRequest request;
};

using MediaCommand = std::variant<std::monostate, AddStream, UpdateStream, RemoveStream, SendDtmf>;

} // namespace carillon
