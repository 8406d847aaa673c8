#include "FakeRandom.h"
#include "SdpCrypto.h"

#include <QTest>

using namespace carillon;

Q_DECLARE_METATYPE(carillon::SrtpSuite)

namespace {

const QByteArray key30 = QByteArray(30, 'k').toBase64();
const QByteArray key28 = QByteArray(28, 'k').toBase64();

} // namespace

class tst_SdpCrypto : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
    void everySuiteIsGeneratedAndReadAgain_data();
    void everySuiteIsGeneratedAndReadAgain();
    void mkiInBytes_data();
    void mkiInBytes();
    void aSectionKeepsTheOrderOfItsAuthor();
};

void tst_SdpCrypto::accepted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<SrtpSuite>("suite");
    QTest::addColumn<QByteArray>("written"); // empty: as it came
    const auto aes = SrtpSuite::AesCm128HmacSha1_80;
    QTest::newRow("plain") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key30 << aes << QByteArray();
    QTest::newRow("lifetime") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key30 + "|2^20" << aes << QByteArray();
    QTest::newRow("lifetime and MKI")
        << "2 AES_CM_128_HMAC_SHA1_80 inline:" + key30 + "|2^20|1:4" << aes << QByteArray();
    QTest::newRow("MKI alone") << "2 AES_CM_128_HMAC_SHA1_80 inline:" + key30 + "|1:4" << aes << QByteArray();
    QTest::newRow("WSH") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key30 + " WSH=400 -x" << aes
                         << QByteArray();
    QTest::newRow("lower case") << "1 aes_cm_128_hmac_sha1_80 inline:" + key30 << aes
                                << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key30;
    QTest::newRow("blanks") << "  7   AES_CM_128_HMAC_SHA1_80   inline:" + key30 + "  " << aes
                            << "7 AES_CM_128_HMAC_SHA1_80 inline:" + key30;
    QTest::newRow("tag of nine digits")
        << "999999999 AEAD_AES_128_GCM inline:" + key28 << SrtpSuite::AeadAes128Gcm << QByteArray();
    QTest::newRow("padding left out") << "1 AEAD_AES_128_GCM inline:" + key28.left(key28.indexOf('='))
                                      << SrtpSuite::AeadAes128Gcm << "1 AEAD_AES_128_GCM inline:" + key28;
    QTest::newRow("the other spelling of 256")
        << "1 AES_CM_256_HMAC_SHA1_80 inline:" + QByteArray(46, 'k').toBase64()
        << SrtpSuite::AesCm256HmacSha1_80
        << "1 AES_256_CM_HMAC_SHA1_80 inline:" + QByteArray(46, 'k').toBase64();
}

void tst_SdpCrypto::accepted()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, written);
    const auto crypto = SdpCrypto::parse(text);
    QVERIFY(crypto);
    QTEST(crypto->suite, "suite");
    QCOMPARE(crypto->toBytes(), written.isEmpty() ? text : written);
    QCOMPARE(crypto->keyAndSalt, QByteArray(keyAndSaltBytes(crypto->suite), 'k'));
}

void tst_SdpCrypto::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("tag alone") << QByteArray("1");
    QTest::newRow("tag of ten digits") << "1000000000 AES_CM_128_HMAC_SHA1_80 inline:" + key30;
    QTest::newRow("tag that is no number") << "one AES_CM_128_HMAC_SHA1_80 inline:" + key30;
    QTest::newRow("unknown suite") << "1 F8_128_HMAC_SHA1_80 inline:" + key30;
    QTest::newRow("no key") << QByteArray("1 AES_CM_128_HMAC_SHA1_80");
    QTest::newRow("empty key") << QByteArray("1 AES_CM_128_HMAC_SHA1_80 inline:");
    QTest::newRow("key of another length") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key28;
    QTest::newRow("not base64") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + QByteArray(40, '!');
    QTest::newRow("another method") << "1 AES_CM_128_HMAC_SHA1_80 uri:" + key30;
    QTest::newRow("several keys") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key30 + "|1:4;inline:" + key30
            + "|2:4";
    QTest::newRow("too many parts") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key30 + "|2^20|1:4|x";
    QTest::newRow("two lifetimes") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key30 + "|2^20|2^21";
    QTest::newRow("not encrypted") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key30 + " UNENCRYPTED_SRTP";
    QTest::newRow("not authenticated")
        << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key30 + " UNAUTHENTICATED_SRTP";
    QTest::newRow("key derivation rate") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + key30 + " KDR=1";
    QTest::newRow("64 kB of key") << "1 AES_CM_128_HMAC_SHA1_80 inline:" + QByteArray(65536, 'A');
    QTest::newRow("64 kB of suite") << "1 " + QByteArray(65536, 'A') + " inline:" + key30;
}

void tst_SdpCrypto::refused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!SdpCrypto::parse(text));
}

void tst_SdpCrypto::everySuiteIsGeneratedAndReadAgain_data()
{
    QTest::addColumn<SrtpSuite>("suite");
    QTest::addColumn<int>("bytes");
    QTest::newRow("AES_CM_128_HMAC_SHA1_80") << SrtpSuite::AesCm128HmacSha1_80 << 30;
    QTest::newRow("AES_CM_128_HMAC_SHA1_32") << SrtpSuite::AesCm128HmacSha1_32 << 30;
    QTest::newRow("AES_256_CM_HMAC_SHA1_80") << SrtpSuite::AesCm256HmacSha1_80 << 46;
    QTest::newRow("AEAD_AES_128_GCM") << SrtpSuite::AeadAes128Gcm << 28;
    QTest::newRow("AEAD_AES_256_GCM") << SrtpSuite::AeadAes256Gcm << 44;
}

void tst_SdpCrypto::everySuiteIsGeneratedAndReadAgain()
{
    QFETCH(SrtpSuite, suite);
    FakeRandom random;
    const SdpCrypto first = SdpCrypto::generate(3, suite, random);
    const SdpCrypto second = SdpCrypto::generate(3, suite, random);
    QTEST(int(first.keyAndSalt.size()), "bytes");
    QVERIFY(first.keyAndSalt != second.keyAndSalt);
    QVERIFY(first.toBytes().contains(QTest::currentDataTag()));
    QVERIFY(*SdpCrypto::parse(first.toBytes()) == first);
}

void tst_SdpCrypto::mkiInBytes_data()
{
    QTest::addColumn<QByteArray>("mki");
    QTest::addColumn<QByteArray>("bytes"); // empty: no line for us
    QTest::newRow("one byte") << QByteArray("1:1") << QByteArray("\x01");
    QTest::newRow("the most significant byte first") << QByteArray("258:4") << QByteArray("\0\0\x01\x02", 4);
    QTest::newRow("zero") << QByteArray("0:2") << QByteArray(2, '\0');
    QTest::newRow("leading zeros") << QByteArray("0007:1") << QByteArray("\x07");
    QTest::newRow("the greatest of a byte") << QByteArray("255:1") << QByteArray("\xff");
    QTest::newRow("too great for a byte") << QByteArray("256:1") << QByteArray();
    QTest::newRow("longer than a machine's number")
        << QByteArray("18446744073709551616:9") << QByteArray("\x01\0\0\0\0\0\0\0\0", 9);
    QTest::newRow("128 bytes") << QByteArray("1:128") << QByteArray(127, '\0') + '\x01';
    QTest::newRow("129 bytes") << QByteArray("1:129") << QByteArray();
    QTest::newRow("no bytes") << QByteArray("0:0") << QByteArray();
    QTest::newRow("no number") << QByteArray("x:1") << QByteArray();
    QTest::newRow("310 digits") << QByteArray(310, '0') + ":1" << QByteArray();
}

void tst_SdpCrypto::mkiInBytes()
{
    QFETCH(QByteArray, mki);
    const auto crypto = SdpCrypto::parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + key30 + "|2^20|" + mki);
    QTEST(crypto ? crypto->mkiBytes() : QByteArray(), "bytes");
}

void tst_SdpCrypto::aSectionKeepsTheOrderOfItsAuthor()
{
    SdpMedia section;
    section.attributes.append("crypto");
    section.attributes.append("crypto", "9 AEAD_AES_128_GCM inline:" + key28);
    section.attributes.append("crypto", "1 UNKNOWN inline:" + key28);
    section.attributes.append("crypto", "2 AES_CM_128_HMAC_SHA1_80 inline:" + key30);
    const QList<SdpCrypto> cryptos = cryptosOf(section);
    QCOMPARE(cryptos.size(), 2);
    QCOMPARE(cryptos[0].tag, 9u);
    QCOMPARE(cryptos[1].tag, 2u);
}

QTEST_GUILESS_MAIN(tst_SdpCrypto)
#include "tst_SdpCrypto.moc"
