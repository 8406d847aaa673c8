// What stands in Contact and what the registrar has to do with it (RFC 3261 §8.1.1.8, RFC 5626, RFC 5627).
#include "UserAgentCorePrivate.h"

#include "Transport.h"

namespace carillon {

namespace {

constexpr QByteArrayView anonymousHost = "anonymous.invalid"; // RFC 3323 §4.1.1.3

bool isSecureText(QByteArrayView uri)
{
    return uri.first(std::min<qsizetype>(uri.size(), 5)).compare("sips:", Qt::CaseInsensitive) == 0;
}

/// sips: begets sips: (§8.1.1.8, §12.1.1).
void followScheme(SipUri &contact, QByteArrayView requestUri)
{
    if (!isSecureText(requestUri))
        return;
    contact.scheme = SipUri::Scheme::Sips;
    contact.parameters.remove("transport"); // §26.2.2: the scheme says it
}

} // namespace

NameAddr UserAgentCore::contact(const Hop &towards) const
{
    const ContactOptions &options = d->options.contact;
    const TransportProtocol protocol = isOnOneConnection() ? d->env.transport.protocol() : towards.protocol;
    QByteArray text = "sip:x@"
        + (options.hostPort.isEmpty() ? d->env.transport.contactHostPort(towards) : options.hostPort);
    if (protocol == TransportProtocol::Ws || protocol == TransportProtocol::Wss)
        text += ";transport=ws"; // RFC 7118 §5.2: for both
    else if (protocol != TransportProtocol::Udp)
        text += ";transport=" + uriName(protocol).toByteArray();
    NameAddr contact;
    if (auto uri = SipUri::parse(text))
        contact.uri = *uri;
    contact.uri.user = options.user.isEmpty() ? d->options.addressOfRecord.uri.user : options.user;
    for (const auto &parameter : options.uriParameters.list)
        contact.uri.parameters.set(parameter.name, parameter.value);
    return contact;
}

NameAddr UserAgentCore::contactInRequest(const SipRequest &request, const Hop &towards) const
{
    NameAddr result;
    if (request.method() == Method::Register) { // RFC 5627 §4.1: a GRUU is never registered
        result = contact(towards);
        if (d->options.contact.instance == ContactOptions::Instance::InEveryContact)
            d->addInstance(result);
    } else {
        const auto from = request.from();
        const bool isAnonymous = from && from->uri.host == anonymousHost;
        result = d->dialogContact(contact(towards), isAnonymous);
    }
    followScheme(result.uri, request.requestUriText());
    return result;
}

NameAddr UserAgentCore::contactInResponse(
    const SipRequest &request, const Hop &towards, Anonymity anonymity) const
{
    const bool isAnonymous = anonymity == Anonymity::Wanted || d->isToTemporaryGruu(request);
    NameAddr result = d->dialogContact(contact(towards), isAnonymous);
    followScheme(result.uri, request.requestUriText());
    return result;
}

/// RFC 5627 §4.4: a GRUU where there is one, and the temporary one where nobody is to see who we are. RFC
/// 5626 §4.3: without a GRUU `ob` asks for the flow that the dialog began on.
NameAddr UserAgentCore::Private::dialogContact(NameAddr contact, bool isAnonymous) const
{
    const std::optional<SipUri> &gruu = isAnonymous ? identity.temporaryGruu : identity.publicGruu;
    if (gruu)
        contact.uri = *gruu;
    else if (isAnonymous)
        contact.uri.user = "anonymous";
    if (!gruu && identity.outbound == RegisteredIdentity::Outbound::Yes)
        contact.uri.parameters.set("ob");
    if (!isAnonymous && options.contact.instance == ContactOptions::Instance::InEveryContact)
        addInstance(contact);
    return contact;
}

void UserAgentCore::Private::addInstance(NameAddr &contact) const
{
    if (!options.instanceId.isEmpty())
        contact.parameters.set("+sip.instance", QByteArray("\"<" + options.instanceId + ">\""));
}

bool UserAgentCore::Private::isToTemporaryGruu(const SipRequest &request) const
{
    const auto uri = request.requestUri();
    return uri && identity.temporaryGruu && identity.isGruu(*uri)
        && !(identity.publicGruu && uri->user == identity.publicGruu->user);
}

void UserAgentCore::setRegistered(RegisteredIdentity identity)
{
    identity.succeed(d->identity);
    d->identity = std::move(identity);
}

void UserAgentCore::clearRegistered()
{
    d->identity = {};
}

const RegisteredIdentity &UserAgentCore::registered() const
{
    return d->identity;
}

void UserAgentCore::setFlow(const FlowKeeping &flow)
{
    d->env.transport.setFlowTimer(flow.most);
    d->env.transport.setKeepAliveWay(
        flow.isOutbound ? Transport::KeepAliveWay::Stun : Transport::KeepAliveWay::LineEnds);
}

/// RFC 3608 §5: in the order of the header, behind the configured proxies.
QList<SipUri> UserAgentCore::Private::routesFor(Method method) const
{
    QList<SipUri> routes = options.routeSet;
    if (method == Method::Register)
        return routes;
    for (const SipUri &hop : identity.serviceRoute) {
        if (routes.isEmpty() || !(routes.last().host == hop.host && routes.last().port == hop.port))
            routes.append(hop); // the proxy named itself
    }
    return routes;
}

bool UserAgentCore::isServiceRoute(const SipUri &nextHop) const
{
    return !d->identity.serviceRoute.isEmpty() && d->identity.serviceRoute.first() == nextHop;
}

} // namespace carillon
