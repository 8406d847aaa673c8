#include "TrayHost.h"

#include "BusLink.h"
#include "FakeClock.h"
#include "TestBus.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Kind = TrayHost::Kind;

namespace {

const auto service = QStringLiteral("org.kde.StatusNotifierWatcher");

struct PlayedWatcher {
    explicit PlayedWatcher(TestBus &bus, bool withHost = true)
        : hasHost(withHost)
        , object(bus.connect(QStringLiteral("watcher")), service, QStringLiteral("/StatusNotifierWatcher"),
              [this](const QDBusMessage &) -> QVariantList {
                  return {QVariant::fromValue(QDBusVariant(hasHost))};
              })
    {
    }
    void setHost(bool isThere)
    {
        hasHost = isThere;
        object.signal(service,
            isThere ? QStringLiteral("StatusNotifierHostRegistered")
                    : QStringLiteral("StatusNotifierHostUnregistered"));
    }
    bool hasHost;
    PlayedService object;
};

struct World {
    TestBus daemon;
    FakeClock clock;
    BusLink bus{daemon.address(), clock};
    TrayHost host{&bus, nullptr, clock};
    QSignalSpy changed{&host, &TrayHost::changed};
    World()
    {
        bus.start();
        QTRY_VERIFY(bus.isUp());
    }
};

} // namespace

class tst_TrayHost : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyIsThere()
    {
        FakeClock clock;
        TrayHost host(nullptr, nullptr, clock);
        QCOMPARE(host.kind(), Kind::None);
    }
    void aHostThatWasThere()
    {
        World world;
        PlayedWatcher watcher(world.daemon);
        QTRY_COMPARE(world.host.kind(), Kind::StatusNotifier);
    }
    void aWatcherWithoutAHostIsNone()
    {
        World world;
        PlayedWatcher watcher(world.daemon, false);
        QTRY_VERIFY(!watcher.object.calls.isEmpty());
        watcher.setHost(true);
        QTRY_COMPARE(world.host.kind(), Kind::StatusNotifier);
        QCOMPARE(world.changed.size(), 1); // only now
        watcher.setHost(false);
        QTRY_COMPARE(world.host.kind(), Kind::None);
    }
    void aHostThatDiesAndReturns()
    {
        World world;
        auto watcher = std::make_unique<PlayedWatcher>(world.daemon);
        QTRY_COMPARE(world.host.kind(), Kind::StatusNotifier);
        watcher.reset();
        QTRY_COMPARE(world.host.kind(), Kind::None);
        watcher = std::make_unique<PlayedWatcher>(world.daemon);
        QTRY_COMPARE(world.host.kind(), Kind::StatusNotifier);
        QCOMPARE(world.changed.size(), 3); // the icon is made anew
    }
    void aBusThatDies()
    {
        World world;
        PlayedWatcher watcher(world.daemon);
        QTRY_COMPARE(world.host.kind(), Kind::StatusNotifier);
        world.daemon.stop();
        QTRY_COMPARE(world.host.kind(), Kind::None);
    }
    void aWatcherThatHangsIsNone()
    {
        World world;
        PlayedWatcher watcher(world.daemon);
        QTRY_COMPARE(world.host.kind(), Kind::StatusNotifier);
        watcher.object.isSilent = true;
        const qsizetype asked = watcher.object.calls.size();
        watcher.setHost(true);
        QTRY_VERIFY(watcher.object.calls.size() > asked);
        QCOMPARE(world.host.kind(), Kind::StatusNotifier); // no answer is no news
    }
};

QTEST_GUILESS_MAIN(tst_TrayHost)
#include "tst_TrayHost.moc"
