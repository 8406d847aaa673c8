#pragma once

#include "Resolver.h"
#include "Transport.h"

namespace carillon {

/// How a domain can be reached, before there is a transport for it: RFC 3263 §4.1.
struct DomainOffer {
    enum class Source {
        Pointers,  ///< NAPTR
        Services,  ///< SRV, where there is no NAPTR for SIP
        Nothing,   ///< it has neither: its address is all there is
        Unanswered ///< nobody answered; asked again it may be otherwise
    } source
        = Source::Nothing;
    /// The preferred one first; none twice. With Pointers it may be empty: all are foreign to us.
    QList<TransportProtocol> protocols{};
};

/// Asks NAPTR, then SRV of UDP, TCP and TLS. No protocol is judged by whether we could use it.
class DomainQuery final : public Lookup
{
public:
    using Callback = std::function<void(const DomainOffer &)>;
    DomainQuery(Resolver &resolver, QString domain, Callback answered);
    /// Not before: the answer may destroy it.
    void start();

private:
    void pointersKnown(const QList<NamingPointer> &pointers);
    void askServices();
    void answer(const DomainOffer &offer);

    Resolver &m_resolver;
    const QString m_domain;
    Callback m_answered;
    QList<TransportProtocol> m_served; ///< by SRV
    bool m_isUnanswered = false;
    qsizetype m_open = 0; ///< SRV questions
    std::vector<std::unique_ptr<Lookup>> m_lookups;
};

} // namespace carillon
