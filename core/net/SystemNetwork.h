#pragma once

#include "Network.h"
#include "SystemResolver.h"

namespace carillon {

/// The machine's own network. Proxies are not used: SIP has its own.
class SystemNetwork final : public Network
{
public:
    /// @param dnsServer asked instead of the system's.
    explicit SystemNetwork(Clock &clock, std::optional<Endpoint> dnsServer = {})
        : m_resolver(clock, std::move(dnsServer))
    {
    }
    Result<std::unique_ptr<DatagramSocket>, NetworkError> bindUdp(const Endpoint &local) override;
    Result<std::unique_ptr<StreamListener>, NetworkError> listenTcp(const Endpoint &local) override;
    std::unique_ptr<ByteStream> connectTcp(const Endpoint &to) override;
    std::unique_ptr<ByteStream> connectTls(const Endpoint &to, const TlsOptions &tls) override;
    std::unique_ptr<MessageSocket> connectWebSocket(const WebSocketOptions &options) override;
    QHostAddress localAddress(const Endpoint &to) override;
    Resolver &resolver() override { return m_resolver; }
    /// This network is another one than before: what DNS said does not count any more.
    void forgetNames() { m_resolver.forget(); }

private:
    SystemResolver m_resolver;
};

} // namespace carillon
