#include "RepeatedResponse.h"

namespace carillon {

RepeatedResponse::RepeatedResponse(UserAgentCore &core, Ceiling ceiling)
    : m_core(core)
    , m_ceiling(ceiling)
    , m_repeat(core.clock())
    , m_patience(core.clock())
{
}

void RepeatedResponse::start(
    std::shared_ptr<ServerTransaction> transaction, SipResponse response, std::function<void()> givenUp)
{
    m_transaction = std::move(transaction);
    m_response = std::move(response);
    m_givenUp = std::move(givenUp);
    m_interval = m_core.timers().t1;
    m_transaction->respond(m_response);
    m_repeat.start(m_interval, [this] { sendAgain(); });
    m_patience.start(64 * m_core.timers().t1, [this] {
        const auto givenUpCallback = m_givenUp;
        stop();
        givenUpCallback();
    });
}

/// Over reliable transports too: a proxy on the way may have lost it.
void RepeatedResponse::sendAgain()
{
    m_transaction->respond(m_response);
    m_interval *= 2;
    if (m_ceiling == Ceiling::T2)
        m_interval = std::min(m_interval, m_core.timers().t2);
    m_repeat.start(m_interval, [this] { sendAgain(); });
}

void RepeatedResponse::stop()
{
    m_repeat.stop();
    m_patience.stop();
    m_transaction.reset();
    m_givenUp = nullptr;
}

} // namespace carillon
