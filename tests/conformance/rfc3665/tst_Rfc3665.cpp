// RFC 3665 §3, the basic call flows, in virtual time: our phone is one of the user agents; its neighbour, be
// it the other user agent or a proxy, is written by hand. §2 is tst_Rfc3665Registration.
//
// Covered: Alice's part of §3.1 to §3.6 and §3.8 to §3.11; Bob's part of §3.1, §3.2, §3.7 to §3.9 and §3.11:
// the order of the messages, tags, CSeq, branches, Route, the kinds of ACK, CANCEL and 487. §3.7 from our
// side: tst_ChangedWays.
//
// Not covered: what proxies and the ALG do themselves; §3.6 as far as Alice follows the redirection by
// herself (the program asks the person).
#include "FlowEnds.h"

#include <QTest>

using namespace carillon;
using namespace carillon::flows;
using namespace std::chrono_literals;
using State = Session::State;

namespace {

constexpr char Routes[]
    = "<sip:192.0.2.22;lr>, <sip:192.0.2.2;lr>"; ///< Record-Route: the later proxy is on top

} // namespace

class tst_Rfc3665 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void alicesSession() // §3.1: INVITE, 180, 200, ACK, BYE from Bob, 200
    {
        Alice at;
        const SipMessage invite = at.calls();
        QVERIFY(invite.toTag().isEmpty());
        QVERIFY(branchOf(invite).startsWith("z9hG4bK"));
        QCOMPARE(invite.cseq().value().method, QByteArray("INVITE"));
        QVERIFY(!invite.body().isEmpty());
        at.peer.answer(invite, 180, "b");
        QVERIFY(at.call->isRinging());
        at.peer.answer(invite, 200, "b", {WirePeer::Answer});
        const SipMessage ack = at.peer.expect("ACK sip:b@192.0.2.2 SIP/2.0"); // the Contact of the 200
        QVERIFY(isAckOfSuccess(ack, invite, "b"));
        QVERIFY(ack.body().isEmpty());
        at.peer.joinAsCallee(invite, "b");
        const SipRequest bye = at.peer.request("BYE");
        const SipMessage done = at.peer.expect("SIP/2.0 200");
        QCOMPARE(done.cseq().value(), bye.cseq().value());
        QCOMPARE(done.toTag(), invite.fromTag());
        at.peer.expectNothing();
        QCOMPARE(at.call->end().by, Session::End::By::Remote);
    }
    void bobsSession() // §3.1
    {
        Bob at;
        const QByteArray tag = at.ringing.toTag();
        QVERIFY(!tag.isEmpty());
        QCOMPARE(branchOf(at.ringing), branchOf(at.invite));
        QCOMPARE(at.ringing.count(HeaderId::Contact), 1);
        QVERIFY(at.call->accept());
        const SipMessage success = at.peer.expect("SIP/2.0 200");
        QCOMPARE(success.toTag(), tag);
        QCOMPARE(success.cseq().value(), at.invite.cseq().value());
        QCOMPARE(success.count(HeaderId::Contact), 1);
        QVERIFY(!success.body().isEmpty());
        at.peer.joinAsCaller(success);
        at.peer.acknowledge(SipRequest(at.invite));
        at.peer.expectNothing();
        at.call->hangUp();
        const SipMessage bye = at.peer.expect("BYE sip:bob@192.0.2.2 SIP/2.0");
        QCOMPARE(bye.fromTag(), tag); // Bob's To is now his From
        QCOMPARE(bye.toTag(), at.invite.fromTag());
        QVERIFY(branchOf(bye) != branchOf(at.invite));
        at.peer.answer(bye, 200);
        at.peer.run(1min);
        at.peer.expectNothing();
    }
    void alicesSessionThroughTwoProxies() // §3.2: INVITE, 407, ACK, INVITE, 100, 180, 200, ACK, BYE
    {
        Alice at(true);
        const SipMessage first = at.calls();
        at.peer.answer(first, 407, "p", {{}, {{"Proxy-Authenticate", challengeOf("example.com")}}});
        QVERIFY(isAckOfFailure(at.peer.expect("ACK"), first, "p"));
        const SipMessage second = at.peer.expect("INVITE");
        QVERIFY(isSameWithCredentials(second, first));
        QCOMPARE(second.count(HeaderId::ProxyAuthorization), 1);
        at.peer.answer(second, 100);
        const WireExtra routed{WirePeer::Answer, {{"Record-Route", Routes}}};
        at.peer.answer(second, 180, "b", {{}, routed.headers});
        QVERIFY(at.call->isRinging());
        at.peer.answer(second, 200, "b", routed);
        const SipMessage ack = at.peer.expect("ACK sip:b@192.0.2.2 SIP/2.0");
        QVERIFY(isAckOfSuccess(ack, second, "b"));
        const auto route = ack.nameAddrs(HeaderId::Route).value(); // §12.1.2: in reverse order
        QCOMPARE(route.size(), 2);
        QCOMPARE(route.first().uri.host, QByteArray("192.0.2.2"));
        QCOMPARE(route.last().uri.host, QByteArray("192.0.2.22"));
        at.peer.joinAsCallee(second, "b");
        at.peer.request("BYE");
        at.peer.expect("SIP/2.0 200");
    }
    void bobsSessionThroughTwoProxies() // §3.2
    {
        Bob at({{"Via", "SIP/2.0/UDP 192.0.2.21;branch=z9hG4bK721e4.1"},
            {"Via", "SIP/2.0/UDP 192.0.2.20:5060;branch=z9hG4bK74bf9"}, {"Record-Route", Routes}});
        QCOMPARE(at.ringing.vias().value().size(), 3);
        QCOMPARE(at.ringing.vias().value().last().branch(), QByteArray("z9hG4bK74bf9"));
        QVERIFY(at.call->accept());
        const SipMessage success = at.peer.expect("SIP/2.0 200");
        QCOMPARE(success.vias().value().size(), 3);
        QCOMPARE(
            success.nameAddrs(HeaderId::RecordRoute).value().size(), 2); // §12.1.1: all of them, in order
        QCOMPARE(success.nameAddrs(HeaderId::RecordRoute).value().first().uri.host, QByteArray("192.0.2.22"));
        at.peer.joinAsCaller(success);
        at.peer.acknowledge(SipRequest(at.invite));
        at.call->hangUp();
        const SipMessage bye = at.peer.expect("BYE sip:bob@192.0.2.2 SIP/2.0");
        const auto route = bye.nameAddrs(HeaderId::Route).value();
        QCOMPARE(route.size(), 2);
        QCOMPARE(route.first().uri.host, QByteArray("192.0.2.22")); // §12.1.1: as they were recorded
        QCOMPARE(lastWay(at.peer), QByteArray("192.0.2.22"));
    }
    void multipleProxyAuthentication() // §3.3: a second proxy asks, too; the third INVITE answers both
    {
        Alice at(true);
        const SipMessage first = at.calls();
        at.peer.answer(first, 407, "p1", {{}, {{"Proxy-Authenticate", challengeOf("example.com")}}});
        at.peer.expect("ACK");
        const SipMessage second = at.peer.expect("INVITE");
        at.peer.answer(second, 407, "p2", {{}, {{"Proxy-Authenticate", challengeOf("biloxi.example.com")}}});
        QVERIFY(isAckOfFailure(at.peer.expect("ACK"), second, "p2"));
        const SipMessage third = at.peer.expect("INVITE");
        QVERIFY(isSameWithCredentials(third, second));
        QCOMPARE(third.count(HeaderId::ProxyAuthorization), 2);
        at.peer.answer(third, 200, "b", {WirePeer::Answer});
        QVERIFY(isAckOfSuccess(at.peer.expect("ACK"), third, "b"));
        QCOMPARE(at.call->state(), State::Established);
    }
    /// §3.4: INVITE again and again, then to the second proxy, which asks for credentials. Deviation: after
    /// 16*T1 and five times, not after 64*T1 and seven, as another proxy is left.
    void theFirstProxyFails()
    {
        FakeClock clock;
        WirePeer peer(clock, {.server = QByteArray("sip:example.com"), .password = "secret"});
        peer.phone.resolver.records[QStringLiteral("_sip._udp.example.com")] = {
            {QStringLiteral("ss1.example.com"), 5060, 1, 0}, {QStringLiteral("ss2.example.com"), 5060, 2, 0}};
        peer.phone.resolver.hosts[QStringLiteral("ss1.example.com")]
            = {QHostAddress(QStringLiteral("192.0.2.111"))};
        peer.phone.resolver.hosts[QStringLiteral("ss2.example.com")]
            = {QHostAddress(QStringLiteral("192.0.2.222"))};
        const QPointer<Inviter> call = peer.phone.call("sip:bob@example.com");
        peer.run(10ms);
        const SipMessage first = peer.expect("INVITE");
        peer.run(8s);
        for (int again = 1; again < 5; ++again)
            QVERIFY(peer.expect("INVITE") == first);
        const SipMessage second = peer.expect("INVITE");
        QCOMPARE(lastWay(peer), QByteArray("192.0.2.222"));
        QVERIFY(branchOf(second) != branchOf(first));
        QCOMPARE(second.callId(), first.callId());
        peer.answer(second, 407, "p", {{}, {{"Proxy-Authenticate", challengeOf("example.com")}}});
        peer.expect("ACK");
        const SipMessage third = peer.expect("INVITE");
        QVERIFY(isSameWithCredentials(third, second));
        QCOMPARE(lastWay(peer), QByteArray("192.0.2.222"));
        peer.answer(third, 200, "b", {WirePeer::Answer});
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
    }
    void throughAnAlg() // §3.5: it stands in the Contact and the Record-Route of what Alice hears
    {
        Alice at;
        const SipMessage invite = at.calls();
        const WireExtra routed{WirePeer::Answer, {{"Record-Route", "<sip:192.0.2.128;lr>"}}};
        at.peer.answer(invite, 180, "b", {{}, routed.headers});
        at.peer.answer(invite, 200, "b", routed);
        const SipMessage ack = at.peer.expect("ACK sip:b@192.0.2.2 SIP/2.0");
        QCOMPARE(ack.value(HeaderId::Route).toByteArray(), QByteArray("<sip:192.0.2.128;lr>"));
        QCOMPARE(lastWay(at.peer), QByteArray("192.0.2.128"));
        at.call->hangUp();
        at.peer.expect("BYE sip:b@192.0.2.2 SIP/2.0");
        QCOMPARE(lastWay(at.peer), QByteArray("192.0.2.128"));
    }
    void redirectedWithSdpInTheAck() // §3.6: INVITE, 302, ACK, INVITE without offer, 200 with one, ACK with
                                     // the answer
    {
        Alice at;
        const SipMessage first = at.calls({.withoutSdp = true});
        QVERIFY(first.body().isEmpty());
        at.peer.answer(first, 302, "r", {{}, {{"Contact", "<sip:bob@192.0.2.3;transport=udp>"}}});
        QVERIFY(isAckOfFailure(at.peer.expect("ACK"), first, "r"));
        at.peer.expectNothing();
        QCOMPARE(at.call->redirectContacts().size(), 1);
        const QByteArray target = at.call->redirectContacts().first().uri.toBytes();
        const QPointer<Inviter> onward = at.peer.phone.call(target, {.withoutSdp = true});
        const SipMessage second = at.peer.expect("INVITE sip:bob@192.0.2.3");
        QVERIFY(branchOf(second) != branchOf(first));
        at.peer.answer(second, 180, "b");
        at.peer.answer(second, 200, "b", {WirePeer::Offer});
        const SipMessage ack = at.peer.expect("ACK");
        QVERIFY(isAckOfSuccess(ack, second, "b"));
        QVERIFY(ack.body().contains("answer"));
        QCOMPARE(onward->state(), State::Established);
    }
    void reinvitedFromAnotherAddress() // §3.7: INVITE with the tags of the dialog and another Contact, 200,
                                       // ACK, BYE
    {
        Bob at;
        QVERIFY(at.call->accept());
        at.peer.joinAsCaller(at.peer.expect("SIP/2.0 200"));
        at.peer.acknowledge(SipRequest(at.invite));
        const SipRequest again
            = at.peer.request("INVITE", {"bob offer 2 sendrecv", {{"Contact", "<sip:bob@192.0.2.42>"}}});
        const SipMessage success = at.peer.expect("SIP/2.0 200");
        QCOMPARE(success.toTag(), at.ringing.toTag());
        QCOMPARE(branchOf(success), branchOf(again));
        QVERIFY(success.body().contains("answer"));
        at.peer.acknowledge(again);
        at.peer.expectNothing();
        QCOMPARE(at.peer.phone.lastMedia()->exchanges, 2);
        at.call->hangUp();
        at.peer.expect("BYE sip:bob@192.0.2.42 SIP/2.0");
        QCOMPARE(lastWay(at.peer), QByteArray("192.0.2.42"));
    }
    void aliceGivesUp() // §3.8: INVITE, 100, 180, CANCEL, 200, 487, ACK
    {
        Alice at(true);
        const SipMessage invite = at.calls();
        at.peer.answer(invite, 100);
        at.peer.answer(invite, 180, "b");
        QVERIFY(at.call->cancel());
        const SipMessage cancel = at.peer.expect("CANCEL");
        QCOMPARE(branchOf(cancel), branchOf(invite)); // §9.1
        QCOMPARE(cancel.requestUriText().toByteArray(), invite.requestUriText().toByteArray());
        QCOMPARE(cancel.value(HeaderId::To).toByteArray(), invite.value(HeaderId::To).toByteArray());
        QCOMPARE(cancel.fromTag(), invite.fromTag());
        QCOMPARE(cancel.callId(), invite.callId());
        QCOMPARE(cancel.cseq().value(), (CSeq{invite.cseq().value().number, "CANCEL"}));
        QCOMPARE(cancel.count(HeaderId::Via), 1);
        at.peer.answer(cancel, 200, "p");
        at.peer.expectNothing();
        at.peer.answer(invite, 487, "b");
        QVERIFY(isAckOfFailure(at.peer.expect("ACK"), invite, "b"));
        at.peer.run(1min);
        at.peer.expectNothing();
        QCOMPARE(at.call->end().code, 487);
    }
    void bobIsCancelled() // §3.8: 200 to the CANCEL, 487 to the INVITE, which is acknowledged
    {
        Bob at;
        at.ofTheInvite("CANCEL", at.invite);
        const SipMessage heard = at.peer.expect("SIP/2.0 200");
        QCOMPARE(heard.cseq().value().method, QByteArray("CANCEL"));
        QCOMPARE(heard.toTag(), at.ringing.toTag()); // §9.2: the same in both
        const SipMessage ended = at.peer.expect("SIP/2.0 487");
        QCOMPARE(ended.cseq().value().method, QByteArray("INVITE"));
        QCOMPARE(ended.toTag(), at.ringing.toTag());
        QVERIFY(!at.call);
        at.ofTheInvite("ACK", ended);
        at.peer.run(1min); // no 487 again
        at.peer.expectNothing();
    }
    void aliceHearsAFailure_data()
    {
        QTest::addColumn<QList<int>>("codes");
        QTest::newRow("§3.9: busy") << QList{100, 486};
        QTest::newRow("§3.10: no response from the user agent") << QList{100, 480};
        QTest::newRow("§3.11: temporarily unavailable") << QList{100, 180, 480};
    }
    void aliceHearsAFailure()
    {
        QFETCH(QList<int>, codes);
        Alice at(true);
        const SipMessage invite = at.calls();
        for (const int code : codes)
            at.peer.answer(invite, code, code == 100 ? QByteArray() : QByteArray("b"));
        QVERIFY(isAckOfFailure(at.peer.expect("ACK"), invite, "b"));
        QCOMPARE(at.call->state(), State::Terminated);
        QCOMPARE(at.call->end().code, codes.last());
        at.peer.answer(invite, codes.last(), "b"); // again: the ACK was lost
        QVERIFY(isAckOfFailure(at.peer.expect("ACK"), invite, "b"));
        at.peer.run(1min);
        at.peer.expectNothing();
    }
    void tryingEndsTheRepetitions() // §3.10: the proxy's 100; it is the proxy which repeats from there on
    {
        Alice at(true);
        const SipMessage invite = at.calls();
        at.peer.run(600ms);
        QVERIFY(at.peer.expect("INVITE") == invite);
        at.peer.answer(invite, 100);
        at.peer.run(31s);
        at.peer.expectNothing();
        QCOMPARE(at.call->state(), State::Establishing);
        at.peer.answer(invite, 480, "p2");
        QVERIFY(isAckOfFailure(at.peer.expect("ACK"), invite, "p2"));
        QCOMPARE(at.call->end().code, 480);
    }
    void bobRefuses_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("§3.9: busy") << 486;
        QTest::newRow("§3.11: temporarily unavailable") << 480;
    }
    void bobRefuses()
    {
        QFETCH(int, code);
        Bob at;
        QVERIFY(at.call->reject(code));
        const SipMessage refused = at.peer.expect("SIP/2.0 " + QByteArray::number(code));
        QCOMPARE(refused.toTag(), at.ringing.toTag());
        QCOMPARE(refused.cseq().value(), at.invite.cseq().value());
        QVERIFY(!at.call);
        at.peer.run(600ms);
        QVERIFY(at.peer.expect("SIP/2.0 " + QByteArray::number(code)) == refused); // until the ACK comes
        at.ofTheInvite("ACK", refused);
        at.peer.run(1min);
        at.peer.expectNothing();
    }
    void bobDoesNotAnswer() // §3.11: 180, then 480 by itself
    {
        Bob at;
        at.peer.run(1min + 1s);
        const SipMessage refused = at.peer.expect("SIP/2.0 480");
        QCOMPARE(refused.toTag(), at.ringing.toTag());
        QVERIFY(!at.call);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3665)
#include "tst_Rfc3665.moc"
