// RFC 6665, SUBSCRIBE and NOTIFY, in virtual time: the subscriber against a notifier written by hand. The
// other side is tst_Rfc6665Notifier.
//
// Covered: §4.1.2.1 (what a SUBSCRIBE carries, its answers), §4.1.2.2 (refresh), §4.1.2.3 (unsubscribe),
// §4.1.2.4 (the NOTIFY confirms, Timer N), §4.1.3 (every reason, retry-after, what fits no subscription),
// §4.4.1 (dialogs, forks), §4.4.3 (fetching), §5.4.9 (packages that allow forks and those that do not),
// §8.2.1, §8.2.3 (headers), §8.3.1 (202 is 200), RFC 5057 §5.1 (which answers end a subscription). What RFC
// 3265 said otherwise and peers still do: 202, NOTIFY before the answer, a subscription made by the 2xx.
//
// Not covered: what event packages mean by their bodies, GRUU (§4.5.1: it is the registration's), throttling
// (RFC 6446), dialogs shared with a call (§4.5.2: only as REFER does, see rfc3515), proxies (§4.3).
#include "Subscriber.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Subscriber::State;
using Forks = SubscriberOptions::Forks;

namespace {

struct Subscribing {
    FakeClock clock;
    WirePeer peer{clock};
    QList<SipRequest> notified;
    QList<int> rejections;
    QList<QPointer<Subscriber>> branches;
    std::unique_ptr<Subscriber> subscriber;

    explicit Subscribing(SubscriberOptions options = {.event = "dialog", .expires = 600s})
    {
        subscriber = std::make_unique<Subscriber>(
            peer.phone.agent->core(), address("<sip:bob@192.0.2.2>"), std::move(options));
        QObject::connect(subscriber.get(), &Subscriber::notified, subscriber.get(),
            [this](const auto &notification) { notified.append(notification->request()); });
        QObject::connect(subscriber.get(), &Subscriber::rejected, subscriber.get(),
            [this](int code, const QByteArray &) { rejections.append(code); });
        QObject::connect(subscriber.get(), &Subscriber::branched, subscriber.get(),
            [this](Subscriber *further) { branches.append(further); });
    }
    SipMessage subscribe()
    {
        (void)subscriber->subscribe();
        return peer.expect("SUBSCRIBE");
    }
    /// NOTIFY; @returns the answer's status.
    int notify(const QByteArray &state, const QByteArray &event = "dialog")
    {
        WireExtra extra{"<x/>", {{"Contact", "<sip:bob@192.0.2.2:5099>"}}, "application/dialog-info+xml"};
        if (!event.isEmpty())
            extra.headers.append({"Event", event});
        if (!state.isEmpty())
            extra.headers.append({"Subscription-State", state});
        peer.request("NOTIFY", extra);
        return peer.expect("SIP/2.0").statusCode();
    }
    /// NOTIFY of the branch @p tag.
    int notifyFrom(
        const SipMessage &sent, const QByteArray &tag, const QByteArray &state = "active;expires=600")
    {
        peer.joinAsCallee(sent, tag);
        return notify(state);
    }
    SipMessage subscribed()
    {
        const SipMessage sent = subscribe();
        peer.answer(sent, 200, "b", {{}, {{"Expires", "600"}}});
        notifyFrom(sent, "b");
        return sent;
    }
};

} // namespace

class tst_Rfc6665Subscriber : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatASubscribeCarries() // §4.1.2.1, §8.2.1
    {
        Subscribing at({.event = "dialog;id=7", .expires = 600s, .accept = "application/dialog-info+xml"});
        const SipMessage sent = at.subscribe();
        QCOMPARE(sent.count(HeaderId::Event), 1);
        QCOMPARE(sent.value(HeaderId::Event).toByteArray(), QByteArray("dialog;id=7"));
        QCOMPARE(sent.number(HeaderId::Expires), 600u);
        QCOMPARE(sent.count(HeaderId::Contact), 1);
        QCOMPARE(sent.value(HeaderId::Accept).toByteArray(), QByteArray("application/dialog-info+xml"));
        QVERIFY(!sent.fromTag().isEmpty());
        QVERIFY(sent.toTag().isEmpty());
        QVERIFY(sent.value(HeaderId::Allow).contains("NOTIFY"));
    }
    void theFirstAnswer_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<State>("state");
        QTest::newRow("§4.1.2.4: 200 alone makes no subscription") << 200 << State::NotifyWait;
        QTest::newRow("§8.3.1: 202 of the old RFC is 200") << 202 << State::NotifyWait;
        QTest::newRow("§4.1.2.1: 489, the package is not known there") << 489 << State::Terminated;
        QTest::newRow("§4.1.2.1: 403") << 403 << State::Terminated;
        QTest::newRow("§4.1.2.1: 423 without Min-Expires") << 423 << State::Terminated;
        QTest::newRow("§4.1.2.1: 600") << 600 << State::Terminated;
    }
    void theFirstAnswer()
    {
        QFETCH(int, code);
        Subscribing at;
        at.peer.answer(at.subscribe(), code, "b");
        QTEST(at.subscriber->state(), "state");
        QCOMPARE(at.rejections.isEmpty(), code < 300);
    }
    void tooBriefIsAskedForAsLongAsItMustBe() // §4.1.2.1
    {
        Subscribing at;
        at.peer.answer(at.subscribe(), 423, "b", {{}, {{"Min-Expires", "1200"}}});
        QCOMPARE(at.peer.expect("SUBSCRIBE").number(HeaderId::Expires), 1200u);
    }
    void aNotifyBeforeTheAnswerMakesItToo() // §4.1.2.4, §4.4.1
    {
        Subscribing at;
        const SipMessage sent = at.subscribe();
        QCOMPARE(at.notifyFrom(sent, "b"), 200);
        QCOMPARE(at.subscriber->state(), State::Active);
        at.peer.answer(sent, 202, "b", {{}, {{"Expires", "600"}}});
        QCOMPARE(at.subscriber->state(), State::Active);
    }
    void withoutNotifyItHasFailedAfterTimerN() // §4.1.2.4
    {
        Subscribing at;
        const SipMessage sent = at.subscribe();
        at.peer.answer(sent, 200, "b");
        at.peer.run(31900ms);
        QCOMPARE(at.subscriber->state(), State::NotifyWait);
        at.peer.run(200ms);
        QCOMPARE(at.subscriber->state(), State::Terminated);
        QCOMPARE(at.notifyFrom(sent, "b"), 481); // §4.1.3
    }
    void theRefreshIsInTheDialogWithTheSameEvent() // §4.1.2.2, §4.4.1
    {
        Subscribing at({.event = "dialog;id=7", .expires = 600s});
        const SipMessage sent = at.subscribe();
        at.peer.answer(sent, 200, "b", {{}, {{"Expires", "300"}}});
        at.peer.joinAsCallee(sent, "b");
        QCOMPARE(at.notify("active", "dialog;id=7"), 200);
        const SipMessage refresh = at.peer.expectWithin(299s, "SUBSCRIBE"); // the 200 may shorten it
        QCOMPARE(refresh.callId(), sent.callId());
        QCOMPARE(refresh.fromTag(), sent.fromTag());
        QCOMPARE(refresh.toTag(), QByteArray("b"));
        QVERIFY(refresh.cseq()->number > sent.cseq()->number);
        QCOMPARE(refresh.value(HeaderId::Event).toByteArray(), QByteArray("dialog;id=7"));
        QCOMPARE(refresh.count(HeaderId::Contact), 1);
        QCOMPARE(refresh.requestUriText().toByteArray(), QByteArray("sip:bob@192.0.2.2:5099"));
    }
    void aRefreshThatIsRefused_data() // §4.1.2.2, RFC 5057 §5.1
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("isOver");
        for (const int code : {404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604})
            QTest::addRow("§4.1.2.2: %d ends it", code) << code << true;
        for (const int code : {400, 403, 408, 486, 500, 503, 603})
            QTest::addRow("§4.1.2.2: %d leaves it for its time", code) << code << false;
    }
    void aRefreshThatIsRefused()
    {
        QFETCH(int, code);
        QFETCH(bool, isOver);
        Subscribing at;
        const SipMessage first = at.subscribed();
        at.peer.answer(at.peer.expectWithin(599s, "SUBSCRIBE"), code);
        QCOMPARE(at.subscriber->isSubscribed(), !isOver);
        QCOMPARE(at.rejections, QList<int>{code});
        if (isOver) // what is wanted still is asked for from the beginning
            QVERIFY(at.peer.expect("SUBSCRIBE").callId() != first.callId());
    }
    void unsubscribing() // §4.1.2.3
    {
        Subscribing at;
        at.subscribed();
        QVERIFY(at.subscriber->unsubscribe());
        const SipMessage sent = at.peer.expect("SUBSCRIBE");
        QCOMPARE(sent.number(HeaderId::Expires), 0u);
        QCOMPARE(sent.toTag(), QByteArray("b"));
        at.peer.answer(sent, 200);
        QCOMPARE(at.subscriber->state(), State::Unsubscribing); // the last NOTIFY is still to come
        QCOMPARE(at.notify("terminated;reason=timeout"), 200);
        QCOMPARE(at.subscriber->state(), State::Terminated);
        QCOMPARE(at.notified.size(), 2);
        QCOMPARE(at.notify("active"), 481);
    }
    void fetching() // §4.4.3
    {
        Subscribing at({.event = "dialog", .expires = 0s});
        const SipMessage sent = at.subscribe();
        QCOMPARE(sent.number(HeaderId::Expires), 0u);
        at.peer.answer(sent, 200, "b", {{}, {{"Expires", "0"}}});
        QCOMPARE(at.notifyFrom(sent, "b", "terminated;reason=timeout"), 200);
        QCOMPARE(at.notified.size(), 1);
        QCOMPARE(at.subscriber->state(), State::Terminated);
        at.peer.run(24h);
        at.peer.expectNothing();
    }
    void whatFitsNoSubscription_data() // §4.1.3, §8.2.1
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<int>("code");
        QTest::newRow("§8.2.1: another package") << QByteArray("active") << QByteArray("presence") << 489;
        QTest::newRow("§8.2.1: another id") << QByteArray("active") << QByteArray("dialog;id=1") << 489;
        QTest::newRow("§8.2.1: no Event") << QByteArray("active") << QByteArray() << 489;
        QTest::newRow("§8.2.3: no Subscription-State") << QByteArray() << QByteArray("dialog") << 400;
        QTest::newRow("§8.2.1: other parameters do not count")
            << QByteArray("active") << QByteArray("Dialog;call-id=x") << 200;
        QTest::newRow("§4.1.3: an extension state is heard")
            << QByteArray("waiting") << QByteArray("dialog") << 200;
    }
    void whatFitsNoSubscription()
    {
        QFETCH(QByteArray, state);
        QFETCH(QByteArray, event);
        Subscribing at;
        at.subscribed();
        QTEST(at.notify(state, event), "code");
        QVERIFY(at.subscriber->isSubscribed());
    }
    void unsolicitedIsRefused() // §4.1.3
    {
        Subscribing at;
        at.peer.requestOutside("NOTIFY",
            {{},
                {{"Event", "dialog"}, {"Subscription-State", "active"}, {"Contact", "<sip:bob@192.0.2.2>"}}});
        at.peer.expect("SIP/2.0 481");
        QVERIFY(at.notified.isEmpty());
    }
    void reasons_data() // §4.1.3
    {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<int>("earliest"); ///< seconds; -1: never again
        QTest::addColumn<int>("latest");
        QTest::newRow("§4.1.3: deactivated, at once") << QByteArray("deactivated") << 0 << 1;
        QTest::newRow("§4.1.3: deactivated knows no retry-after")
            << QByteArray("deactivated;retry-after=900") << 0 << 1;
        QTest::newRow("§4.1.3: probation with a time") << QByteArray("probation;retry-after=90") << 89 << 92;
        QTest::newRow("§4.1.3: probation at any time") << QByteArray("probation") << 1 << 60;
        QTest::newRow("§4.1.3: timeout, at once") << QByteArray("timeout") << 0 << 1;
        QTest::newRow("§4.1.3: giveup with a time") << QByteArray("giveup;retry-after=20") << 19 << 22;
        QTest::newRow("§4.1.3: rejected") << QByteArray("rejected") << -1 << 0;
        QTest::newRow("§4.1.3: noresource") << QByteArray("noresource") << -1 << 0;
        QTest::newRow("§4.1.3: invariant") << QByteArray("invariant") << -1 << 0;
        QTest::newRow("§4.1.3: one that nobody knows may be left") << QByteArray("moon") << -1 << 0;
    }
    void reasons()
    {
        QFETCH(QByteArray, reason);
        QFETCH(int, earliest);
        QFETCH(int, latest);
        Subscribing at;
        const SipMessage first = at.subscribed();
        QCOMPARE(at.notify("terminated;reason=" + reason), 200);
        if (earliest < 0) {
            at.peer.run(24h);
            at.peer.expectNothing();
            QCOMPARE(at.subscriber->state(), State::Terminated);
            QCOMPARE(at.subscriber->end().reason, reason);
            return;
        }
        if (earliest > 0) {
            at.peer.run(std::chrono::seconds(earliest));
            at.peer.expectNothing();
        }
        const SipMessage again = at.peer.expectWithin(std::chrono::seconds(latest - earliest), "SUBSCRIBE");
        QVERIFY(again.callId() != first.callId()); // §4.4.1: a dialog is not used again
        QVERIFY(again.toTag().isEmpty());
    }
    void theNotifyMayShortenItsTimeAndNeverProlongsWhatWasAsked() // §4.1.3
    {
        Subscribing at;
        at.subscribed();
        at.notify("active;expires=100");
        QVERIFY(at.subscriber->remaining() <= 100s);
        at.notify("active;expires=100000");
        QVERIFY(at.subscriber->remaining() <= 600s);
    }
    void furtherBranchesAreRefusedWherePackagesKnowOne() // §5.4.9
    {
        Subscribing at;
        const SipMessage sent = at.subscribed();
        QCOMPARE(at.notifyFrom(sent, "other"), 481);
        at.peer.joinAsCallee(sent, "b");
        QCOMPARE(at.notify("active"), 200);
        QVERIFY(at.branches.isEmpty());
    }
    void furtherBranchesAreSubscriptionsOfTheirOwn() // §4.4.1, §5.4.9
    {
        Subscribing at({.event = "dialog", .expires = 600s, .forks = Forks::Accept});
        const SipMessage sent = at.subscribe();
        QCOMPARE(at.notifyFrom(sent, "b"), 200); // also before the answer
        QCOMPARE(at.notifyFrom(sent, "c"), 200);
        at.peer.answer(sent, 200, "b", {{}, {{"Expires", "600"}}});
        QCOMPARE(at.branches.size(), 1);
        Subscriber *further = at.branches.first();
        QCOMPARE(further->state(), State::Active);
        QCOMPARE(at.notified.size(), 1);
        QVERIFY(further->unsubscribe()); // each for itself
        const SipMessage leaving = at.peer.expect("SUBSCRIBE");
        QCOMPARE(leaving.toTag(), QByteArray("c"));
        QCOMPARE(leaving.callId(), sent.callId());
        at.peer.answer(leaving, 200);
        QCOMPARE(at.notifyFrom(sent, "c", "terminated;reason=timeout"), 200);
        QCOMPARE(further->state(), State::Terminated);
        QCOMPARE(at.subscriber->state(), State::Active);
        QCOMPARE(at.peer.expectWithin(541s, "SUBSCRIBE").toTag(), QByteArray("b"));
    }
    void aBranchThatEndsIsNotAskedForAnew() // it would be the whole fork again
    {
        Subscribing at({.event = "dialog", .expires = 600s, .forks = Forks::Accept});
        const SipMessage sent = at.subscribed();
        QCOMPARE(at.notifyFrom(sent, "c"), 200);
        QCOMPARE(at.notifyFrom(sent, "c", "terminated;reason=deactivated"), 200);
        QCOMPARE(at.branches.first()->state(), State::Terminated);
        at.peer.expectNothing();
        at.peer.run(2s);
        QCOMPARE(at.notifyFrom(sent, "d"), 200);
        const SipMessage first = at.peer.expectWithin(541s, "SUBSCRIBE");
        QCOMPARE(first.toTag(), QByteArray("b"));
        at.peer.answer(first, 200, {}, {{}, {{"Expires", "600"}}});
        const SipMessage refresh = at.peer.expectWithin(10s, "SUBSCRIBE");
        QCOMPARE(refresh.toTag(), QByteArray("d"));
        at.peer.answer(refresh, 481);
        QCOMPARE(at.branches.last()->state(), State::Terminated);
        at.peer.expectNothing();
    }
    void branchesComeInTimeAndAreNotCountless() // §4.4.1: Timer N
    {
        Subscribing at({.event = "dialog", .expires = 600s, .forks = Forks::Accept});
        const SipMessage sent = at.subscribed();
        for (int i = 0; i < Subscriber::Limits::Branches; ++i)
            QCOMPARE(at.notifyFrom(sent, "x" + QByteArray::number(i)), 200);
        QCOMPARE(at.notifyFrom(sent, "toomany"), 481);
        Subscribing late({.event = "dialog", .expires = 600s, .forks = Forks::Accept});
        const SipMessage early = late.subscribed();
        late.peer.run(33s);
        QCOMPARE(late.notifyFrom(early, "late"), 481);
        QVERIFY(late.branches.isEmpty());
    }
    void aBranchMayBeLetGoOfAtOnce()
    {
        Subscribing at({.event = "dialog", .expires = 600s, .forks = Forks::Accept});
        QObject::connect(at.subscriber.get(), &Subscriber::branched, at.subscriber.get(),
            [](Subscriber *further) { delete further; });
        const SipMessage sent = at.subscribed();
        QCOMPARE(at.notifyFrom(sent, "c"), 481);
        QCOMPARE(at.subscriber->state(), State::Active);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc6665Subscriber)
#include "tst_Rfc6665Subscriber.moc"
