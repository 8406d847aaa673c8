#include "BusLink.h"
#include "FakeClock.h"
#include "TestBus.h"

#include <QSignalSpy>

using namespace carillon;

class tst_BusLink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesUpByItself();
    void isNeverUpWithoutAnAddress();
    void returnsWithTheBus();
    void asksLessAndLessOften();
    void endsInTheMiddle();
};

void tst_BusLink::comesUpByItself()
{
    TestBus bus;
    FakeClock clock;
    BusLink link(bus.address(), clock);
    QSignalSpy up(&link, &BusLink::up);
    QVERIFY(!link.isUp());
    link.start();
    link.start();
    QTRY_VERIFY(link.isUp());
    QCOMPARE(up.size(), 1);
    QVERIFY(link.bus().isConnected());
}

void tst_BusLink::isNeverUpWithoutAnAddress()
{
    FakeClock clock;
    BusLink link({}, clock);
    link.start();
    QVERIFY(!clock.untilNext());
    QVERIFY(!link.isUp() && !link.bus().isConnected());
}

void tst_BusLink::returnsWithTheBus()
{
    TestBus bus;
    FakeClock clock;
    BusLink link(bus.address(), clock);
    QSignalSpy up(&link, &BusLink::up), down(&link, &BusLink::down);
    link.start();
    QTRY_VERIFY(link.isUp());
    for (int i = 1; i <= 2; ++i) {
        bus.stop();
        QTRY_COMPARE(down.size(), i);
        QVERIFY(!link.isUp());
        bus.start();
        clock.advance(BusLink::FirstRetry);
        QTRY_COMPARE(up.size(), i + 1);
        QVERIFY(link.bus().isConnected());
    }
}

void tst_BusLink::asksLessAndLessOften()
{
    TestBus bus;
    bus.stop();
    FakeClock clock;
    BusLink link(bus.address(), clock);
    link.start();
    for (const auto pause : {1, 2, 4, 8, 16, 32, 32}) {
        QTRY_VERIFY(clock.untilNext());
        QCOMPARE(clock.untilNext()->count(), pause * 1000);
        clock.advance(std::chrono::seconds(pause));
    }
    QTRY_VERIFY(clock.untilNext());
    bus.start();
    clock.advance(BusLink::LastRetry);
    QTRY_VERIFY(link.isUp());
}

void tst_BusLink::endsInTheMiddle()
{
    TestBus bus;
    FakeClock clock;
    auto link = std::make_unique<BusLink>(bus.address(), clock);
    link->start();
    link.reset();
    bus.stop();
    link = std::make_unique<BusLink>(bus.address(), clock);
    link->start();
    link.reset();
    QVERIFY(!clock.untilNext());
}

QTEST_GUILESS_MAIN(tst_BusLink)
#include "tst_BusLink.moc"
