#include "Challenge.h"

#include <QTest>

using namespace carillon;

class tst_Challenge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void digest()
    {
        const auto challenge = Challenge::parse(
            "Digest realm=\"atlanta \\\"x\\\"\",\r\n qop=\"auth,auth-int\" , nonce = \"f84f1cec==\","
            " opaque=\"\", stale=FALSE, algorithm=SHA-256, url=http://x/?a");
        QVERIFY(!challenge); // the last value needs quotes
        const auto good = Challenge::parse(
            "Digest realm=\"atlanta \\\"x\\\"\",\r\n qop=\"auth,auth-int\" , nonce = \"f84f1cec==\","
            " opaque=\"\", stale=FALSE, algorithm=SHA-256");
        QVERIFY(good);
        QCOMPARE(good->scheme, "Digest");
        QCOMPARE(good->parameters.value("realm"), "atlanta \"x\"");
        QCOMPARE(good->parameters.value("qop"), "auth,auth-int");
        QCOMPARE(good->parameters.value("nonce"), "f84f1cec==");
        QCOMPARE(good->parameters.value("opaque"), "");
        QCOMPARE(good->parameters.value("stale"), "FALSE");
        QCOMPARE(good->parameters.value("ALGORITHM"), "SHA-256");
    }
    void refused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", " ", "=", "Digest realm", "Digest realm=", "Digest realm=\"x",
                 "Digest realm=\"x\",", "Digest ,realm=x", "Digest realm=\"x\" nonce=\"y\"",
                 "Digest realm=\"x\", Basic realm=\"y\"", "Digest\"x\""})
            QTest::newRow(*text ? text : "nothing") << QByteArray(text);
    }
    void refused()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!Challenge::parse(text));
    }
    void quotes_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("inQuotes");
        QTest::newRow("empty") << QByteArray() << QByteArray("\"\"");
        QTest::newRow("plain") << QByteArray("a b") << QByteArray("\"a b\"");
        QTest::newRow("escapes") << QByteArray("\"\\") << QByteArray("\"\\\"\\\\\"");
        QTest::newRow("NUL") << QByteArray(1, '\0') << QByteArray("\"\\\0\"", 4);
        QTest::newRow("UTF-8") << QByteArray("\xc3\xa4") << QByteArray("\"\xc3\xa4\"");
    }
    void quotes()
    {
        QFETCH(const QByteArray, plain);
        QFETCH(const QByteArray, inQuotes);
        QCOMPARE(quoted(plain), inQuotes);
        QCOMPARE(unquoted(inQuotes), plain);
        QCOMPARE(unquoted("token"), "token");
        QCOMPARE(unquoted("\""), "\"");
        QCOMPARE(quoted("a\r\nb"), "\"a  b\"");
    }
};

QTEST_GUILESS_MAIN(tst_Challenge)
#include "tst_Challenge.moc"
