#include "TransactionRequests.h"

namespace carillon {

namespace {

constexpr QByteArrayView MaxForwards = "70";

/// What CANCEL and ACK take from the INVITE: its Request-URI, top Via, every Route, Call-ID, From, CSeq
/// number.
SipRequest derive(const SipRequest &invite, Method method, QByteArrayView to)
{
    SipRequest request(method, invite.requestUriText());
    if (const auto via = invite.topVia())
        request.append(HeaderId::Via, via->toBytes());
    for (int i = 0; i < invite.count(HeaderId::Route); ++i)
        request.append(HeaderId::Route, invite.value(HeaderId::Route, i));
    request.append(HeaderId::MaxForwards, MaxForwards);
    request.append(HeaderId::From, invite.value(HeaderId::From));
    request.append(HeaderId::To, to);
    request.append(HeaderId::CallId, invite.value(HeaderId::CallId));
    const auto cseq = invite.cseq();
    request.append(HeaderId::CSeq, CSeq{cseq ? cseq->number : 0, methodName(method).toByteArray()}.toBytes());
    return request;
}

} // namespace

QByteArray makeBranch(Random &random)
{
    return MagicCookie.toByteArray() + random.token(26);
}

void addVia(SipRequest &request, QByteArrayView branch, TransportProtocol protocol)
{
    // The host is the transport's to fill in; .invalid so that nobody ever answers to it by mistake.
    QByteArray via;
    via.reserve(64);
    via += "SIP/2.0/";
    via += viaName(protocol);
    via += " unsent.invalid;branch=";
    via += branch;
    request.prepend(HeaderId::Via, via);
}

SipRequest makeCancel(const SipRequest &invite, QByteArrayView reason)
{
    SipRequest cancel = derive(invite, Method::Cancel, invite.value(HeaderId::To));
    if (!reason.isEmpty())
        cancel.append(HeaderId::Reason, reason);
    return cancel;
}

SipRequest makeRejectionAck(const SipRequest &invite, const SipResponse &rejection)
{
    return derive(invite, Method::Ack, rejection.value(HeaderId::To));
}

} // namespace carillon
