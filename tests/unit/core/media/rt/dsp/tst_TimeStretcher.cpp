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
    void repeatsWholePeriods_data();
    void repeatsWholePeriods();
    void takesMoreInHaste();
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
    const int size = TimeStretcher::shortened(block, samples, {});
    QVERIFY(size < samples);
    const double periods = (samples - size) * hz / SampleRateHz;
    QVERIFY2(std::abs(periods - std::round(periods)) < 0.03, qPrintable(QString::number(periods)));
    QVERIFY(largestStep(block, size) <= natural * 12 / 10); // no click
}

void tst_TimeStretcher::repeatsWholePeriods_data()
{
    QTest::addColumn<double>("hz");
    QTest::addColumn<int>("waiting");
    QTest::addColumn<int>("wanted");
    QTest::newRow("a woman, 10 ms wait") << 220. << 480 << 240;
    QTest::newRow("a woman, by 10 ms") << 220. << 480 << 480;
    QTest::newRow("a man, whose period is longer than what waits") << 90. << 240 << 480;
    QTest::newRow("a child, 2.5 ms wait") << 400. << 120 << 120;
}

void tst_TimeStretcher::repeatsWholePeriods()
{
    QFETCH(double, hz);
    QFETCH(int, waiting);
    QFETCH(int, wanted);
    constexpr int past = 1920;
    auto block = sine(hz, past + waiting, TimeStretcher::MaxLag);
    const int natural = largestStep(block, past + waiting);
    const int size = TimeStretcher::lengthened(block, past, waiting, {TimeStretcher::MaxLag, 0.7, wanted});
    QVERIFY(size > waiting);
    const double periods = (size - waiting) * hz / SampleRateHz;
    QVERIFY2(std::abs(periods - std::round(periods)) < 0.03, qPrintable(QString::number(periods)));
    QVERIFY(std::abs(size - waiting - wanted) <= SampleRateHz / hz);
    QVERIFY(largestStep(block, past + size) <= natural * 12 / 10);
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
    QCOMPARE(TimeStretcher::shortened(block, 960, {}), 960);
    QVERIFY(block == before);
}

void tst_TimeStretcher::takesMoreInHaste()
{
    auto block = sine(200, 1920);
    const int little = TimeStretcher::shortened(block, 1920, {TimeStretcher::MaxLag, 0.7, 240});
    QCOMPARE(1920 - little, 240);
    block = sine(200, 1920);
    const int much = TimeStretcher::shortened(block, 1920, {TimeStretcher::MaxLag, 0.4, 720});
    QCOMPARE(1920 - much, 720);
}

void tst_TimeStretcher::cutsSilence()
{
    std::vector<std::int16_t> block(960);
    QCOMPARE(TimeStretcher::shortened(block, 960, {480}), 480);
}

void tst_TimeStretcher::leavesShortBlocksAlone()
{
    auto block = sine(200, 2120, TimeStretcher::MaxLag);
    QCOMPARE(TimeStretcher::shortened(block, 200, {}), 200);
    QCOMPARE(TimeStretcher::lengthened(block, 1920, 100, {}), 100);
    QCOMPARE(TimeStretcher::lengthened(block, 100, 480, {}), 480); // nothing to repeat
    QCOMPARE(TimeStretcher::shortened(block, 0, {}), 0);
}

QTEST_APPLESS_MAIN(tst_TimeStretcher)
#include "tst_TimeStretcher.moc"
