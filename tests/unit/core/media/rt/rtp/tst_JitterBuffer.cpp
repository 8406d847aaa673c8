// The jitter buffer in virtual time: a sender of 20 ms packets, a network described by a function, a listener
// which fetches 10 ms each 10 ms and stretches as it is asked to where somebody speaks all the time.
#include "JitterBuffer.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <vector>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

using Kind = JitterBuffer::Playout::Kind;

constexpr int ClockHz = 8000;
constexpr double NeverArrives = -1;

struct Heard {
    std::vector<int> packets; ///< numbers, in the order played
    double concealedMs = 0;
    double recoveredMs = 0;
    double silentMs = 0;    ///< after the first packet
    double meanDelayMs = 0; ///< from sending to hearing
    double lastDelayMs = 0;
    JitterBufferStatistics statistics;
};

struct Scenario {
    /// Delay of packet n in ms, or NeverArrives.
    std::function<double(int)> delay = [](int) { return 50.; };
    int packets = 500;
    std::uint16_t firstSequence = 65400;       ///< wraps
    std::uint32_t firstTimestamp = 0xffffff00; ///< wraps
    /// Clock of the sender against ours.
    double drift = 1.;
};

/// Payload: the packet's number in two bytes.
Heard run(const Scenario &scenario)
{
    const MediaTime begin{1h};
    const auto ms = [](double value) { return std::chrono::nanoseconds(std::int64_t(value * 1e6)); };
    std::multimap<MediaTime, int> arrivals;
    for (int i = 0; i < scenario.packets; ++i) {
        const double delay = scenario.delay(i);
        if (delay != NeverArrives)
            arrivals.emplace(begin + ms(i * 20 * scenario.drift + delay), i);
    }
    auto buffer = std::make_unique<JitterBuffer>(ClockHz);
    Heard heard;
    double pendingMs = 0, delaySum = 0;
    auto next = arrivals.begin();
    const MediaTime end = begin + ms(scenario.packets * 20 * scenario.drift);
    for (MediaTime now = begin; now < end; now += TickPeriod) {
        for (; next != arrivals.end() && next->first <= now; ++next) {
            const int i = next->second;
            const std::array<std::uint8_t, 2> payload{std::uint8_t(i >> 8), std::uint8_t(i)};
            buffer->put({std::uint16_t(scenario.firstSequence + i),
                            scenario.firstTimestamp + std::uint32_t(i) * 160, 0, 160, payload},
                next->first);
        }
        while (pendingMs < 10) {
            const MediaTime heardAt = now + ms(pendingMs);
            const auto playout = buffer->take(now, std::chrono::microseconds(std::int64_t(pendingMs * 1000)));
            if (playout.kind == Kind::Nothing) {
                heard.silentMs += heard.packets.empty() ? 0 : 10 - pendingMs;
                pendingMs = 10;
                break;
            }
            double length = (playout.durationTicks - playout.skipTicks) * 1000. / ClockHz;
            if (playout.kind == Kind::Packet) {
                const int i = (playout.payload[0] << 8) | playout.payload[1];
                heard.packets.push_back(i);
                heard.lastDelayMs = double((heardAt - begin).count()) / 1e6 - i * 20 * scenario.drift;
                delaySum += heard.lastDelayMs;
                // A stretcher finds a period between 2.5 and 10 ms.
                const bool mayStretch = playout.where == JitterBuffer::Playout::Where::Anywhere;
                const double excess = mayStretch ? double(playout.excess.count()) / 1000 : 0;
                if (excess > 0)
                    length -= std::clamp(excess * 0.8, 2.5, 10.);
                if (excess < 0)
                    length += 7;
            } else if (playout.kind == Kind::Recover) {
                heard.recoveredMs += length;
            } else {
                heard.concealedMs += length;
            }
            pendingMs += length;
        }
        pendingMs -= 10;
    }
    heard.meanDelayMs = heard.packets.empty() ? 0 : delaySum / double(heard.packets.size());
    heard.statistics = buffer->statistics();
    return heard;
}

bool inOrder(const std::vector<int> &packets)
{
    return std::is_sorted(packets.begin(), packets.end())
        && std::adjacent_find(packets.begin(), packets.end()) == packets.end();
}

/// 20 ms packets into @p buffer, one after the other, without a network.
JitterBuffer::Put put(JitterBuffer &buffer, int sequence, int timestamp, MediaTime at)
{
    static const std::array<std::uint8_t, 4> payload{1, 2, 3, 4};
    return buffer.put({std::uint16_t(sequence), std::uint32_t(timestamp), 0, 160, payload}, at);
}

} // namespace

class tst_JitterBuffer final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void networks_data();
    void networks();
    void lowersItsDelayWhenTheNetworkCalms();
    void followsClockDrift_data();
    void followsClockDrift();
    void inventsNothingAfterADelayStep_data();
    void inventsNothingAfterADelayStep();
    void survivesAnOutage();
    void doesNotTakeAPauseForLoss();
    void countsAsConcealedWhatWasMissing_data();
    void countsAsConcealedWhatWasMissing();
    void stepsOverTelephoneEvents();
    void asksForRecoveryOnlyOfTheLastMissing();
    void recoversWhatIsLeftOfTheMissing();
    void hearsTheRestOfALatePacket();
    void stretchesSpeechOnlyWhenItMust();
    void makesNoiseWhileTheSenderIsSilent();
    void countsDuplicatesAndLateOnes();
    void countsTheCopyOfALateOneOnce();
    void refusesWhatDoesNotFit();
    void resyncsOnNewTimestamps();
    void isBoundedWhenNobodyFetches();
    void isSilentBeforeTheFirstPacket();
    void survivesAnything();
};

void tst_JitterBuffer::networks_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("maxConcealedPercent");
    QTest::addColumn<double>("maxMeanDelayMs");
    QTest::newRow("quiet: 50 ms always") << 0 << 0. << 72.;
    QTest::newRow("1 % lost") << 1 << 1.5 << 72.;
    QTest::newRow("20 % lost") << 2 << 21. << 72.;
    QTest::newRow("each tenth 30 ms late") << 3 << 2. << 100.;
    QTest::newRow("every pair swapped") << 4 << 1. << 90.;
    QTest::newRow("uniform jitter 0..40 ms, in order") << 5 << 3. << 105.;
    QTest::newRow("normal jitter, sigma 30 ms") << 6 << 1. << 200.;
    QTest::newRow("three in a row lost, each second") << 7 << 6.5 << 75.;
    QTest::newRow("bursts: four at once") << 8 << 3. << 145.;
}

void tst_JitterBuffer::networks()
{
    QFETCH(int, kind);
    QFETCH(double, maxConcealedPercent);
    QFETCH(double, maxMeanDelayMs);
    std::mt19937 random(42);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::normal_distribution<double> normal(0, 30);
    double previousArrival = 0;
    Scenario scenario;
    scenario.packets = 1500;
    scenario.delay = [&](int i) -> double {
        switch (kind) {
        case 1: return uniform(random) < 0.01 ? NeverArrives : 50;
        case 2: return uniform(random) < 0.20 ? NeverArrives : 50;
        case 3: return i % 10 == 9 ? 80 : 50;
        case 4: return i % 2 == 0 ? 75 : 50;
        case 5: {
            const double arrival = std::max(previousArrival, i * 20. + 50 + uniform(random) * 40);
            previousArrival = arrival;
            return arrival - i * 20.;
        }
        case 6: return std::max(0., 100 + normal(random));
        case 7: return i % 50 < 3 && i > 3 ? NeverArrives : 50;
        case 8: return 50 + (3 - i % 4) * 20;
        default: return 50;
        }
    };
    const Heard heard = run(scenario);
    const double concealed = (heard.concealedMs + heard.recoveredMs) / (scenario.packets * 20.) * 100;
    const auto report = QStringLiteral("concealed %1 %, delay %2 ms, target %3 ms, late %4")
                            .arg(concealed)
                            .arg(heard.meanDelayMs)
                            .arg(heard.statistics.targetMs)
                            .arg(heard.statistics.late);
    qInfo("%s", qPrintable(report));
    QVERIFY2(inOrder(heard.packets), qPrintable(report));
    QVERIFY2(concealed <= maxConcealedPercent, qPrintable(report));
    QVERIFY2(heard.meanDelayMs <= maxMeanDelayMs, qPrintable(report));
    QVERIFY2(std::abs(heard.statistics.concealedMs - heard.concealedMs) < 0.001, qPrintable(report));
}

void tst_JitterBuffer::lowersItsDelayWhenTheNetworkCalms()
{
    Scenario scenario;
    scenario.packets = 2000;
    scenario.delay = [](int i) { return i < 500 && i % 5 == 0 ? 130. : 50.; };
    const Heard heard = run(scenario);
    QVERIFY2(heard.lastDelayMs <= 60, qPrintable(QString::number(heard.lastDelayMs)));
    QCOMPARE(heard.statistics.targetMs, 5.); // half of what waits for the tick
}

void tst_JitterBuffer::followsClockDrift_data()
{
    QTest::addColumn<double>("drift");
    QTest::newRow("sender 300 ppm fast") << 0.9997;
    QTest::newRow("sender 300 ppm slow") << 1.0003;
}

void tst_JitterBuffer::followsClockDrift()
{
    QFETCH(double, drift);
    Scenario scenario;
    scenario.packets = 15000; // five minutes: 90 ms of drift
    scenario.drift = drift;
    const Heard heard = run(scenario);
    QVERIFY2(heard.lastDelayMs < 80, qPrintable(QString::number(heard.lastDelayMs)));
    QVERIFY2(heard.concealedMs < 60, qPrintable(QString::number(heard.concealedMs)));
    QCOMPARE(int(heard.packets.size()) >= 14990, true);
}

void tst_JitterBuffer::inventsNothingAfterADelayStep_data()
{
    QTest::addColumn<double>("step");
    QTest::newRow("150 ms") << 150.;
    QTest::newRow("395 ms, the last that the target allows for") << 395.;
    QTest::newRow("250 ms") << 250.;
    QTest::newRow("300 ms, as if the timestamps stepped back") << 300.;
    QTest::newRow("400 ms") << 400.;
    QTest::newRow("one second, as if the timestamps stood still") << 1000.;
}

void tst_JitterBuffer::inventsNothingAfterADelayStep()
{
    QFETCH(double, step);
    Scenario scenario;
    scenario.packets = 1000;
    scenario.delay = [step](int i) { return i < 250 ? 50. : 50. + step; };
    const Heard heard = run(scenario);
    QVERIFY(inOrder(heard.packets));
    QCOMPARE(int(heard.packets.size()) >= 990 - int(step / 20), true); // those still under way at the end
    QVERIFY2(heard.concealedMs <= 260, qPrintable(QString::number(heard.concealedMs))); // the step itself
    QVERIFY2(heard.lastDelayMs < 50 + step + 40, qPrintable(QString::number(heard.lastDelayMs)));
}

void tst_JitterBuffer::survivesAnOutage()
{
    Scenario scenario;
    scenario.packets = 1000;
    scenario.delay = [](int i) { return i >= 300 && i < 400 ? NeverArrives : 50.; };
    const Heard heard = run(scenario);
    QVERIFY(inOrder(heard.packets));
    QVERIFY(heard.packets.size() >= 895);
    QVERIFY(heard.concealedMs <= 200); // then silence
    QVERIFY(heard.lastDelayMs < 75);

    // The same with the packets held back and delivered at once: they are too old to be of use.
    scenario.delay = [](int i) { return i >= 300 && i < 400 ? (400 - i) * 20. + 50 : 50.; };
    const Heard burst = run(scenario);
    QVERIFY(inOrder(burst.packets));
    QVERIFY2(burst.lastDelayMs < 80, qPrintable(QString::number(burst.lastDelayMs)));
}

void tst_JitterBuffer::doesNotTakeAPauseForLoss()
{
    // Numbers go on, timestamps leap by a second of silence which was not sent.
    JitterBuffer buffer(ClockHz);
    MediaTime now{1h};
    double concealed = 0;
    int played = 0;
    for (int tick = 0; tick < 300; ++tick, now += TickPeriod) {
        const bool pausing = tick >= 100 && tick < 200;
        if (tick % 2 == 0 && !pausing) {
            const int packet = tick < 100 ? tick / 2 : tick / 2 - 50;
            put(buffer, packet, tick / 2 * 160, now);
        }
        if (tick % 2 == 1) {
            const auto playout = buffer.take(now);
            concealed += playout.kind == Kind::Conceal ? 10 : 0;
            played += playout.kind == Kind::Packet ? 1 : 0;
        }
    }
    QVERIFY2(concealed <= 200, qPrintable(QString::number(concealed))); // until it is known to be a pause
    QVERIFY(played >= 97);
}

void tst_JitterBuffer::countsAsConcealedWhatWasMissing_data()
{
    QTest::addColumn<int>("lost");     // packets before the one that ends the gap
    QTest::addColumn<int>("pausedMs"); // by the timestamps
    QTest::addColumn<int>("waitedMs"); // by the clock
    QTest::addColumn<double>("leastMs");
    QTest::addColumn<double>("mostMs");
    QTest::newRow("nothing") << 0 << 0 << 0 << 0. << 0.;
    QTest::newRow("a short pause of the sender") << 0 << 100 << 100 << 0. << 0.;
    QTest::newRow("a long pause of the sender") << 0 << 3000 << 3000 << 0. << 0.;
    QTest::newRow("the packet is late") << 0 << 0 << 100 << 80. << 110.;
    QTest::newRow("very late") << 0 << 0 << 900 << 180. << 200.;
    QTest::newRow("a pause, and late after it") << 0 << 60 << 160 << 80. << 110.;
    QTest::newRow("lost") << 5 << 0 << 100 << 80. << 110.;
}

void tst_JitterBuffer::countsAsConcealedWhatWasMissing()
{
    QFETCH(int, lost);
    QFETCH(int, pausedMs);
    QFETCH(int, waitedMs);
    QFETCH(double, leastMs);
    QFETCH(double, mostMs);
    auto buffer = std::make_unique<JitterBuffer>(ClockHz);
    MediaTime now{1h};
    double pendingMs = 0;
    const auto hear = [&](std::chrono::milliseconds duration) {
        for (const MediaTime end = now + duration; now < end; now += TickPeriod) {
            for (pendingMs -= 10; pendingMs < 0;) {
                const auto playout
                    = buffer->take(now, std::chrono::microseconds(std::int64_t((pendingMs + 10) * 1000)));
                pendingMs
                    += playout.kind == Kind::Nothing ? -pendingMs : playout.durationTicks * 1000. / ClockHz;
            }
        }
    };
    for (int i = 0; i < 100; ++i) {
        put(*buffer, i, i * 160, now);
        hear(20ms);
    }
    hear(std::chrono::milliseconds(waitedMs));
    for (int i = 0; i < 100; ++i) {
        put(*buffer, 100 + lost + i, (100 + lost + i) * 160 + pausedMs * 8, now);
        hear(20ms);
    }
    const double concealed = buffer->statistics().concealedMs;
    QVERIFY2(concealed >= leastMs && concealed <= mostMs, qPrintable(QString::number(concealed)));
}

void tst_JitterBuffer::stepsOverTelephoneEvents()
{
    JitterBuffer buffer(ClockHz);
    MediaTime now{1h};
    // Sound 0..4, events as 5..12 in the time of 8 packets, sound from 13 on.
    double concealed = 0;
    std::vector<int> kinds;
    for (int i = 0; i < 40; ++i, now += 20ms) {
        if (i >= 5 && i < 13)
            buffer.putOther(std::uint16_t(i));
        else
            put(buffer, i, i * 160, now);
        for (const auto half : {0ms, 10ms}) {
            const auto playout = buffer.take(now + half);
            if (playout.kind == Kind::Conceal)
                concealed += 10;
            if (playout.kind == Kind::Packet)
                break;
        }
    }
    const auto statistics = buffer.statistics();
    QCOMPARE(statistics.late, 0u);
    QVERIFY(concealed <= 200);
    QCOMPARE(statistics.concealedMs, 0.); // there was no sound to miss
    QVERIFY(buffer.storedPackets() <= 3);

    // An event's number between two sounds with a pause is not a lost packet which the second could recover.
    JitterBuffer other(ClockHz);
    put(other, 0, 0, now);
    other.putOther(1);
    put(other, 2, 320, now + 40ms);
    QVERIFY(other.take(now + 20ms).kind == Kind::Packet);
    QVERIFY(other.take(now + 40ms).kind == Kind::Nothing);
    QVERIFY(other.take(now + 60ms).kind == Kind::Packet);
}

void tst_JitterBuffer::asksForRecoveryOnlyOfTheLastMissing()
{
    const auto buffer = std::make_unique<JitterBuffer>(ClockHz);
    const MediaTime now{1h};
    const std::array<std::uint8_t, 4> payload{1, 2, 3, 4};
    for (const int i : {0, 1, 4, 5}) {
        const auto content = i == 4 ? JitterBuffer::Content::Redundant : JitterBuffer::Content::Sound;
        buffer->put({std::uint16_t(i), std::uint32_t(i * 160), 0, 160, payload, content}, now + i * 20ms);
    }
    QString kinds;
    for (int tick = 0; tick < 12; ++tick) {
        const auto playout = buffer->take(now + 20ms + tick * 10ms);
        kinds += QLatin1Char("-PRCN"[int(playout.kind)]);
        tick += int(playout.durationTicks) / 80 - 1;
    }
    QCOMPARE(kinds, QStringLiteral("PPCCRPP"));
    QCOMPARE(buffer->statistics().concealedMs, 20.);
    QCOMPARE(buffer->statistics().recoveredMs, 20.);
}

void tst_JitterBuffer::recoversWhatIsLeftOfTheMissing()
{
    // The packet after the lost one comes when half of the lost one's time has passed.
    const auto buffer = std::make_unique<JitterBuffer>(ClockHz);
    const MediaTime now{1h};
    const std::array<std::uint8_t, 4> payload{1, 2, 3, 4};
    put(*buffer, 0, 0, now);
    QVERIFY(buffer->take(now + 20ms).kind == Kind::Packet);
    QVERIFY(buffer->take(now + 40ms).kind == Kind::Conceal);
    buffer->put({2, 320, 0, 160, payload, JitterBuffer::Content::Redundant}, now + 45ms);
    const auto recovered = buffer->take(now + 50ms);
    QVERIFY(recovered.kind == Kind::Recover);
    QCOMPARE(recovered.durationTicks, 160u);
    QCOMPARE(recovered.skipTicks, 80u);
    QVERIFY(buffer->take(now + 60ms).kind == Kind::Packet);
    QCOMPARE(buffer->statistics().concealedMs, 10.);
    QCOMPARE(buffer->statistics().recoveredMs, 10.);
}

void tst_JitterBuffer::hearsTheRestOfALatePacket()
{
    // Every second packet takes 25 ms more, so that 30 ms are waited; one takes 40 ms, and the next is here.
    const auto buffer = std::make_unique<JitterBuffer>(ClockHz);
    const MediaTime begin{1h};
    std::multimap<MediaTime, int> arrivals;
    for (int i = 0; i < 600; ++i)
        arrivals.emplace(begin + i * 20ms + (i == 501 ? 40ms : i % 2 == 1 ? 25ms : 0ms), i);
    auto next = arrivals.begin();
    auto waiting = 0us;
    std::vector<std::uint32_t> skipped;
    for (MediaTime now = begin; now < begin + 12s; now += TickPeriod) {
        for (; next != arrivals.end() && next->first <= now; ++next)
            put(*buffer, next->second, next->second * 160, next->first);
        while (waiting < TickPeriod) {
            const auto playout = buffer->take(now, waiting);
            if (playout.kind == Kind::Nothing) {
                waiting = TickPeriod;
                break;
            }
            if (playout.skipTicks > 0)
                skipped.push_back(playout.skipTicks);
            waiting += std::chrono::microseconds((playout.durationTicks - playout.skipTicks) * 125)
                - playout.excess; // a stretcher which does just what it is asked for
        }
        waiting -= TickPeriod;
    }
    QCOMPARE(skipped, std::vector<std::uint32_t>{80}); // half of it had been filled
    QVERIFY(buffer->statistics().concealedMs <= 50);   // and some at the beginning
    QCOMPARE(buffer->statistics().late, 0u);
}

void tst_JitterBuffer::stretchesSpeechOnlyWhenItMust()
{
    // 15 ms are waited at first, and none is needed: nothing to be heard for, until 5 s have passed.
    const auto buffer = std::make_unique<JitterBuffer>(ClockHz);
    const MediaTime begin{1h};
    using Where = JitterBuffer::Playout::Where;
    int inPauses = 0;
    std::optional<int> anywhere;
    auto waiting = 0us;
    for (int i = 0; i < 600 && !anywhere; ++i) {
        put(*buffer, i, i * 160, begin + i * 20ms);
        for (const auto half : {1ms, 11ms}) {
            waiting -= TickPeriod;
            while (waiting < 0us) {
                const auto playout = buffer->take(begin + i * 20ms + half, waiting + TickPeriod);
                waiting += playout.kind == Kind::Nothing ? -waiting : 20ms; // as long as it is
                inPauses += playout.excess > 0us && playout.where == Where::InPauses ? 1 : 0;
                if (playout.where == Where::Anywhere)
                    anywhere = i;
            }
        }
    }
    QVERIFY2(inPauses >= 5, qPrintable(QString::number(inPauses)));
    QVERIFY(anywhere);
    QVERIFY2(*anywhere >= 5 * 50, qPrintable(QString::number(*anywhere)));
}

void tst_JitterBuffer::makesNoiseWhileTheSenderIsSilent()
{
    const auto buffer = std::make_unique<JitterBuffer>(ClockHz);
    const MediaTime begin{1h};
    const std::array<std::uint8_t, 1> level{40};
    std::map<Kind, int> heard;
    int sequence = 0;
    for (int i = 0; i < 400; ++i) { // 20 ms each
        const MediaTime now = begin + i * 20ms;
        const bool isSilent = i >= 100 && i < 300;
        if (i == 100 || i == 200) { // the second one is a refresh; one between them is lost
            buffer->put({std::uint16_t(sequence), std::uint32_t(i * 160), 13, 80, level,
                            JitterBuffer::Content::Noise},
                now);
            sequence += 2;
        } else if (!isSilent) {
            put(*buffer, sequence++, i * 160, now);
        }
        for (auto waiting = 0us; waiting < 20ms;) {
            const auto playout = buffer->take(now + waiting);
            ++heard[playout.kind];
            waiting += playout.kind == Kind::Packet ? 20ms : 10ms;
        }
    }
    QVERIFY2(heard[Kind::Noise] >= 390, qPrintable(QString::number(heard[Kind::Noise])));
    QCOMPARE(heard[Kind::Conceal], 0);
    QCOMPARE(buffer->statistics().concealedMs, 0.);
    QVERIFY(buffer->statistics().noiseMs >= 3900);
}

void tst_JitterBuffer::countsDuplicatesAndLateOnes()
{
    JitterBuffer buffer(ClockHz);
    const MediaTime now{1h};
    QVERIFY(put(buffer, 0, 0, now) == JitterBuffer::Put::Stored);
    QVERIFY(put(buffer, 0, 0, now) == JitterBuffer::Put::Duplicate);
    put(buffer, 2, 320, now + 40ms);
    QVERIFY(buffer.take(now + 20ms).kind == Kind::Packet);
    QVERIFY(put(buffer, 0, 0, now + 41ms) == JitterBuffer::Put::Duplicate);
    QVERIFY(buffer.take(now + 45ms).kind == Kind::Conceal);
    QVERIFY(buffer.take(now + 55ms).kind == Kind::Conceal);
    QVERIFY(buffer.take(now + 65ms).kind == Kind::Packet);
    QVERIFY(put(buffer, 1, 160, now + 46ms) == JitterBuffer::Put::Late);
    QVERIFY(put(buffer, 65500, 0, now + 46ms) == JitterBuffer::Put::Late);
    QCOMPARE(buffer.statistics().duplicate, 2u);
    QCOMPARE(buffer.statistics().late, 2u);
}

void tst_JitterBuffer::countsTheCopyOfALateOneOnce()
{
    JitterBuffer buffer(ClockHz);
    const MediaTime now{1h};
    put(buffer, 0, 0, now);
    put(buffer, 2, 320, now + 40ms);
    for (int tick = 2; tick < 7; ++tick)
        buffer.take(now + tick * 10ms); // the second is given up
    const auto copies = [&buffer, now] {
        return std::array{put(buffer, 1, 160, now + 75ms), put(buffer, 1, 160, now + 76ms)};
    }();
    QVERIFY(copies[0] == JitterBuffer::Put::Late);
    QVERIFY(copies[1] == JitterBuffer::Put::Duplicate);
    QCOMPARE(buffer.statistics().late, 1u);
    QCOMPARE(buffer.statistics().duplicate, 1u);
}

void tst_JitterBuffer::refusesWhatDoesNotFit()
{
    JitterBuffer buffer(ClockHz);
    const std::vector<std::uint8_t> large(JitterBuffer::MaxPayloadBytes + 1);
    QVERIFY(buffer.put({0, 0, 0, 160, large}, MediaTime(1h)) == JitterBuffer::Put::Refused);
    QVERIFY(buffer.put({0, 0, 0, 0, {}}, MediaTime(1h)) == JitterBuffer::Put::Refused);
    QVERIFY(buffer.take(MediaTime(2h)).kind == Kind::Nothing);
}

void tst_JitterBuffer::resyncsOnNewTimestamps()
{
    JitterBuffer buffer(ClockHz);
    MediaTime now{1h};
    int played = 0;
    for (int i = 0; i < 100; ++i, now += 20ms) {
        put(buffer, i, i * 160 + (i >= 50 ? 123456789 : 0), now);
        played += buffer.take(now + 15ms).kind == Kind::Packet ? 1 : 0;
    }
    QVERIFY2(played >= 95, qPrintable(QString::number(played)));
    QCOMPARE(buffer.statistics().resyncs, 1u);
}

void tst_JitterBuffer::isBoundedWhenNobodyFetches()
{
    JitterBuffer buffer(ClockHz);
    MediaTime now{1h};
    for (int i = 0; i < 1000; ++i, now += 20ms) {
        put(buffer, i, i * 160, now);
        QVERIFY(buffer.storedPackets() <= JitterBuffer::Slots);
    }
    // Then the newest are heard, not those of a second ago.
    const auto playout = buffer.take(now);
    QVERIFY(playout.kind == Kind::Packet);
    for (int i = 1000; i < 1500; ++i, now += 20ms) {
        put(buffer, i, i * 160, now);
        buffer.take(now);
    }
    QVERIFY(buffer.storedPackets() < 20);
}

void tst_JitterBuffer::isSilentBeforeTheFirstPacket()
{
    JitterBuffer buffer(ClockHz);
    QVERIFY(buffer.take(MediaTime(1h)).kind == Kind::Nothing);
    QCOMPARE(buffer.statistics().concealedMs, 0.);
    put(buffer, 7, 0, MediaTime(1h));
    QVERIFY(buffer.take(MediaTime(1h)).kind == Kind::Nothing); // its delay
    QVERIFY(buffer.take(MediaTime(1h) + 20ms).kind == Kind::Packet);
}

void tst_JitterBuffer::survivesAnything()
{
    std::mt19937 random(3);
    JitterBuffer buffer(48000);
    MediaTime now{1h};
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    const std::array<std::uint8_t, 100> payload{};
    for (int i = 0; i < 200000; ++i) {
        now += std::chrono::microseconds(random() % 30000);
        const auto what = random() % 16;
        sequence = std::uint16_t(what == 0 ? random() : sequence + random() % 4);
        timestamp = std::uint32_t(what == 1 ? random() : timestamp + 960 * (random() % 3));
        if (what == 2)
            buffer.putOther(sequence);
        else
            buffer.put(
                {sequence, timestamp, std::uint8_t(random() % 128), std::uint32_t(random() % 6000), payload},
                now);
        const auto playout = buffer.take(now);
        QVERIFY(playout.kind == Kind::Nothing || playout.durationTicks <= 6000);
        QVERIFY(buffer.storedPackets() <= JitterBuffer::Slots);
    }
}

QTEST_APPLESS_MAIN(tst_JitterBuffer)
#include "tst_JitterBuffer.moc"
