// Voice processing in a call: the loudspeaker's sound comes back through a synthetic room to the microphone
// of the same call, under a virtual clock.
#include "StreamPair.h"
#include "VoiceTrial.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Parameters = VoiceParameters;

namespace {

/// Stream 1 is the phone with its devices, stream 2 somebody who speaks.
struct Room {
    explicit Room(double delayMs, StreamEndpoint other = {EndpointKind::Speech})
    {
        EchoRoomSpec spec;
        spec.reverberationMs = 300;
        spec.delayMs = delayMs;
        air = std::make_unique<EchoRoom>(spec);
        auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
        left.endpoint.kind = EndpointKind::Device;
        right.endpoint = other;
        phone = pair->add(left);
        pair->add(right);
        pair->port.captureIsReal.store(true);
    }
    /// @returns dB of full scale of what left the microphone towards the peer.
    double run(std::chrono::milliseconds duration, const Sound &said = {})
    {
        double squares = 0;
        int ticks = 0;
        pair->run(duration, [&] {
            AudioFrame played{};
            pair->port.playback.pop(played);
            pair->port.capture.push(air->hear(played, frameAt(said, std::size_t(ticks))));
            squares += phone->sentLevel.frameMeanSquare() / (32768. * 32768.);
            loudest = std::max(loudest, phone->sourcePeak());
            ++ticks;
        });
        return 10 * std::log10(squares / ticks + 1e-12);
    }
    std::unique_ptr<StreamPair> pair = std::make_unique<StreamPair>();
    std::unique_ptr<EchoRoom> air;
    StreamControls *phone = nullptr;
    float loudest = 0; ///< of the microphone
};

Parameters echoOnly(Parameters::When when)
{
    return {when, Parameters::Echo::Moderate, Parameters::Noise::Off, Parameters::Gain::Off,
        Parameters::HighPass::On};
}

} // namespace

class tst_EngineVoice final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesTheEchoOutOfACall_data();
    void takesTheEchoOutOfACall();
    void onlyRealMicrophonesAreProcessed_data();
    void onlyRealMicrophonesAreProcessed();
    void hearsWhoTalksWhileMuted();
    void theLevelIsTheMicrophones();
};

void tst_EngineVoice::takesTheEchoOutOfACall_data()
{
    QTest::addColumn<double>("delayMs");
    QTest::addColumn<int>("toldUs");
    QTest::newRow("nothing told") << 50. << 0;
    QTest::newRow("long, told") << 250. << 250'000;
    QTest::newRow("long, nothing told") << 250. << 0;
}

void tst_EngineVoice::takesTheEchoOutOfACall()
{
    QFETCH(double, delayMs);
    QFETCH(int, toldUs);
    double sent[2];
    for (const auto when : {Parameters::When::Never, Parameters::When::RealMicrophone}) {
        Room room(delayMs);
        room.pair->port.voice.set(echoOnly(when));
        room.pair->port.captureDelayUs.store(toldUs / 2);
        room.pair->port.playbackDelayUs.store(toldUs / 2);
        room.run(3s);
        sent[when == Parameters::When::Never ? 0 : 1] = room.run(4s);
    }
    qInfo("%.1f dB without, %.1f dB with", sent[0], sent[1]);
    QVERIFY(sent[0] > -50);
    QVERIFY(sent[1] < sent[0] - 35);
}

void tst_EngineVoice::onlyRealMicrophonesAreProcessed_data()
{
    QTest::addColumn<int>("when");
    QTest::addColumn<bool>("isReal");
    QTest::addColumn<bool>("isProcessed");
    QTest::newRow("a file") << int(Parameters::When::RealMicrophone) << false << false;
    QTest::newRow("a file, asked for") << int(Parameters::When::Always) << false << true;
    QTest::newRow("a microphone") << int(Parameters::When::RealMicrophone) << true << true;
    QTest::newRow("a microphone, not wanted") << int(Parameters::When::Never) << true << false;
}

void tst_EngineVoice::onlyRealMicrophonesAreProcessed()
{
    QFETCH(int, when);
    QFETCH(bool, isReal);
    QFETCH(bool, isProcessed);
    const Sound said = generatedSpeech(1);
    // What the wire carries, with and without.
    const auto packets = [&](const Parameters &parameters) {
        const auto pair = std::make_unique<StreamPair>();
        auto left = streamParameters(1, pair->leftRtp, pair->rightRtp.address(), CodecKind::Pcmu);
        left.endpoint.kind = EndpointKind::Device;
        pair->add(left);
        pair->port.captureIsReal.store(isReal);
        pair->port.voice.set(parameters);
        std::size_t frame = 0;
        pair->run(1s, [&] { pair->port.capture.push(frameAt(said, frame++)); });
        return pair->rightRtp.receiveAll();
    };
    Parameters wanted;
    wanted.when = Parameters::When(when);
    const auto exact = packets({Parameters::When::Never});
    QVERIFY(exact.size() >= 45);
    QCOMPARE(packets(wanted) == exact, !isProcessed);
}

void tst_EngineVoice::hearsWhoTalksWhileMuted()
{
    Room room(50, {EndpointKind::Silence});
    room.phone->setMuted(true);
    room.run(500ms);
    QCOMPARE(room.pair->port.voice.speechFrames(), 0u);
    const double sent = room.run(2s, generatedSpeech(2));
    QVERIFY(sent < -100);
    const auto frames = room.pair->port.voice.speechFrames();
    QVERIFY2(frames > 60 && frames <= 200, qPrintable(QString::number(frames)));
    QVERIFY(room.loudest > 0.02f);
    QVERIFY(room.phone->sentPeak() < 0.001f);
}

void tst_EngineVoice::theLevelIsTheMicrophones()
{
    Room room(50, {EndpointKind::Silence});
    room.run(500ms);
    room.pair->dtmf(1, {5, 400, DtmfRequest::Via::InBand});
    room.run(300ms);
    QVERIFY(room.phone->sentPeak() > 0.1f);
    QVERIFY(room.phone->sourcePeak() < 0.01f);
}

QTEST_APPLESS_MAIN(tst_EngineVoice)
#include "tst_EngineVoice.moc"
