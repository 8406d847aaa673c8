#pragma once

#include "TestPhone.h"

namespace carillon {

/// What a hand-written message carries besides what makes it one.
struct WireExtra {
    QByteArray body{};
    QList<std::pair<QByteArray, QByteArray>> headers{};
    QByteArray contentType = "application/sdp";
};

/// The other end of a phone's wire, written by hand: `peer.expect("INVITE")`, `peer.answer(invite, 180,
/// "x")`, `peer.request("BYE")`. Its address is 192.0.2.2, its user bob.
class WirePeer
{
public:
    static constexpr char Uri[] = "sip:bob@192.0.2.2";
    static constexpr char Offer[] = "bob offer 1 sendrecv";
    static constexpr char Answer[] = "bob answer 1 sendrecv";
    using Extra = WireExtra;

    explicit WirePeer(FakeClock &clock, TestPhone::Options options = {})
        : phone(clock, 1, std::move(options))
        , m_clock(clock)
    {
        run(Milliseconds(1));
    }
    ~WirePeer() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

    void run(std::chrono::nanoseconds by)
    {
        m_clock.advance(by);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    /// The next thing that the phone sent.
    SipMessage expect(const QByteArray &startLine)
    {
        run(Milliseconds(1));
        return phone.transport->expect(startLine);
    }
    /// The same, waiting for it up to @p limit.
    SipMessage expectWithin(std::chrono::nanoseconds limit, const QByteArray &startLine)
    {
        const qsizetype before = phone.transport->sent().size();
        const TimePoint end = m_clock.now() + limit;
        while (phone.transport->sent().size() == before && m_clock.now() < end)
            run(Milliseconds(10));
        return expect(startLine);
    }
    void expectNothing()
    {
        run(Milliseconds(1));
        phone.transport->expectNothing();
    }
    /// Answers @p request of the phone; @p tag is the peer's own.
    void answer(const SipMessage &request, int code, const QByteArray &tag = {}, const Extra &extra = {})
    {
        SipResponse response = SipResponse::to(SipRequest(request), code, tag);
        if (request.method() == Method::Invite && code > 100 && code < 300)
            response.append(
                HeaderId::Contact, "<sip:" + (tag.isEmpty() ? QByteArray("bob") : tag) + "@192.0.2.2>");
        add(response, extra);
        phone.transport->inject(response);
        run(Milliseconds(1));
    }
    /// Takes part in the dialog that @p request of the phone and the peer's @p tag made; the peer is the
    /// callee.
    void joinAsCallee(const SipMessage &request, const QByteArray &tag)
    {
        m_local = request.to().value();
        m_local.parameters.set("tag", tag);
        m_remote = request.from().value();
        m_callId = request.callId();
        m_target = request.nameAddrs(HeaderId::Contact).value().first().uri.toBytes();
    }
    /// Calls the phone. @returns the INVITE.
    SipRequest invite(const Extra &extra = {}) { return requestOutside("INVITE", extra); }
    /// A request to the phone outside of any dialog.
    SipRequest requestOutside(const QByteArray &method, const Extra &extra = {})
    {
        m_local = address("<sip:bob@192.0.2.2>;tag=bobtag");
        m_remote = address("<" + phone.uri + ">");
        m_callId = "call" + QByteArray::number(++m_calls) + "@192.0.2.2";
        m_target = phone.uri;
        return request(method, extra);
    }
    /// The phone's response to invite() made a dialog.
    void joinAsCaller(const SipMessage &response)
    {
        m_remote = response.to().value();
        m_target = response.nameAddrs(HeaderId::Contact).value().first().uri.toBytes();
    }
    /// A request in the dialog.
    SipRequest request(const QByteArray &method, const Extra &extra = {}, std::optional<quint32> cseq = {})
    {
        SipRequest made(QByteArrayView(method), m_target);
        made.append(
            HeaderId::Via, "SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK" + QByteArray::number(++m_branches));
        made.append(HeaderId::From, m_local.toBytes());
        made.append(HeaderId::To, m_remote.toBytes());
        made.append(HeaderId::CallId, m_callId);
        const quint32 number = cseq ? *cseq : ++m_cseq;
        made.append(HeaderId::CSeq, QByteArray::number(number) + ' ' + method);
        made.append(HeaderId::MaxForwards, "70");
        add(made, extra);
        const bool hasContact = method == "INVITE" || method == "UPDATE" || method == "REFER";
        if (hasContact && !made.contains(HeaderId::Contact))
            made.append(HeaderId::Contact, "<sip:bob@192.0.2.2>");
        phone.transport->inject(made);
        run(Milliseconds(1));
        return made;
    }
    quint32 lastCSeq() const { return m_cseq; }
    void acknowledge(const SipRequest &invite, const Extra &extra = {})
    {
        request("ACK", extra, invite.cseq().value().number);
    }
    /// The phone calls the peer, who answers with @p tag.
    Inviter *establishOutgoing(const QByteArray &tag = "bobtag")
    {
        Inviter *call = phone.call(Uri);
        const SipMessage sent = expect("INVITE");
        answer(sent, 200, tag, {Answer});
        joinAsCallee(sent, tag);
        expect("ACK");
        return call;
    }
    /// The peer calls the phone, which answers.
    Invitation *establishIncoming()
    {
        const SipRequest sent = invite({Offer});
        expect("SIP/2.0 180");
        Invitation *call = phone.invitation();
        phone.listenTo(*call);
        (void)call->accept();
        joinAsCaller(expect("SIP/2.0 200"));
        acknowledge(sent);
        return call;
    }

    TestPhone phone;

private:
    static void add(SipMessage &message, const Extra &extra)
    {
        for (const auto &[name, value] : extra.headers)
            message.append(name, value);
        if (!extra.body.isEmpty())
            message.setBody(extra.body, extra.contentType);
    }

    FakeClock &m_clock;
    NameAddr m_local;
    NameAddr m_remote;
    QByteArray m_callId;
    QByteArray m_target;
    quint32 m_cseq = 0;
    int m_branches = 0;
    int m_calls = 0;
};

} // namespace carillon
