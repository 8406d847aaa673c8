// Two channels on their way from packets to the loudspeaker: whatever is concealed, joined, left out or
// stretched, each stays on its side and none moves against the other.
#include "StreamPair.h"
#include "TwoTones.h"

#include <QTest>
#include <map>
#include <random>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// A sender of two channels, a network and a listener in virtual time.
struct Run {
    TwoTones tones;
    int seconds = 20;
    double drift = 1; ///< how long a second of the sender lasts
    Channels sent = Channels::Two;
    Channels wanted = Channels::Two;
    std::function<double(int)> delay = [](int) { return 50.; };  ///< ms of packet n; below 0: it is lost
    std::function<bool(int)> isMono = [](int) { return false; }; ///< the source has one channel in packet n

    BothHeard heard;
    PlayoutStatistics chain;
    JitterBufferStatistics buffer;
    int stereoFrames = 0;

    std::vector<std::vector<std::uint8_t>> packets() const
    {
        EncoderOptions options{CodecKind::Opus, 128000};
        options.inbandFec = false;
        options.channels = sent;
        const auto encoder = createEncoder(options);
        std::vector<std::vector<std::uint8_t>> result;
        for (int n = 0; n < seconds * 50; ++n) {
            std::vector<std::int16_t> mid, side;
            for (const int frame : {2 * n, 2 * n + 1}) {
                const StereoFrame pcm = tones.frame(frame);
                mid.insert(mid.end(), pcm.begin(), pcm.end());
                side.insert(side.end(), pcm.side.begin(), pcm.side.end());
            }
            std::vector<std::uint8_t> payload(MaxPayloadBytes);
            const int size = sent == Channels::One || isMono(n) ? encoder->encode(mid, payload)
                                                                : encoder->encodeStereo(mid, side, payload);
            payload.resize(std::size_t(std::max(1, size)));
            result.push_back(payload);
        }
        return result;
    }
    void run()
    {
        const auto sounds = packets();
        const auto ms = [](double value) { return std::chrono::nanoseconds(std::int64_t(value * 1e6)); };
        LoopbackSocket socket;
        auto parameters = streamParameters(1, socket, socket.address(), CodecKind::Opus, 20);
        parameters.wish.stereo = wanted == Channels::Two;
        const auto setup = StreamSetup::create(parameters);
        const auto playout = std::make_unique<PlayoutChain>(wanted);
        playout->buffer().reset(48000);
        const MediaTime begin{1h};
        std::multimap<MediaTime, int> arrivals;
        for (int n = 0; n < seconds * 50; ++n) {
            if (const double wait = delay(n); wait >= 0)
                arrivals.emplace(begin + ms(n * 20 * drift + 3.7 + wait), n);
        }
        auto next = arrivals.begin();
        const double heardMs = seconds * 1000 * std::min(1., drift) - 300; // nothing after the last packet
        for (MediaTime now = begin; now < begin + ms(heardMs); now += TickPeriod) {
            for (; next != arrivals.end() && next->first <= now; ++next) {
                const int n = next->second;
                playout->buffer().put({std::uint16_t(n), std::uint32_t(n) * 960, 111, 960,
                                          sounds[std::size_t(n)], JitterBuffer::Content::Sound},
                    next->first);
            }
            const StereoFrame frame = playout->play(*setup, now);
            stereoFrames += frame.isStereo ? 1 : 0;
            heard.add(frame);
        }
        chain = playout->statistics();
        buffer = playout->buffer().statistics();
    }
};

std::function<double(int)> jitter(double mostMs, double loss, unsigned seed)
{
    return [=, random = std::mt19937(seed)](int n) mutable {
        const double share = double(random() % 1000) / 1000;
        // Now and then the way gets longer or shorter for some seconds, so that the delay has to follow.
        const double swell = n / 200 % 2 ? 4 * mostMs : 0;
        return double(random() % 1000) / 1000 < loss ? -1. : 40 + swell + mostMs * share;
    };
}

} // namespace

class tst_StereoPlayout final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSidesStayApart_data()
    {
        QTest::addColumn<double>("drift");
        QTest::addColumn<double>("jitterMs");
        QTest::addColumn<double>("loss");
        QTest::addColumn<double>("least"); // a seam in a window is heard as less, without any smear
        QTest::newRow("a calm way") << 1. << 0. << 0. << 50.;
        QTest::newRow("a sender who is too fast: sound is left out") << 0.98 << 0. << 0. << 30.;
        QTest::newRow("a sender who is too slow: sound is put in") << 1.02 << 0. << 0. << 20.;
        QTest::newRow("loss") << 1. << 0. << 0.03 << 25.;
        QTest::newRow("all of it") << 0.98 << 40. << 0.03 << 25.;
    }
    void theSidesStayApart()
    {
        QFETCH(double, drift);
        QFETCH(double, jitterMs);
        QFETCH(double, loss);
        QFETCH(double, least);
        Run run;
        run.drift = drift;
        if (jitterMs > 0 || loss > 0)
            run.delay = jitter(jitterMs, loss, 3);
        run.run();
        if (drift < 1) // else nothing would be shown here
            QVERIFY(run.chain.acceleratedMs > 50);
        if (drift > 1)
            QVERIFY(run.chain.deceleratedMs > 50);
        if (loss > 0)
            QVERIFY(run.buffer.concealedMs > 100);
        QCOMPARE(run.chain.channels, Channels::Two);
        const double worst = run.heard.separation(run.tones, 10);
        QVERIFY2(worst >= least, qPrintable(QString::number(worst)));
    }
    /// The same tone on both sides, a quarter of a period apart, whatever was left out or put in.
    void theSidesStayInPhase_data()
    {
        QTest::addColumn<double>("drift");
        QTest::newRow("sound is left out") << 0.98;
        QTest::newRow("sound is put in") << 1.02;
    }
    void theSidesStayInPhase()
    {
        QFETCH(double, drift);
        Run run;
        run.drift = drift;
        run.tones.rightHz = run.tones.leftHz;
        run.tones.rightPhase = std::numbers::pi / 2;
        run.run();
        QVERIFY(run.chain.acceleratedMs + run.chain.deceleratedMs > 50);
        double worst = 0;
        for (std::size_t window = 10; window < run.heard.windows(); ++window) {
            const auto at = [&](const std::vector<std::int16_t> &line) {
                return TwoTones::heard(
                    std::span(line).subspan(window * TwoTones::Window, TwoTones::Window), run.tones.leftHz);
            };
            const double apart = std::arg(at(run.heard.right) / at(run.heard.left));
            worst = std::max(worst, std::abs(apart - std::numbers::pi / 2));
        }
        QVERIFY2(worst < 0.3, qPrintable(QString::number(worst)));
    }
    /// Their mean is silent: what cannot be heard in it is heard in the other line.
    void oneAgainstTheOtherIsNotCutAsSilence_data() { theSidesStayInPhase_data(); }
    void oneAgainstTheOtherIsNotCutAsSilence()
    {
        QFETCH(double, drift);
        Run run;
        run.drift = drift;
        run.tones.rightHz = run.tones.leftHz;
        run.tones.rightPhase = std::numbers::pi;
        run.run();
        QVERIFY(run.chain.acceleratedMs + run.chain.deceleratedMs > 50);
        int steepest = 0;
        for (std::size_t i = 10 * TwoTones::Window; i < run.heard.left.size(); ++i)
            steepest = std::max(steepest, std::abs(run.heard.left[i] - run.heard.left[i - 1]));
        // A tone of 440 Hz and 8000 moves by 461 from sample to sample; a cut by up to 16000.
        QVERIFY2(steepest < 1500, qPrintable(QString::number(steepest)));
    }
    void theNumberOfChannelsChangesInTheMidst()
    {
        Run run;
        run.isMono = [](int n) { return n / 150 % 2 == 1; }; // each three seconds
        run.delay = jitter(20, 0, 6);
        run.run();
        QVERIFY2(
            run.stereoFrames > 800 && run.stereoFrames < 1500, qPrintable(QString::number(run.stereoFrames)));
        const auto second = [&](std::size_t number) {
            BothHeard part;
            const auto cut = [&](const std::vector<std::int16_t> &line) {
                return std::vector(line.begin() + std::ptrdiff_t(number * SampleRateHz),
                    line.begin() + std::ptrdiff_t((number + 1) * SampleRateHz));
            };
            part.left = cut(run.heard.left);
            part.right = cut(run.heard.right);
            return part;
        };
        QVERIFY(second(1).separation(run.tones) >= 20);
        QVERIFY(second(4).left == second(4).right);
        QVERIFY(second(7).separation(run.tones) >= 20);
    }
    void whoWantsOneChannelGetsTheMean()
    {
        Run run;
        run.seconds = 3;
        run.wanted = Channels::One;
        run.run();
        QCOMPARE(run.stereoFrames, 0);
        QCOMPARE(run.chain.channels, Channels::Two); // as it was sent
        for (const double hz : {440., 880.}) {
            const auto last = std::span(run.heard.left).last(TwoTones::Window);
            QVERIFY(std::abs(std::abs(TwoTones::heard(last, hz)) - 4000) < 400);
        }
    }
    void oneChannelIsHeardOnBothSides()
    {
        Run run;
        run.seconds = 3;
        run.sent = Channels::One;
        run.delay = jitter(30, 0.05, 7);
        run.run();
        QCOMPARE(run.stereoFrames, 0);
        QCOMPARE(run.chain.channels, Channels::One);
        QVERIFY(run.heard.left == run.heard.right);
    }
    void clearForgetsBothChannels()
    {
        LoopbackSocket socket;
        auto parameters = streamParameters(1, socket, socket.address(), CodecKind::Opus, 20);
        parameters.wish.stereo = true;
        const auto setup = StreamSetup::create(parameters);
        PlayoutChain playout(Channels::Two);
        playout.buffer().reset(48000);
        Run run;
        run.seconds = 1;
        MediaTime now{1h};
        const auto sounds = run.packets();
        for (int n = 0; n < 50; ++n) {
            playout.buffer().put({std::uint16_t(n), std::uint32_t(n) * 960, 111, 960, sounds[std::size_t(n)],
                                     JitterBuffer::Content::Sound},
                now);
            for (int half = 0; half < 2; ++half, now += TickPeriod)
                playout.play(*setup, now);
        }
        playout.buffer().put({50, 50 * 960, 111, 960, sounds[0], JitterBuffer::Content::Sound}, now);
        playout.play(*setup, now); // the half of a packet: the rest waits in both lines
        playout.clear();
        const StereoFrame frame = playout.play(*setup, now);
        QVERIFY(!frame.isStereo);
        QVERIFY(static_cast<const AudioFrame &>(frame) == AudioFrame{});
    }
};

QTEST_APPLESS_MAIN(tst_StereoPlayout)
#include "tst_StereoPlayout.moc"
