#include "FakeClock.h"
#include "SystemClock.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_Clock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runsInOrderOfDueTime()
    {
        FakeClock clock;
        QByteArray order;
        clock.schedule(20ms, [&] { order += 'b'; });
        clock.schedule(10ms, [&] { order += 'a'; });
        clock.schedule(20ms, [&] { order += 'c'; });
        clock.advance(19ms);
        QCOMPARE(order, QByteArray("a"));
        clock.advance(1ms);
        QCOMPARE(order, QByteArray("abc"));
    }
    void actionsMayScheduleWithinTheSameAdvance()
    {
        FakeClock clock;
        int fired = 0;
        std::function<void()> again = [&] {
            if (++fired < 5)
                clock.schedule(10ms, again);
        };
        clock.schedule(10ms, again);
        clock.advance(50ms);
        QCOMPARE(fired, 5);
    }
    void aTimerStopsWhenDestroyedOrRestarted()
    {
        FakeClock clock;
        int fired = 0;
        {
            Timer timer(clock);
            timer.start(10ms, [&] { ++fired; });
        }
        Timer timer(clock);
        timer.start(10ms, [&] { ++fired; });
        timer.start(30ms, [&] { fired += 10; });
        clock.advance(1s);
        QCOMPARE(fired, 10);
        QVERIFY(!timer.isRunning());
    }
    void aTimerMayDestroyItself()
    {
        FakeClock clock;
        auto timer = std::make_unique<Timer>(clock);
        bool fired = false;
        timer->start(1ms, [&] {
            timer.reset();
            fired = true;
        });
        clock.advance(1ms);
        QVERIFY(fired);
    }
    void theSystemClockFires()
    {
        SystemClock clock;
        bool early = false;
        bool late = false;
        clock.schedule(5ms, [&] { late = true; });
        clock.schedule(1ms, [&] { early = !late; });
        QTRY_VERIFY(late);
        QVERIFY(early);
    }
};

QTEST_GUILESS_MAIN(tst_Clock)
#include "tst_Clock.moc"
