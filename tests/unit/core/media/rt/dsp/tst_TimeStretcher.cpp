#include "AudioFrame.h"
#include "TimeStretcher.h"

#include <QTest>
#include <cmath>
#include <vector>

using namespace carillon;

class tst_TimeStretcher final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesOutWholePeriods_data();
    void takesOutWholePeriods();
    void repeatsWholePeriods();
    void leavesNoiseAlone();
    void cutsSilence();
    void leavesShortBlocksAlone();
};

static std::vector<std::int16_t> sine(double hz, int samples, int room = 0)
{
    std::vector<std::int16_t> block(std::size_t(samples + room));
    for (int i = 0; i < samples; ++i)
        block[std::size_t(i)] = std::int16_t(10000 * std::sin(2 * M_PI * hz * i / SampleRateHz));
    return block;
}

static int largestStep(const std::vector<std::int16_t> &block, int size)
{
    int step = 0;
    for (int i = 1; i < size; ++i)
        step = std::max(step, std::abs(block[std::size_t(i)] - block[std::size_t(i - 1)]));
    return step;
}

void tst_TimeStretcher::takesOutWholePeriods_data()
{
    QTest::addColumn<double>("hz");
    QTest::addColumn<int>("samples");
    QTest::newRow("a man, 20 ms") << 120. << 960;
    QTest::newRow("a woman, 20 ms") << 220. << 960;
    QTest::newRow("a child, 10 ms") << 400. << 480;
    QTest::newRow("60 ms") << 150. << 2880;
}

void tst_TimeStretcher::takesOutWholePeriods()
{
    QFETCH(double, hz);
    QFETCH(int, samples);
    auto block = sine(hz, samples);
    const int natural = largestStep(block, samples);
    const int size = TimeStretcher::shortened(block, samples);
    QVERIFY(size < samples);
    const double periods = (samples - size) * hz / SampleRateHz;
    QVERIFY2(std::abs(periods - std::round(periods)) < 0.03, qPrintable(QString::number(periods)));
    QVERIFY(largestStep(block, size) <= natural * 12 / 10); // no click
}

void tst_TimeStretcher::repeatsWholePeriods()
{
    auto block = sine(200, 960, TimeStretcher::MaxLag);
    const int natural = largestStep(block, 960);
    const int size = TimeStretcher::lengthened(block, 960);
    QCOMPARE(size, 960 + 240 * ((size - 960) / 240));
    QVERIFY(size > 960);
    QVERIFY(largestStep(block, size) <= natural * 12 / 10);
}

void tst_TimeStretcher::leavesNoiseAlone()
{
    std::vector<std::int16_t> block(960);
    std::uint32_t random = 1;
    for (auto &sample : block) {
        random = random * 1664525u + 1013904223u;
        sample = std::int16_t(random >> 17);
    }
    // Loud and without a period in it. (The mean of this noise is taken off: a constant resembles itself.)
    for (auto &sample : block)
        sample = std::int16_t(sample - 16384);
    const auto before = block;
    QCOMPARE(TimeStretcher::shortened(block, 960), 960);
    QVERIFY(block == before);
}

void tst_TimeStretcher::cutsSilence()
{
    std::vector<std::int16_t> block(960);
    QCOMPARE(TimeStretcher::shortened(block, 960), 480);
}

void tst_TimeStretcher::leavesShortBlocksAlone()
{
    auto block = sine(200, 200, TimeStretcher::MaxLag);
    QCOMPARE(TimeStretcher::shortened(block, 200), 200);
    QCOMPARE(TimeStretcher::lengthened(block, 200), 200);
    QCOMPARE(TimeStretcher::shortened(block, 0), 0);
}

QTEST_APPLESS_MAIN(tst_TimeStretcher)
#include "tst_TimeStretcher.moc"
