#include "CertificateFingerprint.h"
#include "DtlsCertificate.h"

#include <QTest>

using namespace carillon;
using Hash = CertificateFingerprint::Hash;

class tst_CertificateFingerprint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isOne");
        const QByteArray hex = QByteArray(32, '\x4a').toHex(':');
        QTest::newRow("as RFC 8122 writes it") << "sha-256 " + hex.toUpper() << true;
        QTest::newRow("lower case") << "SHA-256 " + hex << true;
        QTest::newRow("more space") << "sha-256   " + hex + " " << true;
        QTest::newRow("sha-384") << "sha-384 " + QByteArray(48, 'a').toHex(':') << true;
        QTest::newRow("sha-512") << "sha-512 " + QByteArray(64, 'a').toHex(':') << true;
        QTest::newRow("sha-1 can be forged") << "sha-1 " + QByteArray(20, 'a').toHex(':') << false;
        QTest::newRow("md5") << "md5 " + QByteArray(16, 'a').toHex(':') << false;
        QTest::newRow("too short") << "sha-256 " + hex.chopped(3) << false;
        QTest::newRow("too long") << "sha-256 " + hex + ":AA" << false;
        QTest::newRow("no colons") << "sha-256 " + QByteArray(95, 'A') << false;
        QTest::newRow("no digits") << "sha-256 " + QByteArray(hex).replace("4a", "4g") << false;
        QTest::newRow("no hash") << hex << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }
    void reads()
    {
        QFETCH(QByteArray, text);
        const auto read = CertificateFingerprint::parse(text);
        QTEST(read.has_value(), "isOne");
        if (read)
            QCOMPARE(CertificateFingerprint::parse(read->toBytes()), read);
    }
    void eachCertificateIsAnother()
    {
        const auto one = DtlsCertificate::make();
        const auto two = DtlsCertificate::make();
        QVERIFY(one && two);
        QVERIFY(one->fingerprint() == one->fingerprint());
        QVERIFY(!(one->fingerprint() == two->fingerprint()));
        QCOMPARE(one->fingerprint(Hash::Sha512).digest.size(), 64);
        QVERIFY(one->fingerprint().toBytes().startsWith("sha-256 "));
    }
};

QTEST_GUILESS_MAIN(tst_CertificateFingerprint)
#include "tst_CertificateFingerprint.moc"
