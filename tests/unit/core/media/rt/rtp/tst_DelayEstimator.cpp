// How long it pays to wait, in virtual time: packets of 20 ms on ways described by a function.
#include "DelayEstimator.h"

#include <QTest>
#include <functional>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

using Microseconds = DelayEstimator::Microseconds;

/// @param late of packet n. @param seen what the estimator allows for just before packet n comes.
void run(DelayEstimator &estimator, int packets, const std::function<Microseconds(int)> &late,
    const std::function<void(int, Microseconds)> &seen = {})
{
    for (int i = 0; i < packets; ++i) {
        if (seen)
            seen(i, estimator.target());
        const MediaTime arrival = MediaTime(1h) + i * 20ms + late(i);
        estimator.packet(50ms + late(i), arrival);
    }
}

} // namespace

class tst_DelayEstimator final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isShortOnAQuietNetwork();
    void remembersLeaps();
    void forgetsLeaps();
    void waitsForFewThatAreLate();
    void doesNotWaitForWhatRedundancyBrings();
    void waitsLessWhereMuchIsLost();
};

void tst_DelayEstimator::isShortOnAQuietNetwork()
{
    DelayEstimator estimator;
    run(estimator, 500, [](int) { return 0ms; });
    QVERIFY2(estimator.target() <= 1ms, qPrintable(QString::number(estimator.target().count())));
}

void tst_DelayEstimator::remembersLeaps()
{
    // One packet each 3 s: too few for the histogram to wait for.
    constexpr int distance = 150, leaps = 10;
    const auto late = [](int i) { return i % distance == 0 ? 150'000us : 0us; };
    DelayEstimator estimator;
    run(
        estimator, distance * leaps + 1, [&](int i) { return i < distance ? 0us : late(i); },
        [&](int i, Microseconds target) {
            const bool isLearnt = i >= 4 * distance;
            if (isLearnt && i % distance == 0)
                QVERIFY2(target >= 150ms,
                    qPrintable(QStringLiteral("leap %1: %2 us").arg(i / distance).arg(target.count())));
        });
}

void tst_DelayEstimator::forgetsLeaps()
{
    DelayEstimator estimator;
    const auto late = [](int i) { return i > 0 && i <= 600 && i % 100 == 0 ? 150'000us : 0us; };
    run(estimator, 600 + 50 * 20, late);
    QVERIFY2(estimator.target() <= 2ms, qPrintable(QString::number(estimator.target().count())));
}

void tst_DelayEstimator::waitsForFewThatAreLate()
{
    DelayEstimator estimator;
    run(estimator, 1000, [](int i) { return i % 50 == 7 ? 50ms : 0ms; });
    QVERIFY2(estimator.target() >= 50ms, qPrintable(QString::number(estimator.target().count())));
    QVERIFY2(estimator.target() <= 55ms, qPrintable(QString::number(estimator.target().count())));
}

void tst_DelayEstimator::doesNotWaitForWhatRedundancyBrings()
{
    // The same, but the packets after them overtake them.
    DelayEstimator estimator;
    for (int i = 0; i < 1000; ++i) {
        const bool isLate = i % 50 == 7;
        const auto order = isLate ? DelayEstimator::Order::Overtaken : DelayEstimator::Order::InOrder;
        const auto late = isLate ? 60ms : 0ms;
        estimator.packet(50ms + late, MediaTime(1h) + i * 20ms + late, order);
        estimator.outcome(DelayEstimator::Outcome::HeardRedundant, 20ms);
    }
    // One packet, so that it is here.
    QVERIFY2(estimator.target() >= 20ms, qPrintable(QString::number(estimator.target().count())));
    QVERIFY2(estimator.target() <= 25ms, qPrintable(QString::number(estimator.target().count())));
}

void tst_DelayEstimator::waitsLessWhereMuchIsLost()
{
    const auto target = [](int lostOfTen) {
        DelayEstimator estimator;
        for (int i = 0; i < 1500; ++i) {
            if (i % 10 < lostOfTen) {
                estimator.outcome(DelayEstimator::Outcome::Missing, {});
                continue;
            }
            const auto late = i % 100 == 57 ? 30ms : 0ms;
            estimator.packet(50ms + late, MediaTime(1h) + i * 20ms + late);
            estimator.outcome(DelayEstimator::Outcome::Heard, 20ms);
        }
        return estimator.target();
    };
    const auto none = target(0), much = target(3);
    QVERIFY2(none >= 30ms, qPrintable(QString::number(none.count()))); // 1 % is worth 40 ms
    QVERIFY2(much <= 2ms, qPrintable(QString::number(much.count())));
}

QTEST_APPLESS_MAIN(tst_DelayEstimator)
#include "tst_DelayEstimator.moc"
