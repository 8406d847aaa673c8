// One call at a time: SIP.js' SimpleUser method by method, its callbacks, and FLOW-10. What both share is in
// tst_SessionManager and tst_ManagedServer.
#include "ManagedWorld.h"
#include "SimpleUser.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Refusal = SessionManager::Refusal;
using State = Session::State;

namespace {

/// A simple user, and what it said in words.
struct Simple : ManagedWorld {
    explicit Simple(SimpleUserOptions options = {})
    {
        options.aor = Aor;
        if (options.userAgent.userAgentName.isEmpty())
            options.userAgent = agentOptions();
        user = SimpleUser::make(std::move(options), environment()).value();
        SimpleUser *from = user.get();
        const auto on = [&](auto signal, const char *word) {
            QObject::connect(from, signal, from, [this, word] { log.append(QLatin1String(word)); });
        };
        on(&SimpleUser::callCreated, "created");
        on(&SimpleUser::callReceived, "received");
        on(&SimpleUser::callAnswered, "answered");
        on(&SimpleUser::callHungUp, "hung up");
        on(&SimpleUser::callReplaced, "replaced");
        on(&SimpleUser::registered, "registered");
        on(&SimpleUser::unregistered, "unregistered");
        on(&SimpleUser::serverConnected, "connected");
        QObject::connect(from, &SimpleUser::callHoldChanged, from,
            [this](bool held) { log.append(held ? QStringLiteral("held") : QStringLiteral("not held")); });
        QObject::connect(from, &SimpleUser::dtmfReceived, from,
            [this](QChar tone) { log.append(QStringLiteral("tone ") + tone); });
        QObject::connect(from, &SimpleUser::referred, from,
            [this](const std::shared_ptr<Referral> &referral) { referrals.append(referral); });
        QObject::connect(
            from, &SimpleUser::serverDisconnected, from, [this](const std::optional<TransportError> &error) {
                log.append(
                    QStringLiteral("disconnected ") + (error ? error->detail : QStringLiteral("wanted")));
            });
    }
    void connectNow()
    {
        user->connectToServer();
        run(10ms);
        log.clear();
    }
    bool hears(std::initializer_list<const char *> words)
    {
        QStringList wanted;
        for (const char *word : words)
            wanted.append(QLatin1String(word));
        const QStringList said = std::exchange(log, {});
        if (said != wanted)
            qWarning() << "said was" << said;
        return said == wanted;
    }
    void establishWith(TestPhone &callee)
    {
        (void)user->call(callee.uri);
        run(100ms);
        callee.listenTo(*callee.invitation());
        (void)callee.invitation()->accept();
        run(100ms);
        log.clear();
    }

    QStringList log;
    QList<std::shared_ptr<Referral>> referrals;
    std::unique_ptr<SimpleUser> user;
};

} // namespace

class tst_SimpleUser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void flow10TheCaller() // FLOW-10: connect, register, call, wait, hang up
    {
        Simple at;
        TestPhone &bob = at.world.add();
        connect(bob.agent.get(), &UserAgent::invited, this, [](Invitation *call) { (void)call->accept(); });
        at.user->connectToServer();
        QVERIFY(at.user->addBinding());
        QVERIFY(at.user->call(bob.uri));
        at.run(200ms);
        QVERIFY(at.user->isConnected());
        QCOMPARE(at.user->session()->state(), State::Established);
        QVERIFY(at.user->hangUp());
        QVERIFY(at.hears({"connected", "created", "registered", "answered", "hung up"}));
        QVERIFY(!at.user->session());
        at.run(100ms);
        QVERIFY(bob.agent->sessions().isEmpty());
    }
    void flow10TheCallee() // callReceived, then answer
    {
        Simple at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        connect(at.user.get(), &SimpleUser::callReceived, this, [&] { QVERIFY(at.user->answer()); });
        const QPointer<Inviter> call = bob.call(Simple::Aor);
        at.run(200ms);
        QCOMPARE(call->state(), State::Established);
        QVERIFY(at.hears({"created", "received", "answered"}));
        call->hangUp();
        at.run(100ms);
        QVERIFY(at.hears({"hung up"}));
    }
    void aBadAddressIsRefused()
    {
        ManagedWorld at;
        SimpleUserOptions options;
        options.aor = "alice";
        QCOMPARE(SimpleUser::make(std::move(options), at.environment()).error(), Refusal::InvalidAddress);
    }
    void aSecondCallIsBusyAndTheFirstStays() // C18
    {
        Simple at;
        TestPhone &bob = at.world.add();
        TestPhone &carol = at.world.add();
        at.connectNow();
        at.establishWith(bob);
        Session *first = at.user->session();
        const QPointer<Inviter> second = carol.call(Simple::Aor);
        at.run(100ms);
        QCOMPARE(second->end().code, 486);
        QCOMPARE(at.user->session(), first);
        QCOMPARE(at.user->call(carol.uri).error(), Refusal::TooManySessions);
        QVERIFY(at.hears({}));
        QVERIFY(at.user->hangUp());
        at.run(100ms);
        QVERIFY(bob.agent->sessions().isEmpty()); // the right one
    }
    void withoutACallThereIsNothingToDo()
    {
        Simple at;
        at.connectNow();
        const QList<Result<void, Refusal>> results{at.user->hangUp(), at.user->answer(), at.user->decline(),
            at.user->hold(), at.user->unhold(), at.user->mute(), at.user->unmute(), at.user->sendDtmf("1")};
        for (const auto &result : results)
            QCOMPARE(result.error(), Refusal::UnknownSession);
        QVERIFY(!at.user->isHeld());
        QVERIFY(!at.user->isMuted());
        QCOMPARE(at.user->follow(nullptr).error(), Refusal::WrongState);
        QCOMPARE(at.user->call("nobody").error(), Refusal::InvalidTarget);
        QCOMPARE(at.user->message("nobody", QString()).error(), Refusal::InvalidTarget);
    }
    void declining()
    {
        Simple at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        const QPointer<Inviter> call = bob.call(Simple::Aor);
        at.run(100ms);
        QVERIFY(at.user->decline());
        at.run(100ms);
        QCOMPARE(call->end().code, 480);
        QVERIFY(at.hears({"created", "received", "hung up"}));
        at.user->disconnect(SIGNAL(callReceived()));
        const QPointer<Inviter> again = bob.call(Simple::Aor);
        at.run(100ms);
        QCOMPARE(again->end().code, 480); // nobody listens
        QVERIFY(at.hears({"created", "hung up"}));
    }
    void holdMuteAndTones()
    {
        SimpleUserOptions options;
        options.dtmfWay = Session::DtmfWay::Info;
        Simple at(options);
        TestPhone &bob = at.world.add();
        at.connectNow();
        at.establishWith(bob);
        QVERIFY(at.user->hold());
        at.run(100ms);
        QVERIFY(at.user->isHeld());
        QVERIFY(at.user->unhold());
        at.run(100ms);
        QVERIFY(!at.user->isHeld());
        QVERIFY(at.hears({"held", "not held"}));
        QVERIFY(at.user->mute());
        QVERIFY(at.user->isMuted() && at.lastMedia()->isMuted);
        QVERIFY(at.user->unmute());
        QVERIFY(!at.user->isMuted() && !at.lastMedia()->isMuted);
        QCOMPARE(at.user->sendDtmf("12").error(), Refusal::InvalidTone);
        QVERIFY(at.user->sendDtmf("1"));
        at.run(100ms);
        QCOMPARE(at.transport->count("INFO"), 1);
        QVERIFY(bob.invitation()->sendDtmf("9", Session::DtmfWay::Info));
        at.run(100ms);
        QVERIFY(at.hears({"tone 9"}));
    }
    void messages()
    {
        Simple at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        QStringList atBob;
        connect(bob.agent.get(), &UserAgent::messageReceived, this,
            [&](const auto &message) { atBob.append(QString::fromUtf8(message->request().body())); });
        QVERIFY(at.user->message(bob.uri, QStringLiteral("hello")));
        at.run(100ms);
        QCOMPARE(atBob, QStringList{QStringLiteral("hello")});
        QStringList read;
        Messager back(bob.agent->core(), address("<" + QByteArray(Simple::Aor) + '>'));
        back.message("unheard");
        at.run(100ms);
        QCOMPARE(at.transport->count("SIP/2.0 405"), 1);
        connect(at.user.get(), &SimpleUser::messageReceived, this,
            [&](const QString &text) { read.append(text); });
        back.message("Gr\xc3\xbc\xc3\x9f"
                     "e");
        at.run(100ms);
        back.message("<html/>", "text/html");
        at.run(100ms);
        QCOMPARE(read, QStringList{QStringLiteral("Grüße")});
        QCOMPARE(at.transport->count("SIP/2.0 200"), 1);
        QCOMPARE(at.transport->count("SIP/2.0 415"), 1);
        at.user->disconnect(SIGNAL(messageReceived(QString)));
        back.message("too late");
        at.run(100ms);
        QCOMPARE(at.transport->count("SIP/2.0 405"), 2);
    }
    void aLossIsToldWithItsCause() // SIP.js loses the error here
    {
        Simple at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        QVERIFY(at.user->addBinding());
        at.run(20s);
        at.establishWith(bob);
        at.transport->lose({TransportError::Kind::Closed, QStringLiteral("gone")});
        at.run(100ms);
        QVERIFY(at.hears({"unregistered", "disconnected gone", "connected", "registered"}));
        QCOMPARE(at.user->session()->state(), State::Established);
        QVERIFY(at.user->removeBinding());
        at.run(100ms);
        at.user->disconnectFromServer();
        at.run(5s);
        QVERIFY(at.hears({"unregistered", "hung up", "disconnected wanted"}));
        QVERIFY(!at.user->isConnected());
    }
    void theCallIsHandedOver()
    {
        Simple at;
        TestPhone &bob = at.world.add();
        TestPhone &carol = at.world.add();
        at.connectNow();
        at.establishWith(bob);
        const QPointer<Session> first(at.user->session());
        QVERIFY(bob.invitation()->refer(address('<' + carol.uri + '>')));
        at.run(100ms);
        QCOMPARE(at.referrals.size(), 1);
        QVERIFY(carol.invitations.isEmpty()); // it is asked for only
        QVERIFY(at.user->follow(at.referrals.takeFirst()));
        QCOMPARE(at.user->session(), first.data()); // until the other is there
        at.run(100ms);
        QVERIFY(carol.invitation()->accept());
        at.run(100ms);
        QVERIFY(!first); // the referrer ended it when he heard of that
        QVERIFY(at.hears({"replaced"}));
        QCOMPARE(at.user->session()->remoteIdentity().uri.user, QByteArray("user2"));
        QCOMPARE(at.user->session()->state(), State::Established);
        QVERIFY(at.user->hangUp());
        QVERIFY(at.hears({"hung up"}));
        at.run(100ms);
        QVERIFY(carol.agent->sessions().isEmpty());
    }
    void theUserMayGoInACall()
    {
        Simple at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        at.establishWith(bob);
        at.user.reset();
        at.run(100ms);
        QVERIFY(bob.agent->sessions().isEmpty());
        QVERIFY(at.log.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_SimpleUser)
#include "tst_SimpleUser.moc"
