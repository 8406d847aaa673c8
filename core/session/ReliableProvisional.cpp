#include "ReliableProvisional.h"

namespace carillon {

ReliableProvisional::ReliableProvisional(UserAgentCore &core)
    : m_core(core)
    , m_repeat(core.clock())
    , m_patience(core.clock())
{
}

void ReliableProvisional::start(std::shared_ptr<ServerTransaction> transaction, SipResponse response,
    Acknowledged acknowledged, std::function<void()> givenUp)
{
    m_transaction = std::move(transaction);
    m_acknowledged = std::move(acknowledged);
    m_givenUp = std::move(givenUp);
    m_rseq = m_rseq == 0 ? 1 + m_core.random().below(1U << 30) : m_rseq + 1; // far below 2^31-1
    m_response = std::move(response);
    m_response.append(HeaderId::Require, "100rel");
    m_response.append(HeaderId::RSeq, QByteArray::number(m_rseq));
    const auto cseq = m_transaction->request().cseq();
    m_rack = QByteArray::number(m_rseq) + ' ' + (cseq ? cseq->toBytes() : QByteArray());
    m_interval = m_core.timers().t1;
    m_transaction->respond(m_response);
    m_repeat.start(m_interval, [this] { sendAgain(); });
    m_patience.start(64 * m_core.timers().t1, [this] {
        const auto givenUpCallback = m_givenUp;
        stop();
        givenUpCallback();
    });
}

void ReliableProvisional::sendAgain()
{
    m_transaction->respond(m_response);
    m_interval *= 2;
    m_repeat.start(m_interval, [this] { sendAgain(); });
}

bool ReliableProvisional::take(const SipRequest &prack)
{
    if (m_rack.isEmpty() || prack.value(HeaderId::RAck).toByteArray().simplified() != m_rack)
        return false;
    m_rack.clear();
    if (!isWaiting())
        return true;
    const auto acknowledged = m_acknowledged;
    stop();
    acknowledged(prack);
    return true;
}

void ReliableProvisional::stop()
{
    m_repeat.stop();
    m_patience.stop();
    m_transaction.reset();
    m_acknowledged = nullptr;
    m_givenUp = nullptr;
}

} // namespace carillon
