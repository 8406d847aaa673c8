// Two channels from the microphone's ring to the wire and from the wire to the loudspeaker's: when there are
// two, and that else there is one and never the same twice.
#include "OpusPayload.h"
#include "PeerPackets.h"
#include "StereoOpusCodec.h"
#include "StreamPair.h"
#include "TwoTones.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// Stream 1 is ours, with devices; stream 2, where there is one, sends back what it hears.
struct StereoCall {
    std::unique_ptr<StreamPair> pair = std::make_unique<StreamPair>();
    StreamParameters ours = pair->left(CodecKind::Opus);
    StreamParameters theirs = pair->right(CodecKind::Opus);
    StreamControls *controls = nullptr;
    TwoTones tones;
    BothHeard heard;
    int frames = 0;
    bool hasTwo = true; ///< the microphone

    StereoCall()
    {
        ours.endpoint.kind = EndpointKind::Device;
        theirs.endpoint.kind = EndpointKind::Echo;
        for (auto *one : {&ours, &theirs}) {
            one->wish.stereo = one->sendCodec.stereo = true;
            one->sendCodec.bitrate = 128000;
        }
        pair->port.voice.set({VoiceParameters::When::RealMicrophone, VoiceParameters::Echo::Moderate,
            VoiceParameters::Noise::Moderate, VoiceParameters::Gain::Adaptive,
            VoiceParameters::HighPass::On});
    }
    void begin() { controls = pair->add(ours); }
    void beginBoth()
    {
        begin();
        pair->add(theirs);
    }
    void run(std::chrono::milliseconds duration)
    {
        pair->run(duration, [&] {
            const StereoFrame said = tones.frame(frames++);
            pair->port.capture.push(hasTwo ? said : StereoFrame(static_cast<const AudioFrame &>(said)));
            StereoFrame played;
            while (pair->port.playback.pop(played))
                heard.add(played);
        });
    }
    /// Of the packets that went to nobody: how many of them have two channels, and how many there are.
    std::pair<int, int> sent() const
    {
        int two = 0, all = 0;
        for (const auto &bytes : pair->rightRtp.receiveAll()) {
            const auto packet = isRtcp(bytes) ? std::nullopt : RtpPacket::parse(bytes);
            if (!packet)
                continue;
            ++all;
            two += OpusPayload::isStereo(packet->payload) ? 1 : 0;
        }
        return {two, all};
    }
};

} // namespace

class tst_StereoCall final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void twoChannelsThereAndBack_data()
    {
        QTest::addColumn<bool>("areReal");
        QTest::newRow("files") << false;
        QTest::newRow("devices with a clock of their own, and nobody works on their sound") << true;
    }
    void twoChannelsThereAndBack()
    {
        QFETCH(bool, areReal);
        StereoCall call;
        call.pair->port.captureIsReal = areReal;
        call.pair->port.playbackIsReal = areReal;
        call.beginBoth();
        call.run(4s);
        const StreamStatistics statistics = call.controls->statistics();
        QCOMPARE(statistics.sendChannels, 2);
        QCOMPARE(statistics.receiveChannels, 2);
        QVERIFY(!statistics.sendFec);
        const double separation = call.heard.separation(call.tones, 20);
        QVERIFY2(separation >= 30, qPrintable(QString::number(separation)));
    }
    void oneChannelUnlessAllWantTwo_data()
    {
        QTest::addColumn<bool>("isWished");
        QTest::addColumn<bool>("isAgreed");
        QTest::addColumn<bool>("hasTwo");
        QTest::newRow("it is not our wish") << false << true << true;
        QTest::newRow("the peer did not say stereo=1") << true << false << true;
        QTest::newRow("the microphone has one") << true << true << false;
    }
    void oneChannelUnlessAllWantTwo()
    {
        QFETCH(bool, isWished);
        QFETCH(bool, isAgreed);
        QFETCH(bool, hasTwo);
        StereoCall call;
        call.ours.wish.stereo = isWished;
        call.ours.sendCodec.stereo = isAgreed;
        call.hasTwo = hasTwo;
        call.begin();
        call.run(2s);
        const auto [two, all] = call.sent();
        QVERIFY(all >= 95);
        QCOMPARE(two, 0);
        QCOMPARE(call.controls->statistics().sendChannels, 1);
    }
    void theSameTwiceIsOne()
    {
        StereoCall call;
        call.tones.rightHz = call.tones.leftHz; // its frames say that they have two channels
        call.begin();
        call.run(1s);
        const auto [two, all] = call.sent();
        QVERIFY(all >= 45);
        QCOMPARE(two, 0);
    }
    void whatIsProcessedHasOneChannel()
    {
        StereoCall call;
        VoiceParameters always;
        always.when = VoiceParameters::When::Always;
        call.pair->port.voice.set(always);
        call.begin();
        call.run(1s);
        const auto [two, all] = call.sent();
        QVERIFY(all >= 45);
        QCOMPARE(two, 0);
    }
    void whatGoesAsOneIsProcessed_data()
    {
        QTest::addColumn<bool>("isBeside");
        QTest::newRow("a rate that is enough for one only") << false;
        QTest::newRow("a call that has one, beside a call with two") << true;
    }
    /// By a rumble on one side, which the high-pass takes away.
    void whatGoesAsOneIsProcessed()
    {
        QFETCH(bool, isBeside);
        const auto rumble = [&](VoiceParameters::When when) {
            StereoCall call;
            call.pair->port.captureIsReal = true;
            VoiceParameters voice = call.pair->port.voice.wanted();
            voice.when = when;
            call.pair->port.voice.set(voice);
            call.tones.leftHz = 40;
            if (!isBeside)
                call.ours.sendCodec.bitrate = 24000;
            call.begin();
            const LoopbackSocket own, remote;
            auto other = streamParameters(3, own, remote.address(), CodecKind::Opus);
            other.endpoint = {EndpointKind::Device, 0};
            if (isBeside)
                call.pair->add(other);
            call.run(2s);
            const auto decoder = createDecoder(CodecKind::Opus, Channels::One);
            std::array<std::int16_t, 960> pcm;
            std::vector<std::int16_t> all;
            for (const auto &bytes : (isBeside ? remote : call.pair->rightRtp).receiveAll()) {
                const auto packet = isRtcp(bytes) ? std::nullopt : RtpPacket::parse(bytes);
                if (packet && decoder->decode(packet->payload, pcm) == int(pcm.size()))
                    all.insert(all.end(), pcm.begin(), pcm.end());
            }
            return all.size() < TwoTones::Window
                ? -1
                : std::abs(TwoTones::heard(std::span(all).last(TwoTones::Window), call.tones.leftHz));
        };
        const double asItIs = rumble(VoiceParameters::When::Never);
        QVERIFY2(asItIs > 1000, qPrintable(QString::number(asItIs)));
        const double processed = rumble(VoiceParameters::When::RealMicrophone);
        QVERIFY2(processed >= 0 && processed < asItIs / 3, qPrintable(QString::number(processed)));
    }
    void virtualSourcesHaveOne_data()
    {
        QTest::addColumn<EndpointKind>("kind");
        QTest::newRow("tone") << EndpointKind::Tone;
        QTest::newRow("music") << EndpointKind::Music;
        QTest::newRow("speech") << EndpointKind::Speech;
        QTest::newRow("silence") << EndpointKind::Silence;
    }
    void virtualSourcesHaveOne()
    {
        QFETCH(EndpointKind, kind);
        StereoCall call;
        call.ours.endpoint.kind = kind;
        call.begin();
        call.run(1s);
        const auto [two, all] = call.sent();
        QVERIFY(all >= 45);
        QCOMPARE(two, 0);
    }
    void whatIsMutedIsSilentOnBothSides()
    {
        StereoCall call;
        call.beginBoth();
        call.run(2s);
        call.controls->setMuted(true);
        call.run(1s);
        call.heard = {};
        call.run(500ms);
        for (const auto *line : {&call.heard.left, &call.heard.right}) {
            QVERIFY(!line->empty());
            for (const std::int16_t sample : *line)
                QVERIFY(std::abs(int(sample)) < 30);
        }
    }
    void digitsAreTonesOnBothSides()
    {
        StereoCall call;
        call.beginBoth();
        call.run(2s);
        call.heard = {};
        call.pair->dtmf(1, {5, 1000, DtmfRequest::Via::InBand});
        call.run(1s);
        const std::size_t at = 8 * TwoTones::Window; // in the midst of the tone
        QVERIFY(call.heard.left.size() > at + TwoTones::Window);
        for (const auto *line : {&call.heard.left, &call.heard.right}) {
            const auto window = std::span(*line).subspan(at, TwoTones::Window);
            const double tone = std::abs(TwoTones::heard(window, 770));
            QVERIFY2(tone > 2000, qPrintable(QString::number(tone)));
            QVERIFY(std::abs(TwoTones::heard(window, 440)) < tone / 5);
            QVERIFY(std::abs(TwoTones::heard(window, 880)) < tone / 5);
        }
    }
    void aConferenceIsInTheMiddle()
    {
        StereoCall call;
        call.beginBoth();
        const LoopbackSocket own, remote;
        auto third = streamParameters(3, own, remote.address(), CodecKind::Opus);
        third.endpoint = {EndpointKind::Device, 0};
        StreamControls *other = call.pair->add(third);
        call.controls->setConferenceGroup(1);
        other->setConferenceGroup(1);
        call.run(2s);
        int packets = 0; // of the mean of both: our microphone, and what the first sends back
        for (const auto &bytes : remote.receiveAll()) {
            const auto packet = isRtcp(bytes) ? std::nullopt : RtpPacket::parse(bytes);
            if (!packet)
                continue;
            ++packets;
            QVERIFY(!OpusPayload::isStereo(packet->payload));
        }
        QVERIFY(packets >= 95);
        QCOMPARE(call.controls->statistics().sendChannels, 2); // ours has two as ever
    }
};

QTEST_APPLESS_MAIN(tst_StereoCall)
#include "tst_StereoCall.moc"
