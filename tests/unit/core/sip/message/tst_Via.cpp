#include "Via.h"

#include <QTest>

using namespace carillon;

class tst_Via : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parts()
    {
        const auto via = Via::parse("SIP / 2.0 / udp  first.example.com : 4000 ;ttl=16 ; "
                                    "maddr=224.2.0.1;branch=z9hG4bKa7c6a8dlze.1;rport");
        QVERIFY(via);
        QCOMPARE(via->transport, "UDP");
        QCOMPARE(via->host, "first.example.com");
        QCOMPARE(via->port, 4000);
        QCOMPARE(via->branch(), "z9hG4bKa7c6a8dlze.1");
        QVERIFY(via->parameters.contains("rport"));
        QCOMPARE(via->toBytes(),
            "SIP/2.0/UDP first.example.com:4000;ttl=16;maddr=224.2.0.1;branch=z9hG4bKa7c6a8dlze.1;rport");
        QCOMPARE(*Via::parse(via->toBytes()), *via);
    }
    void anotherVersionIsKept()
    {
        const auto via = Via::parse("sip/7.0/UDP h");
        QCOMPARE(via->protocol, "SIP/7.0");
        QCOMPARE(via->toBytes(), "SIP/7.0/UDP h");
    }
    void lists()
    {
        const auto vias
            = Via::parseList("SIP/2.0/WSS df7jal23ls0d.invalid;branch=1,\tSIP/2.0/TCP [::1]:5;branch=2");
        QCOMPARE(vias->size(), 2);
        QCOMPARE(vias->at(0).host, "df7jal23ls0d.invalid");
        QCOMPARE(vias->at(1).host, "[::1]");
        QVERIFY(!Via::parse("SIP/2.0/TCP a,SIP/2.0/TCP b"));
        QVERIFY(Via::parseList("")->isEmpty());
    }
    void refused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", "SIP", "SIP/2.0", "SIP/2.0/", "SIP/2.0/UDP", "SIP/2.0/UDP ",
                 "SIP/2.0/UDPhost:1;x", "SIP 2.0/UDP h", "SIP/2.0/UDP h:", "SIP/2.0/UDP h:70000",
                 "SIP/2.0/UDP h;", "SIP/2.0/UDP h;;x", "SIP/2.0/UDP h x", "SIP/2.0/UDP 2001:db8::1",
                 "SIP/2.0/UDP h;branch=\"x", "SIP/2.0/UDP ;branch=x"})
            QTest::newRow(*text ? text : "nothing") << QByteArray(text);
    }
    void refused()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!Via::parse(text));
    }
    void salvaged()
    {
        QCOMPARE(Via::salvage("SIP/2.0/UDP 192.0.2.15:5070;rport;;,;,,")->port, 5070);
        QVERIFY(Via::salvage("SIP/2.0/UDP 192.0.2.15;rport;;,;,,")->parameters.contains("rport"));
        QVERIFY(!Via::salvage("SIP/2.0/UDP ;x"));
    }
};

QTEST_GUILESS_MAIN(tst_Via)
#include "tst_Via.moc"
