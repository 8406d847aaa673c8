#include "NetworkFollower.h"

#include "AccountServer.h"
#include "Endpoint.h"
#include "NetworkMonitor.h"
#include "UserAgent.h"
#include "UserAgentCore.h"

namespace carillon {

NetworkFollower::NetworkFollower(UserAgent &agent, const NetworkMonitor &monitor, LocalAddress localAddress)
    : QObject(&agent)
    , m_agent(agent)
    , m_lookUp(std::move(localAddress))
{
    connect(&monitor, &NetworkMonitor::changed, this, &NetworkFollower::networkChanged);
    connect(&agent, &UserAgent::connected, this, &NetworkFollower::connected);
    connect(&agent.registerer(), &Registerer::stateChanged, this, &NetworkFollower::registrationChanged);
}

void NetworkFollower::connected()
{
    const QHostAddress before = m_localAddress;
    noteAddress();
    // The user agent compares what its server sees; without one nobody else would tell the calls.
    if (!m_wasServerKnown && !before.isNull() && before != m_localAddress)
        m_agent.refreshCalls();
}

void NetworkFollower::registrationChanged()
{
    if (m_agent.registerer().isRegistered() && !m_wasServerKnown) // over UDP it is known only now
        noteAddress();
}

void NetworkFollower::networkChanged()
{
    if (m_agent.state() != UserAgent::State::Started)
        return;
    if (localAddress() != m_localAddress || !m_agent.isConnected())
        m_agent.reconnect();
}

std::optional<Hop> NetworkFollower::server() const
{
    const auto connected = m_agent.transport().serverHop();
    return connected ? connected : m_agent.core().server().firstHop();
}

Hop NetworkFollower::towards() const
{
    if (const auto known = server())
        return *known;
    static const QHostAddress farAway(
        QStringLiteral("192.0.2.1")); // RFC 5737; only the routing table is asked
    const QHostAddress own(QString::fromLatin1(m_agent.options().addressOfRecord.uri.host));
    return {m_agent.transport().protocol(), own.isNull() ? farAway : own, 0, {}};
}

/// By the routing table of this moment: a connection keeps the address which it began with.
QHostAddress NetworkFollower::localAddress() const
{
    const Hop hop = towards();
    return m_lookUp({hop.address, hop.port});
}

void NetworkFollower::noteAddress()
{
    m_wasServerKnown = server().has_value();
    m_localAddress = localAddress();
}

} // namespace carillon
