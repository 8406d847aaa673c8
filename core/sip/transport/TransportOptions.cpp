#include "TransportFactory.h"

namespace carillon {

using namespace std::chrono_literals;

namespace {

// Below the idle times after which home routers (UDP) and reverse proxies (WebSocket: mostly 60 s) forget a
// flow.
constexpr std::chrono::milliseconds udpKeepAlive{28s};
constexpr std::chrono::milliseconds streamKeepAlive{45s};

TransportOptions overProtocol(TransportProtocol protocol)
{
    TransportOptions options;
    options.protocol = protocol;
    options.keepAliveInterval = isReliable(protocol) ? streamKeepAlive : udpKeepAlive;
    options.listen = protocol == TransportProtocol::Udp;
    return options;
}

TransportProtocol protocolOf(const SipUri &uri)
{
    if (uri.scheme == SipUri::Scheme::Sips)
        return TransportProtocol::Tls;
    return protocolFromName(uri.transport()).value_or(TransportProtocol::Udp);
}

} // namespace

TransportOptions TransportOptions::towards(const SipUri &server)
{
    TransportOptions options = overProtocol(protocolOf(server));
    options.server = server;
    return options;
}

Result<TransportOptions, SyntaxError> TransportOptions::towards(QByteArrayView server)
{
    const QUrl url(QString::fromUtf8(server));
    const bool isSecureSocket = url.scheme() == QLatin1String("wss");
    if (!isSecureSocket && url.scheme() != QLatin1String("ws"))
        return SipUri::parse(server).map([](const SipUri &uri) { return towards(uri); });
    if (!url.isValid() || url.host().isEmpty())
        return Failure<SyntaxError>(SyntaxError{SyntaxError::Kind::Unexpected, 0});
    TransportOptions options = overProtocol(isSecureSocket ? TransportProtocol::Wss : TransportProtocol::Ws);
    options.webSocketUrl = url;
    return options;
}

} // namespace carillon
