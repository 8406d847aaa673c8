#include "AcceptedInvite.h"

namespace carillon {

AcceptedInvite::AcceptedInvite(UserAgentCore &core)
    : m_success(core, RepeatedResponse::Ceiling::T2)
{
}

void AcceptedInvite::start(std::shared_ptr<ServerTransaction> transaction, SipResponse success,
    Acknowledged acknowledged, std::function<void()> givenUp)
{
    m_acknowledged = std::move(acknowledged);
    const auto cseq = transaction->request().cseq();
    m_cseq = cseq ? cseq->number : 0;
    m_success.start(std::move(transaction), std::move(success), [this, givenUp = std::move(givenUp)] {
        m_acknowledged = nullptr;
        givenUp();
    });
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
    m_success.stop();
    m_acknowledged = nullptr;
}

} // namespace carillon
