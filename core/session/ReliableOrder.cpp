#include "ReliableOrder.h"

namespace carillon {

ReliableOrder::Verdict ReliableOrder::judge(const SipResponse &response) const
{
    if (!response.hasToken(HeaderId::Require, "100rel") || !response.contains(HeaderId::RSeq))
        return Verdict::Unreliable;
    const auto number = response.number(HeaderId::RSeq);
    // §7.1: from 1 on, and it does not wrap around.
    if (!number || *number == 0 || (m_last != 0 && *number != m_last + 1))
        return Verdict::Discard;
    return Verdict::Next;
}

void ReliableOrder::note(const SipResponse &response)
{
    m_last = response.number(HeaderId::RSeq).value_or(m_last);
}

void sendPrack(DialogChannel &channel, const SipResponse &response, const RequestOptions &body,
    OutgoingRequest::Answered answered)
{
    SipRequest prack = channel.makeRequest(Method::Prack, body);
    prack.append(HeaderId::RAck,
        response.value(HeaderId::RSeq).toByteArray() + ' ' + response.value(HeaderId::CSeq).toByteArray());
    channel.send(std::move(prack), std::move(answered));
}

} // namespace carillon
