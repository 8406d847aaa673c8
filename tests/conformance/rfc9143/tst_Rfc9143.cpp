// RFC 9143, BUNDLE, with the mid and the groups of RFC 5888, as far as there is one sound.
//
// Covered: §7.2 our offer, §7.2 and §7.3 bundle-only, §7.3 groups of an answer, §7.3.1 which section carries
// the transport, §7.3.3 rejected sections, §7.4 answers to us, §7.5 later offers, §15 the mid in a header
// extension. Not covered: sound inside the transport of another section (such an offer is refused), several
// groups of ours.
#include "SdpTalk.h"

#include <QTest>

using namespace carillon;
using Kind = NegotiationError::Kind;
using Way = SdpTalk::Way;

namespace {

const QByteArray audio = SdpTalk::webAudio();

QByteArray video(const QByteArray &more, const QByteArray &port = "50002")
{
    return "m=video " + port + " UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\na=rtcp-mux\r\n" + more;
}

QByteArray groupOf(const SessionDescription &description)
{
    return description.attributes.values("group").join(';');
}

} // namespace

class tst_Rfc9143 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answers_data();
    void answers();
    void soundInsideOfAnother();
    void laterOffers();
    void ourOffer();
    void answered_data();
    void answered();
    void midOfAnExtension_data();
    void midOfAnExtension();
};

void tst_Rfc9143::answers_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("group");
    QTest::addColumn<QByteArray>("mid");
    const QByteArray both = "a=group:BUNDLE 0 1\r\n";
    const QByteArray mid = audio + "a=mid:0\r\n";
    const QByteArray mid1 = "a=mid:1\r\n";
    QTest::newRow("§7.3.3 a rejected section leaves the group")
        << both + mid + video(mid1) << QByteArray("BUNDLE 0") << QByteArray("0");
    QTest::newRow("§7.2 max-bundle: the other is bundle-only")
        << both + mid + video(mid1 + "a=bundle-only\r\n", "0") << QByteArray("BUNDLE 0") << QByteArray("0");
    QTest::newRow("§7.3.1 the first of the group is rejected, the next carries the transport")
        << "a=group:BUNDLE 1 0\r\n" + mid + video(mid1) << QByteArray("BUNDLE 0") << QByteArray("0");
    QTest::newRow("§7.3 a tag that no section has")
        << "a=group:BUNDLE what 0 ever\r\n" + mid << QByteArray("BUNDLE 0") << QByteArray("0");
    QTest::newRow("§7.3 only the other is grouped")
        << "a=group:BUNDLE 1\r\n" + mid + video(mid1) << QByteArray() << QByteArray("0");
    QTest::newRow("§7.3 no group was offered") << mid + video(mid1) << QByteArray() << QByteArray("0");
    QTest::newRow("§7.3 a group without a mid") << both + audio << QByteArray() << QByteArray();
    QTest::newRow("RFC 5888 §4 one mid for two sections")
        << both + mid + video("a=mid:0\r\n") << QByteArray() << QByteArray("0");
    QTest::newRow("RFC 5888 §4 two mids in a section: the first") << both + mid
            + "a=mid:7\r\n" << QByteArray("BUNDLE 0") << QByteArray("0");
    QTest::newRow("RFC 5888 §4 no token") << "a=group:BUNDLE 0 1\r\n" + audio + "a=mid:0 1\r\n"
                                          << QByteArray() << QByteArray();
    QTest::newRow("RFC 5888 §5 groups of other meanings are not answered")
        << "a=group:LS 0 1\r\na=group:FID 0 1\r\n" + mid + video(mid1) << QByteArray() << QByteArray("0");
    QTest::newRow("RFC 5888 §5 the group among others")
        << "a=group:LS 0 1\r\n" + both + mid + video(mid1) << QByteArray("BUNDLE 0") << QByteArray("0");
    QTest::newRow("names instead of numbers")
        << "a=group:BUNDLE audio video\r\n" + audio + "a=mid:audio\r\n" + video("a=mid:video\r\n")
        << QByteArray("BUNDLE audio") << QByteArray("audio");
}

void tst_Rfc9143::answers()
{
    QFETCH(QByteArray, offer);
    SdpTalk us(Way::WebRtc);
    QVERIFY(us.answers(offer));
    QTEST(groupOf(us.said), "group");
    QTEST(us.said.media[0].attributes.value("mid").value_or(QByteArray()), "mid");
    for (const SdpMedia &section : us.said.media) {
        QVERIFY(!section.attributes.contains("bundle-only")); // §7.3.3
        QCOMPARE(section.port, section.type == "audio" ? quint16(4000) : quint16(0));
    }
}

void tst_Rfc9143::soundInsideOfAnother()
{
    // §7.3.1: a section with port 0 cannot carry the group, and the one that could is video.
    SdpTalk us(Way::WebRtc);
    QVERIFY(!us.answers("a=group:BUNDLE 1 0\r\n" + video("a=mid:1\r\n")
        + QByteArray(audio).replace("m=audio 50000", "m=audio 0") + "a=mid:0\r\na=bundle-only\r\n"));
    QCOMPARE(us.outcome(), SdpTalk::outcome(Kind::NoAudio));
}

void tst_Rfc9143::laterOffers()
{
    const QByteArray first
        = "a=group:BUNDLE v a\r\n" + video("a=mid:v\r\n") + audio + "a=mid:a\r\na=rtcp-rsize\r\n";
    SdpTalk us(Way::WebRtc);
    QVERIFY(us.answers(first));
    QCOMPARE(groupOf(us.said), QByteArray("BUNDLE a"));
    // Theirs, after our answer.
    QVERIFY(us.answers("a=group:BUNDLE a\r\n" + video("a=mid:v\r\n", "0") + audio + "a=mid:a\r\n"));
    QCOMPARE(groupOf(us.said), QByteArray("BUNDLE a"));
    QCOMPARE(us.machine.agreement()->audioIndex, qsizetype(1));
    // Ours: §7.5.3, what is off stays where it is and outside of the group.
    us.offers();
    QCOMPARE(groupOf(us.said), QByteArray("BUNDLE a"));
    QCOMPARE(us.said.media[0].port, quint16(0));
    QCOMPARE(*us.said.media[0].attributes.value("mid"), QByteArray("v"));
    QCOMPARE(*us.said.media[1].attributes.value("mid"), QByteArray("a"));
}

void tst_Rfc9143::ourOffer()
{
    SdpTalk us(Way::WebRtc);
    const SdpMedia &section = us.offers();
    QCOMPARE(groupOf(us.said), QByteArray("BUNDLE 0")); // §7.2
    QCOMPARE(*section.attributes.value("mid"), QByteArray("0"));
    QVERIFY(!section.attributes.contains("bundle-only") && section.port != 0); // §7.2.1
    QVERIFY(section.attributes.contains("rtcp-mux"));                          // §9.3: with BUNDLE always
    SdpTalk plain(Way::Ice);
    plain.offers();
    QVERIFY(groupOf(plain.said).isEmpty());
}

void tst_Rfc9143::answered_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("outcome");
    const QByteArray theirs = SdpTalk::webAudio("active");
    QTest::newRow("§7.4 as offered") << "a=group:BUNDLE 0\r\n" + theirs + "a=mid:0\r\n" << QByteArray("dtls");
    QTest::newRow("§7.4 no group: an answer like any other") << theirs + "a=mid:0\r\n" << QByteArray("dtls");
    QTest::newRow("no group and no mid") << theirs << QByteArray("dtls");
    QTest::newRow("a tag that we did not offer") << "a=group:BUNDLE what\r\n" + theirs << QByteArray("dtls");
    QTest::newRow("§7.3.3 rejected") << QByteArray("m=audio 0 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n")
                                     << QByteArray("rejected");
}

void tst_Rfc9143::answered()
{
    QFETCH(QByteArray, answer);
    SdpTalk us(Way::WebRtc);
    us.offers();
    us.takes(answer);
    QTEST(us.outcome(), "outcome");
    QCOMPARE(us.audio().mid, answer.contains("a=mid") && !us.audio().rejected ? "0" : "");
}

void tst_Rfc9143::midOfAnExtension_data()
{
    QTest::addColumn<QByteArray>("mid");
    QTest::addColumn<int>("id");
    QTest::newRow("§15 sent") << QByteArray("a=mid:sound\r\n") << 4;
    QTest::newRow("RFC 8285 §4.2 16 bytes go into one element")
        << QByteArray("a=mid:0123456789abcdef\r\n") << 4;
    QTest::newRow("RFC 8285 §4.2 17 bytes do not") << QByteArray("a=mid:0123456789abcdefg\r\n") << 0;
    QTest::newRow("no mid, nothing to send") << QByteArray() << 0;
}

void tst_Rfc9143::midOfAnExtension()
{
    QFETCH(QByteArray, mid);
    SdpTalk us(Way::WebRtc);
    QVERIFY(us.answers(audio + mid + "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"));
    QCOMPARE(us.audioSection().attributes.values("extmap").size(), 1);
    QTEST(int(us.audio().extensions.mid), "id");
}

QTEST_GUILESS_MAIN(tst_Rfc9143)
#include "tst_Rfc9143.moc"
