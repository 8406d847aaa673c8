#include "Notifications.h"

#include "BusLink.h"
#include "FakeClock.h"
#include "TestBus.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

const auto service = QStringLiteral("org.freedesktop.Notifications");

/// A daemon that gives the ids 11, 12, ...
struct PlayedDaemon {
    explicit PlayedDaemon(TestBus &bus,
        QStringList can = {QStringLiteral("body"), QStringLiteral("body-markup"), QStringLiteral("actions")})
        : object(bus.connect(QStringLiteral("daemon")), service,
            QStringLiteral("/org/freedesktop/Notifications"),
            [this, can](const QDBusMessage &call) -> QVariantList {
                if (call.member() == QLatin1String("GetCapabilities"))
                    return {can};
                if (call.member() != QLatin1String("Notify"))
                    return {};
                const uint replaced = call.arguments().at(1).toUInt();
                return {replaced ? replaced : ++last};
            })
    {
    }
    QList<QVariantList> notified() const
    {
        QList<QVariantList> all;
        for (const QDBusMessage &call : object.of(QStringLiteral("Notify")))
            all.append(call.arguments());
        return all;
    }
    QList<uint> closed() const
    {
        QList<uint> all;
        for (const QDBusMessage &call : object.of(QStringLiteral("CloseNotification")))
            all.append(call.arguments().first().toUInt());
        return all;
    }
    void invoke(uint id, const char *action)
    {
        object.signal(service, QStringLiteral("ActionInvoked"), {id, QString::fromLatin1(action)});
    }
    void give(uint id, const QString &token)
    {
        object.signal(service, QStringLiteral("ActivationToken"), {id, token});
    }
    uint last = 10;
    PlayedService object;
};

struct World {
    TestBus daemonOfBus;
    FakeClock clock;
    BusLink bus{daemonOfBus.address(), clock};
    Notifications notifications{bus};
    QSignalSpy failed{&notifications, &Notifications::failed};
    QSignalSpy invoked{&notifications, &Notifications::invoked};
    void connect()
    {
        bus.start();
        QTRY_VERIFY(bus.isUp());
    }
};

Notification call(const QString &body = QStringLiteral("1001"))
{
    return {.title = QStringLiteral("Anna is calling"),
        .body = body,
        .category = QStringLiteral("call.incoming"),
        .urgency = Notification::Urgency::Critical,
        .lifetime = Notification::Lifetime::Lasting,
        .actions = {{QStringLiteral("answer"), QStringLiteral("Answer")},
            {QStringLiteral("decline"), QStringLiteral("Decline")}}};
}

const auto c1 = QStringLiteral("c1");

} // namespace

class tst_Notifications : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isShownWithItsActions()
    {
        World world;
        PlayedDaemon daemon(world.daemonOfBus);
        world.connect();
        world.notifications.show(c1, call(QStringLiteral("<b>Bob</b> & \"co\"")));
        QTRY_COMPARE(daemon.notified().size(), 1);
        const QVariantList said = daemon.notified().first();
        QCOMPARE(said.at(0).toString(), QStringLiteral("Carillon"));
        QCOMPARE(said.at(1).toUInt(), 0U);
        QCOMPARE(said.at(3).toString(), QStringLiteral("Anna is calling"));
        QCOMPARE(said.at(4).toString(), QStringLiteral("&lt;b&gt;Bob&lt;/b&gt; &amp; &quot;co&quot;"));
        QCOMPARE(said.at(5).toStringList(),
            QStringList({QStringLiteral("answer"), QStringLiteral("Answer"), QStringLiteral("decline"),
                QStringLiteral("Decline")}));
        const auto hints = qdbus_cast<QVariantMap>(said.at(6));
        QCOMPARE(hints.value(QStringLiteral("urgency")).value<uchar>(), uchar(2));
        QCOMPARE(hints.value(QStringLiteral("category")).toString(), QStringLiteral("call.incoming"));
        QCOMPARE(said.at(7).toInt(), 0);
        daemon.invoke(99, "answer");      // of somebody else
        daemon.invoke(11, "format-disk"); // never offered
        daemon.invoke(11, "answer");
        QTRY_COMPARE(world.invoked.size(), 1);
        QCOMPARE(world.invoked.first(), QVariantList({c1, QStringLiteral("answer")}));
    }
    void aClickBringsATokenAlong()
    {
        World world;
        PlayedDaemon daemon(world.daemonOfBus);
        QStringList told;
        QObject::connect(&world.notifications, &Notifications::tokenGiven, &world.notifications,
            [&](const QString &token) { told.append(QStringLiteral("token ") + token); });
        QObject::connect(&world.notifications, &Notifications::invoked, &world.notifications,
            [&](const QString &, const QString &action) { told.append(action); });
        world.connect();
        world.notifications.show(c1, call());
        QTRY_COMPARE(daemon.last, 11U);
        daemon.give(99, QStringLiteral("of somebody else"));
        daemon.give(11, QStringLiteral("first"));
        daemon.give(11, QStringLiteral("t-1"));
        daemon.invoke(11, "answer");
        daemon.invoke(11, "decline"); // another click, and no token with it
        daemon.give(11, QStringLiteral("two\nlines"));
        daemon.invoke(11, "answer");
        daemon.give(11, QStringLiteral("t-2"));
        daemon.invoke(11, "format-disk"); // never offered: nothing follows
        daemon.invoke(11, "decline");
        const QStringList all{QStringLiteral("token t-1"), QStringLiteral("answer"),
            QStringLiteral("decline"), QStringLiteral("answer"), QStringLiteral("decline")};
        QTRY_COMPARE(told, all);
    }
    void oneOfTheSameNameTakesItsPlace()
    {
        World world;
        PlayedDaemon daemon(world.daemonOfBus);
        world.connect();
        world.notifications.show(c1, call());
        world.notifications.show(c1, call(QStringLiteral("later")));
        world.notifications.show(c1, call(QStringLiteral("last"))); // while the first is on its way
        QTRY_VERIFY(!daemon.notified().isEmpty());
        QTRY_COMPARE(daemon.notified().last().at(4).toString(), QStringLiteral("last"));
        QVERIFY(daemon.notified().size() <= 2);
        QCOMPARE(daemon.last, 11U);
    }
    void closedBeforeItsIdIsKnown()
    {
        World world;
        PlayedDaemon daemon(world.daemonOfBus);
        world.connect();
        world.notifications.show(c1, call());
        QTRY_COMPARE(daemon.object.of(QStringLiteral("GetCapabilities")).size(), 1);
        QTRY_COMPARE(daemon.notified().size(), 1);
        world.notifications.close(c1); // the answer has not been read
        QTRY_COMPARE(daemon.closed(), QList<uint>{11});
        daemon.invoke(11, "answer");
        world.notifications.show(QStringLiteral("c2"), call());
        QTRY_COMPARE(daemon.notified().size(), 2);
        QCOMPARE(world.invoked.size(), 0);
    }
    void closedBeforeItWasSent()
    {
        World world;
        PlayedDaemon daemon(world.daemonOfBus);
        world.connect();
        world.notifications.show(c1, call());
        world.notifications.close(c1); // not even the capabilities are known
        world.notifications.show(QStringLiteral("c2"), call());
        QTRY_COMPARE(daemon.notified().size(), 1);
        QCOMPARE(daemon.last, 11U);
    }
    void dismissedByThePerson()
    {
        World world;
        PlayedDaemon daemon(world.daemonOfBus);
        world.connect();
        QSignalSpy dismissed(&world.notifications, &Notifications::dismissed);
        world.notifications.show(c1, call());
        QTRY_COMPARE(daemon.notified().size(), 1);
        world.notifications.show(QStringLiteral("c2"), call());
        QTRY_COMPARE(daemon.notified().size(), 2);
        daemon.object.signal(service, QStringLiteral("NotificationClosed"), {uint(11), uint(2)});
        QTRY_COMPARE(dismissed.size(), 1);
        QCOMPARE(dismissed.first().first().toString(), c1);
        world.notifications.close(c1);
        world.notifications.close(QStringLiteral("c2"));
        QTRY_COMPARE(daemon.closed(), QList<uint>{12});
    }
    void withoutADaemonItFails()
    {
        World world;
        world.notifications.show(c1, call()); // not even a bus
        QCOMPARE(world.failed.size(), 1);
        world.connect();
        QTRY_COMPARE(world.failed.size(), 2); // and nobody on it
    }
    void aDaemonThatComesLaterShowsWhatStillRings()
    {
        World world;
        world.connect();
        world.notifications.show(c1, call());
        Notification passing = call();
        passing.lifetime = Notification::Lifetime::Passing;
        world.notifications.show(QStringLiteral("missed"), passing);
        QTRY_COMPARE(world.failed.size(), 2);
        PlayedDaemon daemon(world.daemonOfBus);
        QTRY_COMPARE(daemon.notified().size(), 1);
        QCOMPARE(daemon.notified().first().at(3).toString(), QStringLiteral("Anna is calling"));
    }
    void aDaemonThatDiesAndReturns()
    {
        World world;
        auto daemon = std::make_unique<PlayedDaemon>(world.daemonOfBus);
        world.connect();
        world.notifications.show(c1, call());
        QTRY_COMPARE(daemon->notified().size(), 1);
        daemon.reset();
        QTRY_COMPARE(world.failed.size(), 1); // somebody else has to show it meanwhile
        daemon = std::make_unique<PlayedDaemon>(world.daemonOfBus);
        QTRY_COMPARE(daemon->notified().size(), 1);
        QCOMPARE(daemon->notified().first().at(1).toUInt(), 0U); // the new one knows no old id
        daemon->invoke(11, "decline");
        QTRY_COMPARE(world.invoked.size(), 1);
    }
    void aBusThatDiesAndReturns()
    {
        World world;
        auto daemon = std::make_unique<PlayedDaemon>(world.daemonOfBus);
        world.connect();
        world.notifications.show(c1, call());
        QTRY_COMPARE(daemon->notified().size(), 1);
        world.daemonOfBus.stop();
        QTRY_VERIFY(!world.bus.isUp());
        QVERIFY(world.failed.size() >= 1);
        QDBusConnection::disconnectFromBus(QStringLiteral("daemon"));
        daemon.reset();
        world.daemonOfBus.start();
        daemon = std::make_unique<PlayedDaemon>(world.daemonOfBus);
        world.clock.advance(2s);
        QTRY_VERIFY(world.bus.isUp());
        QTRY_COMPARE(daemon->notified().size(), 1);
    }
    void whoCannotShowActionsIsNotEnough()
    {
        World world;
        PlayedDaemon daemon(world.daemonOfBus, {QStringLiteral("body")});
        world.connect();
        world.notifications.show(c1, call(QStringLiteral("a < b")));
        QTRY_COMPARE(daemon.notified().size(), 1);
        QCOMPARE(daemon.notified().first().at(4).toString(), QStringLiteral("a < b")); // shows it as it is
        QVERIFY(daemon.notified().first().at(5).toStringList().isEmpty());
        QCOMPARE(world.failed.size(), 1);
    }
    void textsAreBounded()
    {
        World world;
        PlayedDaemon daemon(world.daemonOfBus);
        world.connect();
        world.notifications.show(c1, call(QString(4096, QLatin1Char('<'))));
        QTRY_COMPARE(daemon.notified().size(), 1);
        QVERIFY(daemon.notified().first().at(4).toString().size() < 2500);
    }
    void soIsTheirNumber()
    {
        World world;
        PlayedDaemon daemon(world.daemonOfBus);
        world.connect();
        for (int i = 0; i < 200; ++i)
            world.notifications.show(QString::number(i), call());
        QTRY_VERIFY(daemon.notified().size() == 64);
        QCOMPARE(world.failed.size(), 136);
    }
};

QTEST_GUILESS_MAIN(tst_Notifications)
#include "tst_Notifications.moc"
