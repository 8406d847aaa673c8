// Music and speech: the same each time, audible, not distorted, and of the kind they claim to be.
#include "MusicGenerator.h"
#include "SpeechGenerator.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <vector>

using namespace carillon;

class tst_Generators final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void musicIsDeterministicAndAudible();
    void musicGoesOnForEver();
    void speechIsDeterministicAndAudible();
    void speechPausesAndRepeats();
};

template <typename Generator>
static std::vector<std::int16_t> samplesOf(Generator generator, int frames)
{
    std::vector<std::int16_t> samples;
    AudioFrame frame;
    for (int i = 0; i < frames; ++i) {
        generator.generate(frame);
        samples.insert(samples.end(), frame.begin(), frame.end());
    }
    return samples;
}

static double rms(const std::vector<std::int16_t> &samples, std::size_t from, std::size_t count)
{
    double sum = 0;
    for (std::size_t i = from; i < from + count; ++i)
        sum += double(samples[i]) * samples[i];
    return std::sqrt(sum / double(count)) / 32768.;
}

static int peak(const std::vector<std::int16_t> &samples)
{
    int peak = 0;
    for (const auto sample : samples)
        peak = std::max(peak, std::abs(int(sample)));
    return peak;
}

void tst_Generators::musicIsDeterministicAndAudible()
{
    const auto once = samplesOf(MusicGenerator(), 1000);
    QVERIFY(once == samplesOf(MusicGenerator(), 1000));
    QVERIFY(once != samplesOf(MusicGenerator(2), 1000));
    QVERIFY(rms(once, 0, once.size()) > 0.03);
    QVERIFY(peak(once) < 32767);
}

void tst_Generators::musicGoesOnForEver()
{
    const auto samples = samplesOf(MusicGenerator(), 6000);
    for (std::size_t second = 0; second < 60; ++second)
        QVERIFY(rms(samples, second * 48000, 48000) > 0.01);
    QVERIFY(peak(samples) < 32767);
}

void tst_Generators::speechIsDeterministicAndAudible()
{
    const auto once = samplesOf(SpeechGenerator(), 200);
    QVERIFY(once == samplesOf(SpeechGenerator(), 200));
    QVERIFY(rms(once, 0, 48000) > 0.03);
    QVERIFY(peak(once) < 32767);
}

void tst_Generators::speechPausesAndRepeats()
{
    const auto samples = samplesOf(SpeechGenerator(), 1000);
    int loud = 0, silent = 0;
    for (std::size_t i = 0; i + 4800 <= samples.size(); i += 4800)
        ++(rms(samples, i, 4800) > 0.01 ? loud : silent);
    QVERIFY(loud > 20); // of 100 pieces of 100 ms
    QVERIFY(silent > 20);
}

QTEST_APPLESS_MAIN(tst_Generators)
#include "tst_Generators.moc"
