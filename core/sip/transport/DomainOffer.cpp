#include "DomainOffer.h"

#include "TransportChoice.h"

#include <algorithm>

namespace carillon {

namespace {

using Source = DomainOffer::Source;

constexpr std::array asked{TransportProtocol::Udp, TransportProtocol::Tcp, TransportProtocol::Tls};
constexpr std::array known{TransportProtocol::Udp, TransportProtocol::Tcp, TransportProtocol::Tls,
    TransportProtocol::Ws, TransportProtocol::Wss};

bool isSip(const NamingPointer &pointer)
{
    return pointer.services.startsWith(QLatin1String("SIP+"), Qt::CaseInsensitive)
        || pointer.services.startsWith(QLatin1String("SIPS+"), Qt::CaseInsensitive);
}

/// Whether such a record would be followed if it led somewhere: then SRV may still do.
bool isOurs(const NamingPointer &pointer)
{
    const auto protocol = TransportChoice::protocolOfService(pointer.services);
    return protocol && std::find(asked.begin(), asked.end(), *protocol) != asked.end();
}

/// Target "." says that there is none, RFC 2782.
bool isServed(const QList<ServiceRecord> &records)
{
    return std::any_of(records.begin(), records.end(),
        [](const ServiceRecord &record) { return record.target != u'.' && !record.target.isEmpty(); });
}

} // namespace

DomainQuery::DomainQuery(Resolver &resolver, QString domain, Callback answered)
    : m_resolver(resolver)
    , m_domain(std::move(domain))
    , m_answered(std::move(answered))
{
}

void DomainQuery::start()
{
    m_lookups.push_back(m_resolver.namingPointers(m_domain, [this](const auto &pointers) {
        m_isUnanswered = !pointers;
        pointersKnown(pointers.value_or(QList<NamingPointer>()));
    }));
}

void DomainQuery::pointersKnown(const QList<NamingPointer> &pointers)
{
    DomainOffer offer{Source::Pointers, {}};
    const auto orders
        = TransportChoice::waysOf(pointers, QList<TransportProtocol>(known.begin(), known.end()));
    for (const auto &ways : orders) {
        for (const TransportChoice::Way &way : ways) {
            if (!offer.protocols.contains(way.protocol))
                offer.protocols.append(way.protocol);
        }
    }
    const bool isForeign = std::any_of(pointers.begin(), pointers.end(), isSip)
        && std::none_of(pointers.begin(), pointers.end(), isOurs);
    if (!offer.protocols.isEmpty() || isForeign)
        answer(offer);
    else
        askServices();
}

void DomainQuery::askServices()
{
    m_open = asked.size();
    for (const TransportProtocol protocol : asked) {
        const QString name = TransportChoice::serviceName(protocol, m_domain);
        m_lookups.push_back(m_resolver.services(name, [this, protocol](const auto &records) {
            m_isUnanswered = m_isUnanswered || !records;
            if (records && isServed(*records))
                m_served.append(protocol);
            if (--m_open > 0)
                return;
            std::sort(m_served.begin(), m_served.end()); // as asked: nobody says what is preferred
            const Source without = m_isUnanswered ? Source::Unanswered : Source::Nothing;
            answer({m_served.isEmpty() ? without : Source::Services, m_served});
        }));
    }
}

void DomainQuery::answer(const DomainOffer &offer)
{
    const Callback answered = std::move(m_answered); // it may destroy this query
    answered(offer);
}

} // namespace carillon
