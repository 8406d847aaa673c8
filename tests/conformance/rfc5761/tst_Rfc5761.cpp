// RFC 5761, RTP and RTCP on one port: what is said in descriptions. The packets are told apart in media.
//
// Covered: §4 payload types, §5.1.1 offers and answers, with a=rtcp (RFC 3605) and a=rtcp-mux-only (RFC
// 8858). §5.1.3 (ICE) is in rfc8839. Not covered: multicast (§5.1.2).
#include "SdpTalk.h"

#include <QTest>

using namespace carillon;
using Way = SdpTalk::Way;

namespace {

const QByteArray plain = "m=audio 50000 RTP/AVP 0\r\n";
const QByteArray mux = "a=rtcp-mux\r\n";

} // namespace

class tst_Rfc5761 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void offered_data();
    void offered();
    void answered_data();
    void answered();
    void ourNumbers();
    void onePortOnly();
};

void tst_Rfc5761::offered_data()
{
    QTest::addColumn<bool>("wanted");
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<bool>("isMultiplexed");
    QTest::addColumn<int>("rtcpPort");
    QTest::newRow("§5.1.1 offered and wanted") << true << plain + mux << true << 50000;
    QTest::newRow("§5.1.1 offered with a=rtcp for who cannot")
        << true << plain + "a=rtcp:50007\r\n" + mux << true << 50000;
    QTest::newRow("§5.1.1 not offered: never in the answer") << true << plain << false << 50001;
    QTest::newRow("RFC 3605 not offered, another port") << true << plain + "a=rtcp:50007\r\n"
                                                        << false << 50007;
    QTest::newRow("§5.1.1 not wanted") << false << plain + mux << false << 50001;
    QTest::newRow("§5.1.1 not wanted, another port")
        << false << plain + "a=rtcp:50007\r\n" + mux << false << 50007;
    QTest::newRow("§4 a payload type that looks like RTCP")
        << true << "m=audio 50000 RTP/AVP 72\r\na=rtpmap:72 opus/48000/2\r\n" + mux << false << 50001;
    QTest::newRow("§4 one that is offered and not taken")
        << true << "m=audio 50000 RTP/AVP 0 72\r\na=rtpmap:72 iLBC/8000\r\n" + mux << true << 50000;
    QTest::newRow("§4 the lowest") << true << "m=audio 50000 RTP/AVP 64\r\na=rtpmap:64 opus/48000/2\r\n" + mux
                                   << false << 50001;
    QTest::newRow("§4 the highest") << true
                                    << "m=audio 50000 RTP/AVP 95\r\na=rtpmap:95 opus/48000/2\r\n" + mux
                                    << false << 50001;
    QTest::newRow("RFC 8858 §4 like RTCP, but on one port or not at all")
        << true << "m=audio 50000 RTP/AVP 72\r\na=rtcp-mux-only\r\na=rtpmap:72 opus/48000/2\r\n" + mux << true
        << 50000;
    QTest::newRow("§4 above") << true << "m=audio 50000 RTP/AVP 96\r\na=rtpmap:96 opus/48000/2\r\n" + mux
                              << true << 50000;
}

void tst_Rfc5761::offered()
{
    QFETCH(bool, wanted);
    QFETCH(QByteArray, offer);
    QFETCH(int, rtcpPort);
    SdpTalk us(Way::Plain, MediaEncryption::None);
    us.capabilities.rtcpMux = wanted;
    QVERIFY(us.answers(offer));
    QTEST(us.audio().rtcpMux, "isMultiplexed");
    QCOMPARE(us.audioSection().attributes.contains("rtcp-mux"), us.audio().rtcpMux);
    QCOMPARE(us.audio().remoteRtcp, (SdpEndpoint{"203.0.113.5", quint16(rtcpPort)}));
}

void tst_Rfc5761::answered_data()
{
    QTest::addColumn<bool>("wanted");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("isMultiplexed");
    QTest::addColumn<int>("rtcpPort");
    QTest::newRow("§5.1.1 agreed") << true << plain + mux << true << 50000;
    QTest::newRow("§5.1.1 a desk phone cannot") << true << plain << false << 50001;
    QTest::newRow("§5.1.1 cannot, another port") << true << plain + "a=rtcp:50007\r\n" << false << 50007;
    QTest::newRow("§5.1.1 answered though it was not offered") << false << plain + mux << false << 50001;
}

void tst_Rfc5761::answered()
{
    QFETCH(bool, wanted);
    QFETCH(QByteArray, answer);
    QFETCH(int, rtcpPort);
    SdpTalk us(Way::Plain, MediaEncryption::None);
    us.capabilities.rtcpMux = wanted;
    QCOMPARE(us.offers().attributes.contains("rtcp-mux"), wanted);
    QVERIFY(us.takes(answer));
    QTEST(us.audio().rtcpMux, "isMultiplexed");
    QCOMPARE(us.audio().remoteRtcp.port, quint16(rtcpPort));
}

/// §4, also after an agreement that filled the dynamic range.
void tst_Rfc5761::ourNumbers()
{
    QByteArray offer = "m=audio 50000 RTP/AVP 0";
    QByteArray maps;
    for (int number = 96; number < 120; ++number) {
        offer += ' ' + QByteArray::number(number);
        maps += "a=rtpmap:" + QByteArray::number(number) + " speex/16000\r\n";
    }
    SdpTalk us(Way::Plain, MediaEncryption::None);
    QVERIFY(us.answers(offer + "\r\n" + maps + mux));
    for (const QByteArray &format : us.offers().formats)
        QVERIFY(format.toInt() < 64 || format.toInt() > 95);
}

void tst_Rfc5761::onePortOnly()
{
    SdpTalk us(Way::WebRtc);
    const SdpMedia &section = us.offers();
    QVERIFY(section.attributes.contains("rtcp-mux")
        && section.attributes.contains("rtcp-mux-only")); // RFC 8858 §4
    SdpTalk plainEnd(Way::Plain);
    QVERIFY(!plainEnd.offers().attributes.contains("rtcp-mux-only"));
    SdpTalk answerer(Way::WebRtc);
    QVERIFY(answerer.answers(SdpTalk::webAudio() + "a=rtcp-mux-only\r\n"));
    QVERIFY(answerer.audioSection().attributes.contains("rtcp-mux"));
    QVERIFY(!answerer.audioSection().attributes.contains("rtcp-mux-only")); // RFC 8858 §4: of offers only
}

QTEST_GUILESS_MAIN(tst_Rfc5761)
#include "tst_Rfc5761.moc"
