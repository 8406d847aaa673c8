#include "AccountWiring.h"

#include "AccountFields.h"

namespace carillon {

using namespace std::chrono_literals;

namespace {

// Below the idle times after which home routers (UDP) and reverse proxies (WebSocket: mostly 60 s) forget a
// flow.
constexpr Milliseconds udpKeepAlive{28s};
constexpr Milliseconds streamKeepAlive{45s};

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

} // namespace

TransportProtocol AccountWiring::protocol(const AccountSettings &settings)
{
    if (AccountFields::isWebSocket(settings.server))
        return settings.server.startsWith(QLatin1String("wss"), Qt::CaseInsensitive) ? TransportProtocol::Wss
                                                                                     : TransportProtocol::Ws;
    const QString hop = firstHop(settings);
    const SipUri uri = parsed(hop.isEmpty() ? settings.aor : hop);
    if (uri.scheme == SipUri::Scheme::Sips)
        return TransportProtocol::Tls;
    return protocolFromName(uri.transport()).value_or(TransportProtocol::Udp);
}

TransportOptions AccountWiring::transportOptions(const AccountSettings &settings)
{
    TransportOptions options;
    options.protocol = protocol(settings);
    options.caFile = settings.caFile;
    const SipUri aor = parsed(settings.aor);
    if (AccountFields::isWebSocket(settings.server))
        options.webSocketUrl = QUrl(settings.server);
    else if (!firstHop(settings).isEmpty())
        options.server = withTransport(parsed(firstHop(settings)), options.protocol);
    else if (settings.registers)
        options.server = withTransport(domainOf(aor), options.protocol);
    if (settings.registers)
        options.keepAliveInterval = isReliable(options.protocol) ? streamKeepAlive : udpKeepAlive;
    options.listen = !settings.registers || options.protocol == TransportProtocol::Udp;
    if (!settings.registers) {
        // Called at its address: the port is the one in it, and who names loopback does not want to be called
        // from outside.
        options.bindPort = aor.port.value_or(0);
        const QHostAddress host(QString::fromLatin1(aor.host));
        if (host.isLoopback())
            options.bindAddress = host;
    }
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
    options.credentials.username = settings.authUser.isEmpty() ? aor.user : settings.authUser.toUtf8();
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
    options.instanceId = instanceId;
    // One flow, which a registrar that knows RFC 5626 finds again after every change of network. No GRUU: see
    // docs/decisions/0005-flows-and-gruu.md.
    options.regId = settings.registers ? 1 : 0;
    options.gruu = RegistererOptions::Gruu::Off;
    return options;
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

QString AccountWiring::shortAddress(const AccountSettings &settings)
{
    return settings.aor.section(QLatin1Char(':'), 1);
}

} // namespace carillon
