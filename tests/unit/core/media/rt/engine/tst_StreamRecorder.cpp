// What goes into a recording: who is on which side, pauses, conferences, the tone that both sides hear.
#include "GoertzelDetector.h"
#include "StreamPair.h"
#include "ToneGenerator.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// A call whose microphone gives 600 Hz and whose peer gives 900 Hz.
struct RecordedCall {
    static constexpr int Ours = 600;
    static constexpr int Theirs = 900;

    explicit RecordedCall(std::shared_ptr<RecordingTap> recorded = std::make_shared<RecordingTap>())
        : tap(std::move(recorded))
    {
        auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
        left.endpoint.kind = EndpointKind::Device;
        right.endpoint = {EndpointKind::Tone, Theirs};
        controls = pair->add(left);
        pair->add(right);
        run(1s);
        setTap(1, tap);
    }
    void setTap(StreamId id, std::shared_ptr<RecordingTap> to)
    {
        pair->engine.commands().push(SetRecordingTap{id, std::move(to)});
        run(10ms);
    }
    void run(std::chrono::milliseconds duration)
    {
        pair->run(duration, [this] {
            AudioFrame frame;
            microphone.generate(frame);
            pair->port.capture.push(frame);
            while (pair->port.playback.pop(frame))
                loudspeaker.insert(loudspeaker.end(), frame.begin(), frame.end());
        });
    }
    struct Heard {
        std::size_t frames = 0;
        std::vector<std::uint64_t> indices;
        std::vector<std::int16_t> left;
        std::vector<std::int16_t> right;
        static double amplitude(std::span<const std::int16_t> samples, double hz)
        {
            GoertzelDetector detector(hz);
            detector.add(samples);
            return detector.amplitude();
        }
        double mine(double hz) const { return amplitude(left, hz); }
        double theirs(double hz) const { return amplitude(right, hz); }
    };
    /// What is new in the tap.
    Heard take() const
    {
        Heard heard;
        RecordedFrame frame;
        while (tap->frames.pop(frame)) {
            ++heard.frames;
            heard.indices.push_back(frame.index);
            heard.left.insert(heard.left.end(), frame.left.begin(), frame.left.end());
            heard.right.insert(heard.right.end(), frame.right.begin(), frame.right.end());
        }
        return heard;
    }

    std::unique_ptr<StreamPair> pair = std::make_unique<StreamPair>();
    ToneGenerator microphone{Ours};
    std::vector<std::int16_t> loudspeaker;
    std::shared_ptr<RecordingTap> tap;
    StreamControls *controls = nullptr;
};

} // namespace

class tst_StreamRecorder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void meOnTheLeftThemOnTheRight()
    {
        RecordedCall call;
        call.run(1s);
        const auto heard = call.take();
        QVERIFY(heard.frames >= 100);
        QVERIFY(heard.mine(RecordedCall::Ours) > 0.2);
        QVERIFY(heard.mine(RecordedCall::Theirs) < 0.002);
        QVERIFY(heard.theirs(RecordedCall::Theirs) > 0.2);
        QVERIFY(heard.theirs(RecordedCall::Ours) < 0.002);
    }
    void whoIsMutedIsNotRecorded()
    {
        RecordedCall call;
        call.controls->setMuted(true);
        call.run(100ms);
        (void)call.take();
        call.run(500ms);
        QVERIFY(call.take().mine(RecordedCall::Ours) < 0.001);
    }
    void aPauseIsLeftOut()
    {
        RecordedCall call;
        call.run(200ms);
        call.tap->paused = true;
        call.run(10ms);
        const std::uint64_t last = call.take().indices.back();
        call.run(500ms);
        QCOMPARE(call.take().frames, 0u);
        call.tap->paused = false;
        call.run(200ms);
        QCOMPARE(call.take().indices.front(), last + 1);
    }
    void digitsAreNotRecorded() // they may be a secret
    {
        RecordedCall call;
        (void)call.take();
        call.pair->dtmf(1, {1, 400, DtmfRequest::Via::InBand});
        call.run(400ms);
        const auto heard = call.take();
        QVERIFY(heard.mine(697) < 0.002 && heard.mine(1209) < 0.002);
        QVERIFY(heard.mine(RecordedCall::Ours) > 0.2);
    }
    void aSlowDiskLosesFramesAndTheyAreCounted()
    {
        RecordedCall call;
        call.run(6s);
        QCOMPARE(call.tap->frames.size(), RecordingTap::RingFrames);
        QVERIFY(call.tap->dropped >= 600 - RecordingTap::RingFrames);
        (void)call.take();
        call.run(100ms);
        QVERIFY(call.take().indices.front() > RecordingTap::RingFrames); // the gap can be seen
    }
    void ticksThatAreLeftOutCount()
    {
        RecordedCall call;
        call.run(100ms);
        const std::uint64_t last = call.take().indices.back();
        call.pair->engine.skip(100);
        call.run(100ms);
        QCOMPARE(call.take().indices.front(), last + 101);
    }
    void ofAConferenceAllOthersAreOnTheRight()
    {
        RecordedCall call;
        LoopbackSocket ours, theirs;
        auto second = streamParameters(3, ours, theirs.address(), CodecKind::Opus);
        second.endpoint.kind = EndpointKind::Device;
        auto far = streamParameters(4, theirs, ours.address(), CodecKind::Opus);
        far.endpoint = {EndpointKind::Tone, 1300};
        StreamControls *other = call.pair->add(second);
        call.pair->add(far);
        for (StreamControls *member : {call.controls, other})
            member->setConferenceGroup(7);
        call.run(1s);
        (void)call.take();
        call.run(1s);
        auto heard = call.take();
        QVERIFY(heard.theirs(RecordedCall::Theirs) > 0.2 && heard.theirs(1300) > 0.2);
        QVERIFY(heard.mine(RecordedCall::Ours) > 0.2);
        QVERIFY(heard.mine(RecordedCall::Theirs) < 0.002 && heard.mine(1300) < 0.002);
        call.controls->setConferenceGroup(0); // alone again
        call.run(20ms);
        (void)call.take();
        call.run(500ms);
        QVERIFY(call.take().theirs(1300) < 0.002);
    }
    void bothSidesHearTheTone_data()
    {
        QTest::addColumn<bool>("announces");
        QTest::newRow("of the consent") << true;
        QTest::newRow("unless it is not wanted") << false;
    }
    void bothSidesHearTheTone()
    {
        QFETCH(bool, announces);
        const auto tap = std::make_shared<RecordingTap>();
        tap->announces = announces;
        RecordedCall call(tap);
        const auto theirs = std::make_shared<RecordingTap>(); // what the peer hears
        call.setTap(2, theirs);
        call.loudspeaker.clear();
        call.run(300ms);
        const auto heard = call.take();
        std::vector<std::int16_t> peerHeard;
        RecordedFrame frame;
        while (theirs->frames.pop(frame))
            peerHeard.insert(peerHeard.end(), frame.right.begin(), frame.right.end());
        const auto has = [](std::span<const std::int16_t> samples) { // for a moment
            bool found = false;
            for (std::size_t at = 0; at + 4800 <= samples.size(); at += 4800)
                found |= RecordedCall::Heard::amplitude(samples.subspan(at, 4800), StreamRecorder::ToneHz)
                    > 0.02;
            return found;
        };
        QCOMPARE(has(heard.left), announces);
        QVERIFY(!has(heard.right));
        QCOMPARE(has(peerHeard), announces);
        QCOMPARE(has(call.loudspeaker), announces);
        // Again after fifteen seconds, not before.
        for (int second = 0; second < 13; ++second) {
            call.run(1s);
            QVERIFY(!has(call.take().left));
            while (theirs->frames.pop(frame)) { }
        }
        call.run(2200ms);
        auto again = call.take();
        QCOMPARE(has(again.left), announces);
    }
    void theTapComesBack()
    {
        RecordedCall call;
        std::weak_ptr<RecordingTap> watched = call.tap;
        call.tap.reset();
        call.setTap(1, {});
        QVERIFY(!call.pair->of<TapReleased>().empty());
        QVERIFY(call.pair->of<TapReleased>().back()->tap);
        call.pair->events.clear();
        QVERIFY(watched.expired());
        const auto unused = std::make_shared<RecordingTap>(); // for a stream that is gone
        call.setTap(99, unused);
        QCOMPARE(call.pair->of<TapReleased>().back()->tap, unused);
    }
};

QTEST_GUILESS_MAIN(tst_StreamRecorder)
#include "tst_StreamRecorder.moc"
