#include "SipSamples.h"
#include "TestAuthority.h"
#include "TransportFixture.h"

#include <QSslServer>
#include <QSslSocket>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

const QHostAddress loopback(QHostAddress::LocalHost);

struct Server {
    explicit Server(const QSslConfiguration &configuration)
    {
        server.setSslConfiguration(configuration);
        server.listen(loopback, 0);
    }
    bool hasClient()
    {
        if (auto *next = server.nextPendingConnection())
            client = next;
        return client;
    }
    bool hasMail()
    {
        mail += client ? client->readAll() : QByteArray();
        return !mail.isEmpty();
    }
    quint16 port() const { return server.serverPort(); }
    QSslServer server;
    QTcpSocket *client = nullptr;
    QByteArray mail;
};

TransportOptions tls(const TestAuthority &trusted, quint16 port)
{
    TransportOptions options;
    options.protocol = TransportProtocol::Tls;
    options.server = *SipUri::parse("sip:localhost:" + QByteArray::number(port) + ";transport=tls");
    options.caFile = trusted.caFile();
    return options;
}

} // namespace

class tst_TlsTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTrustedServer()
    {
        const TestAuthority authority;
        Server server(authority.server({"localhost", "DNS:localhost"}));
        TransportFixture us(tls(authority, server.port()));
        us->open();
        QTRY_VERIFY(us.isConnected());
        QTRY_VERIFY(server.hasClient());
        const Hop hop = *us->serverHop();
        QCOMPARE(hop.verifyName, QStringLiteral("localhost"));
        us->sendRequest(samples::request(), hop, us.noteFailure());
        QTRY_VERIFY(server.hasMail());
        QCOMPARE(SipMessage::parse(server.mail)->topVia()->transport, QByteArray("TLS"));
        server.client->write(samples::answerTo(server.mail));
        QTRY_COMPARE(us.responses.size(), 1);
        // In a dialog only the address of the server may be known: its proven connection is used.
        server.mail.clear();
        us->sendRequest(samples::request("z9hG4bK2"),
            {TransportProtocol::Tls, loopback, server.port(), QStringLiteral("127.0.0.1")}, us.noteFailure());
        QTRY_VERIFY(server.hasMail());
        // Another name on the same address has to prove itself.
        us->sendRequest(samples::request("z9hG4bK3"),
            {TransportProtocol::Tls, loopback, server.port(), QStringLiteral("evil.example")},
            us.noteFailure());
        QTRY_COMPARE(us.sendErrors.size(), 1);
        QCOMPARE(us.sendErrors.first().kind, TransportError::Kind::TlsUntrusted);
        QVERIFY(us.isConnected());
    }
    void whatIsRefused_data()
    {
        QTest::addColumn<QByteArray>("commonName");
        QTest::addColumn<QByteArray>("alternatives");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("isIssuerKnown");
        const QByteArray local = "localhost";
        const QByteArray dns = "DNS:localhost";
        QTest::newRow("unknown authority") << local << dns << -1 << 30 << false;
        QTest::newRow("expired") << local << dns << -30 << -1 << true;
        QTest::newRow("not yet valid") << local << dns << 1 << 30 << true;
        QTest::newRow("wrong name") << QByteArray("other.example") << QByteArray("DNS:other.example") << -1
                                    << 30 << true;
        QTest::newRow("right common name, wrong alternative")
            << local << QByteArray("DNS:other.example") << -1 << 30 << true;
    }
    void whatIsRefused()
    {
        QFETCH(QByteArray, commonName);
        QFETCH(QByteArray, alternatives);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(bool, isIssuerKnown);
        const TestAuthority issuer;
        const TestAuthority other("Another authority");
        Server server(issuer.server({commonName, alternatives, from, to}));
        TransportFixture us(tls(isIssuerKnown ? issuer : other, server.port()));
        us->open();
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::TlsUntrusted);
        QVERIFY(!us.errors.first().detail.isEmpty());
        QVERIFY(us.isDown());
        QVERIFY(!server.hasMail());
    }
    void withoutCaFileTheSystemJudges()
    {
        const TestAuthority issuer;
        Server server(issuer.server({"localhost", "DNS:localhost"}));
        TransportOptions options = tls(issuer, server.port());
        options.caFile.clear();
        TransportFixture us(options);
        us->open();
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::TlsUntrusted);
    }
    void theAccountMayNameWhoIsExpected()
    {
        const TestAuthority issuer;
        Server server(issuer.server({"sip.example.com", "DNS:sip.example.com"}));
        TransportOptions options = tls(issuer, server.port());
        options.verifyName = QStringLiteral("sip.example.com");
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected());
    }
    void aMissingCaFileIsSaid()
    {
        const TestAuthority issuer;
        Server server(issuer.server({"localhost", "DNS:localhost"}));
        TransportOptions options = tls(issuer, server.port());
        options.caFile = QStringLiteral("/nonexistent/ca.pem");
        TransportFixture us(options);
        us->open();
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::TlsFailed);
        QVERIFY(us.errors.first().detail.contains(options.caFile));
    }
    void oldTlsIsRefused()
    {
        const TestAuthority issuer;
        QSslConfiguration configuration = issuer.server({"localhost", "DNS:localhost"});
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        configuration.setProtocol(QSsl::TlsV1_1);
        QT_WARNING_POP
        Server server(configuration);
        TransportFixture us(tls(issuer, server.port()));
        us->open();
        QTRY_COMPARE(us.errors.size(), 1);
        QVERIFY(us.isDown());
    }
    void aServerThatNeverFinishesTheHandshake()
    {
        const TestAuthority issuer;
        QTcpServer mute;
        mute.listen(loopback, 0);
        TransportFixture us(tls(issuer, mute.serverPort()));
        us->open();
        QTRY_VERIFY(mute.hasPendingConnections());
        us.clock.advance(
            10s); // localhost is two addresses: 127.0.0.1 ends here, ::1 is refused or ends 10 s later
        QTRY_VERIFY(us.isDown() || us.clock.untilNext());
        us.clock.advance(10s);
        QTRY_COMPARE(us.errors.size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_TlsTransport)
#include "tst_TlsTransport.moc"
