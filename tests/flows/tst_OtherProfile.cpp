// An offer that the peer refuses is said another way, once: 488, 606, 415. One end written by hand. What the
// ways are is the media's business; re-INVITEs that are refused stay refused.
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;

class tst_OtherProfile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRefusal_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isTriedAgain");
        const auto row = [](const char *name, int code, const char *header, const char *value, bool again) {
            QTest::newRow(name) << code << QByteArray(header) << QByteArray(value) << again;
        };
        row("488 without a reason", 488, "", "", true);
        row("606 without a reason", 606, "", "", true);
        row("488: media type not available", 488, "Warning", "304 x \"no\"", true);
        row("488: incompatible media format", 488, "Warning", "305 x \"no\"", true);
        row("488: attribute not understood", 488, "Warning", "306 x \"no\"", true);
        row("488: something else", 488, "Warning", "399 x \"no\"", true);
        row("488: addresses of another network", 488, "Warning", "301 x \"no\"", false);
        row("488: too little bandwidth", 488, "Warning", "370 x \"no\"", false);
        row("488: bandwidth and format", 488, "Warning", "370 x \"a, b\", 305 x \"no\"", true);
        row("415 that names nothing", 415, "", "", true);
        row("415 that would take SDP", 415, "Accept", "application/sdp, text/plain", true);
        row("415 that takes no SDP", 415, "Accept", "text/plain", false);
        row("486", 486, "", "", false);
        row("603", 603, "", "", false);
        row("500", 500, "", "", false);
    }
    void aRefusal()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        QFETCH(bool, isTriedAgain);
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.hasOtherProfile = true;
        Inviter *call = peer.phone.call(WirePeer::Uri);
        QSignalSpy states(call, &Session::stateChanged);
        const SipMessage first = peer.expect("INVITE");
        WireExtra extra;
        if (!header.isEmpty())
            extra.headers.emplaceBack(header, value);
        peer.answer(first, code, "bobtag", extra);
        peer.expect("ACK");
        QCOMPARE(peer.phone.lastMedia() ? peer.phone.lastMedia()->otherProfiles : 0, isTriedAgain ? 1 : 0);
        if (!isTriedAgain) {
            QCOMPARE(call->state(), State::Terminated);
            QCOMPARE(call->end().code, code);
            peer.expectNothing();
            return;
        }
        QCOMPARE(call->state(), State::Establishing);
        const SipMessage second = peer.expect("INVITE");
        QCOMPARE(second.callId(), first.callId());
        QCOMPARE(second.fromTag(), first.fromTag());
        QVERIFY(second.toTag().isEmpty());
        QCOMPARE(second.cseq().value().number, first.cseq().value().number + 1);
        QVERIFY(second.body() != first.body());
        peer.answer(second, 200, "bobtag", {WirePeer::Answer});
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(states.size(), 1);
        QCOMPARE(peer.phone.media.size(), 1);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void onlyOnce()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.hasOtherProfile = true;
        Inviter *call = peer.phone.call(WirePeer::Uri);
        peer.answer(peer.expect("INVITE"), 488, "one");
        peer.expect("ACK");
        peer.answer(peer.expect("INVITE"), 488, "two");
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().code, 488);
        peer.expectNothing();
    }
    void thereIsNoOther()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        peer.answer(peer.expect("INVITE"), 488, "one");
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Terminated);
        peer.expectNothing();
    }
    void withoutAnOffer()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.hasOtherProfile = true;
        Inviter *call = peer.phone.call(WirePeer::Uri, {.withoutSdp = true});
        peer.answer(peer.expect("INVITE"), 488, "one");
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Terminated);
    }
    void afterADialog_data()
    {
        QTest::addColumn<QByteArray>("refusedBy");
        QTest::addColumn<bool>("isTriedAgain");
        QTest::newRow("who rang and then refuses has read the offer") << QByteArray("one") << false;
        QTest::newRow("another fork rang; the last word is 488") << QByteArray("two") << true;
    }
    void afterADialog()
    {
        QFETCH(QByteArray, refusedBy);
        QFETCH(bool, isTriedAgain);
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.hasOtherProfile = true;
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "one");
        QVERIFY(call->isRinging());
        peer.answer(invite, 488, refusedBy);
        peer.expect("ACK");
        if (isTriedAgain)
            peer.expect("INVITE");
        else
            peer.expectNothing();
        QCOMPARE(call->state(), isTriedAgain ? State::Establishing : State::Terminated);
        QVERIFY(!call->isRinging());
    }
    void notWhenHungUp()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.hasOtherProfile = true;
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 100);
        call->hangUp();
        peer.answer(peer.expect("CANCEL"), 200);
        peer.answer(invite, 488, "one");
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Terminated);
        peer.expectNothing();
    }
    void aReinviteStaysRefused()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.hasOtherProfile = true;
        Inviter *call = peer.establishOutgoing();
        QSignalSpy rejected(call, &Session::reinviteRejected);
        QVERIFY(call->hold());
        peer.answer(peer.expect("INVITE"), 488, "bobtag");
        peer.expect("ACK");
        QCOMPARE(rejected.size(), 1);
        QCOMPARE(peer.phone.lastMedia()->otherProfiles, 0);
        QCOMPARE(call->state(), State::Established);
        peer.expectNothing();
    }
};

QTEST_GUILESS_MAIN(tst_OtherProfile)
#include "tst_OtherProfile.moc"
