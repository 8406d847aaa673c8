#include "RequestLedger.h"

#include "Transactions.h"

namespace carillon {

namespace {

QByteArray keyOf(const SipRequest &request)
{
    const auto cseq = request.cseq();
    return request.callId() + '\n' + request.fromTag() + '\n' + (cseq ? cseq->toBytes() : QByteArray());
}

QByteArray callKeyOf(const SipRequest &request)
{
    return request.callId() + '\n' + request.fromTag();
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
    m_sent.removeIf([&](const auto entry) { return entry.value() < now; });
    m_sent.insert(callKeyOf(invite), now + Limits::OwnCalls);
}

bool RequestLedger::isOurs(const SipRequest &request, Clock &clock)
{
    if (request.method() != Method::Invite)
        return false;
    const auto entry = m_sent.constFind(callKeyOf(request));
    return entry != m_sent.constEnd() && *entry >= clock.now();
}

} // namespace carillon
