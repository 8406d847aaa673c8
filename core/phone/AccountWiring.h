#pragma once

#include "Account.h"
#include "TransportFactory.h"
#include "UserAgent.h"

namespace carillon {

/// What the settings of an account mean for the layers below. Pure functions; the settings passed
/// AccountFields::check().
namespace AccountWiring {

TransportProtocol protocol(const AccountSettings &settings);
TransportOptions transportOptions(const AccountSettings &settings);
UserAgentOptions userAgentOptions(
    const AccountSettings &settings, const QString &password, const QByteArray &instanceId);
/// Whether an incoming P-Asserted-Identity may be believed: it comes from the account's own server (RFC 3325
/// §2).
bool trustsAssertedIdentity(const AccountSettings &settings);
/// The server as a person knows it: its host, or the domain of the address.
QString serverName(const AccountSettings &settings);
/// "1001@example.org"
QString shortAddress(const AccountSettings &settings);

} // namespace AccountWiring
} // namespace carillon
