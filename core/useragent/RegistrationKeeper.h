#pragma once

#include "ReconnectMachine.h"
#include "Registerer.h"

namespace carillon {

/// Brings a wanted registration back: at once when there is a connection again, after a growing wait when the
/// registrar failed, not before its Retry-After. Wrong credentials are not tried again; they lock accounts.
class RegistrationKeeper final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::hours LongestRetryAfter{1};

    RegistrationKeeper(Registerer &registerer, Clock &clock, Random &random, QObject *parent = nullptr);

    void connected();
    void disconnected();
    /// Nobody answers where we are registered: the next server is to have the binding.
    void serverGone();
    /// The user gave other credentials.
    void credentialsChanged();

private:
    void rejected();
    void settle(Registerer::State state);
    void attempt();

    Registerer &m_registerer;
    Random &m_random;
    Backoff m_backoff{Milliseconds(2000), 1, Milliseconds(60'000)};
    bool m_isConnected = false;
    int m_failures = 0;
    Timer m_retry;
};

} // namespace carillon
