// RFC 4028, session timers: the phone is called (UAS of §9), refreshes or watches after that (§10), in
// virtual time against a peer written by hand. The other parts are tst_Rfc4028 and tst_Rfc4028Ends.
//
// Covered: §9 (422; the value of the 2xx; table 2 row by row; Require), §10 (who hangs up when), requests in
// the dialog that refresh, change the roles, or are refused.
//
// Not covered: proxies (§8) beyond what their Session-Expires in the request of a peer without timers looks
// like.
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;

namespace {

using Headers = QList<std::pair<QByteArray, QByteArray>>;
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

/// The peer called with @p headers and the phone accepted. @returns its 2xx.
SipMessage accepted(WirePeer &peer, const Headers &headers)
{
    const SipRequest invite = peer.invite({WirePeer::Offer, headers});
    peer.expect("SIP/2.0 180");
    (void)peer.phone.invitation()->accept();
    const SipMessage success = peer.expect("SIP/2.0 200");
    peer.joinAsCaller(success);
    peer.acknowledge(invite);
    return success;
}

} // namespace

class tst_Rfc4028Server : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tooBrief_data() // §9
    {
        QTest::addColumn<QByteArray>("supported");
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<bool>("refused");
        QTest::newRow("below our minimum") << QByteArray("timer") << QByteArray("119") << true;
        QTest::newRow("the minimum") << QByteArray("timer") << QByteArray("120") << false;
        QTest::newRow("zero") << QByteArray("timer") << QByteArray("0") << true;
        QTest::newRow("who does not know timers is not told")
            << QByteArray("x") << QByteArray("100") << false;
        QTest::newRow("rubbish is not there") << QByteArray("timer") << QByteArray("brief") << false;
    }
    void tooBrief()
    {
        QFETCH(QByteArray, supported);
        QFETCH(QByteArray, asked);
        QFETCH(bool, refused);
        FakeClock clock;
        WirePeer peer(clock, {.minSessionExpires = 120s});
        peer.invite({WirePeer::Offer, {{"Supported", supported}, expires(asked)}});
        if (!refused) {
            peer.expect("SIP/2.0 180");
            return;
        }
        QCOMPARE(peer.expect("SIP/2.0 422").value(HeaderId::MinSE).toByteArray(), QByteArray("120"));
        QVERIFY(peer.phone.invitations.isEmpty()); // nobody was rung for it
    }
    void ourMinimumIsNeverBelow90() // §5
    {
        FakeClock clock;
        WirePeer peer(clock, {.minSessionExpires = 5s});
        peer.invite({WirePeer::Offer, {knowsTimer, expires("60")}});
        QCOMPARE(peer.expect("SIP/2.0 422").value(HeaderId::MinSE).toByteArray(), QByteArray("90"));
    }

    void whatWeAnswer_data() // §9, table 2
    {
        QTest::addColumn<QByteArray>("supported");
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QByteArray>("smallest");
        QTest::addColumn<int>("wanted");
        QTest::addColumn<QByteArray>("answered");
        QTest::addColumn<bool>("required");
        const auto row = [](const char *name, const char *supported, const char *asked, const char *smallest,
                             int wanted, const char *answered, bool required) {
            QTest::newRow(name) << QByteArray(supported) << QByteArray(asked) << QByteArray(smallest)
                                << wanted << QByteArray(answered) << required;
        };
        row("no, none: uas", "", "600", "", 1800, "600;refresher=uas", false);
        row("yes, none: who asks refreshes", "timer", "600", "", 1800, "600;refresher=uac", true);
        row("yes, uac: uac", "timer", "600;refresher=uac", "", 1800, "600;refresher=uac", true);
        row("yes, uas: uas", "timer", "600;refresher=uas", "", 1800, "600;refresher=uas", true);
        row("what is asked for is not made longer", "timer", "100", "", 1800, "100;refresher=uac", true);
        row("a week is made a day", "timer", "604800", "", 1800, "86400;refresher=uac", true);
        row("but not below his minimum", "timer", "604800", "604800", 1800, "604800;refresher=uac", true);
        row("nothing asked: we ask, and do the work", "timer", "", "", 1800, "1800;refresher=uas", true);
        row("the same, not below his minimum", "timer", "", "3600", 1800, "3600;refresher=uas", true);
        row("nothing asked, timers unknown: we refresh alone", "", "", "", 1800, "1800;refresher=uas", false);
        row("we want none: the caller's is taken", "timer", "600", "", 0, "600;refresher=uac", true);
        row("nobody wants one: none", "timer", "", "", 0, "", false);
        row("below the minimum, timers unknown: not heard", "", "30", "", 0, "", false);
    }
    void whatWeAnswer()
    {
        QFETCH(QByteArray, supported);
        QFETCH(QByteArray, asked);
        QFETCH(QByteArray, smallest);
        QFETCH(int, wanted);
        FakeClock clock;
        WirePeer peer(clock, {.sessionExpires = std::chrono::seconds(wanted)});
        Headers headers;
        if (!supported.isEmpty())
            headers.append({"Supported", supported});
        if (!asked.isEmpty())
            headers.append(expires(asked));
        if (!smallest.isEmpty())
            headers.append({"Min-SE", smallest});
        const SipMessage success = accepted(peer, headers);
        QTEST(sessionExpires(success), "answered");
        QTEST(success.hasToken(HeaderId::Require, "timer"), "required");
        QVERIFY(success.hasToken(HeaderId::Supported, "timer"));
        QVERIFY(!success.contains(HeaderId::MinSE)); // §5: in a 422 only
    }
    void requireTimerIsNoObstacle()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipMessage success = accepted(peer, {{"Require", "timer"}, expires("300;refresher=uas")});
        QCOMPARE(sessionExpires(success), QByteArray("300;refresher=uas"));
        QVERIFY(success.hasToken(HeaderId::Require, "timer"));
    }
    void noOtherAnswerSaysAnything() // §4: in a 2xx only
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {knowsTimer, expires("300")}});
        QVERIFY(!peer.expect("SIP/2.0 180").contains(HeaderId::SessionExpires));
        QVERIFY(peer.phone.invitation()->reject());
        QVERIFY(!peer.expect("SIP/2.0 486").contains(HeaderId::SessionExpires));
    }

    void weRefresh() // §10
    {
        FakeClock clock;
        WirePeer peer(clock);
        accepted(peer, {knowsTimer, takesUpdate, expires("100;refresher=uas")});
        peer.run(50s);
        const SipMessage update = peer.expect("UPDATE");
        QCOMPARE(sessionExpires(update), QByteArray("100;refresher=uac")); // the same person in another role
        peer.answer(update, 200, {}, {{}, {knowsTimer, expires("100;refresher=uac")}});
        peer.run(50s);
        peer.expect("UPDATE");
    }
    void weRefreshByReinvite()
    {
        FakeClock clock;
        WirePeer peer(clock);
        accepted(peer, {knowsTimer, expires("100;refresher=uas")});
        peer.run(50s);
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(peer.phone.lastMedia()->options.last().change == DescriptionOptions::Change::None);
        peer.answer(invite, 200, {}, {WirePeer::Answer, {knowsTimer, expires("100;refresher=uac")}});
        peer.expect("ACK");
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void weWatch_data() // §10
    {
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("UPDATE") << QByteArray("UPDATE");
        QTest::newRow("INVITE") << QByteArray("INVITE");
    }
    void weWatch()
    {
        QFETCH(QByteArray, method);
        FakeClock clock;
        WirePeer peer(clock);
        const Headers refresh{knowsTimer, expires("90;refresher=uac")};
        accepted(peer, refresh);
        const QPointer<Invitation> call = peer.phone.invitation();
        for (int i = 0; i < 3; ++i) {
            peer.run(58s);
            const SipRequest request
                = peer.request(method, {method == "INVITE" ? WirePeer::Offer : QByteArray(), refresh});
            const SipMessage success = peer.expect("SIP/2.0 200");
            QCOMPARE(sessionExpires(success), QByteArray("90;refresher=uac"));
            QVERIFY(success.hasToken(HeaderId::Require, "timer"));
            if (method == "INVITE")
                peer.acknowledge(request);
        }
        peer.run(58s);
        peer.expectNothing();
        Session::End end;
        connect(call.data(), &Session::stateChanged, call.data(), [&] { end = call->end(); });
        peer.run(2s);
        QVERIFY(peer.expect("BYE").value(HeaderId::Reason).toByteArray().contains("cause=408"));
        QCOMPARE(end.code, 408);
        QCOMPARE(end.by, Session::End::By::Network);
        QCOMPARE(end.phrase, Session::TimerExpired.toByteArray());
    }
    void aRefusedRefreshIsNone()
    {
        FakeClock clock;
        WirePeer peer(clock);
        accepted(peer, {knowsTimer, expires("90;refresher=uac")});
        peer.run(30s);
        peer.request("UPDATE", {{}, {knowsTimer, expires("80;refresher=uac")}});
        QCOMPARE(peer.expect("SIP/2.0 422").value(HeaderId::MinSE).toByteArray(), QByteArray("90"));
        peer.phone.script.refuseRemote = MediaError{MediaError::Kind::NotAcceptable, {}};
        peer.request("UPDATE", {WirePeer::Offer, {knowsTimer, expires("90;refresher=uac")}});
        peer.expect("SIP/2.0 488");
        peer.run(29s);
        peer.expectNothing();
        peer.run(2s);
        peer.expect("BYE");
    }
    void theRolesChangeInTheCall()
    {
        FakeClock clock;
        WirePeer peer(clock);
        accepted(peer, {knowsTimer, takesUpdate, expires("100;refresher=uac")});
        peer.run(40s);
        peer.request("UPDATE", {{}, {knowsTimer, expires("100;refresher=uas")}});
        QCOMPARE(sessionExpires(peer.expect("SIP/2.0 200")), QByteArray("100;refresher=uas"));
        peer.run(50s);
        const SipMessage ours = peer.expect("UPDATE");
        QCOMPARE(sessionExpires(ours), QByteArray("100;refresher=uac"));
        peer.answer(ours, 200, {}, {{}, {knowsTimer, expires("100;refresher=uas")}}); // and back
        peer.run(66s);
        peer.expectNothing();
        peer.run(3s);
        peer.expect("BYE");
    }
    void whoDoesNotCareChangesNothing() // §7.4: roles stay unless somebody says otherwise
    {
        FakeClock clock;
        WirePeer peer(clock);
        accepted(peer, {knowsTimer, takesUpdate, expires("100;refresher=uas")});
        peer.request("UPDATE", {{}, {knowsTimer, expires("100")}});
        QCOMPARE(sessionExpires(peer.expect("SIP/2.0 200")), QByteArray("100;refresher=uas"));
        peer.request("UPDATE", {{}, {knowsTimer}}); // target refresh, nothing about timers
        QCOMPARE(sessionExpires(peer.expect("SIP/2.0 200")), QByteArray("100;refresher=uas"));
    }
    void earlyUpdatesKnowNoTimer()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {knowsTimer}});
        peer.joinAsCaller(peer.expect("SIP/2.0 180"));
        peer.request("UPDATE", {{}, {knowsTimer, expires("90;refresher=uac")}});
        QVERIFY(!peer.expect("SIP/2.0 200").contains(HeaderId::SessionExpires));
    }
};

QTEST_GUILESS_MAIN(tst_Rfc4028Server)
#include "tst_Rfc4028Server.moc"
