#pragma once

#include <QByteArray>
#include <QList>

namespace carillon::bench {

/// What a phone sees in a day: ten messages, about 1 kB in the mean, with a browser's INVITE among them.
inline QList<QByteArray> tenMessages()
{
    const auto message = [](QByteArrayList lines, const QByteArray &type = {}, const QByteArray &body = {}) {
        if (!type.isEmpty())
            lines.append("Content-Type: " + type);
        lines.append("Content-Length: " + QByteArray::number(body.size()));
        return lines.join("\r\n") + "\r\n\r\n" + body;
    };
    const QByteArray audio = QByteArrayList{"v=0", "o=- 3870946001 3870946001 IN IP4 192.0.2.17", "s=-",
        "c=IN IP4 192.0.2.17", "t=0 0", "m=audio 40028 RTP/AVP 96 9 0 8 101", "a=rtpmap:96 opus/48000/2",
        "a=fmtp:96 useinbandfec=1", "a=rtpmap:9 G722/8000", "a=rtpmap:0 PCMU/8000", "a=rtpmap:8 PCMA/8000",
        "a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-16", "a=rtcp:40029", "a=sendrecv", ""}
                                 .join("\r\n");
    QByteArrayList browser{"v=0", "o=- 4611731400430051336 2 IN IP4 127.0.0.1", "s=-", "t=0 0",
        "a=group:BUNDLE 0 1", "a=extmap-allow-mixed", "a=msid-semantic: WMS 5f1c9e8a"};
    for (int section = 0; section < 2; ++section) {
        browser += {section == 0 ? "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126"
                                 : "m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99 102 103",
            "c=IN IP4 0.0.0.0", "a=rtcp:9 IN IP4 0.0.0.0",
            "a=candidate:1467250027 1 udp 2122260223 192.0.2.44 46243 typ host generation 0 network-id 1",
            "a=candidate:435653019 1 tcp 1518280447 192.0.2.44 9 typ host tcptype active generation 0 "
            "network-id 1",
            "a=ice-ufrag:F7gI", "a=ice-pwd:x9cml/YzichV2+XlhiMu8g3a", "a=ice-options:trickle",
            "a=fingerprint:sha-256 "
            "D2:FA:0E:C3:22:59:5E:14:95:69:92:3D:13:B4:84:24:2C:C2:A2:C0:3E:FD:34:8E:5E:EA:6F:AF:52:CE:E6:0F",
            "a=setup:actpass", "a=mid:" + QByteArray::number(section), "a=sendrecv", "a=rtcp-mux",
            "a=rtcp-rsize",
            "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"};
        for (const char *codec :
            {"111 opus/48000/2", "63 red/48000/2", "9 G722/8000", "0 PCMU/8000", "110 telephone-event/48000"})
            browser.append(QByteArray("a=rtpmap:") + codec);
    }
    browser.append("");
    const QByteArray dialogInfo
        = "<?xml version=\"1.0\"?>\r\n<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" "
          "version=\"27\" state=\"partial\" "
          "entity=\"sip:1002@pbx.example.net\">\r\n<dialog id=\"as7d900as8\" call-id=\"a84b4c76e66710\" "
          "direction=\"recipient\">\r\n"
          "<state>confirmed</state>\r\n<remote><identity>sip:1004@pbx.example.net</identity></remote>\r\n</"
          "dialog>\r\n</dialog-info>\r\n";
    const QByteArray via = "Via: SIP/2.0/UDP 192.0.2.17:5060;rport;branch=z9hG4bKPj8c9a2f6e1b8d4c63a7f1";
    const QByteArray viaBack
        = "Via: SIP/2.0/UDP "
          "192.0.2.17:5060;rport=5060;received=198.51.100.7;branch=z9hG4bKPj8c9a2f6e1b8d4c63a7f1";
    const QByteArray from = "From: \"Alice Example\" <sip:1001@pbx.example.net>;tag=4c1f0a7d9b";
    const QByteArray to = "To: <sip:1002@pbx.example.net>";
    const QByteArray toTag = to + ";tag=as58f4201b";
    const QByteArray callId = "Call-ID: 5d3c0f7e-2b1a-4c8d-9e6f-0a1b2c3d4e5f";
    const QByteArray allow
        = "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, PRACK, UPDATE, INFO, REFER, NOTIFY, SUBSCRIBE, MESSAGE";
    const QByteArray route = "Record-Route: <sip:198.51.100.1;transport=udp;lr;did=3f1.9c2>";
    const QByteArray agent = "User-Agent: Carillon/0.1.0";
    const QByteArray contact = "Contact: \"Alice Example\" <sip:1001@192.0.2.17:5060;ob>";
    const QByteArray contactBack = "Contact: <sip:1002@203.0.113.9:5062;transport=udp>";
    return {
        message({"INVITE sip:1002@pbx.example.net SIP/2.0", via, "Max-Forwards: 70", from, to, contact,
                    callId, "CSeq: 21762 INVITE", allow, "Supported: replaces, 100rel, timer, norefersub",
                    "Session-Expires: 1800", "Min-SE: 90", agent},
            "application/sdp", audio),
        message({"INVITE sip:1002@pbx.example.net SIP/2.0",
                    "Via: SIP/2.0/WSS 8f3kd02msla1.invalid;branch=z9hG4bK4730481", "Max-Forwards: 69", to,
                    "From: \"Browser\" <sip:2001@pbx.example.net>;tag=8vqn3b1f0c",
                    "Call-ID: 9m1u6jd8k2e5h7c4p0ta", "CSeq: 4181 INVITE",
                    "Contact: <sip:c0h7n2fm@8f3kd02msla1.invalid;transport=ws;ob>", allow,
                    "Supported: outbound, 100rel, replaces", "User-Agent: Browser phone"},
            "application/sdp", browser.join("\r\n")),
        message({"SIP/2.0 180 Ringing", viaBack, route, from, toTag, callId, "CSeq: 21762 INVITE",
            contactBack, allow, "Server: PBX 20.5"}),
        message({"SIP/2.0 200 OK", viaBack, route, from, toTag, callId, "CSeq: 21762 INVITE", contactBack,
                    allow, "Supported: replaces, timer", "Session-Expires: 1800;refresher=uac",
                    "Require: timer", "Server: PBX 20.5"},
            "application/sdp", audio),
        message({"ACK sip:1002@203.0.113.9:5062;transport=udp SIP/2.0", via,
            "Route: <sip:198.51.100.1;transport=udp;lr;did=3f1.9c2>", "Max-Forwards: 70", from, toTag, callId,
            "CSeq: 21762 ACK", agent}),
        message({"BYE sip:1002@203.0.113.9:5062;transport=udp SIP/2.0", via,
            "Route: <sip:198.51.100.1;transport=udp;lr;did=3f1.9c2>", "Max-Forwards: 70", from, toTag, callId,
            "CSeq: 21763 BYE", "Reason: Q.850;cause=16;text=\"Normal call clearing\"", agent}),
        message({"REGISTER sip:pbx.example.net SIP/2.0",
            "Via: SIP/2.0/TLS 192.0.2.17:43118;rport;branch=z9hG4bKPj0f4b1c;alias", "Max-Forwards: 70",
            "From: \"Alice Example\" <sip:1001@pbx.example.net>;tag=0b6e4d1f",
            "To: \"Alice Example\" <sip:1001@pbx.example.net>", "Call-ID: 1f9b2a7c-55d0-4e3b",
            "CSeq: 903 REGISTER", agent, "Supported: path, outbound, gruu",
            "Contact: "
            "<sip:1001@192.0.2.17:43118;transport=tls;ob>;expires=600;reg-id=1;+sip.instance=\"<urn:uuid:"
            "0c67446e-f1a1-11d9-94d3-000a95a0e128>\"",
            "Expires: 600", allow,
            "Authorization: Digest username=\"1001\", realm=\"pbx.example.net\", "
            "nonce=\"1700000000/4f6b1c8d9e2a7b3c5d0e1f2a3b4c5d6e\", uri=\"sip:pbx.example.net\", "
            "response=\"6629fae49393a05397450978507c4ef1\", algorithm=MD5, cnonce=\"0a4f113b\", "
            "opaque=\"5ccc069c403ebaf9\", qop=auth, nc=00000001"}),
        message({"SIP/2.0 401 Unauthorized",
            "Via: SIP/2.0/TLS "
            "192.0.2.17:43118;rport=43118;received=198.51.100.7;branch=z9hG4bKPj0f4b1c;alias",
            "From: \"Alice Example\" <sip:1001@pbx.example.net>;tag=0b6e4d1f",
            "To: \"Alice Example\" <sip:1001@pbx.example.net>;tag=z9hG4bKPj0f4b1c",
            "Call-ID: 1f9b2a7c-55d0-4e3b", "CSeq: 902 REGISTER",
            "WWW-Authenticate: Digest realm=\"pbx.example.net\", "
            "nonce=\"1700000000/4f6b1c8d9e2a7b3c5d0e1f2a3b4c5d6e\", opaque=\"5ccc069c403ebaf9\", "
            "algorithm=MD5, qop=\"auth\"",
            "Server: PBX 20.5"}),
        message({"SIP/2.0 200 OK",
            "Via: SIP/2.0/TLS "
            "192.0.2.17:43118;rport=43118;received=198.51.100.7;branch=z9hG4bKPj0f4b1c;alias",
            "From: \"Alice Example\" <sip:1001@pbx.example.net>;tag=0b6e4d1f",
            "To: \"Alice Example\" <sip:1001@pbx.example.net>;tag=37b5d1", "Call-ID: 1f9b2a7c-55d0-4e3b",
            "CSeq: 903 REGISTER", "Require: outbound", "Supported: path, outbound, gruu", "Flow-Timer: 25",
            "Service-Route: <sip:198.51.100.1;transport=tls;lr>",
            "Contact: "
            "<sip:1001@192.0.2.17:43118;transport=tls;ob>;expires=600;reg-id=1;pub-gruu=\"sip:1001@pbx."
            "example.net;gr=urn:uuid:0c67446e\"",
            "Contact: <sip:1001@192.0.2.99:5060>;expires=1431", "Date: Tue, 24 Nov 2026 10:15:00 GMT",
            "Server: PBX 20.5"}),
        message({"NOTIFY sip:1001@192.0.2.17:43118;transport=tls;ob SIP/2.0",
                    "Via: SIP/2.0/TLS 198.51.100.1:5061;rport;branch=z9hG4bK7f10;alias", "Max-Forwards: 70",
                    "From: <sip:1002@pbx.example.net>;tag=as19c4", "To: <sip:1001@pbx.example.net>;tag=77c1",
                    "Contact: <sip:1002@198.51.100.1:5061;transport=tls>", "Call-ID: 6c1f@192.0.2.17",
                    "CSeq: 127 NOTIFY", "Event: dialog", "Subscription-State: active;expires=3312",
                    "Allow-Events: dialog, presence, message-summary", "User-Agent: PBX 20.5"},
            "application/dialog-info+xml", dialogInfo),
    };
}

} // namespace carillon::bench
