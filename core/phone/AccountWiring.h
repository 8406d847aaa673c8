#pragma once

#include "Account.h"
#include "DomainOffer.h"
#include "PhoneMedia.h"
#include "TransportFactory.h"
#include "UserAgent.h"

namespace carillon {

/// What the settings of an account mean for the layers below. Pure functions; the settings passed
/// AccountFields::check().
namespace AccountWiring {

TransportProtocol protocol(const AccountSettings &settings);
/// @param chosen by what the domain offers, see domainToAsk(); nothing: what is usual
TransportOptions transportOptions(
    const AccountSettings &settings, std::optional<TransportProtocol> chosen = {});
/// The domain whose DNS says over what it can be reached; empty: the settings say it, or nobody is to be
/// found.
QString domainToAsk(const AccountSettings &settings);
/// What of @p offer we use; nothing: none of it. UDP means UDP and TCP (RFC 3261 §18.1.1).
std::optional<TransportProtocol> choice(const DomainOffer &offer);
UserAgentOptions userAgentOptions(
    const AccountSettings &settings, const QString &password, const QByteArray &instanceId);
/// What is known of the passwords: that of the account, and that of its TURN server where it has its own.
struct Passwords {
    QString account;
    QString turn;
};
/// A TURN server to which nobody can sign in is left out. Without a password of its own it takes those of the
/// account, unless it names another user.
QList<MediaPolicy::Server> iceServers(const AccountSettings &settings, const Passwords &passwords);
/// Whether an incoming P-Asserted-Identity may be believed: it comes from the account's own server (RFC 3325
/// §2).
bool trustsAssertedIdentity(const AccountSettings &settings);
/// The server as a person knows it: its host, or the domain of the address.
QString serverName(const AccountSettings &settings);
/// The same of somebody else.
QString shortName(const SipUri &uri);
/// "1001@example.org"
QString shortAddress(const AccountSettings &settings);

} // namespace AccountWiring
} // namespace carillon
