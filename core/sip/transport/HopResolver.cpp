#include "HopResolver.h"

#include "Logging.h"
#include "ServiceOrder.h"

namespace carillon {

namespace {

using Error = TransportError;

bool isWebSocket(TransportProtocol protocol)
{
    return protocol == TransportProtocol::Ws || protocol == TransportProtocol::Wss;
}

QString serviceName(TransportProtocol protocol, const QString &domain)
{
    switch (protocol) {
    case TransportProtocol::Udp: return QStringLiteral("_sip._udp.") + domain;
    case TransportProtocol::Tcp: return QStringLiteral("_sip._tcp.") + domain;
    default: return QStringLiteral("_sips._tcp.") + domain;
    }
}

/// Addresses that need no DNS: a literal one, and localhost (RFC 6761 §6.3).
QList<QHostAddress> literal(QByteArrayView host)
{
    if (host.startsWith('[') && host.endsWith(']'))
        host = host.sliced(1, host.size() - 2);
    if (host.compare("localhost", Qt::CaseInsensitive) == 0)
        return {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)};
    QHostAddress address;
    if (address.setAddress(QString::fromLatin1(host)))
        return {address};
    return {};
}

/// What of @p supported may be used for @p uri, the preferred one first; empty when nothing may.
QList<TransportProtocol> allowed(const SipUri &uri, const QList<TransportProtocol> &supported)
{
    const bool isSips = uri.scheme == SipUri::Scheme::Sips;
    const QByteArray named = uri.transport();
    std::optional<TransportProtocol> only;
    if (!named.isEmpty()) {
        only = protocolFromName(named);
        if (!only)
            return {};
        if (isSips && only == TransportProtocol::Tcp) // RFC 3261 §26.2.2: sips over tcp is TLS
            only = TransportProtocol::Tls;
    }
    QList<TransportProtocol> result;
    for (const TransportProtocol protocol : supported) {
        if ((!only || protocol == *only) && (!isSips || isSecure(protocol)))
            result.append(protocol);
    }
    return result;
}

/// One run of RFC 3263: SRV for one protocol after the other, then the addresses of all that was found, at
/// the same time.
class HopQuery final : public Lookup
{
public:
    HopQuery(Resolver &resolver, Random &random, const SipUri &uri, QList<TransportProtocol> protocols,
        HopResolver::Callback answered)
        : m_resolver(resolver)
        , m_random(random)
        , m_protocols(std::move(protocols))
        , m_verifyName(QString::fromLatin1(uri.host))
        , m_answered(std::move(answered))
    {
        m_domain = QString::fromLatin1(uri.parameters.value("maddr").value_or(uri.host));
    }

    void askAddresses(quint16 port)
    {
        m_targets = {{m_protocols.first(), m_domain, port, {}}};
        resolveTargets();
    }
    void askNextService()
    {
        if (m_nextProtocol == m_protocols.size()) {
            askWithoutService();
            return;
        }
        const TransportProtocol protocol = m_protocols.at(m_nextProtocol++);
        m_service
            = m_resolver.services(serviceName(protocol, m_domain), [this, protocol](const auto &records) {
                  const auto found = records.value_or(QList<ServiceRecord>());
                  auto ordered = inOrderOfUse(found, m_random);
                  if (!found.isEmpty() && ordered.isEmpty())
                      m_declined.append(protocol);
                  ordered.resize(std::min<qsizetype>(ordered.size(), HopResolver::Limits::Services));
                  for (const ServiceRecord &record : ordered)
                      m_targets.append({protocol, record.target, record.port, {}});
                  if (m_targets.isEmpty())
                      askNextService();
                  else
                      resolveTargets();
              });
    }

private:
    struct Target {
        TransportProtocol protocol;
        QString host;
        quint16 port;
        QList<QHostAddress> addresses;
    };

    /// RFC 3263 §4.2: no SRV, so the domain is the host; but not for a service which it says it does not have
    /// (RFC 2782, target ".").
    void askWithoutService()
    {
        m_protocols.removeIf([this](TransportProtocol protocol) { return m_declined.contains(protocol); });
        if (!m_protocols.isEmpty()) {
            askAddresses(defaultPort(m_protocols.first()));
            return;
        }
        const HopResolver::Callback answered = std::move(m_answered); // it may destroy this query
        answered(Failure<Error>(Error{Error::Kind::Unreachable, m_domain}));
    }
    void resolveTargets()
    {
        m_open = m_targets.size();
        for (qsizetype i = 0; i < m_targets.size(); ++i) {
            m_lookups.push_back(m_resolver.addresses(m_targets.at(i).host, [this, i](const auto &found) {
                if (found)
                    m_targets[i].addresses = *found;
                else
                    m_error = found.error();
                if (--m_open == 0)
                    finish();
            }));
        }
    }
    void finish()
    {
        QList<Hop> hops;
        for (const Target &target : std::as_const(m_targets)) {
            for (const QHostAddress &address : target.addresses) {
                const Hop hop{target.protocol, address, target.port, m_verifyName};
                if (hops.size() < HopResolver::Limits::Hops && !hops.contains(hop))
                    hops.append(hop);
            }
        }
        const HopResolver::Callback answered = std::move(m_answered); // it may destroy this query
        if (!hops.isEmpty()) {
            answered(hops);
            return;
        }
        const bool isSlow = m_error.kind == NetworkError::Kind::TimedOut;
        answered(Failure<Error>(Error{isSlow ? Error::Kind::TimedOut : Error::Kind::HostNotFound, m_domain}));
    }

    Resolver &m_resolver;
    Random &m_random;
    QList<TransportProtocol> m_protocols;
    QList<TransportProtocol> m_declined; ///< by SRV
    QString m_domain;
    const QString m_verifyName; ///< RFC 5922 §4: the domain that was asked for, not what SRV made of it
    HopResolver::Callback m_answered;
    qsizetype m_nextProtocol = 0;
    QList<Target> m_targets;
    qsizetype m_open = 0;
    NetworkError m_error{NetworkError::Kind::HostNotFound, {}};
    std::unique_ptr<Lookup> m_service;
    std::vector<std::unique_ptr<Lookup>> m_lookups;
};

} // namespace

std::unique_ptr<Lookup> HopResolver::resolve(
    const SipUri &uri, const QList<TransportProtocol> &supported, Callback answered)
{
    const bool isSips = uri.scheme == SipUri::Scheme::Sips;
    if (!supported.isEmpty() && isWebSocket(supported.first()) && (!isSips || isSecure(supported.first()))) {
        answered(QList<Hop>{Hop{supported.first(), {}, 0, {}}});
        return std::make_unique<Lookup>();
    }
    const QList<TransportProtocol> protocols = allowed(uri, supported);
    if (protocols.isEmpty()) {
        answered(Failure<Error>(Error{Error::Kind::Unreachable, QString::fromLatin1(uri.toBytes())}));
        return std::make_unique<Lookup>();
    }
    const QByteArray target = uri.parameters.value("maddr").value_or(uri.host);
    if (const auto addresses = literal(target); !addresses.isEmpty()) {
        QList<Hop> hops;
        const quint16 port = uri.port.value_or(defaultPort(protocols.first()));
        for (const QHostAddress &address : addresses)
            hops.append({protocols.first(), address, port, QString::fromLatin1(uri.host)});
        answered(hops);
        return std::make_unique<Lookup>();
    }
    auto query = std::make_unique<HopQuery>(m_resolver, m_random, uri, protocols, std::move(answered));
    if (uri.port)
        query->askAddresses(*uri.port);
    else
        query->askNextService();
    return query;
}

} // namespace carillon
