#pragma once

#include "Clock.h"
#include "Resolver.h"

namespace carillon {

/// Resolver on QHostInfo (the system's: files, DNS, mDNS) and QDnsLookup. Answers come within Patience.
class SystemResolver final : public Resolver
{
public:
    static constexpr Milliseconds Patience{8000};
    explicit SystemResolver(Clock &clock)
        : m_clock(clock)
    {
    }
    std::unique_ptr<Lookup> addresses(const QString &host, AddressesCallback answered) override;
    std::unique_ptr<Lookup> services(const QString &name, ServicesCallback answered) override;

private:
    Clock &m_clock;
};

} // namespace carillon
