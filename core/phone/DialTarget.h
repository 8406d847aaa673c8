#pragma once

#include "DialRules.h"
#include "NameAddr.h"
#include "PhoneError.h"

namespace carillon {

/// What a person typed, pasted or clicked, as something to call: a number (with its usual separators),
/// user@host, host:port, or a sip:, sips:, tel: (RFC 3966) or callto: URI. Headers, passwords and `method` of
/// a URI are left out: a link must not put anything into our request but its target.
/// @param self the account's address-of-record: gives domain and scheme to what has none.
/// @param rules are applied to numbers without a host.
/// @returns bad-target with one sentence.
PhoneResult<NameAddr> dialTarget(const QString &text, const SipUri &self, const DialRules &rules = {});
/// Whether a link must not be dialled without a person's yes, whatever the setting says: `*` and `#` may
/// change what the telephone system does (forward every call, say).
bool isFeatureCode(const NameAddr &target, const QString &digits);

} // namespace carillon
