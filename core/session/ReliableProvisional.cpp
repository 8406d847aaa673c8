#include "ReliableProvisional.h"

namespace carillon {

std::optional<RAck> RAck::of(const SipRequest &prack)
{
    const QByteArray text = prack.value(HeaderId::RAck).toByteArray().simplified();
    const qsizetype space = text.indexOf(' ');
    bool isNumber = false;
    const quint32 number = text.first(std::max<qsizetype>(space, 0)).toUInt(&isNumber);
    if (!isNumber || number == 0)
        return std::nullopt;
    const auto cseq = CSeq::parse(QByteArrayView(text).sliced(space + 1));
    return cseq ? std::optional(RAck{number, *cseq}) : std::nullopt;
}

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
    m_rack = RAck{m_rseq, cseq.value_or(CSeq())};
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

bool ReliableProvisional::matches(const SipRequest &prack) const
{
    return m_rack && RAck::of(prack) == m_rack;
}

bool ReliableProvisional::take(const SipRequest &prack)
{
    if (!matches(prack))
        return false;
    m_rack.reset();
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
