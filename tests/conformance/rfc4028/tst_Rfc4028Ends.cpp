// RFC 4028 §10, session timers: what becomes of a call whose refreshes fail, in virtual time against a peer
// written by hand; and two phones of ours for a day. The other parts are tst_Rfc4028 and tst_Rfc4028Server.
//
// Covered: 408, 481 and silence, other refusals, trouble on the wire, the end that is told.
#include "CallWorld.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using By = Session::End::By;

namespace {

const std::pair<QByteArray, QByteArray> takesUpdate{"Allow", "INVITE, ACK, CANCEL, BYE, UPDATE"};
const std::pair<QByteArray, QByteArray> knowsTimer{"Supported", "timer"};

std::pair<QByteArray, QByteArray> expires(const QByteArray &value)
{
    return {"Session-Expires", value};
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

class tst_Rfc4028Ends : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theDialogIsGone_data() // §10
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("byUpdate");
        QTest::newRow("481 to UPDATE") << 481 << true;
        QTest::newRow("408 to UPDATE") << 408 << true;
        QTest::newRow("481 to INVITE") << 481 << false;
        QTest::newRow("no answer to UPDATE") << 0 << true;
    }
    void theDialogIsGone()
    {
        QFETCH(int, code);
        QFETCH(bool, byUpdate);
        FakeClock clock;
        WirePeer peer(clock);
        QList<std::pair<QByteArray, QByteArray>> headers{knowsTimer, expires("200;refresher=uac")};
        if (byUpdate)
            headers.append(takesUpdate);
        const QPointer<Inviter> call = established(peer, headers);
        peer.run(100s);
        const SipMessage refresh = peer.expect(byUpdate ? "UPDATE" : "INVITE");
        if (code)
            peer.answer(refresh, code);
        else
            peer.run(33s);
        QVERIFY(peer.phone.transport->count("BYE") >= 1);
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().code, code ? code : 408);
    }
    void otherFailuresAreTriedAgain() // §10: but not without end
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call
            = established(peer, {knowsTimer, takesUpdate, expires("160;refresher=uac")});
        peer.run(80s);
        for (int i = 0; i < 4; ++i) {
            peer.answer(
                peer.expect(i == 0 ? "UPDATE" : "INVITE"), 403); // who dislikes the one may take the other
            if (i > 0)
                peer.expect("ACK");
            peer.run(19900ms);
            if (i < 3)
                peer.expectNothing();
            peer.run(100ms);
        }
        QVERIFY(peer.expect("BYE").value(HeaderId::Reason).toByteArray().contains("Session timer expired"));
        QCOMPARE(call->end().code, 408);
        QCOMPARE(call->end().by, By::Network);
        QCOMPARE(call->end().phrase, QByteArray("Session timer expired"));
    }
    void oneOfThemHelps()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call
            = established(peer, {knowsTimer, takesUpdate, expires("160;refresher=uac")});
        peer.run(80s);
        peer.answer(peer.expect("UPDATE"), 503);
        peer.run(20s);
        peer.answer(peer.expect("UPDATE"), 491); // glare is settled by itself
        peer.run(4s);
        peer.answer(peer.expect("UPDATE"), 200, {}, {{}, {knowsTimer, expires("160;refresher=uac")}});
        peer.run(79s);
        peer.expectNothing();
        QCOMPARE(call->state(), State::Established);
    }
    void theWireComesBackInTime() // what fails here says nothing about the peer
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call
            = established(peer, {knowsTimer, takesUpdate, expires("160;refresher=uac")});
        peer.phone.transport->failSends(TransportError{TransportError::Kind::Unreachable, {}});
        peer.run(81s);
        peer.phone.transport->failSends({});
        peer.phone.transport->clear();
        QCOMPARE(call->state(), State::Established);
        peer.run(20s);
        peer.answer(peer.expect("UPDATE"), 200, {}, {{}, {knowsTimer, expires("160;refresher=uac")}});
        QCOMPARE(call->state(), State::Established);
    }

    void aQuietCallOfADay() // both sides ours
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        const auto [caller, callee] = world.connectCall(alice, bob);
        world.run(std::chrono::hours(24));
        QCOMPARE(caller->state(), State::Established);
        QCOMPARE(callee->state(), State::Established);
        QCOMPARE(alice.transport->count("UPDATE"), 95); // every quarter of an hour
        QCOMPARE(bob.transport->count("UPDATE"), 0);
        QCOMPARE(alice.mediaFaults() + bob.mediaFaults(), QStringList());
        world.network.setUp(false);
        world.run(1801s);
        QVERIFY(!caller || caller->state() == State::Terminated);
        QVERIFY(!callee || callee->state() == State::Terminated);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc4028Ends)
#include "tst_Rfc4028Ends.moc"
