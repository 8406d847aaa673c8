#include "Exchange.h"
#include "LocalMedia.h"
#include "TransportFactory.h"
#include "TryOutFactory.h"

namespace carillon {

namespace {

StreamEndpoint endpointOf(Exchange::Sound sound)
{
    switch (sound) {
    case Exchange::Sound::Echo: return {EndpointKind::Echo};
    case Exchange::Sound::Music: return {EndpointKind::Music};
    case Exchange::Sound::Speech: return {EndpointKind::Speech};
    }
    Q_UNREACHABLE();
}

Exchange::Environment exchangeEnvironment(const TryOutEnvironment &environment)
{
    TransportOptions options;
    options.bindAddress = QHostAddress(QHostAddress::LocalHost); // nobody else's business
    auto &media = static_cast<LocalMedia &>(environment.media);
    return {environment.clock, environment.random, environment.resolver,
        makeTransport(environment.network, environment.clock, environment.random, options),
        [&media](Session &, Exchange::Sound sound) {
            AudioSessionOptions audio;
            audio.endpoint = endpointOf(sound);
            return std::make_unique<AudioSession>(media.controller(), audio);
        }};
}

/// The phone's port, answered by the embedded exchange.
class ExchangeTryOut final : public TryOut
{
public:
    explicit ExchangeTryOut(const TryOutEnvironment &environment)
        : m_exchange(exchangeEnvironment(environment))
    {
        connect(&m_exchange, &Exchange::started, this, &TryOut::started);
        connect(&m_exchange, &Exchange::failed, this, [this](const TransportError &error) {
            Q_EMIT failed(Exchange::tr("The built-in exchange cannot be started: %1").arg(error.detail));
        });
    }
    void start() override { m_exchange.start(); }
    void stop() override { m_exchange.stop(); }
    Subscriber subscriber() const override
    {
        const Exchange::Subscriber subscriber = m_exchange.subscriber();
        return {QString::fromUtf8(subscriber.addressOfRecord.toBytes()),
            QString::fromUtf8(subscriber.credentials.username),
            QString::fromUtf8(subscriber.credentials.password),
            QString::fromUtf8(m_exchange.address().toBytes())};
    }

private:
    Exchange m_exchange;
};

} // namespace

std::unique_ptr<TryOut> makeTryOut(const TryOutEnvironment &environment)
{
    return std::make_unique<ExchangeTryOut>(environment);
}

} // namespace carillon
