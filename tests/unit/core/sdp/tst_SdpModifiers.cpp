// SIP.js' eight modifiers on descriptions as browsers and phones write them, by the ids of its own tests
// (MOD-01, MOD-02) where it has some. Not covered: what a peer makes of the result.
#include "SdpModifiers.h"

#include <QTest>

using namespace carillon;
using namespace SdpModifiers;

namespace {

const QByteArray session = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n";

/// Audio and video of a browser, shortened.
const QByteArray browser = session
    + "a=group:BUNDLE a v\r\na=extmap-allow-mixed\r\n"
      "m=audio 40000 UDP/TLS/RTP/SAVPF 111 9 0 126 13\r\nc=IN IP4 192.0.2.1\r\n"
      "a=candidate:1 1 udp 2122 192.0.2.1 40000 typ host\r\n"
      "a=candidate:2 1 tcp 1518 192.0.2.1 9 typ host tcptype active\r\n"
      "a=candidate:3 1 UDP 1686 198.51.100.7 40000 typ srflx raddr 192.0.2.1 rport 40000\r\n"
      "a=candidate:4 1 TCP 1518 192.0.2.1 9 typ host tcptype passive\r\n"
      "a=candidate:5 1 udp 4185 203.0.113.9 50000 typ relay raddr 198.51.100.7 rport 40000\r\n"
      "a=mid:a\r\na=sendrecv\r\na=x-unknown:some thing\r\n"
      "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\na=fmtp:111 minptime=10\r\n"
      "a=rtpmap:9 G722/8000\r\na=rtpmap:126 telephone-event/8000\r\na=fmtp:126 0-16\r\na=rtpmap:13 "
      "CN/8000\r\n"
      "m=video 40000 UDP/TLS/RTP/SAVPF 96 97\r\nc=IN IP4 192.0.2.1\r\n"
      "a=mid:v\r\na=recvonly\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtpmap:97 rtx/90000\r\n"
      "a=fmtp:97 apt=96\r\n";

QByteArray audio(const QByteArray &formats, const QByteArray &attributes = {})
{
    return session + "m=audio 40000 RTP/AVP " + formats + "\r\nc=IN IP4 192.0.2.1\r\n" + attributes;
}

QByteArray without(QByteArray text, const QList<QByteArray> &pieces)
{
    for (const QByteArray &piece : pieces) {
        if (!text.contains(piece))
            qFatal("the sample has no %s", piece.constData());
        text.replace(piece, "");
    }
    return text;
}

} // namespace

class tst_SdpModifiers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void modifies_data()
    {
        QTest::addColumn<Modifier>("modifier");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("result");
        candidatesAndPayloads();
        sections();
        directions();
    }
    void modifies()
    {
        QFETCH(Modifier, modifier);
        QFETCH(QByteArray, text);
        const QByteArray changed = modified(text, modifier);
        QTEST(changed, "result");
        QCOMPARE(onText(modifier)(text), changed);
        QCOMPARE(modified(changed, modifier), changed); // twice is once
        QVERIFY(SessionDescription::parse(changed));
    }
    void whatIsNoDescriptionIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("prose") << QByteArray("hello\r\nm=video 1 RTP/AVP 0\r\na=sendrecv\r\n");
        QTest::newRow("no o=") << QByteArray("v=0\r\nm=video 1 RTP/AVP 0\r\n");
        QTest::newRow("a zero byte") << QByteArray("v=0\r\no=- 1 1 IN IP4 \0\r\n", 20);
        QTest::newRow("longer than any limit") << QByteArray(SdpLimits::totalBytes + 1, 'x');
    }
    void whatIsNoDescriptionIsLeftAlone()
    {
        QFETCH(QByteArray, text);
        const QList<Modifier> all{stripTcpCandidates, stripTelephoneEvent, stripG722, stripRtpPayload("opus"),
            stripVideo, addMidLines, cleanJitsiSdpImageattr, holdModifier, Modifier()};
        for (const Modifier &modifier : all)
            QCOMPARE(modified(text, modifier), text);
    }
    void whatDoesNotChangeKeepsItsBytes() // line ends, order and spelling
    {
        const QByteArray odd = "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=\nm=audio 4 RTP/AVP 0\na=mid:x\n";
        QCOMPARE(modified(odd, stripVideo), odd);
        QCOMPARE(modified(odd, addMidLines), odd);
        QCOMPARE(modified(odd, stripTcpCandidates), odd);
    }

private:
    static void candidatesAndPayloads()
    {
        QTest::newRow("MOD-01 TCP candidates go, UDP host, srflx and relay stay")
            << Modifier(stripTcpCandidates) << browser
            << without(browser,
                   {"a=candidate:2 1 tcp 1518 192.0.2.1 9 typ host tcptype active\r\n",
                       "a=candidate:4 1 TCP 1518 192.0.2.1 9 typ host tcptype passive\r\n"});
        QTest::newRow("MOD-01 a candidate cut short is no TCP candidate")
            << Modifier(stripTcpCandidates) << audio("0", "a=candidate:1 1\r\na=candidate\r\n")
            << audio("0", "a=candidate:1 1\r\na=candidate\r\n");
        QTest::newRow("MOD-02 telephone-event goes with its number and parameters")
            << Modifier(stripTelephoneEvent) << browser
            << without(browser, {" 126", "a=rtpmap:126 telephone-event/8000\r\n", "a=fmtp:126 0-16\r\n"});
        QTest::newRow("G722 that is mapped")
            << Modifier(stripG722) << audio("9 0", "a=rtpmap:9 g722/8000\r\n") << audio("0");
        QTest::newRow("G722 by its static number alone") << Modifier(stripG722) << audio("9 0") << audio("0");
        QTest::newRow("9 that means something else stays")
            << Modifier(stripG722) << audio("9 0", "a=rtpmap:9 x/8000\r\n")
            << audio("9 0", "a=rtpmap:9 x/8000\r\n");
        QTest::newRow("any codec, in any case, at each of its rates")
            << stripRtpPayload("SPEEX")
            << audio("0 97 98", "a=rtpmap:97 speex/8000\r\na=rtpmap:98 Speex/16000\r\na=fmtp:98 vbr=on\r\n")
            << audio("0");
        QTest::newRow("a prefix of a name is another name")
            << stripRtpPayload("opus") << audio("0 97", "a=rtpmap:97 opus-x/8000\r\n")
            << audio("0 97", "a=rtpmap:97 opus-x/8000\r\n");
        QTest::newRow("the only codec: the section is disabled, not emptied")
            << stripRtpPayload("PCMU") << audio("0") << audio("0").replace("40000", "0");
        QTest::newRow("what repeats it goes with it, and nothing else")
            << stripRtpPayload("vp8")
            << audio("0 96 97 98",
                   "a=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
                   "a=rtpmap:98 H264/90000\r\na=rtcp-fb:* nack\r\n")
            << audio("0 98", "a=rtpmap:98 H264/90000\r\na=rtcp-fb:* nack\r\n");
        QTest::newRow("no RTP, no payload types")
            << stripRtpPayload("PCMU") << session + "m=image 4 udptl 0\r\n"
            << session + "m=image 4 udptl 0\r\n";
    }
    static void sections()
    {
        const qsizetype video = browser.indexOf("m=video");
        QTest::newRow("video goes, with its mid in the group")
            << Modifier(stripVideo) << browser << browser.first(video).replace("BUNDLE a v", "BUNDLE a");
        QTest::newRow("a group of nobody goes too")
            << Modifier(stripVideo) << session + "a=group:BUNDLE v\r\nm=VIDEO 4 RTP/AVP 31\r\na=mid:v\r\n"
            << session;
        QTest::newRow("mid: a number for each section")
            << Modifier(addMidLines) << session + "m=audio 4 RTP/AVP 0\r\nm=video 6 RTP/AVP 31\r\n"
            << session + "m=audio 4 RTP/AVP 0\r\na=mid:0\r\nm=video 6 RTP/AVP 31\r\na=mid:1\r\n";
        QTest::newRow("mid: one that has some is left alone") << Modifier(addMidLines) << browser << browser;
        QTest::newRow("imageattr: zero is no size")
            << Modifier(cleanJitsiSdpImageattr)
            << audio("0", "a=imageattr:96 send [x=[0-1920],y=[0-1080]] recv *\r\na=x:x=[0-1]\r\n")
            << audio("0", "a=imageattr:96 send [x=[1-1920],y=[1-1080]] recv *\r\na=x:x=[0-1]\r\n");
    }
    static void directions()
    {
        QTest::newRow("hold: each section for itself")
            << Modifier(holdModifier) << browser
            << QByteArray(browser).replace("a=sendrecv", "a=sendonly").replace("a=recvonly", "a=inactive");
        QTest::newRow("hold: none said")
            << Modifier(holdModifier) << audio("0") << audio("0", "a=sendonly\r\n");
        QTest::newRow("hold: said for the session")
            << Modifier(holdModifier) << session + "a=sendrecv\r\nm=audio 4 RTP/AVP 0\r\n"
            << session + "a=sendonly\r\nm=audio 4 RTP/AVP 0\r\n";
        QTest::newRow("hold: held already")
            << Modifier(holdModifier) << audio("0", "a=inactive\r\n") << audio("0", "a=inactive\r\n");
        QTest::newRow("hold: only sound and pictures have a direction")
            << Modifier(holdModifier) << session + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n"
            << session + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n";
    }
};

QTEST_GUILESS_MAIN(tst_SdpModifiers)
#include "tst_SdpModifiers.moc"
