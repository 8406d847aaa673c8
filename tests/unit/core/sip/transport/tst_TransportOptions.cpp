// What a server as people write it means for the wire.
#include "TransportFactory.h"

#include <QTest>

using namespace carillon;

class tst_TransportOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void towards_data();
    void towards();
    void refuses_data();
    void refuses();
};

void tst_TransportOptions::towards_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<QByteArray>("connectsTo");
    const auto row = [](const char *name, const char *server, const char *protocol, const char *connectsTo) {
        QTest::newRow(name) << QByteArray(server) << QByteArray(protocol) << QByteArray(connectsTo);
    };
    row("UDP where nothing is said", "sip:example.org", "udp", "sip:example.org");
    row("a port", "sip:example.org:5070", "udp", "sip:example.org:5070");
    row("TCP", "sip:example.org;transport=tcp", "tcp", "sip:example.org;transport=tcp");
    row("TLS", "sip:example.org;transport=TLS", "tls", "sip:example.org;transport=TLS");
    row("sips is TLS, whatever else it says", "sips:example.org;transport=tcp", "tls",
        "sips:example.org;transport=tcp");
    row("WebSocket", "ws://example.org:8080/sip?room=1", "ws", "ws://example.org:8080/sip?room=1");
    row("secure WebSocket", "wss://example.org", "wss", "wss://example.org");
    row("a scheme has no case", "WSS://example.org/", "wss", "wss://example.org/");
}

void tst_TransportOptions::towards()
{
    QFETCH(QByteArray, server);
    const auto options = TransportOptions::towards(server);
    QVERIFY(options);
    QTEST(uriName(options->protocol).toByteArray(), "protocol");
    const bool isUrl = options->webSocketUrl.isValid();
    QTEST(isUrl ? options->webSocketUrl.toEncoded() : options->server.toBytes(), "connectsTo");
    QVERIFY(options->keepAliveInterval.count() > 0);
    QCOMPARE(options->listen, options->protocol == TransportProtocol::Udp);
}

void tst_TransportOptions::refuses_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server :
        {"", "example.org", "http://example.org", "ws:", "wss:///path", "sip:", "sip:a b"})
        QTest::newRow(*server ? server : "nothing") << QByteArray(server);
}

void tst_TransportOptions::refuses()
{
    QFETCH(QByteArray, server);
    QVERIFY(!TransportOptions::towards(server));
}

QTEST_GUILESS_MAIN(tst_TransportOptions)
#include "tst_TransportOptions.moc"
