#include "AccountWiring.h"

#include <QTest>

using namespace carillon;

class tst_AccountWiring : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wires_data();
    void wires();
    void aProxyIsARoute();
    void whatIsSaidOnTheWire();
    void serversForTheSound_data();
    void serversForTheSound();
    void listensWhereItIsCalled_data();
    void listensWhereItIsCalled();
};

void tst_AccountWiring::wires_data()
{
    QTest::addColumn<QString>("aor");
    QTest::addColumn<QString>("server");
    QTest::addColumn<QByteArray>("transport");
    QTest::addColumn<QByteArray>("connectsTo");
    QTest::addColumn<QByteArray>("nextHop");
    const auto row = [](const char *name, const char *aor, const char *server, const char *transport,
                         const char *connectsTo, const char *nextHop) {
        QTest::newRow(name) << QString::fromUtf8(aor) << QString::fromUtf8(server) << QByteArray(transport)
                            << QByteArray(connectsTo) << QByteArray(nextHop);
    };
    row("by domain", "sip:a@example.org", "", "udp", "sip:example.org", "");
    row("secure by domain", "sips:a@example.org", "", "tls", "sips:example.org", "");
    row("a server", "sip:a@example.org", "sip:pbx:5070", "udp", "sip:pbx:5070", "sip:pbx:5070");
    row("over TCP", "sip:a@example.org", "sip:pbx;transport=tcp", "tcp", "sip:pbx;transport=tcp",
        "sip:pbx;transport=tcp");
    row("over TLS", "sip:a@example.org", "sip:pbx;transport=tls", "tls", "sip:pbx;transport=tls",
        "sip:pbx;transport=tls");
    row("sips server", "sip:a@example.org", "sips:pbx", "tls", "sips:pbx", "sips:pbx");
    row("WebSocket", "sip:a@example.org", "wss://pbx/ws", "wss", "sip:", "");
    row("plain WebSocket", "sip:a@example.org", "ws://pbx/ws", "ws", "sip:", "");
}

void tst_AccountWiring::wires()
{
    QFETCH(QString, aor);
    QFETCH(QString, server);
    QFETCH(QByteArray, connectsTo);
    QFETCH(QByteArray, nextHop);
    AccountSettings settings;
    settings.aor = aor;
    settings.server = server;
    const TransportOptions wire = AccountWiring::transportOptions(settings);
    QTEST(uriName(wire.protocol).toByteArray(), "transport");
    QCOMPARE(wire.server.host.isEmpty() ? QByteArray("sip:") : wire.server.toBytes(), connectsTo);
    QVERIFY(wire.keepAliveInterval.count() > 0);
    const UserAgentOptions agent
        = AccountWiring::userAgentOptions(settings, QStringLiteral("pw"), "urn:uuid:1");
    QCOMPARE(agent.nextHop ? agent.nextHop->toBytes() : QByteArray(), nextHop);
    QCOMPARE(agent.registrar.host, QByteArray("example.org"));
    QVERIFY(agent.registrar.user.isEmpty());
    QCOMPARE(agent.credentials.username, QByteArray("a"));
}

void tst_AccountWiring::serversForTheSound_data()
{
    using Kind = MediaPolicy::Server::Kind;
    QTest::addColumn<QString>("stun");
    QTest::addColumn<QString>("turn");
    QTest::addColumn<QString>("ownPassword"); ///< of the relay
    QTest::addColumn<QList<MediaPolicy::Server>>("servers");
    const auto row = [](const char *name, const char *stun, const char *turn, const char *ownPassword,
                         const QList<MediaPolicy::Server> &servers) {
        QTest::newRow(name) << QString::fromUtf8(stun) << QString::fromUtf8(turn)
                            << QString::fromUtf8(ownPassword) << servers;
    };
    const auto server
        = [](Kind kind, const char *host, int port, const char *user = "", const char *password = "") {
              return MediaPolicy::Server{kind, QString::fromUtf8(host), quint16(port),
                  QString::fromUtf8(user), QString::fromUtf8(password)};
          };
    row("none", "", "", "", {});
    row("STUN", "stun.example.org", "", "", {server(Kind::Stun, "stun.example.org", 3478)});
    row("STUN over IPv6", "[2001:db8::1]:99", "", "", {server(Kind::Stun, "2001:db8::1", 99)});
    row("TURN as the account signs in", "", "turn:r.org", "",
        {server(Kind::TurnUdp, "r.org", 3478, "auth", "pw")});
    row("TURN with the account's user by name", "", "turn:auth@r.org?transport=tcp", "",
        {server(Kind::TurnTcp, "r.org", 3478, "auth", "pw")});
    row("TURN with a password of its own", "", "turns:r.org", "own",
        {server(Kind::TurnTls, "r.org", 5349, "auth", "own")});
    row("TURN with a user of its own", "s.org", "turn:bob@r.org:99", "own",
        {server(Kind::Stun, "s.org", 3478), server(Kind::TurnUdp, "r.org", 99, "bob", "own")});
    row("TURN of another user, whose password is not known", "", "turn:bob@r.org", "", {});
}

void tst_AccountWiring::serversForTheSound()
{
    QFETCH(QString, stun);
    QFETCH(QString, turn);
    QFETCH(QString, ownPassword);
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:a@example.org");
    settings.authUser = QStringLiteral("auth");
    settings.stunServer = stun;
    settings.turnUri = turn;
    QTEST(AccountWiring::iceServers(settings, {QStringLiteral("pw"), ownPassword}), "servers");
}

void tst_AccountWiring::whatIsSaidOnTheWire()
{
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:a@example.org");
    const auto timer = [&] { return AccountWiring::userAgentOptions(settings, {}, {}).sessionExpires; };
    QCOMPARE(timer(), UserAgentOptions().sessionExpires);
    QVERIFY(!AccountWiring::transportOptions(settings).compactHeaders);
    settings.sessionTimerSeconds = 0;
    settings.compactHeaders = true;
    QCOMPARE(timer(), std::chrono::seconds(0));
    QVERIFY(AccountWiring::transportOptions(settings).compactHeaders);
}

void tst_AccountWiring::aProxyIsARoute()
{
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:a@example.org");
    settings.server = QStringLiteral("sip:pbx");
    settings.outboundProxy = QStringLiteral("sip:edge;transport=tcp");
    const UserAgentOptions agent = AccountWiring::userAgentOptions(settings, {}, {});
    QCOMPARE(agent.routeSet.size(), 1);
    QCOMPARE(agent.routeSet[0].toBytes(), QByteArray("sip:edge;transport=tcp;lr"));
    QVERIFY(!agent.nextHop);
    QCOMPARE(AccountWiring::transportOptions(settings).server.host, QByteArray("edge"));
    QCOMPARE(AccountWiring::serverName(settings), QStringLiteral("edge"));
}

void tst_AccountWiring::listensWhereItIsCalled_data()
{
    QTest::addColumn<QString>("aor");
    QTest::addColumn<bool>("registers");
    QTest::addColumn<QHostAddress>("address");
    QTest::addColumn<int>("port");
    QTest::newRow("registered: anywhere")
        << QStringLiteral("sip:a@127.0.0.1:5070") << true << QHostAddress(QHostAddress::Any) << 0;
    QTest::newRow("loopback") << QStringLiteral("sip:a@127.0.0.1") << false
                              << QHostAddress(QHostAddress::LocalHost) << 0;
    QTest::newRow("with a port") << QStringLiteral("sip:a@127.0.0.1:5070") << false
                                 << QHostAddress(QHostAddress::LocalHost) << 5070;
    QTest::newRow("an address of the network")
        << QStringLiteral("sip:a@192.0.2.7:5070") << false << QHostAddress(QHostAddress::Any) << 5070;
    QTest::newRow("a name") << QStringLiteral("sip:a@example.org") << false << QHostAddress(QHostAddress::Any)
                            << 0;
}

void tst_AccountWiring::listensWhereItIsCalled()
{
    QFETCH(QString, aor);
    QFETCH(bool, registers);
    AccountSettings settings;
    settings.aor = aor;
    settings.registers = registers;
    const TransportOptions wire = AccountWiring::transportOptions(settings);
    QTEST(wire.bindAddress, "address");
    QTEST(int(wire.bindPort), "port");
    QVERIFY(wire.listen);
    QCOMPARE(AccountWiring::trustsAssertedIdentity(settings), registers);
}

QTEST_GUILESS_MAIN(tst_AccountWiring)
#include "tst_AccountWiring.moc"
