#include "RequestLedger.h"

#include "Transactions.h"

namespace carillon {

namespace {

QByteArray keyOf(const SipRequest &request)
{
    const auto cseq = request.cseq();
    return request.callId() + '\n' + request.fromTag() + '\n' + (cseq ? cseq->toBytes() : QByteArray());
}

QByteArray callKeyOf(const SipMessage &message)
{
    return message.callId() + '\n' + message.fromTag();
}

} // namespace

bool RequestLedger::received(const std::shared_ptr<ServerTransaction> &transaction)
{
    if (++m_added >= Limits::Entries) {
        m_added = 0;
        m_received.removeIf([](const auto entry) { return entry.value().expired(); });
    }
    auto &known = m_received[keyOf(transaction->request())];
    if (const auto other = known.lock(); other && other != transaction)
        return false;
    known = transaction;
    return true;
}

void RequestLedger::sent(const SipRequest &invite, Clock &clock)
{
    const TimePoint now = clock.now();
    m_sent.removeIf([&](const auto entry) { return entry.value() + Limits::LateAnswers < now; });
    if (m_sent.size() >= Limits::Sent)
        m_sent.erase(std::min_element(m_sent.cbegin(), m_sent.cend()));
    m_sent.insert(callKeyOf(invite), now);
}

bool RequestLedger::isOurs(const SipRequest &request, Clock &clock) const
{
    if (request.method() != Method::Invite)
        return false;
    const auto entry = m_sent.constFind(callKeyOf(request));
    return entry != m_sent.constEnd() && *entry + Limits::OwnCalls >= clock.now();
}

bool RequestLedger::isToOurs(const SipResponse &response, Clock &clock) const
{
    const auto entry = m_sent.constFind(callKeyOf(response));
    return entry != m_sent.constEnd() && *entry + Limits::LateAnswers >= clock.now();
}

} // namespace carillon
