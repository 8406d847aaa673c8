// RFC 3665 §2 and RFC 3261 §10: a phone and its registrar over datagrams in virtual time; the connection that
// comes and goes. What answers mean: tst_RegistrationAnswers. Not covered: several registrars; outbound and
// GRUU (rfc5626, rfc5627).
#include "Registered.h"
#include "Subscriber.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Registerer::State;
using Why = Registerer::Failure;

class tst_Registration : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void registersRefreshesAndUnregisters() // RFC 3665 §2.1, §2.4
    {
        Registered at("secret", "secret");
        QSignalSpy rejected(&at.registerer, &Registerer::rejected);
        QVERIFY(at.registerer.addBinding());
        QCOMPARE(at.registerer.state(), State::Registering);
        QCOMPARE(at.registerer.addBinding().error(), Registerer::Refusal::RequestPending);
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Registered);
        QCOMPARE(at.registrar.received, 2); // challenged once
        QCOMPARE(at.registerer.contacts().size(), 2);
        QVERIFY(at.registerer.remaining() > 598s && at.registerer.remaining() <= 600s);
        at.world.run(539s);
        QCOMPARE(at.registrar.registers.size(), 1);
        at.world.run(2s); // 90 %
        QCOMPARE(at.registerer.state(), State::Registered);
        QCOMPARE(at.registrar.registers.size(), 2);
        const SipRequest &first = at.registrar.registers.at(0);
        const SipRequest &second = at.registrar.registers.at(1);
        QCOMPARE(first.requestUriText().toByteArray(), QByteArray("sip:example.com"));
        QCOMPARE(first.callId(), second.callId());
        QVERIFY(second.cseq().value().number > first.cseq().value().number);
        QVERIFY(at.registerer.removeBinding());
        QCOMPARE(at.registerer.state(), State::Unregistering);
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Unregistered);
        QVERIFY(at.registrar.registers.last().value(HeaderId::Contact).toByteArray().contains("expires=0"));
        QCOMPARE(rejected.count(), 0);
        const int received = at.registrar.received;
        at.world.run(2h);
        QCOMPARE(at.registrar.received, received); // left alone
    }
    void aRefreshNeedsNoNewChallenge()
    {
        Registered at("secret", "secret", 200s);
        QVERIFY(at.registerer.addBinding());
        at.world.run(181s);
        QCOMPARE(at.registrar.registers.size(), 2);
        QCOMPARE(at.registrar.received, 3);
        at.world.run(200s); // the nonce is too old: stale, answered without a question
        QCOMPARE(at.registerer.state(), State::Registered);
    }
    void wrongPasswordIsNotTriedForEver() // RFC 3665 §2.5
    {
        Registered at("secret", "wrong");
        QSignalSpy rejected(&at.registerer, &Registerer::rejected);
        QVERIFY(at.registerer.addBinding());
        at.world.run(1h);
        QCOMPARE(at.registerer.state(), State::Unregistered);
        QCOMPARE(at.registerer.failure(), Why::Unauthorized);
        QCOMPARE(at.registerer.lastStatusCode(), 401);
        QCOMPARE(rejected.count(), 1);
        QVERIFY(at.registrar.received <= 3);
        at.phone.agent->setCredentials({"user1", "secret", {}});
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Registered); // still wanted
    }
    void aServerThatIsAwayComesBack()
    {
        Registered at;
        at.registrar.isSilent = true;
        QVERIFY(at.registerer.addBinding());
        at.world.run(33s);
        QCOMPARE(at.registerer.state(), State::Unregistered);
        QCOMPARE(at.registerer.failure(), Why::NoAnswer);
        QCOMPARE(at.registerer.lastStatusCode(), 408);
        at.world.run(3h);
        at.registrar.isSilent = false;
        at.world.run(70s);
        QCOMPARE(at.registerer.state(), State::Registered);
    }
    void aRefreshThatFailsIsTriedAgain()
    {
        Registered at;
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        at.registrar.failWith = 500;
        at.world.run(541s);
        QCOMPARE(at.registerer.state(), State::Unregistered);
        at.registrar.failWith = 0;
        at.world.run(60s);
        QCOMPARE(at.registerer.state(), State::Registered);
    }
    void whatIsWantedWhileWaitingIsDoneAfterwards()
    {
        Registered at;
        QVERIFY(at.registerer.addBinding());
        QVERIFY(!at.registerer.removeBinding());
        QVERIFY(!at.registerer.isWanted());
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Unregistered);
        QCOMPARE(at.registrar.registers.size(), 2);
        QVERIFY(at.registerer.removeBinding());
        QVERIFY(!at.registerer.addBinding());
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Registered);
    }
    void theNetworkIsLostAndFound()
    {
        Registered at;
        QSignalSpy up(at.phone.agent.get(), &UserAgent::connected);
        QSignalSpy down(at.phone.agent.get(), &UserAgent::disconnected);
        QVERIFY(at.registerer.addBinding());
        at.world.run(60s);
        at.phone.transport->failOpen(TransportError{TransportError::Kind::Unreachable, {}});
        at.phone.transport->lose({TransportError::Kind::Closed, QStringLiteral("gone")});
        at.world.run(1s);
        QVERIFY(!at.phone.agent->isConnected());
        QCOMPARE(at.registerer.state(), State::Unregistered);
        QVERIFY(at.registerer.isWanted());
        QCOMPARE(down.count(), 1);
        QCOMPARE(down.first().first().value<std::optional<TransportError>>()->detail, QStringLiteral("gone"));
        at.world.run(1h);
        QCOMPARE(down.count(), 1);
        at.phone.transport->failOpen({});
        at.world.run(61s);
        QVERIFY(at.phone.agent->isConnected());
        QCOMPARE(up.count(), 1);
        QCOMPARE(at.registerer.state(), State::Registered);
    }
    void wantedBeforeThereIsAConnection()
    {
        Registered at;
        QSignalSpy rejected(&at.registerer, &Registerer::rejected);
        at.phone.agent->stop();
        at.world.run(1s);
        at.phone.agent->start();
        QVERIFY(at.registerer.addBinding());
        QCOMPARE(at.registerer.state(), State::Unregistered);
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Registered);
        QCOMPARE(rejected.count(), 0);
    }
    void anotherNetwork()
    {
        Registered at;
        QVERIFY(at.registerer.addBinding());
        at.world.run(1s);
        at.phone.agent->reconnect();
        at.world.run(1s);
        QVERIFY(at.phone.agent->isConnected());
        QCOMPARE(at.registerer.state(), State::Registered);
        QCOMPARE(at.registrar.registers.size(), 2);
    }
    void stoppedStaysStopped()
    {
        Registered at("secret", "secret");
        QVERIFY(at.registerer.addBinding());
        at.world.run(1s);
        QSignalSpy state(at.phone.agent.get(), &UserAgent::stateChanged);
        at.phone.agent->stop();
        QCOMPARE(at.phone.agent->state(), UserAgent::State::Started);
        at.world.run(1s);
        QCOMPARE(at.phone.agent->state(), UserAgent::State::Stopped);
        QCOMPARE(state.count(), 1);
        QCOMPARE(at.registerer.state(), State::Unregistered);
        QVERIFY(at.registrar.registers.last().value(HeaderId::Contact).toByteArray().contains("expires=0"));
        QCOMPARE(at.phone.transport->state(), Transport::State::Disconnected);
        at.world.run(1h);
        QCOMPARE(at.phone.transport->state(), Transport::State::Disconnected);
        at.phone.agent->start();
        at.world.run(1s);
        QVERIFY(at.phone.agent->isConnected());
    }
    void stoppingIsBounded()
    {
        Registered at;
        QVERIFY(at.registerer.addBinding());
        at.world.run(1s);
        at.registrar.isSilent = true;
        at.phone.agent->stop();
        at.world.run(3900ms);
        QCOMPARE(at.phone.agent->state(), UserAgent::State::Started);
        at.world.run(200ms);
        QCOMPARE(at.phone.agent->state(), UserAgent::State::Stopped);
    }
    void stoppingWaitsForNobodyLonger() // SIP.js: one after the other, 32 s each, and a subscription for ever
    {
        Registered at;
        QVERIFY(at.registerer.addBinding());
        at.world.run(1s);
        at.registrar.isSilent = true;
        Subscriber subscriber(
            at.phone.agent->core(), address("<sip:other@example.com>"), {.event = "presence"});
        QVERIFY(subscriber.subscribe());
        const QPointer<Inviter> first = at.phone.call("sip:one@example.com");
        const QPointer<Inviter> second = at.phone.call("sip:two@example.com");
        at.world.run(1s);
        at.phone.agent->stop();
        at.world.run(UserAgent::StopTime + 100ms);
        QCOMPARE(at.phone.agent->state(), UserAgent::State::Stopped);
        QVERIFY(at.phone.agent->sessions().isEmpty());
    }
    void stoppingHangsUp()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        const auto [caller, callee] = world.connectCall(alice, bob);
        alice.agent->stop();
        world.run(1s);
        QCOMPARE(alice.agent->state(), UserAgent::State::Stopped);
        QVERIFY(!callee);
        QCOMPARE(caller->state(), Session::State::Terminated);
    }
};

QTEST_GUILESS_MAIN(tst_Registration)
#include "tst_Registration.moc"
