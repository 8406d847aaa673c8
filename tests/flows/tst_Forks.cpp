// An INVITE of ours that was forked, RFC 3261 §13.2.2.4: which fork becomes the call, what becomes of the
// others, and 2xx that come when nobody waits any more. Not covered: forked REFER and SUBSCRIBE.
#include "UserAgentCore.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using By = Session::End::By;

class tst_Forks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anotherForkAnswersThanTheOneWeHear()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "one", {WirePeer::Answer});
        peer.answer(invite, 200, "two", {"two answer 1 sendrecv"});
        peer.expect("ACK sip:two@192.0.2.2");
        QCOMPARE(call->state(), State::Established);
        const SipMessage again = peer.expect("INVITE sip:two@192.0.2.2"); // a fresh offer for who answered
        peer.answer(again, 200, {}, {"two answer 2 sendrecv"});
        peer.expect("ACK");
        QCOMPARE(peer.phone.lastMedia()->remote, QByteArray("two answer 2 sendrecv"));
        QCOMPARE(peer.phone.lastMedia()->forgotten, 1); // silence for the one that we heard
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void theForkThatAnsweredIsTalkedToAtOnce_data()
    {
        QTest::addColumn<QByteArray>("in200");
        QTest::addColumn<bool>("wasEarly"); ///< it described itself before
        QTest::newRow("by the answer in its 2xx") << QByteArray("two answer 1 sendrecv") << false;
        QTest::newRow("by the answer that came early") << QByteArray() << true;
    }
    void theForkThatAnsweredIsTalkedToAtOnce() // §13.2.2.4: its answer is one to the offer that is out
    {
        QFETCH(QByteArray, in200);
        QFETCH(bool, wasEarly);
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.reopensOffers = true;
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "one", {WirePeer::Answer});
        if (wasEarly)
            peer.answer(invite, 183, "two", {"two answer 1 sendrecv"});
        QCOMPARE(peer.phone.lastMedia()->remote, QByteArray(WirePeer::Answer));
        peer.answer(invite, 200, "two", {in200});
        peer.expect("ACK sip:two@192.0.2.2");
        peer.expectNothing();
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.lastMedia()->remote, QByteArray("two answer 1 sendrecv"));
        QCOMPARE(peer.phone.lastMedia()->forgotten, 1);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void twoForksAnswer() // §13.2.2.4
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "one");
        peer.answer(invite, 180, "two");
        peer.answer(invite, 200, "two", {WirePeer::Answer});
        const SipMessage ack = peer.expect("ACK sip:two@192.0.2.2");
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        peer.expect("ACK sip:one@192.0.2.2");
        const SipMessage bye = peer.expect("BYE sip:one@192.0.2.2");
        QCOMPARE(bye.toTag(), QByteArray("one"));
        peer.answer(bye, 200);
        peer.answer(invite, 200, "one", {WirePeer::Answer}); // again: only the ACK
        peer.expect("ACK sip:one@192.0.2.2");
        peer.answer(invite, 200, "two", {WirePeer::Answer});
        QVERIFY(peer.expect("ACK sip:two@192.0.2.2") == ack);
        peer.expectNothing();
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 1);
    }
    void aByeInOneEarlyDialog() // §15: that fork has left, the others ring on
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        QSignalSpy progressed(call, &Inviter::progressed);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "one");
        peer.answer(invite, 180, "two");
        peer.joinAsCallee(invite, "one");
        peer.request("BYE");
        peer.expect("SIP/2.0 200");
        QCOMPARE(call->state(), State::Establishing);
        QVERIFY(call->isRinging());
        QCOMPARE(progressed.count(), 2);
        peer.answer(invite, 183, "one", {WirePeer::Answer}); // it was on its way
        QCOMPARE(progressed.count(), 2);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 0);
        peer.request("INFO", {"Signal=1\r\n", {}, "application/dtmf-relay"});
        peer.expect("SIP/2.0 481");
        peer.answer(invite, 200, "two", {WirePeer::Answer});
        peer.expect("ACK sip:two@192.0.2.2");
        peer.expectNothing();
        QCOMPARE(call->state(), State::Established);
    }
    void theLastForkLeavesByBye() // nobody rings; the INVITE is owed its own answer (§15.1.2)
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "one");
        peer.joinAsCallee(invite, "one");
        peer.request("BYE");
        peer.expect("SIP/2.0 200");
        QCOMPARE(call->state(), State::Establishing);
        QVERIFY(!call->isRinging());
        peer.answer(invite, 487, "one");
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().by, By::Remote);
    }
    void theForkThatLeftByByeAnswers() // its 2xx was overtaken
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "one");
        peer.joinAsCallee(invite, "one");
        peer.request("BYE", {{}, {{"Reason", "SIP;cause=480;text=\"gone\""}}});
        peer.expect("SIP/2.0 200");
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        peer.expect("ACK sip:one@192.0.2.2");
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().by, By::Remote);
        QCOMPARE(call->end().phrase, QByteArray("gone"));
    }
    void aSuccessThatMakesNoDialog() // §13.2.2.4: acknowledged all the same, straight to its Contact
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        WirePeer::Extra routes{WirePeer::Answer};
        for (int i = 0; i <= 32; ++i)
            routes.headers.append({"Record-Route", "<sip:192.0.2." + QByteArray::number(50 + i) + ";lr>"});
        peer.answer(invite, 200, "one", routes);
        const SipMessage ack = peer.expect("ACK sip:one@192.0.2.2");
        QCOMPARE(ack.toTag(), QByteArray("one"));
        const SipMessage bye = peer.expect("BYE sip:one@192.0.2.2");
        QVERIFY(bye.value(HeaderId::Reason).toByteArray().contains("cause=502"));
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().by, By::Remote);
        QCOMPARE(call->end().code, 502);
        peer.answer(bye, 200);
        peer.answer(invite, 200, "one", routes); // again: the ACK was lost
        peer.expect("ACK sip:one@192.0.2.2");
        peer.expectNothing();
    }
    void aSuccessLongAfterTheCancel() // §9.1: the transaction is over after 64*T1, the callee's 2xx is not
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "one");
        QVERIFY(call->cancel());
        peer.answer(peer.expect("CANCEL"), 200, "one");
        peer.run(40s);
        QCOMPARE(peer.phone.agent->core().unansweredCount(), 0);
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        QCOMPARE(peer.expect("ACK sip:one@192.0.2.2").cseq().value().number, 1u);
        const SipMessage bye = peer.expect("BYE sip:one@192.0.2.2");
        QCOMPARE(bye.cseq().value().number, 2u);
        QCOMPARE(bye.toTag(), QByteArray("one"));
        peer.answer(bye, 200);
        peer.answer(invite, 200, "one", {WirePeer::Answer}); // again: only the ACK
        peer.expect("ACK sip:one@192.0.2.2");
        peer.expectNothing();
        peer.answer(invite, 200, "two", {WirePeer::Answer}); // another fork
        peer.expect("ACK sip:two@192.0.2.2");
        peer.answer(peer.expect("BYE sip:two@192.0.2.2"), 200);
    }
    void aSuccessThatNobodyWaitedForAnyMore() // after Timer B; the call and its owner are gone
    {
        FakeClock clock;
        WirePeer peer(clock);
        delete peer.phone.call(WirePeer::Uri);
        const QPointer<Inviter> call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.run(40s);
        QCOMPARE(call->end().code, 408);
        delete call;
        peer.phone.transport->clear();
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        peer.expect("ACK sip:one@192.0.2.2");
        peer.answer(peer.expect("BYE sip:one@192.0.2.2"), 200);
    }
    void aSuccessOfTheStandingCallComesAgainLate() // only its ACK was lost
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        const SipMessage ack = peer.expect("ACK");
        peer.run(40s); // timer M
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        QVERIFY(peer.expect("ACK") == ack);
        peer.expectNothing();
        QCOMPARE(call->state(), State::Established);
    }
    void aSuccessToNothingOfOurs() // whoever invents one gets no request out of us
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 486, "one");
        peer.expect("ACK");
        peer.run(40s);
        invite.set(HeaderId::CallId, "another");
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        peer.expectNothing();
    }
    void lateSuccessesWithoutEnd()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 486, "one");
        peer.run(40s);
        for (int i = 0; i < 100; ++i)
            peer.answer(invite, 200, "fork" + QByteArray::number(i), {WirePeer::Answer});
        const int byes = peer.phone.transport->count("BYE");
        QVERIFY(byes > 8 && byes <= 64);
    }
    void moreForksThanAnybodyNeeds()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        for (int i = 0; i < 100; ++i)
            peer.answer(invite, 180, "fork" + QByteArray::number(i));
        peer.answer(invite, 200, "fork99", {WirePeer::Answer});
        peer.expect("ACK sip:fork99@192.0.2.2");
        QCOMPARE(call->state(), State::Established);
    }
};

QTEST_GUILESS_MAIN(tst_Forks)
#include "tst_Forks.moc"
