#include "AlertTone.h"
#include "SoundFile.h"

#include <QTest>

using namespace carillon;

namespace {

std::vector<std::int16_t> generated(Alert alert, int frames)
{
    AlertTone tone;
    tone.start(alert);
    std::vector<std::int16_t> samples;
    for (int i = 0; i < frames; ++i) {
        AudioFrame frame{};
        tone.generate(frame);
        samples.insert(samples.end(), frame.begin(), frame.end());
    }
    return samples;
}

bool isSilent(const std::vector<std::int16_t> &samples, int fromFrame, int toFrame)
{
    return std::all_of(samples.begin() + fromFrame * FrameSamples, samples.begin() + toFrame * FrameSamples,
        [](std::int16_t sample) { return sample == 0; });
}

} // namespace

class tst_AlertTone : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ringbackIsOneSecondInFive();
    void busyEndsByItself();
    void everyAlertIsHeardAndNoneIsNot();
};

void tst_AlertTone::ringbackIsOneSecondInFive()
{
    const auto samples = generated(Alert::Ringback, 600);
    QVERIFY(toneShare(std::span(samples).first(100 * FrameSamples), 425) > 0.98);
    QVERIFY(isSilent(samples, 102, 500));
    QVERIFY(!isSilent(samples, 500, 600));
}

void tst_AlertTone::busyEndsByItself()
{
    AlertTone tone;
    tone.start(Alert::Busy);
    for (int i = 0; i < 300; ++i) {
        QVERIFY(!tone.isOver());
        AudioFrame frame{};
        tone.generate(frame);
    }
    QVERIFY(tone.isOver());
    AudioFrame frame{};
    tone.generate(frame);
    QVERIFY(std::all_of(frame.begin(), frame.end(), [](std::int16_t s) { return s == 0; }));
}

void tst_AlertTone::everyAlertIsHeardAndNoneIsNot()
{
    for (const Alert alert :
        {Alert::Ringing, Alert::CallWaiting, Alert::Ringback, Alert::Busy, Alert::Failed}) {
        const auto samples = generated(alert, 1000);
        QVERIFY(!isSilent(samples, 0, 20));
        QVERIFY(std::all_of(
            samples.begin(), samples.end(), [](std::int16_t s) { return std::abs(int(s)) < 12000; }));
    }
    QVERIFY(isSilent(generated(Alert::None, 100), 0, 100));
}

QTEST_GUILESS_MAIN(tst_AlertTone)
#include "tst_AlertTone.moc"
