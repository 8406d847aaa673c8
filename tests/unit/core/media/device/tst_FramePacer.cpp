#include "FramePacer.h"

#include <QElapsedTimer>
#include <QTest>

using namespace carillon;

class tst_FramePacer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itNeitherRunsAheadNorDrifts();
    void aShortStallIsMadeUpFor();
    void itMayBeStoppedFromItsOwnTick();
};

void tst_FramePacer::itNeitherRunsAheadNorDrifts()
{
    FramePacer pacer;
    QElapsedTimer elapsed;
    elapsed.start();
    int ticks = 0;
    bool early = false;
    pacer.start([&] {
        ++ticks;
        early = early || elapsed.elapsed() < ticks * 10 - 1;
    });
    QTRY_VERIFY(ticks >= 60);
    // Drift would be at least a tenth of a millisecond for each of sixty; a busy machine may be late by one
    // stall.
    QVERIFY2(elapsed.elapsed() < 60 * 10 + 250, qPrintable(QString::number(elapsed.elapsed())));
    QVERIFY(!early);
}

void tst_FramePacer::aShortStallIsMadeUpFor()
{
    FramePacer pacer;
    QElapsedTimer elapsed;
    elapsed.start();
    int ticks = 0;
    pacer.start([&] {
        if (++ticks == 5) {
            QElapsedTimer stall;
            stall.start();
            while (stall.elapsed() < 100) { }
        }
    });
    QTRY_VERIFY(ticks >= 30);
    QVERIFY2(elapsed.elapsed() < 30 * 10 + 150, qPrintable(QString::number(elapsed.elapsed())));
}

void tst_FramePacer::itMayBeStoppedFromItsOwnTick()
{
    FramePacer pacer;
    int ticks = 0;
    pacer.start([&] {
        if (++ticks == 3)
            pacer.stop();
    });
    QTRY_COMPARE(ticks, 3);
    FramePacer other;
    int others = 0;
    other.start([&] { ++others; });
    QTRY_VERIFY(others >= 5);
    QCOMPARE(ticks, 3);
    // What the tick holds lives until it returns, although the pacer has let go.
    auto held = std::make_shared<int>(7);
    const std::weak_ptr<int> watched = held;
    std::optional<bool> survived;
    FramePacer third;
    third.start([&, held = std::exchange(held, nullptr)] {
        third.stop();
        survived = !watched.expired();
    });
    QTRY_VERIFY(survived.has_value());
    QVERIFY(*survived);
    QVERIFY(watched.expired());
}

QTEST_GUILESS_MAIN(tst_FramePacer)
#include "tst_FramePacer.moc"
