// Microphone and loudspeaker whose clocks are not ours, in virtual time: what is heard on either side, and
// that delay and memory stay bounded whatever a device does.
#include "DeviceBridge.h"

#include <QTest>
#include <cmath>
#include <memory>
#include <numbers>
#include <vector>

using namespace carillon;

namespace {

constexpr double Radians = 2 * std::numbers::pi * 440 / SampleRateHz;
constexpr double Loud = 12000;

struct Tone {
    std::size_t at = 0;
    AudioFrame next()
    {
        AudioFrame frame;
        for (auto &sample : frame)
            sample = std::int16_t(std::lround(Loud * std::sin(Radians * double(at++))));
        return frame;
    }
};

/// What is heard of a tone of 440 Hz, frame after frame.
struct Listener {
    int largestStep = 0;
    double loudestRest = 0; ///< what is no such tone, of its power
    int last = 0;
    std::vector<double> piece;

    void hear(const AudioFrame &frame, double radians)
    {
        for (const auto sample : frame) {
            largestStep = std::max(largestStep, std::abs(sample - last));
            last = sample;
            piece.push_back(sample);
        }
        // Of one frame: in more of it the pitch, which moves by some millionths, would look like dirt.
        double s2 = 0, c2 = 0, sc = 0, xs = 0, xc = 0, all = 0;
        for (std::size_t i = 0; i < piece.size(); ++i) {
            const double s = std::sin(radians * double(i)), c = std::cos(radians * double(i));
            s2 += s * s;
            c2 += c * c;
            sc += s * c;
            xs += piece[i] * s;
            xc += piece[i] * c;
            all += piece[i] * piece[i];
        }
        const double det = s2 * c2 - sc * sc;
        const double a = (xs * c2 - xc * sc) / det, b = (xc * s2 - xs * sc) / det;
        loudestRest = std::max(loudestRest, 1 - (a * xs + b * xc) / all);
        piece.clear();
    }
    void begin() { *this = {0, 0, last, {}}; }
};

/// A sound card which counts its frames a little faster or slower than we our ticks, and takes so many at
/// once.
struct Card {
    std::unique_ptr<AudioPort> port = std::make_unique<AudioPort>();
    std::unique_ptr<DeviceBridge> bridge = std::make_unique<DeviceBridge>(*port);
    double speed = 1;
    int burst = 1;
    double captureAt = 0.3, playbackAt = 0.8; ///< in ticks
    double now = 0;
    std::uint64_t missed = 0; ///< frames which the loudspeaker wanted and did not get
    Tone voice;
    Tone music;
    Listener far;
    Listener ears;
    std::size_t mostCaptured = 0;
    std::size_t mostPlayed = 0;

    explicit Card(double drift)
        : speed(1 + drift)
    {
        port->captureIsReal.store(true);
        port->playbackIsReal.store(true);
        bridge->restart();
    }
    void device()
    {
        for (; captureAt <= now; captureAt += burst / speed)
            for (int i = 0; i < burst; ++i)
                if (const AudioFrame said = voice.next(); !port->capture.push(said))
                    port->captureDropped.fetch_add(1);
        for (; playbackAt <= now; playbackAt += burst / speed)
            for (int i = 0; i < burst; ++i) {
                AudioFrame frame{};
                missed += port->playback.pop(frame) ? 0 : 1;
                ears.hear(frame, Radians / speed);
            }
    }
    void run(double seconds)
    {
        for (const double end = now + seconds * 100; now < end; now += 1) {
            device();
            far.hear(bridge->take(), Radians * speed);
            (void)bridge->play(music.next());
            mostCaptured = std::max(mostCaptured, port->capture.size());
            mostPlayed = std::max(mostPlayed, port->playback.size());
        }
    }
    std::uint64_t lost() const
    {
        return port->captureUnderruns + port->captureDropped + port->playbackDropped + missed;
    }
};

} // namespace

class tst_DeviceBridge final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void driftIsNotHeard_data();
    void driftIsNotHeard();
    void ourOwnSoundIsUntouched();
    void anotherRateThanPromisedStaysBounded_data();
    void anotherRateThanPromisedStaysBounded();
    void burstsOfASecondStayBounded();
    void oneThatStallsComesBack();
    void theEchoKeepsItsPlace();
};

void tst_DeviceBridge::driftIsNotHeard_data()
{
    QTest::addColumn<int>("millionths");
    for (const int millionths : {-500, -100, 0, 100, 500})
        QTest::addRow("%+d ppm", millionths) << millionths;
}

void tst_DeviceBridge::driftIsNotHeard()
{
    QFETCH(int, millionths);
    Card card(millionths * 1e-6);
    card.run(0.2); // the first frames
    const auto before = card.lost();
    card.far.begin();
    card.ears.begin();
    card.run(120);
    QCOMPARE(card.lost(), before);
    const int steepest = int(Loud * Radians * 1.002) + 2;
    QVERIFY2(card.far.largestStep <= steepest, "a click for the far end");
    QVERIFY2(card.ears.largestStep <= steepest, "a click in the loudspeaker");
    card.far.begin();
    card.ears.begin();
    card.run(30);
    QCOMPARE(card.lost(), before);
    qInfo("rest %.1f dB captured, %.1f dB played", 10 * std::log10(card.far.loudestRest + 1e-12),
        10 * std::log10(card.ears.loudestRest + 1e-12));
    QVERIFY(card.far.loudestRest < 3e-6);
    QVERIFY(card.ears.loudestRest < 3e-6);
    QVERIFY(card.mostCaptured <= 3 && card.mostPlayed <= 4);
    QVERIFY(card.bridge->delay() < std::chrono::milliseconds(45));
}

void tst_DeviceBridge::ourOwnSoundIsUntouched()
{
    const auto port = std::make_unique<AudioPort>();
    const auto bridge = std::make_unique<DeviceBridge>(*port);
    bridge->restart();
    Tone file;
    for (int i = 0; i < 1000; ++i) {
        const AudioFrame frame = file.next();
        port->capture.push(frame);
        QCOMPARE(bridge->take(), frame);
        QCOMPARE(bridge->play(frame), DeviceBridge::Played::Yes);
        AudioFrame played{};
        QVERIFY(port->playback.pop(played));
        QCOMPARE(played, frame);
    }
    QCOMPARE(port->captureUnderruns + port->captureDropped + port->playbackDropped, std::uint64_t(0));
}

void tst_DeviceBridge::anotherRateThanPromisedStaysBounded_data()
{
    QTest::addColumn<double>("speed");
    QTest::newRow("44.1 kHz for 48") << 44100. / 48000;
    QTest::newRow("48 kHz for 44.1") << 48000. / 44100;
    QTest::newRow("twice") << 2.;
    QTest::newRow("half") << 0.5;
    QTest::newRow("a tenth more than is compensated") << 1 + 1.1 * DriftControl::MaxDrift;
}

void tst_DeviceBridge::anotherRateThanPromisedStaysBounded()
{
    QFETCH(double, speed);
    Card card(speed - 1);
    card.run(60);
    QVERIFY(card.mostCaptured <= 8);
    QVERIFY(card.mostPlayed <= AudioPort::PlaybackMaxFrames + 1);
    // So much is lost as there is too much or too little, and no more.
    const double wrong = std::abs(speed - 1) * 6000;
    const auto captured = double(card.port->captureUnderruns + card.port->captureDropped);
    const auto played = double(card.port->playbackDropped + card.missed);
    QVERIFY2(captured < 1.1 * wrong + 20, qPrintable(QString::number(captured)));
    QVERIFY2(played < 1.1 * wrong + 20, qPrintable(QString::number(played)));
}

void tst_DeviceBridge::burstsOfASecondStayBounded()
{
    Card card(0);
    card.burst = 100;
    card.run(60);
    QVERIFY(card.mostCaptured <= 8);
    QVERIFY(card.mostPlayed <= AudioPort::PlaybackMaxFrames + 1);
    QVERIFY(card.far.largestStep > 0); // some of it is heard
    QVERIFY(card.bridge->delay() < std::chrono::milliseconds(160));
    // And when it has come to its senses, all is.
    card.burst = 1;
    card.captureAt = card.now + 0.3;
    card.playbackAt = card.now + 0.8;
    card.run(10);
    const auto before = card.lost();
    card.run(60);
    QCOMPARE(card.lost(), before);
}

void tst_DeviceBridge::oneThatStallsComesBack()
{
    Card card(100e-6);
    card.run(30);
    const double captureAt = card.captureAt, playbackAt = card.playbackAt;
    card.captureAt = card.playbackAt = 1e12; // pulled out
    card.run(2);
    QVERIFY(card.mostPlayed <= AudioPort::PlaybackMaxFrames + 1);
    card.captureAt = captureAt + 200;
    card.playbackAt = playbackAt + 200;
    card.run(5);
    const auto before = card.lost();
    card.run(60);
    QCOMPARE(card.lost(), before);
    QVERIFY(card.bridge->delay() < std::chrono::milliseconds(60));
}

/// What is played comes back through the same card: always equally late, but for what the loops still learn.
void tst_DeviceBridge::theEchoKeepsItsPlace()
{
    Card card(200e-6);
    std::vector<int> delays;
    std::size_t playedAt = 0;
    AudioFrame inTheAir{};
    for (int tick = 0; tick < 30'000; ++tick, card.now += 1) {
        while (std::min(card.captureAt, card.playbackAt) <= card.now) {
            const bool isCapture = card.captureAt < card.playbackAt;
            (isCapture ? card.captureAt : card.playbackAt) += 1 / card.speed;
            if (isCapture)
                card.port->capture.push(inTheAir);
            else if (!card.port->playback.pop(inTheAir))
                inTheAir = {};
        }
        const AudioFrame taken = card.bridge->take();
        const auto peak = std::max_element(taken.begin(), taken.end());
        if (*peak > 8000)
            delays.push_back(tick * FrameSamples + int(peak - taken.begin()) - int(playedAt));
        AudioFrame click{};
        if (tick % 100 == 0) {
            click[0] = 20'000;
            playedAt = std::size_t(tick) * FrameSamples;
        }
        (void)card.bridge->play(click);
    }
    QVERIFY(delays.size() > 250);
    delays.erase(delays.begin(), delays.begin() + 60);
    const auto [least, most] = std::minmax_element(delays.begin(), delays.end());
    qInfo("the echo is %d to %d samples late", *least, *most);
    QVERIFY2(*most - *least < FrameSamples, "the echo wanders");
    for (std::size_t i = 1; i < delays.size(); ++i)
        QVERIFY2(std::abs(delays[i] - delays[i - 1]) <= 12, "the echo jumps");
}

QTEST_APPLESS_MAIN(tst_DeviceBridge)
#include "tst_DeviceBridge.moc"
