#pragma once

#include "AudioSession.h"
#include "DeviceError.h"
#include "HopResolver.h"
#include "NetworkMonitor.h"
#include "SystemClock.h"
#include "SystemNetwork.h"
#include "TransportFactory.h"
#include "UserAgent.h"

namespace carillon {

class AudioEngine;

/// What the machine lends to user agents: its clock, randomness, network, names, news of the network,
/// microphone and loudspeaker. A program that has no wishes of its own makes one and asks it for user agents;
/// one that has puts a UserAgentEnvironment together itself. Made after the QCoreApplication; one for each
/// process; outlives its user agents. Core thread.
class SystemEnvironment final
{
public:
    /// @param monitor who tells of changes of the network; null: the system.
    /// @param dnsServer asked for names instead of the system's.
    explicit SystemEnvironment(
        std::unique_ptr<NetworkMonitor> monitor = {}, const std::optional<Endpoint> &dnsServer = {});
    ~SystemEnvironment();
    SystemEnvironment(const SystemEnvironment &) = delete;
    SystemEnvironment &operator=(const SystemEnvironment &) = delete;

    /// @p options at that server, which out-of-dialog requests go to unless the options name a proxy or a
    /// next hop. It follows the network: it connects anew when it was cut off, and when the machine got
    /// another address. Call start().
    std::unique_ptr<UserAgent> makeUserAgent(
        UserAgentOptions options, const TransportOptions &transport, const AudioSessionOptions &audio = {});
    /// The parts of makeUserAgent(), for a program that replaces some of them.
    UserAgentEnvironment environmentFor(
        const TransportOptions &transport, const AudioSessionOptions &audio = {});
    /// The same for a user agent that was made by hand; until its end.
    void followNetwork(UserAgent &agent);

    /// Which microphone and which loudspeaker: `default`, `null` (silence), `tone:HZ` (input only),
    /// `file:PATH` or `id:DEVICE`. What a program without a sound card, or a test, gives.
    Result<void, DeviceError> setAudio(const QString &input, const QString &output);

    Clock &clock() { return m_clock; }
    Random &random() { return m_random; }
    Network &network() { return m_network; }
    HopResolver &resolver() { return m_resolver; }
    NetworkMonitor &networkMonitor() { return *m_monitor; }
    /// Made when it is first asked for: a program that only signals has no media thread.
    AudioEngine &audio();

private:
    SystemClock m_clock;
    SystemRandom m_random;
    SystemNetwork m_network;
    HopResolver m_resolver;
    std::unique_ptr<NetworkMonitor> m_monitor;
    std::unique_ptr<AudioEngine> m_audio;
};

} // namespace carillon
