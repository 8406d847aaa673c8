// REFER outside a dialog (RFC 3515, RFC 4488, RFC 4538): we ask a peer written by hand, and between two user
// agents. Not covered: several answers of forks, of which the first is heard; refreshing the subscription.
#include "CallWorld.h"
#include "Referrer.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Referrer::State;
using Refusal = Session::Refusal;

namespace {

const NameAddr carol = NameAddr::parse("<sip:carol@192.0.2.3>").value();

WireExtra report(const QByteArray &line, const QByteArray &state = "active;expires=60")
{
    return {line + "\r\n", {{"Event", "refer"}, {"Subscription-State", state}}, "message/sipfrag"};
}

} // namespace

class tst_Referrer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void askedAndTold()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Referrer referrer(*peer.phone.agent, address(WirePeer::Uri));
        QSignalSpy notified(&referrer, &Referrer::notified);
        QVERIFY(referrer.refer(carol));
        QCOMPARE(referrer.refer(carol).error(), Refusal::WrongState);
        QCOMPARE(referrer.state(), State::Trying);
        const SipMessage refer = peer.expect("REFER sip:bob@192.0.2.2 SIP/2.0");
        QCOMPARE(refer.value(HeaderId::ReferTo).toByteArray(), QByteArray("<sip:carol@192.0.2.3>"));
        QVERIFY(refer.contains(HeaderId::ReferredBy));
        QVERIFY(refer.contains(HeaderId::Contact));
        QVERIFY(refer.toTag().isEmpty());
        peer.joinAsCallee(refer, "bobtag");
        peer.request("NOTIFY", report("SIP/2.0 100 Trying")); // quicker than the 202
        peer.expect("SIP/2.0 200");
        peer.answer(refer, 202, "bobtag");
        QCOMPARE(referrer.state(), State::Trying);
        peer.request("NOTIFY", report("SIP/2.0 180 Ringing"));
        peer.expect("SIP/2.0 200");
        QCOMPARE(referrer.state(), State::Ringing);
        peer.request("NOTIFY", report("SIP/2.0 200 OK", "terminated;reason=noresource"));
        peer.expect("SIP/2.0 200");
        QCOMPARE(referrer.state(), State::Succeeded);
        QCOMPARE(referrer.statusCode(), 200);
        QCOMPARE(notified.count(), 3);
    }
    void refused_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("declined") << 603;
        QTest::newRow("not allowed") << 405;
    }
    void refused()
    {
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        Referrer referrer(*peer.phone.agent, address(WirePeer::Uri));
        QVERIFY(referrer.refer(carol));
        peer.answer(peer.expect("REFER"), code, "x");
        QCOMPARE(referrer.state(), State::Failed);
        QCOMPARE(referrer.statusCode(), code);
    }
    void silence()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Referrer referrer(*peer.phone.agent, address(WirePeer::Uri));
        QVERIFY(referrer.refer(carol));
        peer.answer(peer.expect("REFER"), 202, "x");
        peer.run(Referrer::Patience + 1s);
        QCOMPARE(referrer.state(), State::Failed);
        QCOMPARE(referrer.statusCode(), 408);
    }
    void withoutNotifies() // RFC 4488
    {
        FakeClock clock;
        WirePeer peer(clock);
        Referrer referrer(
            *peer.phone.agent, address(WirePeer::Uri), {{{}, ReferOptions::Subscription::Suppressed}, {}});
        QVERIFY(referrer.refer(carol));
        const SipMessage refer = peer.expect("REFER");
        QCOMPARE(refer.value(HeaderId::ReferSub).toByteArray(), QByteArray("false"));
        peer.answer(refer, 202, "x", {{}, {{"Refer-Sub", "false"}}});
        QCOMPARE(referrer.state(), State::Succeeded);
    }
    void whatMustNotBeSent()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Referrer nobody(*peer.phone.agent, NameAddr());
        QCOMPARE(nobody.refer(carol).error(), Refusal::InvalidTarget);
        Referrer referrer(
            *peer.phone.agent, address(WirePeer::Uri), {RequestOptions{{{"X", "a\r\nb"}}, {}, {}}, {}});
        QCOMPARE(referrer.refer(NameAddr()).error(), Refusal::InvalidTarget);
        QCOMPARE(referrer.refer(carol).error(), Refusal::InvalidContent);
        peer.expectNothing();
    }
    void nobodyIsThereAnyMore()
    {
        FakeClock clock;
        WirePeer peer(clock);
        auto referrer = std::make_unique<Referrer>(*peer.phone.agent, address(WirePeer::Uri));
        QVERIFY(referrer->refer(carol));
        const SipMessage refer = peer.expect("REFER");
        peer.joinAsCallee(refer, "bobtag");
        referrer.reset();
        peer.answer(refer, 202, "bobtag");
        peer.request("NOTIFY", report("SIP/2.0 100 Trying"));
        peer.expect("SIP/2.0 481");
    }
    void aboutACall_data() // RFC 4538 §4
    {
        QTest::addColumn<bool>("isNamed");
        QTest::newRow("of theirs: he is no stranger") << true;
        QTest::newRow("of none") << false;
    }
    void aboutACall()
    {
        QFETCH(bool, isNamed);
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        TestPhone &dave = world.add();
        auto [caller, callee] = world.connectCall(alice, bob);
        const ReferrerOptions options{{}, isNamed ? caller->dialogName() : std::nullopt};
        Referrer referrer(*alice.agent, address("<" + bob.uri + ">"), options);
        QVERIFY(referrer.refer(address("<" + dave.uri + ">")));
        world.run(50ms);
        QCOMPARE(bob.referrals.size(), 1);
        QCOMPARE(bob.referrals.first()->targetSession(), isNamed ? callee.data() : nullptr);
        QVERIFY(bob.referrals.first()->accept({}, bob.agent.get()));
        world.run(50ms);
        QCOMPARE(referrer.state(), State::Ringing);
        QVERIFY(dave.invitation()->accept());
        world.run(50ms);
        QCOMPARE(referrer.state(), State::Succeeded);
        QCOMPARE(caller->state(), Session::State::Established); // it was not this that was handed over
    }
    void aStrangersTargetDialog()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.establishIncoming();
        peer.requestOutside("REFER",
            {{},
                {{"Refer-To", "<sip:carol@192.0.2.3>"}, {"Target-Dialog", "guess;local-tag=a;remote-tag=b"},
                    {"Require", "tdialog"}}});
        QCOMPARE(peer.phone.referrals.size(), 1);
        QVERIFY(!peer.phone.referrals.first()->targetSession());
    }
};

QTEST_GUILESS_MAIN(tst_Referrer)
#include "tst_Referrer.moc"
