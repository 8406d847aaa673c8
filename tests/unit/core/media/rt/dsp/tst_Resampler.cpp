#include "AudioFrame.h"
#include "GoertzelDetector.h"
#include "Resampler.h"
#include "ToneGenerator.h"

#include <QTest>
#include <vector>

using namespace carillon;

class tst_Resampler final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsATone_data();
    void keepsATone();
    void keepsTheNumberOfSamples();
    void suppressesWhatWouldAlias();
};

void tst_Resampler::keepsATone_data()
{
    QTest::addColumn<int>("rate");
    QTest::newRow("narrow") << 8000;
    QTest::newRow("wide") << 16000;
    QTest::newRow("none") << 48000;
}

void tst_Resampler::keepsATone()
{
    QFETCH(int, rate);
    ToneGenerator tone(1000);
    Resampler down(SampleRateHz, rate), up(rate, SampleRateHz);
    GoertzelDetector low(1000, rate), high(1000);
    AudioFrame frame;
    std::vector<std::int16_t> narrow(481), wide(481);
    for (int i = 0; i < 100; ++i) {
        tone.generate(frame);
        const int samples = down.process(frame, narrow);
        const int back = up.process({narrow.data(), std::size_t(samples)}, wide);
        if (i < 10)
            continue; // the fade and the filters' beginning
        low.add({narrow.data(), std::size_t(samples)});
        high.add({wide.data(), std::size_t(back)});
    }
    QVERIFY(std::abs(low.amplitude() - 0.25) < 0.005);
    QVERIFY(std::abs(high.amplitude() - 0.25) < 0.005);
    QVERIFY(high.share() > 0.999);
}

void tst_Resampler::keepsTheNumberOfSamples()
{
    Resampler down(48000, 8000), up(16000, 48000);
    std::vector<std::int16_t> in(480), out(481);
    for (int i = 0; i < 50; ++i) {
        QCOMPARE(down.process(in, out), 80);
        QCOMPARE(up.process({in.data(), 160}, out), 480);
    }
}

void tst_Resampler::suppressesWhatWouldAlias()
{
    ToneGenerator tone(6000);
    Resampler down(48000, 8000);
    GoertzelDetector alias(2000, 8000);
    AudioFrame frame;
    std::vector<std::int16_t> out(481);
    for (int i = 0; i < 100; ++i) {
        tone.generate(frame);
        const int samples = down.process(frame, out);
        alias.add({out.data(), std::size_t(samples)});
    }
    QVERIFY(alias.amplitude() < 0.25 / 300);
}

QTEST_APPLESS_MAIN(tst_Resampler)
#include "tst_Resampler.moc"
