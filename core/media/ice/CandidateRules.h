#pragma once

#include "IceCandidate.h"

namespace carillon {

/// What of the peer's candidates is worth a check: a check is a packet to wherever somebody else wants it
/// sent.
struct CandidateRules {
    int components = 1;
    bool tcp = true;
    bool ipv6 = true;
    bool loopback = false; ///< we ourselves are only reached by loopback
};

/// Whether a check may go there. False for multicast, broadcast, reserved and unspecified addresses, for port
/// 0 (but that of an active TCP candidate, RFC 6544 §4.5, to which nobody connects), for somebody else's
/// loopback, for link-local IPv6 (no scope is signalled), for IPv4 inside IPv6 (RFC 8445 §5.1.1.1), for
/// names, and for what the grammar of RFC 8839 §5.1 does not allow.
bool isUsableCandidate(const IceCandidate &candidate, const CandidateRules &rules);

/// A name of a browser that hides its address, and otherwise as good as isUsableCandidate().
bool isHiddenCandidate(const IceCandidate &candidate, const CandidateRules &rules);

/// RFC 8839 §5.4: 4 to 256 ice-chars, and 22 to 256.
bool areUsableCredentials(QByteArrayView ufrag, QByteArrayView password);

} // namespace carillon
