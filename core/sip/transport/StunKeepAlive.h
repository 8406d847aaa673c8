#pragma once

#include "Clock.h"
#include "Random.h"
#include "StunBinding.h"

namespace carillon {

/// The pings of a UDP flow whose server knows RFC 5626 (§4.4.2): asks it how it sees us, and says when that
/// changed, as then nobody finds us where we are registered.
class StunKeepAlive
{
public:
    struct Limits {
        static constexpr int Sendings = 5;            ///< of one request: a lost datagram is no lost flow
        static constexpr Milliseconds FirstWait{500}; ///< doubled each time (RFC 8489 §6.2.1)
    };
    struct Actions {
        std::function<void(const QByteArray &)> send;
        std::function<void()> answered;
        std::function<void()> moved; ///< another mapped address than before
    };

    StunKeepAlive(Clock &clock, Random &random, Actions actions);
    /// A new request, which is sent again until it is answered.
    void ping();
    /// Forgets the flow.
    void stop();
    /// A datagram from the server.
    void take(const QByteArray &datagram);
    std::optional<Endpoint> mapped() const { return m_mapped; } ///< as the server saw us last

private:
    void send();

    Random &m_random;
    Actions m_actions;
    QByteArray m_transaction; ///< empty: none is open
    int m_sendings = 0;
    std::optional<Endpoint> m_mapped;
    Timer m_again;
};

} // namespace carillon
