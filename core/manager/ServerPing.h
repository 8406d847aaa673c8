#pragma once

#include "Clock.h"
#include "Transport.h"

#include <functional>
#include <memory>

namespace carillon {

class OutgoingRequest;
class UserAgentCore;

/// Asks whether somebody is there: OPTIONS (RFC 3261 §11) at an interval, one at a time. Any answer means
/// yes, a refusal too. What counts as no is the answer that never came and the request that could not be
/// sent.
class ServerPing
{
public:
    using Lost = std::function<void(const TransportError &)>;
    struct Settings {
        std::chrono::seconds interval{0}; ///< from an answer to the next question; zero: never
        SipUri target;
    };

    ServerPing(UserAgentCore &core, Settings settings, Lost lost);
    ~ServerPing();
    void start();
    void stop();
    bool isRunning() const { return m_timer.isRunning() || m_request; }

private:
    void ask();

    UserAgentCore &m_core;
    const Settings m_settings;
    const Lost m_lost;
    std::shared_ptr<OutgoingRequest> m_request;
    Timer m_timer;
};

} // namespace carillon
