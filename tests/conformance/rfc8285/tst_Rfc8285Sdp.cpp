// RFC 8285, header extensions of RTP: what is said of them in descriptions. The packets are in tst_Rfc8285.
//
// Covered: §4.2 and §4.3 numbers, §5 a=extmap, §6 a=extmap-allow-mixed, §7 offers and answers. Not covered:
// numbers of the two-byte form and those from 4096 on, which only ask (both left out of an answer).
#include "SdpTalk.h"

#include <QTest>

using namespace carillon;
using Way = SdpTalk::Way;

namespace {

const QByteArray level = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
const QByteArray sendTime = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

QByteArray extmap(const QByteArray &value)
{
    return "a=extmap:" + value + "\r\n";
}

} // namespace

class tst_Rfc8285Sdp final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void offered_data();
    void offered();
    void answered_data();
    void answered();
    void numbersStay();
    void mixedForms();
};

void tst_Rfc8285Sdp::offered_data()
{
    QTest::addColumn<QByteArray>("session");
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("answer"); // values, joined by ";"
    QTest::addColumn<RtpExtensions>("sent");
    const RtpExtensions none;
    const QByteArray empty;
    QTest::newRow("§7 under the number of the offer")
        << empty << extmap("7 " + level) << "7 " + level << RtpExtensions{7, 0, 0, 0};
    QTest::newRow("§4.2 14 is the last")
        << empty << extmap("14 " + level) << "14 " + level << RtpExtensions{14, 0, 0, 0};
    QTest::newRow("§4.2 0 is padding") << empty << extmap("0 " + level) << empty << none;
    QTest::newRow("§4.2 15 is reserved") << empty << extmap("15 " + level) << empty << none;
    QTest::newRow("§4.3 16 needs the two-byte form") << empty << extmap("16 " + level) << empty << none;
    QTest::newRow("§7 4096 only asks") << empty << extmap("4096 " + level) << empty << none;
    QTest::newRow("no number in any range")
        << empty << extmap("5000 " + level) + extmap("-1 " + level) << empty << none;
    QTest::newRow("§5 one number for two")
        << empty << extmap("3 " + level) + extmap("3 " + sendTime) << empty << none;
    QTest::newRow("§5 one number for two, of which we know one")
        << empty << extmap("3 " + level) + extmap("3 urn:x") << empty << none;
    QTest::newRow("one URI twice: the first")
        << empty << extmap("3 " + level) + extmap("4 " + level) << "3 " + level << RtpExtensions{3, 0, 0, 0};
    QTest::newRow("§7 an unknown one is left out") << empty << extmap("2 urn:x") + extmap("3 " + sendTime)
                                                   << "3 " + sendTime << RtpExtensions{0, 3, 0, 0};
    QTest::newRow("§5 sendrecv is what is meant")
        << empty << extmap("3/sendrecv " + level) << "3 " + level << RtpExtensions{3, 0, 0, 0};
    QTest::newRow("§7 sendonly is answered with recvonly")
        << empty << extmap("3/sendonly " + level) << "3/recvonly " + level << none;
    QTest::newRow("§7 recvonly is answered with sendonly")
        << empty << extmap("3/recvonly " + level) << "3/sendonly " + level << RtpExtensions{3, 0, 0, 0};
    QTest::newRow("§7 inactive is left out") << empty << extmap("3/inactive " + level) << empty << none;
    QTest::newRow("§5 not a direction") << empty << extmap("3/both " + level) << empty << none;
    QTest::newRow("§5 attributes behind the URI")
        << empty << extmap("3 " + level + " vad=on") << "3 " + level << RtpExtensions{3, 0, 0, 0};
    QTest::newRow("§5 no URI") << empty << extmap("3") << empty << none;
    QTest::newRow("§5 of the session")
        << extmap("3 " + level) << empty << "3 " + level << RtpExtensions{3, 0, 0, 0};
}

void tst_Rfc8285Sdp::offered()
{
    QFETCH(QByteArray, session);
    QFETCH(QByteArray, lines);
    QFETCH(RtpExtensions, sent);
    SdpTalk us(Way::WebRtc);
    QVERIFY(us.answers(session + SdpTalk::webAudio() + lines));
    QTEST(us.audioSection().attributes.values("extmap").join(';'), "answer");
    QCOMPARE(us.audio().extensions, sent);
}

void tst_Rfc8285Sdp::answered_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<int>("sent"); // the number of the audio level
    QTest::newRow("§7 as offered") << extmap("1 " + level) << 1;
    QTest::newRow("§7 left out") << extmap("2 " + sendTime) << 0;
    QTest::newRow("§7 under another number") << extmap("5 " + level) << 0;
    QTest::newRow("§7 the peer only receives it") << extmap("1/recvonly " + level) << 1;
    QTest::newRow("§7 the peer only sends it") << extmap("1/sendonly " + level) << 0;
    QTest::newRow("§7 inactive") << extmap("1/inactive " + level) << 0;
    QTest::newRow("§5 one number for two") << extmap("1 " + level) + extmap("1 " + sendTime) << 0;
    QTest::newRow("one that we did not offer") << extmap("1 " + level) + extmap("9 urn:x") << 1;
}

void tst_Rfc8285Sdp::answered()
{
    QFETCH(QByteArray, lines);
    SdpTalk us(Way::WebRtc);
    QCOMPARE(us.offers().attributes.values("extmap").first(), "1 " + level);
    QVERIFY(us.takes(SdpTalk::webAudio("active") + lines));
    QTEST(int(us.audio().extensions.audioLevel), "sent");
}

/// §7: what a number meant it means to the end of the session.
void tst_Rfc8285Sdp::numbersStay()
{
    SdpTalk us(Way::WebRtc);
    QVERIFY(us.answers("a=group:BUNDLE 0\r\n" + SdpTalk::webAudio() + "a=mid:0\r\n" + extmap("1 urn:x")
        + extmap("3 " + level)));
    const QList<QByteArray> ours = us.offers().attributes.values("extmap");
    QVERIFY(ours.contains("3 " + level));
    QVERIFY(ours.contains("2 " + sendTime)); // the first free one
    QCOMPARE(ours.size(), 4);
}

void tst_Rfc8285Sdp::mixedForms()
{
    SdpTalk us(Way::WebRtc);
    us.offers();
    QVERIFY(us.said.attributes.contains("extmap-allow-mixed")); // §6
    us.machine.rollback();
    QVERIFY(us.answers("a=extmap-allow-mixed\r\n" + SdpTalk::webAudio()));
    QVERIFY(us.said.attributes.contains("extmap-allow-mixed"));
    QVERIFY(us.answers(SdpTalk::webAudio()));
    QVERIFY(!us.said.attributes.contains("extmap-allow-mixed")); // only where it was offered
}

QTEST_GUILESS_MAIN(tst_Rfc8285Sdp)
#include "tst_Rfc8285Sdp.moc"
