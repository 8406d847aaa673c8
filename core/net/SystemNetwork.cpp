#include "SystemNetwork.h"

#include "SystemByteStream.h"
#include "SystemDatagramSocket.h"
#include "SystemMessageSocket.h"

#include <QNetworkProxy>

namespace carillon {

Result<std::unique_ptr<DatagramSocket>, NetworkError> SystemNetwork::bindUdp(const Endpoint &local)
{
    auto socket = std::make_unique<SystemDatagramSocket>();
    if (const auto error = socket->bind(local))
        return Failure<NetworkError>(*error);
    return socket;
}

Result<std::unique_ptr<StreamListener>, NetworkError> SystemNetwork::listenTcp(const Endpoint &local)
{
    auto listener = std::make_unique<SystemStreamListener>();
    if (const auto error = listener->listen(local))
        return Failure<NetworkError>(*error);
    return listener;
}

std::unique_ptr<ByteStream> SystemNetwork::connectTcp(const Endpoint &to)
{
    return std::make_unique<SystemByteStream>(to, std::nullopt);
}

std::unique_ptr<ByteStream> SystemNetwork::connectTls(const Endpoint &to, const TlsOptions &tls)
{
    return std::make_unique<SystemByteStream>(to, tls);
}

std::unique_ptr<MessageSocket> SystemNetwork::connectWebSocket(const WebSocketOptions &options)
{
    return std::make_unique<SystemMessageSocket>(options);
}

QHostAddress SystemNetwork::localAddress(const Endpoint &to)
{
    // Connecting a UDP socket sends nothing; the system only looks up the route.
    QUdpSocket probe;
    probe.setProxy(QNetworkProxy::NoProxy);
    probe.connectToHost(to.address, to.port == 0 ? 5060 : to.port);
    return probe.state() == QAbstractSocket::ConnectedState ? probe.localAddress() : QHostAddress();
}

} // namespace carillon
