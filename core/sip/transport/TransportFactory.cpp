#include "TransportFactory.h"

#include "DatagramAndStreamTransport.h"
#include "WebSocketTransport.h"

namespace carillon {

namespace {

template <typename T, typename... Arguments>
std::unique_ptr<Transport> make(HeaderNames names, Arguments &&...arguments)
{
    auto transport = std::make_unique<T>(std::forward<Arguments>(arguments)...);
    transport->setHeaderNames(names);
    return transport;
}

} // namespace

std::unique_ptr<Transport> makeTransport(
    Network &network, Clock &clock, Random &random, const TransportOptions &options)
{
    const Endpoint bind{options.bindAddress, options.bindPort};
    const TlsOptions tls{options.caFile, options.verifyName};
    const HeaderNames names = options.compactHeaders ? HeaderNames::Compact : HeaderNames::Full;
    std::unique_ptr<Transport> transport;
    switch (options.protocol) {
    case TransportProtocol::Udp:
        transport = options.listen ? make<DatagramAndStreamTransport>(names, network, clock, random, bind)
                                   : make<UdpTransport>(names, network, clock, random, bind);
        break;
    case TransportProtocol::Tcp:
    case TransportProtocol::Tls: {
        StreamTransportOptions stream;
        stream.protocol = options.protocol;
        stream.server = options.server;
        stream.tls = tls;
        if (options.listen && options.protocol == TransportProtocol::Tcp)
            stream.listen = bind;
        transport = make<StreamTransport>(names, network, clock, random, std::move(stream));
        break;
    }
    case TransportProtocol::Ws:
    case TransportProtocol::Wss:
        transport = make<WebSocketTransport>(
            names, network, clock, random, WebSocketOptions{options.webSocketUrl, {}, tls});
        break;
    }
    transport->setKeepAliveInterval(options.keepAliveInterval);
    return transport;
}

} // namespace carillon
