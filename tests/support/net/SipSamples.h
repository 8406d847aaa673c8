#pragma once

#include "SipMessage.h"

namespace carillon::samples {

/// An OPTIONS request with this top Via; @p more: further header lines, each with its CRLF.
inline QByteArray options(
    const QByteArray &via, const QByteArray &callId = "one", const QByteArray &more = {})
{
    return "OPTIONS sip:bob@127.0.0.1 SIP/2.0\r\nVia: " + via
        + "\r\nMax-Forwards: 70\r\nFrom: <sip:alice@127.0.0.1>;tag=1\r\nTo: <sip:bob@127.0.0.1>\r\nCall-ID: "
        + callId + "\r\nCSeq: 1 OPTIONS\r\n" + more + "Content-Length: 0\r\n\r\n";
}

/// A request which a transport is given: its Via has only a branch.
inline SipRequest request(const QByteArray &branch = "z9hG4bKone", const QByteArray &method = "OPTIONS")
{
    SipRequest result(method, "sip:bob@127.0.0.1");
    result.append(HeaderId::Via, "SIP/2.0/UDP unset.invalid;branch=" + branch);
    result.append(HeaderId::MaxForwards, "70");
    result.append(HeaderId::From, "<sip:alice@127.0.0.1>;tag=1");
    result.append(HeaderId::To, "<sip:bob@127.0.0.1>");
    result.append(HeaderId::CallId, "one");
    result.append(HeaderId::CSeq, "1 " + method);
    return result;
}

/// 200 to what came over the wire, as bytes.
inline QByteArray answerTo(const QByteArray &requestBytes, int status = 200)
{
    return SipResponse::to(SipRequest(*SipMessage::parse(requestBytes)), status, "peer").toBytes();
}

} // namespace carillon::samples
