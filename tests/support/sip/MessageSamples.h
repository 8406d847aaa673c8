#pragma once

#include "SipMessage.h"

namespace carillon::samples {

/// What a sample request differs in; the rest is the same for all: alice@atlanta.example.com talks to
/// bob@biloxi.example.com.
struct Talk {
    QByteArray branch
        = QByteArrayLiteral("z9hG4bK776asdhds"); ///< empty: no Via yet, as a transaction user hands it over
    QByteArray viaHost = QByteArrayLiteral("192.0.2.1:5060");
    QByteArray transport = QByteArrayLiteral("UDP");
    QByteArray callId = QByteArrayLiteral("a84b4c76e66710@192.0.2.1");
    QByteArray fromTag = QByteArrayLiteral("1928301774");
    QByteArray toTag;
    quint32 cseq = 314159;
};

inline constexpr QByteArrayView AliceUri = "sip:alice@atlanta.example.com";
inline constexpr QByteArrayView BobUri = "sip:bob@biloxi.example.com";

/// Any request with the six headers of §8.1.1 and a Contact; @p cseqMethod where it is not the method itself
/// (ACK, CANCEL keep only the number).
inline SipRequest request(Method method, const Talk &talk = {}, QByteArrayView requestUri = BobUri)
{
    SipRequest message(method, requestUri);
    if (!talk.branch.isEmpty())
        message.append(
            HeaderId::Via, "SIP/2.0/" + talk.transport + ' ' + talk.viaHost + ";branch=" + talk.branch);
    message.append(HeaderId::MaxForwards, "70");
    message.append(HeaderId::From, "\"Alice\" <" + AliceUri.toByteArray() + ">;tag=" + talk.fromTag);
    const QByteArray toTag = talk.toTag.isEmpty() ? QByteArray() : ";tag=" + talk.toTag;
    message.append(HeaderId::To, "\"Bob\" <" + BobUri.toByteArray() + '>' + toTag);
    message.append(HeaderId::CallId, talk.callId);
    message.append(HeaderId::CSeq, CSeq{talk.cseq, methodName(method).toByteArray()}.toBytes());
    if (method != Method::Ack && method != Method::Cancel && method != Method::Bye)
        message.append(HeaderId::Contact, "<sip:alice@192.0.2.1:5060>");
    return message;
}

/// An audio offer or answer, small and valid.
inline QByteArray sdp(quint16 port = 49172)
{
    return "v=0\r\no=alice 2890844526 2890844526 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 "
           "0\r\nm=audio "
        + QByteArray::number(port) + " RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
        + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=sendrecv\r\n";
}

inline SipRequest invite(const Talk &talk = {}, QByteArrayView requestUri = BobUri)
{
    SipRequest message = request(Method::Invite, talk, requestUri);
    message.append(
        HeaderId::Allow, "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, PRACK, INFO, REFER, NOTIFY, MESSAGE");
    message.append(HeaderId::Supported, "100rel, replaces, timer");
    message.setBody(sdp(), "application/sdp");
    return message;
}

/// §17.1.1.3: the ACK of a final response other than 2xx; Request-URI, branch and CSeq number are the
/// INVITE's.
inline SipRequest ack(Talk talk, QByteArrayView toTag)
{
    talk.toTag = toTag.toByteArray();
    return request(Method::Ack, talk);
}

inline SipRequest cancel(const Talk &talk = {})
{
    return request(Method::Cancel, talk);
}

inline SipRequest bye(const Talk &talk = {})
{
    return request(Method::Bye, talk, "sip:bob@192.0.2.4");
}

inline SipRequest registration(const Talk &talk = {})
{
    SipRequest message = request(Method::Register, talk, "sip:atlanta.example.com");
    message.set(HeaderId::To, '<' + AliceUri.toByteArray() + '>');
    message.append(HeaderId::Expires, "600");
    return message;
}

/// An answer to @p to; with a Contact of Bob's when it makes a dialog.
inline SipResponse response(const SipRequest &to, int statusCode, QByteArrayView toTag = "a6c85cf")
{
    SipResponse message = SipResponse::to(to, statusCode, toTag);
    if (to.method() == Method::Invite && statusCode > 100 && statusCode < 300)
        message.append(HeaderId::Contact, "<sip:bob@192.0.2.4>");
    return message;
}

} // namespace carillon::samples
