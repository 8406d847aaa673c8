#include "FakeRandom.h"
#include "MediaNegotiation.h"

#include <QTest>

using namespace carillon;
using Kind = NegotiationError::Kind;

Q_DECLARE_METATYPE(carillon::NegotiationError::Kind)
Q_DECLARE_METATYPE(carillon::MediaEncryption)
Q_DECLARE_METATYPE(carillon::SdpDirection)

namespace {

const QByteArray head = "v=0\r\no=bob 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n";
const QByteArray keyA = QByteArray(30, 'a').toBase64();
const QByteArray crypto80 = "a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:" + keyA + "\r\n";
const QByteArray cryptoMki = "a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:" + keyA + "|2^20|1:4\r\n";

SessionDescription sdp(const QByteArray &body)
{
    const auto result = SessionDescription::parse(head + body);
    if (!result)
        qFatal("not parsed");
    return *result;
}

LocalMediaCapabilities ours(MediaEncryption policy = MediaEncryption::None)
{
    LocalMediaCapabilities result;
    result.address = "192.0.2.1";
    result.rtpPort = 4000;
    result.rtcpPort = 4001;
    result.encryption = policy;
    return result;
}

/// One end of a talk.
struct End {
    FakeRandom random{5};
    LocalMediaCapabilities capabilities = ours();
    std::optional<MediaAgreement> agreed;
    std::optional<SessionDescription> lastSent;

    explicit End(MediaEncryption policy = MediaEncryption::None)
        : capabilities(ours(policy))
    {
    }
    NegotiationContext context()
    {
        return {capabilities, random, agreed ? &*agreed : nullptr, lastSent ? &*lastSent : nullptr};
    }
    SessionDescription offer()
    {
        lastSent = makeOffer(context());
        return *lastSent;
    }
    Result<void, NegotiationError> answered(const SessionDescription &answer)
    {
        auto result = applyAnswer(*lastSent, answer, context());
        if (!result)
            return Failure<NegotiationError>(result.error());
        agreed = *result;
        return {};
    }
    Result<SessionDescription, NegotiationError> answer(const SessionDescription &offer)
    {
        auto result = makeAnswer(offer, context());
        if (!result)
            return Failure<NegotiationError>(result.error());
        agreed = *result;
        lastSent = agreed->local;
        return *lastSent;
    }
};

} // namespace

class tst_MediaNegotiation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstOffer();
    void anAnswerNamesOneCodec_data();
    void anAnswerNamesOneCodec();
    void ourPreferenceWhenAsked();
    void telephoneEventsFollowTheClockRate_data();
    void telephoneEventsFollowTheClockRate();
    void asymmetricPayloadTypes();
    void l16FitsIntoADatagram();
    void comfortNoise_data();
    void comfortNoise();
    void comfortNoiseIsOfferedWhenWished();
    void anAnswerWithEventsOfAnotherClock();
    void ptime_data();
    void ptime();
    void rtcp_data();
    void rtcp();
    void policyAgainstOffer_data();
    void policyAgainstOffer();
    void policyAgainstAnswer_data();
    void policyAgainstAnswer();
    void keysGoOnWhileThePeerKeepsItsOwn();
    void downgradeIsRefused_data();
    void downgradeIsRefused();
    void downgradeByPauseIsRefused();
    void encryptedOfTwoIsChosen();
    void refusedOffers_data();
    void refusedOffers();
    void reoffersKeepSectionsAndNumbers();
    void ipv6();
};

void tst_MediaNegotiation::theFirstOffer()
{
    End alice;
    const QByteArray text = alice.offer().toBytes();
    const qsizetype body = text.indexOf("s=-");
    QCOMPARE(text.mid(body),
        QByteArray("s=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
                   "m=audio 4000 RTP/AVP 111 9 0 8 110 101\r\n"
                   "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 useinbandfec=1;sprop-stereo=0\r\n"
                   "a=rtpmap:9 G722/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
                   "a=rtpmap:110 telephone-event/48000\r\na=fmtp:110 0-16\r\n"
                   "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n"
                   "a=ptime:20\r\na=rtcp-mux\r\na=sendrecv\r\n"));
    QVERIFY(alice.offer() == *alice.lastSent); // unchanged: the same version
    alice.capabilities.hold = true;
    QCOMPARE(alice.offer().origin.sessionVersion, QByteArray("2"));
}

void tst_MediaNegotiation::anAnswerNamesOneCodec_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QList<QByteArray>>("answered");
    QTest::newRow("theirs first") << QByteArray("m=audio 9 RTP/AVP 8 0\r\n") << QList<QByteArray>{"8"};
    QTest::newRow("their number for Opus")
        << QByteArray("m=audio 9 RTP/AVP 18 96 0\r\na=rtpmap:96 opus/48000/2\r\n") << QList<QByteArray>{"96"};
    QTest::newRow("static G.722") << QByteArray("m=audio 9 RTP/AVP 9\r\n") << QList<QByteArray>{"9"};
    QTest::newRow("a static number remapped")
        << QByteArray("m=audio 9 RTP/AVP 0 8\r\na=rtpmap:0 speex/8000\r\n") << QList<QByteArray>{"8"};
    QTest::newRow("with telephone-event")
        << QByteArray("m=audio 9 RTP/AVP 0 96\r\na=rtpmap:96 telephone-event/8000\r\n")
        << QList<QByteArray>{"0", "96"};
    QTest::newRow("overflowing numbers beside it")
        << QByteArray("m=audio 9 RTP/AVP 4294967296 0\r\n") << QList<QByteArray>{"0"};
}

void tst_MediaNegotiation::anAnswerNamesOneCodec()
{
    QFETCH(QByteArray, offered);
    End bob;
    const auto answer = bob.answer(sdp(offered));
    QVERIFY(answer);
    QTEST(answer->media[0].formats, "answered");
}

void tst_MediaNegotiation::ourPreferenceWhenAsked()
{
    End bob;
    bob.capabilities.preference = CodecPreference::Ours;
    const auto answer = bob.answer(sdp("m=audio 9 RTP/AVP 0 8 96\r\na=rtpmap:96 opus/48000/2\r\n"));
    QCOMPARE(answer->media[0].formats, QList<QByteArray>{"96"});
    QCOMPARE(*answer->media[0].attributes.value("fmtp"), QByteArray("96 useinbandfec=1;sprop-stereo=0"));
}

void tst_MediaNegotiation::telephoneEventsFollowTheClockRate_data()
{
    QTest::addColumn<QByteArray>("formats");
    QTest::addColumn<int>("number"); // -1: none
    const QByteArray maps = "a=rtpmap:111 opus/48000/2\r\na=rtpmap:110 telephone-event/48000\r\na=rtpmap:126 "
                            "telephone-event/8000\r\n";
    QTest::newRow("Opus") << "m=audio 9 RTP/AVP 111 110 126\r\n" + maps << 110;
    QTest::newRow("PCMU") << "m=audio 9 RTP/AVP 0 110 126\r\n" + maps << 126;
    QTest::newRow("G.722 counts as 8000") << "m=audio 9 RTP/AVP 9 110 126\r\n" + maps << 126;
    QTest::newRow("Opus without its own") << "m=audio 9 RTP/AVP 111 126\r\n" + maps << 126;
    QTest::newRow("none offered") << "m=audio 9 RTP/AVP 0\r\n" + maps << -1;
}

void tst_MediaNegotiation::telephoneEventsFollowTheClockRate()
{
    QFETCH(QByteArray, formats);
    QFETCH(int, number);
    End bob;
    QVERIFY(bob.answer(sdp(formats)));
    const NegotiatedAudio &audio = bob.agreed->audio;
    QCOMPARE(audio.sendTelephoneEvent ? int(audio.sendTelephoneEvent->payloadType) : -1, number);
    QCOMPARE(audio.receiveTelephoneEvents.size(), number < 0 ? 0 : 1);
    if (number >= 0)
        QCOMPARE(int(audio.receiveTelephoneEvents[0].payloadType), number);
}

void tst_MediaNegotiation::asymmetricPayloadTypes()
{
    End alice;
    alice.offer();
    QVERIFY(alice.answered(
        sdp("m=audio 9 RTP/AVP 96 97\r\na=rtpmap:96 OPUS/48000/2\r\na=fmtp:96 maxaveragebitrate=20000\r\n"
            "a=rtpmap:97 telephone-event/48000\r\n")));
    const NegotiatedAudio &audio = alice.agreed->audio;
    QCOMPARE(audio.sendFormat.payloadType, quint8(96));
    QCOMPARE(audio.sendFormat.fmtp, QByteArray("maxaveragebitrate=20000"));
    QVERIFY(audio.receiveFormats.contains(111));
    QVERIFY(audio.receiveFormats.contains(96));
    QCOMPARE(audio.sendTelephoneEvent->payloadType, quint8(97));
    QCOMPARE(audio.receiveTelephoneEvents.size(), 1);
    QCOMPARE(audio.receiveTelephoneEvents[0].payloadType, quint8(110));
}

void tst_MediaNegotiation::l16FitsIntoADatagram()
{
    End alice, bob;
    for (End *end : {&alice, &bob})
        end->capabilities.codecs = {AudioFormat::l16(48000)};
    const SessionDescription offer = alice.offer();
    QCOMPARE(offer.media[0].attributes.value("ptime"), QByteArray("10")); // 20 ms are 1920 bytes
    const auto answer = bob.answer(offer);
    QVERIFY(answer && alice.answered(*answer));
    QCOMPARE(alice.agreed->audio.sendPtimeMs, 10);
    QCOMPARE(alice.agreed->audio.longestPtimeMs, 10);
    bob.capabilities.codecs = {AudioFormat::l16(16000)};
    const auto other = bob.answer(sdp("m=audio 9 RTP/AVP 97\r\na=rtpmap:97 L16/16000\r\na=ptime:60\r\n"));
    QVERIFY(other);
    QCOMPARE(bob.agreed->audio.sendPtimeMs, 40);
    QVERIFY(!bob.answer(sdp("m=audio 9 RTP/AVP 11\r\n"))); // 44.1 kHz
}

void tst_MediaNegotiation::comfortNoise_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<int>("wish");
    QTest::addColumn<int>("sent"); // -1: none
    const int taken = int(ComfortNoise::Taken), refused = int(ComfortNoise::Refused);
    QTest::newRow("beside G.711") << QByteArray("m=audio 9 RTP/AVP 0 13\r\n") << taken << 13;
    QTest::newRow("beside G.722, whose clock says 8000")
        << QByteArray("m=audio 9 RTP/AVP 9 13\r\n") << taken << 13;
    QTest::newRow("under another number")
        << QByteArray("m=audio 9 RTP/AVP 8 97\r\na=rtpmap:97 CN/8000\r\n") << taken << 97;
    QTest::newRow("not beside Opus") << QByteArray(
        "m=audio 9 RTP/AVP 111 13\r\na=rtpmap:111 opus/48000/2\r\n")
                                     << taken << -1;
    QTest::newRow("of another clock")
        << QByteArray("m=audio 9 RTP/AVP 0 97\r\na=rtpmap:97 CN/16000\r\n") << taken << -1;
    QTest::newRow("not offered") << QByteArray("m=audio 9 RTP/AVP 0\r\n") << taken << -1;
    QTest::newRow("not wanted") << QByteArray("m=audio 9 RTP/AVP 0 13\r\n") << refused << -1;
}

void tst_MediaNegotiation::comfortNoise()
{
    QFETCH(QByteArray, offered);
    QFETCH(int, wish);
    QFETCH(int, sent);
    End bob;
    bob.capabilities.comfortNoise = ComfortNoise(wish);
    const auto answer = bob.answer(sdp(offered));
    QVERIFY(answer);
    QCOMPARE(answer->media[0].formats.contains(QByteArray::number(sent)), sent >= 0);
    const NegotiatedAudio &audio = bob.agreed->audio;
    QCOMPARE(audio.sendComfortNoise ? int(*audio.sendComfortNoise) : -1, sent);
    QVERIFY(audio.receiveComfortNoise == audio.sendComfortNoise);
}

void tst_MediaNegotiation::comfortNoiseIsOfferedWhenWished()
{
    End alice;
    QVERIFY(!alice.offer().media[0].formats.contains("13"));
    alice.capabilities.comfortNoise = ComfortNoise::Offered;
    QVERIFY(alice.offer().media[0].formats.contains("13"));
    QVERIFY(alice.answered(sdp("m=audio 7000 RTP/AVP 0 99\r\na=rtpmap:99 CN/8000\r\n")));
    QCOMPARE(int(*alice.agreed->audio.sendComfortNoise), 99); // asymmetric: each under the other's number
    QCOMPARE(int(*alice.agreed->audio.receiveComfortNoise), 13);
    alice.capabilities.codecs = {AudioFormat::opus()};
    QVERIFY(!alice.offer().media[0].formats.contains("13"));
}

void tst_MediaNegotiation::anAnswerWithEventsOfAnotherClock()
{
    End alice;
    alice.offer();
    QVERIFY(alice.answered(sdp(
        "m=audio 9 RTP/AVP 96 101\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:101 telephone-event/8000\r\n")));
    const NegotiatedAudio &audio = alice.agreed->audio;
    QCOMPARE(audio.sendTelephoneEvent->payloadType, quint8(101));
    QCOMPARE(audio.sendTelephoneEvent->clockRateHz, 8000u);
    QCOMPARE(audio.receiveTelephoneEvents.size(), 1);
    QCOMPARE(audio.receiveTelephoneEvents[0].clockRateHz, 8000u);
}

void tst_MediaNegotiation::ptime_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<int>("milliseconds");
    QTest::newRow("nothing said") << QByteArray() << 20;
    QTest::newRow("30") << QByteArray("a=ptime:30\r\n") << 30;
    QTest::newRow("25 is cut to frames") << QByteArray("a=ptime:25\r\n") << 20;
    QTest::newRow("too short") << QByteArray("a=ptime:5\r\n") << 10;
    QTest::newRow("too long") << QByteArray("a=ptime:200\r\n") << 60;
    QTest::newRow("maxptime") << QByteArray("a=ptime:40\r\na=maxptime:20\r\n") << 20;
    QTest::newRow("nonsense") << QByteArray("a=ptime:x\r\na=maxptime:0\r\n") << 20;
}

void tst_MediaNegotiation::ptime()
{
    QFETCH(QByteArray, attributes);
    End bob;
    QVERIFY(bob.answer(sdp("m=audio 9 RTP/AVP 0\r\n" + attributes)));
    QTEST(bob.agreed->audio.sendPtimeMs, "milliseconds");
}

void tst_MediaNegotiation::rtcp_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<int>("port");
    QTest::addColumn<bool>("mux");
    QTest::newRow("next port") << QByteArray() << QByteArray("192.0.2.9") << 7001 << false;
    QTest::newRow("a=rtcp") << QByteArray("a=rtcp:9000\r\n") << QByteArray("192.0.2.9") << 9000 << false;
    QTest::newRow("a=rtcp with address")
        << QByteArray("a=rtcp:9000 IN IP4 192.0.2.10\r\n") << QByteArray("192.0.2.10") << 9000 << false;
    QTest::newRow("a=rtcp-mux wins") << QByteArray("a=rtcp:9 IN IP4 0.0.0.0\r\na=rtcp-mux\r\n")
                                     << QByteArray("192.0.2.9") << 7000 << true;
}

void tst_MediaNegotiation::rtcp()
{
    QFETCH(QByteArray, attributes);
    End bob;
    const auto answer = bob.answer(sdp("m=audio 7000 RTP/AVP 0\r\n" + attributes));
    QVERIFY(answer);
    QTEST(bob.agreed->audio.remoteRtcp.address, "address");
    QTEST(int(bob.agreed->audio.remoteRtcp.port), "port");
    QTEST(bob.agreed->audio.rtcpMux, "mux");
    QTEST(answer->media[0].attributes.contains("rtcp-mux"), "mux");
}

void tst_MediaNegotiation::policyAgainstOffer_data()
{
    QTest::addColumn<MediaEncryption>("policy");
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<bool>("encrypted");
    QTest::addColumn<std::optional<Kind>>("refusal");
    using Refusal = std::optional<Kind>;
    const QByteArray avp("m=audio 9 RTP/AVP 0\r\n");
    const QByteArray savp("m=audio 9 RTP/SAVP 0\r\n");
    const QByteArray savpf("m=audio 9 RTP/SAVPF 0\r\n");
    QTest::newRow("none, AVP") << MediaEncryption::None << avp << false << Refusal();
    QTest::newRow("none, AVP with keys") << MediaEncryption::None << avp + crypto80 << false << Refusal();
    QTest::newRow("none, SAVP") << MediaEncryption::None << savp + crypto80 << false
                                << Refusal(Kind::EncryptionRefused);
    QTest::newRow("optional, AVP") << MediaEncryption::Optional << avp << false << Refusal();
    QTest::newRow("optional, AVP with keys")
        << MediaEncryption::Optional << avp + crypto80 << true << Refusal();
    QTest::newRow("optional, AVPF with keys")
        << MediaEncryption::Optional << "m=audio 9 RTP/AVPF 0\r\n" + crypto80 << true << Refusal();
    QTest::newRow("optional, SAVP") << MediaEncryption::Optional << savp + crypto80 << true << Refusal();
    QTest::newRow("optional, SAVPF") << MediaEncryption::Optional << savpf + crypto80 << true << Refusal();
    QTest::newRow("optional, SAVP without keys")
        << MediaEncryption::Optional << savp << false << Refusal(Kind::EncryptionRefused);
    QTest::newRow("optional, only keys with MKI")
        << MediaEncryption::Optional << savp + QByteArray(cryptoMki).replace("crypto:3", "crypto:4") << true
        << Refusal();
    QTest::newRow("optional, MKI first")
        << MediaEncryption::Optional << savp + cryptoMki + crypto80 << true << Refusal();
    QTest::newRow("required, AVP") << MediaEncryption::Sdes << avp << false
                                   << Refusal(Kind::EncryptionRequired);
    QTest::newRow("required, AVP with keys") << MediaEncryption::Sdes << avp + crypto80 << true << Refusal();
    QTest::newRow("required, SAVP") << MediaEncryption::Sdes << savp + crypto80 << true << Refusal();
    QTest::newRow("required, SAVP with broken keys")
        << MediaEncryption::Sdes << savp + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA\r\n"
        << false << Refusal(Kind::EncryptionRefused);
    QTest::newRow("DTLS") << MediaEncryption::Optional << QByteArray("m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n")
                          << false << Refusal(Kind::UnsupportedProtocol);
}

void tst_MediaNegotiation::policyAgainstOffer()
{
    QFETCH(MediaEncryption, policy);
    QFETCH(QByteArray, offered);
    QFETCH(bool, encrypted);
    QFETCH(std::optional<Kind>, refusal);
    End bob(policy);
    const SessionDescription offer = sdp(offered);
    const auto answer = bob.answer(offer);
    QCOMPARE(answer.has_value(), !refusal.has_value());
    if (!answer) {
        QVERIFY(answer.error().kind == *refusal);
        return;
    }
    QCOMPARE(answer->media[0].protocol, offer.media[0].protocol);
    QCOMPARE(bob.agreed->audio.sdes.has_value(), encrypted);
    const QList<SdpCrypto> keys = cryptosOf(answer->media[0]);
    QCOMPARE(keys.size(), encrypted ? 1 : 0);
    if (encrypted) {
        QCOMPARE(keys[0].tag, 4u); // theirs
        QCOMPARE(bob.agreed->audio.sdes->remote.keyAndSalt, QByteArray(30, 'a'));
        QVERIFY(keys[0].keyAndSalt != QByteArray(30, 'a'));
    }
}

void tst_MediaNegotiation::policyAgainstAnswer_data()
{
    QTest::addColumn<MediaEncryption>("policy");
    QTest::addColumn<QByteArray>("answered");
    QTest::addColumn<bool>("encrypted");
    QTest::addColumn<std::optional<Kind>>("refusal");
    using Refusal = std::optional<Kind>;
    const QByteArray avp("m=audio 9 RTP/AVP 0\r\n");
    const QByteArray savp("m=audio 9 RTP/SAVP 0\r\n");
    // The second suite of our offer, under its tag.
    const QByteArray keys = "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:" + keyA + "\r\n";
    QTest::newRow("none, AVP") << MediaEncryption::None << avp << false << Refusal();
    QTest::newRow("none, keys out of nowhere")
        << MediaEncryption::None << avp + keys << false << Refusal(Kind::EncryptionRefused);
    QTest::newRow("optional, left") << MediaEncryption::Optional << avp << false << Refusal();
    QTest::newRow("optional, taken") << MediaEncryption::Optional << avp + keys << true << Refusal();
    QTest::newRow("optional, taken as SAVP") << MediaEncryption::Optional << savp + keys << true << Refusal();
    QTest::newRow("optional, a tag that we did not offer")
        << MediaEncryption::Optional << avp + crypto80 << false << Refusal(Kind::EncryptionRefused);
    QTest::newRow("optional, SAVP without keys")
        << MediaEncryption::Optional << savp << false << Refusal(Kind::EncryptionRefused);
    QTest::newRow("required, taken") << MediaEncryption::Sdes << savp + keys << true << Refusal();
    QTest::newRow("required, left") << MediaEncryption::Sdes << savp << false
                                    << Refusal(Kind::EncryptionRequired);
    QTest::newRow("required, AVP") << MediaEncryption::Sdes << avp << false
                                   << Refusal(Kind::EncryptionRequired);
    QTest::newRow("required, another suite under our tag")
        << MediaEncryption::Sdes << savp + "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:" + keyA + "\r\n"
        << false << Refusal(Kind::EncryptionRequired);
}

void tst_MediaNegotiation::policyAgainstAnswer()
{
    QFETCH(MediaEncryption, policy);
    QFETCH(QByteArray, answered);
    QFETCH(bool, encrypted);
    QFETCH(std::optional<Kind>, refusal);
    End alice(policy);
    const SessionDescription offer = alice.offer();
    QCOMPARE(offer.media[0].protocol, QByteArray(policy == MediaEncryption::Sdes ? "RTP/SAVP" : "RTP/AVP"));
    const auto result = alice.answered(sdp(answered));
    QCOMPARE(result.has_value(), !refusal.has_value());
    if (!result) {
        QVERIFY(result.error().kind == *refusal);
        return;
    }
    QCOMPARE(alice.agreed->audio.sdes.has_value(), encrypted);
    if (encrypted)
        QVERIFY(alice.agreed->audio.sdes->local == cryptosOf(offer.media[0])[1]);
}

void tst_MediaNegotiation::keysGoOnWhileThePeerKeepsItsOwn()
{
    End bob(MediaEncryption::Optional);
    const QByteArray first = "m=audio 9 RTP/SAVP 0\r\n" + crypto80;
    QVERIFY(bob.answer(sdp(first)));
    const QByteArray key = bob.agreed->audio.sdes->local.keyAndSalt;
    QVERIFY(bob.answer(sdp(first + "a=sendonly\r\n")));
    QCOMPARE(bob.agreed->audio.sdes->local.keyAndSalt, key);
    // Our own re-offer keeps it too, with the profile.
    const SessionDescription offer = bob.offer();
    QCOMPARE(offer.media[0].protocol, QByteArray("RTP/SAVP"));
    QCOMPARE(cryptosOf(offer.media[0]).size(), 1);
    QCOMPARE(cryptosOf(offer.media[0])[0].keyAndSalt, key);
    QVERIFY(bob.answered(sdp(first)));
    // A new key of the peer gets a new one of ours.
    QVERIFY(bob.answer(sdp(QByteArray(first).replace(keyA, QByteArray(30, 'b').toBase64()))));
    QVERIFY(bob.agreed->audio.sdes->local.keyAndSalt != key);
}

void tst_MediaNegotiation::downgradeIsRefused_data()
{
    QTest::addColumn<MediaEncryption>("policy");
    QTest::addColumn<QByteArray>("offered");
    const QByteArray plain("m=audio 9 RTP/AVP 0\r\n");
    const QByteArray dropped("m=audio 9 RTP/SAVP 0\r\n");
    const QByteArray broken("m=audio 9 RTP/SAVP 0\r\na=crypto:1 x inline:y\r\n");
    QTest::newRow("optional, SAVP to AVP") << MediaEncryption::Optional << plain;
    QTest::newRow("optional, keys dropped") << MediaEncryption::Optional << dropped;
    QTest::newRow("optional, keys broken") << MediaEncryption::Optional << broken;
    QTest::newRow("required, SAVP to AVP") << MediaEncryption::Sdes << plain;
    QTest::newRow("required, keys dropped") << MediaEncryption::Sdes << dropped;
    QTest::newRow("required, keys broken") << MediaEncryption::Sdes << broken;
}

void tst_MediaNegotiation::downgradeIsRefused()
{
    QFETCH(MediaEncryption, policy);
    QFETCH(QByteArray, offered);
    End bob(policy);
    QVERIFY(bob.answer(sdp("m=audio 9 RTP/SAVP 0\r\n" + crypto80)));
    const auto answer = bob.answer(sdp(offered));
    QVERIFY(!answer);
    QVERIFY(answer.error().kind == Kind::EncryptionDropped);
    // Nor does it help to do so in an answer to us, or to change the policy in between.
    bob.capabilities.encryption = MediaEncryption::None;
    QCOMPARE(cryptosOf(bob.offer().media[0]).size(), 1);
    const auto applied = bob.answered(sdp(offered));
    QVERIFY(!applied);
    QVERIFY(applied.error().kind == Kind::EncryptionDropped);
}

void tst_MediaNegotiation::downgradeByPauseIsRefused()
{
    End bob(MediaEncryption::Optional);
    QVERIFY(bob.answer(sdp("m=audio 9 RTP/SAVP 0\r\n" + crypto80)));
    QVERIFY(bob.answer(sdp("m=audio 0 RTP/SAVP 0\r\n")));
    QVERIFY(bob.agreed->audio.rejected);
    const auto answer = bob.answer(sdp("m=audio 9 RTP/AVP 0\r\n"));
    QVERIFY(!answer);
    QVERIFY(answer.error().kind == Kind::EncryptionDropped);
    QVERIFY(bob.answer(sdp("m=audio 9 RTP/SAVP 0\r\n" + crypto80)));
}

void tst_MediaNegotiation::encryptedOfTwoIsChosen()
{
    End bob(MediaEncryption::Optional);
    const auto answer = bob.answer(sdp("m=audio 9 RTP/AVP 0\r\nm=audio 11 RTP/SAVP 0\r\n" + crypto80));
    QCOMPARE(bob.agreed->audioIndex, 1);
    QCOMPARE(answer->media[0].port, quint16(0));
    QCOMPARE(answer->media[1].port, quint16(4000));
    End plain(MediaEncryption::None);
    QVERIFY(plain.answer(sdp("m=audio 11 RTP/SAVP 0\r\n" + crypto80 + "m=audio 9 RTP/AVP 0\r\n")));
    QCOMPARE(plain.agreed->audioIndex, 1);
}

void tst_MediaNegotiation::refusedOffers_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("no sections") << QByteArray() << Kind::NoAudio;
    QTest::newRow("video only") << QByteArray("m=video 9 RTP/AVP 96\r\n") << Kind::NoAudio;
    QTest::newRow("disabled") << QByteArray("m=audio 0 RTP/AVP 0\r\n") << Kind::NoAudio;
    QTest::newRow("unknown codecs") << QByteArray("m=audio 9 RTP/AVP 18 3\r\n") << Kind::NoCommonCodec;
    QTest::newRow("only telephone-event")
        << QByteArray("m=audio 9 RTP/AVP 96\r\na=rtpmap:96 telephone-event/8000\r\n") << Kind::NoCommonCodec;
    QTest::newRow("no formats") << QByteArray("m=audio 9 RTP/AVP\r\n") << Kind::NoCommonCodec;
    QTest::newRow("another network") << QByteArray("m=audio 9 RTP/AVP 0\r\nc=ATM NSAP 47\r\n")
                                     << Kind::NoAddress;
    QTest::newRow("TCP") << QByteArray("m=audio 9 TCP/RTP/AVP 0\r\n") << Kind::UnsupportedProtocol;
}

void tst_MediaNegotiation::refusedOffers()
{
    QFETCH(QByteArray, offered);
    QFETCH(Kind, kind);
    End bob;
    const auto answer = bob.answer(sdp(offered));
    QVERIFY(!answer);
    QCOMPARE(int(answer.error().kind), int(kind));
    QVERIFY(!bob.agreed);
}

void tst_MediaNegotiation::reoffersKeepSectionsAndNumbers()
{
    End bob;
    QVERIFY(bob.answer(
        sdp("m=video 9 RTP/AVP 99\r\na=mid:v\r\n"
            "m=audio 9 RTP/AVP 97 111 101\r\na=rtpmap:97 opus/48000/2\r\na=rtpmap:111 iLBC/8000\r\n"
            "a=rtpmap:101 telephone-event/48000\r\n")));
    const SessionDescription offer = bob.offer();
    QCOMPARE(offer.media.size(), 2);
    QCOMPARE(offer.media[0].type, QByteArray("video"));
    QCOMPARE(offer.media[0].port, quint16(0));
    QCOMPARE(*offer.media[0].attributes.value("mid"), QByteArray("v"));
    // Opus and its event as the peer numbered them; 101 is taken, so the event of 8000 Hz moves.
    QCOMPARE(offer.media[1].formats, (QList<QByteArray>{"97", "9", "0", "8", "101", "96"}));
    QVERIFY(offer.media[1].attributes.values("rtpmap").contains("96 telephone-event/8000"));
    QCOMPARE(offer.origin.sessionVersion, QByteArray("2"));
}

void tst_MediaNegotiation::ipv6()
{
    End alice;
    alice.capabilities.address = "2001:db8::7";
    const SessionDescription offer = alice.offer();
    QCOMPARE(offer.connection->toBytes(), QByteArray("IN IP6 2001:db8::7"));
    QVERIFY(alice.answered(sdp("m=audio 9 RTP/AVP 0\r\nc=IN IP6 2001:db8::8\r\n")));
    QCOMPARE(alice.agreed->audio.remoteRtp.address, QByteArray("2001:db8::8"));
}

QTEST_GUILESS_MAIN(tst_MediaNegotiation)
#include "tst_MediaNegotiation.moc"
