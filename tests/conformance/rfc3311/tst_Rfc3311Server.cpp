// RFC 3311, UPDATE: the peer's (§5.2), in virtual time. Ours are in tst_Rfc3311.
//
// Covered: §5.2 (500, 491, 488; UPDATE without offer), of RFC 6337 §4.3 which of the two refusals it is.
//
// Not covered: 504 (§5.2, for who must ask a person first: this phone never does).
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// 183, reliable, with our description.
ProgressOptions withDescription()
{
    ProgressOptions options;
    options.statusCode = 183;
    options.reliability = ProgressOptions::Reliability::Reliable;
    options.description = ProgressOptions::Description::Included;
    return options;
}

using Headers = QList<std::pair<QByteArray, QByteArray>>;

Headers reliably(const QByteArray &rseq)
{
    return {{"Require", "100rel"}, {"RSeq", rseq}};
}

} // namespace

class tst_Rfc3311Server : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thePeersEarlyOfferToTheCaller_data() // §5.2
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("isReliable");
        QTest::addColumn<QByteArray>("then");
        QTest::newRow("our offer has no answer") << QByteArray() << false << QByteArray("SIP/2.0 491");
        QTest::newRow("nor a reliable one")
            << QByteArray(WirePeer::Answer) << false << QByteArray("SIP/2.0 491");
        QTest::newRow("reliable, but without it") << QByteArray() << true << QByteArray("SIP/2.0 491");
        QTest::newRow("it has") << QByteArray(WirePeer::Answer) << true << QByteArray("SIP/2.0 200");
    }
    void thePeersEarlyOfferToTheCaller()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, isReliable);
        QFETCH(QByteArray, then);
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "bobtag", {answer, isReliable ? reliably("1") : Headers()});
        peer.joinAsCallee(invite, "bobtag");
        if (isReliable)
            peer.answer(peer.expect("PRACK"), 200);
        peer.request("UPDATE", {"bob offer 2 sendonly"});
        const SipMessage response = peer.expect(then);
        QCOMPARE(response.body().contains("user1 answer"), then.endsWith("200"));
        QCOMPARE(peer.phone.lastMedia()->isRemoteHold(), then.endsWith("200")); // early hold
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void anotherForkHasNoSay() // one media for all forks
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "bobtag", {WirePeer::Answer, reliably("1")});
        peer.answer(peer.expect("PRACK"), 200);
        peer.answer(invite, 183, "carol", {WirePeer::Answer, reliably("7")});
        peer.answer(peer.expect("PRACK sip:carol"), 200);
        peer.joinAsCallee(invite, "carol");
        peer.request("UPDATE", {"carol offer 2 sendonly"});
        peer.expect("SIP/2.0 488");
        QVERIFY(!peer.phone.lastMedia()->isRemoteHold());
    }
    void thePeersEarlyOfferToTheCallee() // §5.2: his own has no answer: 500
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {{"Supported", "100rel"}}});
        peer.joinAsCaller(peer.expect("SIP/2.0 180"));
        peer.request("UPDATE", {WirePeer::Offer});
        QVERIFY(peer.expect("SIP/2.0 500").number(HeaderId::RetryAfter).value() <= 10);
        peer.request("UPDATE"); // nothing speaks against this one
        peer.expect("SIP/2.0 200");
        QVERIFY(peer.phone.invitation()->progress(withDescription()));
        const SipMessage early = peer.expect("SIP/2.0 183");
        peer.request("PRACK", {{}, {{"RAck", early.value(HeaderId::RSeq).toByteArray() + " 1 INVITE"}}});
        peer.expect("SIP/2.0 200");
        peer.request("UPDATE", {"bob offer 2 sendrecv"});
        QVERIFY(peer.expect("SIP/2.0 200").body().contains("user1 answer 2"));
        QVERIFY(peer.phone.invitation()->accept());
        QVERIFY(peer.expect("SIP/2.0 200").body().isEmpty());
        QCOMPARE(peer.phone.lastMedia()->exchanges, 2);
    }
    void ourOfferInTheSuccessHasNoAnswer() // §5.2: 491 until the ACK brings it
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest invite = peer.invite();
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->accept());
        peer.joinAsCaller(peer.expect("SIP/2.0 200"));
        peer.request("UPDATE", {WirePeer::Offer});
        peer.expect("SIP/2.0 491");
        peer.acknowledge(invite, {WirePeer::Answer});
        peer.request("UPDATE", {"bob offer 2 sendrecv"});
        peer.expect("SIP/2.0 200");
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void twoAtOnce() // §5.2
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.establishIncoming();
        peer.phone.script.delay = 500ms;
        peer.request("UPDATE", {WirePeer::Offer});
        peer.request("UPDATE", {WirePeer::Offer});
        QVERIFY(peer.expect("SIP/2.0 500").number(HeaderId::RetryAfter).value() <= 10);
        peer.request("UPDATE");
        QVERIFY(peer.expect("SIP/2.0 500").number(HeaderId::RetryAfter).value() <= 10);
        QVERIFY(peer.expectWithin(2s, "SIP/2.0 200").body().contains("answer"));
    }
    void whatMediaCannotDo() // §5.2: 488, nothing has changed
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.establishIncoming();
        peer.phone.script.refuseRemote
            = MediaError{MediaError::Kind::NotAcceptable, QStringLiteral("No codec.")};
        peer.request("UPDATE", {"bob offer 2 sendonly"});
        QVERIFY(peer.expect("SIP/2.0 488").contains(HeaderId::Warning));
        QVERIFY(!peer.phone.lastMedia()->isRemoteHold());
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void anUpdateOutsideOfADialog() // §5.2, RFC 3261 §12.2.2
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.requestOutside("UPDATE", {WirePeer::Offer});
        peer.expect("SIP/2.0 481");
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3311Server)
#include "tst_Rfc3311Server.moc"
