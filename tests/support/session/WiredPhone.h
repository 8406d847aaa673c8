#pragma once

#include "FakeClock.h"
#include "FakeRandom.h"
#include "HopResolver.h"
#include "StunBinding.h"
#include "TransportFactory.h"
#include "UserAgent.h"
#include "VirtualNetwork.h"

#include <QCoreApplication>

namespace carillon {

/// A user agent on one of the real transports over a virtual network, whose server is a registrar that also
/// answers pings. Everything is scripted; nothing is a mock of ours but the sockets.
class WiredPhone
{
public:
    static constexpr char Server[] = "10.0.1.1";

    explicit WiredPhone(FakeClock &clock, TransportProtocol protocol, UserAgentOptions options = {})
        : network(clock)
        , m_clock(clock)
        , m_hops(network.resolver(), m_random)
    {
        network.served = [this](const QByteArray &bytes, const Endpoint &from) { return serve(bytes, from); };
        options.addressOfRecord = NameAddr::parse("<sip:user1@10.0.1.1>").value();
        if (options.instanceId.isEmpty())
            options.instanceId = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        auto transport = makeTransport(network, clock, m_random, transportOptions(protocol));
        transport->setKeepAliveInterval(keepAlive);
        agent = std::make_unique<UserAgent>(
            std::move(options), UserAgentEnvironment{clock, m_random, m_hops, std::move(transport), {}});
        QObject::connect(agent.get(), &UserAgent::connected, agent.get(), [this] { ++connects; });
        QObject::connect(agent.get(), &UserAgent::disconnected, agent.get(),
            [this](const std::optional<TransportError> &error) {
                ++disconnects;
                lastError = error;
            });
    }
    ~WiredPhone()
    {
        agent.reset();
        turn();
    }
    /// Virtual time, with the turns of the event loop that the transports take between.
    void run(std::chrono::nanoseconds by)
    {
        const TimePoint end = m_clock.now() + by;
        turn();
        while (m_clock.now() < end) {
            const std::chrono::nanoseconds left = end - m_clock.now();
            const auto next = m_clock.untilNext();
            m_clock.advance(next
                    ? std::min<std::chrono::nanoseconds>(left, std::max<Milliseconds>(*next, Milliseconds(1)))
                    : left);
            turn();
        }
    }
    bool isRegistered() const { return agent->registerer().isRegistered(); }

    static constexpr Milliseconds keepAlive{28'000};
    VirtualNetwork network;
    QList<SipRequest> registers;
    QList<std::pair<QByteArray, QByteArray>> grants; ///< more headers of the 200
    int failWith = 0;                                ///< every REGISTER
    std::optional<Endpoint> mapped{}; ///< what a STUN request is answered with; nothing: it is not
    int pings = 0;
    int stunRequests = 0;
    bool answersPings = true;
    int connects = 0;
    int disconnects = 0;
    std::optional<TransportError> lastError;

private:
    static TransportOptions transportOptions(TransportProtocol protocol)
    {
        TransportOptions options;
        options.protocol = protocol;
        options.listen = protocol == TransportProtocol::Udp;
        if (protocol == TransportProtocol::Ws || protocol == TransportProtocol::Wss)
            options.webSocketUrl = QUrl(QStringLiteral("ws://10.0.1.1/sip"));
        else
            options.server
                = SipUri::parse("sip:10.0.1.1;transport=" + uriName(protocol).toByteArray()).value();
        return options;
    }
    /// Several turns: what is queued may queue more, and none of it takes time.
    static void turn()
    {
        for (int i = 0; i < 8; ++i) {
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
    QByteArray serve(const QByteArray &bytes, const Endpoint &)
    {
        if (bytes == "\r\n\r\n") {
            ++pings;
            return answersPings ? QByteArray("\r\n") : QByteArray();
        }
        if (const auto stun = StunBinding::parse(bytes)) {
            ++stunRequests;
            return mapped ? StunBinding{StunBinding::Kind::Success, stun->transaction, mapped}.toBytes()
                          : QByteArray();
        }
        const auto message = SipMessage::parse(bytes);
        if (!message || message->method() != Method::Register)
            return {};
        const SipRequest request(*message);
        registers.append(request);
        SipResponse response = SipResponse::to(request, failWith ? failWith : 200, "registrar");
        if (!failWith && !request.value(HeaderId::Contact).contains("expires=0"))
            response.append(HeaderId::Contact, request.value(HeaderId::Contact));
        for (const auto &[name, value] : grants)
            response.append(name, value);
        return response.toBytes();
    }

    FakeClock &m_clock;
    FakeRandom m_random{99};
    HopResolver m_hops;

public:
    std::unique_ptr<UserAgent> agent; ///< last: it goes first
};

} // namespace carillon
