#include "TestAuthority.h"
#include "TlsPolicy.h"

#include <QSslCertificate>
#include <QTest>

using namespace carillon;

class tst_TlsPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void speaksFor_data()
    {
        QTest::addColumn<QByteArray>("commonName");
        QTest::addColumn<QByteArray>("alternatives");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("speaks");
        const QByteArray none;
        const QByteArray sip = "sip.example.com";
        QTest::newRow("common name alone") << sip << none << QStringLiteral("sip.example.com") << true;
        QTest::newRow("case") << sip << none << QStringLiteral("SIP.Example.COM") << true;
        QTest::newRow("right common name, wrong alternative")
            << sip << QByteArray("DNS:other.example.com") << QStringLiteral("sip.example.com") << false;
        QTest::newRow("right common name, alternatives of addresses only")
            << sip << QByteArray("IP:192.0.2.1") << QStringLiteral("sip.example.com") << false;
        QTest::newRow("alternative") << QByteArray("x") << QByteArray("DNS:a.example,DNS:sip.example.com")
                                     << QStringLiteral("sip.example.com") << true;
        QTest::newRow("address") << QByteArray("x") << QByteArray("IP:192.0.2.1")
                                 << QStringLiteral("192.0.2.1") << true;
        QTest::newRow("IPv6") << QByteArray("x") << QByteArray("IP:2001:db8::1")
                              << QStringLiteral("2001:db8:0::1") << true;
        QTest::newRow("another address")
            << QByteArray("192.0.2.1") << QByteArray("IP:192.0.2.2") << QStringLiteral("192.0.2.1") << false;
        QTest::newRow("wildcard") << QByteArray("x") << QByteArray("DNS:*.example.com")
                                  << QStringLiteral("sip.example.com") << true;
        QTest::newRow("wildcard is one label") << QByteArray("x") << QByteArray("DNS:*.example.com")
                                               << QStringLiteral("a.sip.example.com") << false;
        QTest::newRow("wildcard is not none")
            << QByteArray("x") << QByteArray("DNS:*.example.com") << QStringLiteral("example.com") << false;
        QTest::newRow("wildcard below the top")
            << QByteArray("x") << QByteArray("DNS:*.com") << QStringLiteral("example.com") << false;
        QTest::newRow("wildcard inside a label") << QByteArray("x") << QByteArray("DNS:s*.example.com")
                                                 << QStringLiteral("sip.example.com") << false;
        QTest::newRow("wildcard in the middle")
            << QByteArray("x") << QByteArray("DNS:sip.*.com") << QStringLiteral("sip.example.com") << false;
        QTest::newRow("prefix of the name")
            << sip << none << QStringLiteral("sip.example.com.evil.test") << false;
        QTest::newRow("empty") << sip << none << QString() << false;
    }
    void speaksFor()
    {
        QFETCH(QByteArray, commonName);
        QFETCH(QByteArray, alternatives);
        QFETCH(QString, name);
        const TestAuthority authority;
        const auto certificate = authority.server({commonName, alternatives}).localCertificate();
        QVERIFY(!certificate.isNull());
        QTEST(certificateSpeaksFor(certificate, name), "speaks");
    }
    void theConfigurationVerifies()
    {
        const TestAuthority authority;
        const auto configuration = tlsConfiguration({authority.caFile(), {}});
        QVERIFY(configuration);
        QCOMPARE(configuration->peerVerifyMode(), QSslSocket::VerifyPeer);
        QCOMPARE(configuration->protocol(), QSsl::TlsV1_2OrLater);
        QCOMPARE(configuration->caCertificates().size(), 1);
        const auto missing = tlsConfiguration({QStringLiteral("/nonexistent/ca.pem"), {}});
        QVERIFY(!missing);
        QVERIFY(missing.error().detail.contains(QStringLiteral("/nonexistent/ca.pem")));
    }
};

QTEST_GUILESS_MAIN(tst_TlsPolicy)
#include "tst_TlsPolicy.moc"
