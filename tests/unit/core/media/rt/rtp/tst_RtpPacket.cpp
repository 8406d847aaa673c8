#include "RtpPacket.h"

#include <QByteArray>
#include <QTest>
#include <array>

using namespace carillon;

class tst_RtpPacket final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesWhatItReads();
    void parses_data();
    void parses();
};

static Bytes bytesOf(const QByteArray &array)
{
    return {reinterpret_cast<const std::uint8_t *>(array.constData()), std::size_t(array.size())};
}

void tst_RtpPacket::writesWhatItReads()
{
    const RtpHeader header{true, 111, 65535, 0xfffffffe, 0x80000001};
    std::array<std::uint8_t, RtpHeader::Size + 1> buffer{};
    header.write(buffer);
    buffer.back() = 42;
    const auto packet = RtpPacket::parse(buffer);
    QVERIFY(packet);
    QVERIFY(packet->header == header);
    QCOMPARE(packet->payload.size(), std::size_t(1));
    QCOMPARE(int(packet->payload[0]), 42);
}

void tst_RtpPacket::parses_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<int>("payload"); // -1: refused
    QTest::addColumn<int>("csrcs");
    QTest::addColumn<int>("extension");
    const QByteArray rest = "0001"
                            "00000010"
                            "11223344";
    QTest::newRow("nothing") << QByteArray() << -1 << 0 << 0;
    QTest::newRow("eleven bytes") << QByteArray("8000" + rest).chopped(2) << -1 << 0 << 0;
    QTest::newRow("no payload") << "8000" + rest << 0 << 0 << 0;
    QTest::newRow("three bytes of it") << "8000" + rest + "010203" << 3 << 0 << 0;
    QTest::newRow("version 1") << "4000" + rest + "01" << -1 << 0 << 0;
    QTest::newRow("two CSRCs") << "8200" + rest
            + "aaaaaaaabbbbbbbb"
              "01" << 1 << 2 << 0;
    QTest::newRow("CSRCs beyond the end") << "8f00" + rest + "aaaaaaaa" << -1 << 0 << 0;
    QTest::newRow("extension of one word") << "9000" + rest
            + "bede0001"
              "10aa0000"
              "0102" << 2 << 0 << 4;
    QTest::newRow("empty extension") << "9000" + rest
            + "bede0000"
              "01" << 1 << 0 << 0;
    QTest::newRow("extension beyond the end") << "9000" + rest
            + "bede0002"
              "10aa0000" << -1 << 0 << 0;
    QTest::newRow("extension header cut off") << "9000" + rest + "bede" << -1 << 0 << 0;
    QTest::newRow("padding of two") << "a000" + rest
            + "01"
              "0002" << 1 << 0 << 0;
    QTest::newRow("nothing but padding") << "a000" + rest + "000003" << 0 << 0 << 0;
    QTest::newRow("padding of zero") << "a000" + rest + "0100" << -1 << 0 << 0;
    QTest::newRow("padding into the header") << "a000" + rest + "010203ff" << -1 << 0 << 0;
    QTest::newRow("padding without a byte") << "a000" + rest << -1 << 0 << 0;
    QTest::newRow("all of it") << "b100" + rest
            + "aaaaaaaa"
              "bede0001"
              "10aa0000"
              "0102"
              "01" << 2 << 1 << 4;
}

void tst_RtpPacket::parses()
{
    QFETCH(QByteArray, hex);
    QFETCH(int, payload);
    QFETCH(int, csrcs);
    QFETCH(int, extension);
    const QByteArray bytes = QByteArray::fromHex(hex);
    const auto packet = RtpPacket::parse(bytesOf(bytes));
    QCOMPARE(packet.has_value(), payload >= 0);
    if (!packet)
        return;
    QCOMPARE(int(packet->payload.size()), payload);
    QCOMPARE(int(packet->csrcs.size()), csrcs * 4);
    QCOMPARE(int(packet->extension.size()), extension);
    QCOMPARE(packet->header.ssrc, 0x11223344u);
}

QTEST_APPLESS_MAIN(tst_RtpPacket)
#include "tst_RtpPacket.moc"
