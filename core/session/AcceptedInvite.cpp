#include "AcceptedInvite.h"

namespace carillon {

AcceptedInvite::AcceptedInvite(UserAgentCore &core)
    : m_core(core)
    , m_repeat(core.clock())
    , m_patience(core.clock())
{
}

void AcceptedInvite::start(std::shared_ptr<ServerTransaction> transaction, SipResponse success,
    Acknowledged acknowledged, std::function<void()> givenUp)
{
    m_transaction = std::move(transaction);
    m_success = std::move(success);
    m_acknowledged = std::move(acknowledged);
    m_givenUp = std::move(givenUp);
    const auto cseq = m_transaction->request().cseq();
    m_cseq = cseq ? cseq->number : 0;
    m_interval = m_core.timers().t1;
    m_transaction->respond(m_success);
    m_repeat.start(m_interval, [this] { sendAgain(); });
    m_patience.start(64 * m_core.timers().t1, [this] {
        const auto givenUpCallback = m_givenUp;
        stop();
        givenUpCallback();
    });
}

/// Over reliable transports too: a proxy on the way may have lost it.
void AcceptedInvite::sendAgain()
{
    m_transaction->respond(m_success);
    m_interval = std::min(m_interval * 2, m_core.timers().t2);
    m_repeat.start(m_interval, [this] { sendAgain(); });
}

bool AcceptedInvite::takeAck(const SipRequest &ack)
{
    const auto cseq = ack.cseq();
    if (!cseq || m_cseq == 0 || cseq->number != m_cseq)
        return false;
    if (isWaiting()) {
        const auto acknowledged = m_acknowledged;
        stop();
        acknowledged(ack);
    }
    return true;
}

void AcceptedInvite::stop()
{
    m_repeat.stop();
    m_patience.stop();
    m_transaction.reset();
    m_acknowledged = nullptr;
    m_givenUp = nullptr;
}

} // namespace carillon
