// The whole way from packets to frames, in virtual time: how little is concealed, how short the delay is, and
// that nothing a peer can send makes either grow without bound.
#include "G711Codec.h"
#include "PlayoutRun.h"
#include "StreamPair.h"

#include <QTest>
#include <cmath>
#include <random>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// A sender under the test's control, tick by tick.
struct Bench {
    LoopbackSocket socket;
    std::unique_ptr<StreamSetup> setup;
    std::unique_ptr<PlayoutChain> chain = std::make_unique<PlayoutChain>();
    MediaTime now{1h};
    double longestMs = 0;
    std::size_t mostStored = 0;
    int loud = 0;

    explicit Bench(CodecKind kind)
    {
        auto parameters = streamParameters(1, socket, socket.address(), kind);
        parameters.receiveCodecs.push_back({13, CodecKind::ComfortNoise});
        setup = StreamSetup::create(parameters);
        chain->buffer().reset(rtpClockRateHz(kind));
    }
    JitterBuffer::Put put(
        int sequence, std::uint32_t timestamp, std::uint8_t type, const std::vector<std::uint8_t> &payload)
    {
        const AudioDecoder &decoder = *setup->decoderFor(type)->decoder;
        const int samples = decoder.samplesIn(payload);
        const auto content = decoder.isNoise(payload) ? JitterBuffer::Content::Noise
            : decoder.isRedundant(payload)            ? JitterBuffer::Content::Redundant
                                                      : JitterBuffer::Content::Sound;
        const auto ticks
            = std::uint32_t(samples * rtpClockRateHz(decoder.kind()) / pcmRateHz(decoder.kind()));
        return chain->buffer().put({std::uint16_t(sequence), timestamp, type, ticks, payload, content}, now);
    }
    /// @returns whether something was heard.
    bool tick()
    {
        const AudioFrame frame = chain->play(*setup, now);
        now += TickPeriod;
        longestMs = std::max(longestMs, chain->buffer().statistics().bufferMs);
        mostStored = std::max(mostStored, chain->buffer().storedPackets());
        const bool isLoud = std::any_of(frame.begin(), frame.end(), [](auto s) { return std::abs(s) > 300; });
        loud += isLoud ? 1 : 0;
        return isLoud;
    }
};

std::vector<std::uint8_t> hum(int bytes)
{
    std::vector<std::uint8_t> payload(static_cast<std::size_t>(bytes));
    for (std::size_t i = 0; i < payload.size(); ++i)
        payload[i] = i % 40 < 20 ? 0x20 : 0xa0;
    return payload;
}

} // namespace

Q_DECLARE_METATYPE(carillon::CodecKind)

class tst_PlayoutChain final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void networks_data();
    void networks();
    void cleanNetworkAddsNoDelay_data();
    void cleanNetworkAddsNoDelay();
    void staysBounded_data();
    void staysBounded();
    void takesFramesOfAnyLength();
    void takesAPeerTwiceAsFast();
    void takesBurstsOfASecond();
    void survivesTimestampsThatLeap();
    void ignoresDuplicates();
    void playsComfortNoiseBetweenTalkspurts();
    void takesOpusSilenceForNoLoss();
    void doesNotClickAfterLoss_data();
    void doesNotClickAfterLoss();
    void keepsThePitchWhileItStretches();
};

void tst_PlayoutChain::networks_data()
{
    QTest::addColumn<CodecKind>("kind");
    QTest::addColumn<double>("sigmaMs");
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("mostConcealed");    // percent
    QTest::addColumn<double>("mostOverQuantile"); // ms
    QTest::newRow("PCMU, jitter 30 ms: 0.4 % and 45 ms") << CodecKind::Pcmu << 30. << 0. << .4 << 45.;
    QTest::newRow("Opus, jitter 30 ms: 0.4 % and 45 ms") << CodecKind::Opus << 30. << 0. << .4 << 45.;
    QTest::newRow("PCMU, jitter 10 ms") << CodecKind::Pcmu << 10. << 0. << .1 << 22.;
    QTest::newRow("PCMU, jitter 60 ms") << CodecKind::Pcmu << 60. << 0. << 1. << 65.;
    QTest::newRow("Opus, 5 % lost: half comes back") << CodecKind::Opus << 0. << .05 << 3. << 30.;
    QTest::newRow("Opus, 10 % lost: half comes back") << CodecKind::Opus << 0. << .1 << 6. << 30.;
    QTest::newRow("PCMU, 10 % lost: no delay for it") << CodecKind::Pcmu << 0. << .1 << 11. << 12.;
}

void tst_PlayoutChain::networks()
{
    QFETCH(CodecKind, kind);
    QFETCH(double, sigmaMs);
    QFETCH(double, loss);
    QFETCH(double, mostConcealed);
    QFETCH(double, mostOverQuantile);
    double concealed = 0, over = 0;
    constexpr int seeds = 3;
    for (unsigned seed = 1; seed <= seeds; ++seed) {
        PlayoutRun run;
        run.kind = kind;
        run.phaseMs = 2.9 * seed;
        run.delay = sigmaMs > 0 ? PlayoutRun::normal(sigmaMs, loss, seed) : PlayoutRun::lossy(loss, seed);
        const auto result = run.run();
        concealed += result.concealedPercent / seeds;
        over += (result.meanDelayMs - result.quantileMs) / seeds;
    }
    const auto report = QStringLiteral("concealed %1 %, %2 ms over the quantile").arg(concealed).arg(over);
    QVERIFY2(concealed <= mostConcealed, qPrintable(report));
    QVERIFY2(over <= mostOverQuantile, qPrintable(report));
}

void tst_PlayoutChain::cleanNetworkAddsNoDelay_data()
{
    QTest::addColumn<double>("phaseMs"); // 10 ms less this up to the tick; 2.5 ms are not worth a seam
    for (const double phase : {0.5, 3., 5., 8., 9.5})
        QTest::addRow("%.1f ms after a tick", phase) << phase;
}

void tst_PlayoutChain::cleanNetworkAddsNoDelay()
{
    QFETCH(double, phaseMs);
    PlayoutRun run;
    run.seconds = 20;
    run.phaseMs = phaseMs;
    const auto result = run.run();
    QCOMPARE(result.concealedPercent, 0.);
    QVERIFY2(result.lastDelayMs <= 12.6 - phaseMs, qPrintable(QString::number(result.lastDelayMs)));
}

void tst_PlayoutChain::staysBounded_data()
{
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("jitterMs");
    QTest::addColumn<double>("longestMs");
    QTest::addColumn<int>("leastLoud"); // of 3000 ticks; our voice itself pauses
    QTest::newRow("30 % lost") << .3 << 0. << 40. << 900;
    QTest::newRow("500 ms of jitter") << 0. << 500. << 900. << 700;
    QTest::newRow("both") << .3 << 500. << 900. << 300;
}

void tst_PlayoutChain::staysBounded()
{
    QFETCH(double, loss);
    QFETCH(double, jitterMs);
    QFETCH(double, longestMs);
    QFETCH(int, leastLoud);
    PlayoutRun run;
    run.seconds = 30;
    run.redundant = false;
    std::mt19937 random(4);
    std::uniform_real_distribution<double> uniform(0, 1);
    run.delay
        = [&](int) { return uniform(random) < loss ? PlayoutRun::Lost : 20 + uniform(random) * jitterMs; };
    const auto result = run.run();
    QVERIFY2(result.longestDelayMs <= longestMs, qPrintable(QString::number(result.longestDelayMs)));
    QVERIFY2(result.loudTicks >= leastLoud, qPrintable(QString::number(result.loudTicks)));
}

void tst_PlayoutChain::takesFramesOfAnyLength()
{
    // Opus' code 0..3 and configurations by their TOC; PCMU by its size: 2.5 to 120 ms in one stream.
    Bench bench(CodecKind::Pcmu);
    std::mt19937 random(1);
    const int bytes[] = {20, 40, 80, 160, 240, 480, 960};
    std::uint32_t timestamp = 0;
    int sequence = 0;
    const MediaTime begin = bench.now;
    for (int tick = 0; tick < 3000; ++tick) {
        while (begin + std::chrono::microseconds(std::int64_t(timestamp) * 125) <= bench.now) {
            const int size = bytes[random() % 7];
            QVERIFY(bench.put(sequence++, timestamp, 0, hum(size)) == JitterBuffer::Put::Stored);
            timestamp += std::uint32_t(size);
        }
        bench.tick();
    }
    QVERIFY2(bench.loud > 2950, qPrintable(QString::number(bench.loud)));
    QVERIFY2(bench.longestMs < 160, qPrintable(QString::number(bench.longestMs)));
    QVERIFY(bench.chain->buffer().statistics().concealedMs < 300);
}

void tst_PlayoutChain::takesAPeerTwiceAsFast()
{
    Bench bench(CodecKind::Pcmu);
    for (int tick = 0; tick < 3000; ++tick) {
        bench.put(tick, std::uint32_t(tick * 160), 0, hum(160));
        bench.tick();
    }
    QVERIFY2(bench.mostStored < 45, qPrintable(QString::number(bench.mostStored)));
    QVERIFY2(bench.longestMs < 500, qPrintable(QString::number(bench.longestMs)));
    QVERIFY(bench.loud > 2900);
}

void tst_PlayoutChain::takesBurstsOfASecond()
{
    Bench bench(CodecKind::Pcmu);
    for (int tick = 0; tick < 6000; ++tick) {
        if (tick % 100 == 99) {
            for (int i = 0; i < 50; ++i)
                bench.put(tick / 100 * 50 + i, std::uint32_t((tick / 100 * 50 + i) * 160), 0, hum(160));
        }
        bench.tick();
    }
    QVERIFY(bench.mostStored <= 100);
    QVERIFY2(bench.longestMs < 1100, qPrintable(QString::number(bench.longestMs)));
    QVERIFY2(bench.loud > 1500, qPrintable(QString::number(bench.loud)));
}

void tst_PlayoutChain::survivesTimestampsThatLeap()
{
    Bench bench(CodecKind::Pcmu);
    std::uint32_t timestamp = 0;
    for (int tick = 0; tick < 6000; ++tick) {
        if (tick % 500 == 250)
            timestamp += 8000u * 3600 * std::uint32_t(1 + tick / 500); // hours
        if (tick % 2 == 0) {
            bench.put(tick / 2, timestamp, 0, hum(160));
            timestamp += 160;
        }
        bench.tick();
    }
    QVERIFY2(bench.loud > 5700, qPrintable(QString::number(bench.loud)));
    QVERIFY(bench.longestMs < 60);
}

void tst_PlayoutChain::ignoresDuplicates()
{
    Bench bench(CodecKind::Pcmu);
    for (int tick = 0; tick < 1000; ++tick) {
        for (int copy = 0; copy < 5 && tick % 2 == 0; ++copy)
            bench.put(tick / 2, std::uint32_t(tick * 80), 0, hum(160));
        if (tick % 2 == 0 && tick > 20)
            bench.put(tick / 2 - 10, std::uint32_t(tick * 80 - 1600), 0, hum(160));
        bench.tick();
    }
    const auto statistics = bench.chain->buffer().statistics();
    QCOMPARE(statistics.concealedMs, 0.);
    QVERIFY(statistics.duplicate >= 2400);
    QVERIFY(bench.longestMs < 30);
}

void tst_PlayoutChain::playsComfortNoiseBetweenTalkspurts()
{
    Bench bench(CodecKind::Pcmu);
    int quiet = 0, sequence = 0;
    const std::vector<std::uint8_t> level{35, 140, 120}; // 583
    for (int tick = 0; tick < 1000; ++tick) {
        const bool isTalking = tick % 400 < 200;
        if (isTalking && tick % 2 == 0)
            bench.put(sequence++, std::uint32_t(tick * 80), 0, hum(160));
        if (tick % 400 == 200 || tick % 400 == 320)
            bench.put(sequence++, std::uint32_t(tick * 80), 13, level);
        const bool isLoud = bench.tick();
        quiet += tick > 10 && !isLoud ? 1 : 0;
    }
    const auto statistics = bench.chain->buffer().statistics();
    QVERIFY2(quiet <= 5, qPrintable(QString::number(quiet))); // never a hole
    QCOMPARE(statistics.concealedMs, 0.);
    QVERIFY2(std::abs(statistics.noiseMs - 4000) < 150, qPrintable(QString::number(statistics.noiseMs)));
}

void tst_PlayoutChain::takesOpusSilenceForNoLoss()
{
    // DTX: a packet of one byte, then nothing but another each 400 ms; the numbers go on.
    Bench bench(CodecKind::Opus);
    const auto speech = speechPackets(CodecKind::Opus, 20, 10);
    int sequence = 0;
    for (int tick = 0; tick < 3000; ++tick) {
        const int in = tick % 600;
        if (tick % 2 == 0 && in < 300)
            bench.put(sequence++, std::uint32_t(tick * 480), 111, speech[std::size_t(in / 2)]);
        else if (tick % 2 == 0 && (in - 300) % 40 == 0)
            bench.put(sequence++, std::uint32_t(tick * 480), 111, {0x78});
        bench.tick();
    }
    const auto statistics = bench.chain->buffer().statistics();
    QCOMPARE(statistics.concealedMs, 0.);
    QVERIFY2(statistics.noiseMs > 14000, qPrintable(QString::number(statistics.noiseMs)));
    QCOMPARE(statistics.late, 0u);
}

void tst_PlayoutChain::doesNotClickAfterLoss_data()
{
    QTest::addColumn<CodecKind>("kind");
    QTest::addColumn<double>("mostTimes"); // the largest step of what was sent
    QTest::newRow("PCMU") << CodecKind::Pcmu << 1.5;
    QTest::newRow("G722, whose own memory is of before the loss") << CodecKind::G722 << 2.;
}

void tst_PlayoutChain::doesNotClickAfterLoss()
{
    QFETCH(CodecKind, kind);
    QFETCH(double, mostTimes);
    const int rate = pcmRateHz(kind);
    for (const bool isLossy : {false, true}) {
        Bench bench(kind);
        const auto encoder = createEncoder({kind});
        std::mt19937 random(2);
        int position = 0, largest = 0, previous = 0;
        static int natural = 0;
        for (int tick = 0; tick < 1000; ++tick) {
            if (tick % 2 == 0) {
                std::vector<std::int16_t> pcm(std::size_t(rate / 50));
                for (auto &sample : pcm) {
                    const double t = 2 * M_PI * 151. * position++ / rate;
                    sample = std::int16_t(7000 * std::sin(t) + 3000 * std::sin(3 * t));
                }
                std::vector<std::uint8_t> payload(400);
                payload.resize(std::size_t(encoder->encode(pcm, payload)));
                if (!isLossy || tick < 20 || random() % 10 != 0)
                    bench.put(tick / 2, std::uint32_t(tick * 80), payloadTypeOf(kind), payload);
            }
            const AudioFrame frame = bench.chain->play(*bench.setup, bench.now);
            bench.now += TickPeriod;
            for (const auto sample : frame) {
                if (tick > 10)
                    largest = std::max(largest, std::abs(sample - previous));
                previous = sample;
            }
        }
        if (!isLossy)
            natural = largest;
        QVERIFY2(largest <= natural * mostTimes, qPrintable(QString::number(double(largest) / natural)));
    }
}

void tst_PlayoutChain::keepsThePitchWhileItStretches()
{
    // A sender 2 % slow: what it says lasts longer here, and sounds the same.
    Bench bench(CodecKind::Pcmu);
    int sequence = 0, crossings = 0, samples = 0, previous = 0;
    double sent = 0;
    for (int tick = 0; tick < 3000; ++tick) {
        for (; sent * 1.02 <= tick * 10.; sent += 20, ++sequence) {
            std::vector<std::uint8_t> payload(160);
            for (int i = 0; i < 160; ++i)
                payload[std::size_t(i)] = g711Encoded(G711Law::Mu,
                    std::int16_t(9000 * std::sin(2 * M_PI * 200. * (sequence * 160 + i) / 8000)));
            bench.put(sequence, std::uint32_t(sequence * 160), 0, payload);
        }
        const AudioFrame frame = bench.chain->play(*bench.setup, bench.now);
        bench.now += TickPeriod;
        for (const auto sample : frame) {
            crossings += tick >= 100 && previous < 0 && sample >= 0 ? 1 : 0;
            previous = sample;
        }
        samples += tick >= 100 ? FrameSamples : 0;
    }
    const double hz = crossings * double(SampleRateHz) / samples;
    QVERIFY2(std::abs(hz - 200) < 2, qPrintable(QString::number(hz)));
    QVERIFY(bench.chain->statistics().deceleratedMs > 300);
    QVERIFY2(bench.chain->buffer().statistics().concealedMs < 150,
        qPrintable(QString::number(bench.chain->buffer().statistics().concealedMs)));
}

QTEST_APPLESS_MAIN(tst_PlayoutChain)
#include "tst_PlayoutChain.moc"
