#include "SystemEnvironment.h"

#include "AudioDevices.h"
#include "AudioEngine.h"
#include "MediaEnvironment.h"
#include "NetlinkMonitor.h"
#include "NetworkFollower.h"

namespace carillon {

SystemEnvironment::SystemEnvironment(
    std::unique_ptr<NetworkMonitor> monitor, const std::optional<Endpoint> &dnsServer)
    : m_network(m_clock, dnsServer)
    , m_resolver(m_network.resolver(), m_random)
    , m_monitor(monitor ? std::move(monitor) : std::make_unique<NetlinkMonitor>(m_clock))
{
    // Another network may answer the same question otherwise.
    QObject::connect(
        m_monitor.get(), &NetworkMonitor::changed, m_monitor.get(), [this] { m_network.forgetNames(); });
}

SystemEnvironment::~SystemEnvironment() = default;

AudioEngine &SystemEnvironment::audio()
{
    if (!m_audio)
        m_audio = std::make_unique<AudioEngine>(MediaEnvironment{m_random, m_clock, m_network});
    return *m_audio;
}

Result<void, DeviceError> SystemEnvironment::setAudio(const QString &input, const QString &output)
{
    AudioDevices &devices = audio().devices();
    return devices.select(DeviceRole::Input, input).and_then([&] {
        return devices.select(DeviceRole::Output, output);
    });
}

UserAgentEnvironment SystemEnvironment::environmentFor(
    const TransportOptions &transport, const AudioSessionOptions &audioOptions)
{
    return {m_clock, m_random, m_resolver, makeTransport(m_network, m_clock, m_random, transport),
        [this, audioOptions](
            Session &) { return std::make_unique<AudioSession>(audio().controller(), audioOptions); }};
}

void SystemEnvironment::followNetwork(UserAgent &agent)
{
    new NetworkFollower(agent, *m_monitor, [this](const Endpoint &to) { return m_network.localAddress(to); });
}

std::unique_ptr<UserAgent> SystemEnvironment::makeUserAgent(
    UserAgentOptions options, const TransportOptions &transport, const AudioSessionOptions &audioOptions)
{
    if (!options.nextHop && options.routeSet.isEmpty() && !transport.server.host.isEmpty())
        options.nextHop = transport.server;
    auto agent = std::make_unique<UserAgent>(std::move(options), environmentFor(transport, audioOptions));
    followNetwork(*agent);
    return agent;
}

} // namespace carillon
