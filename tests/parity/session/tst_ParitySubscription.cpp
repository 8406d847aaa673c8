// The groups SUB of the list in docs/parity-groups.txt: Alice subscribes, Bob notifies. "F" behind an id: the
// outcome is not that of SIP.js, the row says how.
#include "Subscriber.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Subscriber::State;

namespace {

constexpr auto TimerN = 32s;

class World
{
public:
    World()
    {
        TestPhone::Options options;
        options.server = "sip:192.0.2.2";
        options.password = "secret";
        peer = std::make_unique<WirePeer>(clock, options);
        SubscriberOptions wanted;
        wanted.event = "dialog";
        wanted.expires = 3600s;
        subscriber = std::make_unique<Subscriber>(
            peer->phone.agent->core(), address("<sip:bob@192.0.2.2>"), std::move(wanted));
        QObject::connect(subscriber.get(), &Subscriber::stateChanged, subscriber.get(),
            [this](State state) { states.append(state); });
        QObject::connect(subscriber.get(), &Subscriber::notified, subscriber.get(), [this] { ++notified; });
    }
    SipMessage subscribe()
    {
        (void)subscriber->subscribe();
        return peer->expect("SUBSCRIBE");
    }
    /// SUBSCRIBE and its 200.
    SipMessage accepted()
    {
        SipMessage sent = subscribe();
        peer->answer(sent, 200, "b", {{}, {{"Expires", "3600"}}});
        peer->joinAsCallee(sent, "b");
        return sent;
    }
    int notify(const QList<std::pair<QByteArray, QByteArray>> &headers)
    {
        WireExtra extra;
        extra.headers = headers;
        extra.headers.emplace_back("Contact", "<sip:bob@192.0.2.2:5099>");
        peer->request("NOTIFY", extra);
        return peer->expect("SIP/2.0").statusCode();
    }
    int notify(const QByteArray &state)
    {
        return notify({{"Event", "dialog"}, {"Subscription-State", state}});
    }
    SipMessage active()
    {
        SipMessage sent = accepted();
        notify("active;expires=3600");
        states.clear();
        notified = 0;
        return sent;
    }

    FakeClock clock;
    std::unique_ptr<WirePeer> peer;
    QList<State> states;
    int notified = 0;
    std::unique_ptr<Subscriber> subscriber;
};

} // namespace

class tst_ParitySubscription : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void SUB_01_construct()
    {
        World world;
        world.peer->expectNothing();
        QCOMPARE(world.subscriber->state(), State::Initial);
        QVERIFY(world.states.isEmpty());
    }
    void SUB_02_subscribe()
    {
        World world;
        world.subscribe();
        QCOMPARE(world.states, QList<State>{State::NotifyWait});
    }
    void SUB_03_neverAnswered_data()
    {
        QTest::addColumn<int>("calls");
        QTest::newRow("SUB-03 asked once") << 1;
        QTest::newRow("SUB-03 asked twice") << 2;
    }
    void SUB_03_neverAnswered()
    {
        QFETCH(int, calls);
        World world;
        for (int i = 0; i < calls; ++i)
            (void)world.subscriber->subscribe();
        world.peer->run(TimerN - 1s);
        QCOMPARE(world.subscriber->state(), State::NotifyWait);
        world.peer->run(2s);
        QCOMPARE(world.subscriber->state(), State::Terminated);
        QCOMPARE(world.notified, 0);
        QCOMPARE(world.subscriber->end().statusCode, 408); // F: the reason is said
    }
    void SUB_04_challenged()
    {
        World world;
        const SipMessage first = world.subscribe();
        world.peer->answer(first, 407, "b",
            {{}, {{"Proxy-Authenticate", "Digest realm=\"example.com\", nonce=\"n\", qop=\"auth\""}}});
        const SipMessage second = world.peer->expect("SUBSCRIBE");
        world.peer->answer(second, 200, "b", {{}, {{"Expires", "3600"}}});
        QCOMPARE(world.states, QList<State>{State::NotifyWait});
        QCOMPARE(world.notified, 0);
    }
    void SUB_05_refused()
    {
        World world;
        world.peer->answer(world.subscribe(), 480, "b");
        QCOMPARE(world.subscriber->state(), State::Terminated);
        world.peer->run(TimerN);
        world.peer->expectNothing();
    }
    void SUB_06_notifyBeforeTheResponse()
    {
        World world;
        const SipMessage sent = world.subscribe();
        world.peer->joinAsCallee(sent, "b");
        QCOMPARE(world.notify("active;expires=3600"), 200);
        QCOMPARE(world.notified, 1);
        QVERIFY(world.subscriber->isSubscribed());
    }
    void SUB_07_SUB_08_onlyTheResponse()
    {
        World world;
        world.accepted();
        QCOMPARE(world.subscriber->state(), State::NotifyWait);
        world.peer->run(TimerN + 1s);
        QCOMPARE(world.subscriber->state(), State::Terminated);
    }
    void firstNotifyThatIsNone_data()
    {
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<int>("answer");
        // F: the dialog is ours, only its package is not
        QTest::newRow("SUB-09F another package") << QByteArray("presence") << QByteArray("active") << 489;
        QTest::newRow("SUB-10 no Event") << QByteArray() << QByteArray("active") << 489;
        // F: 489 speaks of the Event; what misses is Subscription-State
        QTest::newRow("SUB-11F no Subscription-State") << QByteArray("dialog") << QByteArray() << 400;
    }
    void firstNotifyThatIsNone()
    {
        QFETCH(QByteArray, event);
        QFETCH(QByteArray, state);
        QFETCH(int, answer);
        World world;
        world.accepted();
        QList<std::pair<QByteArray, QByteArray>> headers;
        if (!event.isEmpty())
            headers.emplace_back("Event", event);
        if (!state.isEmpty())
            headers.emplace_back("Subscription-State", state);
        QCOMPARE(world.notify(headers), answer);
        QCOMPARE(world.notified, 0);
        QCOMPARE(world.subscriber->state(), State::NotifyWait);
        world.peer->run(TimerN + 1s);
        QCOMPARE(world.subscriber->state(), State::Terminated);
    }
    void SUB_12_firstNotifyTerminates()
    {
        World world;
        world.accepted();
        QCOMPARE(world.notify("terminated"), 200);
        QCOMPARE(world.notified, 1);
        QCOMPARE(world.subscriber->state(), State::Terminated);
    }
    void SUB_13_pending()
    {
        World world;
        world.accepted();
        QCOMPARE(world.notify("pending"), 200);
        QCOMPARE(world.notified, 1);
        QVERIFY(world.subscriber->isSubscribed());
    }
    void SUB_14_active()
    {
        World world;
        world.accepted();
        QCOMPARE(world.notify("active"), 200);
        QCOMPARE(world.notified, 1);
        QCOMPARE(world.subscriber->state(), State::Active);
    }
    void SUB_15_terminatedWithoutReason()
    {
        World world;
        world.active();
        QCOMPARE(world.notify("terminated"), 200);
        QCOMPARE(world.notified, 1);
        QCOMPARE(world.subscriber->state(), State::Terminated);
        world.peer->run(3600s);
        world.peer->expectNothing();
    }
    void SUB_16_timeoutAsksAnew()
    {
        World world;
        const SipMessage first = world.active();
        QCOMPARE(world.notify("terminated;reason=timeout"), 200);
        QCOMPARE(world.notified, 1);
        const SipMessage again = world.peer->expectWithin(2s, "SUBSCRIBE");
        QVERIFY(again.callId() != first.callId());
        QVERIFY(world.subscriber->state() != State::Terminated);
    }
    void SUB_17_refreshAtNineTenths()
    {
        World world;
        world.active();
        world.peer->run(3200s);
        world.peer->expectNothing();
        const SipMessage refresh = world.peer->expectWithin(100s, "SUBSCRIBE");
        QCOMPARE(refresh.toTag(), QByteArray("b"));
        world.peer->answer(refresh, 200, {}, {{}, {{"Expires", "3600"}}});
        QVERIFY(world.states.isEmpty());
        QCOMPARE(world.notified, 0);
    }
    void SUB_18_subscribeAgain_data()
    {
        QTest::addColumn<int>("calls");
        QTest::newRow("SUB-18 once") << 1;
        QTest::newRow("SUB-18 twice in a row") << 2;
    }
    void
    SUB_18_subscribeAgain() // F: without a NOTIFY it begins anew instead of giving up (RFC 6665 §4.1.2.2)
    {
        QFETCH(int, calls);
        World world;
        const SipMessage first = world.active();
        for (int i = 0; i < calls; ++i) {
            (void)world.subscriber->subscribe();
            world.peer->answer(world.peer->expect("SUBSCRIBE"), 200, {}, {{}, {{"Expires", "3600"}}});
        }
        QVERIFY(world.states.isEmpty());
        world.peer->run(TimerN + 1s);
        QVERIFY(world.peer->expect("SUBSCRIBE").callId() != first.callId());
        QCOMPARE(world.subscriber->state(), State::NotifyWait);
    }
    void SUB_19_subscribeAgainAndNotify()
    {
        World world;
        world.active();
        (void)world.subscriber->subscribe();
        world.peer->answer(world.peer->expect("SUBSCRIBE"), 200, {}, {{}, {{"Expires", "3600"}}});
        QCOMPARE(world.notify("active;expires=3600"), 200);
        QCOMPARE(world.notified, 1);
        world.peer->run(TimerN + 1s);
        QVERIFY(world.states.isEmpty());
    }
    void SUB_20_unsubscribe() // F: Terminated with the last NOTIFY or after timer N, not before: it may say
                              // something
    {
        World world;
        world.active();
        (void)world.subscriber->unsubscribe();
        const SipMessage sent = world.peer->expect("SUBSCRIBE");
        QCOMPARE(sent.number(HeaderId::Expires), 0u);
        world.peer->answer(sent, 200);
        QVERIFY(!world.subscriber->isSubscribed());
        world.peer->run(TimerN + 1s);
        QCOMPARE(world.subscriber->state(), State::Terminated);
        QCOMPARE(world.notified, 0);
        world.peer->expectNothing();
    }
};

QTEST_GUILESS_MAIN(tst_ParitySubscription)
#include "tst_ParitySubscription.moc"
