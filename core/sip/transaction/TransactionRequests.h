#pragma once

#include "Random.h"
#include "Transport.h"

namespace carillon {

/// A branch of RFC 3261 §8.1.1.7, with 130 random bits.
QByteArray makeBranch(Random &random);
/// Puts a new top Via with @p branch in; the transport fills in the rest.
void addVia(SipRequest &request, QByteArrayView branch, TransportProtocol protocol);
/// The CANCEL of @p invite as it was sent, §9.1: same top Via, Request-URI, Route, Call-ID, To, From and CSeq
/// number.
SipRequest makeCancel(const SipRequest &invite, QByteArrayView reason);
/// The ACK of the machine to a final response other than 2xx, §17.1.1.3.
SipRequest makeRejectionAck(const SipRequest &invite, const SipResponse &rejection);

} // namespace carillon
