#pragma once

#include "DomainOffer.h"
#include "Random.h"
#include "Resolver.h"
#include "Transport.h"

namespace carillon {

/// Where a URI leads: RFC 3263 over the injected Resolver. Core thread.
class HopResolver
{
public:
    struct Limits {
        static constexpr int Stages = 4;    ///< orders of NAPTR records
        static constexpr int Ways = 8;      ///< NAPTR records of one order
        static constexpr int Services = 16; ///< SRV records followed, the preferred ones first
        static constexpr int Hops = 32;     ///< in one answer
    };
    /// The hops in the order in which they are tried, never an empty list; or HostNotFound with the name.
    using Callback = std::function<void(const Result<QList<Hop>, TransportError> &)>;

    HopResolver(Resolver &resolver, Random &random)
        : m_resolver(resolver)
        , m_random(random)
    {
    }

    /// @param supported what the transport can use (Transport::protocols()), the preferred one first. A URI
    /// that names another one, or sips: over a transport that is not secure, is answered Unreachable: never a
    /// silent downgrade. For WS and WSS the hop has no address, as everything goes over the one connection.
    /// A literal address (and localhost) is answered before resolve() returns; anything else later, unless
    /// the handle is destroyed.
    [[nodiscard]] std::unique_ptr<Lookup> resolve(
        const SipUri &uri, const QList<TransportProtocol> &supported, Callback answered);

    /// What @p domain offers, for who has no transport yet; answered later, unless the handle is destroyed.
    [[nodiscard]] std::unique_ptr<Lookup> offerOf(const QString &domain, DomainQuery::Callback answered);

private:
    Resolver &m_resolver;
    Random &m_random;
};

} // namespace carillon
