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
    , m_response(core, RepeatedResponse::Ceiling::None)
{
}

void ReliableProvisional::start(std::shared_ptr<ServerTransaction> transaction, SipResponse response,
    Acknowledged acknowledged, std::function<void()> givenUp)
{
    m_acknowledged = std::move(acknowledged);
    m_rseq = m_rseq == 0 ? 1 + m_core.random().below(1U << 30) : m_rseq + 1; // far below 2^31-1
    response.append(HeaderId::Require, "100rel");
    response.append(HeaderId::RSeq, QByteArray::number(m_rseq));
    m_rack = RAck{m_rseq, transaction->request().cseq().value_or(CSeq())};
    m_response.start(std::move(transaction), std::move(response), [this, givenUp = std::move(givenUp)] {
        m_acknowledged = nullptr;
        givenUp();
    });
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
    m_response.stop();
    m_acknowledged = nullptr;
}

} // namespace carillon
