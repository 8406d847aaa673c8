// What is sent under which conditions: the rules one by one, then whole calls over simulated links.
#include "SendAdapter.h"
#include "SilenceSuppressor.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <random>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

const MediaTime begin{1h};

SendLimits opusLimits()
{
    SendLimits limits;
    limits.longestPacketMs = 60;
    return limits;
}

/// A way with one narrow place.
struct Link {
    double capacity = 1e9; ///< bit/s; 0 bufferMs: what is more is dropped at once
    double bufferMs = 0;
    double loss = 0;
    double burst = 1; ///< mean length of a loss
    double rttMs = 60;
    double standingMs = 0; ///< on the one way, whatever is sent
};

/// How a call over it went.
struct Course {
    int settingsChanges = 0; ///< of bitrate or packet time
    double meanBitrate = 0;  ///< over the second half
    double lossOfSecondHalf = 0;
    double meanQueueMs = 0; ///< likewise
    SendSettings last;
    int mostOnTheWire = 0; ///< bit/s asked for at any moment
};

/// A call in virtual time, with reports each 5 s, or with transport feedback each 250 ms.
class Call
{
public:
    explicit Call(const SendLimits &limits, bool hasFeedback = false)
        : m_limits(limits)
        , m_hasFeedback(hasFeedback)
    {
        adapter.start(limits, now);
    }

    Course run(const Link &link, std::chrono::seconds duration)
    {
        Course course;
        m_half = now + duration / 2;
        const MediaTime end = now + duration;
        SendSettings before = adapter.settings();
        double bitrates = 0, queues = 0;
        int samples = 0, lost = 0;
        while (now < end) {
            const SendSettings &settings = adapter.settings();
            const auto period = std::chrono::milliseconds(settings.packetMs);
            const int fixed = fixedBitrate(m_limits.kind);
            const int bitrate = fixed > 0 ? fixed : settings.tuning.bitrate;
            const double bits = bitrate * settings.packetMs / 1000. + m_limits.headerBytes * 8.;
            course.mostOnTheWire = std::max(course.mostOnTheWire, int(bits * 1000 / settings.packetMs));
            const bool isLost = packet(link, bits, settings.packetMs);
            if (now >= m_half) {
                bitrates += bitrate;
                queues += m_queueMs;
                lost += isLost ? 1 : 0;
                ++samples;
            }
            now += period;
            report(link);
            if (before.packetMs != adapter.settings().packetMs
                || before.tuning.bitrate != adapter.settings().tuning.bitrate)
                ++course.settingsChanges;
            before = adapter.settings();
        }
        course.meanBitrate = bitrates / samples;
        course.meanQueueMs = queues / samples;
        course.lossOfSecondHalf = double(lost) / samples;
        course.last = adapter.settings();
        return course;
    }

    SendAdapter adapter;
    MediaTime now = begin;

private:
    bool packet(const Link &link, double bits, int packetMs)
    {
        ++m_packets;
        m_queueMs = std::max(0., m_queueMs - packetMs);
        const double serialMs = bits / link.capacity * 1000;
        // A policer lets bursts of two packets pass.
        const bool isFull = m_queueMs + serialMs > std::max(link.bufferMs, 2. * packetMs);
        const double p
            = m_isLosing ? 1 - 1 / link.burst : link.loss / link.burst / std::max(1e-9, 1 - link.loss);
        m_isLosing = link.loss > 0
            && std::uniform_real_distribution<>(0, 1)(m_random) < (link.burst > 1 ? p : link.loss);
        if (!isFull)
            m_queueMs += serialMs;
        const bool isLost = isFull || m_isLosing;
        m_lost += isLost ? 1 : 0;
        m_windowQueue += link.bufferMs > 0 ? m_queueMs : 0;
        return isLost;
    }

    void report(const Link &link)
    {
        const auto period = m_hasFeedback ? 250ms : 5000ms;
        if (now - m_reportedAt < period || m_packets == 0)
            return;
        const double queue = link.standingMs + (link.bufferMs > 0 ? m_windowQueue / m_packets : 0);
        if (m_hasFeedback) {
            TransportOutcome outcome;
            outcome.lost = m_lost;
            outcome.received = m_packets - m_lost;
            outcome.queueing = std::chrono::microseconds(int(queue * 1000));
            adapter.feedback(outcome, now);
        } else {
            adapter.report(
                {double(m_lost) / m_packets, m_packets, link.rttMs + (link.bufferMs > 0 ? m_queueMs : 0)},
                now);
        }
        m_reportedAt = now;
        m_packets = m_lost = 0;
        m_windowQueue = 0;
    }

    SendLimits m_limits;
    bool m_hasFeedback;
    std::mt19937 m_random{7};
    MediaTime m_half{};
    MediaTime m_reportedAt = begin;
    double m_queueMs = 0;
    double m_windowQueue = 0;
    bool m_isLosing = false;
    int m_packets = 0;
    int m_lost = 0;
};

QString inWords(const Course &course)
{
    return QStringLiteral("%1 changes, %2 bit/s, %3 %% lost, %4 ms queue, ends with %5 bit/s in %6 ms")
        .arg(course.settingsChanges)
        .arg(course.meanBitrate)
        .arg(course.lossOfSecondHalf * 100)
        .arg(course.meanQueueMs)
        .arg(course.last.tuning.bitrate)
        .arg(course.last.packetMs);
}

} // namespace

Q_DECLARE_METATYPE(carillon::CodecKind)

class tst_SendAdapter final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void redundancy_data();
    void redundancy();
    void fecEndsAfterACleanWhile();
    void expectedLossDoesNotFlutter();
    void fewPacketsSayLittle();
    void limits_data();
    void limits();
    void limitsOfAFixedRate_data();
    void limitsOfAFixedRate();
    void calls_data();
    void calls();
    void aNarrowPlaceThatOpensIsUsedAgain();
    void aLongerWayIsNoQueue_data();
    void aLongerWayIsNoQueue();
    void feedbackIsFasterThanReports();
    void twoChannelsGetLongerPacketsSooner();
    void effortFollowsTheProcessor();
    void effortIsNotRaisedAgainAndAgain();
    void anUpdateKeepsWhatIsKnown();
    void silence_data();
    void silence();
    void noiseIsDescribedFiveTimesASecond();
};

void tst_SendAdapter::redundancy_data()
{
    QTest::addColumn<double>("loss");
    QTest::addColumn<bool>("agreed");
    QTest::addColumn<bool>("fec");
    QTest::addColumn<int>("expected");
    QTest::newRow("nothing known yet: the way is taken to be bad") << -1. << true << true << 10;
    QTest::newRow("2 %: at 5 % the encoder would add nothing") << 0.02 << true << true << 10;
    QTest::newRow("13 %") << 0.13 << true << true << 15;
    QTest::newRow("30 %") << 0.3 << true << true << 30;
    QTest::newRow("60 %: no more is spent than for 40") << 0.6 << true << true << 40;
    QTest::newRow("the peer does not want it") << 0.2 << false << false << 20;
}

void tst_SendAdapter::redundancy()
{
    QFETCH(double, loss);
    QFETCH(bool, agreed);
    SendLimits limits = opusLimits();
    limits.mayRepeat = agreed;
    SendAdapter adapter;
    adapter.start(limits, begin);
    for (int i = 1; i <= 8 && loss >= 0; ++i)
        adapter.report({loss, 250, 50}, begin + i * 5s);
    QTEST(adapter.settings().tuning.inbandFec, "fec");
    QTEST(adapter.settings().tuning.expectedLossPercent, "expected");
}

void tst_SendAdapter::fecEndsAfterACleanWhile()
{
    SendAdapter adapter;
    adapter.start(opusLimits(), begin);
    MediaTime now = begin;
    const auto clean = [&](int seconds) {
        for (int i = 0; i < seconds; i += 5)
            adapter.report({0, 250, 50}, now += 5s);
        return !adapter.settings().tuning.inbandFec;
    };
    QVERIFY(!clean(25));
    QVERIFY(clean(5));
    adapter.report({0.04, 250, 50}, now += 5s);
    QVERIFY(adapter.settings().tuning.inbandFec); // with the first report of loss
    QVERIFY(!clean(30));                          // longer than the loss is remembered
    QVERIFY(clean(40));
}

void tst_SendAdapter::expectedLossDoesNotFlutter()
{
    SendAdapter adapter;
    adapter.start(opusLimits(), begin);
    MediaTime now = begin;
    for (int i = 0; i < 8; ++i)
        adapter.report({0.104, 250, 50}, now += 5s);
    QCOMPARE(adapter.settings().tuning.expectedLossPercent, 15);
    for (int i = 0; i < 20; ++i)
        adapter.report({i % 2 ? 0.104 : 0.094, 250, 50}, now += 5s);
    QCOMPARE(adapter.settings().tuning.expectedLossPercent, 15);
    for (int i = 0; i < 20; ++i)
        adapter.report({0.07, 250, 50}, now += 5s);
    QCOMPARE(adapter.settings().tuning.expectedLossPercent, 10);
}

void tst_SendAdapter::fewPacketsSayLittle()
{
    SendAdapter adapter;
    adapter.start(opusLimits(), begin);
    const SendSettings before = adapter.settings();
    adapter.report({1, 2, 50}, begin + 1s); // both packets of a talkspurt
    QVERIFY(adapter.loss() < 0.03);
    QCOMPARE(adapter.settings().tuning.bitrate, before.tuning.bitrate);
    adapter.report({0.5, 0, 50}, begin + 2s); // about none
    QVERIFY(adapter.loss() < 0.03);
    adapter.report({7, 250, -1}, begin + 3s); // nonsense is cut
    QVERIFY(adapter.loss() <= 1);
}

void tst_SendAdapter::limits_data()
{
    QTest::addColumn<int>("wish");
    QTest::addColumn<int>("as");
    QTest::addColumn<int>("tias");
    QTest::addColumn<int>("longest");
    QTest::addColumn<int>("bitrate");
    QTest::addColumn<int>("packetMs");
    QTest::newRow("none") << 32000 << 0 << 0 << 60 << 32000 << 20;
    QTest::newRow("the most of Opus") << 510000 << 0 << 0 << 60 << 510000 << 20;
    QTest::newRow("the least") << 8000 << 0 << 0 << 60 << 8000 << 20;
    QTest::newRow("b=AS:40: the headers take 16 of it") << 32000 << 40000 << 0 << 60 << 24000 << 20;
    QTest::newRow("b=AS:30: longer packets, for the headers take less")
        << 32000 << 30000 << 0 << 60 << 22000 << 40;
    QTest::newRow("b=AS:30, but the peer wants 20 ms") << 32000 << 30000 << 0 << 20 << 14000 << 20;
    QTest::newRow("b=AS:18") << 32000 << 18000 << 0 << 60 << 12666 << 60;
    QTest::newRow("b=AS:1: Opus cannot") << 32000 << 1000 << 0 << 60 << 8000 << 60;
    QTest::newRow("b=TIAS:24000: without IP and UDP") << 32000 << 0 << 24000 << 60 << 19200 << 20;
    QTest::newRow("the narrower one of both") << 32000 << 128000 << 24000 << 60 << 19200 << 20;
}

void tst_SendAdapter::limits()
{
    QFETCH(int, wish);
    QFETCH(int, as);
    QFETCH(int, tias);
    QFETCH(int, longest);
    SendLimits limits = opusLimits();
    limits.bitrate = wish;
    limits.mostOnTheWire = as;
    limits.mostOfRtp = tias;
    limits.longestPacketMs = longest;
    SendAdapter adapter;
    adapter.start(limits, begin);
    QTEST(adapter.settings().tuning.bitrate, "bitrate");
    QTEST(adapter.settings().packetMs, "packetMs");
}

/// What is comfortable for one channel is not for two: before one of them is given up, headers are saved.
void tst_SendAdapter::twoChannelsGetLongerPacketsSooner()
{
    for (const auto channels : {Channels::One, Channels::Two}) {
        SendLimits limits = opusLimits();
        limits.bitrate = 96000;
        limits.channels = channels;
        limits.mostOnTheWire = 20000 + limits.headerBytes * 8 * 50; // with 20 ms
        SendAdapter adapter;
        adapter.start(limits, begin);
        QCOMPARE(adapter.settings().packetMs, channels == Channels::Two ? 40 : 20);
        QCOMPARE(
            adapter.settings().tuning.bitrate >= SendAdapter::ComfortableStereo, channels == Channels::Two);
    }
}

void tst_SendAdapter::limitsOfAFixedRate_data()
{
    QTest::addColumn<int>("as");
    QTest::addColumn<int>("tias");
    QTest::addColumn<int>("packetMs");
    QTest::newRow("none") << 0 << 0 << 20;
    QTest::newRow("b=AS:80") << 80000 << 0 << 20;
    QTest::newRow("b=AS:72 is met with longer packets") << 72000 << 0 << 40;
    QTest::newRow("b=AS:64 cannot be met, and means the payload") << 64000 << 0 << 20;
    QTest::newRow("b=TIAS:64000 likewise") << 0 << 64000 << 20;
}

void tst_SendAdapter::limitsOfAFixedRate()
{
    QFETCH(int, as);
    QFETCH(int, tias);
    SendLimits limits = opusLimits();
    limits.kind = CodecKind::Pcmu;
    limits.mostOnTheWire = as;
    limits.mostOfRtp = tias;
    SendAdapter adapter;
    adapter.start(limits, begin);
    QTEST(adapter.settings().packetMs, "packetMs");
}

void tst_SendAdapter::calls_data()
{
    QTest::addColumn<CodecKind>("kind");
    QTest::addColumn<QList<double>>("link"); // bit/s, ms of buffer, loss, burst
    QTest::addColumn<bool>("feedback");
    QTest::addColumn<int>("leastBitrate"); // mean of the second half
    QTest::addColumn<int>("mostBitrate");
    QTest::addColumn<double>("mostLoss");
    QTest::addColumn<double>("mostQueue");
    QTest::addColumn<int>("mostChanges"); // in 20 minutes
    using L = QList<double>;
    const auto opus = CodecKind::Opus;
    for (const bool feedback : {false, true}) {
        const char *by = feedback ? "feedback" : "reports";
        QTest::addRow("wide and clean, %s: full bitrate", by)
            << opus << L{1e9, 100, 0, 1} << feedback << 32000 << 32000 << 0. << 5. << 0;
        QTest::addRow("5 %% lost at random, %s: full bitrate", by)
            << opus << L{1e9, 100, 0.05, 1} << feedback << 31000 << 32000 << 0.07 << 5. << 20;
        QTest::addRow("20 %% lost at random, %s: tried with less, in vain", by)
            << opus << L{1e9, 100, 0.2, 1} << feedback << 30000 << 32000 << 0.24 << 5. << 20;
        QTest::addRow("10 %% lost in bursts of 3, %s", by)
            << opus << L{1e9, 100, 0.1, 3} << feedback << 30000 << 32000 << 0.16 << 5. << 30;
        QTest::addRow("40 kbit/s with a deep queue, %s: the queue goes", by)
            << opus << L{40000, 600, 0, 1} << feedback << 14000 << 30000 << 0.01 << 60. << 120;
        QTest::addRow("24 kbit/s with a deep queue, %s: longer packets", by)
            << opus << L{24000, 600, 0, 1} << feedback << 9000 << 19000 << 0.02 << 90. << 120;
        QTest::addRow("cut to 36 kbit/s without a queue, %s: found out", by)
            << opus << L{36000, 0, 0, 1} << feedback << 15000 << 28000 << 0.03 << 60. << 120;
    }
    QTest::newRow("G.711 has nothing but its packets")
        << CodecKind::Pcmu << L{72500, 600, 0, 1} << false << 64000 << 64000 << 0.02 << 90. << 120;
}

void tst_SendAdapter::calls()
{
    QFETCH(CodecKind, kind);
    QFETCH(QList<double>, link);
    QFETCH(bool, feedback);
    QFETCH(int, leastBitrate);
    QFETCH(int, mostBitrate);
    QFETCH(double, mostLoss);
    QFETCH(double, mostQueue);
    QFETCH(int, mostChanges);
    SendLimits limits = opusLimits();
    limits.kind = kind;
    Call call(limits, feedback);
    const Course course = call.run({link[0], link[1], link[2], link[3]}, 20min);
    const QByteArray words = inWords(course).toUtf8();
    QVERIFY2(course.meanBitrate >= leastBitrate && course.meanBitrate <= mostBitrate, words.constData());
    QVERIFY2(course.lossOfSecondHalf <= mostLoss, words.constData());
    QVERIFY2(course.meanQueueMs <= mostQueue, words.constData());
    QVERIFY2(course.settingsChanges <= mostChanges, words.constData());
}

void tst_SendAdapter::aNarrowPlaceThatOpensIsUsedAgain()
{
    Call call(opusLimits());
    const Course narrow = call.run({30000, 600}, 120s);
    QVERIFY2(narrow.meanBitrate < 24000, qPrintable(inWords(narrow)));
    const Course wide = call.run({}, 150s);
    QVERIFY2(wide.last.tuning.bitrate == 32000, qPrintable(inWords(wide)));
    QCOMPARE(wide.last.packetMs, 20);
}

void tst_SendAdapter::aLongerWayIsNoQueue_data()
{
    QTest::addColumn<bool>("feedback");
    QTest::newRow("reports") << false;
    QTest::newRow("feedback") << true;
}

void tst_SendAdapter::aLongerWayIsNoQueue()
{
    QFETCH(bool, feedback);
    Call call(opusLimits(), feedback);
    Link link;
    call.run(link, 60s);
    link.rttMs += 200; // a relay, or others fill the same queue
    link.standingMs = 200;
    const Course course = call.run(link, 180s);
    QVERIFY2(course.meanBitrate > 31000, qPrintable(inWords(course)));
    QVERIFY2(course.settingsChanges < 8, qPrintable(inWords(course)));
}

void tst_SendAdapter::feedbackIsFasterThanReports()
{
    const auto untilLess = [](bool hasFeedback) {
        Call call(opusLimits(), hasFeedback);
        call.run({}, 60s);
        for (int second = 1; second < 60; ++second) {
            if (call.run({30000, 600}, 1s).last.tuning.bitrate < 32000)
                return second;
        }
        return 60;
    };
    QVERIFY(untilLess(true) <= 3);
    QVERIFY(untilLess(false) <= 11);
}

void tst_SendAdapter::effortFollowsTheProcessor()
{
    SendAdapter adapter;
    SendLimits limits = opusLimits();
    limits.complexity = 5;
    adapter.start(limits, begin);
    MediaTime now = begin;
    for (int i = 0; i < 500; ++i)
        adapter.encoded(1ms, now += 20ms); // 5 %: as it should be
    QCOMPARE(adapter.settings().tuning.complexity, 5);
    for (int i = 0; i < 500; ++i)
        adapter.encoded(8ms, now += 20ms);
    QCOMPARE(adapter.settings().tuning.complexity, 0);
    adapter.encoded(15ms, now += 20ms);
    QCOMPARE(adapter.settings().tuning.complexity, 0);
    for (int i = 0; i < 50 * 110; ++i)
        adapter.encoded(500us, now += 20ms);
    QCOMPARE(adapter.settings().tuning.complexity, 5);
}

void tst_SendAdapter::effortIsNotRaisedAgainAndAgain()
{
    SendAdapter adapter;
    adapter.start(opusLimits(), begin);
    MediaTime now = begin;
    int changes = 0;
    for (int i = 0; i < 50 * 3600; ++i) { // an hour with a processor for which 3 is too much
        const int before = adapter.settings().tuning.complexity;
        adapter.encoded(before >= 3 ? 5ms : 500us, now += 20ms);
        changes += adapter.settings().tuning.complexity != before ? 1 : 0;
    }
    QVERIFY2(changes < 45, qPrintable(QString::number(changes)));
}

void tst_SendAdapter::anUpdateKeepsWhatIsKnown()
{
    Call call(opusLimits());
    call.run({30000, 600}, 120s);
    const int before = call.adapter.settings().tuning.bitrate;
    SendLimits limits = opusLimits();
    limits.mostOfRtp = 60000;
    call.adapter.start(limits, call.now);
    QVERIFY(std::abs(call.adapter.settings().tuning.bitrate - before) < 5000);
    limits.kind = CodecKind::Pcmu;
    call.adapter.start(limits, call.now);
    QCOMPARE(call.adapter.settings().packetMs, 60); // the way is still narrow
}

void tst_SendAdapter::silence_data()
{
    QTest::addColumn<QList<int>>("levels"); // -dBov, one for each second
    QTest::addColumn<bool>("silent");
    using L = QList<int>;
    QTest::newRow("the beginning is sent") << L{} << false;
    QTest::newRow("digital silence") << L{127} << true;
    QTest::newRow("a quiet room") << L{60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60} << true;
    QTest::newRow("speech in it") << L{60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 30} << false;
    QTest::newRow("whispering in it") << L{70, 70, 70, 70, 70, 70, 50} << false;
    QTest::newRow("speech ended a second ago")
        << L{60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 30, 60} << true;
    QTest::newRow("music is never taken for noise") << L(60, 25) << false;
    QTest::newRow("nor is a quiet tone") << L(60, 38) << false;
}

static double meanSquareOf(int belowOverload)
{
    return belowOverload >= 127 ? 0 : 32768. * 32768. * std::pow(10., -belowOverload / 10.);
}

void tst_SendAdapter::silence()
{
    QFETCH(QList<int>, levels);
    SilenceSuppressor suppressor;
    for (const int level : levels) {
        for (int i = 0; i < 100; ++i)
            suppressor.frame(meanSquareOf(level));
    }
    QTEST(suppressor.isSilent(), "silent");
}

void tst_SendAdapter::noiseIsDescribedFiveTimesASecond()
{
    SilenceSuppressor suppressor;
    for (int i = 0; i < 1200; ++i)
        suppressor.frame(meanSquareOf(58));
    QVERIFY(suppressor.isSilent());
    suppressor.spoke();
    QCOMPARE(int(suppressor.level(20).value()), 58); // with the silence it begins
    int updates = 0;
    for (int i = 0; i < 50; ++i)
        updates += suppressor.level(20) ? 1 : 0;
    QCOMPARE(updates, 5);
}

QTEST_APPLESS_MAIN(tst_SendAdapter)
#include "tst_SendAdapter.moc"
