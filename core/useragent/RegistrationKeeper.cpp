#include "RegistrationKeeper.h"

namespace carillon {

RegistrationKeeper::RegistrationKeeper(Registerer &registerer, Clock &clock, Random &random, QObject *parent)
    : QObject(parent)
    , m_registerer(registerer)
    , m_random(random)
    , m_retry(clock)
{
    connect(&registerer, &Registerer::rejected, this, &RegistrationKeeper::rejected);
    connect(&registerer, &Registerer::stateChanged, this, &RegistrationKeeper::settle);
}

void RegistrationKeeper::connected()
{
    m_isConnected = true;
    m_failures = 0;
    attempt();
}

void RegistrationKeeper::disconnected()
{
    m_isConnected = false;
    m_retry.stop();
    m_registerer.forgetBinding();
}

void RegistrationKeeper::serverGone()
{
    if (m_registerer.state() == Registerer::State::Registered)
        attempt();
}

void RegistrationKeeper::credentialsChanged()
{
    if (m_registerer.failure() == Registerer::Failure::Unauthorized)
        attempt();
}

void RegistrationKeeper::attempt()
{
    m_retry.stop();
    if (m_isConnected && m_registerer.isWanted())
        (void)m_registerer.addBinding();
}

void RegistrationKeeper::settle(Registerer::State state)
{
    if (state == Registerer::State::Registered)
        m_failures = 0;
    if (state != Registerer::State::Unregistered)
        m_retry.stop();
}

void RegistrationKeeper::rejected()
{
    if (!m_isConnected || !m_registerer.isWanted() || m_registerer.state() != Registerer::State::Unregistered
        || m_registerer.failure() == Registerer::Failure::Unauthorized)
        return;
    const Milliseconds wait = m_backoff.delay(++m_failures, m_random);
    const std::chrono::seconds asked
        = std::min<std::chrono::seconds>(m_registerer.retryAfter(), LongestRetryAfter);
    m_retry.start(std::max<Milliseconds>(wait, asked), [this] { attempt(); });
}

} // namespace carillon
