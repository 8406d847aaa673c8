#pragma once

#include "WirePeer.h"

/// What the flows of RFC 3665 have in common: the two who talk, and the rules of RFC 3261 for what they send.
namespace carillon::flows {

inline QByteArray branchOf(const SipMessage &message)
{
    const auto via = message.topVia();
    return via ? via->branch() : QByteArray();
}

inline QByteArray challengeOf(const QByteArray &realm)
{
    return "Digest realm=\"" + realm + "\", qop=\"auth\", nonce=\"f84f1cec41e6cbe5\", algorithm=MD5";
}

/// Where the phone sent its last message.
inline QByteArray lastWay(const WirePeer &peer)
{
    return peer.phone.transport->sent().last().to.address.toString().toLatin1();
}

/// §17.1.1.3: the ACK of a final response that is no success belongs to the transaction of the INVITE.
inline bool isAckOfFailure(const SipMessage &ack, const SipMessage &invite, const QByteArray &tag)
{
    return branchOf(ack) == branchOf(invite) && ack.toTag() == tag && ack.fromTag() == invite.fromTag()
        && ack.requestUriText() == invite.requestUriText() && ack.callId() == invite.callId()
        && ack.cseq().value() == CSeq{invite.cseq().value().number, "ACK"} && ack.count(HeaderId::Via) == 1;
}

/// §13.2.2.4: the ACK of a success is a request of the dialog, in a transaction of its own.
inline bool isAckOfSuccess(const SipMessage &ack, const SipMessage &invite, const QByteArray &tag)
{
    return branchOf(ack) != branchOf(invite) && branchOf(ack).startsWith("z9hG4bK") && ack.toTag() == tag
        && ack.fromTag() == invite.fromTag()
        && ack.cseq().value() == CSeq{invite.cseq().value().number, "ACK"};
}

/// §22.2: the same request again, with credentials.
inline bool isSameWithCredentials(const SipMessage &again, const SipMessage &first)
{
    return branchOf(again) != branchOf(first) && again.callId() == first.callId()
        && again.fromTag() == first.fromTag() && again.toTag().isEmpty()
        && again.cseq().value().number == first.cseq().value().number + 1;
}

/// Alice; the peer is Bob, or the proxy that she uses.
struct Alice {
    explicit Alice(bool hasProxy = false)
        : peer(clock,
            hasProxy ? TestPhone::Options{.server = QByteArray("sip:192.0.2.2"), .password = "secret"}
                     : TestPhone::Options{})
    {
    }
    SipMessage calls(InviterOptions options = {})
    {
        call = peer.phone.call(hasDomain(), std::move(options));
        return peer.expect("INVITE sip:bob@");
    }
    QByteArray hasDomain() const
    {
        return peer.phone.options.server ? QByteArray("sip:bob@example.com") : QByteArray(WirePeer::Uri);
    }
    FakeClock clock;
    WirePeer peer;
    QPointer<Inviter> call;
};

/// Bob; the peer is Alice, or the proxy before him.
struct Bob {
    explicit Bob(const QList<std::pair<QByteArray, QByteArray>> &headers = {})
        : invite(peer.invite({WirePeer::Offer, headers}))
        , ringing(peer.expect("SIP/2.0 180"))
        , call(peer.phone.invitation())
    {
    }
    FakeClock clock;
    WirePeer peer{clock};
    SipMessage invite;
    SipMessage ringing;
    QPointer<Invitation> call;

    /// CANCEL of the INVITE, or the ACK of our refusal @p answered (§9.1, §17.1.1.3).
    void ofTheInvite(const QByteArray &method, const SipMessage &answered)
    {
        SipRequest request(method, invite.requestUriText());
        for (const HeaderId id : {HeaderId::Via, HeaderId::From, HeaderId::CallId})
            request.append(id, invite.value(id));
        request.append(HeaderId::To, answered.value(HeaderId::To));
        request.append(HeaderId::CSeq, CSeq{invite.cseq().value().number, method}.toBytes());
        request.append(HeaderId::MaxForwards, "70");
        peer.phone.transport->inject(request);
    }
};

} // namespace carillon::flows
