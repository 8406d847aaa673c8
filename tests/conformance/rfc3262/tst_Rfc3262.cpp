// RFC 3262, reliable provisional responses: the phone calls (UAC of §4), in virtual time against a peer
// written by hand. The other part is tst_Rfc3262Server.
//
// Covered: §4 (Supported; PRACK and its RAck; retransmissions, order, range of RSeq; each dialog for itself;
// 100; after the final response; re-INVITE), §5 (offers and answers in reliable responses and in PRACK).
//
// Not covered: Require: 100rel in our INVITE (the phone does not demand it).
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;

namespace {

WireExtra reliably(const QByteArray &rseq, const QByteArray &body = {})
{
    return {body, {{"Require", "100rel"}, {"RSeq", rseq}}};
}

QByteArray rack(const SipMessage &prack)
{
    return prack.value(HeaderId::RAck).toByteArray();
}

} // namespace

class tst_Rfc3262 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachIsAcknowledgedOnceAndInOrder() // §4
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        QSignalSpy progressed(call, &Inviter::progressed);
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(invite.hasToken(HeaderId::Supported, "100rel"));
        peer.answer(invite, 183, "one", reliably("776655"));
        const SipMessage prack = peer.expect("PRACK sip:one@192.0.2.2 SIP/2.0");
        QCOMPARE(rack(prack), QByteArray("776655 1 INVITE"));
        QCOMPARE(prack.toTag(), QByteArray("one"));
        QCOMPARE(prack.cseq().value().number, 2u); // a request in the dialog like any other
        peer.answer(prack, 200);
        peer.answer(invite, 183, "one", reliably("776655")); // again: discarded
        peer.expectNothing();
        QCOMPARE(progressed.count(), 1);
        peer.answer(invite, 180, "one", reliably("776657")); // 776656 is missing: not looked at
        peer.expectNothing();
        QVERIFY(!call->isRinging());
        peer.answer(invite, 180, "one", reliably("776656"));
        QCOMPARE(rack(peer.expect("PRACK")), QByteArray("776656 1 INVITE"));
        peer.answer(invite, 180, "one", reliably("776657"));
        QCOMPARE(rack(peer.expect("PRACK")), QByteArray("776657 1 INVITE"));
        QVERIFY(call->isRinging());
        QCOMPARE(progressed.count(), 3);
    }
    void whatOutOfOrderBringsIsNotTaken() // §4: must not be processed further
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "one", reliably("10"));
        peer.answer(peer.expect("PRACK"), 200);
        peer.answer(invite, 183, "one", reliably("12", WirePeer::Answer));
        QCOMPARE(peer.phone.lastMedia()->exchanges, 0);
        peer.answer(invite, 183, "one", reliably("11"));
        peer.answer(peer.expect("PRACK"), 200);
        peer.answer(invite, 183, "one", reliably("12", WirePeer::Answer));
        peer.answer(peer.expect("PRACK"), 200);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 1);
    }
    void numbersThatAreNone_data() // §7.1
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("zero") << QByteArray() << QByteArray("0");
        QTest::newRow("rubbish") << QByteArray() << QByteArray("seven");
        QTest::newRow("2^32") << QByteArray() << QByteArray("4294967296");
        QTest::newRow("does not wrap to 0") << QByteArray("4294967295") << QByteArray("0");
        QTest::newRow("does not wrap to 1") << QByteArray("4294967295") << QByteArray("1");
        QTest::newRow("backwards") << QByteArray("5") << QByteArray("4");
    }
    void numbersThatAreNone()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        if (!first.isEmpty()) {
            peer.answer(invite, 183, "one", reliably(first));
            QCOMPARE(rack(peer.expect("PRACK")), first + " 1 INVITE");
        }
        peer.answer(invite, 180, "one", reliably(second));
        peer.expectNothing();
        QVERIFY(!call->isRinging());
    }
    void withoutRequireItIsAnyOther()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        peer.answer(peer.expect("INVITE"), 180, "one", {{}, {{"RSeq", "1"}}});
        peer.expectNothing();
        QVERIFY(call->isRinging());
    }
    void tryingIsNeverAcknowledged() // §4
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        peer.answer(peer.expect("INVITE"), 100, {}, reliably("1"));
        peer.expectNothing();
    }
    void eachDialogCountsForItself() // §4
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "one", reliably("10"));
        QCOMPARE(rack(peer.expect("PRACK sip:one@")), QByteArray("10 1 INVITE"));
        peer.answer(invite, 183, "two", reliably("500"));
        QCOMPARE(rack(peer.expect("PRACK sip:two@")), QByteArray("500 1 INVITE"));
        peer.answer(invite, 180, "two", reliably("501"));
        QCOMPARE(rack(peer.expect("PRACK sip:two@")), QByteArray("501 1 INVITE"));
        peer.answer(invite, 180, "one", reliably("11"));
        QCOMPARE(rack(peer.expect("PRACK sip:one@")), QByteArray("11 1 INVITE"));
    }
    void afterTheFinalResponseNothing() // §4 lets us
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        peer.expect("ACK");
        peer.answer(invite, 183, "one", reliably("1"));
        peer.expectNothing();
    }
    void thePrackIsSentAgainByItsTransaction() // §4: not because the response comes again
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "one", reliably("1"));
        const SipMessage prack = peer.expect("PRACK");
        peer.answer(invite, 183, "one", reliably("1"));
        peer.expectNothing();
        peer.run(500ms);
        QVERIFY(peer.expect("PRACK") == prack);
    }
    void theAnswerComesReliably() // §5
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "one", reliably("1", WirePeer::Answer));
        QCOMPARE(peer.phone.lastMedia()->exchanges, 1); // the session stands though nobody accepted yet
        QVERIFY(peer.phone.lastMedia()->isMediaAllowed);
        peer.answer(peer.expect("PRACK"), 200);
        peer.answer(invite, 200, "one");
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void theOfferComesReliably() // §5: its answer goes in the PRACK
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.withoutSdp = true});
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(invite.body().isEmpty());
        peer.answer(invite, 183, "one", reliably("1", WirePeer::Offer));
        const SipMessage prack = peer.expect("PRACK");
        QCOMPARE(prack.contentType(), QByteArray("application/sdp"));
        QVERIFY(prack.body().contains("answer"));
        peer.answer(prack, 200);
        peer.answer(invite, 180, "one", reliably("2"));
        QVERIFY(peer.expect("PRACK").body().isEmpty());
        peer.answer(invite, 200, "one");
        QVERIFY(peer.expect("ACK").body().isEmpty());
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void ourOfferInThePrack_data() // §5: the answer is in its 2xx
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("exchanges");
        QTest::newRow("answered") << 200 << QByteArray("bob answer 2 sendrecv") << 2;
        QTest::newRow("not answered: as if there had been none") << 200 << QByteArray() << 1;
        QTest::newRow("refused: the same") << 488 << QByteArray() << 1;
    }
    void ourOfferInThePrack()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, answer);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.offersInPrack = true});
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "one", reliably("1", WirePeer::Answer));
        const SipMessage prack = peer.expect("PRACK");
        QVERIFY(prack.body().contains("user1 offer 2"));
        peer.joinAsCallee(invite, "one");
        peer.request("UPDATE", {WirePeer::Offer}); // RFC 3311 §5.2: ours has no answer
        peer.expect("SIP/2.0 491");
        peer.answer(prack, code, {}, {answer});
        QTEST(peer.phone.lastMedia()->exchanges, "exchanges");
        peer.answer(invite, 180, "one", reliably("2"));
        QVERIFY(peer.expect("PRACK").body().isEmpty());
        peer.answer(invite, 200, "one");
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
        QVERIFY(call->hold());
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void theOfferOfAnotherFork() // there is one media: unacknowledged, that fork gives up (§3)
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.delay = 50ms;
        peer.phone.call(WirePeer::Uri, {.withoutSdp = true});
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "one", reliably("1", WirePeer::Offer));
        peer.answer(invite, 183, "two", reliably("1", "carol offer 1 sendrecv"));
        peer.run(200ms);
        peer.answer(peer.expect("PRACK sip:one@"), 200);
        peer.answer(invite, 183, "two", reliably("1", "carol offer 1 sendrecv")); // again
        peer.run(200ms);
        peer.expectNothing();
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void inAReinvite() // §4: for each INVITE, the answer may come so too
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->hold());
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, {}, reliably("30", "bob answer 2 recvonly"));
        const SipMessage prack = peer.expect("PRACK");
        QCOMPARE(rack(prack), "30 " + QByteArray::number(invite.cseq().value().number) + " INVITE");
        peer.answer(prack, 200);
        peer.answer(invite, 183, {}, reliably("30", "bob answer 2 recvonly"));
        peer.expectNothing();
        QVERIFY(!call->isLocalHold());
        peer.answer(invite, 200);
        peer.expect("ACK");
        QVERIFY(call->isLocalHold());
        QCOMPARE(call->state(), State::Established);
        QVERIFY(call->resume()); // the numbers of another INVITE begin anew
        const SipMessage again = peer.expect("INVITE");
        peer.answer(again, 183, {}, reliably("5"));
        peer.expect("PRACK");
        peer.answer(again, 200, {}, {"bob answer 3 sendrecv"});
        peer.expect("ACK");
        QVERIFY(!call->isLocalHold());
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void
    theOfferComesReliablyInAReinvite() // §5: a re-INVITE without SDP; the PRACK answers, the ACK has nothing
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        ReinviteOptions options;
        options.withoutSdp = true;
        QVERIFY(call->reinvite(options));
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(invite.body().isEmpty());
        peer.answer(invite, 183, {}, reliably("7", WirePeer::Offer));
        const SipMessage prack = peer.expect("PRACK");
        QVERIFY(prack.body().contains("answer"));
        peer.answer(prack, 200);
        peer.answer(invite, 200);
        QVERIFY(peer.expect("ACK").body().isEmpty());
        QCOMPARE(call->state(), State::Established);
        QVERIFY(call->reinvite()); // nothing is left open
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void theSuccessIsQuickerThanTheMedia()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->hold());
        const SipMessage invite = peer.expect("INVITE");
        peer.phone.script.delay = 100ms;
        peer.answer(invite, 183, {}, reliably("30", "bob answer 2 recvonly"));
        peer.answer(peer.expect("PRACK"), 200);
        peer.answer(invite, 200);
        peer.expect("ACK");
        QVERIFY(!call->isLocalHold());
        peer.run(200ms);
        QVERIFY(call->isLocalHold());
        QVERIFY(call->resume());
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3262)
#include "tst_Rfc3262.moc"
