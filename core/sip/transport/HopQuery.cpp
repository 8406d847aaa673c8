#include "HopQuery.h"

#include "Logging.h"
#include "ServiceOrder.h"

namespace carillon {

using Error = TransportError;
using Limits = HopResolver::Limits;

HopQuery::HopQuery(Environment environment, const SipUri &uri, QList<TransportProtocol> protocols,
    HopResolver::Callback answered)
    : m_resolver(environment.resolver)
    , m_random(environment.random)
    , m_uri(uri)
    , m_protocols(std::move(protocols))
    , m_domain(QString::fromLatin1(uri.parameters.value("maddr").value_or(uri.host)))
    , m_verifyName(QString::fromLatin1(uri.host))
    , m_answered(std::move(answered))
{
}

/// §4.1 and §4.2: a port means no SRV, a transport means no NAPTR.
void HopQuery::start()
{
    if (m_uri.port) {
        m_isDomainDue = false;
        m_targets = {{m_protocols.first(), m_domain, *m_uri.port, {}}};
        askAddresses();
    } else if (!m_uri.transport().isEmpty()) {
        expectServices();
        nextStage();
    } else {
        askPointers();
    }
}

void HopQuery::askPointers()
{
    m_lookups.push_back(m_resolver.namingPointers(m_domain, [this](const auto &pointers) {
        // Who does not answer this may well answer the other questions.
        m_stages = TransportChoice::waysOf(pointers.value_or(QList<NamingPointer>()), m_protocols);
        m_stages.resize(std::min<qsizetype>(m_stages.size(), Limits::Stages));
        if (m_stages.isEmpty()) {
            expectServices();
        } else if (!m_stages.first().isEmpty()) { // what the domain prefers holds for its own addresses too
            const TransportProtocol preferred = m_stages.first().first().protocol;
            m_protocols.removeAll(preferred);
            m_protocols.prepend(preferred);
        }
        nextStage();
    }));
}

void HopQuery::expectServices()
{
    QList<Way> ways;
    for (const TransportProtocol protocol : std::as_const(m_protocols))
        ways.append({Way::Question::Services, protocol, TransportChoice::serviceName(protocol, m_domain)});
    m_stages.append(ways);
}

void HopQuery::nextStage()
{
    m_targets.clear();
    if (!m_stages.isEmpty()) {
        QList<Way> ways = m_stages.takeFirst();
        ways.resize(std::min<qsizetype>(ways.size(), Limits::Ways));
        askServices(ways);
    } else if (m_isDomainDue) {
        askDomain();
    } else {
        const bool isSlow = m_error.kind == NetworkError::Kind::TimedOut;
        answer(Failure<Error>({isSlow ? Error::Kind::TimedOut : Error::Kind::HostNotFound, m_domain}));
    }
}

void HopQuery::askServices(const QList<Way> &ways)
{
    m_found.fill({}, ways.size());
    m_open = 1; // until all are asked
    for (qsizetype i = 0; i < ways.size(); ++i) {
        if (ways.at(i).question == Way::Question::Addresses)
            continue;
        ++m_open;
        m_lookups.push_back(m_resolver.services(ways.at(i).name, [this, i, ways](const auto &records) {
            m_found[i] = records.value_or(QList<ServiceRecord>());
            if (--m_open == 0)
                servicesKnown(ways);
        }));
    }
    if (--m_open == 0)
        servicesKnown(ways);
}

void HopQuery::servicesKnown(const QList<Way> &ways)
{
    const auto found = std::exchange(m_found, {});
    for (qsizetype i = 0; i < ways.size(); ++i)
        follow(ways.at(i), found.at(i));
    if (m_targets.isEmpty())
        nextStage();
    else
        askAddresses();
}

void HopQuery::follow(const Way &way, const QList<ServiceRecord> &records)
{
    if (way.question == Way::Question::Addresses) {
        if (m_targets.size() < Limits::Services)
            m_targets.append({way.protocol, way.name, defaultPort(way.protocol), {}});
        return;
    }
    const auto ordered = inOrderOfUse(records, m_random);
    if (!records.isEmpty() && ordered.isEmpty() && !m_declined.contains(way.protocol))
        m_declined.append(way.protocol); // RFC 2782, target "."
    for (const ServiceRecord &record : ordered) {
        m_isDomainDue = false;
        if (m_targets.size() < Limits::Services)
            m_targets.append({way.protocol, record.target, record.port, {}});
    }
}

/// §4.2: no SRV, so the domain is the host; but not for a service which it says it does not have.
void HopQuery::askDomain()
{
    m_isDomainDue = false; // there is nothing after it
    m_protocols.removeIf([this](TransportProtocol protocol) { return m_declined.contains(protocol); });
    if (m_protocols.isEmpty()) {
        answer(Failure<Error>({Error::Kind::Unreachable, m_domain}));
        return;
    }
    m_targets = {{m_protocols.first(), m_domain, defaultPort(m_protocols.first()), {}}};
    askAddresses();
}

void HopQuery::askAddresses()
{
    m_open = m_targets.size();
    for (qsizetype i = 0; i < m_targets.size(); ++i) {
        m_lookups.push_back(m_resolver.addresses(m_targets.at(i).host, [this, i](const auto &found) {
            if (found)
                m_targets[i].addresses = *found;
            else
                m_error = found.error();
            if (--m_open == 0)
                addressesKnown();
        }));
    }
}

void HopQuery::addressesKnown()
{
    QList<Hop> hops;
    for (const Target &target : std::as_const(m_targets)) {
        for (const QHostAddress &address : target.addresses) {
            const Hop hop{target.protocol, address, target.port, m_verifyName};
            if (hops.size() < Limits::Hops && !hops.contains(hop))
                hops.append(hop);
        }
    }
    if (!hops.isEmpty()) {
        answer(hops);
        return;
    }
    nextStage();
}

void HopQuery::answer(const Result<QList<Hop>, TransportError> &result)
{
    const HopResolver::Callback answered = std::move(m_answered); // it may destroy this query
    answered(result);
}

} // namespace carillon
