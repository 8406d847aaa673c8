#include "Transport.h"

#include <array>

namespace carillon {

namespace {

struct Names {
    TransportProtocol protocol;
    QByteArrayView via;
    QByteArrayView uri;
    quint16 port;
};

constexpr std::array names{
    Names{TransportProtocol::Udp, "UDP", "udp", 5060},
    Names{TransportProtocol::Tcp, "TCP", "tcp", 5060},
    Names{TransportProtocol::Tls, "TLS", "tls", 5061},
    Names{TransportProtocol::Ws, "WS", "ws", 80},
    Names{TransportProtocol::Wss, "WSS", "wss", 443},
};

const Names &namesOf(TransportProtocol protocol)
{
    return names[std::size_t(protocol)];
}

} // namespace

QByteArrayView viaName(TransportProtocol protocol)
{
    return namesOf(protocol).via;
}

QByteArrayView uriName(TransportProtocol protocol)
{
    return namesOf(protocol).uri;
}

quint16 defaultPort(TransportProtocol protocol)
{
    return namesOf(protocol).port;
}

std::optional<TransportProtocol> protocolFromName(QByteArrayView name)
{
    for (const Names &known : names) {
        if (known.uri.compare(name, Qt::CaseInsensitive) == 0)
            return known.protocol;
    }
    return std::nullopt;
}

} // namespace carillon
