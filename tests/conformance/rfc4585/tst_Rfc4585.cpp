// RFC 4585, feedback by RTCP, with RFC 5104 §4.3.1 (FIR), REMB and transport-wide congestion control.
//
// Covered: §3.4 and §3.5.3 the interval of regular packets; §3.5.1 and §3.5.2 early feedback of two parties,
// whose T_dither_max is 0; §6.1 the common format and unknown kinds; §6.2.1
// generic NACK; §6.3.1 PLI; the drafts' messages, read and (transport-wide) written. Not covered: dithering
// and suppression of feedback among many; SLI, RPSI, TMMBR: unknown kinds to us.
#include "RtcpPacket.h"
#include "RtcpSchedule.h"
#include "SentPackets.h"

#include <QByteArray>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <vector>

using namespace carillon;
using namespace std::chrono_literals;

class tst_Rfc4585 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void s3_4_firstPacketAfterAboutASecond();
    void s3_5_3_regularPacketsKeepTheirDistance();
    void s3_5_2_earlyOnceBetweenTwoExpiries();
    void s3_5_2_theNextRegularPlaceIsLeftOut();
    void s3_5_3_feedbackTakesThePlaceOfASuppressedReport();
    void s3_5_noEarlyFeedbackWithoutTheProfile();
    void s6_messages_data();
    void s6_messages();
    void s6_2_1_countsWhatIsMissing();
    void longMessagesAreCut();
    void transport_reads_data();
    void transport_reads();
    void transport_readsWhatItWrites_data();
    void transport_readsWhatItWrites();
    void transport_forgetsWhatIsTooOld();
    void transport_tellsLossAndQueueing_data();
    void transport_tellsLossAndQueueing();
    void transport_eachPacketCountsOnce();
};

static Bytes bytesOf(const QByteArray &array)
{
    return {reinterpret_cast<const std::uint8_t *>(array.constData()), std::size_t(array.size())};
}

void tst_Rfc4585::s3_4_firstPacketAfterAboutASecond()
{
    for (std::uint64_t seed = 1; seed < 100; ++seed) {
        RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Feedback, seed * 0x9e3779b97f4a7c15);
        schedule.start(MediaTime(1h));
        const auto wait = *schedule.due() - MediaTime(1h);
        QVERIFY(wait > 400ms && wait < 1250ms);
    }
}

void tst_Rfc4585::s3_5_3_regularPacketsKeepTheirDistance()
{
    RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Feedback, 77);
    schedule.start(MediaTime(1h));
    std::vector<MediaTime> sent;
    for (MediaTime now{1h}; sent.size() < 300; now += 10ms) {
        if (!schedule.isDue(now) || !schedule.expires(now))
            continue;
        schedule.packet(150);
        schedule.sent(now);
        sent.push_back(now);
    }
    for (std::size_t i = 1; i < sent.size(); ++i) {
        QVERIFY(sent[i] - sent[i - 1] >= RtcpSchedule::RegularInterval / 2);
        QVERIFY(sent[i] - sent[i - 1] <= RtcpSchedule::RegularInterval * 2);
    }
    const auto mean = (sent.back() - sent.front()) / (sent.size() - 1);
    QVERIFY(mean > 4s && mean < 5s);
}

void tst_Rfc4585::s3_5_2_earlyOnceBetweenTwoExpiries()
{
    RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Feedback, 5);
    QVERIFY(!schedule.allowsEarly(MediaTime(1h))); // it has not begun
    schedule.start(MediaTime(1h));
    const MediaTime event{1h + 100ms};
    QVERIFY(schedule.allowsEarly(event)); // at once: te = t0
    schedule.earlySent();
    for (MediaTime now = event; now < *schedule.due(); now += 10ms)
        QVERIFY(!schedule.allowsEarly(now)); // it waits for the regular place
    MediaTime now = *schedule.due();
    while (schedule.timer(now, RtcpSchedule::Pending::Nothing) != RtcpSchedule::Due::Report)
        now += 1ms;
    schedule.sent(now);
    QVERIFY(schedule.allowsEarly(now));
}

void tst_Rfc4585::s3_5_2_theNextRegularPlaceIsLeftOut()
{
    RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Feedback, 5);
    const MediaTime previous{1h};
    schedule.start(previous);
    const MediaTime next = *schedule.due();
    schedule.earlySent();
    QCOMPARE(schedule.due()->time_since_epoch().count(), // tn = tp + 2 * T_rr
        (previous + 2 * (next - previous)).time_since_epoch().count());
}

void tst_Rfc4585::s3_5_3_feedbackTakesThePlaceOfASuppressedReport()
{
    using Due = RtcpSchedule::Due;
    RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Feedback, 9);
    schedule.start(MediaTime(1h));
    int reports = 0, feedback = 0, early = 0;
    std::optional<MediaTime> regular;
    for (MediaTime now{1h}; now < MediaTime(1h + 600s); now += 10ms) {
        if (schedule.isDue(now)) {
            const Due due = schedule.timer(now, RtcpSchedule::Pending::Feedback);
            if (due == Due::Report) {
                QVERIFY(!regular || now - *regular >= RtcpSchedule::RegularInterval / 2);
                regular = now;
                schedule.sent(now);
                ++reports;
            }
            feedback += due == Due::Feedback ? 1 : 0;
            if (due != Due::Nothing) {
                schedule.packet(90);
                QVERIFY(schedule.allowsEarly(now)); // allow_early, §3.5.2
            }
        } else if (schedule.allowsEarly(now)) {
            schedule.packet(90);
            schedule.earlySent();
            ++early;
        }
    }
    QVERIFY2(reports > 110 && reports < 160, qPrintable(QString::number(reports)));
    QVERIFY(feedback > 3 * reports);
    QVERIFY(early > reports && early <= feedback + reports + 1);
}

void tst_Rfc4585::s3_5_noEarlyFeedbackWithoutTheProfile()
{
    RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Fixed, 5);
    schedule.start(MediaTime(1h));
    QVERIFY(!schedule.allowsEarly(MediaTime(1h + 1ms)));
}

/// The message in words, or "malformed".
static QByteArray inWords(const RtcpFeedbackView &view)
{
    const auto feedback = parseFeedback(view);
    if (!feedback)
        return "malformed";
    QByteArray words;
    if (const auto *nack = std::get_if<GenericNack>(&*feedback)) {
        words = "NACK of " + QByteArray::number(nack->mediaSsrc) + ':';
        for (std::size_t i = 0; i < nack->count; ++i)
            words += ' ' + QByteArray::number(nack->items[i].packetId) + '+'
                + QByteArray::number(nack->items[i].following, 2);
    } else if (const auto *loss = std::get_if<PictureLossIndication>(&*feedback)) {
        words = "PLI of " + QByteArray::number(loss->mediaSsrc);
    } else if (const auto *request = std::get_if<FullIntraRequest>(&*feedback)) {
        words = "FIR:";
        for (std::size_t i = 0; i < request->count; ++i)
            words += ' ' + QByteArray::number(request->entries[i].ssrc) + '#'
                + QByteArray::number(request->entries[i].sequence);
    } else if (const auto *estimate = std::get_if<ReceiverEstimate>(&*feedback)) {
        words = "REMB " + QByteArray::number(qulonglong(estimate->bitsPerSecond)) + " for "
            + QByteArray::number(qulonglong(estimate->count));
    } else if (std::holds_alternative<TransportFeedback>(*feedback)) {
        words = "transport";
    } else {
        words = "unknown";
    }
    return words;
}

void tst_Rfc4585::s6_messages_data()
{
    QTest::addColumn<int>("layer");
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("wanted");
    const QByteArray ssrcs = "0000000100000002";
    QTest::newRow("NACK") << 205 << 1 << ssrcs + "00640005" << QByteArray("NACK of 2: 100+101");
    QTest::newRow("NACK of two blocks")
        << 205 << 1 << ssrcs + "0064000000c88000" << QByteArray("NACK of 2: 100+0 200+1000000000000000");
    QTest::newRow("NACK of nothing") << 205 << 1 << ssrcs << QByteArray("malformed");
    QTest::newRow("NACK, cut") << 205 << 1 << ssrcs + "0064" << QByteArray("malformed");
    QTest::newRow("PLI") << 206 << 1 << ssrcs << QByteArray("PLI of 2");
    QTest::newRow("PLI without a source") << 206 << 1 << QByteArray("00000001") << QByteArray("malformed");
    QTest::newRow("FIR") << 206 << 4 << ssrcs + "0000000307000000" << QByteArray("FIR: 3#7");
    QTest::newRow("FIR, cut") << 206 << 4 << ssrcs + "00000003" << QByteArray("malformed");
    QTest::newRow("REMB") << 206 << 15 << ssrcs + "52454d42010bd09000000002"
                          << QByteArray("REMB 1000000 for 1");
    QTest::newRow("REMB of more sources than bytes")
        << 206 << 15 << ssrcs + "52454d42020bd09000000002" << QByteArray("malformed");
    QTest::newRow("REMB beyond 64 bits")
        << 206 << 15 << ssrcs + "52454d4201ffffff00000002" << QByteArray("malformed");
    QTest::newRow("another application's") << 206 << 15 << ssrcs + "61626364" << QByteArray("unknown");
    QTest::newRow("SLI") << 206 << 2 << ssrcs + "00000000" << QByteArray("unknown");
    QTest::newRow("TMMBR") << 205 << 3 << ssrcs + "0000000100000000" << QByteArray("unknown");
}

void tst_Rfc4585::s6_messages()
{
    QFETCH(int, layer);
    QFETCH(int, format);
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, wanted);
    const QByteArray body = QByteArray::fromHex(hex);
    QCOMPARE(inWords({RtcpFeedbackView::Layer(layer), std::uint8_t(format), bytesOf(body)}), wanted);
}

void tst_Rfc4585::s6_2_1_countsWhatIsMissing()
{
    const QByteArray body = QByteArray::fromHex("000000010000000200640005");
    RtcpFeedbackCounter counter;
    counter.feedback(*parseFeedback({RtcpFeedbackView::Layer::Transport, 1, bytesOf(body)}));
    QCOMPARE(counter.messages, quint64(1));
    QCOMPARE(counter.nackedPackets, quint64(3)); // 100, 101 and 103
}

void tst_Rfc4585::longMessagesAreCut()
{
    const QByteArray nack = QByteArray(8, '\0') + QByteArray(4 * 1000, '\1');
    const auto feedback = parseFeedback({RtcpFeedbackView::Layer::Transport, 1, bytesOf(nack)});
    QCOMPARE(std::get<GenericNack>(*feedback).count, GenericNack::MaxItems);
    // A datagram full of small ones: the first MaxFeedback are kept.
    const QByteArray datagram = QByteArray::fromHex("81ce00020000000100000002").repeated(100);
    const auto compound = RtcpCompound::parse(bytesOf(datagram));
    QVERIFY(compound);
    QCOMPARE(compound->feedbackCount, RtcpCompound::MaxFeedback);
}

// ---- transport-wide congestion control
// ----------------------------------------------------------------------

/// "base@reference#number: 12 - 40", ticks after the reference, "-" for what did not arrive.
static QByteArray inWords(const std::optional<TransportFeedback> &feedback)
{
    if (!feedback)
        return "malformed";
    QByteArray words = QByteArray::number(feedback->baseSequence) + '@'
        + QByteArray::number(feedback->referenceTime) + '#' + QByteArray::number(feedback->feedbackCount)
        + ':';
    for (std::size_t i = 0; i < feedback->count; ++i)
        words += ' '
            + (feedback->arrivals[i] == TransportFeedback::NotReceived
                    ? QByteArray("-")
                    : QByteArray::number(feedback->arrivals[i]));
    return words;
}

void tst_Rfc4585::transport_reads_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *name, QByteArray hex, const char *wanted) {
        QTest::newRow(name) << "0000000100000002" + hex.replace(' ', "") << QByteArray(wanted);
    };
    row("a run of small steps", "00010003 00000a05 2003 010203 000000", "1@10#5: 1 3 6");
    row("a run of losses", "ffff0002 fffffe05 0002 0000", "65535@-2#5: - -");
    row("a vector of single bits", "00010004 00000000 a400 0a14 0000", "1@0#0: 10 - - 30");
    row("a vector of pairs of bits", "00010004 00000000 d200 0a fff0 0000", "1@0#0: 10 - -6 -");
    row("a run that is longer than the message", "00010002 00000000 3fff 0102", "1@0#0: 1 3");
    row("empty runs are passed over", "00010001 00000000 2000 2001 01 000000", "1@0#0: 1");
    row("none", "00010000 00000000", "malformed");
    row("more than anybody sends", "00010201 00000000 1fff 0000", "malformed");
    row("chunks are missing", "0001000f 00000000 8000", "malformed");
    row("steps are missing", "00010003 00000000 2003 0102", "malformed");
    row("half of a large step is missing", "00010001 00000000 4001 01", "malformed");
    row("a reserved symbol", "00010001 00000000 6001 0101", "malformed");
    row("cut", "00010001", "malformed");
}

void tst_Rfc4585::transport_reads()
{
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, wanted);
    const QByteArray body = QByteArray::fromHex(hex);
    QCOMPARE(inWords(TransportFeedback::parse(bytesOf(body))), wanted);
}

void tst_Rfc4585::transport_readsWhatItWrites_data()
{
    QTest::addColumn<QList<int>>("steps"); // ms after the one before; -1: lost
    using L = QList<int>;
    QTest::newRow("one") << L{0};
    QTest::newRow("as sent") << L(20, 20);
    QTest::newRow("some lost") << L{20, 20, -1, 20, -1, -1, -1, 20, 20, -1, 20};
    QTest::newRow("many lost") << L{20} + L(40, -1) + L{20};
    QTest::newRow("pauses") << L{20, 400, 20, 20, 5000, 20, 1, 1, 90, 20};
    QTest::newRow("all far apart") << L(30, 300);
    QTest::newRow("as many as fit") << L(int(TransportArrivals::MaxStatuses), 300);
}

void tst_Rfc4585::transport_readsWhatItWrites()
{
    QFETCH(QList<int>, steps);
    TransportArrivals arrivals;
    std::uint8_t bytes[TransportArrivals::MaxPacketBytes];
    QVERIFY(arrivals.isEmpty());
    QCOMPARE(arrivals.write(bytes, 1, 2), std::size_t(0));
    MediaTime now{1h + 7ms};
    for (int round = 0; round < 3; ++round) {
        const std::uint16_t first = std::uint16_t(65530 + round * steps.size());
        std::vector<MediaTime> times;
        for (const int step : steps) {
            times.push_back(step < 0 ? MediaTime() : now += std::chrono::milliseconds(step));
            if (step >= 0)
                arrivals.received(std::uint16_t(first + times.size() - 1), now);
        }
        const std::size_t size = arrivals.write(bytes, 1, 2);
        QVERIFY(size > 0 && size % 4 == 0);
        const auto compound = RtcpCompound::parse(Bytes(bytes, size));
        QVERIFY(compound && compound->isReducedSize && compound->feedbackCount == 1);
        const auto feedback = TransportFeedback::parse(compound->feedback[0].body);
        QVERIFY(feedback);
        QCOMPARE(feedback->baseSequence, first);
        QCOMPARE(int(feedback->feedbackCount), round);
        QCOMPARE(qsizetype(feedback->count), steps.size());
        const auto reference = feedback->referenceTime * 64ms;
        for (std::size_t i = 0; i < times.size(); ++i) {
            if (steps[qsizetype(i)] < 0)
                QCOMPARE(feedback->arrivals[i], TransportFeedback::NotReceived);
            else
                QVERIFY(MediaTime(reference) + feedback->arrivals[i] * TransportFeedback::Tick == times[i]);
        }
        QVERIFY(arrivals.isEmpty());
    }
}

void tst_Rfc4585::transport_forgetsWhatIsTooOld()
{
    TransportArrivals arrivals;
    std::uint8_t bytes[TransportArrivals::MaxPacketBytes];
    const auto written = [&] {
        const std::size_t size = arrivals.write(bytes, 1, 2);
        return inWords(TransportFeedback::parse(Bytes(bytes, size).subspan(std::min<std::size_t>(4, size))));
    };
    MediaTime now{1h};
    for (std::uint16_t i = 0; i < 1000; ++i)
        arrivals.received(i, now += 1ms); // nobody asked for a message in between
    QVERIFY(written().startsWith("872@"));
    arrivals.received(500, now); // said to be lost, in effect
    QVERIFY(arrivals.isEmpty());
    arrivals.received(1001, now += 1ms);
    arrivals.received(1000, now += 1ms); // later than its follower
    arrivals.received(1000, now += 9ms); // and once more
    const QByteArray words = written();
    QVERIFY(words.startsWith("1000@"));
    const auto feedback = TransportFeedback::parse(Bytes(bytes, sizeof bytes).subspan(4));
    QCOMPARE(feedback->arrivals[0] - feedback->arrivals[1], 4); // 1 ms
    arrivals.received(20000, now);                              // a leap
    QCOMPARE(qsizetype(TransportFeedback::parse(Bytes(bytes, arrivals.write(bytes, 1, 2)).subspan(4))->count),
        qsizetype(TransportArrivals::MaxStatuses));
    arrivals.received(20001, now);
    arrivals.received(20002, now + 20s); // further away than a step can say: in the next message
    QVERIFY(written().startsWith("20001@"));
    QVERIFY(written().startsWith("20002@"));
}

void tst_Rfc4585::transport_tellsLossAndQueueing_data()
{
    QTest::addColumn<QList<int>>("delays"); // ms on the way, -1: lost; after one that took 30 ms
    QTest::addColumn<QList<int>>("wanted"); // received, lost, longest loss, ms of queueing
    using L = QList<int>;
    QTest::newRow("all as fast") << L{30, 30, 30} << L{3, 0, 0, 0};
    QTest::newRow("a queue") << L{130, 130} << L{2, 0, 0, 100};
    QTest::newRow("a faster one is the measure from now on") << L{10, 30} << L{2, 0, 0, 10};
    QTest::newRow("losses") << L{30, -1, -1, 30, -1, 30} << L{3, 3, 2, 0};
    QTest::newRow("all lost") << L{-1, -1} << L{0, 2, 2, 0};
}

void tst_Rfc4585::transport_tellsLossAndQueueing()
{
    QFETCH(QList<int>, delays);
    QFETCH(QList<int>, wanted);
    SentPackets sent;
    TransportArrivals arrivals;
    std::uint8_t bytes[TransportArrivals::MaxPacketBytes];
    MediaTime now{1h};
    constexpr auto otherClock = 777s;
    std::uint16_t sequence = 65534; // wraps
    const auto send = [&](int delay) {
        sent.sent(sequence, now);
        if (delay >= 0)
            arrivals.received(sequence, now + otherClock + std::chrono::milliseconds(delay));
        ++sequence;
        now += 20ms;
    };
    const auto told = [&] {
        const std::size_t size = arrivals.write(bytes, 1, 2);
        return sent.match(*TransportFeedback::parse(Bytes(bytes, size).subspan(4)));
    };
    send(30);
    QCOMPARE(told().received, 1);
    for (const int delay : delays)
        send(delay);
    const auto onlyLosses = std::all_of(delays.begin(), delays.end(), [](int d) { return d < 0; });
    if (onlyLosses) { // are told with what comes after them
        send(30);
        ++wanted[0];
    }
    const TransportOutcome outcome = told();
    QCOMPARE((QList<int>{outcome.received, outcome.lost, outcome.longestLoss,
                 int(std::lround(double(outcome.queueing.count()) / 1000))}),
        wanted);
}

void tst_Rfc4585::transport_eachPacketCountsOnce()
{
    SentPackets sent;
    TransportFeedback feedback;
    feedback.count = 3;
    QCOMPARE(sent.match(feedback).received, 0); // about nothing that we sent
    for (std::uint16_t i = 0; i < 3; ++i)
        sent.sent(i, MediaTime(1h));
    QCOMPARE(sent.match(feedback).received, 3);
    QCOMPARE(sent.match(feedback).received, 0);
    feedback.count = TransportFeedback::MaxStatuses;
    for (int i = 0; i < 1000; ++i)
        sent.sent(std::uint16_t(i), MediaTime(1h));
    feedback.baseSequence = 488;
    QCOMPARE(sent.match(feedback).received, int(SentPackets::MaxPackets)); // the older ones are forgotten
}

QTEST_APPLESS_MAIN(tst_Rfc4585)
#include "tst_Rfc4585.moc"
