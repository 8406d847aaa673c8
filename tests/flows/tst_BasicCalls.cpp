// RFC 3665 §3, two user agents without a proxy: what it covers is the talk of our own two ends over a
// datagram network in virtual time. Not covered: proxies between them, other transports than UDP.
#include "CallWorld.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using By = Session::End::By;

class tst_BasicCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCallIsAnsweredAndEndedByTheCaller() // RFC 3665 §3.1
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        alice.transport->clear();
        bob.transport->clear();
        Inviter *call = alice.call(bob.uri);
        QCOMPARE(call->state(), State::Establishing);
        world.run(50ms);
        QVERIFY(bob.invitation());
        QVERIFY(call->isRinging());
        QVERIFY(bob.invitation()->isRinging());
        QCOMPARE(bob.invitation()->remoteIdentity().displayName, QByteArray("User 1"));
        QCOMPARE(bob.invitation()->id(), call->id());
        QVERIFY(bob.lastMedia()->options.isEmpty()); // nothing listens before the person said yes
        QVERIFY(!bob.lastMedia()->isMediaAllowed);
        QVERIFY(bob.invitation()->accept());
        world.run(50ms);
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(bob.invitation()->state(), State::Established);
        QVERIFY(alice.lastMedia()->isMediaAllowed);
        QVERIFY(bob.lastMedia()->isMediaAllowed);
        QCOMPARE(alice.lastMedia()->exchanges, 1);
        QCOMPARE(bob.lastMedia()->exchanges, 1);
        QSignalSpy ended(bob.invitation(), &Session::stateChanged);
        Session::End end;
        connect(bob.invitation(), &Session::stateChanged, this, [&, at = bob.invitation()](State state) {
            if (state == State::Terminated)
                end = at->end();
        });
        QVERIFY(call->bye());
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().by, By::Local);
        world.run(50ms);
        QCOMPARE(ended.count(), 1);
        QCOMPARE(end.by, By::Remote);
        QCOMPARE(end.code, 200);
        alice.transport->expect("INVITE sip:user2@10.0.0.2 SIP/2.0");
        alice.transport->expect("ACK sip:user2@10.0.0.2:5060 SIP/2.0");
        alice.transport->expect("BYE sip:user2@10.0.0.2:5060 SIP/2.0");
        alice.transport->expectNothing();
        bob.transport->expect("SIP/2.0 180");
        bob.transport->expect("SIP/2.0 200");
        bob.transport->expect("SIP/2.0 200");
        bob.transport->expectNothing();
        QVERIFY(alice.agent->sessions().isEmpty());
        QVERIFY(bob.agent->sessions().isEmpty());
    }
    void theCalleeHangsUp()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        const auto [caller, callee] = world.connectCall(alice, bob);
        callee->hangUp();
        world.run(50ms);
        QCOMPARE(caller->state(), State::Terminated);
        QCOMPARE(caller->end().by, By::Remote);
        QVERIFY(!callee); // the user agent's own
    }
    void cancelled() // RFC 3665 §3.8
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        Inviter *call = alice.call(bob.uri);
        world.run(50ms);
        Session::End end;
        connect(
            bob.invitation(), &Session::stateChanged, this, [&, at = bob.invitation()] { end = at->end(); });
        QVERIFY(call->cancel("SIP;cause=200;text=\"Call completed elsewhere\""));
        QCOMPARE(call->state(), State::Terminating);
        world.run(50ms);
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().code, 487);
        QCOMPARE(call->end().by, By::Local);
        QCOMPARE(end.code, 487);
        QCOMPARE(end.by, By::Remote);
        QCOMPARE(end.cause, 200);
        QCOMPARE(end.phrase, QByteArray("Call completed elsewhere"));
    }
    void busy() // RFC 3665 §3.9
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        Inviter *call = alice.call(bob.uri);
        world.run(50ms);
        QVERIFY(bob.invitation()->reject(486));
        world.run(50ms);
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().code, 486);
        QCOMPARE(call->end().phrase, QByteArray("Busy Here"));
        QCOMPARE(call->end().by, By::Remote);
        QVERIFY(alice.media.first().isNull());
    }
    void nobodyAnswersTheIncomingCall() // RFC 3665 §3.10
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        Inviter *call = alice.call(bob.uri);
        world.run(61s);
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().code, 480);
    }
    void thePhoneThatIsNotThere()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        Inviter *call = alice.call("sip:nobody@10.0.0.99");
        world.run(33s);
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().code, 408);
        QCOMPARE(call->end().by, By::Network);
    }
    void withNobodyListeningTheCallIsUnavailable()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        world.add({.isListening = false});
        Inviter *call = alice.call("sip:user2@10.0.0.2");
        world.run(50ms);
        QCOMPARE(call->end().code, 480);
    }
    void deflected()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        Inviter *call = alice.call(bob.uri);
        world.run(50ms);
        QVERIFY(bob.invitation()->redirect(address("<sip:carol@10.0.0.3>")));
        world.run(50ms);
        QCOMPARE(call->end().code, 302);
        QCOMPARE(call->redirectContacts().size(), 1);
        QCOMPARE(call->redirectContacts().first().uri.user, QByteArray("carol"));
        world.run(50ms);
        QCOMPARE(alice.transport->count("INVITE sip:carol"), 0); // never followed by itself
    }
    void offerInTheSuccessAnswerInTheAck() // RFC 3264, RFC 3261 §13.2.1
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        Inviter *call = alice.call(bob.uri, {.withoutSdp = true});
        world.run(50ms);
        QVERIFY(bob.invitation()->accept());
        world.run(50ms);
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(alice.lastMedia()->exchanges, 1);
        QCOMPARE(bob.lastMedia()->exchanges, 1);
        QVERIFY(bob.lastMedia()->remote.contains("user1 answer"));
        QCOMPARE(alice.mediaFaults() + bob.mediaFaults(), QStringList());
    }
    void mediaThatTakesItsTime()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        alice.script.delay = 200ms;
        bob.script.delay = 300ms;
        Inviter *call = alice.call(bob.uri);
        world.run(100ms);
        QVERIFY(!bob.invitation());
        world.run(200ms);
        QVERIFY(bob.invitation()->accept());
        QCOMPARE(bob.invitation()->state(), State::Establishing);
        world.run(1500ms);
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(bob.invitation()->state(), State::Established);
        QCOMPARE(alice.mediaFaults() + bob.mediaFaults(), QStringList());
    }
    void hungUpWhileTheMediaIsMade_data()
    {
        QTest::addColumn<int>("after");
        for (int ms = 0; ms <= 1300; ms += 50)
            QTest::addRow("%d ms", ms) << ms;
    }
    void hungUpWhileTheMediaIsMade()
    {
        QFETCH(int, after);
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        alice.script.delay = 200ms;
        bob.script.delay = 300ms;
        QPointer<Inviter> call = alice.call(bob.uri);
        connect(bob.agent.get(), &UserAgent::invited, this, [](Invitation *at) { (void)at->accept(); });
        world.run(Milliseconds(after));
        call->hangUp();
        world.run(40s);
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().by, By::Local);
        QVERIFY(bob.agent->sessions().isEmpty());
        QCOMPARE(alice.mediaFaults() + bob.mediaFaults(), QStringList());
    }
    void bothHangUpAtOnce()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        const auto [caller, callee] = world.connectCall(alice, bob);
        caller->hangUp();
        callee->hangUp();
        world.run(1s);
        QCOMPARE(caller->state(), State::Terminated);
        QVERIFY(!callee);
    }
    void answeredAndCancelledAtOnce()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        QPointer<Inviter> call = alice.call(bob.uri);
        world.run(50ms);
        QVERIFY(bob.invitation()->accept());
        QVERIFY(call->cancel()); // the 200 is on its way
        world.run(1s);
        QCOMPARE(call->state(), State::Terminated);
        QVERIFY(bob.agent->sessions().isEmpty());
        QCOMPARE(alice.transport->count("ACK"), 1);
        QCOMPARE(alice.transport->count("BYE"), 1);
    }
    void theCalleeHangsUpBeforeTheAck() // §15: no BYE before it
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        QPointer<Inviter> call = alice.call(bob.uri);
        world.run(50ms);
        world.network.setDrop(
            [](const QByteArray &bytes, const Hop &, const Hop &) { return bytes.startsWith("ACK"); });
        QPointer<Invitation> answered = bob.invitation();
        QVERIFY(answered->accept());
        world.run(100ms);
        answered->hangUp();
        QCOMPARE(answered->state(), State::Terminating);
        QCOMPARE(bob.transport->count("BYE"), 0);
        world.run(300ms);
        QCOMPARE(bob.transport->count("BYE"), 0);
        world.network.setDrop({});
        world.run(1s); // the 200 comes again, and so does the ACK
        QCOMPARE(bob.transport->count("BYE"), 1);
        QVERIFY(!answered);
        QCOMPARE(call->state(), State::Terminated);
    }
    void withoutAckTheCallEnds() // §13.3.1.4
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        alice.call(bob.uri);
        world.run(50ms);
        world.network.setDrop(
            [](const QByteArray &bytes, const Hop &, const Hop &) { return bytes.startsWith("ACK"); });
        Session::End end;
        connect(
            bob.invitation(), &Session::stateChanged, this, [&, at = bob.invitation()] { end = at->end(); });
        bob.transport->clear();
        QVERIFY(bob.invitation()->accept());
        world.run(31'700ms);
        QCOMPARE(bob.transport->count("SIP/2.0 200"), 11); // T1 doubling to T2, 64*T1 long
        world.run(2s);
        QCOMPARE(bob.transport->count("BYE"), 1);
        QCOMPARE(end.by, By::Network);
        QCOMPARE(end.code, 408);
    }
    void everyThirdDatagramIsLost()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        world.network.setLoss(3);
        QPointer<Inviter> call = alice.call(bob.uri);
        world.run(10s);
        QVERIFY(bob.invitation());
        QVERIFY(bob.invitation()->accept());
        world.run(10s);
        QCOMPARE(call->state(), State::Established);
        QVERIFY(call->hold());
        world.run(10s);
        QVERIFY(call->isLocalHold());
        QVERIFY(call->resume());
        world.run(10s);
        QVERIFY(!call->isLocalHold());
        QPointer<Invitation> answered = bob.invitation();
        QCOMPARE(answered->state(), State::Established);
        call->hangUp();
        world.run(33s);
        QVERIFY(!answered);
        QVERIFY(world.network.lost() > 3);
        QCOMPARE(alice.mediaFaults() + bob.mediaFaults(), QStringList());
    }
    void theCallerIsAnonymous() // RFC 3323, RFC 3325
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        const QPointer<Inviter> call = alice.call(bob.uri, {.anonymous = true});
        world.run(50ms);
        QVERIFY(bob.invitation()->accept());
        world.run(50ms);
        call->hangUp();
        world.run(50ms);
        for (const auto &sent : alice.transport->sent()) {
            if (sent.message.isRequest())
                QCOMPARE(sent.message.from().value().displayName, QByteArray("Anonymous"));
        }
        QCOMPARE(bob.invitation(), nullptr);
    }
    void aPersonWhoDestroysTheCallStillHangsUp()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        const auto [caller, callee] = world.connectCall(alice, bob);
        delete caller.data();
        world.run(50ms);
        QVERIFY(!callee);
        QPointer<Inviter> ringing = alice.call(bob.uri);
        world.run(50ms);
        QPointer<Invitation> called = bob.invitation();
        QVERIFY(called);
        delete ringing.data();
        world.run(50ms);
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(tst_BasicCalls)
#include "tst_BasicCalls.moc"
