#pragma once

#include "Clock.h"
#include "Random.h"
#include "Registerer.h"
#include "RegistrationPolicy.h"

#include <QPointer>

namespace carillon {

/// A binding that is wanted until it is not: asked for when there is a connection, again on the next one, and
/// again after a refusal if the policy says so. Every attempt but the refreshes of a binding that stands asks
/// the guard first. One attempt at a time. Core thread.
class ManagedRegistration final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::hours LongestRetryAfter{1};

    ManagedRegistration(Registerer &registerer, RegistrationPolicy policy, Clock &clock, Random &random);
    /// Without a connection it is done when there is one.
    Result<void, Registerer::Refusal> add();
    Result<void, Registerer::Refusal> remove();
    /// Nothing is wanted any more, nothing is sent.
    void forget();
    void connected();
    void disconnected();

private:
    Result<void, Registerer::Refusal> attempt();
    Result<void, Registerer::Refusal> send();
    void rejected();

    Registerer &m_registerer;
    const RegistrationPolicy m_policy;
    Random &m_random;
    bool m_isWanted = false;
    bool m_isConnected = false;
    quint64 m_attempt = 0; ///< what a guard says of an older one is not heard
    Timer m_retry;
};

} // namespace carillon
