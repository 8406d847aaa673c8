// RFC 3550, RTP and RTCP, for a call of two.
//
// Covered: §5.1 fixed header, padding, CSRC and extension limits; §6.1 compound packets; §6.2 and §6.3.1 the
// interval, the shares of senders and receivers; §6.3.3 reconsideration, §6.3.4 reverse reconsideration;
// §6.4.1 and §6.4.2 sender and receiver reports, the round trip of its figure 2; §6.6 BYE; §8.2 collisions
// and loops (with streams: tst_StreamIdentity); A.1 sequence numbers; A.2 validity; A.3 loss; A.8 jitter. Not
// covered: §6.3.5 timeouts of members and §6.3.7 back-off of BYE (groups), §7 translators and mixers, §9
// encryption, APP packets beyond stepping over them.
#include "LocalSsrc.h"
#include "Packetizer.h"
#include "RtcpSession.h"

#include <QTest>
#include <array>
#include <cstring>

using namespace carillon;
using namespace std::chrono_literals;

class tst_Rfc3550 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void s5_1_headerLayout();
    void s5_1_sequenceAndTimestampAdvance();
    void s6_1_compoundBeginsWithAReportAndHasACname();
    void s6_2_shares_data();
    void s6_2_shares();
    void s6_3_3_reconsiderationPutsOff();
    void s6_3_4_whoLeavesMakesTheOthersReportSooner();
    void s6_4_senderReportAfterSending();
    void s6_4_1_roundTripOfFigure2();
    void s6_4_1_lsrAndDlsr();
    void s6_6_bye();
    void s8_2_collisionThenLoop();
    void a1_sequenceNumbers_data();
    void a1_sequenceNumbers();
    void a3_fractionLost();
    void a8_jitter();
};

static const std::array<std::uint8_t, 4> Cname{'c', 'n', 'a', 'm'};

void tst_Rfc3550::s5_1_headerLayout()
{
    std::array<std::uint8_t, RtpHeader::Size> bytes{};
    RtpHeader{true, 0x55, 0x1234, 0x56789abc, 0xdef01234}.write(bytes);
    const std::array<std::uint8_t, 12> wanted{
        0x80, 0xd5, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0, 0x12, 0x34};
    QVERIFY(bytes == wanted);
}

void tst_Rfc3550::s5_1_sequenceAndTimestampAdvance()
{
    Packetizer packetizer(9, 65535, 0xffffffff);
    const RtpHeader first = packetizer.sound(0);
    packetizer.advance(160);
    const RtpHeader second = packetizer.sound(0);
    QVERIFY(first.marker && !second.marker); // RFC 3551 §4.1: the first of a talkspurt
    QCOMPARE(int(second.sequenceNumber), 0);
    QCOMPARE(second.timestamp, 159u);
    packetizer.paused();
    packetizer.advance(8000); // not sent, but time passes
    const RtpHeader third = packetizer.sound(0);
    QVERIFY(third.marker);
    QCOMPARE(int(third.sequenceNumber), 1);
    QCOMPARE(third.timestamp, 8159u);
}

void tst_Rfc3550::s6_1_compoundBeginsWithAReportAndHasACname()
{
    RtcpSession session;
    std::array<std::uint8_t, RtcpSession::MaxPacketBytes> bytes{};
    const std::size_t size
        = session.compose(bytes, {7, 0, 0, 0, false}, nullptr, Cname, RtcpSession::Bye::No, MediaTime(1h));
    QCOMPARE(int(bytes[1]), 201);
    QCOMPARE(int(bytes[9]), 202);
    const auto compound = RtcpCompound::parse(Bytes(bytes).first(size));
    QVERIFY(compound && compound->cname.size() == 4);
    QCOMPARE(compound->reportCount, std::size_t(0)); // nothing was received: an empty RR
}

void tst_Rfc3550::s6_2_shares_data()
{
    QTest::addColumn<int>("members");
    QTest::addColumn<int>("senders");
    QTest::addColumn<bool>("weSent");
    QTest::addColumn<double>("seconds");
    // 5 % of 5 kbit/s are 31.25 bytes a second; packets have 200.
    QTest::newRow("a call: both share all") << 2 << 2 << true << 12.8;
    QTest::newRow("a call, one is silent") << 2 << 1 << false << 12.8;
    QTest::newRow("nobody sends: receivers have three quarters") << 2 << 0 << false << 12.8 / 0.75;
    QTest::newRow("one of eight sends: a quarter for it") << 8 << 1 << true << 6.4 / 0.25;
    QTest::newRow("one of eight sends: the rest for seven") << 8 << 1 << false << 7 * 6.4 / 0.75;
    QTest::newRow("three of eight send: all alike") << 8 << 3 << true << 8 * 6.4;
    QTest::newRow("alone") << 1 << 1 << true << 6.4;
}

void tst_Rfc3550::s6_2_shares()
{
    QFETCH(int, members);
    QFETCH(int, senders);
    QFETCH(bool, weSent);
    QFETCH(double, seconds);
    RtcpSchedule schedule(5000, RtcpSchedule::Minimum::Fixed, 1);
    for (int i = 0; i < 500; ++i)
        schedule.packet(200);
    schedule.setMembers({members, senders, weSent}, MediaTime(1h));
    const double interval = std::chrono::duration<double>(schedule.deterministicInterval(false)).count();
    QVERIFY2(std::abs(interval - seconds) < 0.05, qPrintable(QString::number(interval)));
}

void tst_Rfc3550::s6_3_3_reconsiderationPutsOff()
{
    RtcpSchedule schedule(5000, RtcpSchedule::Minimum::Fixed, 7);
    schedule.setMembers({1, 1, true}, MediaTime(1h));
    schedule.start(MediaTime(1h));
    const MediaTime due = *schedule.due();
    QVERIFY(!schedule.expires(due - 1ns));
    schedule.setMembers({100, 100, true}, MediaTime(1h)); // many more came in the meantime
    QVERIFY(!schedule.expires(due));
    QVERIFY(*schedule.due() - MediaTime(1h) > 50s);
}

void tst_Rfc3550::s6_3_4_whoLeavesMakesTheOthersReportSooner()
{
    RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Fixed, 3);
    schedule.start(MediaTime(1h));
    const auto wait = *schedule.due() - MediaTime(1h);
    schedule.setMembers({1, 1, true}, MediaTime(1h)); // the other one of two said BYE
    QVERIFY(std::chrono::abs((*schedule.due() - MediaTime(1h)) - wait / 2) < 1us);
}

void tst_Rfc3550::s6_4_senderReportAfterSending()
{
    RtcpSession session;
    RtpSource source;
    source.start(99);
    source.received(10);
    source.received(12);
    std::array<std::uint8_t, RtcpSession::MaxPacketBytes> bytes{};
    const std::size_t size = session.compose(
        bytes, {7, 50, 8000, 12345, true}, &source, Cname, RtcpSession::Bye::No, MediaTime(2s + 500ms));
    const auto compound = RtcpCompound::parse(Bytes(bytes).first(size));
    QVERIFY(compound && compound->senderInfo);
    QCOMPARE(compound->senderInfo->ntp, (quint64(2) << 32) | 0x80000000u);
    QCOMPARE(compound->senderInfo->rtpTimestamp, 12345u);
    QCOMPARE(compound->senderInfo->packets, 50u);
    QCOMPARE(compound->senderInfo->octets, 8000u);
    QCOMPARE(compound->reportCount, std::size_t(1));
    QCOMPARE(compound->reports[0].ssrc, 99u);
    QCOMPARE(compound->reports[0].cumulativeLost, 1);
    QCOMPARE(int(compound->reports[0].fractionLost), 256 / 3);
    QCOMPARE(compound->reports[0].extendedHighestSequence, 12u);
    QCOMPARE(compound->reports[0].lastSenderReport, 0u); // none came yet
}

void tst_Rfc3550::s6_4_1_roundTripOfFigure2()
{
    RtcpCompound compound;
    compound.senderSsrc = 2;
    compound.reportCount = 1;
    compound.reports[0].ssrc = 1;
    compound.reports[0].lastSenderReport = 0xb7052000;
    compound.reports[0].delaySinceLastSenderReport = 0x00054000;
    RtcpSession session;
    session.received(compound, 1, MediaTime(std::chrono::seconds(0xb710) + 500ms)); // A = 0xb710:8000
    QCOMPARE(session.reception().rttMs, 6125.);
}

void tst_Rfc3550::s6_4_1_lsrAndDlsr()
{
    RtcpSession session;
    RtcpCompound compound;
    compound.senderSsrc = 99;
    compound.senderInfo = RtcpSenderInfo{0x1111222233334444, 0, 0, 0};
    session.received(compound, 7, MediaTime(10s));
    RtpSource source;
    source.start(99);
    source.received(1);
    std::array<std::uint8_t, RtcpSession::MaxPacketBytes> bytes{};
    const std::size_t size = session.compose(
        bytes, {7, 0, 0, 0, false}, &source, Cname, RtcpSession::Bye::No, MediaTime(12s + 250ms));
    const auto answer = RtcpCompound::parse(Bytes(bytes).first(size));
    QCOMPARE(answer->reports[0].lastSenderReport, 0x22223333u);
    QCOMPARE(answer->reports[0].delaySinceLastSenderReport, 2 * 65536u + 16384u);
}

void tst_Rfc3550::s6_6_bye()
{
    RtcpSession session;
    std::array<std::uint8_t, RtcpSession::MaxPacketBytes> bytes{};
    const std::size_t size
        = session.compose(bytes, {7, 1, 1, 0, true}, nullptr, Cname, RtcpSession::Bye::Yes, MediaTime(1h));
    const auto compound = RtcpCompound::parse(Bytes(bytes).first(size));
    QVERIFY(compound && compound->byeCount == 1 && compound->byes[0] == 7);
    QVERIFY(RtcpSession().received(*compound, 1, MediaTime(1h)));
    auto other = *compound;
    other.byes[0] = 8; // somebody else's
    QVERIFY(!RtcpSession().received(other, 1, MediaTime(1h)));
}

void tst_Rfc3550::s8_2_collisionThenLoop()
{
    LocalSsrc local(5, 6);
    QVERIFY(local.heard(7) == LocalSsrc::Verdict::Other);
    QVERIFY(!local.takeChange());
    QVERIFY(local.heard(5) == LocalSsrc::Verdict::Collision);
    QVERIFY(local.takeChange());
    QVERIFY(!local.takeChange());
    QCOMPARE(local.former(), 5u);
    QCOMPARE(local.value(), 6u);
    QVERIFY(local.heard(5) == LocalSsrc::Verdict::Other); // it is the peer's now
    QVERIFY(local.heard(6) == LocalSsrc::Verdict::Loop);  // from the same address: our own, sent back
    QCOMPARE(local.value(), 6u);
    QCOMPARE(local.loops(), quint64(1));
}

void tst_Rfc3550::a1_sequenceNumbers_data()
{
    QTest::addColumn<QList<int>>("sequence");
    QTest::addColumn<quint32>("highest");
    QTest::addColumn<int>("lost");
    using L = QList<int>;
    QTest::newRow("in order") << L{100, 101, 102} << quint32(102) << 0;
    QTest::newRow("wraps") << L{65534, 65535, 0, 1} << quint32(65537) << 0;
    QTest::newRow("one missing") << L{100, 102} << quint32(102) << 1;
    QTest::newRow("largest permissible dropout") << L{100, 3099} << quint32(3099) << 2998;
    QTest::newRow("MAX_DROPOUT is a jump") << L{100, 3100, 101} << quint32(101) << 0;
    QTest::newRow("jump that goes on is a restart") << L{100, 3100, 3101} << quint32(3101) << 0;
    QTest::newRow("jump that does not go on") << L{100, 3100, 3102, 101} << quint32(101) << 0;
    QTest::newRow("99 back is reordering") << L{200, 101} << quint32(200) << 1 - 2;
    QTest::newRow("101 back is a jump") << L{300, 199, 301} << quint32(301) << 0;
    QTest::newRow("duplicate") << L{100, 100} << quint32(100) << -1;
    QTest::newRow("reordered across the wrap") << L{65535, 1, 0} << quint32(65537) << 0;
}

void tst_Rfc3550::a1_sequenceNumbers()
{
    QFETCH(QList<int>, sequence);
    QFETCH(quint32, highest);
    QFETCH(int, lost);
    RtpSource source;
    source.start(1);
    for (const int number : sequence)
        source.received(std::uint16_t(number));
    QCOMPARE(source.extendedHighestSequence(), highest);
    QCOMPARE(int(source.cumulativeLost()), lost);
}

void tst_Rfc3550::a3_fractionLost()
{
    RtpSource source;
    source.start(1);
    for (int i = 0; i < 100; ++i) {
        if (i % 4 != 3)
            source.received(std::uint16_t(i));
    }
    QCOMPARE(int(source.takeFractionLost()), 24 * 256 / 99); // the last one is not yet expected
    for (int i = 100; i < 200; ++i)
        source.received(std::uint16_t(i));
    QCOMPARE(int(source.takeFractionLost()), 1 * 256 / 101);
    for (int i = 0; i < 10; ++i)
        source.received(199);
    QCOMPARE(int(source.takeFractionLost()), 0); // more received than expected
}

void tst_Rfc3550::a8_jitter()
{
    // The appendix' own arithmetic beside ours, on made-up arrivals.
    RtpSource source;
    source.start(1);
    const int arrivalsMs[] = {0, 25, 38, 61, 99, 100, 121, 160, 161, 180};
    double jitter = 0;
    for (int i = 0; i < 10; ++i) {
        source.arrived(
            std::uint32_t(i * 160), 8000, MediaTime(1h) + std::chrono::milliseconds(arrivalsMs[i]));
        if (i > 0) {
            const double d = std::abs((arrivalsMs[i] - arrivalsMs[i - 1]) * 8 - 160);
            jitter += (d - jitter) / 16.;
        }
    }
    QCOMPARE(source.jitter(), quint32(jitter));
}

QTEST_APPLESS_MAIN(tst_Rfc3550)
#include "tst_Rfc3550.moc"
