#include "HopResolver.h"

#include "HopQuery.h"

namespace carillon {

namespace {

using Error = TransportError;

bool isWebSocket(TransportProtocol protocol)
{
    return protocol == TransportProtocol::Ws || protocol == TransportProtocol::Wss;
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

} // namespace

std::unique_ptr<Lookup> HopResolver::resolve(
    const SipUri &uri, const QList<TransportProtocol> &supported, Callback answered)
{
    const bool isSips = uri.scheme == SipUri::Scheme::Sips;
    if (!supported.isEmpty() && isWebSocket(supported.first()) && (!isSips || isSecure(supported.first()))) {
        answered(QList<Hop>{Hop{supported.first(), {}, 0, {}}});
        return std::make_unique<Lookup>();
    }
    const QList<TransportProtocol> protocols = TransportChoice::allowed(uri, supported);
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
    auto query = std::make_unique<HopQuery>(
        HopQuery::Environment{m_resolver, m_random}, uri, protocols, std::move(answered));
    query->start();
    return query;
}

std::unique_ptr<Lookup> HopResolver::offerOf(const QString &domain, DomainQuery::Callback answered)
{
    auto query = std::make_unique<DomainQuery>(m_resolver, domain, std::move(answered));
    query->start();
    return query;
}

} // namespace carillon
