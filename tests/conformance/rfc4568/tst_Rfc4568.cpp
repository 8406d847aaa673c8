// RFC 4568, keys in session descriptions.
//
// Covered: §5.1.1 our offer, §5.1.2 and §5.1.3 answers, §6.1 keys, lifetime and MKI, §6.2 suites, §6.3
// session parameters, §9.1 tags; answers of phones that know nothing of it. Not covered: an MKI in an offer
// of our own (there is one key), several keys in a line (refused), multicast (§5.2); MKIs in packets are
// tst_SrtpContext's.
#include "SdpTalk.h"

#include <QTest>

using namespace carillon;
using Kind = NegotiationError::Kind;
using Way = SdpTalk::Way;

namespace {

const QByteArray key = SdpTalk::key();

QByteArray line(const QByteArray &tag, const QByteArray &tail)
{
    return "a=crypto:" + tag + " AES_CM_128_HMAC_SHA1_80 inline:" + key + tail + "\r\n";
}

} // namespace

class tst_Rfc4568 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lines_data();
    void lines();
    void offered_data();
    void offered();
    void mkiInBothDirections();
    void ourOffer();
    void answered_data();
    void answered();
};

void tst_Rfc4568::lines_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isUsable");
    const QByteArray plain = "1 AES_CM_128_HMAC_SHA1_80 inline:" + key;
    QTest::newRow("§9.1 the least") << plain << true;
    QTest::newRow("§9.1 nine digits") << "123456789" + plain.mid(1) << true;
    QTest::newRow("§9.1 ten digits") << "1234567890" + plain.mid(1) << false;
    QTest::newRow("§9.1 a tag that is no number") << "x" + plain.mid(1) << false;
    QTest::newRow("§6.1 lifetime") << plain + "|2^20" << true;
    QTest::newRow("§6.1 MKI") << plain + "|1:4" << true;
    QTest::newRow("§6.1 lifetime and MKI") << plain + "|2^20|1:4" << true;
    QTest::newRow("§6.1 an MKI of 128 bytes") << plain + "|1:128" << true;
    QTest::newRow("§6.1 an MKI that fills its bytes") << plain + "|4294967295:4" << true;
    QTest::newRow("§6.1 an MKI that has no room in its bytes") << plain + "|4294967296:4" << false;
    QTest::newRow("§6.1 an MKI of no bytes") << plain + "|1:0" << false;
    QTest::newRow("§6.1 an MKI of 129 bytes") << plain + "|1:129" << false;
    QTest::newRow("§6.1 an MKI of 999 bytes") << plain + "|1:999" << false;
    QTest::newRow("§6.1 an MKI of 65664 bytes") << plain + "|1:65664" << false;
    QTest::newRow("§6.1 an MKI of -4 bytes") << plain + "|1:-4" << false;
    QTest::newRow("§6.1 an MKI without value") << plain + "|:4" << false;
    QTest::newRow("§6.1 an MKI without length") << plain + "|1:" << false;
    QTest::newRow("§6.1 an MKI with two lengths") << plain + "|1:4:4" << false;
    QTest::newRow("§6.1 a negative MKI") << plain + "|-1:4" << false;
    QTest::newRow("§6.1 an MKI of 64 kB of digits") << plain + "|" + QByteArray(65536, '0') + "1:4" << false;
    QTest::newRow("§6.1 a lifetime of 64 kB") << plain + "|2^" + QByteArray(65536, '1') << false;
    QTest::newRow("§6.1 two MKIs") << plain + "|1:4|2:4" << false;
    QTest::newRow("§6.1 several keys") << plain + "|2^20|1:4;inline:" + key + "|2^20|2:4" << false;
    QTest::newRow("§6.1 the key is too short") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key.left(36) << false;
    QTest::newRow("§6.1 the key is not base64")
        << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key.left(36) + "!!!!" << false;
    QTest::newRow("§6.1 another method") << "1 AES_CM_128_HMAC_SHA1_80 uri:" + key << false;
    QTest::newRow("§6.2.3 F8") << "1 F8_128_HMAC_SHA1_80 inline:" + key << false;
    QTest::newRow("§6.3.1 KDR: keys that change") << plain + " KDR=10" << false;
    QTest::newRow("§6.3.2 UNENCRYPTED_SRTP") << plain + " UNENCRYPTED_SRTP" << false;
    QTest::newRow("§6.3.2 UNENCRYPTED_SRTCP") << plain + " UNENCRYPTED_SRTCP" << false;
    QTest::newRow("§6.3.3 UNAUTHENTICATED_SRTP") << plain + " UNAUTHENTICATED_SRTP" << false;
    QTest::newRow("§6.3.4 FEC_ORDER") << plain + " FEC_ORDER=FEC_SRTP" << false;
    QTest::newRow("§6.3.5 FEC_KEY") << plain + " FEC_KEY=inline:" + key << false;
    QTest::newRow("§6.3.6 WSH may be ignored") << plain + " WSH=128" << true;
    QTest::newRow("§6.3.6 WSH beside one that may not") << plain + " WSH=128 UNENCRYPTED_SRTCP" << false;
    QTest::newRow("§6.3.7 an unknown one") << plain + " SOMETHING=1" << false;
    QTest::newRow("§6.3.7 an unknown one that may be ignored") << plain + " -SOMETHING=1" << true;
}

void tst_Rfc4568::lines()
{
    QFETCH(QByteArray, value);
    const auto parsed = SdpCrypto::parse(value);
    QTEST(parsed.has_value(), "isUsable");
    if (parsed)
        QCOMPARE(parsed->toBytes(), value);
}

void tst_Rfc4568::offered_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("outcome");
    QTest::addColumn<QByteArray>("tag"); // of our answer; empty: no a=crypto in it
    const QByteArray secure = "m=audio 50000 RTP/SAVP 0\r\n";
    const QByteArray clear = "m=audio 50000 RTP/AVP 0\r\n";
    const QByteArray refused = SdpTalk::outcome(Kind::EncryptionRefused);
    QTest::newRow("§5.1.2 the tag of the offer")
        << secure + line("7", {}) << QByteArray("sdes") << QByteArray("7");
    QTest::newRow("§5.1.2 the first that we can do")
        << secure + line("1", " KDR=10") + line("2", " FEC_ORDER=SRTP_FEC") + line("3", {}) + line("4", {})
        << QByteArray("sdes") << QByteArray("3");
    QTest::newRow("§6.1 one without MKI is preferred")
        << secure + line("1", "|2^31|1:1") + line("2", "|2^31") << QByteArray("sdes") << QByteArray("2");
    QTest::newRow("§6.1 MKI only") << secure + line("1", "|2^31|1:1") << QByteArray("sdes")
                                   << QByteArray("1");
    QTest::newRow("§6.1 an MKI that is none before one that is") << secure + line("1", "|2^31|1:200")
            + line("2", "|2^31|1:1") << QByteArray("sdes") << QByteArray("2");
    QTest::newRow("§6.1 the peer's suite comes before its MKI")
        << secure + line("1", "|1:4") + "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:" + key + "\r\n"
        << QByteArray("sdes") << QByteArray("1");
    QTest::newRow("§6.3 nothing that we can do")
        << secure + line("1", " UNENCRYPTED_SRTP") << refused << QByteArray();
    QTest::newRow("§6.3.6 with WSH") << secure + line("1", " WSH=64") << QByteArray("sdes")
                                     << QByteArray("1");
    QTest::newRow("RTP/SAVP without keys") << secure << refused << QByteArray();
    QTest::newRow("RFC 8643 keys in RTP/AVP")
        << clear + line("1", {}) << QByteArray("sdes") << QByteArray("1");
    QTest::newRow("RFC 8643 keys in RTP/AVP, MKI only")
        << clear + line("1", "|2^31|1:1") << QByteArray("sdes") << QByteArray("1");
    QTest::newRow("RFC 8643 keys in RTP/AVP, an MKI that is none: in the clear")
        << clear + line("1", "|2^31|1:200") << QByteArray("clear") << QByteArray();
    QTest::newRow("RFC 8643 keys in RTP/AVP, KDR only: in the clear")
        << clear + line("1", " KDR=1") << QByteArray("clear") << QByteArray();
}

void tst_Rfc4568::offered()
{
    QFETCH(QByteArray, offer);
    QFETCH(QByteArray, tag);
    SdpTalk us(Way::Plain);
    const bool isAnswered = us.answers(offer);
    QTEST(us.outcome(), "outcome");
    if (!isAnswered)
        return;
    const QList<QByteArray> answered = us.audioSection().attributes.values("crypto");
    QCOMPARE(answered.size(), tag.isEmpty() ? 0 : 1); // §5.1.2: one line
    if (tag.isEmpty())
        return;
    QVERIFY(answered.first().startsWith(tag + " AES_CM_128_HMAC_SHA1_80 inline:"));
    QVERIFY(!answered.first().contains(key)); // §6.1: never the key of the other direction
}

/// §6.1: who asks for an MKI gets one of the same length, which goes on with the key.
void tst_Rfc4568::mkiInBothDirections()
{
    const QByteArray offer = "m=audio 50000 RTP/SAVP 0\r\n" + line("1", "|2^31|258:4");
    SdpTalk us(Way::Plain);
    QVERIFY(us.answers(offer));
    const SdesAgreement first = *us.audio().sdes;
    QCOMPARE(first.remote.mkiBytes(), QByteArray("\0\0\1\2", 4));
    QCOMPARE(first.local.mkiBytes(), first.remote.mkiBytes());
    QVERIFY(us.audioSection().attributes.value("crypto")->endsWith("|258:4"));
    QVERIFY(us.answers(offer));
    QVERIFY(us.audio().sdes->local == first.local);
    QVERIFY(us.answers(QByteArray(offer).replace("258:4", "259:4")));
    QVERIFY(us.audio().sdes->local.keyAndSalt != first.local.keyAndSalt);
}

void tst_Rfc4568::ourOffer()
{
    SdpTalk us(Way::Plain, MediaEncryption::Sdes);
    const SdpMedia &section = us.offers();
    QCOMPARE(section.protocol, QByteArray("RTP/SAVP"));
    const QList<SdpCrypto> lines = cryptosOf(section);
    QCOMPARE(lines.size(), 3);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QCOMPARE(lines[i].tag, quint32(i + 1)); // §4.1: unique
        QVERIFY(lines[i].mki.isEmpty() && lines[i].sessionParameters.isEmpty());
        QVERIFY(i == 0 || lines[i].keyAndSalt != lines[i - 1].keyAndSalt); // §5.1.1
    }
}

void tst_Rfc4568::answered_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("optional"); // what becomes of RTP/AVP with keys
    QTest::addColumn<QByteArray>("sdes");     // what becomes of RTP/SAVP
    const QByteArray avp = "m=audio 2228 RTP/AVP 0\r\n";
    const QByteArray savp = "m=audio 2228 RTP/SAVP 0\r\n";
    const QByteArray refused = SdpTalk::outcome(Kind::EncryptionRefused);
    const QByteArray required = SdpTalk::outcome(Kind::EncryptionRequired);
    QTest::newRow("§5.1.3 as offered") << savp + line("2", {}) << QByteArray("sdes") << QByteArray("sdes");
    QTest::newRow("RFC 8643 as offered, in RTP/AVP")
        << avp + line("2", {}) << QByteArray("sdes") << QByteArray("sdes");
    QTest::newRow("a desk phone that knows no keys") << avp << QByteArray("clear") << required;
    QTest::newRow("a desk phone refuses the section")
        << QByteArray("m=audio 0 RTP/SAVP 0\r\n") << QByteArray("rejected") << QByteArray("rejected");
    QTest::newRow("a desk phone refuses it as RTP/AVP")
        << QByteArray("m=audio 0 RTP/AVP 0\r\n") << QByteArray("rejected") << QByteArray("rejected");
    QTest::newRow("§5.1.3 a tag that was not offered") << savp + line("9", {}) << refused << required;
    QTest::newRow("§5.1.3 another suite under the tag") << savp + line("1", {}) << refused << required;
    QTest::newRow("§6.1 an MKI is of the direction that its line is of")
        << savp + line("2", "|2^31|1:1") << QByteArray("sdes") << QByteArray("sdes");
    QTest::newRow("§6.1 an MKI that is none") << savp + line("2", "|2^31|1:200") << refused << required;
    QTest::newRow("§6.3 a parameter that was not offered")
        << savp + line("2", " UNENCRYPTED_SRTP") << refused << required;
    QTest::newRow("§6.3.6 WSH is the business of the peer")
        << savp + line("2", " WSH=64") << QByteArray("sdes") << QByteArray("sdes");
    QTest::newRow("RTP/SAVP without keys") << savp << refused << required;
}

void tst_Rfc4568::answered()
{
    QFETCH(QByteArray, answer);
    SdpTalk optional(Way::Plain);
    QCOMPARE(optional.offers().protocol, QByteArray("RTP/AVP"));
    optional.takes(answer);
    QTEST(optional.outcome(), "optional");
    SdpTalk sdes(Way::Plain, MediaEncryption::Sdes);
    sdes.offers();
    sdes.takes(answer);
    QTEST(sdes.outcome(), "sdes");
    if (sdes.outcome() == "sdes")
        QCOMPARE(sdes.audio().sdes->local.tag, sdes.audio().sdes->remote.tag);
}

QTEST_GUILESS_MAIN(tst_Rfc4568)
#include "tst_Rfc4568.moc"
