// RFC 8842, DTLS in offers and answers, with a=setup (RFC 4145), a=fingerprint (RFC 8122) and what known
// peers write.
//
// Covered: §3.1 to §3.3 what makes a new association, §4 tls-id, §5.1 a=connection, §5.2 first offer, §5.3
// answer and roles, §5.4 the answer read, §5.5 later offers. Not covered: holdconn of our own (RFC 4145 §4).
#include "SdpTalk.h"

#include <QTest>

using namespace carillon;
using Kind = NegotiationError::Kind;
using Way = SdpTalk::Way;

namespace {

const QByteArray print = SdpTalk::fingerprint();
const QByteArray theirTlsId = "a=tls-id:theirs-theirs-theirs\r\n";
const QByteArray web = SdpTalk::webAudio();

/// Our offer is answered before anything else.
const QByteArray answered = SdpTalk::webAudio("active");

QByteArray asterisk()
{
    return "a=msid-semantic:WMS *\r\na=group:BUNDLE 0\r\nm=audio 14000 UDP/TLS/RTP/SAVPF 111\r\n"
           "c=IN IP4 198.51.100.7\r\na=connection:new\r\na=setup:active\r\na=fingerprint:"
        + SdpTalk::print().replace("sha", "SHA") + "\r\n" + SdpTalk::credentials()
        + "a=candidate:Hac110002 1 UDP 2130706431 172.17.0.2 14000 typ host\r\na=rtpmap:111 opus/48000/2\r\n"
          "a=ptime:20\r\na=maxptime:20\r\na=sendrecv\r\na=rtcp-mux\r\na=ssrc:1234 cname:x\r\na=mid:0\r\n";
}

QByteArray baresip(const QByteArray &more = {})
{
    return "a=tool:baresip 3.10.0\r\nm=audio 10040 UDP/TLS/RTP/SAVPF 96 0 8 101\r\nb=AS:125\r\n"
           "a=rtpmap:96 opus/48000/2\r\na=fmtp:96 stereo=0;sprop-stereo=0\r\na=rtpmap:0 PCMU/8000\r\n"
           "a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n"
        + print
        + "a=setup:actpass\r\na=rtcp:10041\r\na=rtcp-mux\r\na=sendrecv\r\na=label:1\r\n"
          "a=rtcp-rsize\r\na=ssrc:42 cname:sip:b@example.com\r\na=ptime:20\r\n"
        + more;
}

QByteArray firefox()
{
    return print
        + "a=group:BUNDLE 0\r\na=ice-options:trickle\r\na=msid-semantic:WMS *\r\n"
          "m=audio 9 UDP/TLS/RTP/SAVPF 109 0 101\r\nc=IN IP4 0.0.0.0\r\na=sendrecv\r\n"
          "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\na=fmtp:101 0-15\r\n"
        + SdpTalk::credentials()
        + "a=mid:0\r\na=msid:{s} {t}\r\na=rtcp-mux\r\na=rtpmap:109 opus/48000/2\r\n"
          "a=rtpmap:101 telephone-event/8000\r\na=setup:actpass\r\na=ssrc:42 cname:{x}\r\n";
}

QByteArray freeswitch(const QByteArray &protocol)
{
    return "m=audio 19000 " + protocol
        + " 102 0 101\r\na=rtpmap:102 opus/48000/2\r\n"
          "a=fmtp:102 useinbandfec=1\r\na=rtpmap:101 telephone-event/8000\r\n"
        + print + "a=setup:actpass\r\na=rtcp-mux\r\na=rtcp:19000 IN IP4 203.0.113.5\r\n" + SdpTalk::crypto()
        + "a=ptime:20\r\n";
}

} // namespace

class tst_Rfc8842 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rolesOfAnAnswer_data();
    void rolesOfAnAnswer();
    void rolesOfAnOffer_data();
    void rolesOfAnOffer();
    void offeredAgain_data();
    void offeredAgain();
    void answeredAgain_data();
    void answeredAgain();
    void tlsId();
    void aRefreshOfWhoAnswered_data();
    void aRefreshOfWhoAnswered();
    void peersOffer_data();
    void peersOffer();
    void asteriskAnswers();
    void answersWithout_data();
    void answersWithout();
    void fingerprints_data();
    void fingerprints();
};

void tst_Rfc8842::rolesOfAnAnswer_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("answered"); // empty: no DTLS
    QTest::newRow("RFC 5763 §5 active is recommended")
        << QByteArray("a=setup:actpass\r\n") << QByteArray("active");
    QTest::newRow("§5.3 the offerer is the client")
        << QByteArray("a=setup:active\r\n") << QByteArray("passive");
    QTest::newRow("§5.3 the offerer is the server")
        << QByteArray("a=setup:passive\r\n") << QByteArray("active");
    QTest::newRow("RFC 4145 §4.1 said nothing: active") << QByteArray() << QByteArray("passive");
    QTest::newRow("RFC 4145 §4.1 not a role: said nothing")
        << QByteArray("a=setup:whatever\r\n") << QByteArray("passive");
    QTest::newRow("RFC 4145 §4 holdconn: not now") << QByteArray("a=setup:holdconn\r\n") << QByteArray();
}

void tst_Rfc8842::rolesOfAnAnswer()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, answered);
    SdpTalk us(Way::Dtls);
    const bool isAnswered = us.answers(QByteArray(web).replace("a=setup:actpass\r\n", offered));
    QCOMPARE(isAnswered, !answered.isEmpty());
    if (!isAnswered) {
        QCOMPARE(us.outcome(), SdpTalk::outcome(Kind::EncryptionRefused));
        return;
    }
    QCOMPARE(*us.audioSection().attributes.value("setup"), answered);
    QCOMPARE(us.audio().dtls->isClient, answered == "active");
    QVERIFY(us.audio().dtls->isNew);
    QVERIFY(!us.audioSection().attributes.contains("connection")); // §5.1
}

void tst_Rfc8842::rolesOfAnOffer_data()
{
    QTest::addColumn<QByteArray>("answered");
    QTest::addColumn<bool>("isClient");
    QTest::newRow("§5.4 the answerer is the client") << QByteArray("a=setup:active\r\n") << false;
    QTest::newRow("§5.4 the answerer is the server") << QByteArray("a=setup:passive\r\n") << true;
    QTest::newRow("§5.3 actpass is not allowed: as recommended")
        << QByteArray("a=setup:actpass\r\n") << false;
    QTest::newRow("RFC 4145 §4.1 said nothing: passive") << QByteArray() << true;
}

void tst_Rfc8842::rolesOfAnOffer()
{
    QFETCH(QByteArray, answered);
    SdpTalk us(Way::WebRtc);
    QCOMPARE(*us.offers().attributes.value("setup"), QByteArray("actpass")); // §5.2
    QVERIFY(us.takes(QByteArray(web).replace("a=setup:actpass\r\n", answered)));
    QTEST(us.audio().dtls->isClient, "isClient");
}

void tst_Rfc8842::offeredAgain_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<bool>("isNew");
    const auto changed
        = [](const char *before, const QByteArray &after) { return QByteArray(web).replace(before, after); };
    QTest::newRow("§5.5 the same") << web << web << false;
    QTest::newRow("§3.1 another fingerprint") << web << changed("AA:AA", "AB:AA") << true;
    QTest::newRow("RFC 8122 §5 the same in lower case") << web << changed("AA:AA", "aa:aa") << false;
    QTest::newRow("§3.1 another role") << web << changed("actpass", "active") << true;
    QTest::newRow("§3.1 our role kept by name") << web << changed("actpass", "passive") << false;
    QTest::newRow("the role is not said again: it stays")
        << web << changed("a=setup:actpass\r\n", {}) << false;
    QTest::newRow("never a role") << changed("a=setup:actpass\r\n", {}) << changed("a=setup:actpass\r\n", {})
                                  << false;
    QTest::newRow("§3.2 another address and port alone")
        << web << changed("m=audio 50000", "m=audio 50010") << false;
    QTest::newRow("§3.3 another ufrag alone")
        << web << changed("abcd\r\n", "wxyz\r\n").replace("pwd:abc", "pwd:xyz") << false;
    QTest::newRow("§4 the same tls-id") << web + theirTlsId << web + theirTlsId << false;
    QTest::newRow("§3.1 another tls-id") << web + theirTlsId << web + "a=tls-id:others-others-others\r\n"
                                         << true;
    QTest::newRow("§4 a tls-id for the first time") << web << web + theirTlsId << false;
    QTest::newRow("§4 a tls-id no more") << web + theirTlsId << web << false;
    QTest::newRow("§5.1 a=connection:new means nothing") << web << web + "a=connection:new\r\n" << false;
    QTest::newRow("RFC 3264 §8.4 hold") << web << web + "a=sendonly\r\n" << false;
}

void tst_Rfc8842::offeredAgain()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    SdpTalk us(Way::WebRtc);
    QVERIFY(us.answers(first));
    QVERIFY(us.audio().dtls->isNew);
    QVERIFY(us.answers(second));
    QTEST(us.audio().dtls->isNew, "isNew");
}

void tst_Rfc8842::answeredAgain_data()
{
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<bool>("isNew");
    const QByteArray told = answered + theirTlsId;
    QTest::newRow("§5.5 the same") << told << false;
    QTest::newRow("§3.1 another tls-id") << answered + "a=tls-id:others-others-others\r\n" << true;
    QTest::newRow("§4 a tls-id no more") << answered << false;
    QTest::newRow("§3.1 another fingerprint") << QByteArray(told).replace("AA:AA", "AB:AA") << true;
    QTest::newRow("the role is not said again: it stays")
        << QByteArray(told).replace("a=setup:active\r\n", "") << false;
    QTest::newRow("actpass, against §5.3: the role stays")
        << QByteArray(told).replace("setup:active", "setup:actpass") << false;
    QTest::newRow("§3.1 another role") << QByteArray(told).replace("setup:active", "setup:passive") << true;
}

void tst_Rfc8842::answeredAgain()
{
    QFETCH(QByteArray, second);
    SdpTalk us(Way::WebRtc);
    us.offers();
    QVERIFY(us.takes(answered + theirTlsId));
    QVERIFY(us.audio().dtls->isNew);
    QCOMPARE(us.audio().dtls->tlsId, QByteArray("theirs-theirs-theirs"));
    us.offers();
    QVERIFY(us.takes(second));
    QTEST(us.audio().dtls->isNew, "isNew");
}

void tst_Rfc8842::tlsId()
{
    SdpTalk us(Way::WebRtc);
    QCOMPARE(*us.offers().attributes.value("tls-id"), SdpTalk::ourTlsId()); // §5.2
    us.machine.rollback();
    QVERIFY(us.answers(web)); // §5.3: only to who told one
    QVERIFY(!us.audioSection().attributes.contains("tls-id"));
    QVERIFY(us.answers(web + theirTlsId));
    QCOMPARE(*us.audioSection().attributes.value("tls-id"), SdpTalk::ourTlsId());
    us.capabilities.dtls->tlsId = "anew-anew-anew-anew-anew"; // §3.1: the other end may want it too
    QVERIFY(us.answers(web + theirTlsId));
    QVERIFY(us.audio().dtls->isNew);
    QVERIFY(us.answers(web + "a=tls-id:" + QByteArray(256, 'x') + "\r\n")); // §4: 255 at most
    QVERIFY(us.audio().dtls->tlsId.isEmpty());
}

void tst_Rfc8842::aRefreshOfWhoAnswered_data()
{
    QTest::addColumn<QByteArray>("answered");
    QTest::addColumn<bool>("isNew");
    QTest::newRow("§5.5 passive, as before") << QByteArray("a=setup:passive\r\n") << false;
    QTest::newRow("actpass: nothing changes") << QByteArray("a=setup:actpass\r\n") << false;
    QTest::newRow("said nothing: nothing changes") << QByteArray() << false;
}

/// The refresh repeats our answer with the role that it had.
void tst_Rfc8842::aRefreshOfWhoAnswered()
{
    QFETCH(QByteArray, answered);
    SdpTalk us(Way::WebRtc);
    QVERIFY(us.answers(web));
    QCOMPARE(*us.repeats().attributes.value("setup"), QByteArray("active"));
    QVERIFY(us.takes(QByteArray(web).replace("a=setup:actpass\r\n", answered)));
    QVERIFY(us.audio().dtls->isClient);
    QTEST(us.audio().dtls->isNew, "isNew");
}

void tst_Rfc8842::peersOffer_data()
{
    QTest::addColumn<int>("encryption");
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("outcome");
    QTest::addColumn<bool>("hasIce");
    const auto optional = int(MediaEncryption::Optional);
    const QByteArray ice = SdpTalk::credentials()
        + "a=candidate:7f000001 1 UDP 2113929465 203.0.113.5 10040 typ host\r\n"
          "a=candidate:7f000001 2 UDP 2113929464 203.0.113.5 10041 typ host\r\n";
    QTest::newRow("baresip, dtls_srtp") << optional << baresip() << QByteArray("dtls") << false;
    QTest::newRow("baresip, dtls_srtp and ICE") << optional << baresip(ice) << QByteArray("dtls") << true;
    QTest::newRow("baresip, dtls_srtp, account None")
        << int(MediaEncryption::None) << baresip() << SdpTalk::outcome(Kind::EncryptionRefused) << false;
    QTest::newRow("Firefox, the fingerprint is of the session")
        << optional << firefox() << QByteArray("dtls") << true;
    for (const QByteArray protocol : {"RTP/SAVP", "RTP/SAVPF"}) {
        QTest::addRow("FreeSWITCH, keys and fingerprint, %s", protocol.constData())
            << optional << freeswitch(protocol) << QByteArray("dtls") << false;
        QTest::addRow("FreeSWITCH, keys and fingerprint, %s, account SDES", protocol.constData())
            << int(MediaEncryption::Sdes) << freeswitch(protocol) << QByteArray("sdes") << false;
        QTest::addRow("FreeSWITCH, keys and fingerprint, %s, account DTLS", protocol.constData())
            << int(MediaEncryption::Dtls) << freeswitch(protocol) << QByteArray("dtls") << false;
    }
    QTest::newRow("FreeSWITCH, keys in UDP/TLS are no keys")
        << int(MediaEncryption::Sdes) << freeswitch("UDP/TLS/RTP/SAVPF")
        << SdpTalk::outcome(Kind::EncryptionRequired) << false;
}

void tst_Rfc8842::peersOffer()
{
    QFETCH(int, encryption);
    QFETCH(QByteArray, offer);
    SdpTalk us{Way::WebRtc, MediaEncryption(encryption)};
    const bool isAnswered = us.answers(offer);
    QTEST(us.outcome(), "outcome");
    if (!isAnswered)
        return;
    QTEST(us.audio().ice.has_value(), "hasIce");
    QCOMPARE(us.audioSection().attributes.contains("ice-ufrag"), us.audio().ice.has_value());
    // One kind of keys in an answer, whatever was offered.
    QCOMPARE(us.audioSection().attributes.contains("fingerprint"), us.audio().dtls.has_value());
    QCOMPARE(us.audioSection().attributes.contains("crypto"), us.audio().sdes.has_value());
    QVERIFY(us.audio().rtcpMux);
    QVERIFY(us.audio().sendTelephoneEvent);
}

void tst_Rfc8842::asteriskAnswers()
{
    SdpTalk us(Way::WebRtc, MediaEncryption::Dtls);
    us.offers();
    QVERIFY(us.takes(asterisk()));
    const NegotiatedAudio &audio = us.audio();
    QVERIFY(audio.dtls && !audio.dtls->isClient && audio.dtls->isNew);
    QVERIFY(audio.ice && audio.ice->candidates.size() == 1 && !audio.iceMismatch && !audio.remoteHold);
    QVERIFY(audio.rtcpMux && audio.feedback && !audio.reducedSizeRtcp);
    QCOMPARE(audio.remoteRtp, (SdpEndpoint{"198.51.100.7", 14000}));
    QVERIFY(audio.remoteSsrc == 1234u);
    QCOMPARE(audio.mid, QByteArray("0"));
    us.offers(); // of a hold, answered with a=connection:new again
    QVERIFY(us.takes(asterisk()));
    QVERIFY(!us.audio().dtls->isNew);
}

void tst_Rfc8842::answersWithout_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("outcome");
    const QByteArray required = SdpTalk::outcome(Kind::EncryptionRequired);
    QTest::newRow("a desk phone refuses the section")
        << QByteArray("m=audio 0 UDP/TLS/RTP/SAVPF 0\r\n") << QByteArray("rejected");
    QTest::newRow("a desk phone refuses it as RTP/AVP")
        << QByteArray("m=audio 0 RTP/AVP 0\r\n") << QByteArray("rejected");
    QTest::newRow("a desk phone answers what was not asked")
        << QByteArray("m=audio 2228 RTP/AVP 0\r\n") << required;
    QTest::newRow("§5.3 no fingerprint") << QByteArray("m=audio 2228 UDP/TLS/RTP/SAVPF 0\r\n") << required;
    QTest::newRow("keys instead") << "m=audio 2228 RTP/SAVP 0\r\n" + SdpTalk::crypto() << required;
    QTest::newRow("RFC 8122 §5 a hash that nobody knows")
        << "m=audio 2228 UDP/TLS/RTP/SAVPF 0\r\n" + QByteArray(print).replace("sha-256", "md2") << required;
}

void tst_Rfc8842::answersWithout()
{
    QFETCH(QByteArray, answer);
    for (const auto encryption : {MediaEncryption::Optional, MediaEncryption::Dtls}) {
        SdpTalk us(Way::WebRtc, encryption);
        us.offers();
        us.takes(answer);
        QTEST(us.outcome(), "outcome");
    }
}

void tst_Rfc8842::fingerprints_data()
{
    QTest::addColumn<QByteArray>("session");
    QTest::addColumn<QByteArray>("section");
    QTest::addColumn<int>("count"); // 0: no DTLS
    const auto of = [](const QByteArray &hash, int bytes) {
        return "a=fingerprint:" + hash + ' ' + QByteArray("CC:").repeated(bytes - 1) + "CC\r\n";
    };
    const QByteArray none;
    QTest::newRow("RFC 8122 §5 one") << none << of("sha-256", 32) << 1;
    QTest::newRow("RFC 8122 §5 the hash in any case") << none << of("SHA-512", 64) << 1;
    QTest::newRow("RFC 8122 §5 several") << none << of("sha-256", 32) + of("sha-384", 48) << 2;
    QTest::newRow("RFC 8122 §5 md5 and md2 are not to be used") << none << of("md5", 16) + of("md2", 16) << 0;
    QTest::newRow("RFC 8122 §5 what is not known is passed over")
        << none << of("sha3-256", 32) + of("sha-256", 32) << 1;
    QTest::newRow("as long as its hash") << none << of("sha-256", 31) << 0;
    QTest::newRow("RFC 8122 §5 of the session") << of("sha-256", 32) << none << 1;
    QTest::newRow("RFC 8122 §5 of the section before that of the session")
        << of("sha-1", 20) + of("sha-224", 28) << of("sha-256", 32) << 1;
    QTest::newRow("no way back to that of the session") << of("sha-256", 32) << of("md5", 16) << 0;
    QTest::newRow("not more than we keep")
        << none << of("sha-256", 32).repeated(100) << int(DtlsDescription::MaxFingerprints);
}

void tst_Rfc8842::fingerprints()
{
    QFETCH(QByteArray, session);
    QFETCH(QByteArray, section);
    QFETCH(int, count);
    SdpTalk us(Way::Dtls);
    const bool isAnswered
        = us.answers(session + "m=audio 50000 UDP/TLS/RTP/SAVPF 0\r\na=setup:actpass\r\n" + section);
    QCOMPARE(isAnswered, count > 0);
    if (isAnswered)
        QCOMPARE(us.audio().dtls->fingerprints.size(), count);
    else
        QCOMPARE(us.outcome(), SdpTalk::outcome(Kind::EncryptionRefused));
}

QTEST_GUILESS_MAIN(tst_Rfc8842)
#include "tst_Rfc8842.moc"
