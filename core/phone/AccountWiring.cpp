#include "AccountWiring.h"

#include "AccountFields.h"
#include "RelayServers.h"
#include "RemoteText.h"

namespace carillon {

namespace {

SipUri parsed(const QString &uri)
{
    return SipUri::parse(uri.toUtf8()).value_or(SipUri());
}

/// Where requests go first: the proxy, the server, or nobody in particular.
QString firstHop(const AccountSettings &settings)
{
    return settings.outboundProxy.isEmpty() ? settings.server : settings.outboundProxy;
}

SipUri domainOf(const SipUri &aor)
{
    SipUri domain = aor.addressOfRecord();
    domain.user.clear();
    return domain;
}

SipUri withTransport(SipUri uri, TransportProtocol protocol)
{
    if (uri.scheme == SipUri::Scheme::Sip && uri.transport().isEmpty() && protocol != TransportProtocol::Udp)
        uri.parameters.set("transport", uriName(protocol).toByteArray());
    return uri;
}

/// To the proxy, the server, or the domain of the address.
TransportOptions wayOf(const AccountSettings &settings, std::optional<TransportProtocol> chosen = {})
{
    const QString hop = AccountFields::isWebSocket(settings.server) ? settings.server : firstHop(settings);
    if (!hop.isEmpty())
        return TransportOptions::towards(hop.toUtf8()).value_or(TransportOptions());
    const SipUri aor = parsed(settings.aor);
    const TransportProtocol protocol = chosen.value_or(TransportOptions::towards(aor).protocol);
    TransportOptions options = TransportOptions::towards(withTransport(domainOf(aor), protocol));
    if (chosen)
        options.server = domainOf(aor); // without a transport in it NAPTR is asked where its servers are
    return options;
}

QString signInUser(const AccountSettings &settings)
{
    return settings.authUser.isEmpty() ? QString::fromUtf8(parsed(settings.aor).user) : settings.authUser;
}

MediaPolicy::Server::Kind kindOf(TurnServer::Transport transport)
{
    switch (transport) {
    case TurnServer::Transport::Udp: return MediaPolicy::Server::Kind::TurnUdp;
    case TurnServer::Transport::Tcp: return MediaPolicy::Server::Kind::TurnTcp;
    case TurnServer::Transport::Tls: return MediaPolicy::Server::Kind::TurnTls;
    }
    Q_UNREACHABLE();
}

} // namespace

TransportProtocol AccountWiring::protocol(const AccountSettings &settings)
{
    return wayOf(settings).protocol;
}

QString AccountWiring::domainToAsk(const AccountSettings &settings)
{
    const SipUri aor = parsed(settings.aor);
    const bool isSaid = !settings.registers || !firstHop(settings).isEmpty()
        || aor.scheme == SipUri::Scheme::Sips || aor.port || !aor.transport().isEmpty();
    const QString host = QString::fromLatin1(aor.host);
    const bool isAddress = host.startsWith(u'[') || !QHostAddress(host).isNull()
        || host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0;
    return isSaid || isAddress ? QString() : host;
}

std::optional<TransportProtocol> AccountWiring::choice(const DomainOffer &offer)
{
    if (offer.source != DomainOffer::Source::Pointers && offer.protocols.isEmpty())
        return TransportProtocol::Udp;
    for (const TransportProtocol protocol : offer.protocols) {
        switch (protocol) {
        case TransportProtocol::Udp:
        case TransportProtocol::Tcp: return TransportProtocol::Udp;
        case TransportProtocol::Tls: return protocol;
        case TransportProtocol::Ws:
        case TransportProtocol::Wss: break; // DNS names no path on the web server (RFC 7118 §6)
        }
    }
    return std::nullopt;
}

TransportOptions AccountWiring::transportOptions(
    const AccountSettings &settings, std::optional<TransportProtocol> chosen)
{
    TransportOptions options = wayOf(settings, chosen);
    options.caFile = settings.caFile;
    options.compactHeaders = settings.compactHeaders;
    if (settings.registers)
        return options;
    if (firstHop(settings).isEmpty())
        options.server = {};
    options.keepAliveInterval = {};
    options.listen = true;
    // Called at its address: the port is the one in it, and who names loopback does not want to be called
    // from outside.
    const SipUri aor = parsed(settings.aor);
    options.bindPort = aor.port.value_or(0);
    const QHostAddress host(QString::fromLatin1(aor.host));
    if (host.isLoopback())
        options.bindAddress = host;
    return options;
}

UserAgentOptions AccountWiring::userAgentOptions(
    const AccountSettings &settings, const QString &password, const QByteArray &instanceId)
{
    const SipUri aor = parsed(settings.aor);
    const TransportProtocol wire = protocol(settings);
    UserAgentOptions options;
    options.addressOfRecord.uri = aor;
    options.addressOfRecord.displayName = settings.displayName.toUtf8();
    options.credentials.username = signInUser(settings).toUtf8();
    options.credentials.password = password.toUtf8();
    options.registrar = domainOf(aor);
    if (!settings.outboundProxy.isEmpty()) {
        SipUri proxy = withTransport(parsed(settings.outboundProxy), wire);
        proxy.parameters.set("lr");
        options.routeSet = {proxy};
    } else if (!settings.server.isEmpty() && !AccountFields::isWebSocket(settings.server)) {
        options.nextHop = withTransport(parsed(settings.server), wire);
    }
    options.expires = std::chrono::seconds(settings.expiresSeconds);
    options.sessionExpires = std::chrono::seconds(settings.sessionTimerSeconds);
    options.instanceId = instanceId;
    // One flow, which a registrar that knows RFC 5626 finds again after every change of network. No GRUU: see
    // docs/decisions/0007-flows-and-gruu.md.
    options.regId = settings.registers ? 1 : 0;
    options.gruu = RegistererOptions::Gruu::Off;
    return options;
}

QList<MediaPolicy::Server> AccountWiring::iceServers(
    const AccountSettings &settings, const Passwords &passwords)
{
    QList<MediaPolicy::Server> servers;
    if (const auto stun = StunServer::parse(settings.stunServer))
        servers.append({MediaPolicy::Server::Kind::Stun, stun->host,
            stun->port.value_or(StunServer::DefaultPort), {}, {}});
    const auto turn = TurnServer::parse(settings.turnUri);
    if (!turn)
        return servers;
    const QString ours = signInUser(settings);
    const QString user = turn->user.isEmpty() ? ours : turn->user;
    const QString password = !passwords.turn.isEmpty() ? passwords.turn
        : user == ours                                 ? passwords.account
                                                       : QString();
    if (!user.isEmpty() && !password.isEmpty())
        servers.append({kindOf(turn->transport), turn->host, turn->portOrDefault(), user, password});
    return servers;
}

bool AccountWiring::trustsAssertedIdentity(const AccountSettings &settings)
{
    return settings.registers || !settings.server.isEmpty() || !settings.outboundProxy.isEmpty();
}

QString AccountWiring::serverName(const AccountSettings &settings)
{
    if (AccountFields::isWebSocket(settings.server))
        return QUrl(settings.server).host();
    const QString hop = firstHop(settings);
    return QString::fromUtf8(parsed(hop.isEmpty() ? settings.aor : hop).host);
}

QString AccountWiring::shortName(const SipUri &uri)
{
    return remoteText(uri.addressOfRecord().toBytes()).section(QLatin1Char(':'), 1);
}

QString AccountWiring::shortAddress(const AccountSettings &settings)
{
    return settings.aor.section(QLatin1Char(':'), 1);
}

} // namespace carillon
