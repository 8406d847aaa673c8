// That nothing of an echo is made louder, and that nothing else is touched. In rooms: tst_VoiceProcessor.
#include "EchoGainGuard.h"
#include "FramePower.h"
#include "ToneGenerator.h"

#include <QTest>

using namespace carillon;

namespace {

constexpr bool Alone = true, SomebodyNear = false;

AudioFrame scaled(const AudioFrame &frame, double factor)
{
    AudioFrame result;
    std::transform(frame.begin(), frame.end(), result.begin(),
        [factor](std::int16_t s) { return std::int16_t(std::lrint(s * factor)); });
    return result;
}

double gainDb(const AudioFrame &before, const AudioFrame &after)
{
    return 10 * std::log10(powerOf(after) / powerOf(before));
}

/// A tone that gain control makes @p factor as loud.
struct Stage {
    EchoGainGuard guard;
    ToneGenerator tone{440};
    AudioFrame quiet{};
    AudioFrame loud{};

    AudioFrame step(double factor, bool isEchoAlone)
    {
        AudioFrame frame;
        tone.generate(frame);
        quiet = scaled(frame, 0.01);
        loud = scaled(quiet, factor);
        AudioFrame heard = loud;
        guard.before(quiet);
        guard.after(heard, isEchoAlone);
        return heard;
    }
};

} // namespace

class tst_EchoGainGuard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEchoIsNotMadeLouder()
    {
        Stage stage;
        for (int i = 0; i < 10; ++i)
            (void)stage.step(8, Alone);
        for (int i = 0; i < 50; ++i) {
            const AudioFrame heard = stage.step(8, Alone);
            QVERIFY2(gainDb(stage.quiet, heard) < 1, qPrintable(QString::number(gainDb(stage.quiet, heard))));
        }
    }
    void norQuieter()
    {
        Stage stage;
        for (int i = 0; i < 50; ++i)
            QVERIFY(stage.step(0.5, Alone) == stage.loud); // as noise suppression left it
        for (int i = 0; i < 50; ++i) {
            const AudioFrame heard = stage.step(4, Alone);
            QVERIFY(gainDb(stage.quiet, heard) > -1);
        }
    }
    void aTalkerIsNotTouched()
    {
        Stage stage;
        for (int i = 0; i < 50; ++i)
            QVERIFY(stage.step(8, SomebodyNear) == stage.loud);
    }
    void whoBeginsToSpeakHasTheGainInAFrame()
    {
        Stage stage;
        for (int i = 0; i < 50; ++i)
            (void)stage.step(8, Alone);
        (void)stage.step(8, SomebodyNear);
        QVERIFY(stage.step(8, SomebodyNear) == stage.loud);
    }
    void silenceIsNoGain()
    {
        EchoGainGuard guard;
        const AudioFrame silence{};
        for (int i = 0; i < 200; ++i) {
            AudioFrame heard{};
            guard.before(silence);
            guard.after(heard, Alone);
            QVERIFY(heard == silence);
        }
        ToneGenerator tone(440);
        AudioFrame frame, heard;
        tone.generate(frame);
        heard = frame;
        guard.before(frame);
        guard.after(heard, Alone);
        QVERIFY(std::abs(gainDb(frame, heard)) < 0.1);
    }
};

QTEST_APPLESS_MAIN(tst_EchoGainGuard)
#include "tst_EchoGainGuard.moc"
