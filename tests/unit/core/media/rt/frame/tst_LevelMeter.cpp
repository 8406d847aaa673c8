#include "LevelMeter.h"

#include <QTest>

using namespace carillon;

class tst_LevelMeter final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsPeakAtOnceAndRmsSmoothed();
    void fallsInSilence();
};

void tst_LevelMeter::showsPeakAtOnceAndRmsSmoothed()
{
    LevelMeter meter;
    AudioFrame square;
    for (std::size_t i = 0; i < square.size(); ++i)
        square[i] = i % 2 ? 16384 : -16384;
    meter.process(square);
    QCOMPARE(meter.peak(), 0.5f);
    QVERIFY(meter.rms() < 0.2f);
    for (int i = 0; i < 100; ++i)
        meter.process(square);
    QVERIFY(std::abs(meter.rms() - 0.5f) < 0.001f);
}

void tst_LevelMeter::fallsInSilence()
{
    LevelMeter meter;
    AudioFrame frame;
    frame.fill(32767);
    meter.process(frame);
    for (int i = 0; i < 100; ++i)
        meter.process(AudioFrame{});
    QVERIFY(meter.peak() < 0.001f);
    QVERIFY(meter.rms() < 0.01f);
}

QTEST_APPLESS_MAIN(tst_LevelMeter)
#include "tst_LevelMeter.moc"
