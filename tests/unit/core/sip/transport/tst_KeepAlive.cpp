#include "FakeClock.h"
#include "FakeRandom.h"
#include "KeepAlive.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_KeepAlive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pingsWithin80To100PerCent()
    {
        FakeClock clock;
        FakeRandom random;
        QList<TimePoint> pings;
        KeepAlive flow(clock, random, KeepAlive::PongWatch::Off, {[&] { pings.append(clock.now()); }, {}});
        flow.setInterval(100s);
        clock.advance(1h);
        QVERIFY(pings.isEmpty());
        TimePoint last = clock.now();
        flow.start();
        clock.advance(1h);
        QVERIFY(pings.size() >= 36 && pings.size() <= 45);
        for (const TimePoint ping : pings) {
            QVERIFY(ping - last >= 80s && ping - last <= 100s);
            last = ping;
        }
        flow.stop();
        const auto count = pings.size();
        clock.advance(1h);
        QCOMPARE(pings.size(), count);
    }
    void theServerMayWantMore_data() // RFC 5626 §4.4
    {
        QTest::addColumn<int>("interval");
        QTest::addColumn<int>("flowTimer");
        QTest::addColumn<int>("most"); ///< seconds between pings
        QTest::newRow("nothing was set") << 0 << 100 << 100;
        QTest::newRow("less was set") << 100 << 30 << 30;
        QTest::newRow("more was set already") << 25 << 120 << 25;
        QTest::newRow("it says nothing") << 100 << 0 << 100;
        QTest::newRow("it wants a flood") << 100 << 1 << 10;
    }
    void theServerMayWantMore()
    {
        QFETCH(int, interval);
        QFETCH(int, flowTimer);
        QFETCH(int, most);
        FakeClock clock;
        FakeRandom random;
        QList<TimePoint> pings;
        KeepAlive flow(clock, random, KeepAlive::PongWatch::Off, {[&] { pings.append(clock.now()); }, {}});
        flow.setInterval(std::chrono::seconds(interval));
        flow.start();
        flow.setFlowTimer(std::chrono::seconds(flowTimer)); // its REGISTER was answered
        TimePoint last = clock.now();
        clock.advance(1h);
        QVERIFY(!pings.isEmpty());
        for (const TimePoint ping : std::as_const(pings)) {
            QVERIFY(ping - last >= std::chrono::seconds(most) * 8 / 10
                && ping - last <= std::chrono::seconds(most));
            last = ping;
        }
        flow.stop(); // another flow: nothing was said of it yet
        pings.clear();
        last = clock.now();
        flow.start();
        clock.advance(std::chrono::seconds(120));
        QCOMPARE(!pings.isEmpty(), interval > 0);
        QVERIFY(pings.isEmpty() || pings.first() - last >= std::chrono::seconds(interval) * 8 / 10);
    }
    void aPongThatStaysAwayIsMissedOnlyWhenThereWasOne()
    {
        FakeClock clock;
        FakeRandom random;
        int lost = 0;
        KeepAlive flow(clock, random, KeepAlive::PongWatch::AfterFirstPong, {[] {}, [&] { ++lost; }});
        flow.setInterval(30s);
        flow.start();
        clock.advance(10min);
        QCOMPARE(lost, 0);
        flow.pongReceived();
        clock.advance(30s);
        flow.pongReceived();
        clock.advance(9s);
        QCOMPARE(lost, 0);
        clock.advance(31s);
        QCOMPARE(lost, 1);
    }
    void lineEndsThatNobodyAskedForAreNoPongs()
    {
        FakeClock clock;
        FakeRandom random;
        int lost = 0;
        KeepAlive flow(clock, random, KeepAlive::PongWatch::AfterFirstPong, {[] {}, [&] { ++lost; }});
        flow.setInterval(30s);
        flow.start();
        flow.pongReceived(); // before our first ping
        clock.advance(10min);
        QCOMPARE(lost, 0);
    }
};

QTEST_GUILESS_MAIN(tst_KeepAlive)
#include "tst_KeepAlive.moc"
