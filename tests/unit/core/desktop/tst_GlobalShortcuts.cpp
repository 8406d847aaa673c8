#include "GlobalShortcuts.h"

#include "BusLink.h"
#include "FakeClock.h"
#include "TestBus.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;

namespace {

QList<Shortcut> shortcuts()
{
    return {{QStringLiteral("answer"), KeyChord::parse(QStringLiteral("Ctrl+Alt+A")).value(),
        QStringLiteral("Answer the call")}};
}

} // namespace

/// Who gives key combinations, where somebody does; the portal itself: tst_PortalShortcuts.
class tst_GlobalShortcuts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withNeitherBusNorDisplayItIsSaidAtOnce()
    {
        FakeClock clock;
        BusLink bus({}, clock);
        bus.start();
        GlobalShortcuts keys(bus, {});
        const QSignalSpy refused(&keys, &GlobalShortcuts::refused);
        keys.bind({}); // nobody wants any
        QCOMPARE(refused.count(), 0);
        keys.bind(shortcuts());
        QCOMPARE(refused.count(), 1);
        keys.bind(shortcuts()); // the same
        QCOMPARE(refused.count(), 1);
    }
    void withABusThatHasNoPortalItIsSaidOnce()
    {
        TestBus daemon;
        FakeClock clock;
        BusLink bus(daemon.address(), clock);
        GlobalShortcuts keys(bus, {});
        const QSignalSpy refused(&keys, &GlobalShortcuts::refused);
        keys.bind(shortcuts());
        QCOMPARE(refused.count(), 0); // it may have one
        bus.start();
        QTRY_COMPARE(refused.count(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_GlobalShortcuts)
#include "tst_GlobalShortcuts.moc"
