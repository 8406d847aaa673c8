// What a program does with calls through a SessionManager: SIP.js' methods and callbacks one by one, on a
// network in virtual time. The server (registration, pings, loss, quitting) is in tst_ManagedServer. Not
// covered: sound.
#include "ManagedWorld.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Refusal = SessionManager::Refusal;
using State = Session::State;

namespace {

SessionManagerOptions atMost(int sessions)
{
    SessionManagerOptions options;
    options.maxSimultaneousSessions = sessions;
    return options;
}

QStringList words(std::initializer_list<const char *> list)
{
    QStringList result;
    for (const char *word : list)
        result.append(QLatin1String(word));
    return result;
}

} // namespace

class tst_SessionManager : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theAddressesInTheOptionsAreRead_data()
    {
        QTest::addColumn<QByteArray>("aor");
        QTest::addColumn<QByteArray>("agentHost"); ///< of UserAgentOptions::addressOfRecord
        QTest::addColumn<QByteArray>("ping");
        QTest::addColumn<bool>("isGood");
        const QByteArray none;
        QTest::newRow("aor: a URI") << QByteArray("sip:alice@example.com") << none << none << true;
        QTest::newRow("aor: with a display name")
            << QByteArray("\"Alice\" <sip:alice@example.com>;x=1") << none << none << true;
        QTest::newRow("aor: empty, the user agent has one")
            << none << QByteArray("example.com") << none << true;
        QTest::newRow("aor: nobody has one") << none << none << none << false;
        QTest::newRow("aor: no SIP") << QByteArray("mailto:alice@example.com") << none << none << false;
        QTest::newRow("aor: bad syntax") << QByteArray("sip:alice@@") << none << none << false;
        QTest::newRow("ping: a URI") << QByteArray("sip:a@b.example") << none << QByteArray("sip:c.example")
                                     << true;
        QTest::newRow("ping: bad syntax")
            << QByteArray("sip:a@b.example") << none << QByteArray("c.example") << false;
    }
    void theAddressesInTheOptionsAreRead()
    {
        QFETCH(QByteArray, aor);
        QFETCH(QByteArray, agentHost);
        QFETCH(QByteArray, ping);
        QFETCH(bool, isGood);
        ManagedWorld at;
        SessionManagerOptions options;
        options.aor = aor;
        options.userAgent.addressOfRecord.uri.host = agentHost;
        options.optionsPingRequestUri = ping;
        const auto manager = SessionManager::make(std::move(options), at.environment());
        QCOMPARE(manager.has_value(), isGood);
        if (!isGood)
            QCOMPARE(manager.error(), Refusal::InvalidAddress);
        else
            QVERIFY((*manager)->userAgent().options().addressOfRecord.parameters.list.isEmpty());
    }
    void aCallOut()
    {
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        Inviter *call = at.manager->call("\"Bob\" <" + bob.uri + ">").value();
        QCOMPARE(at.heard(), words({"created"}));
        QCOMPARE(at.manager->managedSessions().size(), 1);
        QCOMPARE(at.manager->managedSessions().first().session, call);
        at.run(100ms);
        QVERIFY(call->isRinging());
        QVERIFY(bob.invitation()->accept());
        at.run(100ms);
        QCOMPARE(at.heard(), words({"answered"}));
        const QPointer<Session> session(call);
        QVERIFY(at.manager->hangUp(call));
        QCOMPARE(at.heard(), words({"hung up"}));
        QVERIFY(at.manager->managedSessions().isEmpty());
        at.run(100ms);
        QVERIFY(!session); // not kept for ever
        QVERIFY(bob.agent->sessions().isEmpty());
    }
    void aCallIn_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<int>("code"); ///< that the caller sees; 0: it is answered
        QTest::newRow("answer") << QByteArray("answer") << 0;
        QTest::newRow("decline") << QByteArray("decline") << 480;
        QTest::newRow("hang up") << QByteArray("hang up") << 486;
    }
    void aCallIn()
    {
        QFETCH(QByteArray, verb);
        QFETCH(int, code);
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        const QPointer<Inviter> call = bob.call(Managed::Aor);
        at.run(100ms);
        QCOMPARE(at.heard(), words({"created", "received"}));
        Session *session = at.received.last();
        const auto done = verb == "answer" ? at.manager->answer(session)
            : verb == "decline"            ? at.manager->decline(session)
                                           : at.manager->hangUp(session);
        QVERIFY(done);
        QCOMPARE(at.heard(), words({code ? "hung up" : "answered"}));
        at.run(100ms);
        QCOMPARE(call->state(), code ? State::Terminated : State::Established);
        QCOMPARE(call->end().code, code);
        if (code)
            return;
        QCOMPARE(at.manager->answer(session).error(), Refusal::WrongState);
        QCOMPARE(at.manager->decline(session).error(), Refusal::WrongState);
        call->hangUp();
        at.run(100ms);
        QCOMPARE(at.heard(), words({"hung up"}));
    }
    void whereNobodyListensNobodyRings()
    {
        ManagedWorld at;
        SessionManagerOptions options;
        options.aor = ManagedWorld::Aor;
        const auto manager = SessionManager::make(std::move(options), at.environment()).value();
        TestPhone &bob = at.world.add();
        manager->connectToServer();
        at.run(10ms);
        const auto callEndsWith = [&] {
            const QPointer<Inviter> call = bob.call(ManagedWorld::Aor);
            at.run(100ms);
            const int code = call->end().code;
            call->hangUp();
            at.run(1s);
            return code;
        };
        QCOMPARE(callEndsWith(), 480);
        QCOMPARE(at.transport->count("SIP/2.0 180"), 0);
        const auto listener = connect(manager.get(), &SessionManager::callReceived, this, [] {});
        QCOMPARE(callEndsWith(), 0);
        QCOMPARE(at.transport->count("SIP/2.0 180"), 1);
        disconnect(listener);
        QCOMPARE(callEndsWith(), 480);
        QVERIFY(manager->managedSessions().isEmpty());
    }
    void badInput_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<int>("refusal");
        const auto row = [](const char *name, const char *verb, const char *argument, Refusal refusal) {
            QTest::newRow(name) << QByteArray(verb) << QByteArray(argument) << int(refusal);
        };
        row("call: nothing", "call", "", Refusal::InvalidTarget);
        row("call: a bare name", "call", "bob", Refusal::InvalidTarget);
        row("call: another scheme", "call", "mailto:bob@example.com", Refusal::InvalidTarget);
        row("call: no host", "call", "sip:bob@", Refusal::InvalidTarget);
        row("call: a number that is none", "call", "tel:", Refusal::InvalidTarget);
        row("call: a header smuggled in", "call", "sip:bob@10.0.0.1\r\nRoute: <sip:evil>",
            Refusal::InvalidTarget);
        row("message: a bare name", "message", "bob", Refusal::InvalidTarget);
        row("transfer: a bare name", "transfer", "bob", Refusal::InvalidTarget);
        row("transfer: to itself", "attended", "", Refusal::InvalidTarget);
        row("transfer: to a stranger's call", "attended-unknown", "", Refusal::UnknownSession);
        row("tone: none", "tone", "", Refusal::InvalidTone);
        row("tone: two", "tone", "12", Refusal::InvalidTone);
        row("tone: a letter behind D", "tone", "E", Refusal::InvalidTone);
        row("tone: a pause", "tone", ",", Refusal::InvalidTone);
        row("tone: half a character", "tone", "\xc3", Refusal::InvalidTone);
        row("answer: our own call", "answer", "", Refusal::WrongDirection);
        row("decline: our own call", "decline", "", Refusal::WrongDirection);
        row("follow: nothing", "follow", "", Refusal::WrongState);
    }
    void badInput()
    {
        QFETCH(QByteArray, verb);
        QFETCH(QByteArray, argument);
        QFETCH(int, refusal);
        Managed at;
        TestPhone &bob = at.world.add();
        TestPhone &carol = at.world.add();
        at.connectNow();
        Inviter *call = at.establishWith(bob);
        const auto strangers = at.world.connectCall(bob, carol);
        at.transport->clear();
        at.heard();
        SessionManager &manager = *at.manager;
        std::optional<Refusal> said;
        const auto note
            = [&](const auto &result) { said = result ? std::nullopt : std::optional(result.error()); };
        if (verb == "call")
            note(manager.call(argument));
        else if (verb == "message")
            note(manager.message(argument, QStringLiteral("x")));
        else if (verb == "transfer")
            note(manager.transfer(call, QByteArrayView(argument)));
        else if (verb == "attended")
            note(manager.transfer(call, *call));
        else if (verb == "attended-unknown")
            note(manager.transfer(call, *strangers.caller));
        else if (verb == "tone")
            note(manager.sendDtmf(call, argument));
        else if (verb == "answer")
            note(manager.answer(call));
        else if (verb == "decline")
            note(manager.decline(call));
        else
            note(manager.follow(nullptr));
        QVERIFY(said);
        QCOMPARE(int(*said), refusal);
        at.run(100ms);
        at.transport->expectNothing();
        QCOMPARE(at.heard(), QStringList());
        QCOMPARE(call->state(), State::Established);
    }
    void nothingIsDoneToACallThatIsNotManaged_data()
    {
        QTest::addColumn<bool>("isNull");
        QTest::newRow("none") << true;
        QTest::newRow("of another user agent") << false;
    }
    void nothingIsDoneToACallThatIsNotManaged()
    {
        QFETCH(bool, isNull);
        Managed at;
        TestPhone &bob = at.world.add();
        TestPhone &carol = at.world.add();
        at.connectNow();
        const auto strangers = at.world.connectCall(bob, carol);
        Session *session = isNull ? nullptr : strangers.callee.data();
        SessionManager &manager = *at.manager;
        const QList<Result<void, Refusal>> results{manager.hangUp(session), manager.answer(session),
            manager.decline(session), manager.hold(session), manager.unhold(session), manager.mute(session),
            manager.unmute(session), manager.sendDtmf(session, "1"), manager.transfer(session, bob.uri),
            manager.transfer(session, *strangers.caller)};
        for (const auto &result : results)
            QCOMPARE(result.error(), Refusal::UnknownSession);
        QVERIFY(!manager.isHeld(session));
        QVERIFY(!manager.isMuted(session));
        at.run(100ms);
        QCOMPARE(strangers.callee->state(), State::Established);
    }
    void beforeItIsStartedThereIsNothingToCallWith()
    {
        Managed at;
        QCOMPARE(at.manager->call("sip:bob@10.0.0.1").error(), Refusal::WrongState);
        QCOMPARE(at.manager->message("sip:bob@10.0.0.1", QStringLiteral("x")).error(), Refusal::WrongState);
    }
    void exactlySoManyCalls_data() // C18
    {
        QTest::addColumn<int>("most");
        QTest::newRow("1") << 1;
        QTest::newRow("2") << 2;
        QTest::newRow("3") << 3;
    }
    void exactlySoManyCalls()
    {
        QFETCH(int, most);
        Managed at(atMost(most));
        TestPhone &bob = at.world.add();
        at.connectNow();
        QList<QPointer<Inviter>> calls;
        for (int i = 0; i <= most; ++i) {
            calls.append(bob.call(Managed::Aor));
            at.run(100ms);
            QCOMPARE(at.manager->managedSessions().size(), std::min(i + 1, most));
        }
        QCOMPARE(calls.last()->end().code, 486);
        QVERIFY(!calls.last()->isRinging());
        QCOMPARE(at.transport->count("SIP/2.0 180"), most); // the one too many never rang
        QCOMPARE(calls.first()->state(), State::Establishing);
        QCOMPARE(at.manager->call(bob.uri).error(), Refusal::TooManySessions);
        calls.first()->hangUp();
        at.run(100ms);
        QVERIFY(at.manager->call(bob.uri)); // there is room again
        QCOMPARE(at.manager->call(bob.uri).error(), Refusal::TooManySessions);
    }
    void zeroIsNoLimitButTheUserAgents()
    {
        SessionManagerOptions options = atMost(0);
        options.userAgent = ManagedWorld::agentOptions();
        options.userAgent.mostSessions = 5;
        Managed at(options);
        TestPhone &bob = at.world.add();
        at.connectNow();
        for (int i = 0; i < 6; ++i)
            bob.call(Managed::Aor);
        at.run(100ms);
        QCOMPARE(at.manager->managedSessions().size(), 5);
        QVERIFY(at.manager->call(bob.uri)); // what we do ourselves is not memory that others fill
    }
    void aCallThatTakesThePlaceOfAnotherIsNotOneTooMany() // RFC 3891
    {
        Managed at(atMost(1));
        TestPhone &bob = at.world.add();
        TestPhone &carol = at.world.add();
        at.connectNow();
        Session *first = at.establishFrom(bob);
        at.heard();
        const auto [toCarol, atCarol] = at.world.connectCall(bob, carol);
        QVERIFY(toCarol->refer(*bob.agent->sessions().first())); // carol is to call in bob's place
        at.run(100ms);
        QCOMPARE(carol.referrals.size(), 1);
        QVERIFY(carol.referrals.first()->accept({}, carol.agent.get()));
        at.run(200ms);
        QCOMPARE(at.manager->managedSessions().size(), 1);
        QVERIFY(at.manager->managedSessions().first().session != first);
        QCOMPARE(at.heard(), words({"created", "received", "answered", "hung up"}));
    }
    void aManagerMayGoAtAnyTime_data()
    {
        QTest::addColumn<QByteArray>("when");
        QTest::newRow("in a call") << QByteArray("answered");
        QTest::newRow("in the signal that says created") << QByteArray("created");
        QTest::newRow("in the signal that says received") << QByteArray("received");
        QTest::newRow("in the signal that says hung up") << QByteArray("hung up");
        QTest::newRow("in the signal that says disconnected") << QByteArray("disconnected");
    }
    void aManagerMayGoAtAnyTime()
    {
        QFETCH(QByteArray, when);
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        const auto go = [&] { at.manager.reset(); };
        const auto *from = at.manager.get();
        if (when == "created")
            connect(from, &SessionManager::callCreated, this, go);
        else if (when == "received")
            connect(from, &SessionManager::callReceived, this, go);
        else if (when == "hung up")
            connect(from, &SessionManager::callHungUp, this, go);
        else if (when == "disconnected")
            connect(from, &SessionManager::serverDisconnected, this, go);
        const QPointer<Inviter> call = bob.call(Managed::Aor);
        at.run(100ms);
        if (when == "answered") {
            QVERIFY(at.manager->answer(at.received.last()));
            at.run(100ms);
            at.manager.reset();
        } else if (when == "hung up") {
            QVERIFY(at.manager->hangUp(at.received.last()));
        } else if (when == "disconnected") {
            at.manager->disconnectFromServer();
        }
        at.run(10s);
        QVERIFY(!at.manager);
        if (when == "answered")
            QCOMPARE(call->end().code, 200); // BYE
        at.run(64s);
    }
};

QTEST_GUILESS_MAIN(tst_SessionManager)
#include "tst_SessionManager.moc"
