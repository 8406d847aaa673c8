// The clocks of devices, which differ from ours: what the loop makes of what waits, for hundreds of simulated
// hours, and what the resampler makes of the sound. Devices that are no clock at all: tst_DeviceBridge.
#include "DriftControl.h"
#include "VariableResampler.h"

#include <QTest>
#include <cmath>
#include <numbers>
#include <vector>

using namespace carillon;

namespace {

/// What waits between two clocks: a device counts in frames, we in ticks.
struct Clocks {
    DriftControl control;
    double drift = 0;
    double given = 0; ///< samples, by the device
    double taken = 0; ///< samples, by us
    double phase = 0.3;

    /// One tick. @returns the samples which wait at the end of it.
    double tick(double jitterFrames = 0)
    {
        phase += 1 + drift;
        const double frames = std::floor(phase - jitterFrames);
        taken += FrameSamples * control.step();
        given = std::max(given, frames * FrameSamples);
        return given - taken;
    }
    /// What waits, would the device deliver sample by sample: the delay that is heard.
    double delay() const { return phase * FrameSamples - taken; }
};

/// A sine's rest: what is in @p sound besides the frequency, against it, in dB.
double restDb(const std::vector<double> &sound, double radians)
{
    double sines = 0, cosines = 0, ss = 0, cc = 0, sc = 0;
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double s = std::sin(radians * double(i)), c = std::cos(radians * double(i));
        sines += s * sound[i];
        cosines += c * sound[i];
        ss += s * s;
        cc += c * c;
        sc += s * c;
    }
    const double det = ss * cc - sc * sc;
    const double a = (sines * cc - cosines * sc) / det, b = (cosines * ss - sines * sc) / det;
    double rest = 0, all = 0;
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double fit = a * std::sin(radians * double(i)) + b * std::cos(radians * double(i));
        rest += (sound[i] - fit) * (sound[i] - fit);
        all += fit * fit;
    }
    return 10 * std::log10(rest / all + 1e-15);
}

} // namespace

class tst_DriftControl final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hoursOfDriftDelayNothing_data();
    void hoursOfDriftDelayNothing();
    void whatIsBeyondTheLimitIsTold();
    void theRatioOneChangesNothing();
    void aToneStaysClean_data();
    void aToneStaysClean();
    void aRatioThatMovesDoesNotClick();
};

void tst_DriftControl::hoursOfDriftDelayNothing_data()
{
    QTest::addColumn<int>("millionths");
    QTest::addColumn<int>("hours");
    for (const int millionths : {-500, -100, -10, 0, 10, 100, 500})
        QTest::addRow("%+d ppm", millionths) << millionths << 143; // a thousand together
}

void tst_DriftControl::hoursOfDriftDelayNothing()
{
    QFETCH(int, millionths);
    QFETCH(int, hours);
    Clocks clocks;
    clocks.drift = millionths * 1e-6;
    clocks.phase = 1.3; // one frame to spare and a half, as at the begin of a call
    clocks.taken = -DriftControl::SpareSamples;
    double least = 1e9, lowest = 1e9, highest = 0, quickest = 0;
    std::size_t excess = 0;
    const std::int64_t ticks = std::int64_t(hours) * 360'000;
    const std::int64_t settled = 60'000; // ten minutes
    for (std::int64_t i = 0; i < ticks; ++i) {
        const double jitter = i % 7 == 0 ? 0.2 : 0; // the device is late by 2 ms now and then
        const double waiting = clocks.tick(jitter);
        least = std::min(least, waiting);
        excess += clocks.control.observe(waiting);
        if (i < settled)
            continue;
        lowest = std::min(lowest, clocks.delay());
        highest = std::max(highest, clocks.delay());
        quickest = std::max(quickest, std::abs(clocks.control.drift() - clocks.drift));
    }
    qInfo("least %.0f samples, delay %.1f to %.1f ms, drift known to %.0f ppm", least, lowest / 48,
        highest / 48, quickest * 1e6);
    QVERIFY2(least >= 0, "the device had not delivered in time");
    QCOMPARE(excess, std::size_t(0));
    QVERIFY2(lowest > 0.5 * FrameSamples && highest < 3 * FrameSamples, "the delay drifts");
    QVERIFY2(quickest < 60e-6, "the pitch wavers");
}

void tst_DriftControl::whatIsBeyondTheLimitIsTold()
{
    Clocks clocks;
    clocks.drift = 48000. / 44100 - 1;
    std::size_t told = 0;
    double most = 0;
    for (int i = 0; i < 60'000; ++i) {
        const double waiting = clocks.tick();
        most = std::max(most, waiting);
        const std::size_t excess = clocks.control.observe(waiting);
        told += excess;
        clocks.taken += double(excess * FrameSamples);
        if (excess > 0)
            clocks.control.disturbed();
    }
    QVERIFY(most < 12 * FrameSamples); // the rings are cut earlier
    const double expected = 60'000 * clocks.drift;
    QVERIFY(std::abs(double(told) - expected) < 0.05 * expected);
}

void tst_DriftControl::theRatioOneChangesNothing()
{
    VariableResampler resampler;
    std::vector<std::int16_t> in, out;
    AudioFrame frame;
    for (int n = 0; n < 20; ++n) {
        for (auto &sample : frame)
            in.push_back(sample = std::int16_t((int(in.size()) * 7919) % 65536 - 32768));
        resampler.push(frame);
        QVERIFY(resampler.isReady(1));
        resampler.pull(frame, 1);
        out.insert(out.end(), frame.begin(), frame.end());
        QVERIFY(!resampler.isReady(1));
        QCOMPARE(resampler.waiting(), 0.);
    }
    for (std::size_t i = VariableResampler::Delay; i < out.size(); ++i)
        QCOMPARE(out[i], in[i - VariableResampler::Delay]);
}

void tst_DriftControl::aToneStaysClean_data()
{
    QTest::addColumn<double>("hz");
    QTest::addColumn<int>("millionths");
    for (const int millionths : {-1500, -500, -100, 100, 500, 1500})
        for (const double hz : {440., 3000., 12000., 18000.})
            QTest::addRow("%.0f Hz, %+d ppm", hz, millionths) << hz << millionths;
}

void tst_DriftControl::aToneStaysClean()
{
    QFETCH(double, hz);
    QFETCH(int, millionths);
    const double step = 1 + millionths * 1e-6;
    const double radians = 2 * std::numbers::pi * hz / SampleRateHz;
    VariableResampler resampler;
    std::vector<double> out;
    AudioFrame frame;
    std::size_t n = 0;
    while (out.size() < 48000) {
        while (!resampler.isReady(step)) {
            for (auto &sample : frame)
                sample = std::int16_t(std::lround(16000 * std::sin(radians * double(n++))));
            resampler.push(frame);
        }
        resampler.pull(frame, step);
        out.insert(out.end(), frame.begin(), frame.end());
    }
    out.erase(out.begin(), out.begin() + 4800);
    const double rest = restDb(out, radians * step);
    QVERIFY2(rest < -80, qPrintable(QString::number(rest)));
}

void tst_DriftControl::aRatioThatMovesDoesNotClick()
{
    constexpr double radians = 2 * std::numbers::pi * 440 / SampleRateHz;
    constexpr double steepest = 16000 * radians * 1.002 + 1;
    VariableResampler resampler;
    AudioFrame frame;
    std::size_t n = 0;
    int last = 0;
    for (int i = 0; i < 2000; ++i) {
        const double step = 1 + 1500e-6 * std::sin(i * 0.01);
        while (!resampler.isReady(step)) {
            for (auto &sample : frame)
                sample = std::int16_t(std::lround(16000 * std::sin(radians * double(n++))));
            resampler.push(frame);
        }
        resampler.pull(frame, step);
        for (const auto sample : frame) {
            QVERIFY(std::abs(sample - last) <= int(steepest) + 1);
            last = sample;
        }
    }
}

QTEST_APPLESS_MAIN(tst_DriftControl)
#include "tst_DriftControl.moc"
