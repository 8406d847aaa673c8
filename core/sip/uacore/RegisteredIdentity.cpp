#include "RegisteredIdentity.h"

#include "Challenge.h"

namespace carillon {

namespace {

constexpr QByteArrayView associatedUri = "P-Associated-URI";

/// RFC 5627 §3.1: without `gr` it is an address like any other and names no instance.
std::optional<SipUri> gruuFrom(const NameAddr &binding, QByteArrayView parameter)
{
    const auto value = binding.parameters.value(parameter);
    if (!value)
        return std::nullopt;
    const auto uri = SipUri::parse(unquoted(*value));
    if (!uri || !uri->parameters.contains("gr"))
        return std::nullopt;
    return *uri;
}

QList<SipUri> serviceRouteOf(const SipResponse &success)
{
    const auto routes = success.nameAddrs(HeaderId::ServiceRoute);
    QList<SipUri> result;
    if (!routes || routes->size() > RegisteredIdentity::Limits::ServiceRoutes)
        return result;
    for (const NameAddr &route : *routes) {
        // RFC 3608 §6.4: loose routers only. A half of a route leads nowhere.
        if (!route.otherUri.isEmpty() || !route.uri.parameters.contains("lr"))
            return {};
        result.append(route.uri);
    }
    return result;
}

QList<NameAddr> associatedUrisOf(const SipResponse &success)
{
    QList<NameAddr> result;
    for (int i = 0; i < success.fieldCount(); ++i) {
        const auto field = success.field(i);
        if (field.name.compare(associatedUri, Qt::CaseInsensitive) != 0)
            continue;
        const auto several = NameAddr::parseList(field.value);
        if (!several)
            continue;
        for (const NameAddr &one : *several) {
            if (result.size() >= RegisteredIdentity::Limits::AssociatedUris)
                return result;
            result.append(one);
        }
    }
    return result;
}

bool isSameGruu(const SipUri &a, const SipUri &b)
{
    return a.user == b.user && a.host == b.host && a.parameters.value("gr") == b.parameters.value("gr");
}

} // namespace

RegisteredIdentity RegisteredIdentity::read(const SipResponse &success, const NameAddr &binding)
{
    RegisteredIdentity identity;
    identity.publicGruu = gruuFrom(binding, "pub-gruu");
    identity.temporaryGruu = gruuFrom(binding, "temp-gruu");
    identity.serviceRoute = serviceRouteOf(success);
    identity.associatedUris = associatedUrisOf(success);
    if (success.hasToken(HeaderId::Require, "outbound"))
        identity.outbound = Outbound::Yes;
    return identity;
}

void RegisteredIdentity::succeed(const RegisteredIdentity &before)
{
    earlierGruus = before.earlierGruus;
    if (before.temporaryGruu && before.temporaryGruu != temporaryGruu)
        earlierGruus.append(*before.temporaryGruu);
    while (earlierGruus.size() > Limits::EarlierGruus)
        earlierGruus.removeFirst();
}

bool RegisteredIdentity::isGruu(const SipUri &uri) const
{
    if (!uri.parameters.contains("gr"))
        return false;
    const auto isIt = [&](const SipUri &known) { return isSameGruu(known, uri); };
    return (publicGruu && isIt(*publicGruu)) || (temporaryGruu && isIt(*temporaryGruu))
        || std::any_of(earlierGruus.begin(), earlierGruus.end(), isIt);
}

} // namespace carillon
