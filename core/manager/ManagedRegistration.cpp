#include "ManagedRegistration.h"

namespace carillon {

ManagedRegistration::ManagedRegistration(
    Registerer &registerer, RegistrationPolicy policy, Clock &clock, Random &random)
    : m_registerer(registerer)
    , m_policy(std::move(policy))
    , m_random(random)
    , m_retry(clock)
{
    connect(&registerer, &Registerer::rejected, this, &ManagedRegistration::rejected);
}

Result<void, Registerer::Refusal> ManagedRegistration::add()
{
    m_isWanted = true;
    return attempt();
}

Result<void, Registerer::Refusal> ManagedRegistration::remove()
{
    forget();
    return m_isConnected ? m_registerer.removeBinding() : Result<void, Registerer::Refusal>();
}

void ManagedRegistration::forget()
{
    m_isWanted = false;
    ++m_attempt;
    m_retry.stop();
}

void ManagedRegistration::connected()
{
    m_isConnected = true;
    if (m_isWanted)
        (void)attempt();
}

void ManagedRegistration::disconnected()
{
    m_isConnected = false;
    ++m_attempt;
    m_retry.stop();
}

Result<void, Registerer::Refusal> ManagedRegistration::attempt()
{
    m_retry.stop();
    const quint64 attempt = ++m_attempt;
    if (!m_policy.guard || !m_isConnected)
        return send();
    m_policy.guard([alive = QPointer(this), attempt](RegisterVerdict verdict) {
        if (!alive || attempt != alive->m_attempt)
            return;
        ++alive->m_attempt; // one verdict each
        if (verdict == RegisterVerdict::Proceed)
            (void)alive->send();
    });
    return {};
}

Result<void, Registerer::Refusal> ManagedRegistration::send()
{
    if (!m_isWanted || !m_isConnected)
        return {};
    return m_registerer.addBinding();
}

void ManagedRegistration::rejected()
{
    if (!m_policy.retries || !m_isWanted || !m_isConnected
        || m_registerer.state() != Registerer::State::Unregistered
        || m_registerer.failure() == Registerer::Failure::Unauthorized)
        return;
    const Milliseconds interval = std::max<Milliseconds>(m_policy.interval, Milliseconds(1));
    const Milliseconds wait = interval + Milliseconds(m_random.below(quint32(interval.count())));
    const std::chrono::seconds asked
        = std::min<std::chrono::seconds>(m_registerer.retryAfter(), LongestRetryAfter);
    m_retry.start(std::max<Milliseconds>(wait, asked), [this] { (void)attempt(); });
}

} // namespace carillon
