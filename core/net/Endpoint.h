#pragma once

#include <QHostAddress>

namespace carillon {

/// An address and a port: one end of a datagram or connection.
struct Endpoint {
    QHostAddress address;
    quint16 port = 0;
    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

} // namespace carillon
