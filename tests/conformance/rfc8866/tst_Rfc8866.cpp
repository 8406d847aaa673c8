// RFC 8866, SDP.
//
// Covered: the lines of §5.1 to §5.14 as values (§5.2 o=, §5.3 s=, §5.7 c= for IPv4, IPv6, names and
// multicast, §5.13 a=, §5.14 m=), the order of §9 when writing, the attributes of §6 that a phone needs:
// rtpmap (§6.6), the four directions (§6.7), ptime and maxptime (§6.4, §6.5), fmtp (§6.15). Not covered: the
// meaning of i= u= e= p= b= t= r= z= k= (kept, not interpreted), §6.9 to §6.14 (kept as unknown attributes),
// character sets (§6.10): bytes are kept as they are.
#include "SdpAttributes.h"

#include <QTest>

using namespace carillon;

namespace {

SessionDescription parsed(const QByteArray &text)
{
    const auto result = SessionDescription::parse(text);
    if (!result)
        qFatal("not parsed");
    return *result;
}

QByteArray with(const QByteArray &lines)
{
    return "v=0\r\no=jdoe 3724394400 3724394405 IN IP4 198.51.100.1\r\ns=-\r\nt=0 0\r\n" + lines;
}

} // namespace

class tst_Rfc8866 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void exampleOfSection5();
    void connectionOfSection5_7();
    void writesInTheOrderOfSection9();
};

void tst_Rfc8866::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("§5: lines end in CR LF") << with("a=x\r\n");
    QTest::newRow("§5: parsers should accept LF alone") << with("a=x\n");
    QTest::newRow("§5.2: o= with a name")
        << QByteArray("v=0\r\no=- 1 1 IN IP4 host.example.com\r\ns=-\r\nt=0 0\r\n");
    QTest::newRow("§5.2: numbers longer than 64 bits")
        << QByteArray("v=0\r\no=- 99999999999999999999999 1 IN IP4 h\r\ns=-\r\nt=0 0\r\n");
    QTest::newRow("§5.3: a single space") << QByteArray("v=0\r\no=- 1 1 IN IP4 h\r\ns= \r\nt=0 0\r\n");
    QTest::newRow("§5.4 to §5.6: i u e p")
        << with("i=x\r\nu=http://x/\r\ne=a@b (c)\r\np=+1 617 555-6011\r\n");
    QTest::newRow("§5.8: b=") << with("b=X-YZ:128\r\n");
    QTest::newRow("§5.9 to §5.11: t r z")
        << with("t=3724394400 3724398000\r\nr=604800 3600 0 90000\r\nz=3730928400 -1h\r\n");
    QTest::newRow("§5.12: k= is obsolete but must be parsed") << with("k=prompt\r\n");
    QTest::newRow("§5.13: property and value") << with("a=recvonly\r\na=orient:landscape\r\n");
    QTest::newRow("§5.14: port count") << with("m=video 49170/2 RTP/AVP 31\r\n");
    QTest::newRow("§5.14: formats that are not numbers") << with("m=application 9 udp wb\r\n");
    QTest::newRow("§6: unknown attributes are ignored") << with("a=nobody-knows:it\r\n");
}

void tst_Rfc8866::accepts()
{
    QFETCH(QByteArray, text);
    const SessionDescription once = parsed(text);
    QVERIFY(parsed(once.toBytes()) == once);
}

void tst_Rfc8866::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("§5: <type>=<value> only") << with("x\r\n");
    QTest::newRow("§5: no space around =") << with("a =x\r\n");
    QTest::newRow("§5.1: v=0 first") << QByteArray("o=- 1 1 IN IP4 h\r\nv=0\r\n");
    QTest::newRow("§5.1: no other version") << QByteArray("v=2\r\n");
    QTest::newRow("§5.2: o= has six parts") << QByteArray("v=0\r\no=- 1 IN IP4 h\r\n");
    QTest::newRow("§5.7: c= has three parts") << with("c=IN IP4\r\n");
    QTest::newRow("§5.14: ports are 16 bits") << with("m=audio 70000 RTP/AVP 0\r\n");
    QTest::newRow("§9: byte-string has no NUL") << with(QByteArray("i=a\0b\r\n", 7));
}

void tst_Rfc8866::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!SessionDescription::parse(text));
}

void tst_Rfc8866::exampleOfSection5()
{
    // In the manner of the example at the end of §5.
    const SessionDescription sdp = parsed("v=0\r\n"
                                          "o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1\r\n"
                                          "s=Call to John Smith\r\n"
                                          "i=SDP Offer #1\r\n"
                                          "u=http://www.jdoe.example.com/home.html\r\n"
                                          "e=Jane Doe <jane@jdoe.example.com>\r\n"
                                          "p=+1 617 555-6011\r\n"
                                          "c=IN IP4 198.51.100.1\r\n"
                                          "t=0 0\r\n"
                                          "m=audio 49170 RTP/AVP 0\r\n"
                                          "m=audio 49180 RTP/AVP 0\r\n"
                                          "m=video 51372 RTP/AVP 99\r\n"
                                          "c=IN IP6 2001:db8::2\r\n"
                                          "a=rtpmap:99 h263-1998/90000\r\n");
    QCOMPARE(sdp.media.size(), 3);
    QCOMPARE(sdp.connectionOf(sdp.media[0])->address, QByteArray("198.51.100.1"));
    QCOMPARE(sdp.connectionOf(sdp.media[2])->address, QByteArray("2001:db8::2"));
    QCOMPARE(SdpRtpMap::parse(*sdp.media[2].attributes.value("rtpmap"))->clockRateHz, 90000u);
}

void tst_Rfc8866::connectionOfSection5_7()
{
    QCOMPARE(SdpConnection::parse("IN IP4 233.252.0.1/127/3")->host(), QByteArray("233.252.0.1"));
    QCOMPARE(SdpConnection::parse("IN IP6 ff00::db8:0:101/3")->host(), QByteArray("ff00::db8:0:101"));
    QVERIFY(SdpConnection::parse("IN IP4 0.0.0.0")->isUnspecified());
    QVERIFY(SdpConnection::parse("IN IP6 ::")->isUnspecified());
    QVERIFY(!SdpConnection::parse("IN IP4 10.0.0.0")->isUnspecified());
}

void tst_Rfc8866::writesInTheOrderOfSection9()
{
    const QByteArray text = parsed("v=0\nt=0 0\na=x\nb=AS:1\nc=IN IP4 h\ni=y\ns=z\no=- 1 1 IN IP4 h\n"
                                   "m=audio 1 RTP/AVP 0\na=x\nb=AS:1\nc=IN IP4 h\ni=y\n")
                                .toBytes();
    QByteArray types;
    for (const QByteArray &line : text.split('\n'))
        types += line.left(1);
    QCOMPARE(types, QByteArray("vosicbtamicba"));
}

QTEST_GUILESS_MAIN(tst_Rfc8866)
#include "tst_Rfc8866.moc"
