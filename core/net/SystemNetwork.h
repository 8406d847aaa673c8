#pragma once

#include "Network.h"
#include "SystemResolver.h"

namespace carillon {

/// The machine's own network. Proxies are not used: SIP has its own.
class SystemNetwork final : public Network
{
public:
    explicit SystemNetwork(Clock &clock)
        : m_resolver(clock)
    {
    }
    Result<std::unique_ptr<DatagramSocket>, NetworkError> bindUdp(const Endpoint &local) override;
    Result<std::unique_ptr<StreamListener>, NetworkError> listenTcp(const Endpoint &local) override;
    std::unique_ptr<ByteStream> connectTcp(const Endpoint &to) override;
    std::unique_ptr<ByteStream> connectTls(const Endpoint &to, const TlsOptions &tls) override;
    std::unique_ptr<MessageSocket> connectWebSocket(const WebSocketOptions &options) override;
    QHostAddress localAddress(const Endpoint &to) override;
    Resolver &resolver() override { return m_resolver; }

private:
    SystemResolver m_resolver;
};

} // namespace carillon
