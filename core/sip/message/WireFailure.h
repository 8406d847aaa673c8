#pragma once

namespace carillon {

/// Why a message did not get onto the wire: what the layers above the transports tell of it.
enum class WireFailure {
    NotOpen,
    HostNotFound,
    Refused,
    Unreachable,
    TimedOut,
    TlsUntrusted,
    TlsFailed,
    HandshakeRejected,
    TooLarge,
    Closed,
    BindFailed
};

} // namespace carillon
