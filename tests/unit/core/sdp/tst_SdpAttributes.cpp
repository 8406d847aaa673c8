#include "SdpAttributes.h"

#include <QTest>

using namespace carillon;

Q_DECLARE_METATYPE(carillon::SdpDirection)

class tst_SdpAttributes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rtpMap_data();
    void rtpMap();
    void fmtp();
    void payloadTypes_data();
    void payloadTypes();
    void direction_data();
    void direction();
    void rtcp();
    void milliseconds_data();
    void milliseconds();
};

void tst_SdpAttributes::rtpMap_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("written"); // empty: refused
    QTest::newRow("plain") << QByteArray("0 PCMU/8000") << QByteArray("0 PCMU/8000");
    QTest::newRow("channels") << QByteArray("111 opus/48000/2") << QByteArray("111 opus/48000/2");
    QTest::newRow("one channel") << QByteArray("9 G722/8000/1") << QByteArray("9 G722/8000");
    QTest::newRow("blanks") << QByteArray("  96   VP8/90000 ") << QByteArray("96 VP8/90000");
    QTest::newRow("no rate") << QByteArray("96 VP8") << QByteArray();
    QTest::newRow("rate 0") << QByteArray("96 VP8/0") << QByteArray();
    QTest::newRow("no name") << QByteArray("96 /8000") << QByteArray();
    QTest::newRow("number 128") << QByteArray("128 x/8000") << QByteArray();
    QTest::newRow("number 4294967296") << QByteArray("4294967296 x/8000") << QByteArray();
    QTest::newRow("number -1") << QByteArray("-1 x/8000") << QByteArray();
    QTest::newRow("256 channels") << QByteArray("96 x/8000/256") << QByteArray();
    QTest::newRow("only a number") << QByteArray("96") << QByteArray();
    QTest::newRow("nothing") << QByteArray("") << QByteArray();
}

void tst_SdpAttributes::rtpMap()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, written);
    const auto map = SdpRtpMap::parse(text);
    QCOMPARE(map.has_value(), !written.isEmpty());
    if (map)
        QCOMPARE(map->toBytes(), written);
}

void tst_SdpAttributes::fmtp()
{
    const auto fmtp = SdpFmtp::parse("111 minptime=10; UseInbandFec=1;flag");
    QVERIFY(fmtp);
    QCOMPARE(fmtp->payloadType, quint8(111));
    QCOMPARE(*fmtpParameter(fmtp->parameters, "useinbandfec"), QByteArray("1"));
    QCOMPARE(*fmtpParameter(fmtp->parameters, "minptime"), QByteArray("10"));
    QVERIFY(fmtpParameter(fmtp->parameters, "flag").has_value());
    QVERIFY(!fmtpParameter(fmtp->parameters, "stereo"));
    QVERIFY(!fmtpParameter("", "x"));
    QVERIFY(!fmtpParameter(";;;", "x"));
    QVERIFY(!SdpFmtp::parse("111"));
    QVERIFY(!SdpFmtp::parse("red/x 1"));
}

void tst_SdpAttributes::payloadTypes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("number"); // -1: none
    QTest::newRow("0") << QByteArray("0") << 0;
    QTest::newRow("127") << QByteArray("127") << 127;
    QTest::newRow("128") << QByteArray("128") << -1;
    QTest::newRow("4294967296") << QByteArray("4294967296") << -1;
    QTest::newRow("18446744073709551616") << QByteArray("18446744073709551616") << -1;
    QTest::newRow("+1") << QByteArray("+1") << -1;
    QTest::newRow("*") << QByteArray("*") << -1;
    QTest::newRow("nothing") << QByteArray("") << -1;
}

void tst_SdpAttributes::payloadTypes()
{
    QFETCH(QByteArray, text);
    QFETCH(int, number);
    const auto result = payloadTypeOf(text);
    QCOMPARE(result ? int(*result) : -1, number);
}

void tst_SdpAttributes::direction_data()
{
    QTest::addColumn<QByteArray>("session");
    QTest::addColumn<QByteArray>("section");
    QTest::addColumn<SdpDirection>("direction");
    QTest::newRow("nothing said") << QByteArray() << QByteArray() << SdpDirection::SendReceive;
    QTest::newRow("session") << QByteArray("sendonly") << QByteArray() << SdpDirection::SendOnly;
    QTest::newRow("section wins") << QByteArray("sendonly") << QByteArray("inactive")
                                  << SdpDirection::Inactive;
    QTest::newRow("recvonly") << QByteArray() << QByteArray("recvonly") << SdpDirection::ReceiveOnly;
    QTest::newRow("sendrecv over session")
        << QByteArray("inactive") << QByteArray("sendrecv") << SdpDirection::SendReceive;
    QTest::newRow("unknown") << QByteArray() << QByteArray("sendmaybe") << SdpDirection::SendReceive;
}

void tst_SdpAttributes::direction()
{
    QFETCH(QByteArray, session);
    QFETCH(QByteArray, section);
    SessionDescription description;
    SdpMedia media;
    if (!session.isEmpty())
        description.attributes.append(session);
    if (!section.isEmpty())
        media.attributes.append(section);
    QTEST(directionIn(description, media), "direction");
}

void tst_SdpAttributes::rtcp()
{
    QCOMPARE(SdpRtcp::parse("53020")->port, quint16(53020));
    const auto full = SdpRtcp::parse("53020 IN IP6 2001:db8::1");
    QCOMPARE(full->address->address, QByteArray("2001:db8::1"));
    QCOMPARE(full->toBytes(), QByteArray("53020 IN IP6 2001:db8::1"));
    QVERIFY(!SdpRtcp::parse("65536"));
    QVERIFY(!SdpRtcp::parse("1 IN IP4"));
    QVERIFY(!SdpRtcp::parse(""));
}

void tst_SdpAttributes::milliseconds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("value");
    QTest::newRow("20") << QByteArray("20") << 20;
    QTest::newRow("with fraction") << QByteArray("20.0") << 20;
    QTest::newRow("blank") << QByteArray(" 30 ") << 30;
    QTest::newRow("0") << QByteArray("0") << -1;
    QTest::newRow("huge") << QByteArray("99999999999") << -1;
    QTest::newRow("words") << QByteArray("fast") << -1;
}

void tst_SdpAttributes::milliseconds()
{
    QFETCH(QByteArray, text);
    SdpAttributes attributes;
    attributes.append("ptime", text);
    QTEST(millisecondsOf(attributes, "ptime").value_or(-1), "value");
    QVERIFY(!millisecondsOf(attributes, "maxptime"));
}

QTEST_GUILESS_MAIN(tst_SdpAttributes)
#include "tst_SdpAttributes.moc"
