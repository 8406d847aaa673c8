#pragma once

#include "Resolver.h"
#include "Transport.h"

namespace carillon {

/// Selecting a transport protocol, RFC 3263 §4.1, as far as it needs no question.
namespace TransportChoice {

/// What of @p supported may be used for @p uri, in its order; empty when nothing may.
QList<TransportProtocol> allowed(const SipUri &uri, const QList<TransportProtocol> &supported);
/// Of the NAPTR services field: "SIPS+D2T" is Tls (RFC 3263 §4.1, RFC 7118 §6).
std::optional<TransportProtocol> protocolOfService(const QString &services);
/// `_sip._udp.DOMAIN` and its like.
QString serviceName(TransportProtocol protocol, const QString &domain);

/// Where one DNS record sends us.
struct Way {
    enum class Question { Services, Addresses } question = Question::Services;
    TransportProtocol protocol = TransportProtocol::Udp;
    QString name;
    friend bool operator==(const Way &, const Way &) = default;
};
/// The ways of @p pointers with a protocol of @p allowed, one list for each order, the preferred first. What
/// SIP cannot use, as a rewriting regular expression, is left out.
QList<QList<Way>> waysOf(QList<NamingPointer> pointers, const QList<TransportProtocol> &allowed);

} // namespace TransportChoice

} // namespace carillon
