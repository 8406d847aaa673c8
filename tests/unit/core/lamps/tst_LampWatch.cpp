// A lamp in virtual time, against a notifier written by hand.
#include "LampWatch.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

QByteArray document(int version, const QByteArray &scope, const QByteArray &dialogs)
{
    return "<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\""
        + QByteArray::number(version) + "\" state=\"" + scope + "\" entity=\"sip:bob@192.0.2.2\">" + dialogs
        + "</dialog-info>";
}

QByteArray dialog(const QByteArray &state, const QByteArray &id = "d1")
{
    return "<dialog id=\"" + id + "\" direction=\"recipient\"><state>" + state
        + "</state><remote><identity display=\"Eve\">sip:eve@example.com</identity></remote></dialog>";
}

struct World {
    FakeClock clock;
    WirePeer peer{clock};
    LampWatch watch{peer.phone.agent->core(), address("<sip:bob@192.0.2.2>")};

    SipMessage start()
    {
        watch.start();
        return peer.expect("SUBSCRIBE");
    }
    void notify(const QByteArray &body, const QByteArray &state = "active;expires=1800",
        const QByteArray &type = "application/dialog-info+xml")
    {
        WireExtra extra;
        extra.headers
            = {{"Event", "dialog"}, {"Subscription-State", state}, {"Contact", "<sip:bob@192.0.2.2:5099>"}};
        extra.body = body;
        extra.contentType = type;
        peer.request("NOTIFY", extra);
        (void)peer.expect("SIP/2.0");
    }
    SipMessage lit(const QByteArray &dialogs = {}, const QByteArray &tag = "b")
    {
        const SipMessage sent = start();
        grant(sent, tag);
        notify(document(0, "full", dialogs));
        return sent;
    }
    void grant(const SipMessage &sent, const QByteArray &tag = "b")
    {
        peer.answer(sent, 200, tag, {{}, {{"Expires", "1800"}}});
        peer.joinAsCallee(sent, tag);
    }
    Lamp lamp() const { return watch.state().lamp; }
};

} // namespace

class tst_LampWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksForTheDialogsOfBob()
    {
        World world;
        QCOMPARE(world.lamp(), Lamp::Unknown);
        const SipMessage sent = world.start();
        QCOMPARE(sent.value(HeaderId::Event).toByteArray(), QByteArray("dialog"));
        QCOMPARE(sent.value(HeaderId::Accept).toByteArray(), QByteArray("application/dialog-info+xml"));
        QCOMPARE(sent.requestUriText().toByteArray(), QByteArray("sip:bob@192.0.2.2"));
        QCOMPARE(sent.number(HeaderId::Expires), 1800u);
        QCOMPARE(world.lamp(), Lamp::Unknown);
    }
    void followsTheCalls()
    {
        World world;
        QSignalSpy changed(&world.watch, &LampWatch::changed);
        world.lit();
        QCOMPARE(world.lamp(), Lamp::Idle);
        world.notify(document(1, "partial", dialog("early")));
        QCOMPARE(world.lamp(), Lamp::Ringing);
        QCOMPARE(world.watch.state().partyName, QStringLiteral("Eve"));
        world.notify(document(2, "partial", dialog("confirmed")));
        QCOMPARE(world.lamp(), Lamp::Busy);
        world.notify(document(3, "partial", dialog("terminated")));
        QCOMPARE(world.lamp(), Lamp::Idle);
        QCOMPARE(changed.size(), 4);
        world.notify(document(4, "partial", dialog("terminated", "never-heard-of")));
        QCOMPARE(changed.size(), 4); // no news
    }
    void whatIsNoDocumentChangesNothing()
    {
        World world;
        world.lit(dialog("confirmed"));
        world.notify("<dialog-info");
        world.notify({});
        world.notify(document(9, "full", {}), "active;expires=1800", "text/plain");
        QCOMPARE(world.lamp(), Lamp::Busy);
    }
    void aGapAsksForAFullStateOnceAMinute()
    {
        World world;
        world.lit();
        const auto missed = [&](int version) {
            WireExtra extra;
            extra.headers = {{"Event", "dialog"}, {"Subscription-State", "active;expires=1800"},
                {"Contact", "<sip:bob@192.0.2.2:5099>"}};
            extra.body = document(version, "partial", dialog("early"));
            extra.contentType = "application/dialog-info+xml";
            world.peer.request("NOTIFY", extra);
        };
        const auto sent = [&] { return world.peer.phone.transport->count("SUBSCRIBE"); };
        const int before = sent();
        missed(3);
        QCOMPARE(world.lamp(), Lamp::Ringing); // as far as is known
        QCOMPARE(sent(), before + 1);
        missed(7);
        missed(11);
        QCOMPARE(sent(), before + 1);
    }
    void givesUp_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("forGood");
        for (const int code : {403, 404, 405, 489, 501, 603})
            QTest::addRow("%d", code) << code << true;
        for (const int code : {408, 480, 500})
            QTest::addRow("%d", code) << code << false;
    }
    void givesUp()
    {
        QFETCH(int, code);
        QFETCH(bool, forGood);
        World world;
        world.peer.answer(world.start(), code, "b");
        QCOMPARE(world.watch.hasGivenUp(), forGood);
        QCOMPARE(world.lamp(), Lamp::Unknown);
        world.peer.run(59s);
        world.peer.expectNothing();
        if (forGood) {
            world.peer.run(2h);
            world.peer.expectNothing();
            world.watch.start();
            world.peer.expectNothing();
        } else {
            (void)world.peer.expectWithin(2s, "SUBSCRIBE");
        }
    }
    void waitsLongerEachTime()
    {
        World world;
        world.peer.answer(world.start(), 500, "b");
        world.peer.answer(world.peer.expectWithin(61s, "SUBSCRIBE"), 500, "b");
        world.peer.run(119s);
        world.peer.expectNothing();
        const SipMessage third = world.peer.expectWithin(2s, "SUBSCRIBE");
        world.grant(third, "c");
        world.notify(document(0, "full", {}));
        QCOMPARE(world.lamp(), Lamp::Idle);
    }
    void whatTheNotifierEndsIsUnknownUntilItIsToldAgain()
    {
        World world;
        world.lit(dialog("confirmed"));
        world.notify({}, "terminated;reason=probation;retry-after=20");
        QCOMPARE(world.lamp(), Lamp::Unknown);
        const SipMessage again = world.peer.expectWithin(21s, "SUBSCRIBE");
        world.grant(again, "c");
        world.notify(document(0, "full", {})); // counted anew
        QCOMPARE(world.lamp(), Lamp::Idle);
    }
    void whoIsRejectedDoesNotAskAgain()
    {
        World world;
        world.lit();
        world.notify({}, "terminated;reason=rejected");
        QCOMPARE(world.lamp(), Lamp::Unknown);
        QVERIFY(world.watch.hasGivenUp());
    }
};

QTEST_GUILESS_MAIN(tst_LampWatch)
#include "tst_LampWatch.moc"
