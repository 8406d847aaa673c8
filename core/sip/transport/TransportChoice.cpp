#include "TransportChoice.h"

#include <algorithm>
#include <array>

namespace carillon {

namespace {

struct Service {
    QLatin1StringView name;
    TransportProtocol protocol;
};

constexpr std::array services{
    Service{QLatin1StringView("SIP+D2U"), TransportProtocol::Udp},
    Service{QLatin1StringView("SIP+D2T"), TransportProtocol::Tcp},
    Service{QLatin1StringView("SIPS+D2T"), TransportProtocol::Tls},
    Service{QLatin1StringView("SIP+D2W"), TransportProtocol::Ws},
    Service{QLatin1StringView("SIPS+D2W"), TransportProtocol::Wss},
};

std::optional<TransportChoice::Way> wayOf(
    const NamingPointer &pointer, const QList<TransportProtocol> &allowed)
{
    using Question = TransportChoice::Way::Question;
    const auto protocol = TransportChoice::protocolOfService(pointer.services);
    const bool leadsToServices = pointer.flags.compare(QLatin1String("s"), Qt::CaseInsensitive) == 0;
    const bool leadsToAddresses = pointer.flags.compare(QLatin1String("a"), Qt::CaseInsensitive) == 0;
    const bool hasTarget = !pointer.replacement.isEmpty() && pointer.replacement != u'.';
    if (!protocol || !allowed.contains(*protocol) || !hasTarget || !pointer.regexp.isEmpty()
        || (!leadsToServices && !leadsToAddresses))
        return std::nullopt;
    return TransportChoice::Way{
        leadsToServices ? Question::Services : Question::Addresses, *protocol, pointer.replacement};
}

} // namespace

QList<TransportProtocol> TransportChoice::allowed(
    const SipUri &uri, const QList<TransportProtocol> &supported)
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

std::optional<TransportProtocol> TransportChoice::protocolOfService(const QString &name)
{
    for (const Service &known : services) {
        if (name.compare(known.name, Qt::CaseInsensitive) == 0)
            return known.protocol;
    }
    return std::nullopt;
}

QString TransportChoice::serviceName(TransportProtocol protocol, const QString &domain)
{
    switch (protocol) {
    case TransportProtocol::Udp: return QStringLiteral("_sip._udp.") + domain;
    case TransportProtocol::Tcp: return QStringLiteral("_sip._tcp.") + domain;
    default: return QStringLiteral("_sips._tcp.") + domain;
    }
}

QList<QList<TransportChoice::Way>> TransportChoice::waysOf(
    QList<NamingPointer> pointers, const QList<TransportProtocol> &allowed)
{
    std::stable_sort(pointers.begin(), pointers.end(), [](const NamingPointer &a, const NamingPointer &b) {
        return std::pair(a.order, a.preference) < std::pair(b.order, b.preference);
    });
    QList<QList<Way>> result;
    std::optional<quint16> order;
    for (const NamingPointer &pointer : std::as_const(pointers)) {
        const auto way = wayOf(pointer, allowed);
        if (!way)
            continue;
        if (order != pointer.order)
            result.append(QList<Way>());
        order = pointer.order;
        if (!result.last().contains(*way))
            result.last().append(*way);
    }
    return result;
}

} // namespace carillon
