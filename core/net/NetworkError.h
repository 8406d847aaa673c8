#pragma once

#include <QString>

namespace carillon {

/// Why bytes could not be sent or a connection could not be made.
struct NetworkError {
    enum class Kind {
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
    Kind kind = Kind::Closed;
    QString detail; ///< the system's or the library's own words
    friend bool operator==(const NetworkError &, const NetworkError &) = default;
};

} // namespace carillon
