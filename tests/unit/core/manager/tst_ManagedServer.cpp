// A SessionManager and its server: registration with retries and a guard, OPTIONS pings, the connection lost
// and found, stopping in a bounded time, and when the program quits. In virtual time. Not covered: real
// sockets.
#include "ManagedWorld.h"

#include <QTest>
#include <QTimer>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;

namespace {

SessionManagerOptions registering(bool retries, std::chrono::seconds interval = 3s)
{
    SessionManagerOptions options;
    options.registration.retries = retries;
    options.registration.interval = interval;
    return options;
}

/// An account at another host, which is not there unless a phone is.
SessionManagerOptions pinging(std::chrono::seconds interval, const QByteArray &target = {})
{
    SessionManagerOptions options;
    options.aor = "sip:me@10.0.0.1";
    options.optionsPingInterval = interval;
    options.optionsPingRequestUri = target;
    return options;
}

const TransportError gone{TransportError::Kind::Closed, QStringLiteral("gone")};

/// The program's event loop, in which virtual time goes on.
void runProgramAndQuit(ManagedWorld &at)
{
    QTimer pump;
    QObject::connect(&pump, &QTimer::timeout, &pump, [&] { at.run(10ms); });
    pump.start(0);
    QTimer::singleShot(0, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
}

} // namespace

class tst_ManagedServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void registersAndUnregisters()
    {
        Managed at;
        QVERIFY(at.manager->addBinding()); // before there is a connection
        QCOMPARE(at.registrar.received, 0);
        at.manager->connectToServer();
        QVERIFY(!at.manager->isConnected() || at.registrar.received == 0);
        at.run(50ms);
        QVERIFY(at.manager->isConnected());
        QCOMPARE(at.registrar.received, 1);
        QCOMPARE(at.heard(), (QStringList{QStringLiteral("connected"), QStringLiteral("registered")}));
        at.run(541s); // a refresh is no news
        QCOMPARE(at.registrar.received, 2);
        QCOMPARE(at.heard(), QStringList());
        QVERIFY(at.manager->removeBinding());
        QVERIFY(!at.manager->removeBinding()); // its answer is outstanding
        at.run(50ms);
        QCOMPARE(at.heard(), QStringList{QStringLiteral("unregistered")});
        at.run(1h);
        QCOMPARE(at.registrar.received, 3);
        at.manager->disconnectFromServer();
        at.run(5s);
        QVERIFY(at.manager->removeBinding()); // nothing to send, nothing to refuse
        QCOMPARE(at.registrar.received, 3);
    }
    void whatIsRefusedIsTriedAgainWhenThatIsWanted_data()
    {
        QTest::addColumn<bool>("retries");
        QTest::addColumn<int>("code");
        QTest::addColumn<quint32>("retryAfter");
        QTest::addColumn<Milliseconds>("before"); ///< nothing is sent for so long
        QTest::addColumn<Milliseconds>("until");  ///< one more has been sent; 0: none
        QTest::newRow("not wanted") << false << 500 << 0u << Milliseconds(1h) << Milliseconds(0);
        QTest::newRow("between the interval and twice that")
            << true << 500 << 0u << Milliseconds(2900ms) << Milliseconds(6100ms);
        QTest::newRow("not before Retry-After")
            << true << 503 << 60u << Milliseconds(59s) << Milliseconds(61s);
        QTest::newRow("Retry-After of years is an hour at most")
            << true << 503 << 99'999'999u << Milliseconds(59min) << Milliseconds(61min);
        QTest::newRow("not with credentials that are wrong")
            << true << 403 << 0u << Milliseconds(1h) << Milliseconds(0);
    }
    void whatIsRefusedIsTriedAgainWhenThatIsWanted()
    {
        QFETCH(bool, retries);
        QFETCH(int, code);
        QFETCH(quint32, retryAfter);
        QFETCH(Milliseconds, before);
        QFETCH(Milliseconds, until);
        Managed at(registering(retries));
        at.registrar.failWith = code;
        at.registrar.retryAfter = retryAfter;
        at.connectNow();
        QVERIFY(at.manager->addBinding());
        at.run(before);
        QCOMPARE(at.heard(), QStringList{QStringLiteral("unregistered")});
        QCOMPARE(at.registrar.received, 1);
        at.run(until > before ? until - before : Milliseconds(0));
        QCOMPARE(at.registrar.received, until > Milliseconds(0) ? 2 : 1);
    }
    void retriesAreSpreadOverTheInterval()
    {
        Managed at(registering(true, 10s));
        at.registrar.failWith = 500;
        at.connectNow();
        QList<Milliseconds> waits;
        QVERIFY(at.manager->addBinding());
        at.run(50ms);
        for (int i = 0; i < 20; ++i) {
            const int before = at.registrar.received;
            Milliseconds wait{0};
            while (at.registrar.received == before && wait < 30s) {
                at.run(10ms);
                wait += 10ms;
            }
            waits.append(wait);
        }
        const auto [least, most] = std::minmax_element(waits.begin(), waits.end());
        QVERIFY2(*least >= 9900ms && *most <= 20100ms, qPrintable(QString::number(least->count())));
        QVERIFY(*most - *least > 5s); // phones that were refused together do not come back together
        QVERIFY(at.manager->removeBinding());
        at.run(1s);
        const int received = at.registrar.received;
        at.run(1h);
        QCOMPARE(at.registrar.received, received);
    }
    void theGuardIsAskedFirst()
    {
        std::function<void(RegisterVerdict)> answer;
        int asked = 0;
        SessionManagerOptions options = registering(true);
        options.registration.guard = [&](std::function<void(RegisterVerdict)> verdict) {
            ++asked;
            answer = std::move(verdict);
        };
        Managed at(options);
        at.connectNow();
        QVERIFY(at.manager->addBinding());
        at.run(10s);
        QCOMPARE(asked, 1);
        QCOMPARE(at.registrar.received, 0); // it may take its time
        answer(RegisterVerdict::Block);
        at.run(1h);
        QCOMPARE(at.registrar.received, 0);
        QVERIFY(at.manager->addBinding());
        answer(RegisterVerdict::Proceed);
        answer(RegisterVerdict::Proceed); // said twice, done once
        at.run(50ms);
        QCOMPARE(asked, 2);
        QCOMPARE(at.registrar.received, 1);
        at.run(541s);
        QCOMPARE(asked, 2); // a refresh goes by itself
        QCOMPARE(at.registrar.received, 2);
        QVERIFY(at.manager->addBinding());
        const auto late = answer;
        QVERIFY(at.manager->removeBinding());
        at.run(50ms);
        late(RegisterVerdict::Proceed); // not wanted any more
        at.run(1s);
        QCOMPARE(at.registrar.received, 3);
        QVERIFY(at.manager->addBinding());
        at.manager.reset();
        answer(RegisterVerdict::Proceed); // nobody there
        at.run(1s);
    }
    void aLostConnectionIsMadeAgainAndTheCallGoesOn() // where SIP.js ends all sessions
    {
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        QVERIFY(at.manager->addBinding());
        at.run(20s);
        Inviter *call = at.establishWith(bob);
        at.heard();
        at.transport->moveTo(QHostAddress(QStringLiteral("10.0.2.9")));
        at.transport->lose(gone);
        at.run(100ms);
        QCOMPARE(at.losses.size(), 1);
        QCOMPARE(at.losses.first()->detail, gone.detail);
        QCOMPARE(at.heard(),
            (QStringList{QStringLiteral("unregistered"), QStringLiteral("disconnected"),
                QStringLiteral("connected"), QStringLiteral("registered")}));
        QCOMPARE(at.registrar.received, 2);
        at.run(1s);
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(bob.lastMedia()->exchanges, 2); // told of the new address
        QVERIFY(at.manager->hangUp(call));
        at.run(100ms);
        QVERIFY(bob.agent->sessions().isEmpty());
    }
    void threeAttemptsAndThenEverRarer()
    {
        SessionManagerOptions options;
        options.userAgent = ManagedWorld::agentOptions();
        options.userAgent.reconnectAttempts = 3;
        options.userAgent.reconnectDelay = 4s;
        Managed at(options);
        at.connectNow();
        at.run(20s);
        at.openings.clear();
        const TimePoint lost = at.world.clock.now();
        at.transport->failOpen(gone);
        at.transport->lose(gone);
        at.run(13s);
        QCOMPARE(at.openings.size(), 4); // at once, then three that are 4 s apart
        for (qsizetype i = 0; i < 4; ++i)
            QVERIFY(at.openings.at(i) - lost >= i * 4s && at.openings.at(i) - lost <= i * 4s + 100ms);
        at.run(10min);
        QVERIFY(at.openings.size() < 30);
        QCOMPARE(at.losses.size(), 1); // told once
        at.transport->failOpen({});
        at.run(61s);
        QVERIFY(at.manager->isConnected());
    }
    void whoeverAsksOftenGetsOneAttempt() // SIP.js' guard only logs
    {
        Managed at;
        at.connectNow();
        at.run(20s);
        at.openings.clear();
        at.transport->failOpen(gone);
        at.transport->lose(gone);
        at.run(1s);
        QCOMPARE(at.openings.size(), 1);
        at.transport->failOpen({});
        for (int i = 0; i < 3; ++i)
            at.manager->connectToServer(); // does not wait for the next attempt
        QCOMPARE(at.openings.size(), 2);
        at.run(10ms);
        QVERIFY(at.manager->isConnected());
        for (int i = 0; i < 3; ++i)
            at.manager->connectToServer(); // it is connected
        at.run(1s);
        QCOMPARE(at.openings.size(), 2);
        QCOMPARE(at.losses.size(), 1);
    }
    void whoDisconnectsIsLeftAlone()
    {
        Managed at;
        at.connectNow();
        QVERIFY(at.manager->addBinding());
        at.run(1s);
        at.heard();
        at.manager->disconnectFromServer();
        at.run(5s);
        QCOMPARE(at.heard(), (QStringList{QStringLiteral("unregistered"), QStringLiteral("disconnected")}));
        QVERIFY(!at.losses.first());
        QCOMPARE(at.registrar.received, 2);
        at.run(1h);
        QVERIFY(!at.manager->isConnected());
        at.manager->connectToServer();
        at.run(1s);
        QCOMPARE(at.heard(), QStringList{QStringLiteral("connected")}); // registered only when asked again
        QCOMPARE(at.registrar.received, 2);
    }
    void connectingWhileStopping()
    {
        Managed at;
        at.connectNow();
        QVERIFY(at.manager->addBinding());
        at.run(1s);
        at.registrar.isSilent = true;
        at.manager->disconnectFromServer();
        at.run(1s);
        at.manager->connectToServer();
        at.run(10s);
        QVERIFY(at.manager->isConnected());
    }
    void pingsGoOnWhenStoppingIsTakenBack()
    {
        SessionManagerOptions options;
        options.optionsPingInterval = 10s;
        Managed at(options);
        QVERIFY(at.manager->addBinding());
        at.manager->connectToServer();
        at.run(1s);
        at.manager->disconnectFromServer();
        at.manager->connectToServer();
        at.run(100s);
        QVERIFY(at.manager->isConnected());
        QVERIFY(at.transport->count("OPTIONS") > 3);
        QVERIFY(!at.manager->userAgent().registerer().isRegistered()); // only when asked again
    }
    void theBindingIsMadeAgainWhenAskedForAfterStoppingWasTakenBack()
    {
        Managed at;
        QVERIFY(at.manager->addBinding());
        at.manager->connectToServer();
        at.run(1s);
        at.manager->disconnectFromServer();
        at.manager->connectToServer();
        (void)at.manager->addBinding(); // after the one that removes it
        at.run(1s);
        QVERIFY(at.manager->userAgent().registerer().isRegistered());
        QCOMPARE(at.registrar.received, 3);
    }
    void pings_data()
    {
        QTest::addColumn<std::chrono::seconds>("interval");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("sent"); ///< in 61 s
        QTest::addColumn<QByteArray>("uri");
        QTest::newRow("off") << 0s << QByteArray() << 0 << QByteArray();
        QTest::newRow("to the domain of the account")
            << 20s << QByteArray() << 3 << QByteArray("sip:10.0.0.1");
        QTest::newRow("to a URI of its own")
            << 10s << QByteArray("sip:ping@10.0.0.1") << 6 << QByteArray("sip:ping@10.0.0.1");
    }
    void pings()
    {
        QFETCH(std::chrono::seconds, interval);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, uri);
        Managed at(pinging(interval, target));
        at.world.add(); // answers
        at.connectNow();
        at.run(61s);
        QTEST(at.transport->count("OPTIONS"), "sent");
        if (!uri.isEmpty())
            QCOMPARE(at.transport->sent().last().message.requestUriText().toByteArray(), uri);
        QVERIFY(at.manager->isConnected());
        QCOMPARE(at.losses.size(), 0);
        at.manager->disconnectFromServer();
        at.run(1s);
        const int before = at.transport->count("OPTIONS");
        at.run(10min);
        QCOMPARE(at.transport->count("OPTIONS"), before);
    }
    void aServerThatDoesNotAnswerIsConnectedAnew()
    {
        Managed at(pinging(30s));
        at.connectNow();
        at.openings.clear();
        at.run(30s + 31s);
        QVERIFY(at.manager->isConnected()); // Timer F is not over
        at.run(2s);
        QCOMPARE(at.openings.size(), 1);
        QCOMPARE(at.losses.size(), 1);
        QVERIFY(at.losses.first()); // it was not we who wanted that
        QCOMPARE(at.losses.first()->kind, WireFailure::TimedOut);
        QVERIFY(at.manager->isConnected());
        at.run(63s);
        QCOMPARE(at.openings.size(), 2); // and again
    }
    void aRefusalIsAnAnswer()
    {
        Managed at(pinging(30s, "sip:10.0.0.8"));
        FakeTransport server(
            at.world.clock, Hop{TransportProtocol::Udp, QHostAddress(QStringLiteral("10.0.0.8")), 5060, {}});
        at.world.network.attach(server);
        connect(&server, &Transport::requestReceived, this, [&](const SipRequest &request, const Hop &from) {
            server.sendResponse(SipResponse::to(request, 503, "x"), from, {});
        });
        at.connectNow();
        at.run(200s);
        QVERIFY(server.count("SIP/2.0 503") >= 6);
        QCOMPARE(at.losses.size(), 0);
    }
    void stoppingIsBounded() // C10, C23: a server that hangs, and a peer
    {
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        QVERIFY(at.manager->addBinding());
        at.run(50ms);
        at.establishWith(bob);
        bob.call(Managed::Aor);
        at.run(100ms);
        at.registrar.isSilent = true;
        at.world.network.setUp(false);
        at.manager->disconnectFromServer();
        QVERIFY(at.manager->managedSessions().isEmpty());
        at.run(3900ms);
        QCOMPARE(at.manager->userAgent().state(), UserAgent::State::Started);
        at.run(200ms);
        QCOMPARE(at.manager->userAgent().state(), UserAgent::State::Stopped);
    }
    void whenTheProgramQuits_data()
    {
        QTest::addColumn<bool>("autoStop");
        QTest::addColumn<bool>("hangs");
        QTest::addColumn<int>("registers"); ///< that reach the registrar
        QTest::newRow("it unregisters and hangs up") << true << false << 2;
        QTest::newRow("it does not wait for ever") << true << true << 1;
        QTest::newRow("it does nothing when not told to") << false << false << 1;
    }
    void whenTheProgramQuits() // A18
    {
        QFETCH(bool, autoStop);
        QFETCH(bool, hangs);
        SessionManagerOptions options;
        options.autoStop = autoStop;
        Managed at(options);
        TestPhone &bob = at.world.add();
        at.connectNow();
        QVERIFY(at.manager->addBinding());
        at.run(50ms);
        at.establishWith(bob);
        at.registrar.isSilent = hangs;
        const TimePoint before = at.world.clock.now();
        runProgramAndQuit(at);
        QTEST(at.registrar.received, "registers");
        QCOMPARE(at.manager->userAgent().state(),
            autoStop ? UserAgent::State::Stopped : UserAgent::State::Started);
        QCOMPARE(bob.agent->sessions().isEmpty(), autoStop);
        QVERIFY(at.world.clock.now() - before < UserAgent::StopTime + 500ms);
    }
    void whenTheProgramQuitsThereMayBeNothingToStop()
    {
        Managed at;
        runProgramAndQuit(at);
        QCOMPARE(at.manager->userAgent().state(), UserAgent::State::Stopped);
        QCOMPARE(at.heard(), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_ManagedServer)
#include "tst_ManagedServer.moc"
