#pragma once

namespace carillon {

/// Why a message did not get onto the wire: one word for all layers, from the sockets to who tells a person.
enum class WireFailure {
    NotOpen, ///< nobody opened the transport
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
