#pragma once

#include "Transport.h"

namespace carillon {

/// The sent-by of a Via, RFC 3261 §18.1.1: where responses to us may be sent.
struct SentBy {
    QByteArray host; ///< an IPv6 address in brackets
    std::optional<quint16> port;
    QByteArray toBytes() const; ///< host[:port]
    friend bool operator==(const SentBy &, const SentBy &) = default;
};

/// For URIs and Via: brackets around IPv6, no scope id, an IPv4-mapped address as IPv4.
QByteArray hostText(const QHostAddress &address);
/// An IPv4-mapped IPv6 address as IPv4, anything else as it is: dual-stack sockets report the former.
QHostAddress unmapped(const QHostAddress &address);

/// Fills transport and sent-by of the top Via; asks for rport (RFC 3581), which WS has no use for.
void stampRequest(SipRequest &request, TransportProtocol protocol, const SentBy &sentBy);
/// Writes received and rport into the top Via of what came in, RFC 3261 §18.2.1 and RFC 3581 §4. What the
/// sender claimed there is overwritten.
void noteSource(SipRequest &request, const Hop &from);
/// Where a response goes without the connection its request came over, §18.2.2 and RFC 3581 §4.
/// Deviation: maddr is not followed; a stranger could aim our responses with it.
Hop responseTarget(const SipResponse &response, const Hop &arrivedFrom);

} // namespace carillon
