#include "TransportFactory.h"

#include "DatagramAndStreamTransport.h"
#include "WebSocketTransport.h"

namespace carillon {

std::unique_ptr<Transport> makeTransport(
    Network &network, Clock &clock, Random &random, const TransportOptions &options)
{
    const Endpoint bind{options.bindAddress, options.bindPort};
    const TlsOptions tls{options.caFile, options.verifyName};
    std::unique_ptr<Transport> transport;
    switch (options.protocol) {
    case TransportProtocol::Udp:
        if (options.listen)
            transport = std::make_unique<DatagramAndStreamTransport>(network, clock, random, bind);
        else
            transport = std::make_unique<UdpTransport>(network, clock, random, bind);
        break;
    case TransportProtocol::Tcp:
    case TransportProtocol::Tls: {
        StreamTransportOptions stream;
        stream.protocol = options.protocol;
        stream.server = options.server;
        stream.tls = tls;
        if (options.listen && options.protocol == TransportProtocol::Tcp)
            stream.listen = bind;
        transport = std::make_unique<StreamTransport>(network, clock, random, std::move(stream));
        break;
    }
    case TransportProtocol::Ws:
    case TransportProtocol::Wss:
        transport = std::make_unique<WebSocketTransport>(
            network, clock, random, WebSocketOptions{options.webSocketUrl, {}, tls});
        break;
    }
    transport->setKeepAliveInterval(options.keepAliveInterval);
    return transport;
}

} // namespace carillon
