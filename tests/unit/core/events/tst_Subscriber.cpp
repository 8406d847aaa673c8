// RFC 6665 §4.1, the subscriber. Groups SUB of the framework's list. Not covered: what an event package
// means.
#include "Subscriber.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Subscriber::State;

namespace {

/// A phone that subscribes to the dialogs of bob.
struct World {
    FakeClock clock;
    WirePeer peer{clock};
    QList<State> states;
    QList<SipRequest> notified;
    QList<int> rejections;
    std::unique_ptr<Subscriber> subscriber;

    explicit World(SubscriberOptions options = {.event = "dialog", .expires = 600s})
    {
        subscriber = std::make_unique<Subscriber>(
            peer.phone.agent->core(), address("<sip:bob@192.0.2.2>"), std::move(options));
        QObject::connect(subscriber.get(), &Subscriber::stateChanged, subscriber.get(),
            [this](State state) { states.append(state); });
        QObject::connect(subscriber.get(), &Subscriber::notified, subscriber.get(),
            [this](const std::shared_ptr<ReceivedRequest> &notification) {
                notified.append(notification->request());
            });
        QObject::connect(subscriber.get(), &Subscriber::rejected, subscriber.get(),
            [this](int code, const QByteArray &) { rejections.append(code); });
    }
    SipMessage subscribe()
    {
        (void)subscriber->subscribe();
        return peer.expect("SUBSCRIBE");
    }
    SipMessage notify(
        const QByteArray &state, const QByteArray &event = "dialog", const QByteArray &body = "<x/>")
    {
        WireExtra extra;
        extra.headers
            = {{"Event", event}, {"Subscription-State", state}, {"Contact", "<sip:bob@192.0.2.2:5099>"}};
        extra.body = body;
        extra.contentType = "application/dialog-info+xml";
        peer.request("NOTIFY", extra);
        return peer.expect("SIP/2.0");
    }
    SipMessage subscribed(const QByteArray &state = "active;expires=600")
    {
        const SipMessage sent = subscribe();
        peer.answer(sent, 200, "b", {{}, {{"Expires", "600"}}});
        peer.joinAsCallee(sent, "b");
        notify(state);
        return sent;
    }
};

} // namespace

class tst_Subscriber : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstNotifyMakesTheSubscription()
    {
        World world;
        const SipMessage sent = world.subscribe();
        QCOMPARE(sent.value(HeaderId::Event).toByteArray(), QByteArray("dialog"));
        QCOMPARE(sent.number(HeaderId::Expires), 600u);
        QVERIFY(sent.contains(HeaderId::Contact));
        world.peer.answer(sent, 200, "b", {{}, {{"Expires", "300"}}});
        QCOMPARE(world.subscriber->state(), State::NotifyWait);
        world.peer.joinAsCallee(sent, "b");
        QCOMPARE(world.notify("active").statusCode(), 200);
        QCOMPARE(world.states, (QList<State>{State::NotifyWait, State::Active}));
        QCOMPARE(world.subscriber->remaining(), 299s);
        QCOMPARE(world.notified.size(), 1);
        QCOMPARE(world.notified.first().body(), QByteArray("<x/>"));
    }
    void aNotifyMayOvertakeThe200()
    {
        World world;
        const SipMessage sent = world.subscribe();
        world.peer.joinAsCallee(sent, "b");
        QCOMPARE(world.notify("active;expires=120").statusCode(), 200);
        QCOMPARE(world.subscriber->state(), State::Active);
        QCOMPARE(world.subscriber->remaining(), 119s);
        world.peer.answer(sent, 200, "b", {{}, {{"Expires", "120"}}});
        QCOMPARE(world.subscriber->state(), State::Active);
        QVERIFY(world.rejections.isEmpty());
    }
    void refreshesInTheDialogAndAtItsContact()
    {
        World world;
        const SipMessage sent = world.subscribed();
        const SipMessage refresh = world.peer.expectWithin(541s, "SUBSCRIBE");
        QCOMPARE(refresh.callId(), sent.callId());
        QCOMPARE(refresh.toTag(), QByteArray("b"));
        QCOMPARE(refresh.cseq()->number, sent.cseq()->number + 1);
        QCOMPARE(refresh.requestUriText().toByteArray(), QByteArray("sip:bob@192.0.2.2:5099"));
        world.peer.answer(refresh, 200, {}, {{}, {{"Expires", "600"}}});
        QVERIFY(world.subscriber->remaining() >= 599s);
        world.notify("active;expires=600");
        QCOMPARE(world.subscriber->state(), State::Active);
    }
    void aNotifyWithoutTimeProlongsNothing()
    {
        World world;
        world.subscribed();
        world.peer.run(100s);
        world.notify("active");
        QVERIFY(world.subscriber->remaining() <= 500s);
    }
    void pendingThenActive()
    {
        World world;
        world.subscribed("pending;expires=600");
        QCOMPARE(world.subscriber->state(), State::Pending);
        world.notify("active;expires=500");
        QCOMPARE(world.states, (QList<State>{State::NotifyWait, State::Pending, State::Active}));
    }
    void withoutNotifyItEndsAfterTimerN()
    {
        World world;
        const SipMessage sent = world.subscribe();
        world.peer.answer(sent, 200, "b");
        world.peer.run(31s);
        QCOMPARE(world.subscriber->state(), State::NotifyWait);
        world.peer.run(2s);
        QCOMPARE(world.subscriber->state(), State::Terminated);
        QCOMPARE(world.subscriber->end().by, Subscriber::End::By::Timeout);
        world.peer.joinAsCallee(sent, "b");
        QCOMPARE(world.notify("active").statusCode(), 481);
    }
    void aRefusalSaysWhy_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : {403, 404, 489, 503, 603})
            QTest::addRow("%d", code) << code;
    }
    void aRefusalSaysWhy()
    {
        QFETCH(int, code);
        World world;
        world.peer.answer(world.subscribe(), code, "b");
        QCOMPARE(world.subscriber->state(), State::Terminated);
        QCOMPARE(world.subscriber->end().statusCode, code);
        QCOMPARE(world.rejections, QList<int>{code});
    }
    void tooBriefIsAskedForLonger()
    {
        World world;
        world.peer.answer(world.subscribe(), 423, "b", {{}, {{"Min-Expires", "1800"}}});
        const SipMessage again = world.peer.expect("SUBSCRIBE");
        QCOMPARE(again.number(HeaderId::Expires), 1800u);
        world.peer.answer(again, 423, "b", {{}, {{"Min-Expires", "3600"}}});
        world.peer.answer(world.peer.expect("SUBSCRIBE"), 423, "b", {{}, {{"Min-Expires", "7200"}}});
        QCOMPARE(world.subscriber->state(), State::Terminated); // ever more is not followed
    }
    void otherEventsAndBrokenNotifiesAreRefused()
    {
        World world;
        world.subscribed();
        QCOMPARE(world.notify("active", "presence").statusCode(), 489);
        QCOMPARE(world.notify("active", "dialog;id=2").statusCode(), 489);
        QCOMPARE(world.notify("", "dialog").statusCode(), 400);
        QCOMPARE(world.notified.size(), 1);
        QCOMPARE(world.subscriber->state(), State::Active);
    }
    void anotherForkFindsNoSubscription() // §4.1.4 lets us
    {
        World world;
        const SipMessage sent = world.subscribed();
        world.peer.joinAsCallee(sent, "other");
        QCOMPARE(world.notify("active;expires=600").statusCode(), 481);
    }
    void whatTheNotifierEndsIsAskedForAnew_data() // §4.1.3
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<int>("after"); ///< seconds; -1: never
        QTest::newRow("deactivated") << QByteArray("terminated;reason=deactivated") << 0;
        QTest::newRow("timeout") << QByteArray("terminated;reason=timeout") << 0;
        QTest::newRow("probation") << QByteArray("terminated;reason=probation;retry-after=90") << 90;
        QTest::newRow("giveup without a time") << QByteArray("terminated;reason=giveup") << 30;
        QTest::newRow("rejected") << QByteArray("terminated;reason=rejected;retry-after=5") << -1;
        QTest::newRow("noresource") << QByteArray("terminated;reason=noresource") << -1;
        QTest::newRow("unknown reason") << QByteArray("terminated;reason=weather") << -1;
        QTest::newRow("no reason") << QByteArray("terminated") << -1;
    }
    void whatTheNotifierEndsIsAskedForAnew()
    {
        QFETCH(QByteArray, state);
        QFETCH(int, after);
        World world;
        const SipMessage first = world.subscribed();
        world.notify(state);
        QCOMPARE(world.notified.size(), 2);
        if (after < 0) {
            QCOMPARE(world.subscriber->state(), State::Terminated);
            world.peer.run(7200s);
            world.peer.expectNothing();
            return;
        }
        if (after > 0) {
            QCOMPARE(world.subscriber->state(), State::RetryWait);
            world.peer.run(std::chrono::seconds(after) - 1s);
            world.peer.expectNothing();
        }
        const SipMessage again = world.peer.expectWithin(2s, "SUBSCRIBE");
        QVERIFY(again.callId() != first.callId());
        QVERIFY(again.toTag().isEmpty());
    }
    void oneThatEndsEachAtOnceDoesNotKeepUsBusy()
    {
        World world;
        world.subscribed();
        world.notify("terminated;reason=deactivated");
        world.peer.run(1ms);
        const SipMessage second = world.peer.expect("SUBSCRIBE");
        world.peer.answer(second, 200, "b2");
        world.peer.joinAsCallee(second, "b2");
        world.notify("terminated;reason=deactivated");
        world.peer.run(20s);
        world.peer.expectNothing();
        world.peer.expectWithin(120s, "SUBSCRIBE");
    }
    void whatEndsFromInsideIsToldOnceAndMayDelete() // nobody is left to send it with
    {
        World world;
        QList<State> late;
        QPointer<Subscriber> last;
        connect(&world.peer.phone.agent->core(), &QObject::destroyed, qApp, [&] {
            connect(last, &Subscriber::stateChanged, qApp, [&](State state) {
                late.append(state);
                world.subscriber.reset();
            });
            (void)last->unsubscribe();
        });
        world.subscriber = std::make_unique<Subscriber>(world.peer.phone.agent->core(),
            address("<sip:bob@192.0.2.2>"), SubscriberOptions{.event = "dialog", .expires = 600s});
        last = world.subscriber.get();
        world.subscribed();
        QVERIFY(last->isSubscribed());
        world.peer.phone.agent.reset();
        QVERIFY(!last);
        QCOMPARE(late, QList{State::Terminated});
    }
    void unsubscribeAwaitsTheLastNotify()
    {
        World world;
        world.subscribed();
        QVERIFY(world.subscriber->unsubscribe());
        const SipMessage sent = world.peer.expect("SUBSCRIBE");
        QCOMPARE(sent.number(HeaderId::Expires), 0u);
        world.peer.answer(sent, 200);
        QCOMPARE(world.subscriber->state(), State::Unsubscribing);
        QCOMPARE(world.notify("terminated;reason=timeout").statusCode(), 200);
        QCOMPARE(world.subscriber->state(), State::Terminated);
        QCOMPARE(world.subscriber->end().by, Subscriber::End::By::Local);
        world.peer.run(3600s);
        world.peer.expectNothing();
        QVERIFY(!world.subscriber->unsubscribe());
    }
    void unsubscribeBeforeTheFirstNotifySaysItThen()
    {
        World world;
        const SipMessage sent = world.subscribe();
        QVERIFY(world.subscriber->unsubscribe());
        QCOMPARE(world.subscriber->state(), State::Leaving);
        world.peer.answer(sent, 200, "b");
        world.peer.joinAsCallee(sent, "b");
        WireExtra extra;
        extra.headers
            = {{"Event", "dialog"}, {"Subscription-State", "active"}, {"Contact", "<sip:bob@192.0.2.2>"}};
        world.peer.request("NOTIFY", extra);
        QCOMPARE(world.peer.phone.transport->count("SUBSCRIBE"), 2);
        QCOMPARE(world.subscriber->state(), State::Unsubscribing);
    }
    void unsubscribeEndsWithoutNotifyToo()
    {
        World world;
        world.subscribed();
        QVERIFY(world.subscriber->unsubscribe());
        world.peer.answer(world.peer.expect("SUBSCRIBE"), 200);
        world.peer.run(33s);
        QCOMPARE(world.subscriber->state(), State::Terminated);
    }
    void aRefreshForWhichThereIsNothingBeginsAnew()
    {
        World world;
        const SipMessage first = world.subscribed();
        world.peer.answer(world.peer.expectWithin(541s, "SUBSCRIBE"), 481);
        const SipMessage again = world.peer.expect("SUBSCRIBE");
        QVERIFY(again.callId() != first.callId());
        QCOMPARE(world.subscriber->state(), State::NotifyWait);
    }
    void aRefreshRefusedForNowIsTriedAgain()
    {
        World world;
        world.subscribed();
        world.peer.answer(world.peer.expectWithin(541s, "SUBSCRIBE"), 503);
        QCOMPARE(world.subscriber->state(), State::Active);
        const SipMessage again = world.peer.expectWithin(60s, "SUBSCRIBE");
        QCOMPARE(again.toTag(), QByteArray("b"));
        QCOMPARE(world.rejections, QList<int>{503});
    }
    void aFetchIsOver() // §4.4.3
    {
        World world({.event = "dialog", .expires = 0s});
        const SipMessage sent = world.subscribe();
        QCOMPARE(sent.number(HeaderId::Expires), 0u);
        world.peer.answer(sent, 200, "b");
        world.peer.joinAsCallee(sent, "b");
        world.notify("terminated;reason=timeout");
        QCOMPARE(world.notified.size(), 1);
        QCOMPARE(world.subscriber->state(), State::Terminated);
        world.peer.run(3600s);
        world.peer.expectNothing();
    }
    void whoIsDestroyedUnsubscribes()
    {
        World world;
        world.subscribed();
        world.subscriber.reset();
        QCOMPARE(world.peer.expect("SUBSCRIBE").number(HeaderId::Expires), 0u);
        QCOMPARE(world.notify("terminated").statusCode(), 481);
    }
    void mayBeDestroyedInItsSignals()
    {
        World world;
        QObject::connect(
            world.subscriber.get(), &Subscriber::notified, qApp, [&world] { world.subscriber.reset(); });
        const SipMessage sent = world.subscribe();
        world.peer.joinAsCallee(sent, "b");
        WireExtra extra;
        extra.headers
            = {{"Event", "dialog"}, {"Subscription-State", "active"}, {"Contact", "<sip:bob@192.0.2.2>"}};
        world.peer.request("NOTIFY", extra);
        QVERIFY(!world.subscriber);
        QCOMPARE(world.peer.expect("SUBSCRIBE").number(HeaderId::Expires), 0u);
        world.peer.expect("SIP/2.0 200");
    }
    void onlyARealEventIsSent()
    {
        World world({.event = "not an event"});
        const auto result = world.subscriber->subscribe();
        QVERIFY(!result);
        QCOMPARE(result.error(), Subscriber::Refusal::InvalidEvent);
        world.peer.expectNothing();
    }
};

QTEST_GUILESS_MAIN(tst_Subscriber)
#include "tst_Subscriber.moc"
