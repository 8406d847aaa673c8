// RFC 6665, SUBSCRIBE and NOTIFY, in virtual time: the notifier against a subscriber written by hand. The
// other side is tst_Rfc6665Subscriber.
//
// Covered: §4.2.1.1 (which SUBSCRIBEs are refused), §4.2.1.2 (the answer and the NOTIFY at once), §4.2.1.4
// (refresh, expiry), §4.2.2 (what a NOTIFY carries, one at a time, NOTIFYs that are refused), §4.4.3
// (polling), §4.4.4 (Allow-Events), §4.5.2 (one subscription a dialog), §8.2 (headers), §8.3.2 (489), RFC
// 5057 §5.1.
//
// Not covered: authentication of subscribers (§4.2.1.3: the program's, by reject()), what event packages
// mean, how subscriptions move to another notifier (§4.4.2).
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Notifier::State;

namespace {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

Headers subscription(const QByteArray &expires = "600", const QByteArray &event = "presence")
{
    return {{"Event", event}, {"Expires", expires}, {"Contact", "<sip:bob@192.0.2.2:5098>"}};
}

QByteArray stateOf(const SipMessage &notify)
{
    return notify.value(HeaderId::SubscriptionState).toByteArray();
}

struct Notifying {
    FakeClock clock;
    WirePeer peer{clock};
    std::shared_ptr<Notifier> notifier;

    Notifying()
    {
        QObject::connect(peer.phone.agent.get(), &UserAgent::subscriptionRequested, peer.phone.agent.get(),
            [this](const std::shared_ptr<Notifier> &asked) { notifier = asked; });
    }
    /// SUBSCRIBE, 200 and NOTIFY. @returns the NOTIFY, unanswered.
    SipMessage accepted(const Headers &headers = subscription())
    {
        peer.requestOutside("SUBSCRIBE", {{}, headers});
        notifier->accept({"open", "text/plain"});
        answer = peer.expect("SIP/2.0 200");
        peer.joinAsCaller(answer);
        return peer.expect("NOTIFY");
    }
    /// The same, answered.
    void establish() { peer.answer(accepted(), 200); }

    SipMessage answer;
};

} // namespace

class tst_Rfc6665Notifier : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusals_data()
    {
        QTest::addColumn<QByteArrayList>("events");
        QTest::addColumn<QByteArray>("expires");
        QTest::addColumn<int>("code");
        QTest::newRow("§8.3.2: no Event") << QByteArrayList() << QByteArray("600") << 489;
        QTest::newRow("§8.2.1: two Events")
            << QByteArrayList{"presence", "dialog"} << QByteArray("600") << 400;
        QTest::newRow("§8.2.1: an Event without package")
            << QByteArrayList{";id=1"} << QByteArray("600") << 489;
        QTest::newRow("§4.2.1.1: too brief") << QByteArrayList{"presence"} << QByteArray("59") << 423;
    }
    void refusals()
    {
        QFETCH(QByteArrayList, events);
        QFETCH(QByteArray, expires);
        QFETCH(int, code);
        Notifying at;
        Headers headers{{"Expires", expires}, {"Contact", "<sip:bob@192.0.2.2>"}};
        for (const QByteArray &event : events)
            headers.append({"Event", event});
        at.peer.requestOutside("SUBSCRIBE", {{}, headers});
        const SipMessage refusal = at.peer.expect("SIP/2.0 " + QByteArray::number(code));
        QCOMPARE(refusal.contains(HeaderId::MinExpires), code == 423); // §4.2.1.1
        QVERIFY(!at.notifier);
        at.peer.expectNothing(); // no NOTIFY for what was not accepted
    }
    void anHourIsNeverTooBrief() // §4.2.1.1
    {
        QVERIFY(Notifier::Limits::Shortest < 1h);
    }
    void theAnswer() // §4.2.1.1, §4.2.1.2, §8.3.1
    {
        Notifying at;
        at.accepted();
        QCOMPARE(at.answer.statusCode(), 200); // never 202
        QCOMPARE(at.answer.number(HeaderId::Expires), 600u);
        QCOMPARE(at.answer.count(HeaderId::Contact), 1);
        QVERIFY(!at.answer.toTag().isEmpty());
    }
    void theTimeIsNeverLongerThanAsked_data() // §4.2.1.1
    {
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<quint32>("granted");
        QTest::newRow("as asked") << QByteArray("60") << 60u;
        QTest::newRow("shortened") << QByteArray("4000000000") << quint32(Notifier::Limits::Longest.count());
    }
    void theTimeIsNeverLongerThanAsked()
    {
        QFETCH(QByteArray, asked);
        Notifying at;
        at.accepted(subscription(asked));
        QTEST(at.answer.number(HeaderId::Expires).value_or(0), "granted");
    }
    void withoutATimeThePackagesDefault() // §4.2.1.1
    {
        Notifying at;
        at.accepted({{"Event", "presence"}, {"Contact", "<sip:bob@192.0.2.2>"}});
        QCOMPARE(at.answer.number(HeaderId::Expires), quint32(Notifier::Limits::Default.count()));
    }
    void theFirstNotify() // §4.2.1.2, §4.2.2, §8.2.1, §8.2.3
    {
        Notifying at;
        const SipMessage notify = at.accepted(subscription("600", "presence;id=42"));
        QCOMPARE(notify.value(HeaderId::Event).toByteArray(), QByteArray("presence;id=42"));
        QCOMPARE(stateOf(notify), QByteArray("active;expires=600"));
        QCOMPARE(notify.requestUriText().toByteArray(), QByteArray("sip:bob@192.0.2.2:5098"));
        QCOMPARE(notify.fromTag(), at.answer.toTag());
        QCOMPARE(notify.toTag(), QByteArray("bobtag"));
        QCOMPARE(notify.count(HeaderId::Contact), 1); // §4.2.2: it refreshes the target
        QCOMPARE(notify.contentType(), QByteArray("text/plain"));
        QCOMPARE(notify.body(), QByteArray("open"));
    }
    void whileAPersonIsAskedNothingIsTold() // §4.2.1.2
    {
        Notifying at;
        at.peer.requestOutside("SUBSCRIBE", {{}, subscription()});
        at.notifier->defer();
        at.peer.joinAsCaller(at.peer.expect("SIP/2.0 200"));
        const SipMessage pending = at.peer.expect("NOTIFY");
        QVERIFY(stateOf(pending).startsWith("pending;expires="));
        QVERIFY(pending.body().isEmpty());
        at.peer.answer(pending, 200);
        at.notifier->reject();
        QCOMPARE(stateOf(at.peer.expect("NOTIFY")), QByteArray("terminated;reason=rejected"));
    }
    void oneAtATime() // §4.2.2
    {
        Notifying at;
        const SipMessage first = at.accepted();
        at.notifier->notify({"busy", "text/plain"});
        at.notifier->notify({"away", "text/plain"});
        at.peer.expectNothing();
        at.peer.answer(first, 200);
        const SipMessage second = at.peer.expect("NOTIFY");
        QCOMPARE(second.body(), QByteArray("away")); // the state, not its history
        QVERIFY(second.cseq()->number > first.cseq()->number);
    }
    void refreshing() // §4.2.1.4
    {
        Notifying at;
        at.establish();
        at.peer.run(300s);
        at.peer.request("SUBSCRIBE", {{}, subscription("900")});
        QCOMPARE(at.peer.expect("SIP/2.0 200").number(HeaderId::Expires), 900u);
        const SipMessage notify = at.peer.expect("NOTIFY"); // §4.2.1.2: each SUBSCRIBE begets one
        QCOMPARE(stateOf(notify), QByteArray("active;expires=900"));
        at.peer.answer(notify, 200);
        at.peer.run(890s);
        QCOMPARE(at.notifier->state(), State::Active);
    }
    void aRefreshMovesTheTarget() // §4.1.2.2
    {
        Notifying at;
        at.establish();
        Headers headers = subscription();
        headers.last().second = "<sip:elsewhere@192.0.2.2>";
        at.peer.request("SUBSCRIBE", {{}, headers});
        at.peer.expect("SIP/2.0 200");
        QCOMPARE(
            at.peer.expect("NOTIFY").requestUriText().toByteArray(), QByteArray("sip:elsewhere@192.0.2.2"));
    }
    void whatIsNotThisSubscription_data()
    {
        QTest::addColumn<QByteArray>("expires");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<int>("code");
        QTest::newRow("§4.5.2: another package in the dialog")
            << QByteArray("600") << QByteArray("dialog") << 481;
        QTest::newRow("§8.2.1: another id") << QByteArray("600") << QByteArray("presence;id=2") << 481;
        QTest::newRow("§8.2.1: another one's end") << QByteArray("0") << QByteArray("presence;id=2") << 481;
        QTest::newRow("§4.2.1.1: too brief a refresh") << QByteArray("5") << QByteArray("presence") << 423;
    }
    void whatIsNotThisSubscription()
    {
        QFETCH(QByteArray, expires);
        QFETCH(QByteArray, event);
        QFETCH(int, code);
        Notifying at;
        at.establish();
        at.peer.request("SUBSCRIBE", {{}, subscription(expires, event)});
        at.peer.expect("SIP/2.0 " + QByteArray::number(code));
        at.peer.expectNothing();
        QCOMPARE(at.notifier->state(), State::Active);
    }
    void unsubscribing() // §4.2.1.4, §4.1.2.3
    {
        Notifying at;
        at.establish();
        at.peer.request("SUBSCRIBE", {{}, subscription("0")});
        QCOMPARE(at.peer.expect("SIP/2.0 200").number(HeaderId::Expires), 0u);
        const SipMessage last = at.peer.expect("NOTIFY");
        QCOMPARE(stateOf(last), QByteArray("terminated;reason=timeout"));
        at.peer.answer(last, 200);
        at.peer.request("SUBSCRIBE", {{}, subscription()});
        at.peer.expect("SIP/2.0 481"); // §4.2.1.4
    }
    void expiry() // §4.2.1.4
    {
        Notifying at;
        at.establish();
        at.peer.run(599s);
        QCOMPARE(at.notifier->state(), State::Active);
        at.peer.run(2s);
        QCOMPARE(stateOf(at.peer.expect("NOTIFY")), QByteArray("terminated;reason=timeout"));
    }
    void fetching() // §4.4.3
    {
        Notifying at;
        const SipMessage notify = at.accepted(subscription("0"));
        QCOMPARE(at.answer.number(HeaderId::Expires), 0u);
        QCOMPARE(stateOf(notify), QByteArray("terminated;reason=timeout"));
        QCOMPARE(notify.body(), QByteArray("open"));
        QCOMPARE(at.notifier->state(), State::Terminated);
    }
    void endsForAReason_data() // §4.1.3, §4.2.2
    {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<int>("retryAfter");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("§4.1.3: noresource")
            << QByteArray("noresource") << 0 << QByteArray("terminated;reason=noresource");
        QTest::newRow("§4.1.3: probation")
            << QByteArray("probation") << 30 << QByteArray("terminated;reason=probation;retry-after=30");
    }
    void endsForAReason()
    {
        QFETCH(QByteArray, reason);
        QFETCH(int, retryAfter);
        Notifying at;
        at.establish();
        at.notifier->terminate(reason, std::chrono::seconds(retryAfter));
        QTEST(stateOf(at.peer.expect("NOTIFY")), "told");
        at.notifier->notify({"late", "text/plain"});
        at.peer.expectNothing(); // nothing follows the last one
    }
    void aNotifyThatIsRefused_data() // §4.2.2, RFC 5057 §5.1
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("isOver");
        for (const int code : {404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604})
            QTest::addRow("§4.2.2: %d removes it", code) << code << true;
        QTest::newRow("§4.2.2: no answer removes it") << 0 << true;
        for (const int code : {400, 403, 486, 500, 503})
            QTest::addRow("§4.2.2: %d is about this NOTIFY", code) << code << false;
    }
    void aNotifyThatIsRefused()
    {
        QFETCH(int, code);
        QFETCH(bool, isOver);
        Notifying at;
        at.establish();
        at.notifier->notify({"busy", "text/plain"});
        const SipMessage notify = at.peer.expect("NOTIFY");
        if (code)
            at.peer.answer(notify, code);
        else
            at.peer.run(33s);
        QCOMPARE(at.notifier->state(), isOver ? State::Terminated : State::Active);
        if (isOver)
            return;
        const SipMessage again = at.peer.expectWithin(10s, "NOTIFY"); // the state is told in the end
        QCOMPARE(again.body(), QByteArray("busy"));
        at.peer.answer(again, 200);
        at.peer.run(60s);
        at.peer.expectNothing();
    }
    void retryAfterIsHeeded() // RFC 3261 §20.33
    {
        Notifying at;
        at.establish();
        at.notifier->notify({"busy", "text/plain"});
        at.peer.answer(at.peer.expect("NOTIFY"), 503, {}, {{}, {{"Retry-After", "60"}}});
        at.peer.run(59s);
        at.peer.expectNothing();
        at.peer.expectWithin(2s, "NOTIFY");
    }
    void oneWhoRefusesAlwaysIsGivenUp()
    {
        Notifying at;
        at.establish();
        at.notifier->notify({"busy", "text/plain"});
        at.peer.answer(at.peer.expect("NOTIFY"), 500);
        for (int i = 0; i < Notifier::Limits::Failures; ++i)
            at.peer.answer(at.peer.expectWithin(10s, "NOTIFY"), 500);
        QCOMPARE(at.notifier->state(), State::Terminated);
        at.peer.run(600s);
        at.peer.expectNothing();
    }
    void otherRequestsInItsDialog() // §4.4.1: no call is there
    {
        Notifying at;
        at.establish();
        at.peer.request("BYE");
        at.peer.expect("SIP/2.0 4");
        QCOMPARE(at.notifier->state(), State::Active);
    }
    void allowEventsIsSaid_data() // §4.4.4, §8.2
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<int>("code");
        QTest::newRow("§8.2: 489 to a SUBSCRIBE to what is no event")
            << QByteArray("SUBSCRIBE") << QByteArray(";id=1") << 489;
        QTest::newRow("§8.2: 489 to a NOTIFY that nobody reads")
            << QByteArray("NOTIFY") << QByteArray("presence") << 489;
        QTest::newRow("§4.4.4: OPTIONS") << QByteArray("OPTIONS") << QByteArray() << 200;
        QTest::newRow("§4.4.4: the 2xx of a re-INVITE") << QByteArray("INVITE") << QByteArray() << 200;
    }
    void allowEventsIsSaid()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, event);
        QFETCH(int, code);
        FakeClock clock;
        TestPhone::Options options;
        options.adjust = [](UserAgentOptions &agent) { agent.extensions.events = {"presence", "no token"}; };
        WirePeer peer(clock, options);
        QObject::connect(peer.phone.agent.get(), &UserAgent::subscriptionRequested, peer.phone.agent.get(),
            [](const std::shared_ptr<Notifier> &) {});
        if (method == "NOTIFY" || method == "INVITE")
            peer.establishOutgoing();
        WireExtra extra;
        if (!event.isEmpty())
            extra.headers
                = {{"Event", event}, {"Subscription-State", "active"}, {"Contact", "<sip:bob@192.0.2.2>"}};
        if (method == "INVITE")
            extra.body = WirePeer::Offer;
        if (method == "SUBSCRIBE" || method == "OPTIONS")
            peer.requestOutside(method, extra);
        else
            peer.request(method, extra);
        const SipMessage response = peer.expect("SIP/2.0 " + QByteArray::number(code));
        QCOMPARE(response.value(HeaderId::AllowEvents).toByteArray(), QByteArray("refer, presence"));
    }
    void allowEventsIsInWhatOpensADialog() // §4.4.4
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        QCOMPARE(peer.expect("INVITE").value(HeaderId::AllowEvents).toByteArray(), QByteArray("refer"));
    }
};

QTEST_GUILESS_MAIN(tst_Rfc6665Notifier)
#include "tst_Rfc6665Notifier.moc"
