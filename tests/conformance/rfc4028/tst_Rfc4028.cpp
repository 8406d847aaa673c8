// RFC 4028, session timers: the phone calls (UAC of §7), and refreshes or watches after that (§10), in
// virtual time against a peer written by hand. The other parts are tst_Rfc4028Server and tst_Rfc4028Ends.
//
// Covered: §4 and §5 (both headers; rubbish in them), §7.1 (what the INVITE says), §7.2 (what a 2xx makes of
// it, table row by row), §7.3 (422), §7.4 (refreshes by UPDATE and by re-INVITE), §10 (who hangs up when).
//
// Not covered: proxies (§8). Deviation: CANCEL does not list `timer` in Supported (§7.1 wants it in each
// request).
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;

namespace {

const std::pair<QByteArray, QByteArray> takesUpdate{"Allow", "INVITE, ACK, CANCEL, BYE, UPDATE"};
const std::pair<QByteArray, QByteArray> knowsTimer{"Supported", "timer"};

std::pair<QByteArray, QByteArray> expires(const QByteArray &value)
{
    return {"Session-Expires", value};
}

QByteArray sessionExpires(const SipMessage &message)
{
    return message.value(HeaderId::SessionExpires).toByteArray();
}

/// A call that the peer answered with @p headers.
QPointer<Inviter> established(WirePeer &peer, const QList<std::pair<QByteArray, QByteArray>> &headers)
{
    const QPointer<Inviter> call = peer.phone.call(WirePeer::Uri);
    const SipMessage invite = peer.expect("INVITE");
    peer.answer(invite, 200, "bobtag", {WirePeer::Answer, headers});
    peer.joinAsCallee(invite, "bobtag");
    peer.expect("ACK");
    return call;
}

} // namespace

class tst_Rfc4028 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theInviteAsks() // §7.1
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(invite.hasToken(HeaderId::Supported, "timer"));
        QVERIFY(!invite.contains(HeaderId::Require));
        QCOMPARE(sessionExpires(invite), QByteArray("1800")); // who refreshes is left open
        QVERIFY(!invite.contains(HeaderId::MinSE));           // 90 goes without saying (§5)
    }
    void zeroAsksForNothing()
    {
        FakeClock clock;
        WirePeer peer(clock, {.sessionExpires = 0s});
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(invite.hasToken(HeaderId::Supported, "timer"));
        QVERIFY(!invite.contains(HeaderId::SessionExpires));
    }
    void aMinimumOfOursIsSaid() // §7.1: and the interval is not below it
    {
        FakeClock clock;
        WirePeer peer(clock, {.sessionExpires = 100s, .minSessionExpires = 200s});
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        QCOMPARE(invite.value(HeaderId::MinSE).toByteArray(), QByteArray("200"));
        QCOMPARE(sessionExpires(invite), QByteArray("200"));
    }
    void eachRequestListsTimer() // §7.1: but ACK
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "bobtag", {{}, {{"Require", "100rel"}, {"RSeq", "1"}}});
        const SipMessage prack = peer.expect("PRACK");
        QVERIFY(prack.hasToken(HeaderId::Supported, "timer"));
        peer.answer(prack, 200);
        peer.answer(invite, 200, "bobtag", {WirePeer::Answer});
        QVERIFY(!peer.expect("ACK").contains(HeaderId::Supported));
        QVERIFY(call->info({{}, "text/plain", "x"}));
        QVERIFY(peer.expect("INFO").hasToken(HeaderId::Supported, "timer"));
        call->hangUp();
        QVERIFY(peer.expect("BYE").hasToken(HeaderId::Supported, "timer"));
    }

    void whatTheAnswerMakesOfIt_data() // §7.2, §10
    {
        QTest::addColumn<QByteArray>("expires");
        QTest::addColumn<bool>("knowsTimer");
        QTest::addColumn<int>("seconds"); // until the phone does something by itself; 0: never
        QTest::addColumn<QByteArray>("then");
        const auto row
            = [](const char *name, const char *expires, bool knows, int seconds, const char *then) {
                  QTest::newRow(name) << QByteArray(expires) << knows << seconds << QByteArray(then);
              };
        row("uac: we refresh at half", "100;refresher=uac", true, 50, "UPDATE");
        row("refresher unsaid: we do", "100", true, 50, "UPDATE");
        row("uas: we hang up 32 s before the end", "1800;refresher=uas", true, 1768, "BYE");
        row("uas: or a third before it", "90;refresher=uas", true, 60, "BYE");
        row("knows timers, wants none: none", "", true, 0, "");
        row("does not know timers: we refresh alone", "", false, 900, "UPDATE");
        row("below the minimum: as if it did not know them", "89;refresher=uac", false, 900, "UPDATE");
        row("rubbish: the same", "soon", false, 900, "UPDATE");
        row("beyond all numbers: the same", "99999999999", false, 900, "UPDATE");
        row("very long: at half of a day at most", "4294967295;refresher=uac", true, 43200, "UPDATE");
    }
    void whatTheAnswerMakesOfIt()
    {
        QFETCH(QByteArray, expires);
        QFETCH(bool, knowsTimer);
        QFETCH(int, seconds);
        QFETCH(QByteArray, then);
        FakeClock clock;
        WirePeer peer(clock);
        QList<std::pair<QByteArray, QByteArray>> headers{takesUpdate};
        if (!expires.isEmpty())
            headers.append(::expires(expires));
        if (knowsTimer)
            headers.append({{"Supported", "timer"}});
        const QPointer<Inviter> call = established(peer, headers);
        if (seconds == 0) {
            peer.run(std::chrono::hours(48));
            peer.expectNothing();
            QCOMPARE(call->state(), State::Established);
            return;
        }
        peer.run(std::chrono::seconds(seconds) - 1s);
        peer.expectNothing();
        peer.run(2s);
        peer.expect(then);
    }
    void aTimerThatNobodyAskedFor() // §7.2: a UAC must be prepared for it
    {
        FakeClock clock;
        WirePeer peer(clock, {.sessionExpires = 0s});
        established(peer, {takesUpdate, expires("120;refresher=uac"), {"Require", "timer"}});
        peer.run(61s);
        QCOMPARE(sessionExpires(peer.expect("UPDATE")), QByteArray("120;refresher=uac"));
    }

    void tooBrief() // §7.3
    {
        FakeClock clock;
        WirePeer peer(clock, {.sessionExpires = 100s});
        const QPointer<Inviter> call = peer.phone.call(WirePeer::Uri);
        const SipMessage first = peer.expect("INVITE");
        peer.answer(first, 180, "p1");
        peer.answer(first, 422, "p1", {{}, {{"Min-SE", "200"}}});
        peer.expect("ACK");
        const SipMessage second = peer.expect("INVITE");
        QCOMPARE(second.callId(), first.callId());
        QCOMPARE(second.fromTag(), first.fromTag());
        QVERIFY(second.toTag().isEmpty());
        QCOMPARE(second.cseq().value().number, first.cseq().value().number + 1);
        QVERIFY(second.body().contains(" offer "));
        QCOMPARE(peer.phone.media.size(), 1);
        QCOMPARE(second.value(HeaderId::Contact).toByteArray(), first.value(HeaderId::Contact).toByteArray());
        QCOMPARE(second.count(HeaderId::Via), 1);
        QCOMPARE(sessionExpires(second), QByteArray("200"));
        QCOMPARE(second.value(HeaderId::MinSE).toByteArray(), QByteArray("200"));
        QVERIFY(!call->isRinging());                               // whoever rang, rings no more
        peer.answer(second, 422, "p2", {{}, {{"Min-SE", "300"}}}); // the next on the way wants more
        peer.expect("ACK");
        const SipMessage third = peer.expect("INVITE");
        QCOMPARE(sessionExpires(third), QByteArray("300"));
        QCOMPARE(third.value(HeaderId::MinSE).toByteArray(), QByteArray("300")); // the largest of them
        peer.answer(third, 200, "bobtag",
            {WirePeer::Answer, {knowsTimer, takesUpdate, expires("300;refresher=uac")}});
        QCOMPARE(peer.expect("ACK").cseq().value().number, 3u);
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
        peer.run(151s); // §7.4: and in every refresh
        QCOMPARE(peer.expect("UPDATE").value(HeaderId::MinSE).toByteArray(), QByteArray("300"));
    }
    void tooBriefForGood_data()
    {
        QTest::addColumn<QByteArray>("smallest");
        QTest::newRow("no Min-SE") << QByteArray();
        QTest::newRow("rubbish") << QByteArray("many");
        QTest::newRow("what we said already") << QByteArray("100");
        QTest::newRow("more than a day") << QByteArray("4294967295");
    }
    void tooBriefForGood() // §7.3 only lets us try
    {
        QFETCH(QByteArray, smallest);
        FakeClock clock;
        WirePeer peer(clock, {.sessionExpires = 100s});
        Inviter *call = peer.phone.call(WirePeer::Uri);
        QList<std::pair<QByteArray, QByteArray>> headers;
        if (!smallest.isEmpty())
            headers.append({"Min-SE", smallest});
        peer.answer(peer.expect("INVITE"), 422, "p", {{}, headers});
        peer.expect("ACK");
        peer.expectNothing();
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().code, 422);
    }
    void everGrowingMinimaHaveAnEnd()
    {
        FakeClock clock;
        WirePeer peer(clock, {.sessionExpires = 100s});
        Inviter *call = peer.phone.call(WirePeer::Uri);
        for (int i = 1; i <= 4; ++i) {
            peer.answer(peer.expect("INVITE"), 422, "p", {{}, {{"Min-SE", QByteArray::number(100 + i)}}});
            peer.expect("ACK");
        }
        peer.expectNothing();
        QCOMPARE(call->end().code, 422);
    }

    void refreshByUpdate() // §7.4
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = established(
            peer, {knowsTimer, takesUpdate, expires("100;refresher=uac"), {"Require", "timer"}});
        for (int i = 0; i < 3; ++i) {
            peer.run(49s);
            peer.expectNothing();
            peer.run(1s);
            const SipMessage update = peer.expect("UPDATE sip:bobtag@192.0.2.2");
            QVERIFY(update.body().isEmpty());
            QVERIFY(update.contains(HeaderId::Contact));
            QCOMPARE(sessionExpires(update), QByteArray("100;refresher=uac"));
            peer.answer(update, 200, {}, {{}, {knowsTimer, expires("100;refresher=uac")}});
        }
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 1);
    }
    void refreshByReinvite() // §7.4: where UPDATE is not allowed; the offer says that nothing changed
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = established(peer, {knowsTimer, expires("100;refresher=uac")});
        QSignalSpy rejected(call, &Session::reinviteRejected);
        for (int i = 0; i < 2; ++i) {
            peer.run(50s);
            const SipMessage invite = peer.expect("INVITE");
            QVERIFY(!invite.body().isEmpty());
            QVERIFY(peer.phone.lastMedia()->options.last().change == DescriptionOptions::Change::None);
            QCOMPARE(sessionExpires(invite), QByteArray("100;refresher=uac"));
            peer.answer(invite, 200, {}, {WirePeer::Answer, {knowsTimer, expires("100;refresher=uac")}});
            peer.expect("ACK");
        }
        peer.run(50s);
        peer.answer(peer.expect("INVITE"), 488);
        peer.expect("ACK");
        QCOMPARE(rejected.count(), 0); // nobody asked for it: nobody hears of it
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void anUpdateThatIsNotTakenAfterAll()
    {
        FakeClock clock;
        WirePeer peer(clock);
        established(peer, {knowsTimer, takesUpdate, expires("100;refresher=uac")});
        peer.run(50s);
        peer.answer(peer.expect("UPDATE"), 501);
        peer.expect("INVITE");
    }
    void anyReinviteIsARefresh() // §7.4, §10: and it may change the roles
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call
            = established(peer, {knowsTimer, takesUpdate, expires("100;refresher=uac")});
        peer.run(40s);
        QVERIFY(call->hold());
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(peer.phone.lastMedia()->options.last().change == DescriptionOptions::Change::Possible);
        QCOMPARE(sessionExpires(invite), QByteArray("100;refresher=uac"));
        peer.answer(invite, 200, {}, {"bob answer 2 recvonly", {knowsTimer, expires("100;refresher=uas")}});
        peer.expect("ACK");
        peer.run(67s);
        peer.expectNothing();
        peer.run(2s);
        peer.expect("BYE");
    }
    void switchedOffByAnAnswer() // §7.2
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call
            = established(peer, {knowsTimer, takesUpdate, expires("100;refresher=uac")});
        peer.run(50s);
        peer.answer(peer.expect("UPDATE"), 200, {}, {{}, {knowsTimer}});
        peer.run(std::chrono::hours(3));
        peer.expectNothing();
        QCOMPARE(call->state(), State::Established);
    }
    void aRefreshThatIsTooBrief() // §7.3 in the dialog
    {
        FakeClock clock;
        WirePeer peer(clock);
        established(peer, {knowsTimer, takesUpdate, expires("100;refresher=uac")});
        peer.run(50s);
        peer.answer(peer.expect("UPDATE"), 422, {}, {{}, {{"Min-SE", "240"}}});
        const SipMessage again = peer.expect("UPDATE");
        QCOMPARE(sessionExpires(again), QByteArray("240;refresher=uac"));
        QCOMPARE(again.value(HeaderId::MinSE).toByteArray(), QByteArray("240"));
    }
};

QTEST_GUILESS_MAIN(tst_Rfc4028)
#include "tst_Rfc4028.moc"
