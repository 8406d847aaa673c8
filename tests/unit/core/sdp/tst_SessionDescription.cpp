#include "SessionDescription.h"

#include <QTest>

using namespace carillon;
using Kind = SdpError::Kind;

Q_DECLARE_METATYPE(carillon::SdpError::Kind)

namespace {

const QByteArray head = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

SessionDescription parsed(const QByteArray &text)
{
    const auto result = SessionDescription::parse(text);
    if (!result)
        qFatal("not parsed");
    return *result;
}

} // namespace

class tst_SessionDescription : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPartIsRead();
    void whatIsWrittenIsReadAgainEqual_data();
    void whatIsWrittenIsReadAgainEqual();
    void linesEndInAnyWay_data();
    void linesEndInAnyWay();
    void unknownLinesKeepTheirPlaceInTheGrammar();
    void attributesAreSearched();
    void badTextIsRefused_data();
    void badTextIsRefused();
    void limitsHold_data();
    void limitsHold();
    void everyPrefixIsSurvived();
};

void tst_SessionDescription::everyPartIsRead()
{
    const SessionDescription sdp = parsed("v=0\r\n"
                                          "o=alice 2890844526 2890842807 IN IP6 2001:db8::1\r\n"
                                          "s=Call to Bob\r\n"
                                          "i=A talk\r\n"
                                          "c=IN IP4 224.2.17.12/127\r\n"
                                          "b=AS:128\r\n"
                                          "t=3034423619 3042462419\r\n"
                                          "a=recvonly\r\n"
                                          "a=tool:x:y\r\n"
                                          "m=audio 49170/2 RTP/AVP 0 97\r\n"
                                          "c=IN IP4 media.example.org\r\n"
                                          "a=rtpmap:97 opus/48000/2\r\n"
                                          "a=empty:\r\n"
                                          "m=video 0 UDP/TLS/RTP/SAVPF 96\r\n");
    QCOMPARE(sdp.origin.username, QByteArray("alice"));
    QCOMPARE(sdp.origin.sessionId, QByteArray("2890844526"));
    QCOMPARE(sdp.origin.sessionVersion, QByteArray("2890842807"));
    QCOMPARE(sdp.origin.address.addressType, QByteArray("IP6"));
    QCOMPARE(sdp.origin.address.address, QByteArray("2001:db8::1"));
    QCOMPARE(sdp.name, QByteArray("Call to Bob"));
    QCOMPARE(sdp.connection->host(), QByteArray("224.2.17.12"));
    QCOMPARE(sdp.attributes.list.size(), 2);
    QCOMPARE(*sdp.attributes.value("tool"), QByteArray("x:y"));
    QCOMPARE(sdp.media.size(), 2);
    QCOMPARE(sdp.media[0].port, quint16(49170));
    QCOMPARE(sdp.media[0].portCount, quint16(2));
    QCOMPARE(sdp.media[0].formats, (QList<QByteArray>{"0", "97"}));
    QCOMPARE(sdp.connectionOf(sdp.media[0])->address, QByteArray("media.example.org"));
    QVERIFY(sdp.media[0].attributes.value("empty").has_value());
    QCOMPARE(sdp.connectionOf(sdp.media[1])->host(), QByteArray("224.2.17.12"));
    QCOMPARE(sdp.media[1].protocol, QByteArray("UDP/TLS/RTP/SAVPF"));
}

void tst_SessionDescription::whatIsWrittenIsReadAgainEqual_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("bare minimum") << QByteArray("v=0\r\no=- 1 1 IN IP4 h\r\n");
    QTest::newRow("no media") << head;
    QTest::newRow("user name with spaces") << QByteArray("v=0\no=My  Phone 1 1 IN IP4 h\ns=\n");
    QTest::newRow("lines out of order") << QByteArray(
        "v=0\r\na=x\r\nk=prompt\r\nt=1 2\r\nr=7d 1h 0 25h\r\nt=3 4\r\nz=0 -1h\r\nc=IN IP4 a\r\nq=?\r\n"
        "s=x\r\no=- 1 1 IN IP4 h\r\nu=http://x\r\ni=y\r\n");
    QTest::newRow("several c= of a section")
        << head + "m=video 1 RTP/AVP 31\r\nc=IN IP4 224.2.1.1/127\r\nc=IN IP4 224.2.1.2/127\r\ni=title\r\n";
    QTest::newRow("bandwidth before connection") << head + "m=audio 1 RTP/AVP 0\r\nb=AS:1\r\nc=IN IP4 h\r\n";
    QTest::newRow("attributes without name or value") << head + "a=\r\na=:\r\na=:x\r\na=x:\r\n";
    QTest::newRow("no formats") << head + "m=audio 1 RTP/AVP\r\n";
    QTest::newRow("formats that are no numbers")
        << head + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n";
    QTest::newRow("format that fits no integer")
        << head + "m=audio 9 RTP/AVP 4294967296 18446744073709551616\r\n";
    QTest::newRow("bytes above 127") << head + "i=\xff\xfe\xc3\xa9\r\na=x:\x80\r\n";
}

void tst_SessionDescription::whatIsWrittenIsReadAgainEqual()
{
    QFETCH(QByteArray, text);
    const SessionDescription once = parsed(text);
    const SessionDescription twice = parsed(once.toBytes());
    QCOMPARE(twice.toBytes(), once.toBytes());
    QVERIFY(twice == once);
}

void tst_SessionDescription::linesEndInAnyWay_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("CR LF") << QByteArray("\r\n");
    QTest::newRow("LF") << QByteArray("\n");
    QTest::newRow("CR") << QByteArray("\r");
    QTest::newRow("CR LF and an empty line") << QByteArray("\r\n\r\n");
}

void tst_SessionDescription::linesEndInAnyWay()
{
    QFETCH(QByteArray, end);
    const QByteArray text = head + "m=audio 9 RTP/AVP 0\r\na=sendrecv\r\n";
    QVERIFY(parsed(QByteArray(text).replace("\r\n", end)) == parsed(text));
    QVERIFY(parsed(text.chopped(2)) == parsed(text));
}

void tst_SessionDescription::unknownLinesKeepTheirPlaceInTheGrammar()
{
    const SessionDescription sdp
        = parsed("v=0\no=- 1 1 IN IP4 h\ns=-\nc=IN IP4 a\nb=AS:64\nt=1 2\nr=1 2 3\nt=5 6\nx=y\na=z\n");
    QCOMPARE(sdp.toBytes(),
        QByteArray("v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 a\r\nb=AS:64\r\nt=1 2\r\nr=1 2 3\r\nt=5 "
                   "6\r\nx=y\r\na=z\r\n"));
}

void tst_SessionDescription::attributesAreSearched()
{
    SdpAttributes attributes = parsed(head + "a=flag\na=x:1\na=x:2\na=x\n").attributes;
    QVERIFY(attributes.contains("flag"));
    QVERIFY(!attributes.value("flag"));
    QCOMPARE(attributes.values("x"), (QList<QByteArray>{"1", "2"}));
    attributes.remove("x");
    QCOMPARE(attributes.list.size(), 1);
}

void tst_SessionDescription::badTextIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<int>("line");
    QTest::newRow("nothing") << QByteArray() << Kind::Missing << 0;
    QTest::newRow("no v=") << QByteArray("o=- 1 1 IN IP4 h\r\n") << Kind::Missing << 1;
    QTest::newRow("no o=") << QByteArray("v=0\r\ns=-\r\n") << Kind::Missing << 0;
    QTest::newRow("another version") << QByteArray("v=1\r\n") << Kind::BadNumber << 1;
    QTest::newRow("v= twice") << QByteArray("v=0\r\nv=0\r\n") << Kind::Duplicate << 2;
    QTest::newRow("o= twice") << head + "o=- 1 1 IN IP4 h\r\n" << Kind::Duplicate << 5;
    QTest::newRow("o= too short") << QByteArray("v=0\r\no=1 1 IN IP4 h\r\n") << Kind::Unexpected << 2;
    QTest::newRow("bare a") << head + "a\r\n" << Kind::Unexpected << 5;
    QTest::newRow("bare line") << head + "hello\r\n" << Kind::Unexpected << 5;
    QTest::newRow("c= too short") << head + "c=IN IP4\r\n" << Kind::Unexpected << 5;
    QTest::newRow("c= too long") << head + "c=IN IP4 a b\r\n" << Kind::Unexpected << 5;
    QTest::newRow("m= without protocol") << head + "m=audio 1\r\n" << Kind::Unexpected << 5;
    QTest::newRow("port 65536") << head + "m=audio 65536 RTP/AVP 0\r\n" << Kind::BadNumber << 5;
    QTest::newRow("port -1") << head + "m=audio -1 RTP/AVP 0\r\n" << Kind::BadNumber << 5;
    QTest::newRow("port that fits no integer") << head + "m=audio 18446744073709551616 RTP/AVP 0\r\n"
                                               << Kind::BadNumber << 5;
    QTest::newRow("port count 0") << head + "m=audio 1/0 RTP/AVP 0\r\n" << Kind::BadNumber << 5;
    QTest::newRow("NUL") << head + QByteArray("a=x\0y\r\n", 7) << Kind::Unexpected << 5;
    QTest::newRow("a SIP body of another kind")
        << QByteArray("<?xml version='1.0'?>\n") << Kind::Unexpected << 1;
}

void tst_SessionDescription::badTextIsRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(Kind, kind);
    QFETCH(int, line);
    const auto result = SessionDescription::parse(text);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, kind);
    QCOMPARE(result.error().line, line);
}

void tst_SessionDescription::limitsHold_data()
{
    QTest::addColumn<QByteArray>("fits");
    QTest::addColumn<QByteArray>("more");
    const QByteArray section("m=audio 9 RTP/AVP 0\r\n");
    const QByteArray filler("a=x\r\n");
    QTest::newRow("sections") << head + section.repeated(64) << section;
    QTest::newRow("attributes") << head + filler.repeated(512) << filler;
    QTest::newRow("attributes of a section") << head + section + filler.repeated(512) << filler;
    QTest::newRow("other lines") << head + QByteArray("y=1\r\n").repeated(63) << QByteArray("y=1\r\n");
    QTest::newRow("formats") << head + "m=audio 9 RTP/AVP" + QByteArray(" 0").repeated(256)
                             << QByteArray(" 0");
    QTest::newRow("line") << head + "a=" + QByteArray(8190, 'x') << QByteArray("x");
    const QByteArray line = "a=" + QByteArray(8000, 'x') + "\r\n";
    const QByteArray most = head + line.repeated(SdpLimits::totalBytes / line.size());
    QTest::newRow("all") << most + "a=" + QByteArray(SdpLimits::totalBytes - most.size() - 2, 'x')
                         << QByteArray("x");
}

void tst_SessionDescription::limitsHold()
{
    QFETCH(QByteArray, fits);
    QFETCH(QByteArray, more);
    QVERIFY(SessionDescription::parse(fits));
    const auto result = SessionDescription::parse(fits + more);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Kind::TooLarge);
}

void tst_SessionDescription::everyPrefixIsSurvived()
{
    const QByteArray text
        = head + "m=audio 49170/2 RTP/AVP 0 97\r\nc=IN IP4 h\r\na=rtpmap:97 opus/48000/2\r\n";
    int accepted = 0;
    for (qsizetype size = 0; size <= text.size(); ++size) {
        const auto result = SessionDescription::parse(QByteArrayView(text).first(size));
        if (result) {
            ++accepted;
            QVERIFY(parsed(result->toBytes()) == *result);
        }
    }
    QVERIFY(accepted > 20);
}

QTEST_GUILESS_MAIN(tst_SessionDescription)
#include "tst_SessionDescription.moc"
