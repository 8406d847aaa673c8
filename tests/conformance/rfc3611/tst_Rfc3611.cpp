// RFC 3611, extended reports.
//
// Covered: §2 and §3 the framework, unknown blocks; §4.4 and §4.5 receiver reference time and its answer, the
// round trip of who only receives; §4.7 VoIP metrics, read. Not covered: loss and duplicate RLE, receipt
// times, statistics summary (§4.1-4.3, §4.6): stepped over; sending VoIP metrics.
#include "RtcpSession.h"

#include <QByteArray>
#include <QTest>
#include <array>

using namespace carillon;
using namespace std::chrono_literals;

class tst_Rfc3611 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void s3_reads_data();
    void s3_reads();
    void s4_7_voipMetrics();
    void s4_4_and_4_5_roundTripOfWhoOnlyReceives();
    void s4_5_figuresOfTheExample();
    void s5_1_onlyWhereNegotiated_data();
    void s5_1_onlyWhereNegotiated();
    void eachQuestionIsAnsweredOnce();
};

static Bytes bytesOf(const QByteArray &array)
{
    return {reinterpret_cast<const std::uint8_t *>(array.constData()), std::size_t(array.size())};
}

static const std::array<std::uint8_t, 4> Cname{'c', 'n', 'a', 'm'};

void tst_Rfc3611::s3_reads_data()
{
    QTest::addColumn<QByteArray>("blocks");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *name, QByteArray blocks, const char *wanted) {
        QTest::newRow(name) << blocks.replace(' ', "") << QByteArray(wanted);
    };
    row("no block", "", "- 0");
    row("reference time", "04000002 0000000100000002", "100000002 0");
    row("an answer", "05000003 00000007 00000001 00000002", "- 1");
    row("nine answers: eight are kept", "0500001b" + QByteArray("000000070000000100000002").repeated(9),
        "- 8");
    row("an unknown block before it", "63000001 01020304 04000002 0000000100000002", "100000002 0");
    row("a loss RLE block before it", "01000003 00000007 00000010 ffff0000 04000002 0000000100000002",
        "100000002 0");
    row("reference time of another size", "04000001 00000001", "malformed");
    row("an answer of another size", "05000002 0000000700000001", "malformed");
    row("VoIP metrics of another size", "07000001 00000001", "malformed");
    row("beyond the end", "63000002 01020304", "malformed");
    row("half a block header", "6300", "malformed");
}

void tst_Rfc3611::s3_reads()
{
    QFETCH(QByteArray, blocks);
    QFETCH(QByteArray, wanted);
    const QByteArray body = QByteArray::fromHex("00000001" + blocks);
    const auto report = RtcpExtendedReport::parse(bytesOf(body));
    QByteArray words = "malformed";
    if (report) {
        const auto &reference = report->receiverReference;
        words = (reference ? QByteArray::number(qulonglong(*reference), 16) : QByteArray("-")) + ' '
            + QByteArray::number(qulonglong(report->delayCount));
        QCOMPARE(report->ssrc, 1u);
    }
    QCOMPARE(words, wanted);
}

void tst_Rfc3611::s4_7_voipMetrics()
{
    const QByteArray body = QByteArray::fromHex("0000000107000008"
                                                "000000020a010203003200140028001e"
                                                "ec28000f5d7f28261000002800500064");
    const auto report = RtcpExtendedReport::parse(bytesOf(body));
    QVERIFY(report && report->voip);
    QVERIFY((*report->voip == RtcpVoipMetrics{2, 10, 1, 2, 3, 50, 20, 40, 30, 93, 40, 38, 40}));
    RtcpSession session;
    session.received(*report, 3, MediaTime(1h));
    QVERIFY(!session.voipMetrics()); // about somebody else
    session.received(*report, 2, MediaTime(1h));
    QCOMPARE(int(session.voipMetrics()->listeningQuality), 40);
}

/// One report from @p from to @p to.
static void pass(RtcpSession &from, const RtcpSession::Sent &sent, RtcpSession &to, std::uint32_t ssrcOfTo,
    MediaTime sentAt, MediaTime arrivesAt)
{
    std::array<std::uint8_t, RtcpSession::MaxPacketBytes> bytes{};
    const std::size_t size = from.compose(bytes, sent, nullptr, Cname, RtcpSession::Bye::No, sentAt);
    const auto compound = RtcpCompound::parse(Bytes(bytes).first(size));
    QVERIFY(compound);
    to.received(*compound, ssrcOfTo, arrivesAt);
    for (std::size_t i = 0; i < compound->extendedReportCount; ++i)
        to.received(*RtcpExtendedReport::parse(compound->extendedReports[i]), ssrcOfTo, arrivesAt);
}

void tst_Rfc3611::s4_4_and_4_5_roundTripOfWhoOnlyReceives()
{
    RtcpSession listener, speaker;
    const auto skew = 12345s; // of their clocks
    pass(listener, {1, 0, 0, 0, false, true, true}, speaker, 2, MediaTime(1h), MediaTime(1h + skew + 30ms));
    pass(speaker, {2, 9, 9, 9, true, false, true}, listener, 1, MediaTime(1h + skew + 3s),
        MediaTime(1h + 3s + 20ms)); // 30 ms one way, 50 ms the other
    QVERIFY(std::abs(listener.reception().rttMs - 50) < 0.1);
    QCOMPARE(speaker.reception().rttMs, -1.); // nobody answered it
}

void tst_Rfc3611::s4_5_figuresOfTheExample()
{
    // Those of RFC 3550's figure 2, which it refers to.
    RtcpExtendedReport report;
    report.delays[0] = {1, 0xb7052000, 0x00054000};
    report.delayCount = 1;
    RtcpSession session;
    session.received(report, 1, MediaTime(std::chrono::seconds(0xb710) + 500ms)); // A = 0xb710:8000
    QCOMPARE(session.reception().rttMs, 6125.);
    report.delays[0] = {9, 0xb7100000, 0}; // somebody else's
    session.received(report, 1, MediaTime(std::chrono::seconds(0xb710) + 500ms));
    QCOMPARE(session.reception().rttMs, 6125.);
    report.delays[0] = {1, 0, 0}; // it heard no question of ours yet
    session.received(report, 1, MediaTime(std::chrono::seconds(0xb710) + 500ms));
    QCOMPARE(session.reception().rttMs, 6125.);
}

void tst_Rfc3611::s5_1_onlyWhereNegotiated_data()
{
    QTest::addColumn<bool>("asks");
    QTest::addColumn<bool>("answers");
    QTest::addColumn<int>("extraBytes");
    QTest::newRow("neither") << false << false << 0;
    QTest::newRow("asks") << true << false << 8 + 12;
    QTest::newRow("answers") << false << true << 8 + 4 + 12;
    QTest::newRow("both") << true << true << 8 + 12 + 4 + 12;
}

void tst_Rfc3611::s5_1_onlyWhereNegotiated()
{
    QFETCH(bool, asks);
    QFETCH(bool, answers);
    QFETCH(int, extraBytes);
    const auto sizeOf = [](const RtcpSession::Sent &sent) {
        RtcpSession session;
        RtcpExtendedReport question;
        question.ssrc = 2;
        question.receiverReference = 0x100000000;
        session.received(question, 1, MediaTime(1h));
        std::array<std::uint8_t, RtcpSession::MaxPacketBytes> bytes{};
        return int(session.compose(bytes, sent, nullptr, Cname, RtcpSession::Bye::No, MediaTime(1h)));
    };
    QCOMPARE(
        sizeOf({1, 0, 0, 0, false, asks, answers}) - sizeOf({1, 0, 0, 0, false, false, false}), extraBytes);
}

void tst_Rfc3611::eachQuestionIsAnsweredOnce()
{
    RtcpSession session;
    RtcpExtendedReport question;
    question.ssrc = 2;
    question.receiverReference = 0x100000000;
    session.received(question, 1, MediaTime(1h));
    std::array<std::uint8_t, RtcpSession::MaxPacketBytes> bytes{};
    const auto blocks = [&] {
        const std::size_t size = session.compose(
            bytes, {1, 0, 0, 0, false, false, true}, nullptr, Cname, RtcpSession::Bye::No, MediaTime(1h));
        return RtcpCompound::parse(Bytes(bytes).first(size))->extendedReportCount;
    };
    QCOMPARE(blocks(), std::size_t(1));
    QCOMPARE(blocks(), std::size_t(0));
}

QTEST_APPLESS_MAIN(tst_Rfc3611)
#include "tst_Rfc3611.moc"
