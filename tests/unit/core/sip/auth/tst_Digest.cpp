#include "Digest.h"

#include <QTest>

using namespace carillon;

namespace {

/// RFC 7616 §3.9.1
DigestInput mufasa(DigestAlgorithm algorithm)
{
    return {algorithm, DigestQop::Auth, "Mufasa", "http-auth@example.org", "Circle of Life",
        "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        "00000001", "GET", "/dir/index.html", {}};
}

/// RFC 2617 §3.5
DigestInput olderMufasa(DigestQop qop, const char *password)
{
    return {{}, qop, "Mufasa", "testrealm@host.com", password, "dcd98b7102dd2f0e8b11d0f600bfb0c093",
        "0a4f113b", "00000001", "GET", "/dir/index.html", {}};
}

} // namespace

Q_DECLARE_METATYPE(DigestInput)

/// The vectors of the standards; those that no standard gives were computed by Python's hashlib.
class tst_Digest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void vectors_data()
    {
        QTest::addColumn<DigestInput>("input");
        QTest::addColumn<QByteArray>("response");
        const auto row = [](const char *name, const DigestInput &input, const char *response) {
            QTest::newRow(name) << input << QByteArray(response);
        };
        row("RFC 7616 §3.9.1, MD5", mufasa({DigestHash::Md5}), "8ca523f5e9506fed4657c9700eebdbec");
        row("RFC 7616 §3.9.1, SHA-256", mufasa({DigestHash::Sha256}),
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
        row("the same, SHA-512-256", mufasa({DigestHash::Sha512_256}),
            "430d05014cecc49cab6fbe03176d41a1da86cbfe24a16580e22aaad928d960d0");
        row("the same, MD5-sess", mufasa({DigestHash::Md5, true}), "e783283f46242139c486a698fec7211d");
        row("the same, SHA-256-sess", mufasa({DigestHash::Sha256, true}),
            "2fd51b3a77ad75bad6afad6003e818d767133c46d9e2749e7f5232ae1ea3efd7");
        row("the same, SHA-512-256-sess", mufasa({DigestHash::Sha512_256, true}),
            "3f2a34f923c38b0fb26dce2fdfc2ce326c23cecf86fbb1444f3e51fbbc2cb92e");
        row("RFC 7616 §3.9.2, user name in UTF-8",
            {{DigestHash::Sha512_256}, DigestQop::Auth, "J\xc3\xa4s\xc3\xb8n Doe", "api@example.org",
                "Secret, or not?", "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",
                "NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm", "00000001", "GET", "/doe.json", {}},
            "7a4e1192babbba02e91182d2895bfdbf7adafc6e48d4e517ca301974843d840c");
        row("RFC 2617 §3.5", olderMufasa(DigestQop::Auth, "Circle Of Life"),
            "6629fae49393a05397450978507c4ef1");
        row("RFC 2069 §2.4 with its erratum: no qop", olderMufasa(DigestQop::None, "CircleOfLife"),
            "1949323746fe6a43ef61f9606e7febea");
        row("auth-int covers the body",
            {{DigestHash::Sha256}, DigestQop::AuthInt, "bob", "biloxi.com", "zanzibar",
                "dcd98b7102dd2f0e8b11d0f600bfb0c093", "0a4f113b", "00000001", "INVITE", "sip:bob@biloxi.com",
                "v=0\r\n"},
            "554a9ffe79ce71c3cb6c9630deddd2787d8033f895e5cdef6a73c8e84ed4c979");
    }
    void vectors()
    {
        QFETCH(DigestInput, input);
        QTEST(digestResponse(input), "response");
    }
    void algorithmNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("known");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("absent is MD5") << QByteArray() << true << QByteArray("MD5");
        QTest::newRow("without case") << QByteArray("md5") << true << QByteArray("MD5");
        QTest::newRow("sess") << QByteArray("MD5-sess") << true << QByteArray("MD5-sess");
        QTest::newRow("SHA-256") << QByteArray("sha-256") << true << QByteArray("SHA-256");
        QTest::newRow("SHA-512-256-sess")
            << QByteArray("SHA-512-256-SESS") << true << QByteArray("SHA-512-256-sess");
        QTest::newRow("AKA is not ours") << QByteArray("AKAv1-MD5") << false << QByteArray();
        QTest::newRow("SHA-512 alone does not exist") << QByteArray("SHA-512") << false << QByteArray();
    }
    void algorithmNames()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, known);
        const auto algorithm = DigestAlgorithm::fromName(name);
        QCOMPARE(algorithm.has_value(), known);
        if (known)
            QTEST(algorithm->name(), "written");
    }
    void nonceCounts()
    {
        QCOMPARE(nonceCountText(1), QByteArray("00000001"));
        QCOMPARE(nonceCountText(0xabc), QByteArray("00000abc"));
    }
};

QTEST_GUILESS_MAIN(tst_Digest)
#include "tst_Digest.moc"
