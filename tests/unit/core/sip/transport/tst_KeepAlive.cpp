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
