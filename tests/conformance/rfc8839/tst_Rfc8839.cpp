// RFC 8839, ICE in offers and answers, with the refresh of RFC 4028 §7.4.
//
// Covered: §4.2.1.4 lite, §4.2.2 components, §4.2.5 what shows that ICE cannot be used, §4.3.1 and §4.3.2
// first offer and answer, §4.3.3 an answer without ICE, §4.4.1.1.1 restart, §4.4.1.1.2 port 0, §5.1 to §5.6
// the attributes. Not covered: §4.4.1.2.2 (what is chosen is not offered again: peers of RFC 8445 need it
// not), ice-pacing (§5.5: the agent keeps its own pace).
#include "SdpTalk.h"

#include <QTest>

using namespace carillon;
using Way = SdpTalk::Way;

namespace {

const QByteArray ice = SdpTalk::credentials();
const QByteArray candidate = SdpTalk::candidate();

QByteArray audioOf(const QByteArray &more, const QByteArray &port = "50000")
{
    return "m=audio " + port + " RTP/AVP 0\r\n" + more;
}

QList<int> componentsOf(const SessionDescription &description)
{
    QList<int> components;
    const auto described = IceDescription::of(description, description.media[0]);
    for (const IceCandidate &one : described ? described->candidates : QList<IceCandidate>{})
        components.append(one.component);
    return components;
}

bool saysNothingOfIce(const SdpMedia &section)
{
    return std::none_of(
        section.attributes.list.begin(), section.attributes.list.end(), [](const SdpAttribute &attribute) {
            return attribute.name.startsWith("ice-") || attribute.name == "candidate"
                || attribute.name == "remote-candidates" || attribute.name == "end-of-candidates";
        });
}

} // namespace

class tst_Rfc8839 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void offeredIce_data();
    void offeredIce();
    void answeredIce_data();
    void answeredIce();
    void components_data();
    void components();
    void options();
    void lite();
    void aStreamThatIsOff();
    void restart_data();
    void restart();
    void manyCandidates_data();
    void manyCandidates();
    void remoteCandidates();
    void aRefreshSaysTheSame_data();
    void aRefreshSaysTheSame();
};

void tst_Rfc8839::offeredIce_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<int>("candidates"); // -1: no ICE
    QTest::addColumn<bool>("mismatch");
    QTest::addColumn<bool>("hold");
    const QByteArray nowhere = "c=IN IP4 0.0.0.0\r\n";
    QTest::newRow("§4.2.5 c= is not among the candidates: used all the same")
        << audioOf("c=IN IP4 198.51.100.7\r\n" + ice + candidate) << 1 << false << false;
    QTest::newRow("§4.2.5 0.0.0.0 and port 9: they come later")
        << audioOf(nowhere + ice + "a=ice-options:ice2 trickle\r\n", "9") << 0 << false << false;
    QTest::newRow("§4.3.1 0.0.0.0 and port 9: it will be seen where from")
        << audioOf(nowhere + ice, "9") << 0 << false << false;
    QTest::newRow("§4.2.5 :: and port 9")
        << audioOf("c=IN IP6 ::\r\n" + ice + candidate, "9") << 1 << false << false;
    QTest::newRow("§4.2.5 a host name in c=")
        << audioOf("c=IN IP4 phone.example\r\n" + ice + candidate) << 1 << false << false;
    QTest::newRow("§5.3 the peer saw a mismatch")
        << audioOf(ice + candidate + "a=ice-mismatch\r\n") << -1 << true << false;
    QTest::newRow("§4.2.5 no candidate, none to come, but an address: without ICE")
        << audioOf(ice) << -1 << true << false;
    QTest::newRow("§5.4 the ufrag of the section, the password of the session")
        << "a=ice-ufrag:zzzz\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n"
            + audioOf("a=ice-ufrag:abcd\r\n" + candidate)
        << 1 << false << false;
    QTest::newRow("§4.4.1.1.1 c=0.0.0.0 is no hold with ICE")
        << audioOf(nowhere + ice + candidate) << 1 << false << false;
    QTest::newRow("RFC 3264 §8.4 c=0.0.0.0 is one without") << audioOf(nowhere) << -1 << false << true;
    QTest::newRow("§4.4.1.1.1 hold is a=inactive")
        << audioOf(ice + candidate + "a=inactive\r\n") << 1 << false << true;
    QTest::newRow("§5.4 credentials of the session") << ice + audioOf(candidate) << 1 << false << false;
    QTest::newRow("§5.4 a ufrag of three characters")
        << audioOf(QByteArray(ice).replace("abcd\r", "abc\r") + candidate) << -1 << false << false;
    QTest::newRow("§5.4 a password of 21 characters")
        << audioOf("a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstu\r\n" + candidate) << -1 << false
        << false;
    QTest::newRow("§5.1 only the candidates that can be read") << audioOf(
        ice + "a=candidate:1 1 sctp 1 203.0.113.5 5 typ host\r\na=candidate:nonsense\r\n" + candidate)
                                                               << 1 << false << false;
    QTest::newRow("§5.1 1000 candidates") << audioOf(ice + candidate.repeated(1000)) << 64 << false << false;
}

void tst_Rfc8839::offeredIce()
{
    QFETCH(QByteArray, offer);
    QFETCH(int, candidates);
    SdpTalk us(Way::Ice);
    QVERIFY(us.answers(offer));
    QCOMPARE(us.audio().ice ? int(us.audio().ice->candidates.size()) : -1, candidates);
    QTEST(us.audio().iceMismatch, "mismatch");
    QTEST(us.audio().remoteHold, "hold");
    // §4.3.2: an answer speaks of ICE only where the offer does.
    QCOMPARE(us.audioSection().attributes.contains("candidate"), candidates >= 0);
    QCOMPARE(us.audioSection().attributes.contains("ice-mismatch"), us.audio().iceMismatch);
    QCOMPARE(saysNothingOfIce(us.audioSection()), candidates < 0 && !us.audio().iceMismatch);
}

void tst_Rfc8839::answeredIce_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("hasIce");
    QTest::addColumn<bool>("mismatch");
    QTest::newRow("§4.3.3 with ICE") << audioOf(ice + candidate) << true << false;
    QTest::newRow("§4.3.3 a desk phone that reads nothing of it") << audioOf({}, "2228") << false << false;
    QTest::newRow("§4.3.3 mismatch") << audioOf("a=ice-mismatch\r\n") << false << true;
    QTest::newRow("§4.2.5 c= is not among the candidates")
        << audioOf("c=IN IP4 198.51.100.7\r\n" + ice + candidate) << true << false;
}

void tst_Rfc8839::answeredIce()
{
    QFETCH(QByteArray, answer);
    SdpTalk us(Way::Ice);
    QVERIFY(us.offers().attributes.contains("candidate"));
    QVERIFY(us.takes(answer));
    QCOMPARE(us.outcome(), QByteArray("clear"));
    QTEST(us.audio().ice.has_value(), "hasIce");
    QTEST(us.audio().iceMismatch, "mismatch");
}

void tst_Rfc8839::components_data()
{
    QTest::addColumn<QByteArray>("offer"); // empty: ours
    QTest::addColumn<int>("rtcpPort");
    QTest::addColumn<QList<int>>("expected");
    QTest::addColumn<QByteArray>("rtcp");
    const QByteArray theirs = ice + candidate;
    QTest::newRow("§4.2.2 our offer names both; a=rtcp of the next port may be left out")
        << QByteArray() << 4001 << QList<int>{1, 2} << QByteArray();
    QTest::newRow("§4.2.2 a=rtcp of another port")
        << QByteArray() << 5001 << QList<int>{1, 2} << QByteArray("5001");
    QTest::newRow("RFC 8858 only one port") << QByteArray() << 0 << QList<int>{1} << QByteArray();
    QTest::newRow("RFC 5761 §5.1.3 answered with a=rtcp-mux")
        << audioOf(theirs + "a=rtcp-mux\r\n") << 4001 << QList<int>{1} << QByteArray();
    QTest::newRow("RFC 5761 §5.1.3 answered without")
        << audioOf(theirs) << 4001 << QList<int>{1, 2} << QByteArray();
}

void tst_Rfc8839::components()
{
    QFETCH(QByteArray, offer);
    QFETCH(int, rtcpPort);
    SdpTalk us(Way::Ice);
    us.capabilities.rtcpPort = quint16(rtcpPort);
    if (offer.isEmpty())
        us.offers();
    else
        QVERIFY(us.answers(offer));
    QTEST(componentsOf(us.said), "expected");
    QTEST(us.said.media[0].attributes.value("rtcp").value_or(QByteArray()), "rtcp");
}

void tst_Rfc8839::options()
{
    SdpTalk alice(Way::Ice);
    QCOMPARE(*alice.offers().attributes.value("ice-options"), QByteArray("ice2")); // §4.3.1
    SdpTalk bob(Way::Ice);
    bob.capabilities.ice->trickle = true;
    QVERIFY(bob.answers(audioOf(ice + candidate + "a=ice-options:rtp+ecn trickle\r\n")));
    QCOMPARE(*bob.audioSection().attributes.value("ice-options"), QByteArray("ice2 trickle")); // §4.3.2
    QVERIFY(bob.audio().ice->trickle); // §5.6: in any place
    QVERIFY(bob.answers(audioOf(ice + candidate + "a=ice-options:trickled\r\n")));
    QVERIFY(!bob.audio().ice->trickle);
}

void tst_Rfc8839::lite()
{
    SdpTalk us(Way::Ice);
    QVERIFY(us.answers("a=ice-lite\r\n" + audioOf(ice + candidate))); // §5.3: of the session
    QVERIFY(us.audio().ice->lite);
    QVERIFY(!us.said.attributes.contains("ice-lite")); // §4.2.1.4: who is not may not say so
    us.capabilities.ice->lite = true;
    us.offers();
    QVERIFY(us.said.attributes.contains("ice-lite"));
    QVERIFY(!us.said.media[0].attributes.contains("ice-lite"));
}

void tst_Rfc8839::aStreamThatIsOff()
{
    SdpTalk us(Way::Ice);
    QVERIFY(us.answers(audioOf(ice + candidate) + "m=video 50002 RTP/AVP 96\r\n" + ice + candidate));
    QVERIFY(saysNothingOfIce(us.said.media[1])); // §4.4.1.1.2
    QVERIFY(us.answers(audioOf({}, "0") + "m=video 0 RTP/AVP 96\r\n"));
    QVERIFY(saysNothingOfIce(us.said.media[0]) && us.audio().rejected);
    QVERIFY(us.audio().ice); // known still: what comes with its return may be a restart (§4.4.1.1.1)
}

void tst_Rfc8839::restart_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<bool>("isRestart");
    const QByteArray others = "a=ice-ufrag:wxyz\r\na=ice-pwd:zyxwvutsrqponmlkjihgfedc\r\n";
    QTest::newRow("§4.4.1.1.1 both are others") << audioOf(others + candidate) << true;
    QTest::newRow("§4.4.1.1.1 from the section to the session") << ice + audioOf(candidate) << false;
    QTest::newRow("§4.4.1.1.1 only other candidates")
        << audioOf(ice + QByteArray(candidate).replace("50000", "50008")) << false;
    QTest::newRow("§4.4.1.1.1 only the ufrag")
        << audioOf(QByteArray(ice).replace("abcd\r", "wxyz\r") + candidate) << false;
}

void tst_Rfc8839::restart()
{
    QFETCH(QByteArray, offer);
    SdpTalk us(Way::Ice);
    QVERIFY(us.answers(audioOf(ice + candidate)));
    const IceDescription before = *us.audio().ice;
    QVERIFY(us.answers(offer));
    QTEST(isRestart(before, *us.audio().ice), "isRestart");
}

void tst_Rfc8839::manyCandidates_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<bool>("isRead");
    const QByteArray another
        = "a=candidate:2 1 udp 1686052607 2001:db8:85a3::8a2e:370:7334 50001 typ srflx raddr 192.168.100.200 "
          "rport 50001 generation 0 network-id 1 network-cost 10\r\n";
    QTest::newRow("1000, in SdpLimits::totalBytes") << another.repeated(1000) << true;
    QTest::newRow("1000 and the rest of the section") << candidate.repeated(1000) + "a=x\r\n" << true;
    QTest::newRow("other attributes are bounded")
        << candidate.repeated(1000) + QByteArray("a=x\r\n").repeated(600) << false;
}

void tst_Rfc8839::manyCandidates()
{
    QFETCH(QByteArray, more);
    const QByteArray text = "v=0\r\no=- 1 1 IN IP4 203.0.113.5\r\ns=-\r\nt=0 0\r\n" + audioOf(more)
        + audioOf(candidate + "a=last\r\n");
    const auto parsed = SessionDescription::parse(text);
    QTEST(parsed.has_value(), "isRead");
    if (!parsed) {
        QCOMPARE(int(parsed.error().kind), int(SdpError::Kind::TooLarge));
        return;
    }
    QCOMPARE(parsed->media[0].attributes.values("candidate").size(), SdpLimits::candidatesPerSection);
    QCOMPARE(parsed->media[0].attributes.contains("x"), more.contains("a=x"));
    QVERIFY(
        parsed->media[1].attributes.contains("candidate") && parsed->media[1].attributes.contains("last"));
    const auto again = SessionDescription::parse(parsed->toBytes());
    QVERIFY(again && *again == *parsed);
}

void tst_Rfc8839::remoteCandidates()
{
    SdpTalk us(Way::Ice);
    QVERIFY(
        us.answers(audioOf(ice + candidate + "a=remote-candidates:1 192.0.2.1 4000 2 192.0.2.1 4001\r\n")));
    const QList<IceRemoteCandidate> expected{{1, "192.0.2.1", 4000}, {2, "192.0.2.1", 4001}};
    QCOMPARE(us.audio().ice->remoteCandidates, expected);
    QVERIFY(!us.audioSection().attributes.contains("remote-candidates")); // §4.4.2: never in an answer
}

void tst_Rfc8839::aRefreshSaysTheSame_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<QByteArray>("offer"); // empty: ours, answered by the next
    QTest::addColumn<QByteArray>("answer");
    const QByteArray web = SdpTalk::webAudio("active");
    QTest::newRow("RFC 4028 §7.4 ICE, we offered")
        << int(Way::Ice) << QByteArray() << audioOf(ice + candidate);
    QTest::newRow("RFC 4028 §7.4 ICE, we answered")
        << int(Way::Ice) << audioOf(ice + candidate) << audioOf(ice + candidate);
    QTest::newRow("RFC 4028 §7.4 ICE and DTLS, we offered") << int(Way::WebRtc) << QByteArray() << web;
    QTest::newRow("RFC 4028 §7.4 ICE and DTLS, we answered")
        << int(Way::WebRtc) << SdpTalk::webAudio() << SdpTalk::webAudio("passive");
}

void tst_Rfc8839::aRefreshSaysTheSame()
{
    QFETCH(int, way);
    QFETCH(QByteArray, offer);
    QFETCH(QByteArray, answer);
    SdpTalk us{Way(way)};
    if (offer.isEmpty()) {
        us.offers();
        QVERIFY(us.takes(answer));
    } else {
        QVERIFY(us.answers(offer));
    }
    const QByteArray before = us.said.toBytes();
    us.repeats();
    QCOMPARE(us.said.toBytes(), before);
    QVERIFY(us.takes(answer));
    QVERIFY(!us.audio().dtls || !us.audio().dtls->isNew);
    us.capabilities.ice->ufrag = "anew";
    us.capabilities.ice->password = "anew-anew-anew-anew-anew";
    QCOMPARE(*us.repeats().attributes.value("ice-ufrag"), QByteArray("anew")); // a restart is not the same
}

QTEST_GUILESS_MAIN(tst_Rfc8839)
#include "tst_Rfc8839.moc"
