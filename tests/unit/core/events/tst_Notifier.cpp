// RFC 6665 §4.2, the notifier, and RFC 3428, who sends messages. Not covered: what an event package means.
#include "Messager.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Notifier::State;

namespace {

/// Bob subscribes to a phone.
struct World {
    FakeClock clock;
    WirePeer peer{clock};
    std::shared_ptr<Notifier> notifier;
    bool keeps = true;

    World()
    {
        QObject::connect(peer.phone.agent.get(), &UserAgent::subscriptionRequested, peer.phone.agent.get(),
            [this](const std::shared_ptr<Notifier> &asked) {
                if (keeps)
                    notifier = asked;
            });
    }
    void subscribe(const QByteArray &expires = "600", const QByteArray &event = "presence")
    {
        peer.requestOutside("SUBSCRIBE", {{}, headers(expires, event)});
    }
    static QList<std::pair<QByteArray, QByteArray>> headers(
        const QByteArray &expires, const QByteArray &event)
    {
        QList<std::pair<QByteArray, QByteArray>> list{
            {"Expires", expires}, {"Contact", "<sip:bob@192.0.2.2>"}};
        if (!event.isEmpty())
            list.append({"Event", event});
        return list;
    }
    /// Accepted, with both messages taken from the wire.
    SipMessage accepted()
    {
        subscribe();
        notifier->accept({"open", "text/plain"});
        const SipMessage response = peer.expect("SIP/2.0 200");
        peer.joinAsCaller(response);
        const SipMessage notify = peer.expect("NOTIFY");
        peer.answer(notify, 200);
        return notify;
    }
};

} // namespace

class tst_Notifier : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acceptingTellsAtOnce()
    {
        World world;
        world.subscribe();
        QCOMPARE(world.notifier->event(), QByteArray("presence"));
        QCOMPARE(world.notifier->state(), State::Asked);
        world.peer.expectNothing();
        world.notifier->accept({"open", "text/plain"});
        const SipMessage response = world.peer.expect("SIP/2.0 200");
        QCOMPARE(response.number(HeaderId::Expires), 600u);
        QVERIFY(response.contains(HeaderId::Contact));
        const SipMessage notify = world.peer.expect("NOTIFY");
        QCOMPARE(notify.toTag(), QByteArray("bobtag"));
        QCOMPARE(notify.fromTag(), response.toTag());
        QVERIFY(notify.value(HeaderId::SubscriptionState).startsWith("active;expires="));
        QCOMPARE(notify.body(), QByteArray("open"));
        QCOMPARE(world.notifier->state(), State::Active);
    }
    void onlyTheLatestStateIsTold()
    {
        World world;
        world.accepted();
        world.notifier->notify({"1", "text/plain"});
        world.notifier->notify({"2", "text/plain"});
        world.notifier->notify({"3", "text/plain"});
        const SipMessage first = world.peer.expect("NOTIFY");
        QCOMPARE(first.body(), QByteArray("1"));
        world.peer.expectNothing();
        world.peer.answer(first, 200);
        QCOMPARE(world.peer.expect("NOTIFY").body(), QByteArray("3"));
    }
    void aPersonMayBeAskedFirst()
    {
        World world;
        world.subscribe();
        world.notifier->defer();
        world.peer.joinAsCaller(world.peer.expect("SIP/2.0 200"));
        const SipMessage pending = world.peer.expect("NOTIFY");
        QVERIFY(pending.value(HeaderId::SubscriptionState).startsWith("pending"));
        QVERIFY(pending.body().isEmpty());
        world.peer.answer(pending, 200);
        world.notifier->accept({"open", "text/plain"});
        QVERIFY(world.peer.expect("NOTIFY").value(HeaderId::SubscriptionState).startsWith("active"));
    }
    void refusals_data()
    {
        QTest::addColumn<QByteArray>("expires");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<int>("code");
        QTest::newRow("too brief") << QByteArray("10") << QByteArray("presence") << 423;
        QTest::newRow("no event") << QByteArray("600") << QByteArray() << 489;
        QTest::newRow("no event that could be one") << QByteArray("600") << QByteArray(";id=1") << 489;
    }
    void refusals()
    {
        QFETCH(QByteArray, expires);
        QFETCH(QByteArray, event);
        QFETCH(int, code);
        World world;
        world.subscribe(expires, event);
        const SipMessage response = world.peer.expect("SIP/2.0 " + QByteArray::number(code));
        QCOMPARE(response.contains(HeaderId::MinExpires), code == 423);
        QVERIFY(!world.notifier);
    }
    void whoIsNotTakenIsDeclined()
    {
        World world;
        world.keeps = false;
        world.subscribe();
        world.peer.expect("SIP/2.0 603");
    }
    void nobodyWhoListensMeans405()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.requestOutside("SUBSCRIBE", {{}, World::headers("600", "presence")});
        QVERIFY(!peer.expect("SIP/2.0 405").hasToken(HeaderId::Allow, "SUBSCRIBE"));
    }
    void refreshesAndEndsInTime()
    {
        World world;
        world.accepted();
        world.peer.run(500s);
        world.peer.request("SUBSCRIBE", {{}, World::headers("300", "presence")});
        QCOMPARE(world.peer.expect("SIP/2.0 200").number(HeaderId::Expires), 300u);
        world.peer.answer(world.peer.expect("NOTIFY"), 200);
        world.peer.run(299s);
        QCOMPARE(world.notifier->state(), State::Active);
        world.peer.run(2s);
        const SipMessage last = world.peer.expect("NOTIFY");
        QCOMPARE(
            last.value(HeaderId::SubscriptionState).toByteArray(), QByteArray("terminated;reason=timeout"));
        QCOMPARE(world.notifier->state(), State::Terminated);
    }
    void unsubscribingEndsIt()
    {
        World world;
        world.accepted();
        world.peer.request("SUBSCRIBE", {{}, World::headers("0", "presence")});
        world.peer.expect("SIP/2.0 200");
        QVERIFY(world.peer.expect("NOTIFY").value(HeaderId::SubscriptionState).startsWith("terminated"));
        world.peer.request("SUBSCRIBE", {{}, World::headers("600", "presence")});
        world.peer.expect("SIP/2.0 481");
    }
    void aFetchGetsOneNotify() // §4.4.3
    {
        World world;
        world.subscribe("0");
        world.notifier->accept({"open", "text/plain"});
        world.peer.expect("SIP/2.0 200");
        const SipMessage notify = world.peer.expect("NOTIFY");
        QCOMPARE(notify.body(), QByteArray("open"));
        QVERIFY(notify.value(HeaderId::SubscriptionState).startsWith("terminated"));
        QCOMPARE(world.notifier->state(), State::Terminated);
    }
    void whoDoesNotHearIsForgotten_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("481") << 481;
        QTest::newRow("no answer") << 0;
    }
    void whoDoesNotHearIsForgotten()
    {
        QFETCH(int, code);
        World world;
        world.accepted();
        world.notifier->notify({"2", "text/plain"});
        const SipMessage notify = world.peer.expect("NOTIFY");
        if (code)
            world.peer.answer(notify, code);
        else
            world.peer.run(33s);
        QCOMPARE(world.notifier->state(), State::Terminated);
    }
    void droppingItSaysSo()
    {
        World world;
        world.accepted();
        world.notifier.reset();
        QCOMPARE(world.peer.expect("NOTIFY").value(HeaderId::SubscriptionState).toByteArray(),
            QByteArray("terminated;reason=noresource"));
    }
    void messagesAreSentAndTheirFateIsTold() // RFC 3428
    {
        FakeClock clock;
        WirePeer peer(clock);
        int code = 0;
        RequestDelegate delegate;
        delegate.onAccept
            = [&](const RequestDelegate::Answer &answer) { code = answer.response.statusCode(); };
        Messager messager(peer.phone.agent->core(), address("<sip:bob@192.0.2.2>"));
        messager.message("Grüße", "text/plain;charset=utf-8", delegate);
        const SipMessage sent = peer.expect("MESSAGE");
        QCOMPARE(sent.body(), QByteArray("Grüße"));
        QVERIFY(!sent.contains(HeaderId::Contact)); // §4
        peer.answer(sent, 202, "b");
        QCOMPARE(code, 202);
        messager.message("again");
        QVERIFY(peer.expect("MESSAGE").callId() != sent.callId());
    }
};

QTEST_GUILESS_MAIN(tst_Notifier)
#include "tst_Notifier.moc"
