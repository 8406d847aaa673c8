#pragma once

#include "NameAddr.h"
#include "PhoneError.h"

namespace carillon {

/// What a person typed, pasted or clicked, as something to call: a number (with its usual separators),
/// user@host, host:port, or a sip:, sips:, tel: (RFC 3966) or callto: URI. Headers, passwords and `method` of
/// a URI are left out: a link must not put anything into our request but its target.
/// @param self the account's address-of-record: gives domain and scheme to what has none.
/// @returns bad-target with one sentence.
PhoneResult<NameAddr> dialTarget(const QString &text, const SipUri &self);

} // namespace carillon
