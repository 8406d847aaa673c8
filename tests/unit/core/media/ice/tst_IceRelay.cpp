#include "IceWorld.h"
#include "TestAuthority.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

using namespace carillon;
using State = IceAgent::State;
using Kind = IceServer::Kind;

Q_DECLARE_METATYPE(carillon::IceServer::Kind)

static quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

/// coturn on loopback with one long-term user.
class RelayServer
{
public:
    bool start()
    {
        port = freePort();
        tlsPort = freePort();
        const QSslConfiguration identity = authority.server({"localhost", "DNS:localhost,IP:127.0.0.1"});
        write(QStringLiteral("cert.pem"), identity.localCertificate().toPem());
        write(QStringLiteral("key.pem"), identity.privateKey().toPem());
        const QStringList arguments{QStringLiteral("-n"), QStringLiteral("--no-cli"),
            QStringLiteral("--no-dtls"), QStringLiteral("--listening-ip=127.0.0.1"),
            QStringLiteral("--relay-ip=127.0.0.1"), QStringLiteral("--allow-loopback-peers"),
            QStringLiteral("--lt-cred-mech"), QStringLiteral("--user=carol:secret"),
            QStringLiteral("--realm=example.com"), QStringLiteral("--listening-port=%1").arg(port),
            QStringLiteral("--tls-listening-port=%1").arg(tlsPort),
            QStringLiteral("--cert=") + file(QStringLiteral("cert.pem")),
            QStringLiteral("--pkey=") + file(QStringLiteral("key.pem")),
            QStringLiteral("--userdb=") + file(QStringLiteral("users")),
            QStringLiteral("--pidfile=") + file(QStringLiteral("pid")), QStringLiteral("--log-file=stdout"),
            QStringLiteral("--relay-threads=1")};
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setStandardOutputFile(file(QStringLiteral("log")));
        process.start(QStringLiteral("turnserver"), arguments);
        return process.waitForStarted()
            && QTest::qWaitFor([this] { return accepts(port) && accepts(tlsPort); }, 5000);
    }
    ~RelayServer()
    {
        process.terminate();
        if (!process.waitForFinished(3000))
            process.kill();
        process.waitForFinished(1000);
    }
    QByteArray log() const
    {
        QFile from(folder.filePath(QStringLiteral("log")));
        return from.open(QIODevice::ReadOnly) ? from.readAll() : QByteArray();
    }

    TestAuthority authority;
    quint16 port = 0;
    quint16 tlsPort = 0;

private:
    QString file(const QString &name) const { return folder.filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile to(file(name));
        if (to.open(QIODevice::WriteOnly))
            to.write(bytes);
    }
    static bool accepts(quint16 at)
    {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress(QHostAddress::LocalHost), at);
        return probe.waitForConnected(200);
    }
    QTemporaryDir folder;
    QProcess process;
};

class tst_IceRelay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_relay.start(), m_relay.log().constData()); }
    void relays_data();
    void relays();
    void reflexive();
    void wrongPassword();
    void tlsToNobodyElse_data();
    void tlsToNobodyElse();
    void nothingInTheClear();
    void deadRelay();

private:
    IceServer server(Kind kind) const
    {
        const bool isTls = kind == Kind::TurnTls;
        return {kind, QStringLiteral("localhost"), isTls ? m_relay.tlsPort : m_relay.port,
            QStringLiteral("carol"), QStringLiteral("secret")};
    }
    IceOptions relayed(const IceServer &by, Role role) const
    {
        IceOptions options = IceWorld::loopback(role);
        options.relayOnly = true;
        options.servers = {by};
        options.caFile = m_relay.authority.caFile();
        return options;
    }
    RelayServer m_relay;
    IceWorld m_world;
};

void tst_IceRelay::relays_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("TURN over UDP") << Kind::TurnUdp;
    QTest::newRow("TURN over TCP") << Kind::TurnTcp;
    QTest::newRow("TURN over TLS") << Kind::TurnTls;
}

void tst_IceRelay::relays()
{
    QFETCH(Kind, kind);
    IceCall call(m_world, relayed(server(kind), Role::Controlling), relayed(server(kind), Role::Controlled));
    QVERIFY(call.gather());
    const auto hasRelay
        = [](const IceSide &side) { return !side.agent->localDescription().candidates.isEmpty(); };
    QTRY_VERIFY2(
        hasRelay(call.caller) && hasRelay(call.callee), m_relay.log().constData()); // on a busy machine late
    call.exchange();
    QTRY_VERIFY2(call.isUp(), m_relay.log().constData());
    for (const IceCandidate &candidate : call.caller.agent->localDescription().candidates)
        QCOMPARE(candidate.kind, IceCandidate::Kind::Relayed);
    QCOMPARE(call.carry(100), 100);
    const auto pair = call.caller.agent->selectedPair(1);
    QVERIFY(pair && pair->isRelayed());
    QVERIFY(!call.caller.agent->releaseSockets());
}

void tst_IceRelay::reflexive()
{
    // coturn answers Binding as well; on loopback the reflexive address is the host's own, so none comes of
    // it, and gathering ends before its limit.
    IceOptions options = IceWorld::loopback();
    options.servers = {{Kind::Stun, QStringLiteral("127.0.0.1"), m_relay.port, {}, {}}};
    IceAgent agent(m_world.environment, options);
    QSignalSpy done(&agent, &IceAgent::gatheringDone);
    agent.gather();
    QVERIFY(done.wait(2000));
    QVERIFY(agent.localDescription().ended);
}

void tst_IceRelay::wrongPassword()
{
    IceServer wrong = server(Kind::TurnUdp);
    wrong.password = QStringLiteral("guess");
    IceAgent agent(m_world.environment, relayed(wrong, Role::Controlling));
    QSignalSpy done(&agent, &IceAgent::gatheringDone);
    agent.gather();
    QVERIFY(done.wait(2000));
    QVERIFY(agent.localDescription().candidates.isEmpty());
}

void tst_IceRelay::tlsToNobodyElse_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("ourAuthority");
    QTest::newRow("another name than the certificate's") << QStringLiteral("127.0.0.2") << true;
    QTest::newRow("an authority that we do not trust") << QStringLiteral("127.0.0.1") << false;
}

void tst_IceRelay::tlsToNobodyElse()
{
    QFETCH(QString, host);
    QFETCH(bool, ourAuthority);
    // Forwards to the relay under an address of its own, as who pretends to be somebody would.
    QTcpServer door;
    QVERIFY(door.listen(QHostAddress(host)));
    connect(&door, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *near = door.nextPendingConnection();
        auto *far = new QTcpSocket(near);
        far->connectToHost(QHostAddress(QHostAddress::LocalHost), m_relay.tlsPort);
        connect(near, &QTcpSocket::readyRead, far, [near, far] { far->write(near->readAll()); });
        connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
    });
    const TestAuthority stranger("A stranger");
    IceServer by = server(Kind::TurnTls);
    by.host = host;
    by.port = door.serverPort();
    IceOptions options = relayed(by, Role::Controlling);
    if (!ourAuthority)
        options.caFile = stranger.caFile();
    IceAgent agent(m_world.environment, options);
    QSignalSpy refused(&agent, &IceAgent::serverFailed);
    QSignalSpy done(&agent, &IceAgent::gatheringDone);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("ICE server")));
    agent.gather();
    QTRY_VERIFY(!refused.isEmpty());
    QCOMPARE(refused.constFirst().constFirst().toString(), host);
    QVERIFY(!done.isEmpty() || done.wait(1000));
    QVERIFY(never([&] { return !agent.localDescription().candidates.isEmpty(); }));
}

void tst_IceRelay::nothingInTheClear()
{
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    QByteArray heard;
    connect(&listener, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = listener.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&heard, socket] { heard += socket->readAll(); });
    });
    IceServer by = server(Kind::TurnTls);
    by.port = listener.serverPort();
    {
        IceAgent agent(m_world.environment, relayed(by, Role::Controlling));
        agent.gather();
        QTRY_VERIFY(!heard.isEmpty());
        QVERIFY(never([&] { return heard.contains(QByteArray::fromHex("2112a442")); })); // the cookie of STUN
    }
    QCOMPARE(heard.at(0), char(22)); // a TLS handshake record
}

void tst_IceRelay::deadRelay()
{
    QUdpSocket dead;
    QVERIFY(dead.bind(QHostAddress::LocalHost));
    IceServer by = server(Kind::TurnUdp);
    by.port = dead.localPort();
    IceOptions options = relayed(by, Role::Controlling);
    options.relayOnly = false;
    IceAgent agent(m_world.environment, options);
    QSignalSpy done(&agent, &IceAgent::gatheringDone);
    agent.gather();
    QVERIFY(done.wait(900));
    QCOMPARE(agent.localDescription().candidates.size(), 1);
}

QTEST_GUILESS_MAIN(tst_IceRelay)
#include "tst_IceRelay.moc"
