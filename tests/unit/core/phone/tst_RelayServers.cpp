#include "RelayServers.h"

#include <QTest>

using namespace carillon;

class tst_RelayServers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stun_data();
    void stun();
    void turn_data();
    void turn();
    void aPasswordIsShownOnlyWhenAskedFor();
    void noSentenceNamesWhatWasTyped();
};

void tst_RelayServers::stun_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written"); ///< null: none
    const auto row = [](const char *text, const char *written) {
        QTest::newRow(text) << QString::fromUtf8(text) << (written ? QString::fromUtf8(written) : QString());
    };
    row("stun.example.org", "stun.example.org");
    row("STUN.Example.org:3479", "stun.example.org:3479");
    row("stun:stun.example.org", "stun.example.org");
    row("192.0.2.1:3478", "192.0.2.1:3478");
    row("[2001:DB8::1]", "[2001:db8::1]");
    row("[2001:db8::1]:3478", "[2001:db8::1]:3478");
    row("localhost", "localhost");
    row("", nullptr);
    row(":3478", nullptr);
    row("stun.example.org:", nullptr);
    row("stun.example.org:0", nullptr);
    row("stun.example.org:65536", nullptr);
    row("stun.example.org:+80", nullptr);
    row("stun.example.org:34 78", nullptr);
    row("2001:db8::1", nullptr); // which of them would be the port?
    row("[192.0.2.1]", nullptr);
    row("[2001:db8::1", nullptr);
    row("[2001:db8::1]3478", nullptr);
    row("256.0.0.1", nullptr);
    row("192.0.2", nullptr);
    row("0.0.0.0", nullptr);
    row("[::]", nullptr);
    row("224.0.0.1", nullptr);
    row("[ff02::1]", nullptr);
    row("255.255.255.255", nullptr);
    row("stun..example.org", nullptr);
    row("stun example.org", nullptr);
    row("user@stun.example.org", nullptr);
    row("stun.example.org/path", nullptr);
    row("stun.example.org?transport=tcp", nullptr);
}

void tst_RelayServers::stun()
{
    QFETCH(QString, text);
    const auto server = StunServer::parse(text);
    QTEST(server ? server->toString() : QString(), "written");
    if (server)
        QCOMPARE(StunServer::parse(server->toString()), server);
}

void tst_RelayServers::turn_data()
{
    using Transport = TurnServer::Transport;
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isOne");
    QTest::addColumn<TurnServer>("server");
    const auto row = [](const char *text, Transport transport, const char *host, int port,
                         const char *user = "", const char *password = nullptr) {
        TurnServer server;
        server.transport = transport;
        server.host = QString::fromUtf8(host);
        if (port)
            server.port = quint16(port);
        server.user = QString::fromUtf8(user);
        if (password)
            server.password = QString::fromUtf8(password);
        QTest::newRow(text) << QString::fromUtf8(text) << true << server;
    };
    row("turn:relay.example.org", Transport::Udp, "relay.example.org", 0);
    row("relay.example.org", Transport::Udp, "relay.example.org", 0);
    row("TURN:relay.example.org:99?transport=UDP", Transport::Udp, "relay.example.org", 99);
    row("turn:relay.example.org?transport=tcp", Transport::Tcp, "relay.example.org", 0);
    row("turns:relay.example.org", Transport::Tls, "relay.example.org", 0);
    row("turns:relay.example.org:443?transport=tcp", Transport::Tls, "relay.example.org", 443);
    row("turn:[2001:db8::1]:99", Transport::Udp, "2001:db8::1", 99);
    row("turn:anna@192.0.2.1", Transport::Udp, "192.0.2.1", 0, "anna");
    row("turn:anna:5ecre7@r.org", Transport::Udp, "r.org", 0, "anna", "5ecre7");
    row("turn::5ecre7@r.org", Transport::Udp, "r.org", 0, "", "5ecre7");
    row("turn:anna:5e@re:7@r.org", Transport::Udp, "r.org", 0, "anna", "5e@re:7");
    row("turn:1700000000%3Aanna:5%25@r.org", Transport::Udp, "r.org", 0, "1700000000:anna", "5%");
    const auto none
        = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text) << false << TurnServer(); };
    none("");
    none("turn:");
    none("turn:@r.org");
    none("turn::@r.org");
    none("turn:anna:@r.org");
    none("turn:%00@r.org");
    none("turn:anna:%0a@r.org");
    none("turn:%ff@r.org");
    none("turn:r.org:port");
    none("turn:r.org?transport=sctp");
    none("turn:r.org?transport=");
    none("turn:r.org?");
    none("turn:r.org?transport=tcp&x=y");
    none("turns:r.org?transport=udp");
    none("turn://r.org");
    none("turn:r.org/x");
    none("turn:0.0.0.0");
    none("sip:r.org");
}

void tst_RelayServers::turn()
{
    QFETCH(QString, text);
    const auto read = TurnServer::parse(text);
    QTEST(read.has_value(), "isOne");
    if (!read)
        return;
    QTEST(*read, "server");
    QCOMPARE(TurnServer::parse(read->toString(TurnServer::Secret::Shown)).value(), *read);
    QCOMPARE(read->portOrDefault(),
        read->port.value_or(read->transport == TurnServer::Transport::Tls ? 5349 : 3478));
}

void tst_RelayServers::aPasswordIsShownOnlyWhenAskedFor()
{
    const TurnServer server = TurnServer::parse(QStringLiteral("turn:a%3Ab:5ecre7@r.org")).value();
    QCOMPARE(server.toString(), QStringLiteral("turn:a%3Ab@r.org"));
    QCOMPARE(server.toString(TurnServer::Secret::Shown), QStringLiteral("turn:a%3Ab:5ecre7@r.org"));
}

/// It is printed, and a password may stand in it.
void tst_RelayServers::noSentenceNamesWhatWasTyped()
{
    for (const auto *text : {"turn:anna:5ecre7@", "turns:anna:5ecre7@r.org?transport=udp"}) {
        const auto read = TurnServer::parse(QLatin1String(text));
        QVERIFY(!read);
        QVERIFY(read.error().endsWith(QLatin1Char('.')));
        QVERIFY(!read.error().contains(QStringLiteral("5ecre7")));
    }
}

QTEST_GUILESS_MAIN(tst_RelayServers)
#include "tst_RelayServers.moc"
