#pragma once

#include "Transport.h"

namespace carillon {

class NetworkMonitor;
class UserAgent;
struct Endpoint;

/// Keeps a user agent in step with the machine's network: it connects anew when our address towards its
/// server is another one, or when it was cut off. Over UDP nothing breaks when our address changes, and a
/// connection may be silent for minutes: who is not told goes on sending to the old one. Core thread.
class NetworkFollower final : public QObject
{
    Q_OBJECT
public:
    /// Our address on the way to that end, by the routing table of this moment; null when there is no way.
    using LocalAddress = std::function<QHostAddress(const Endpoint &)>;

    /// Goes with @p agent, as its child; @p monitor outlives both.
    NetworkFollower(UserAgent &agent, const NetworkMonitor &monitor, LocalAddress localAddress);
    /// What the way to us depends on: the server; where none is known, the address by which we are called or
    /// somebody far away.
    Hop towards() const;

private:
    void connected();
    void registrationChanged();
    void networkChanged();
    std::optional<Hop> server() const;
    QHostAddress localAddress() const;
    void noteAddress();

    UserAgent &m_agent;
    const LocalAddress m_lookUp;
    QHostAddress m_localAddress;   ///< towards the server, as it was told
    bool m_wasServerKnown = false; ///< when m_localAddress was looked up
};

} // namespace carillon
