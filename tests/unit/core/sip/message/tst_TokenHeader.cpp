#include "TokenHeader.h"

#include <QTest>

using namespace carillon;

class tst_TokenHeader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("parameters");
        QTest::newRow("bare") << QByteArray("presence") << QByteArray("presence") << QByteArray();
        QTest::newRow("template") << QByteArray("presence.winfo") << QByteArray("presence.winfo")
                                  << QByteArray();
        QTest::newRow("spaces") << QByteArray(" active ; expires = 600 ") << QByteArray("active")
                                << QByteArray(";expires=600");
        QTest::newRow("flag and quotes") << QByteArray("SIP;cause=200;text=\"a; b\"") << QByteArray("SIP")
                                         << QByteArray(";cause=200;text=\"a; b\"");
        QTest::newRow("Call-ID") << QByteArray("98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff")
                                 << QByteArray("98732@sip.example.com")
                                 << QByteArray(";from-tag=r33th4x0r;to-tag=ff87ff");
        QTest::newRow("number") << QByteArray("1800;refresher=uac") << QByteArray("1800")
                                << QByteArray(";refresher=uac");
    }
    void reads()
    {
        QFETCH(QByteArray, text);
        const auto header = TokenHeader::parse(text);
        QVERIFY(header);
        QTEST(header->token, "token");
        QTEST(header->parameters.toBytes(), "parameters");
        QCOMPARE(TokenHeader::parse(header->toBytes()), header);
    }
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("only a parameter") << QByteArray(";id=1");
        QTest::newRow("two words") << QByteArray("active pending");
        QTest::newRow("a list") << QByteArray("SIP;cause=1, Q.850;cause=2");
        QTest::newRow("open quotes") << QByteArray("SIP;text=\"a");
        QTest::newRow("empty parameter") << QByteArray("active;;");
        QTest::newRow("no value") << QByteArray("active;expires=");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!TokenHeader::parse(text));
    }
    void comparesWithoutCase()
    {
        const auto header = TokenHeader::parse("Terminated;Reason=timeout");
        QVERIFY(header && header->is("terminated"));
        QVERIFY(!header->is("terminate"));
        QCOMPARE(header->parameters.value("reason"), QByteArray("timeout"));
    }
};

QTEST_GUILESS_MAIN(tst_TokenHeader)
#include "tst_TokenHeader.moc"
