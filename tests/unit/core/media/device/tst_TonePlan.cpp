// The tones of each country, measured: which frequencies, how long, how long not.
#include "AlertTone.h"
#include "SoundFile.h"

#include <QTest>
#include <numeric>

using namespace carillon;

namespace {

std::vector<std::int16_t> generated(Alert alert, const AlertSounds &sounds, int frames)
{
    AlertTone tone;
    tone.start(alert, sounds);
    std::vector<std::int16_t> samples;
    for (int i = 0; i < frames; ++i) {
        AudioFrame frame{};
        tone.generate(frame);
        samples.insert(samples.end(), frame.begin(), frame.end());
    }
    return samples;
}

/// Milliseconds of sound and of silence in turn, to 10 ms.
QList<int> cadence(const std::vector<std::int16_t> &samples)
{
    QList<int> lengths;
    bool wasHeard = false;
    for (std::size_t at = 0; at + FrameSamples <= samples.size(); at += FrameSamples) {
        const std::span frame = std::span(samples).subspan(at, FrameSamples);
        // The fade at the end of a tone lies in the first 5 ms of the pause.
        const bool isHeard = std::any_of(frame.begin() + FrameSamples / 2, frame.end(),
            [](std::int16_t sample) { return std::abs(int(sample)) > 200; });
        if (lengths.isEmpty() || isHeard != wasHeard)
            lengths.append(0);
        lengths.last() += 10;
        wasHeard = isHeard;
    }
    return lengths;
}

double share(std::span<const std::int16_t> samples, const QList<double> &frequencies)
{
    double sum = 0;
    for (const double hz : frequencies)
        sum += toneShare(samples, hz);
    return sum;
}

} // namespace

class tst_TonePlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tones_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<int>("alert");
        QTest::addColumn<QList<double>>("frequencies");
        QTest::addColumn<QList<int>>("milliseconds");
        const auto row
            = [](const char *region, Alert alert, QList<double> frequencies, QList<int> milliseconds) {
                  QTest::addRow("%s %d", region, int(alert))
                      << QString::fromLatin1(region) << int(alert) << frequencies << milliseconds;
              };
        row("de", Alert::Ringback, {425}, {1000, 4000});
        row("de", Alert::Busy, {425}, {480, 480});
        row("de", Alert::Failed, {425}, {240, 240});
        row("de", Alert::CallWaiting, {425}, {200, 200, 200, 5000});
        row("fr", Alert::Ringback, {440}, {1500, 3500});
        row("fr", Alert::Busy, {440}, {500, 500});
        row("gb", Alert::Ringback, {400, 450}, {400, 200, 400, 2000});
        row("gb", Alert::Failed, {400}, {400, 350, 220, 520});
        row("us", Alert::Ringback, {440, 480}, {2000, 4000});
        row("us", Alert::Busy, {480, 620}, {500, 500});
        row("us", Alert::Failed, {480, 620}, {250, 250});
        row("us", Alert::CallWaiting, {440}, {300, 10000});
        row("it", Alert::Ringback, {425}, {1000, 4000});
        row("es", Alert::Failed, {425}, {200, 200, 200, 200, 200, 600});
        row("nl", Alert::Busy, {425}, {500, 500});
        row("ch", Alert::CallWaiting, {425}, {200, 200, 200, 4000});
        row("at", Alert::Ringback, {420}, {1000, 5000});
        row("jp", Alert::Ringback, {384, 416}, {1000, 2000});
        row("au", Alert::Ringback, {413, 438}, {400, 200, 400, 2000});
        row("zz", Alert::Ringback, {425}, {1000, 4000}); // E.180's own
    }
    void tones()
    {
        QFETCH(QString, region);
        QFETCH(int, alert);
        QFETCH(QList<double>, frequencies);
        QFETCH(QList<int>, milliseconds);
        const int whole = std::accumulate(milliseconds.begin(), milliseconds.end(), 0);
        const auto samples = generated(Alert(alert), {&TonePlan::of(region), {}}, std::min(whole / 10, 299));
        QList<int> heard = cadence(samples);
        if (heard.size() > 1 && whole / 10 > 299) { // what ends by itself is cut, and so is its last pause
            heard.removeLast();
            milliseconds = milliseconds.first(heard.size());
        }
        QCOMPARE(heard, milliseconds);
        const auto first = std::span(samples).first(std::size_t(milliseconds[0] / 10) * FrameSamples);
        QVERIFY2(share(first, frequencies) > 0.9, qPrintable(QString::number(share(first, frequencies))));
    }
    void everyRegionHasAllTones()
    {
        const QStringList regions = TonePlan::regions();
        QCOMPARE(regions.size(), 11);
        for (const QString &region : regions) {
            const TonePlan &plan = TonePlan::of(region);
            QCOMPARE(QString(plan.region), region);
            for (const Cadence *tone : {&plan.ringback, &plan.busy, &plan.congestion, &plan.callWaiting}) {
                QVERIFY(tone->count >= 2 && tone->count % 2 == 0);
                for (const ToneStep &step : tone->span())
                    QVERIFY(step.frames > 0);
            }
        }
    }
    void theSystemsCountryChooses()
    {
        QCOMPARE(TonePlan::of(QLocale(QLocale::German, QLocale::Germany)).region, QLatin1StringView("de"));
        QCOMPARE(TonePlan::of(QLocale(QLocale::German, QLocale::Austria)).region, QLatin1StringView("at"));
        QCOMPARE(
            TonePlan::of(QLocale(QLocale::English, QLocale::UnitedStates)).region, QLatin1StringView("us"));
        QCOMPARE(TonePlan::of(QLocale(QLocale::Icelandic, QLocale::Iceland)).region, QLatin1StringView(""));
        QCOMPARE(TonePlan::of(QLocale::c()).region, QLatin1StringView(""));
    }
    void aRingOfOnesOwnGoesRound()
    {
        AlertSounds sounds;
        auto ring = std::make_shared<std::vector<std::int16_t>>(1000);
        std::iota(ring->begin(), ring->end(), std::int16_t(0));
        sounds.ring = ring;
        const auto samples = generated(Alert::Ringing, sounds, 5);
        for (std::size_t i = 0; i < samples.size(); ++i)
            QCOMPARE(samples[i], std::int16_t(i % 1000));
        QVERIFY(toneShare(generated(Alert::Ringback, sounds, 100), 425) > 0.98);
        sounds.ring = std::make_shared<std::vector<std::int16_t>>(); // an empty file is no ring
        QVERIFY(cadence(generated(Alert::Ringing, sounds, 50)).first() > 100);
    }
};

QTEST_GUILESS_MAIN(tst_TonePlan)
#include "tst_TonePlan.moc"
