// Notifications of ringing and missed calls over real phones, with a daemon that is played.

#include "Office.h"

#include "AlertDesk.h"
#include "BusLink.h"
#include "FakeClock.h"
#include "TestBus.h"
#include "TrayDesk.h"

#include <QWindow>

using namespace carillon;
using namespace carillon::office;

namespace {

const auto service = QStringLiteral("org.freedesktop.Notifications");

struct Desktop {
    TestBus daemonOfBus;
    FakeClock clock;
    BusLink bus{daemonOfBus.address(), clock};
    uint last = 0;
    std::unique_ptr<PlayedService> daemon;
    void start()
    {
        daemon = std::make_unique<PlayedService>(daemonOfBus.connect(QStringLiteral("daemon")), service,
            QStringLiteral("/org/freedesktop/Notifications"),
            [this](const QDBusMessage &call) -> QVariantList {
                if (call.member() == QLatin1String("GetCapabilities"))
                    return {QStringList{QStringLiteral("actions"), QStringLiteral("body-markup")}};
                if (call.member() != QLatin1String("Notify"))
                    return {};
                const uint replaced = call.arguments().value(1).toUInt();
                return {replaced ? replaced : ++last};
            });
    }
    void connect()
    {
        bus.start();
        QTRY_VERIFY(bus.isUp());
    }
    QList<QVariantList> notified() const
    {
        QList<QVariantList> all;
        for (const QDBusMessage &call : daemon->of(QStringLiteral("Notify")))
            all.append(call.arguments());
        return all;
    }
    void invoke(uint id, const char *action)
    {
        daemon->signal(service, QStringLiteral("ActionInvoked"), {id, QString::fromLatin1(action)});
    }
};

void choose(Office &office, const char *style)
{
    QCOMPARE(
        office.anna->settings().set(QStringLiteral("alertStyle"), QString::fromLatin1(style)), QString());
}

} // namespace

class tst_AlertDesk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCallIsAnsweredFromItsNotification()
    {
        Desktop desktop;
        desktop.start();
        desktop.connect();
        Office office(MainUiOptions{.bus = &desktop.bus});
        choose(office, "notification");
        Call *call = office.bobCalls();
        QTRY_COMPARE(desktop.notified().size(), 1);
        QCOMPARE(desktop.notified().first().at(3).toString(), QStringLiteral("bob is calling"));
        QVERIFY(shown<IncomingPopup>().isEmpty());
        desktop.invoke(1, "answer");
        QTRY_COMPARE(shown<CallWindow>().size(), 1);
        office.world.run(500ms);
        QVERIFY(call->state().phase == Phase::Established);
        QTRY_COMPARE(desktop.daemon->of(QStringLiteral("CloseNotification")).size(), 1);
    }
    void aCallIsDeclinedFromItsNotification()
    {
        Desktop desktop;
        desktop.start();
        desktop.connect();
        Office office(MainUiOptions{.bus = &desktop.bus});
        choose(office, "both");
        Call *call = office.bobCalls();
        QTRY_COMPARE(desktop.notified().size(), 1);
        QCOMPARE(shown<IncomingPopup>().size(), 1);
        desktop.invoke(1, "decline");
        QTRY_VERIFY(shown<IncomingPopup>().isEmpty());
        office.world.run(500ms);
        QVERIFY(call->state().phase == Phase::Terminated);
    }
    void aCallerWhoGivesUpTakesItAlongAndWasMissed()
    {
        Desktop desktop;
        desktop.start();
        desktop.connect();
        Office office(MainUiOptions{.start = MainUiOptions::Start::Background, .bus = &desktop.bus});
        choose(office, "notification");
        Call *call = office.bobCalls();
        QTRY_COMPARE(desktop.notified().size(), 1);
        (void)call->hangUp();
        office.world.run(500ms);
        QTRY_COMPARE(desktop.notified().size(), 2);
        QCOMPARE(
            desktop.daemon->of(QStringLiteral("CloseNotification")).first().arguments().first().toUInt(), 1U);
        const QVariantList missed = desktop.notified().last();
        QCOMPARE(missed.at(3).toString(), QStringLiteral("Missed call"));
        QCOMPARE(missed.at(4).toString(), QStringLiteral("bob"));
        QCOMPARE(qdbus_cast<QVariantMap>(missed.at(6)).value(QStringLiteral("category")).toString(),
            QStringLiteral("call.unanswered"));
        desktop.invoke(2, "default");
        QTRY_VERIFY(office.main().isVisible());
    }
    void silencedItIsTakenDown()
    {
        Desktop desktop;
        desktop.start();
        desktop.connect();
        Office office(MainUiOptions{.bus = &desktop.bus});
        choose(office, "both");
        office.bobCalls();
        QTRY_COMPARE(desktop.notified().size(), 1);
        button(*shown<IncomingPopup>().first(), QStringLiteral("Silence"))->click();
        QTRY_COMPARE(desktop.daemon->of(QStringLiteral("CloseNotification")).size(), 1);
    }
    void thirtyCallsAtOnce()
    {
        Desktop desktop;
        desktop.start();
        desktop.connect();
        Office office(MainUiOptions{.bus = &desktop.bus});
        choose(office, "notification");
        const int ringing = office.callsFromBob(30);
        const QString more = QStringLiteral("and %1 more are calling").arg(ringing - AlertDesk::mostCalls);
        const auto tellsMore = [&](const QVariantList &told) { return told.at(4).toString().contains(more); };
        const auto isTold = [&] {
            const QList<QVariantList> all = desktop.notified();
            return std::any_of(all.begin(), all.end(), tellsMore);
        };
        QTRY_VERIFY(isTold());
        QTRY_COMPARE(desktop.last, 3U); // the one that tells of more may come before the others
        QVERIFY(shown<IncomingPopup>().isEmpty());
        office.bob->hangUpAll();
        office.world.run(2s);
        QTRY_VERIFY(desktop.daemon->of(QStringLiteral("CloseNotification")).size() >= 3);
    }
    void withoutADaemonThePopupShowsIt()
    {
        Desktop desktop;
        desktop.connect();
        Office office(MainUiOptions{.bus = &desktop.bus});
        choose(office, "notification");
        office.bobCalls();
        QTRY_COMPARE(shown<IncomingPopup>().size(), 1);
        button(*shown<IncomingPopup>().first(), QStringLiteral("Decline"))->click();
        office.world.run(500ms);
        desktop.start(); // it comes back, and is asked again
        office.bobCalls();
        QTRY_COMPARE(desktop.notified().size(), 1);
        QVERIFY(shown<IncomingPopup>().isEmpty());
    }
    void withoutABusThePopupShowsIt()
    {
        Office office;
        choose(office, "notification");
        office.bobCalls();
        QCOMPARE(shown<IncomingPopup>().size(), 1);
    }
    void aDaemonThatDiesWhileItRings()
    {
        Desktop desktop;
        desktop.start();
        desktop.connect();
        Office office(MainUiOptions{.bus = &desktop.bus});
        choose(office, "notification");
        office.bobCalls();
        QTRY_COMPARE(desktop.notified().size(), 1);
        desktop.daemon.reset();
        QTRY_COMPARE(shown<IncomingPopup>().size(), 1);
    }
    void whoComesBackIsToldAgain()
    {
        Desktop desktop;
        desktop.start();
        desktop.connect();
        const auto saver = QStringLiteral("org.freedesktop.ScreenSaver");
        PlayedService screen(desktop.daemonOfBus.connect(QStringLiteral("saver")), saver,
            QStringLiteral("/org/freedesktop/ScreenSaver"),
            [](const QDBusMessage &) { return QVariantList(); });
        Office office(MainUiOptions{.bus = &desktop.bus});
        choose(office, "both");
        office.bobCalls();
        QTRY_COMPARE(desktop.notified().size(), 1);
        IncomingPopup *popup = shown<IncomingPopup>().first();
        QSignalSpy visible(popup->windowHandle(), &QWindow::visibleChanged);
        const auto unlock = [&] {
            screen.signal(saver, QStringLiteral("ActiveChanged"), {true});
            screen.signal(saver, QStringLiteral("ActiveChanged"), {false});
        };
        unlock();
        const auto isToldAgain = [&] {
            office.world.run(SessionReturn::settling);
            return desktop.notified().size() == 2;
        };
        QTRY_VERIFY(isToldAgain());
        QCOMPARE(desktop.notified().last().at(1).toUInt(), 1U); // in its place
        QVERIFY(popup->isVisible() && visible.size() == 2);     // away and back
        button(*popup, QStringLiteral("Silence"))->click();
        unlock();
        office.world.run(2s);
        QCOMPARE(desktop.notified().size(), 2); // whoever silenced it knows
        QVERIFY(shown<IncomingPopup>().isEmpty());
    }
    void withoutATrayACallWhoseWindowIsClosedIsTold()
    {
        Desktop desktop;
        desktop.start();
        desktop.connect();
        Office office(MainUiOptions{.bus = &desktop.bus});
        CallWindow &window = office.talkToBob();
        office.world.run(TrayDesk::missingAfter + 1s);
        window.hide();
        QTRY_COMPARE(desktop.notified().size(), 1);
        const QVariantList told = desktop.notified().first();
        QCOMPARE(told.at(3).toString(), QStringLiteral("In call with bob"));
        QCOMPARE(told.at(5).toStringList().size(), 6);
        const auto hints = qdbus_cast<QVariantMap>(told.at(6));
        QCOMPARE(hints.value(QStringLiteral("urgency")).toUInt(), 0U);
        QCOMPARE(told.at(7).toInt(), 0); // stays
        (void)office.anna->calls().first()->setMuted(true);
        QTRY_COMPARE(desktop.notified().size(), 2);
        QCOMPARE(desktop.notified().last().at(1).toUInt(), 1U); // in its place
        QVERIFY(desktop.notified().last().at(4).toString().contains(QStringLiteral("muted")));
        desktop.invoke(1, "open");
        QTRY_VERIFY(window.isVisible());
        QTRY_COMPARE(desktop.daemon->of(QStringLiteral("CloseNotification")).size(), 1);
        window.showMinimized();
        QTRY_COMPARE(desktop.notified().size(), 3);
        desktop.invoke(desktop.last, "hang-up");
        QTRY_COMPARE(desktop.daemon->of(QStringLiteral("CloseNotification")).size(), 2);
        office.world.run(500ms);
        QVERIFY(office.phase() == Phase::Terminated);
    }
    void withATrayItIsToldOnceThatIsGone()
    {
        Desktop desktop;
        desktop.start();
        const auto watcher = QStringLiteral("org.kde.StatusNotifierWatcher");
        auto tray = std::make_unique<PlayedService>(desktop.daemonOfBus.connect(QStringLiteral("tray")),
            watcher, QStringLiteral("/StatusNotifierWatcher"),
            [](const QDBusMessage &) -> QVariantList { return {QVariant::fromValue(QDBusVariant(true))}; });
        desktop.connect();
        Office office(MainUiOptions{.bus = &desktop.bus});
        const auto hasTray = [&] { // where a window goes tells it
            office.main().present();
            office.main().askToClose();
            return office.main().isHidden();
        };
        QTRY_VERIFY(hasTray());
        office.talkToBob().hide();
        office.world.run(TrayDesk::missingAfter + 1s);
        const auto isTold = [&desktop] {
            const QList<QVariantList> all = desktop.notified();
            return std::any_of(all.begin(), all.end(), [](const QVariantList &told) {
                return told.at(3).toString() == QStringLiteral("In call with bob");
            });
        };
        QVERIFY(!isTold());
        tray.reset();
        const auto isToldLater = [&] {
            office.world.run(TrayDesk::goneAfter);
            return isTold();
        };
        QTRY_VERIFY(isToldLater());
    }
    void theStripShowsItWell()
    {
        Desktop desktop;
        desktop.start();
        desktop.connect();
        Office office(MainUiOptions{.bus = &desktop.bus});
        CallWindow &window = office.talkToBob();
        office.world.run(TrayDesk::missingAfter + 1s);
        window.hide();
        QTRY_COMPARE(desktop.notified().size(), 1);
        QCOMPARE(office.anna->settings().set(QStringLiteral("callStrip"), QStringLiteral("on")), QString());
        QTRY_COMPARE(desktop.daemon->of(QStringLiteral("CloseNotification")).size(), 1);
    }
    void onlyPopupsWhereThatIsChosen()
    {
        Desktop desktop;
        desktop.start();
        desktop.connect();
        Office office(MainUiOptions{.bus = &desktop.bus});
        choose(office, "popup");
        office.bobCalls();
        QCOMPARE(shown<IncomingPopup>().size(), 1);
        choose(office, "both"); // holds at once
        QTRY_COMPARE(desktop.notified().size(), 1);
        choose(office, "notification");
        QVERIFY(shown<IncomingPopup>().isEmpty());
    }
};

QTEST_MAIN(tst_AlertDesk)
#include "tst_AlertDesk.moc"
