#include "RtcpPacket.h"

#include <QByteArray>
#include <QTest>
#include <array>

using namespace carillon;

class tst_RtcpPacket final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatItWrites();
    void cnamesOfEveryLength();
    void stopsWhereTheBufferEnds();
    void parses_data();
    void parses();
};

static Bytes bytesOf(const QByteArray &array)
{
    return {reinterpret_cast<const std::uint8_t *>(array.constData()), std::size_t(array.size())};
}

void tst_RtcpPacket::readsWhatItWrites()
{
    const RtcpSenderInfo info{0x0102030405060708, 0xfffffff0, 1000, 160000};
    const RtcpReportBlock report{77, 25, -3, 0x0001ffff, 80, 0xabcdef01, 65536};
    const QByteArray cname("someone");
    std::array<std::uint8_t, 200> buffer{};
    RtcpWriter writer(buffer);
    QVERIFY(writer.senderReport(42, info, {&report, 1}));
    QVERIFY(writer.sourceDescription(42, bytesOf(cname)));
    QVERIFY(writer.bye(42));
    const auto compound = RtcpCompound::parse(Bytes(buffer).first(writer.size()));
    QVERIFY(compound);
    QCOMPARE(compound->senderSsrc, 42u);
    QVERIFY(compound->senderInfo && *compound->senderInfo == info);
    QCOMPARE(compound->reportCount, std::size_t(1));
    QVERIFY(compound->reports[0] == report);
    QCOMPARE(
        QByteArray(reinterpret_cast<const char *>(compound->cname.data()), qsizetype(compound->cname.size())),
        cname);
    QCOMPARE(compound->byeCount, std::size_t(1));
    QCOMPARE(compound->byes[0], 42u);
}

void tst_RtcpPacket::cnamesOfEveryLength()
{
    for (int length = 0; length <= 300; ++length) {
        const QByteArray cname(length, 'x');
        std::array<std::uint8_t, 400> buffer{};
        RtcpWriter writer(buffer);
        QVERIFY(writer.receiverReport(1, {}));
        QVERIFY(writer.sourceDescription(1, bytesOf(cname)));
        QCOMPARE(writer.size() % 4, std::size_t(0));
        const auto compound = RtcpCompound::parse(Bytes(buffer).first(writer.size()));
        QVERIFY2(compound, qPrintable(QString::number(length)));
        QCOMPARE(int(compound->cname.size()), std::min(length, 255));
    }
}

void tst_RtcpPacket::stopsWhereTheBufferEnds()
{
    std::array<std::uint8_t, 20> buffer{};
    RtcpWriter writer(buffer);
    QVERIFY(!writer.senderReport(1, {}, {}));
    QCOMPARE(writer.size(), std::size_t(0));
    QVERIFY(writer.receiverReport(1, {}));
    QVERIFY(writer.bye(1));
    QVERIFY(!writer.bye(1));
    QCOMPARE(writer.size(), std::size_t(16));
}

void tst_RtcpPacket::parses_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<bool>("accepted");
    const QByteArray rr = "80c9000100000001";
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("an empty receiver report") << rr << true;
    QTest::newRow("not a multiple of four") << rr + "00" << false;
    QTest::newRow("version 1") << QByteArray("40c9000100000001") << false;
    QTest::newRow("SDES first") << QByteArray("81ca0002000000010000"
                                              "0000")
                                << false;
    QTest::newRow("length beyond the end") << QByteArray("80c9000200000001") << false;
    QTest::newRow("length that leaves a rest") << QByteArray("80c9000000000001") << false;
    QTest::newRow("sender report without its info") << QByteArray("80c8000100000001") << false;
    QTest::newRow("more blocks than bytes") << QByteArray("81c9000100000001") << false;
    QTest::newRow("SDES without end") << rr
            + "81ca0002"
              "00000001"
              "01020304" << false;
    QTest::newRow("SDES item beyond the end") << rr
            + "81ca0002"
              "00000001"
              "01ff6100" << false;
    QTest::newRow("SDES without chunk") << rr + "81ca0000" << false;
    QTest::newRow("SDES of none") << rr + "80ca0000" << true;
    QTest::newRow("two SDES chunks") << rr
            + "82ca0004"
              "00000001"
              "01016100"
              "00000002"
              "01016200" << true;
    QTest::newRow("BYE with fewer sources than it says") << rr
            + "82cb0001"
              "00000001" << false;
    QTest::newRow("BYE with a reason") << rr
            + "81cb0002"
              "00000001"
              "02686900" << true;
    QTest::newRow("BYE of nobody") << rr + "80cb0000" << true;
    QTest::newRow("unknown type stepped over") << rr
            + "80d00001"
              "01020304" << true;
    QTest::newRow("feedback without its SSRCs") << rr
            + "81ce0001"
              "01020304" << false;
    QTest::newRow("feedback alone") << QByteArray("81ce0002"
                                                  "0000000100000002")
                                    << true;
    QTest::newRow("an extended report alone") << QByteArray("80cf0001"
                                                            "00000001")
                                              << true;
    QTest::newRow("a BYE alone") << QByteArray("81cb0001"
                                               "00000001")
                                 << false;
    QTest::newRow("an unknown type alone") << QByteArray("80d00001"
                                                         "00000001")
                                           << false;
    QTest::newRow("APP") << rr
            + "80cc0002"
              "00000001"
              "61626364" << true;
    QTest::newRow("padding in the last") << rr
            + "a0cb0001"
              "00000004" << true;
    QTest::newRow("padding not in the last") << QByteArray("a0c90002"
                                                           "00000001"
                                                           "00000004")
            + "80cb0000" << false;
    QTest::newRow("padding of three") << rr
            + "a0cb0001"
              "00000003" << false;
    QTest::newRow("padding of two in transport-wide feedback, as browsers write it") << QByteArray(
        "afcd0005"
        "0000000100000002"
        "0001000100000100"
        "20010002") << true;
    QTest::newRow("padding of zero") << rr
            + "a0cb0001"
              "00000000" << false;
    QTest::newRow("padding larger than the packet") << rr
            + "a0cb0001"
              "000000fc" << false;
}

void tst_RtcpPacket::parses()
{
    QFETCH(QByteArray, hex);
    QFETCH(bool, accepted);
    const QByteArray bytes = QByteArray::fromHex(hex);
    QCOMPARE(RtcpCompound::parse(bytesOf(bytes)).has_value(), accepted);
}

QTEST_APPLESS_MAIN(tst_RtcpPacket)
#include "tst_RtcpPacket.moc"
