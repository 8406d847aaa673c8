#include "ViaStamp.h"

namespace carillon {

QByteArray SentBy::toBytes() const
{
    return port ? host + ':' + QByteArray::number(*port) : host;
}

QHostAddress unmapped(const QHostAddress &address)
{
    bool isMapped = false;
    const quint32 ipv4 = address.toIPv4Address(&isMapped);
    return isMapped ? QHostAddress(ipv4) : address;
}

QByteArray hostText(const QHostAddress &address)
{
    QHostAddress plain = unmapped(address);
    if (plain.protocol() == QAbstractSocket::IPv4Protocol)
        return plain.toString().toLatin1();
    plain.setScopeId(QString());
    return '[' + plain.toString().toLatin1() + ']';
}

void stampRequest(SipRequest &request, TransportProtocol protocol, const SentBy &sentBy)
{
    const auto parsed = request.topVia();
    Via via = parsed.value_or(Via());
    via.transport = viaName(protocol).toByteArray();
    via.host = sentBy.host;
    via.port = sentBy.port;
    const bool isWebSocket = protocol == TransportProtocol::Ws || protocol == TransportProtocol::Wss;
    if (!isWebSocket && !via.parameters.contains("rport"))
        via.parameters.set("rport");
    if (parsed)
        request.setTopVia(via);
    else
        request.prepend(HeaderId::Via, via.toBytes());
}

void noteSource(SipRequest &request, const Hop &from)
{
    auto via = request.topVia();
    if (!via) { // what is only to be refused: as much of its Via as can be read
        via = request.salvagedTopVia();
        if (!via)
            return;
        request.replace(HeaderId::Via, 0, via->toBytes());
    }
    const QByteArray source = hostText(from.address);
    const bool asksForPort = via->parameters.contains("rport");
    const QByteArray bare = source.startsWith('[') ? source.mid(1, source.size() - 2) : source;
    if (asksForPort)
        via->parameters.set("rport", QByteArray::number(from.port));
    // RFC 3581 §4: with rport also when sent-by is the same address.
    if (asksForPort || via->host.compare(source, Qt::CaseInsensitive) != 0)
        via->parameters.set("received", bare);
    else if (via->parameters.contains("received"))
        via->parameters.remove("received");
    else
        return;
    request.setTopVia(*via);
}

Hop responseTarget(const SipResponse &response, const Hop &arrivedFrom)
{
    Hop hop = arrivedFrom;
    const auto via = response.topVia();
    if (!via)
        return hop;
    // received is ours and equals the source; so only the port can differ from where the request came from.
    if (!(arrivedFrom.protocol == TransportProtocol::Udp && via->parameters.contains("rport")))
        hop.port = via->port.value_or(defaultPort(arrivedFrom.protocol));
    if (isSecure(hop.protocol) && hop.verifyName.isEmpty())
        hop.verifyName = QString::fromLatin1(via->host);
    return hop;
}

} // namespace carillon
