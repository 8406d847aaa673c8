// Gain control: a quiet talker is brought up, a loud one limited, and what the far end said is made no louder
// by it.
#include "VoiceMaterial.h"

#include <QTest>

using namespace carillon;
using Parameters = VoiceParameters;

namespace {

/// ERLE of those frames in which the far end is heard: what gain control makes of its pauses is no echo.
double spokenErleDb(const VoiceTrial::Result &result, double fromS, double toS)
{
    Sound echo, sent;
    for (auto frame = std::size_t(fromS * 100); frame < std::size_t(toS * 100); ++frame) {
        const AudioFrame heard = frameAt(result.echo, frame);
        if (levelDb(heard) < -45)
            continue;
        append(echo, heard);
        append(sent, frameAt(result.sent, frame));
    }
    return levelDb(echo) - levelDb(sent);
}

} // namespace

class tst_VoiceGain final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bringsAQuietTalkerUp();
    void limitsALoudOne();
    void gainMakesNoEchoLouder_data();
    void gainMakesNoEchoLouder();
    void gainIsNotLostWhileBothTalk();
};

void tst_VoiceGain::bringsAQuietTalkerUp()
{
    Parameters parameters = nothing();
    parameters.gain = Parameters::Gain::Adaptive;
    const Sound quiet = louder(speech(10), -17); // -40 dB
    const auto result = alone(quiet, parameters).run(10);
    const double more = levelDb(part(result.sent, 6, 10)) - levelDb(part(quiet, 6, 10));
    qInfo("%.1f dB louder", more);
    QVERIFY(more > 5);
    QVERIFY(levelDb(part(result.sent, 6, 10)) < -15);
}

void tst_VoiceGain::limitsALoudOne()
{
    Parameters parameters = nothing();
    parameters.gain = Parameters::Gain::Adaptive;
    const Sound loud = louder(speech(6), 12); // its peaks at full scale
    const auto result = alone(loud, parameters).run(6);
    const auto clipped = std::count_if(result.sent.begin() + SampleRateHz, result.sent.end(),
        [](std::int16_t s) { return std::abs(int(s)) > 32700; });
    QVERIFY2(clipped < 100, qPrintable(QString::number(clipped)));
}

void tst_VoiceGain::gainMakesNoEchoLouder_data()
{
    QTest::addColumn<double>("nearDb");
    QTest::addColumn<int>("noise");
    const auto row = [](const char *name, double nearDb, Parameters::Noise noise) {
        QTest::newRow(name) << nearDb << int(noise);
    };
    row("after a quiet talker", -10, Parameters::Noise::Off);
    row("after a very quiet one", -17, Parameters::Noise::Off);
    row("after a quiet one, noise suppressed", -10, Parameters::Noise::Moderate);
    row("after a very quiet one, noise suppressed", -17, Parameters::Noise::Moderate);
}

/// Who spoke was brought up by more than 10 dB; then only the far end speaks. Without EchoGainGuard this is
/// 43 to 50 dB.
void tst_VoiceGain::gainMakesNoEchoLouder()
{
    QFETCH(double, nearDb);
    QFETCH(int, noise);
    VoiceTrial trial;
    trial.room.reverberationMs = 300;
    trial.parameters = allOfIt(Parameters::Noise(noise));
    trial.near = louder(speech(8, 0.7), nearDb);
    trial.far = delayed(speech(6), 8.5);
    const auto result = trial.run(14);
    const double more = levelDb(part(result.sent, 5, 8)) - levelDb(part(trial.near, 5, 8));
    const double erle = spokenErleDb(result, 9.5, 14);
    qInfo("the talker %.1f dB louder, ERLE %.1f dB", more, erle);
    QVERIFY(more > 8);
    QVERIFY(erle > 51);
}

void tst_VoiceGain::gainIsNotLostWhileBothTalk()
{
    VoiceTrial trial;
    trial.room.reverberationMs = 300;
    trial.parameters = allOfIt();
    trial.far = delayed(speech(12), 0.5);
    trial.near = delayed(louder(speech(8, 0.7), -10), 4);
    const auto result = trial.run(12);
    const double more = levelDb(part(result.sent, 8, 12)) - levelDb(part(trial.near, 8, 12));
    qInfo("%.1f dB louder", more);
    QVERIFY(more > 8);
}

QTEST_APPLESS_MAIN(tst_VoiceGain)
#include "tst_VoiceGain.moc"
