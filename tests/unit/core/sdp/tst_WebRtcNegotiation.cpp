#include "FakeRandom.h"
#include "OfferAnswerMachine.h"

#include <QTest>

using namespace carillon;
using Kind = NegotiationError::Kind;

namespace {

const QByteArray head = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nt=0 0\r\n";
const QByteArray printA = "sha-256 " + QByteArray("AA:").repeated(31) + "AA";
const QByteArray printB = "sha-256 " + QByteArray("BB:").repeated(31) + "BB";
const QByteArray ice = "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n";
const QByteArray candidate
    = "a=candidate:1 1 udp 2122260223 192.0.2.9 50000 typ host generation 0 network-id 1\r\n";
const QByteArray fingerprint = "a=fingerprint:" + printA + "\r\n";
const QByteArray keys
    = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + QByteArray(30, 'a').toBase64() + "\r\n";

/// What Chromium writes for sound and, if wanted, for picture.
QByteArray browser(const QByteArray &setup = "actpass", const QByteArray &more = {})
{
    return "a=group:BUNDLE 0 1\r\na=extmap-allow-mixed\r\n"
           "m=audio 50000 UDP/TLS/RTP/SAVPF 111 0 110\r\nc=IN IP4 198.51.100.1\r\n"
           "a=rtcp:9 IN IP4 0.0.0.0\r\n"
        + ice + candidate + "a=ice-options:trickle\r\n" + fingerprint + "a=setup:" + setup
        + "\r\na=mid:0\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
          "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=sendrecv\r\na=msid:s t\r\na=rtcp-mux\r\n"
          "a=rtcp-rsize\r\na=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\n"
          "a=rtpmap:110 telephone-event/48000\r\na=ssrc:1234 cname:x\r\na=ssrc:1234 msid:s t\r\n"
        + more
        + "m=video 50000 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 198.51.100.1\r\na=mid:1\r\na=rtcp-mux\r\n"
          "a=rtpmap:96 VP8/90000\r\n";
}

SessionDescription sdp(const QByteArray &body)
{
    const auto result = SessionDescription::parse(head + body);
    if (!result)
        qFatal("not parsed");
    return *result;
}

struct End {
    FakeRandom random{5};
    OfferAnswerMachine machine{random};
    LocalMediaCapabilities capabilities;

    explicit End(MediaEncryption encryption = MediaEncryption::Optional)
    {
        capabilities.address = "192.0.2.1";
        capabilities.rtpPort = 4000;
        capabilities.encryption = encryption;
        capabilities.profile = MediaProfile::WebRtc;
        capabilities.dtls = DtlsDescription{DtlsSetup::ActPass, {printB}, {}};
        IceDescription mine;
        mine.ufrag = "efgh";
        mine.password = "ABCDEFGHIJKLMNOPQRSTUVWX";
        mine.candidates = {*IceCandidate::parse("1 1 UDP 2130706431 192.0.2.1 4000 typ host")};
        capabilities.ice = mine;
        capabilities.ssrc = 77;
        capabilities.cname = "us";
    }
    Result<SessionDescription, NegotiationError> answer(const QByteArray &offer)
    {
        (void)machine.receiveOffer(sdp(offer));
        auto made = machine.createAnswer(capabilities);
        machine.rollback();
        return made;
    }
    const NegotiatedAudio &audio() const { return machine.agreement()->audio; }
};

} // namespace

class tst_WebRtcNegotiation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBrowserIsAnswered();
    void ourOfferIsAnsweredByOurselves();
    void reofferKeepsTheAssociation_data();
    void reofferKeepsTheAssociation();
    void encryptionNeverGoesAway_data();
    void encryptionNeverGoesAway();
    void protection_data();
    void protection();
    void iceOfThePeer_data();
    void iceOfThePeer();
    void candidates_data();
    void candidates();
    void fragments();
    void roundTripOfAReceiver_data();
    void roundTripOfAReceiver();
    void sources_data();
    void sources();
    void holdKeepsTheSource();
};

void tst_WebRtcNegotiation::aBrowserIsAnswered()
{
    End bob;
    const auto answer = bob.answer(browser());
    QVERIFY(answer);
    const SdpMedia &audio = answer->media[0];
    QCOMPARE(audio.protocol, QByteArray("UDP/TLS/RTP/SAVPF"));
    QCOMPARE(*answer->attributes.value("group"), QByteArray("BUNDLE 0"));
    QCOMPARE(answer->media[1].port, quint16(0));
    QCOMPARE(*audio.attributes.value("setup"), QByteArray("active"));
    QCOMPARE(*audio.attributes.value("rtcp-fb"), QByteArray("111 transport-cc"));
    QVERIFY(audio.attributes.contains("rtcp-mux") && audio.attributes.contains("candidate"));
    const NegotiatedAudio &agreed = bob.audio();
    QVERIFY(agreed.dtls && agreed.dtls->isClient && agreed.dtls->isNew && !agreed.sdes);
    QCOMPARE(agreed.dtls->fingerprints, QList<QByteArray>{printA});
    QVERIFY(agreed.ice && agreed.ice->candidates.size() == 1 && agreed.ice->trickle);
    QVERIFY(agreed.rtcpMux && agreed.reducedSizeRtcp && agreed.feedback);
    QCOMPARE(agreed.mid, QByteArray("0"));
    QVERIFY(agreed.remoteSsrc == 1234u);
    QCOMPARE(agreed.extensions, (RtpExtensions{1, 0, 0, 4}));
    QVERIFY(agreed.direction == SdpDirection::SendReceive);
}

void tst_WebRtcNegotiation::ourOfferIsAnsweredByOurselves()
{
    End alice(MediaEncryption::Dtls);
    End bob;
    const auto offer = alice.machine.createOffer(alice.capabilities);
    QVERIFY(offer);
    QCOMPARE(offer->media[0].protocol, QByteArray("UDP/TLS/RTP/SAVPF"));
    QCOMPARE(*offer->attributes.value("group"), QByteArray("BUNDLE 0"));
    (void)bob.machine.receiveOffer(*offer);
    const auto answer = bob.machine.createAnswer(bob.capabilities);
    QVERIFY(answer);
    QVERIFY(alice.machine.receiveAnswer(*answer, alice.capabilities));
    QVERIFY(bob.audio().dtls->isClient && !alice.audio().dtls->isClient);
    QCOMPARE(alice.audio().extensions, (RtpExtensions{1, 2, 3, 4}));
    // The same again: roles and association stay, the version too.
    const auto again = alice.machine.createOffer(alice.capabilities);
    (void)bob.machine.receiveOffer(*again);
    QVERIFY(alice.machine.receiveAnswer(*bob.machine.createAnswer(bob.capabilities), alice.capabilities));
    QVERIFY(!alice.audio().dtls->isNew && !bob.audio().dtls->isNew);
    // A desk phone refuses the section: no sound, no error.
    End carol(MediaEncryption::Dtls);
    (void)carol.machine.createOffer(carol.capabilities);
    QVERIFY(carol.machine.receiveAnswer(sdp("m=audio 0 UDP/TLS/RTP/SAVPF 0\r\n"), carol.capabilities));
    QVERIFY(carol.audio().rejected);
    End dave(MediaEncryption::Dtls);
    dave.capabilities.dtls.reset();
    const auto impossible = dave.machine.createOffer(dave.capabilities);
    QVERIFY(!impossible && impossible.error().kind == Kind::EncryptionRequired);
}

void tst_WebRtcNegotiation::reofferKeepsTheAssociation_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<bool>("isNew");
    QTest::addColumn<bool>("isClient");
    QTest::newRow("RFC 8842 §5.5 the same") << browser() << false << true;
    QTest::newRow("SIP.js holds") << browser().replace("a=sendrecv", "a=sendonly") << false << true;
    QTest::newRow("RFC 8842 §6 ICE restart alone")
        << browser().replace("abcd\r\n", "wxyz\r\n").replace("pwd:abc", "pwd:xyz") << false << true;
    QTest::newRow("RFC 8842 §3.1 another fingerprint") << browser().replace(printA, printB) << true << true;
    QTest::newRow("RFC 8842 §3.1 another role") << browser("active") << true << false;
}

void tst_WebRtcNegotiation::reofferKeepsTheAssociation()
{
    QFETCH(QByteArray, offer);
    End bob;
    QVERIFY(bob.answer(browser()));
    QVERIFY(bob.answer(offer));
    QTEST(bob.audio().dtls->isNew, "isNew");
    QTEST(bob.audio().dtls->isClient, "isClient");
}

void tst_WebRtcNegotiation::encryptionNeverGoesAway_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::newRow("DTLS to clear") << QByteArray("c=IN IP4 192.0.2.9\r\nm=audio 9 RTP/AVP 0\r\n");
    QTest::newRow("DTLS to SDES") << "c=IN IP4 192.0.2.9\r\nm=audio 9 RTP/SAVP 0\r\n" + keys;
    QTest::newRow("fingerprint dropped") << browser().replace("a=fingerprint", "a=nothing");
}

void tst_WebRtcNegotiation::encryptionNeverGoesAway()
{
    QFETCH(QByteArray, offer);
    End bob;
    QVERIFY(bob.answer(browser()));
    if (!offer.contains("m=video")) // sections may not vanish, RFC 3264 §8
        offer += "m=video 0 RTP/AVP 96\r\n";
    const auto answer = bob.answer(offer);
    QVERIFY(!answer);
    QCOMPARE(int(answer.error().kind), int(Kind::EncryptionDropped));
}

void tst_WebRtcNegotiation::protection_data()
{
    QTest::addColumn<int>("encryption");
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("result"); // "dtls", "sdes", "clear" or the number of the refusal
    const QByteArray c = "c=IN IP4 192.0.2.9\r\n";
    const auto optional = int(MediaEncryption::Optional);
    const auto number = [](Kind kind) { return QByteArray::number(int(kind)); };
    for (const QByteArray protocol : {"UDP/TLS/RTP/SAVP", "RTP/SAVPF", "RTP/SAVP", "RTP/AVP"})
        QTest::addRow("fingerprint in %s", protocol.constData())
            << optional << c + "m=audio 9 " + protocol + " 0\r\n" + fingerprint << QByteArray("dtls");
    const QByteArray both = c + "m=audio 9 RTP/SAVPF 0\r\n" + keys + fingerprint;
    QTest::newRow("FreeSWITCH, both, optional") << optional << both << QByteArray("dtls");
    QTest::newRow("FreeSWITCH, both, SDES") << int(MediaEncryption::Sdes) << both << QByteArray("sdes");
    QTest::newRow("browser, SDES") << int(MediaEncryption::Sdes) << browser()
                                   << number(Kind::EncryptionRequired);
    QTest::newRow("browser, none") << int(MediaEncryption::None) << browser()
                                   << number(Kind::EncryptionRefused);
    QTest::newRow("keys only, DTLS") << int(MediaEncryption::Dtls) << c + "m=audio 9 RTP/SAVP 0\r\n" + keys
                                     << number(Kind::EncryptionRequired);
    QTest::newRow("fingerprint too short")
        << optional << c + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=fingerprint:sha-256 AA:BB\r\n"
        << number(Kind::EncryptionRefused);
    QTest::newRow("clear, optional") << optional << c + "m=audio 9 RTP/AVP 0\r\n" << QByteArray("clear");
}

void tst_WebRtcNegotiation::protection()
{
    QFETCH(int, encryption);
    QFETCH(QByteArray, offer);
    End bob{MediaEncryption(encryption)};
    const auto answer = bob.answer(offer);
    const QByteArray got = !answer ? QByteArray::number(int(answer.error().kind))
        : bob.audio().dtls         ? "dtls"
        : bob.audio().sdes         ? "sdes"
                                   : "clear";
    QTEST(got, "result");
    if (answer)
        QCOMPARE(answer->media[0].attributes.contains("fingerprint"), got == "dtls");
}

void tst_WebRtcNegotiation::iceOfThePeer_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<int>("candidates"); // -1: no ICE
    QTest::addColumn<bool>("mismatch");
    QTest::newRow("none") << QByteArray() << -1 << false;
    QTest::newRow("c= not among them (Asterisk)") << ice + candidate << 1 << false;
    QTest::newRow("lite without candidates") << "a=ice-lite\r\n" + ice << -1 << true;
    QTest::newRow("they come later") << ice + "a=ice-options:trickle\r\n" << 0 << false;
    QTest::newRow("the peer found a mismatch") << ice + candidate + "a=ice-mismatch\r\n" << -1 << true;
    QTest::newRow("400 candidates") << ice + candidate.repeated(400) << 64 << false;
    QTest::newRow("short password") << QByteArray("a=ice-ufrag:abcd\r\na=ice-pwd:x\r\n") << -1 << false;
}

void tst_WebRtcNegotiation::iceOfThePeer()
{
    QFETCH(QByteArray, attributes);
    QFETCH(int, candidates);
    End bob;
    const auto answer = bob.answer("m=audio 7000 RTP/AVP 0\r\nc=IN IP4 198.51.100.9\r\n" + attributes);
    QVERIFY(answer);
    QCOMPARE(bob.audio().ice ? int(bob.audio().ice->candidates.size()) : -1, candidates);
    QTEST(bob.audio().iceMismatch, "mismatch");
    QCOMPARE(answer->media[0].attributes.contains("ice-ufrag"), candidates >= 0);
}

void tst_WebRtcNegotiation::candidates_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("written"); // empty: refused
    QTest::newRow("srflx") << QByteArray(
        "candidate:a/+ 2 UDP 99 2001:db8::1 5 typ srflx raddr 10.0.0.1 rport 6 x y")
                           << QByteArray("a/+ 2 UDP 99 2001:db8::1 5 typ srflx raddr 10.0.0.1 rport 6");
    QTest::newRow("RFC 6544 active") << QByteArray(
        "1 1 tcp 7 192.0.2.1 9 typ host tcptype active generation 0")
                                     << QByteArray("1 1 TCP 7 192.0.2.1 9 typ host tcptype active");
    QTest::newRow(".local") << QByteArray("1 1 udp 7 0a-b.local 99 typ host")
                            << QByteArray("1 1 UDP 7 0a-b.local 99 typ host");
    QTest::newRow("host name") << QByteArray("1 1 udp 7 example.com 99 typ host") << QByteArray();
    QTest::newRow("component 0") << QByteArray("1 0 udp 7 192.0.2.1 99 typ host") << QByteArray();
    QTest::newRow("port 65536") << QByteArray("1 1 udp 7 192.0.2.1 65536 typ host") << QByteArray();
    QTest::newRow("unknown kind") << QByteArray("1 1 udp 7 192.0.2.1 99 typ magic") << QByteArray();
    QTest::newRow("cut off") << QByteArray("1 1 udp 7 192.0.2.1") << QByteArray();
}

void tst_WebRtcNegotiation::candidates()
{
    QFETCH(QByteArray, line);
    const auto parsed = IceCandidate::parse(line);
    QTEST(parsed ? parsed->toBytes() : QByteArray(), "written");
    if (parsed)
        QCOMPARE(IceCandidate::parse(parsed->toBytes()), parsed);
}

void tst_WebRtcNegotiation::fragments()
{
    const QByteArray text = ice + "m=audio 9 RTP/AVP 0\r\na=mid:0\r\n" + candidate
        + "m=video 9 RTP/AVP 0\r\na=mid:1\r\na=end-of-candidates\r\n";
    const auto first = IceFragment::parse(text, "0");
    QVERIFY(first && first->candidates.size() == 1 && !first->ended);
    QCOMPARE(first->ufrag, QByteArray("abcd"));
    QVERIFY(IceFragment::parse(first->toBytes()) == first);
    QVERIFY(IceFragment::parse(text, "1")->ended);
    QVERIFY(!IceFragment::parse(text, "2"));
    QVERIFY(!IceFragment::parse("nonsense"));
}

void tst_WebRtcNegotiation::roundTripOfAReceiver_data() // RFC 3611 §5.1
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<RoundTripReports>("agreed");
    QTest::addColumn<QByteArray>("answered");
    QTest::newRow("nothing") << QByteArray() << RoundTripReports::None << QByteArray();
    QTest::newRow("as a browser has it")
        << QByteArray("rcvr-rtt=all") << RoundTripReports::All << QByteArray("rcvr-rtt=all");
    QTest::newRow("of senders, beside others, with a limit")
        << QByteArray("voip-metrics rcvr-rtt=sender:1000") << RoundTripReports::Sender
        << QByteArray("rcvr-rtt=sender");
    QTest::newRow("others alone") << QByteArray("voip-metrics stat-summary=loss") << RoundTripReports::None
                                  << QByteArray();
}

void tst_WebRtcNegotiation::roundTripOfAReceiver()
{
    QFETCH(QByteArray, line);
    QFETCH(RoundTripReports, agreed);
    QFETCH(QByteArray, answered);
    End us;
    const QByteArray more = line.isEmpty() ? QByteArray() : "a=rtcp-xr:" + line + "\r\n";
    QVERIFY(us.machine.receiveOffer(sdp(browser("actpass", more))));
    const auto answer = us.machine.createAnswer(us.capabilities);
    QVERIFY(answer);
    QCOMPARE(us.audio().roundTripReports, agreed);
    QCOMPARE(answer->media.first().attributes.value("rtcp-xr").value_or(QByteArray()), answered);
}

void tst_WebRtcNegotiation::sources_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<int>("source"); // 0: not known
    const auto of = [](int ssrc) { return "a=ssrc:" + QByteArray::number(ssrc) + " cname:x\r\n"; };
    QTest::newRow("none") << QByteArray() << 0;
    QTest::newRow("one, said twice") << of(5) + "a=ssrc:5 msid:s t\r\n" << 5;
    QTest::newRow("two that are equal") << of(5) + of(6) << 0;
    QTest::newRow("RFC 5576 §4.2 one and its repair") << "a=ssrc-group:FID 5 6\r\n" + of(5) + of(6) << 5;
    QTest::newRow("RFC 5576 §4.2 the repair is named first") << of(6) + of(5) + "a=ssrc-group:FID 5 6\r\n"
                                                             << 5;
    QTest::newRow("a third beside the pair") << "a=ssrc-group:FID 5 6\r\n" + of(5) + of(6) + of(7) << 0;
    QTest::newRow("two pairs") << "a=ssrc-group:FID 5 6\r\na=ssrc-group:FID 7 8\r\n" + of(5) + of(6) + of(7)
            + of(8) << 0;
    QTest::newRow("the pair behind another group")
        << "a=ssrc-group:SIM 5\r\na=ssrc-group:FID 5 6\r\n" + of(5) + of(6) << 5;
    QTest::newRow("a group of another meaning") << "a=ssrc-group:SIM 5 6\r\n" + of(5) + of(6) << 0;
    QTest::newRow("no numbers") << QByteArray(
        "a=ssrc:x cname:x\r\na=ssrc:4294967296 cname:x\r\na=ssrc-group:FID\r\n")
                                << 0;
}

void tst_WebRtcNegotiation::sources()
{
    QFETCH(QByteArray, lines);
    QFETCH(int, source);
    End bob;
    QVERIFY(bob.answer("m=audio 7000 RTP/AVP 0\r\nc=IN IP4 198.51.100.9\r\n" + lines));
    QCOMPARE(bob.audio().remoteSsrc.value_or(0), quint32(source));
}

/// Chromium plays a source no more that was gone from a description.
void tst_WebRtcNegotiation::holdKeepsTheSource()
{
    const QByteArray ssrc = "77 cname:us";
    End bob;
    const auto says = [&ssrc](
                          const Result<SessionDescription, NegotiationError> &made, const char *direction) {
        return made && made->media[0].attributes.value("ssrc") == ssrc
            && made->media[0].attributes.contains("msid") && made->media[0].attributes.contains(direction);
    };
    QVERIFY(says(bob.answer(browser()), "sendrecv"));
    QVERIFY(says(bob.answer(browser().replace("a=sendrecv", "a=sendonly")), "recvonly"));
    QVERIFY(says(bob.answer(browser().replace("a=sendrecv", "a=inactive")), "inactive"));
    QVERIFY(says(bob.answer(browser()), "sendrecv"));
    const QByteArray answer = browser("active").replace("m=video 50000", "m=video 0");
    bob.capabilities.hold = true;
    QVERIFY(says(bob.machine.createOffer(bob.capabilities), "sendonly"));
    QVERIFY(bob.machine.receiveAnswer(
        sdp(QByteArray(answer).replace("a=sendrecv", "a=recvonly")), bob.capabilities));
    bob.capabilities.hold = false;
    QVERIFY(says(bob.machine.createOffer(bob.capabilities), "sendrecv"));
    QVERIFY(bob.machine.receiveAnswer(sdp(answer), bob.capabilities));
    QVERIFY(bob.audio().direction == SdpDirection::SendReceive);
}

QTEST_GUILESS_MAIN(tst_WebRtcNegotiation)
#include "tst_WebRtcNegotiation.moc"
