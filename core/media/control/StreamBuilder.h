#pragma once

#include "MediaNegotiation.h"
#include "StreamParameters.h"

namespace carillon {

class RtpSockets;

/// Puts into @p parameters what offer and answer agreed on; what belongs to our end (id, SSRC, cname,
/// endpoint) stays as it is. A host name which nobody looked up leaves the address empty: the first packet
/// then says where it is (RFC 4961).
void applyAgreement(const NegotiatedAudio &audio, const RtpSockets &sockets, StreamParameters &parameters);

} // namespace carillon
