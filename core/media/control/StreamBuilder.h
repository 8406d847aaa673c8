#pragma once

#include "MediaNegotiation.h"
#include "StreamParameters.h"

namespace carillon {

class RtpSockets;

/// AF_UNSPEC for a host name, or an address of another family than @p family (AF_INET, AF_INET6).
sockaddr_storage socketAddressOf(const SdpEndpoint &endpoint, int family);

/// The name of what DTLS agreed on: as SDES writes it.
QByteArrayView profileName(SrtpProfile profile);

/// Puts into @p parameters what offer and answer agreed on; what belongs to our end (id, SSRC, cname,
/// endpoint) stays as it is. A host name which nobody looked up leaves the address empty: the first packet
/// then says where it is (RFC 4961).
void applyAgreement(const NegotiatedAudio &audio, const RtpSockets &sockets, StreamParameters &parameters);

} // namespace carillon
