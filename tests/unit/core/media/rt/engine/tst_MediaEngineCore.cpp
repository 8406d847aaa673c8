// Two streams in one engine call each other over loopback sockets, under a virtual clock.
#include "GoertzelDetector.h"
#include "RtpPacket.h"
#include "StreamPair.h"
#include "ToneGenerator.h"

#include <QTest>
#include <ctime>

using namespace carillon;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(carillon::CodecKind)
Q_DECLARE_METATYPE(carillon::SrtpProfile)

class tst_MediaEngineCore final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesATone_data();
    void carriesATone();
    void carriesAToneProtected_data();
    void carriesAToneProtected();
    void refusesPlainWhereProtectedWasAgreed();
    void startsWithTheFirstTick();
    void echoes();
    void staysLowOnAQuietNetwork();
    void mutesAndUnmutes();
    void holdsAndResumes();
    void theLevelFallsWhenNothingIsPlayed();
    void changesCodecInTheCall();
    void keepsKeysAcrossAnUpdate();
    void sendsDigits_data();
    void sendsDigits();
    void sendsDigitsInBand();
    void exchangesReports_data();
    void exchangesReports();
    void saysBye();
    void mixesDeviceStreamsAndConferences();
    void eachMemberHearsAllOthersAndNotItself();
    void eightMembersFitIntoATick();
    void keepsCaptureShort();
    void keepsPlaybackShort();
    void takesALateTickForNoDelay();
    void timestampsGoOnOverSkippedTicks();
    void givesEverythingBack();
};

/// What the loudspeaker would get, tick by tick.
struct Listener {
    explicit Listener(StreamPair &streams, double hz)
        : pair(streams)
        , detector(hz)
    {
    }
    void operator()()
    {
        AudioFrame frame;
        while (pair.port.playback.pop(frame))
            detector.add(frame);
    }
    StreamPair &pair;
    GoertzelDetector detector;
};

/// Stream 1 sends a tone, stream 2 plays it on the loudspeaker.
static void toneToDevice(StreamParameters &left, StreamParameters &right)
{
    left.endpoint = {EndpointKind::Tone, 440};
    right.endpoint.kind = EndpointKind::Device;
}

void tst_MediaEngineCore::carriesATone_data()
{
    QTest::addColumn<CodecKind>("kind");
    QTest::addColumn<int>("ptime");
    const std::pair<const char *, CodecKind> codecs[] = {{"Opus", CodecKind::Opus}, {"G722", CodecKind::G722},
        {"PCMU", CodecKind::Pcmu}, {"PCMA", CodecKind::Pcma}};
    for (const auto &[name, kind] : codecs) {
        for (const int ptime : {10, 20, 30, 60})
            QTest::addRow("%s, %d ms", name, ptime) << kind << ptime;
    }
}

void tst_MediaEngineCore::carriesATone()
{
    QFETCH(CodecKind, kind);
    QFETCH(int, ptime);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(kind, ptime), right = pair->right(kind, ptime);
    toneToDevice(left, right);
    pair->add(left);
    StreamControls *controls = pair->add(right);
    pair->run(2s, [&] {
        AudioFrame frame;
        while (pair->port.playback.pop(frame)) { }
    });
    Listener listener(*pair, 440);
    pair->run(2s, std::ref(listener));
    QVERIFY(listener.detector.samples() >= 95000);
    QVERIFY2(std::abs(listener.detector.amplitude() - 0.25) < 0.03,
        qPrintable(QString::number(listener.detector.amplitude())));
    QVERIFY2(listener.detector.share() > 0.95, qPrintable(QString::number(listener.detector.share())));
    const StreamStatistics statistics = controls->statistics();
    QCOMPARE(statistics.lost, 0);
    QCOMPARE(statistics.late, 0u);
    QCOMPARE(statistics.concealedMs, 0.);
    QCOMPARE(statistics.malformed, 0u);
    QVERIFY(statistics.packetsReceived > 60);
    QVERIFY(statistics.receiveCodec == kind);
}

void tst_MediaEngineCore::carriesAToneProtected_data()
{
    QTest::addColumn<SrtpProfile>("profile");
    QTest::newRow("AES_CM_128_HMAC_SHA1_80") << SrtpProfile::Aes128CmSha1_80;
    QTest::newRow("AES_CM_128_HMAC_SHA1_32") << SrtpProfile::Aes128CmSha1_32;
    QTest::newRow("AES_256_CM_HMAC_SHA1_80") << SrtpProfile::Aes256CmSha1_80;
    QTest::newRow("AES_256_CM_HMAC_SHA1_32") << SrtpProfile::Aes256CmSha1_32;
    QTest::newRow("AEAD_AES_128_GCM") << SrtpProfile::AeadAes128Gcm;
    QTest::newRow("AEAD_AES_256_GCM") << SrtpProfile::AeadAes256Gcm;
}

static void protect(StreamParameters &left, StreamParameters &right, SrtpProfile profile)
{
    left.sendKey = right.receiveKey = srtpKey(profile, 1);
    left.receiveKey = right.sendKey = srtpKey(profile, 90);
}

void tst_MediaEngineCore::carriesAToneProtected()
{
    QFETCH(SrtpProfile, profile);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
    toneToDevice(left, right);
    protect(left, right, profile);
    pair->add(left);
    StreamControls *controls = pair->add(right);
    pair->run(2s, [&] {
        AudioFrame frame;
        while (pair->port.playback.pop(frame)) { }
    });
    Listener listener(*pair, 440);
    pair->run(8s, std::ref(listener));
    QVERIFY(listener.detector.share() > 0.95);
    const StreamStatistics statistics = controls->statistics();
    QCOMPARE(statistics.srtpAuthFailed + statistics.srtpReplayed + statistics.malformed, 0u);
    QVERIFY(statistics.rtcpReceived > 0);
}

void tst_MediaEngineCore::refusesPlainWhereProtectedWasAgreed()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu), right = pair->right(CodecKind::Pcmu);
    toneToDevice(left, right);
    right.sendKey = right.receiveKey = srtpKey(SrtpProfile::Aes128CmSha1_80, 1);
    pair->add(left);
    StreamControls *controls = pair->add(right);
    Listener listener(*pair, 440);
    pair->run(1s, std::ref(listener));
    QCOMPARE(controls->statistics().packetsReceived, 0u);
    QVERIFY(controls->statistics().srtpAuthFailed > 40);
    QVERIFY(listener.detector.amplitude() < 0.0001);
}

void tst_MediaEngineCore::startsWithTheFirstTick()
{
    const auto pair = std::make_unique<StreamPair>();
    pair->add(pair->left(CodecKind::Opus, 60));
    pair->run(10ms);
    QCOMPARE(pair->rightRtp.receiveAll().size(), std::size_t(1));
    QCOMPARE(pair->of<StreamStarted>().size(), std::size_t(1));
    QVERIFY(pair->of<StreamStarted>()[0]->direction == StreamStarted::Direction::Sent);
    pair->run(60ms);
    QCOMPARE(pair->rightRtp.receiveAll().size(), std::size_t(1));
}

void tst_MediaEngineCore::echoes()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::G722), right = pair->right(CodecKind::G722);
    left.endpoint.kind = EndpointKind::Device;
    right.endpoint.kind = EndpointKind::Echo;
    pair->add(left);
    pair->add(right);
    ToneGenerator tone(1000);
    const auto speak = [&] {
        AudioFrame frame;
        tone.generate(frame);
        pair->port.capture.push(frame);
    };
    Listener listener(*pair, 1000);
    pair->run(1s, [&] { speak(); });
    pair->port.playback.drop(AudioPort::RingFrames); // of the beginning, which nobody fetched
    pair->run(1s, [&] {
        speak();
        listener();
    });
    QVERIFY(std::abs(listener.detector.amplitude() - 0.25) < 0.03);
    QVERIFY(listener.detector.share() > 0.95);
}

/// From the tick which takes a click from the microphone to the tick which plays it: 20 ms of packet and the
/// jitter buffer's 10 to 20 ms; with the 10 ms in which the device filled the frame and 10 to 20 ms of
/// playing, 60 ms are kept.
void tst_MediaEngineCore::staysLowOnAQuietNetwork()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu), right = pair->right(CodecKind::Pcmu);
    left.endpoint.kind = EndpointKind::Device;
    right.endpoint.kind = EndpointKind::Device;
    right.sending = false;
    pair->add(left);
    StreamControls *controls = pair->add(right);
    int tick = 0, clickedAt = -1, heardAt = -1;
    pair->run(12s, [&] {
        AudioFrame played;
        while (pair->port.playback.pop(played)) {
            const bool loud
                = std::any_of(played.begin(), played.end(), [](auto s) { return std::abs(s) > 2000; });
            if (loud && clickedAt >= 0 && heardAt < 0)
                heardAt = tick;
        }
        AudioFrame frame{};
        if (tick == 1001) {
            frame.fill(12000);
            clickedAt = tick;
        }
        pair->port.capture.push(frame);
        ++tick;
    });
    QVERIFY(heardAt > 0);
    QVERIFY2((heardAt - clickedAt) * 10 <= 40, qPrintable(QString::number((heardAt - clickedAt) * 10)));
    QVERIFY(controls->statistics().targetBufferMs <= 10.);
    QVERIFY(controls->statistics().bufferMs < 20.);
}

void tst_MediaEngineCore::mutesAndUnmutes()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcma), right = pair->right(CodecKind::Pcma);
    toneToDevice(left, right);
    StreamControls *controls = pair->add(left);
    pair->add(right);
    pair->run(1s);
    controls->setMuted(true);
    pair->run(500ms, [&] {
        AudioFrame frame;
        while (pair->port.playback.pop(frame)) { }
    });
    const auto packets = controls->statistics().packetsSent;
    Listener silence(*pair, 440);
    pair->run(1s, std::ref(silence));
    QVERIFY(silence.detector.amplitude() < 0.001);
    QVERIFY(controls->statistics().packetsSent >= packets + 45); // the stream goes on
    controls->setMuted(false);
    pair->run(500ms);
    Listener again(*pair, 440);
    pair->run(1s, std::ref(again));
    QVERIFY(again.detector.amplitude() > 0.2);
}

void tst_MediaEngineCore::holdsAndResumes()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
    toneToDevice(left, right);
    pair->add(left);
    StreamControls *listening = pair->add(right);
    pair->run(1s);
    auto held = left;
    held.sending = held.receiving = false;
    pair->update(held);
    pair->run(500ms, [&] {
        AudioFrame frame;
        while (pair->port.playback.pop(frame)) { }
    });
    QCOMPARE(pair->of<SetupRetired>().size(), std::size_t(1));
    const auto packets = listening->statistics().packetsReceived;
    Listener silence(*pair, 440);
    pair->run(6s, std::ref(silence));
    QCOMPARE(listening->statistics().packetsReceived, packets);
    QVERIFY(listening->statistics().rtcpReceived > 0); // reports go on
    QVERIFY(silence.detector.amplitude() < 0.001);
    const double concealed = listening->statistics().concealedMs;
    pair->update(left);
    pair->run(500ms);
    Listener again(*pair, 440);
    pair->run(1s, std::ref(again));
    QVERIFY(again.detector.amplitude() > 0.2);
    QVERIFY(listening->statistics().concealedMs - concealed < 1.); // a pause is no loss
}

void tst_MediaEngineCore::theLevelFallsWhenNothingIsPlayed()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
    toneToDevice(left, right);
    pair->add(left);
    StreamControls *listening = pair->add(right);
    pair->run(1s);
    QVERIFY(listening->receivedPeak() > 0.1f);
    right.receiving = false; // we hold: it goes on sending
    pair->update(right);
    pair->run(2s);
    QVERIFY(listening->receivedPeak() < 0.001f);
    QVERIFY(listening->receivedRms() < 0.001f);
    QVERIFY(listening->statistics().receivedPeak < 0.001f);
}

void tst_MediaEngineCore::changesCodecInTheCall()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
    toneToDevice(left, right);
    pair->add(left);
    StreamControls *controls = pair->add(right);
    for (const auto kind : {CodecKind::Pcmu, CodecKind::G722, CodecKind::Opus}) {
        auto changed = pair->left(kind);
        changed.endpoint = left.endpoint;
        pair->run(1s);
        pair->update(changed);
        pair->run(500ms, [&] {
            AudioFrame frame;
            while (pair->port.playback.pop(frame)) { }
        });
        Listener listener(*pair, 440);
        pair->run(500ms, std::ref(listener));
        QVERIFY(listener.detector.amplitude() > 0.2);
        QVERIFY(controls->statistics().receiveCodec == kind);
    }
}

void tst_MediaEngineCore::keepsKeysAcrossAnUpdate()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
    toneToDevice(left, right);
    protect(left, right, SrtpProfile::Aes128CmSha1_80);
    left.firstSequenceNumber = 65530; // the rollover counter is 1 when the update comes
    pair->add(left);
    StreamControls *controls = pair->add(right);
    pair->run(1s);
    pair->update(right);
    pair->update(left);
    const auto before = controls->statistics().packetsReceived;
    pair->run(1s);
    QVERIFY(controls->statistics().packetsReceived >= before + 45);
    QCOMPARE(controls->statistics().srtpAuthFailed, 0u);
}

void tst_MediaEngineCore::sendsDigits_data()
{
    QTest::addColumn<CodecKind>("kind");
    QTest::newRow("event clock 48000") << CodecKind::Opus;
    QTest::newRow("event clock 8000") << CodecKind::Pcmu;
}

void tst_MediaEngineCore::sendsDigits()
{
    QFETCH(CodecKind, kind);
    const auto pair = std::make_unique<StreamPair>();
    pair->add(pair->left(kind));
    StreamControls *controls = pair->add(pair->right(kind));
    pair->run(500ms);
    for (const int digit : {1, 1, 11, 15})
        pair->dtmf(1, {std::uint8_t(digit), 100, DtmfRequest::Via::TelephoneEvent});
    pair->run(2s);
    const auto received = pair->of<DtmfReceived>();
    QCOMPARE(received.size(), std::size_t(4));
    const int wanted[] = {1, 1, 11, 15};
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(int(received[i]->event), wanted[i]);
        QCOMPARE(received[i]->durationMs, 100);
        QCOMPARE(received[i]->id, 2u);
    }
    QCOMPARE(pair->of<DtmfFinished>().size(), std::size_t(1));
    QCOMPARE(controls->statistics().lost, 0);
}

void tst_MediaEngineCore::sendsDigitsInBand()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu), right = pair->right(CodecKind::Pcmu);
    right.endpoint.kind = EndpointKind::Device;
    left.sendTelephoneEvent.reset(); // the peer has none: an event falls back
    pair->add(left);
    pair->add(right);
    pair->run(500ms, [&] {
        AudioFrame frame;
        while (pair->port.playback.pop(frame)) { }
    });
    pair->dtmf(1, {5, 500, DtmfRequest::Via::TelephoneEvent});
    pair->run(150ms, [&] {
        AudioFrame frame;
        while (pair->port.playback.pop(frame)) { }
    });
    Listener low(*pair, 770);
    GoertzelDetector high(1336);
    pair->run(300ms, [&] {
        AudioFrame frame;
        while (pair->port.playback.pop(frame)) {
            low.detector.add(frame);
            high.add(frame);
        }
    });
    QVERIFY(low.detector.share() > 0.4);
    QVERIFY(high.share() > 0.4);
    QVERIFY(pair->of<DtmfReceived>().empty());
}

void tst_MediaEngineCore::exchangesReports_data()
{
    QTest::addColumn<bool>("multiplexed");
    QTest::addColumn<bool>("secure");
    QTest::newRow("rtcp-mux") << true << false;
    QTest::newRow("own port") << false << false;
    QTest::newRow("rtcp-mux, SRTCP") << true << true;
    QTest::newRow("own port, SRTCP") << false << true;
}

void tst_MediaEngineCore::exchangesReports()
{
    QFETCH(bool, multiplexed);
    QFETCH(bool, secure);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
    if (secure)
        protect(left, right, SrtpProfile::AeadAes256Gcm);
    if (!multiplexed) {
        left.rtcpFd = pair->leftRtcp.fd();
        left.remoteRtcp = pair->rightRtcp.address();
        right.rtcpFd = pair->rightRtcp.fd();
        right.remoteRtcp = pair->leftRtcp.address();
    }
    StreamControls *first = pair->add(left);
    StreamControls *second = pair->add(right);
    pair->run(30s);
    for (StreamControls *controls : {first, second}) {
        const auto statistics = controls->statistics();
        QVERIFY(statistics.rtcpSent >= 4);
        QVERIFY(statistics.rtcpReceived >= 4);
        QVERIFY2(
            statistics.rttMs >= 0 && statistics.rttMs <= 20.1, qPrintable(QString::number(statistics.rttMs)));
        QCOMPARE(statistics.remoteLost, 0);
        QVERIFY(statistics.remoteJitterMs >= 0);
    }
}

void tst_MediaEngineCore::saysBye()
{
    const auto pair = std::make_unique<StreamPair>();
    pair->add(pair->left(CodecKind::Pcmu));
    pair->add(pair->right(CodecKind::Pcmu));
    pair->run(200ms);
    pair->remove(1);
    pair->run(50ms);
    QCOMPARE(pair->of<RemoteBye>().size(), std::size_t(1));
    QCOMPARE(pair->of<RemoteBye>()[0]->id, 2u);
    QCOMPARE(pair->of<StreamRemoved>().size(), std::size_t(1));
    QCOMPARE(pair->engine.streamCount(), std::size_t(1));
}

void tst_MediaEngineCore::mixesDeviceStreamsAndConferences()
{
    // Two calls of ours with far ends 3 and 4, which send tones; we merge them.
    const auto pair = std::make_unique<StreamPair>();
    LoopbackSocket farA, farB, nearA, nearB;
    auto stream = [&](StreamId id, LoopbackSocket &own, LoopbackSocket &other, StreamEndpoint endpoint) {
        auto parameters = streamParameters(id, own, other.address(), CodecKind::Pcmu);
        parameters.endpoint = endpoint;
        return pair->add(parameters);
    };
    StreamControls *a = stream(1, nearA, farA, {EndpointKind::Device});
    StreamControls *b = stream(2, nearB, farB, {EndpointKind::Device});
    StreamControls *fa = stream(3, farA, nearA, {EndpointKind::Tone, 500});
    stream(4, farB, nearB, {EndpointKind::Tone, 800});
    pair->run(1s, [&] {
        AudioFrame frame;
        while (pair->port.playback.pop(frame)) { }
    });
    GoertzelDetector low(500), high(800);
    pair->run(1s, [&] {
        AudioFrame frame;
        while (pair->port.playback.pop(frame)) {
            low.add(frame);
            high.add(frame);
        }
    });
    QVERIFY(std::abs(low.amplitude() - 0.25) < 0.03);
    QVERIFY(std::abs(high.amplitude() - 0.25) < 0.03);
    QVERIFY(fa->statistics().receivedRms < 0.001f); // not yet merged: A hears only our silence
    a->setConferenceGroup(1);
    b->setConferenceGroup(1);
    pair->run(2s);
    QVERIFY(std::abs(fa->statistics().receivedRms - 0.177f) < 0.02f); // A hears B, and not itself
    b->setConferenceGroup(0);
    pair->run(2s);
    QVERIFY(fa->statistics().receivedRms < 0.001f);
}

namespace {

/// Calls of ours that are one conference, with far ends that send a tone each and are listened to.
struct Conference {
    static constexpr int Group = 7;
    static constexpr int FarGroup = 100; ///< and the member's number: each far end is alone in one

    void add(CodecKind kind, int hz)
    {
        const auto number = StreamId(members.size());
        Member &member = *members.emplace_back(std::make_unique<Member>());
        auto near = streamParameters(1 + number, member.near, member.far.address(), kind);
        near.endpoint.kind = EndpointKind::Device;
        auto far = streamParameters(101 + number, member.far, member.near.address(), kind);
        far.endpoint = {EndpointKind::Tone, hz};
        member.hz = hz;
        member.controls = pair->add(near);
        StreamControls *farControls = pair->add(far);
        farControls->setSendGain(0.3f); // several of them and no limiter at work
        farControls->setConferenceGroup(FarGroup + int(number));
    }
    /// The amplitude of @p hz in what the far end of @p member hears, over the next second.
    std::vector<std::vector<double>> heard(const std::vector<double> &frequencies)
    {
        std::vector<std::vector<GoertzelDetector>> detectors;
        for (std::size_t i = 0; i < members.size(); ++i)
            detectors.emplace_back(frequencies.begin(), frequencies.end());
        pair->run(std::chrono::seconds(1), [&] {
            everyTick();
            for (std::size_t i = 0; i < members.size(); ++i) {
                AudioFrame mix;
                if (!pair->engine.conferenceMix(FarGroup + int(i), mix))
                    continue;
                for (auto &detector : detectors[i])
                    detector.add(mix);
            }
        });
        std::vector<std::vector<double>> amplitudes;
        for (const auto &ofMember : detectors) {
            auto &row = amplitudes.emplace_back();
            for (const auto &detector : ofMember)
                row.push_back(detector.amplitude());
        }
        return amplitudes;
    }
    void everyTick()
    {
        AudioFrame frame;
        while (pair->port.playback.pop(frame)) { }
        microphone.generate(frame);
        pair->port.capture.push(frame);
    }

    struct Member {
        LoopbackSocket near, far;
        StreamControls *controls = nullptr;
        int hz = 0;
    };
    std::unique_ptr<StreamPair> pair = std::make_unique<StreamPair>();
    std::vector<std::unique_ptr<Member>> members;
    ToneGenerator microphone{250, 0, 0.075f};
};

} // namespace

void tst_MediaEngineCore::eachMemberHearsAllOthersAndNotItself()
{
    Conference conference;
    conference.add(CodecKind::Opus, 500);
    conference.add(CodecKind::Pcmu, 900);
    conference.add(CodecKind::G722, 1300);
    conference.add(CodecKind::Pcma, 1700);
    const std::vector<double> tones{500, 900, 1300, 1700, 250};
    for (const auto &member : conference.members)
        member->controls->setConferenceGroup(Conference::Group);
    conference.pair->run(1s, [&] { conference.everyTick(); });
    const auto hears = [&](const std::vector<double> &row, std::size_t tone) { return row[tone] > 0.05; };
    auto heard = conference.heard(tones);
    for (std::size_t i = 0; i < heard.size(); ++i)
        for (std::size_t tone = 0; tone < tones.size(); ++tone) {
            const auto told = QStringLiteral("member %1, %2 Hz: %3")
                                  .arg(i)
                                  .arg(tones[tone])
                                  .arg(heard[i][tone], 0, 'f', 4);
            QVERIFY2(hears(heard[i], tone) == (i != tone), qPrintable(told));
            if (i == tone)
                QVERIFY2(heard[i][tone] < 0.003, qPrintable(told)); // 28 dB below what the others hear
        }
    AudioFrame mix;
    QVERIFY(conference.pair->engine.conferenceMix(Conference::Group, mix)); // what a recording takes
    QVERIFY(!conference.pair->engine.conferenceMix(Conference::Group + 1, mix));
    // One is held: it neither hears nor is heard. (Its microphone is muted as with any held call.)
    conference.members[1]->controls->setConferenceGroup(0);
    conference.members[1]->controls->setMuted(true);
    conference.pair->run(500ms, [&] { conference.everyTick(); });
    heard = conference.heard(tones);
    for (std::size_t tone = 0; tone < tones.size(); ++tone)
        QVERIFY(heard[1][tone] < 0.003);
    for (const std::size_t i : {0, 2, 3}) {
        QVERIFY(heard[i][1] < 0.003);
        QVERIFY(hears(heard[i], 4));
    }
    // We are muted, and the others go on to hear each other.
    for (const auto &member : conference.members)
        member->controls->setMuted(true);
    conference.pair->run(500ms, [&] { conference.everyTick(); });
    heard = conference.heard(tones);
    QVERIFY(heard[0][4] < 0.003);
    QVERIFY(hears(heard[0], 2) && hears(heard[2], 0));
}

/// Eight legs and their eight far ends in one thread, twice what a phone has to do: still a fraction of the
/// tick, also in a build without optimization.
void tst_MediaEngineCore::eightMembersFitIntoATick()
{
    const auto cpuTime = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    };
    Conference conference;
    for (int i = 0; i < 8; ++i)
        conference.add(CodecKind::Opus, 400 + 200 * i);
    const auto measure = [&] {
        const auto before = cpuTime();
        conference.pair->run(2s, [&] { conference.everyTick(); });
        return std::chrono::duration<double, std::milli>(cpuTime() - before).count() / 200;
    };
    conference.pair->run(500ms, [&] { conference.everyTick(); });
    const double apart = measure();
    for (const auto &member : conference.members)
        member->controls->setConferenceGroup(Conference::Group);
    const double together = measure();
    qInfo("ms of CPU in a tick of 10 ms: %.3f apart, %.3f as a conference", apart, together);
    QVERIFY2(together < 10, "a tick takes longer than it may");
    QVERIFY2(together - apart < 2, "mixing eight takes more than a fifth of a tick");
}

void tst_MediaEngineCore::keepsCaptureShort()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    left.endpoint.kind = EndpointKind::Device;
    pair->add(left);
    pair->run(10ms);
    for (int i = 0; i < 6; ++i)
        pair->port.capture.push(AudioFrame{});
    const auto frame = [&] { pair->port.capture.push(AudioFrame{}); };
    pair->run(400ms, frame);
    QVERIFY(pair->port.capture.size() >= 5); // it may be irregularity
    pair->run(1s, frame);
    QVERIFY(pair->port.capture.size() <= 1 + AudioPort::CaptureTargetFrames);
    QVERIFY(pair->port.captureDropped.load() >= 4);
    pair->run(200ms);
    QVERIFY(pair->port.captureUnderruns.load() >= 18);
}

void tst_MediaEngineCore::keepsPlaybackShort()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    left.endpoint.kind = EndpointKind::Device;
    pair->add(left);
    pair->run(500ms); // nobody plays
    QCOMPARE(pair->port.playback.size(), AudioPort::PlaybackMaxFrames);
    QVERIFY(pair->port.playbackDropped.load() > 40);
    QVERIFY(pair->port.active.load());
    AudioFrame frame;
    while (pair->port.playback.pop(frame)) { }
    const auto play = [&] { pair->port.playback.pop(frame); };
    pair->run(1s, play);
    const auto dropped = pair->port.playbackDropped.load();
    pair->run(50ms); // the device stalls and catches up: nothing is lost
    for (int i = 0; i < 5; ++i)
        play();
    pair->run(300ms, play);
    QCOMPARE(pair->port.playbackDropped.load(), dropped);
    pair->run(40ms); // or does not: then it is delay, and is cut
    QVERIFY(pair->port.playback.size() >= 4);
    pair->run(1100ms, play);
    QVERIFY(pair->port.playback.size() <= 2);
    QVERIFY(pair->port.playbackDropped.load() <= dropped + 4);
    pair->remove(1);
    pair->run(20ms);
    QVERIFY(!pair->port.active.load());
}

/// The packet @p sequence of a peer that sends 20 ms of PCMU.
static std::vector<std::uint8_t> pcmu(std::uint16_t sequence)
{
    std::vector<std::uint8_t> packet(RtpHeader::Size + 160, 0xff);
    RtpHeader{false, 0, sequence, sequence * 160u, 0x77}.write(packet);
    return packet;
}

void tst_MediaEngineCore::takesALateTickForNoDelay()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = streamParameters(1, pair->leftRtp, pair->rightRtp.address(), CodecKind::Pcmu);
    left.sending = false;
    StreamControls *controls = pair->add(left);
    std::uint32_t state = 1;
    MediaTime due = pair->now;
    for (int i = 0; i < 1000; ++i, due += TickPeriod) {
        if (i % 2 == 0) {
            pair->rightRtp.send(pcmu(std::uint16_t(i / 2)), pair->leftRtp.address());
            pair->engine.receive(due); // no jitter at all
        }
        state = state * 1664525u + 1013904223u;
        pair->engine.tick(due + std::chrono::microseconds(state >> 19), due); // up to 8 ms late
    }
    const auto statistics = controls->statistics();
    QVERIFY(statistics.packetsReceived >= 495);
    QCOMPARE(statistics.concealedMs, 0.);
    QVERIFY2(
        statistics.acceleratedMs + statistics.deceleratedMs <= 20, // the way to the target at the beginning
        qPrintable(QString::number(statistics.acceleratedMs + statistics.deceleratedMs)));
}

void tst_MediaEngineCore::timestampsGoOnOverSkippedTicks()
{
    const auto pair = std::make_unique<StreamPair>();
    pair->add(streamParameters(1, pair->leftRtp, pair->rightRtp.address(), CodecKind::Pcmu));
    pair->run(200ms);
    const auto before = pair->rightRtp.receiveAll();
    pair->engine.skip(100); // the machine slept
    pair->run(200ms);
    const auto after = pair->rightRtp.receiveAll();
    QVERIFY(!before.empty() && !after.empty());
    QCOMPARE(readU32(after.front(), 4) - readU32(before.back(), 4), 8000u + 160u);
    QCOMPARE(std::uint16_t(readU16(after.front(), 2) - readU16(before.back(), 2)), std::uint16_t(1));
    QVERIFY(after.front()[1] & 0x80); // the marker: a talkspurt begins
}

void tst_MediaEngineCore::givesEverythingBack()
{
    const auto pair = std::make_unique<StreamPair>();
    pair->add(pair->left(CodecKind::Pcmu));
    pair->update(pair->right(CodecKind::Pcmu)); // id 2 is not there
    pair->remove(7);
    pair->run(20ms);
    QCOMPARE(pair->of<SetupRetired>().size(), std::size_t(1));
    QVERIFY(pair->of<SetupRetired>()[0]->setup);
    QCOMPARE(pair->engine.streamCount(), std::size_t(1));
    pair->remove(1);
    pair->run(20ms);
    QCOMPARE(pair->of<StreamRemoved>().size(), std::size_t(1));
    QVERIFY(pair->of<StreamRemoved>()[0]->stream);
}

QTEST_APPLESS_MAIN(tst_MediaEngineCore)
#include "tst_MediaEngineCore.moc"
