// RFC 8840, trickle ICE over INFO, with RFC 6086 as far as its package needs it; in virtual time, one end
// written by hand, the media scripted.
//
// Covered: §4.3 (when a dialog may carry candidates), §4.4 (in order, one at a time, generations), §10 (the
// package: Recv-Info, option tag, body, refusals). Not covered: what is in the fragments (§8, §9), which is
// the media's; discovery by GRUU (§5.2): who does not say Recv-Info gets whole descriptions (half trickle).
#include "TrickleChannel.h"
#include "TrickleFragment.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;

namespace {

constexpr char recvInfo[] = "Recv-Info";
constexpr char fragmentType[] = "application/trickle-ice-sdpfrag";

QByteArray fragment(const QByteArray &candidates, const QByteArray &ufrag = "ufra")
{
    QByteArray body = "a=ice-pwd:passwordpasswordpassword\r\na=ice-ufrag:" + ufrag
        + "\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\n";
    for (const QByteArray &one : candidates.split(' '))
        body += one == "end" ? QByteArray("a=end-of-candidates\r\n") : "a=candidate:" + one + "\r\n";
    return body;
}

WireExtra takes(const QByteArray &body = {})
{
    return {body, {{recvInfo, "other, trickle-ice"}}};
}

WireExtra info(const QByteArray &body, const QByteArray &package = "trickle-ice")
{
    return {body, {{"Info-Package", package}, {"Content-Disposition", "Info-Package"}}, fragmentType};
}

struct Trickling : WirePeer {
    explicit Trickling(FakeClock &clock)
        : WirePeer(clock)
    {
        phone.script.wantsTrickle = true;
    }
    void found(const QByteArray &candidates)
    {
        Q_EMIT phone.lastMedia()->fragmentReady(fragment(candidates));
        run(Milliseconds(1));
    }
    Inviter *call()
    {
        Inviter *made = phone.call(Uri);
        invite = expect("INVITE");
        return made;
    }
    Inviter *connectedCall()
    {
        Inviter *made = call();
        answer(invite, 200, "bobtag", takes(Answer));
        joinAsCallee(invite, "bobtag");
        expect("ACK");
        return made;
    }
    SipMessage invite;
};

} // namespace

class tst_Rfc8840 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void section10_weSayThatWeTakeCandidates()
    {
        FakeClock clock;
        Trickling peer(clock);
        peer.call();
        QCOMPARE(peer.invite.value(recvInfo).toByteArray(), QByteArray("trickle-ice"));
        QVERIFY(peer.invite.hasToken(HeaderId::Supported, "trickle-ice"));
        QVERIFY(peer.invite.hasToken(HeaderId::Supported, "100rel")); // and the others as before
        QVERIFY(!peer.invite.contains(HeaderId::Require));
    }
    void section10_mediaThatDoesNotWantSaysNothing()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(invite.value(recvInfo).isEmpty());
        QVERIFY(!invite.hasToken(HeaderId::Supported, "trickle-ice"));
    }
    void section10_theCalleeSaysItToWhoAsks_data()
    {
        QTest::addColumn<bool>("asks");
        QTest::newRow("Recv-Info in the INVITE") << true;
        QTest::newRow("none: RFC 6086 is not spoken") << false;
    }
    void section10_theCalleeSaysItToWhoAsks()
    {
        QFETCH(bool, asks);
        FakeClock clock;
        Trickling peer(clock);
        peer.WirePeer::invite(asks ? takes(WirePeer::Offer) : WireExtra{WirePeer::Offer});
        QCOMPARE(!peer.expect("SIP/2.0 180").value(recvInfo).isEmpty(), asks);
        QVERIFY(peer.phone.invitation()->accept());
        const SipMessage success = peer.expect("SIP/2.0 200");
        QCOMPARE(!success.value(recvInfo).isEmpty(), asks);
        QCOMPARE(success.hasToken(HeaderId::Supported, "trickle-ice"), asks);
    }
    void section4_4_candidatesGoInOrderOneInfoAtATime()
    {
        FakeClock clock;
        Trickling peer(clock);
        peer.connectedCall();
        peer.found("1");
        const SipMessage first = peer.expect("INFO sip:bobtag@192.0.2.2 SIP/2.0");
        QCOMPARE(first.value("Info-Package").toByteArray(), QByteArray("trickle-ice"));
        QCOMPARE(first.contentType(), QByteArray(fragmentType));
        QCOMPARE(first.value(HeaderId::ContentDisposition).toByteArray(), QByteArray("Info-Package"));
        QCOMPARE(first.body(), fragment("1"));
        peer.found("2");
        peer.found("3");
        peer.found("end");
        peer.expectNothing(); // the first is not answered yet
        peer.answer(first, 200);
        const SipMessage second = peer.expect("INFO");
        QCOMPARE(second.body(), fragment("2 3 end")); // what came in between, as one
        QCOMPARE(second.cseq().value().number, first.cseq().value().number + 1);
        peer.answer(second, 200);
        peer.expectNothing();
    }
    void section4_4_whatWasLostGoesWithTheNext()
    {
        FakeClock clock;
        Trickling peer(clock);
        peer.connectedCall();
        peer.found("1");
        peer.answer(peer.expect("INFO"), 500);
        peer.expectNothing();
        peer.found("2");
        QCOMPARE(peer.expect("INFO").body(), fragment("1 2"));
    }
    void section10_refusedOnce_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("isOver");
        QTest::newRow("469: he does not take them") << 469 << false;
        QTest::newRow("415") << 415 << false;
        QTest::newRow("481: his dialog is gone") << 481 << true;
    }
    void section10_refusedOnce()
    {
        QFETCH(int, code);
        QFETCH(bool, isOver);
        FakeClock clock;
        Trickling peer(clock);
        Inviter *call = peer.connectedCall();
        peer.found("1");
        peer.answer(peer.expect("INFO"), code);
        if (isOver) {
            peer.expect("BYE");
            QCOMPARE(call->state(), State::Terminated);
            return;
        }
        peer.found("2");
        peer.expectNothing();
        QCOMPARE(call->state(), State::Established);
    }
    void section4_3_whereNobodyTakesThemNoneGo_data()
    {
        QTest::addColumn<QByteArray>("packages"); // of the peer; empty: no Recv-Info
        QTest::newRow("no Recv-Info") << QByteArray();
        QTest::newRow("other packages") << QByteArray("conference, x-trickle-ice");
    }
    void section4_3_whereNobodyTakesThemNoneGo()
    {
        QFETCH(QByteArray, packages);
        FakeClock clock;
        Trickling peer(clock);
        peer.call();
        WireExtra extra{WirePeer::Answer};
        if (!packages.isEmpty())
            extra.headers.emplaceBack(recvInfo, packages);
        peer.answer(peer.invite, 200, "bobtag", extra);
        peer.expect("ACK");
        peer.found("1");
        peer.expectNothing();
    }
    void section4_3_theCallerTricklesInAnEarlyDialog()
    {
        FakeClock clock;
        Trickling peer(clock);
        peer.call();
        peer.found("1");
        peer.expectNothing(); // there is no dialog
        peer.answer(peer.invite, 180, "bobtag", takes());
        const SipMessage first = peer.expect("INFO sip:bobtag@192.0.2.2 SIP/2.0");
        QCOMPARE(first.body(), fragment("1"));
        QCOMPARE(first.toTag(), QByteArray("bobtag"));
    }
    void section4_3_1_afterTheReliableAnswer()
    {
        FakeClock clock;
        Trickling peer(clock);
        peer.call();
        WireExtra reliable = takes(WirePeer::Answer);
        reliable.headers.emplaceBack("Require", "100rel");
        reliable.headers.emplaceBack("RSeq", "7");
        peer.answer(peer.invite, 183, "bobtag", reliable);
        peer.expect("PRACK");
        peer.expectNothing(); // the PRACK confirms it
        peer.found("1");
        peer.expect("INFO");
    }
    void section4_3_2_anUnreliableAnswerIsConfirmedByInfo()
    {
        FakeClock clock;
        Trickling peer(clock);
        peer.phone.script.fragmentSoFar = fragment("1 2");
        peer.call();
        peer.answer(peer.invite, 183, "bobtag", takes(WirePeer::Answer));
        const SipMessage first = peer.expect("INFO");
        QCOMPARE(first.body(), fragment("1 2")); // nothing new: said again
        peer.answer(first, 200);
        peer.answer(peer.invite, 183, "bobtag", takes(WirePeer::Answer)); // it comes again
        peer.expectNothing();
    }
    void section4_3_2_theCalleeRepeatsItsUnreliableAnswer()
    {
        FakeClock clock;
        Trickling peer(clock);
        peer.WirePeer::invite(takes(WirePeer::Offer));
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->progress({.statusCode = 183}));
        const SipMessage progress = peer.expect("SIP/2.0 183");
        QVERIFY(!progress.body().isEmpty());
        peer.found("9");
        peer.expectNothing();                    // INFO would not be safe yet
        peer.expectWithin(500ms, "SIP/2.0 183"); // T1
        peer.expectWithin(1s, "SIP/2.0 183");    // doubles
        peer.joinAsCaller(progress);
        peer.request("INFO", info(fragment("5")));
        peer.expect("SIP/2.0 200");
        QCOMPARE(peer.expect("INFO").body(), fragment("9")); // now he is known to be there
        QCOMPARE(peer.phone.lastMedia()->fragments, QList{fragment("5")});
        const qsizetype before = peer.phone.transport->sent().size();
        peer.run(1500ms);
        for (qsizetype i = before; i < peer.phone.transport->sent().size(); ++i) // only the INFO goes again
            QVERIFY(peer.phone.transport->sent().at(i).message.statusCode() != 183);
    }
    void section4_3_theCalleeWaitsForTheAck()
    {
        FakeClock clock;
        Trickling peer(clock);
        const SipRequest invite = peer.WirePeer::invite(takes(WirePeer::Offer));
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->accept());
        peer.joinAsCaller(peer.expect("SIP/2.0 200"));
        peer.found("1");
        peer.expectNothing();
        peer.acknowledge(invite);
        QCOMPARE(peer.expect("INFO").body(), fragment("1"));
    }
    void section4_3_anotherForkGetsAllOfThem()
    {
        FakeClock clock;
        Trickling peer(clock);
        peer.phone.script.fragmentSoFar = fragment("0 1");
        peer.call();
        peer.answer(peer.invite, 180, "one", takes());
        peer.found("1");
        peer.answer(peer.expect("INFO sip:one@192.0.2.2 SIP/2.0"), 200);
        peer.answer(peer.invite, 200, "two", takes(WirePeer::Answer));
        peer.expect("ACK");
        peer.found("2");
        QCOMPARE(peer.expect("INFO sip:two@192.0.2.2 SIP/2.0").body(), fragment("0 1 2"));
    }
    void section4_4_hisCandidatesWaitForTheDescription()
    {
        FakeClock clock;
        Trickling peer(clock);
        peer.call();
        peer.answer(peer.invite, 180, "bobtag", takes());
        peer.joinAsCallee(peer.invite, "bobtag");
        peer.request("INFO", info(fragment("1")));
        peer.expect("SIP/2.0 200");
        peer.request("INFO", info(fragment("2")));
        peer.expect("SIP/2.0 200");
        auto *media = peer.phone.lastMedia();
        QCOMPARE(media->fragments, QList<QByteArray>());
        peer.answer(peer.invite, 200, "bobtag", takes(WirePeer::Answer));
        peer.expect("ACK");
        QCOMPARE(media->fragments, QList{fragment("1 2")});
        peer.request("INFO", info(fragment("end")));
        peer.expect("SIP/2.0 200");
        QCOMPARE(media->fragments.last(), fragment("end"));
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void section10_infoThatIsRefused_data()
    {
        QTest::addColumn<bool>("isWanted");
        QTest::addColumn<QByteArray>("package");
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<qsizetype>("bytes");
        QTest::addColumn<int>("code");
        const QByteArray type(fragmentType);
        QTest::newRow("no ICE in this call: 469")
            << false << QByteArray("trickle-ice") << type << qsizetype(9) << 469;
        QTest::newRow("another package: 469")
            << true << QByteArray("conference") << type << qsizetype(9) << 469;
        QTest::newRow("not of the package's type: 415")
            << true << QByteArray("trickle-ice") << QByteArray("application/sdp") << qsizetype(9) << 415;
        QTest::newRow("no body: 400") << true << QByteArray("trickle-ice") << type << qsizetype(0) << 400;
        QTest::newRow("too much: 413")
            << true << QByteArray("trickle-ice") << type << TrickleChannel::Limits::Fragment + 1 << 413;
        QTest::newRow("in capitals it is the same: 200")
            << true << QByteArray("Trickle-ICE") << type << qsizetype(9) << 200;
    }
    void section10_infoThatIsRefused()
    {
        QFETCH(bool, isWanted);
        QFETCH(QByteArray, package);
        QFETCH(QByteArray, contentType);
        QFETCH(qsizetype, bytes);
        QFETCH(int, code);
        FakeClock clock;
        Trickling peer(clock);
        peer.phone.script.wantsTrickle = isWanted;
        Inviter *call = peer.connectedCall();
        WireExtra extra = info(QByteArray(bytes, 'x'), package);
        extra.contentType = contentType;
        peer.request("INFO", extra);
        const SipMessage response = peer.expect("SIP/2.0 " + QByteArray::number(code));
        if (code == 469)
            QCOMPARE(response.value(recvInfo).toByteArray(), QByteArray(isWanted ? "trickle-ice" : ""));
        if (code == 415)
            QCOMPARE(response.value(HeaderId::Accept).toByteArray(), QByteArray(fragmentType));
        QCOMPARE(peer.phone.lastMedia()->fragments.size(), code == 200 ? 1 : 0);
        QCOMPARE(call->state(), State::Established);
    }
    void moreThanTheLimitIsNotSent()
    {
        FakeClock clock;
        Trickling peer(clock);
        peer.connectedCall();
        peer.found("1");
        const SipMessage first = peer.expect("INFO");
        for (int i = 0; i < 200; ++i)
            peer.found(QByteArray::number(i) + QByteArray(200, 'x'));
        peer.answer(first, 200);
        const SipMessage second = peer.expect("INFO");
        QVERIFY(second.body().size() <= TrickleChannel::Limits::Fragment);
        QVERIFY(second.body().size() > TrickleChannel::Limits::Fragment / 2);
    }
    void section4_2_areinviteSaysItAgain()
    {
        FakeClock clock;
        Trickling peer(clock);
        Inviter *call = peer.connectedCall();
        QVERIFY(call->reinvite());
        const SipMessage invite = peer.expect("INVITE");
        QCOMPARE(invite.value(recvInfo).toByteArray(), QByteArray("trickle-ice"));
        QVERIFY(invite.hasToken(HeaderId::Supported, "trickle-ice"));
        QVERIFY(invite.hasToken(HeaderId::Supported, "timer"));
    }
    void fragmentsAreMerged_data()
    {
        QTest::addColumn<QByteArray>("earlier");
        QTest::addColumn<QByteArray>("later");
        QTest::addColumn<QByteArray>("merged");
        QTest::newRow("nothing yet") << QByteArray() << fragment("1") << fragment("1");
        QTest::newRow("in the order in which they were said")
            << fragment("2") << fragment("1") << fragment("2 1");
        QTest::newRow("each once") << fragment("1 2") << fragment("2 3") << fragment("1 2 3");
        QTest::newRow("the end stays the end") << fragment("1 end") << fragment("2") << fragment("1 2 end");
        QTest::newRow("another generation stands alone")
            << fragment("1") << fragment("2", "othr") << fragment("2", "othr");
        QTest::newRow("another section is added")
            << fragment("1") << fragment("2").replace("mid:0", "mid:1")
            << fragment("1") + "m=audio 9 RTP/AVP 0\r\na=mid:1\r\na=candidate:2\r\n";
    }
    void fragmentsAreMerged()
    {
        QFETCH(QByteArray, earlier);
        QFETCH(QByteArray, later);
        QTEST(TrickleFragment::merged(earlier, later), "merged");
    }
};

QTEST_GUILESS_MAIN(tst_Rfc8840)
#include "tst_Rfc8840.moc"
