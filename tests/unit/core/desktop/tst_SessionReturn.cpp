#include "SessionReturn.h"

#include "BusLink.h"
#include "FakeClock.h"
#include "TestBus.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;

namespace {

const auto common = QStringLiteral("org.freedesktop.ScreenSaver");
const auto gnome = QStringLiteral("org.gnome.ScreenSaver");
const auto login = QStringLiteral("org.freedesktop.login1");
const auto activeChanged = QStringLiteral("ActiveChanged");

} // namespace

/// Hears the signal Last on the same connection.
class Listener final : public QObject
{
    Q_OBJECT
public:
    explicit Listener(QDBusConnection bus)
    {
        bus.connect({}, QStringLiteral("/ScreenSaver"), common, QStringLiteral("Last"), this, SLOT(heard()));
    }
    int size() const { return m_size; }

private Q_SLOTS:
    void heard() { ++m_size; }

private:
    int m_size = 0;
};

namespace {

/// One bus plays both.
struct World {
    TestBus daemon;
    FakeClock clock;
    BusLink session{daemon.address(), clock};
    BusLink system{daemon.address(), clock};
    SessionReturn watch{&session, &system, clock};
    QSignalSpy returned{&watch, &SessionReturn::returned};

    World()
    {
        session.start();
        QTRY_VERIFY(session.isUp());
    }
    std::unique_ptr<PlayedService> play(const QString &name, const QString &path)
    {
        return std::make_unique<PlayedService>(
            daemon.connect(name), name, path, [](const QDBusMessage &) { return QVariantList(); });
    }
    /// Nothing is told before it is quiet for a while.
    bool cameBack(int times)
    {
        clock.advance(SessionReturn::settling);
        return returned.size() == times;
    }
};

} // namespace

class tst_SessionReturn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theScreenIsUnlocked_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("path");
        QTest::newRow("freedesktop") << common << QStringLiteral("/org/freedesktop/ScreenSaver");
        QTest::newRow("KDE") << common << QStringLiteral("/ScreenSaver");
        QTest::newRow("GNOME") << gnome << QStringLiteral("/org/gnome/ScreenSaver");
    }
    void theScreenIsUnlocked()
    {
        QFETCH(QString, service);
        QFETCH(QString, path);
        World world;
        const auto saver = world.play(service, path);
        saver->signal(service, activeChanged, {true}); // locked: nobody is there
        saver->signal(service, activeChanged, {false});
        QTRY_VERIFY(world.cameBack(1));
        saver->signal(service, activeChanged, {true});
        saver->signal(service, activeChanged, {false});
        QTRY_VERIFY(world.cameBack(2));
    }
    void toldTwiceItIsOneReturn()
    {
        World world;
        const auto saver = world.play(common, QStringLiteral("/ScreenSaver"));
        Listener last(world.session.bus());
        for (const auto &path : {"/ScreenSaver", "/org/freedesktop/ScreenSaver", "/ScreenSaver"})
            saver->signalAt(QString::fromLatin1(path), common, activeChanged, {false});
        saver->signal(common, QStringLiteral("Last"));
        QTRY_COMPARE(last.size(), 1); // so the others have come before
        QVERIFY(world.cameBack(1));
    }
    void aSleepEnds()
    {
        World world;
        const auto manager = world.play(login, QStringLiteral("/org/freedesktop/login1"));
        const auto interface = QStringLiteral("org.freedesktop.login1.Manager");
        world.watch.watch();
        QTRY_VERIFY(world.system.isUp());
        manager->signal(interface, QStringLiteral("PrepareForSleep"), {true});
        manager->signal(interface, QStringLiteral("PrepareForSleep"), {false});
        QTRY_VERIFY(world.cameBack(1));
    }
    void onAnotherBusToo()
    {
        World world;
        world.daemon.stop();
        QTRY_VERIFY(!world.session.isUp());
        world.daemon.start();
        const auto saver = world.play(common, QStringLiteral("/ScreenSaver"));
        world.clock.advance(BusLink::FirstRetry);
        QTRY_VERIFY(world.session.isUp());
        saver->signal(common, activeChanged, {false});
        QTRY_VERIFY(world.cameBack(1));
    }
    void othersAreNotBelieved()
    {
        World world;
        const auto saver = world.play(common, QStringLiteral("/ScreenSaver"));
        const auto stranger
            = world.play(QStringLiteral("org.example.Stranger"), QStringLiteral("/ScreenSaver"));
        stranger->signal(common, activeChanged, {false});
        saver->signal(common, activeChanged, {QStringLiteral("no")}); // nor what cannot be read
        saver->signal(common, activeChanged, {true});
        saver->signal(common, activeChanged, {false});
        QTRY_VERIFY(world.cameBack(1));
    }
    void withoutABusNothingHappens()
    {
        FakeClock clock;
        SessionReturn watch(nullptr, nullptr, clock);
        watch.watch();
    }
};

QTEST_GUILESS_MAIN(tst_SessionReturn)
#include "tst_SessionReturn.moc"
