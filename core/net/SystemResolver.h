#pragma once

#include "DnsCache.h"
#include "Endpoint.h"
#include "Resolver.h"

namespace carillon {

/// Resolver on the system's names (QHostInfo: /etc/hosts, DNS, mDNS) and, for SRV and NAPTR, on c-ares.
/// Answers come within Patience; records are kept for as long as they say.
class SystemResolver final : public Resolver
{
public:
    static constexpr Milliseconds Patience{8000};
    /// One can do without NAPTR, and some routers swallow the question.
    static constexpr Milliseconds PointersPatience{3000};
    /// @param server asked for everything instead of the system's servers; /etc/hosts is still read first.
    explicit SystemResolver(Clock &clock, std::optional<Endpoint> server = {})
        : m_clock(clock)
        , m_server(std::move(server))
        , m_services(clock)
        , m_pointers(clock)
    {
    }
    std::unique_ptr<Lookup> addresses(const QString &host, AddressesCallback answered) override;
    std::unique_ptr<Lookup> services(const QString &name, ServicesCallback answered) override;
    std::unique_ptr<Lookup> namingPointers(const QString &domain, PointersCallback answered) override;
    /// Another network may give other answers.
    void forget();

private:
    Clock &m_clock;
    const std::optional<Endpoint> m_server;
    DnsCache<ServiceRecord> m_services;
    DnsCache<NamingPointer> m_pointers;
};

} // namespace carillon
