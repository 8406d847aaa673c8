#include "SipSamples.h"
#include "TestAuthority.h"
#include "TransportFixture.h"
#include "WebSocketTransport.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QWebSocketServer>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

struct Server {
    explicit Server(const std::optional<QSslConfiguration> &tls = {},
        const QStringList &protocols = {QStringLiteral("sip")})
        : server(QStringLiteral("test"), tls ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode)
    {
        if (tls)
            server.setSslConfiguration(*tls);
        server.setSupportedSubprotocols(protocols);
        server.listen(QHostAddress(QHostAddress::LocalHost), 0);
        QObject::connect(&server, &QWebSocketServer::newConnection, &server, [this] {
            client.reset(server.nextPendingConnection());
            QObject::connect(client.get(), &QWebSocket::textMessageReceived, &server,
                [this](const QString &text) { texts.append(text.toUtf8()); });
            QObject::connect(client.get(), &QWebSocket::binaryMessageReceived, &server,
                [this](const QByteArray &bytes) { binaries.append(bytes); });
        });
    }
    TransportOptions options() const
    {
        TransportOptions result;
        const bool isSecure = server.secureMode() == QWebSocketServer::SecureMode;
        result.protocol = isSecure ? TransportProtocol::Wss : TransportProtocol::Ws;
        result.webSocketUrl = QUrl(QStringLiteral("%1://localhost:%2/sip/path?token=a%20b")
                                       .arg(isSecure ? QStringLiteral("wss") : QStringLiteral("ws"))
                                       .arg(server.serverPort()));
        return result;
    }
    QWebSocketServer server;
    std::unique_ptr<QWebSocket> client;
    QByteArrayList texts;
    QByteArrayList binaries;
};

const QByteArray via = "SIP/2.0/WS peer.invalid;branch=z9hG4bKx";

} // namespace

class tst_WebSocketTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aConversation()
    {
        Server server;
        TransportFixture us(server.options());
        us->open();
        QTRY_VERIFY(us.isConnected());
        QTRY_VERIFY(server.client);
        QCOMPARE(server.client->requestUrl().path(), QStringLiteral("/sip/path"));
        QCOMPARE(server.client->requestUrl().query(QUrl::FullyEncoded), QStringLiteral("token=a%20b"));
        us->sendRequest(samples::request(), {TransportProtocol::Ws, {}, 0, {}}, us.noteFailure());
        QTRY_COMPARE(server.texts.size(), 1);
        const auto stamped = SipMessage::parse(server.texts.first())->topVia();
        QCOMPARE(stamped->transport, QByteArray("WS"));
        QVERIFY(stamped->host.endsWith(".invalid"));
        QCOMPARE(stamped->host, us->contactHostPort({}));
        QVERIFY(!stamped->port && !stamped->parameters.contains("rport"));
        server.client->sendTextMessage(QString::fromUtf8(samples::answerTo(server.texts.first())));
        QTRY_COMPARE(us.responses.size(), 1);
        // Text and binary are the same to us.
        server.client->sendBinaryMessage(samples::options(via, "binary"));
        QTRY_COMPARE(us.requests.size(), 1);
        us->sendResponse(
            SipResponse::to(us.requests.first(), 200, "us"), us.sources.first(), us.noteFailure());
        QTRY_COMPARE(server.texts.size(), 2);
        QVERIFY(server.texts.last().startsWith("SIP/2.0 200"));
        QCOMPARE(us.sendErrors.size(), 0);
        QCOMPARE(us->localAddress({}), QHostAddress(QHostAddress::LocalHost));
    }
    void aBodyThatIsNoTextGoesAsBinary()
    {
        Server server;
        TransportFixture us(server.options());
        us->open();
        QTRY_VERIFY(us.isConnected());
        SipRequest request = samples::request("z9hG4bK1", "MESSAGE");
        request.setBody(QByteArray("\xff\xfe\0x", 4), "application/octet-stream");
        us->sendRequest(request, {}, us.noteFailure());
        QTRY_COMPARE(server.binaries.size(), 1);
        QCOMPARE(SipMessage::parse(server.binaries.first())->body(), QByteArray("\xff\xfe\0x", 4));
    }
    void withoutTheSubprotocolNothingIsSaid()
    {
        Server server({}, {});
        TransportFixture us(server.options());
        us->open();
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::HandshakeRejected);
        QVERIFY(us.isDown());
        QVERIFY(server.texts.isEmpty());
    }
    void notAWebSocketServer()
    {
        QTcpServer web;
        web.listen(QHostAddress(QHostAddress::LocalHost), 0);
        QObject::connect(&web, &QTcpServer::newConnection, &web, [&] {
            QTcpSocket *client = web.nextPendingConnection();
            QObject::connect(client, &QTcpSocket::readyRead, client,
                [client] { client->write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"); });
        });
        TransportOptions options;
        options.protocol = TransportProtocol::Ws;
        options.webSocketUrl = QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(web.serverPort()));
        TransportFixture us(options);
        us->open();
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::HandshakeRejected);
    }
    void refused()
    {
        Server server;
        const TransportOptions options = server.options();
        server.server.close();
        TransportFixture us(options);
        us->open();
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::Refused);
        us->sendRequest(samples::request(), {}, us.noteFailure());
        QTRY_COMPARE(us.sendErrors.size(), 1);
    }
    void aMuteServerIsGivenUp()
    {
        QTcpServer mute;
        mute.listen(QHostAddress(QHostAddress::LocalHost), 0);
        TransportOptions options;
        options.protocol = TransportProtocol::Ws;
        options.webSocketUrl = QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(mute.serverPort()));
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(mute.hasPendingConnections());
        us.clock.advance(WebSocketTransport::Limits::ConnectPatience);
        QCOMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::TimedOut);
    }
    void keepAlive()
    {
        Server server;
        TransportOptions options = server.options();
        options.keepAliveInterval = 30s;
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected());
        us.clock.advance(30s);
        QTRY_COMPARE(server.texts.size(), 1);
        QCOMPARE(server.texts.first(), QByteArray("\r\n\r\n"));
        server.client->sendTextMessage(QStringLiteral("\r\n"));
        server.client->sendTextMessage(QString::fromUtf8(samples::options(via)));
        QTRY_COMPARE(us.requests.size(), 1);
        us.clock.advance(30s + KeepAlive::PongPatience);
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::TimedOut);
    }
    void aPingIsAnswered()
    {
        Server server;
        TransportFixture us(server.options());
        us->open();
        QTRY_VERIFY(us.isConnected());
        QTRY_VERIFY(server.client);
        server.client->sendTextMessage(QStringLiteral("\r\n\r\n"));
        QTRY_COMPARE(server.texts, QByteArrayList{"\r\n"});
    }
    void hostileMessages()
    {
        Server server;
        TransportFixture us(server.options());
        us->open();
        QTRY_VERIFY(us.isConnected());
        QTRY_VERIFY(server.client);
        server.client->sendTextMessage(QString());
        server.client->sendBinaryMessage(QByteArray(1000, '\xff'));
        server.client->sendTextMessage(
            QString::fromUtf8(samples::options(via).replace("CSeq: 1 OPTIONS", "CSeq: x")));
        QTRY_COMPARE(server.texts.size(), 1);
        QVERIFY(server.texts.first().startsWith("SIP/2.0 400"));
        QCOMPARE(us->droppedMessages().unparsable, 1u);
        server.client->sendBinaryMessage(
            QByteArray(qsizetype(WebSocketTransport::Limits::MessageBytes) + 1, 'x'));
        QTRY_COMPARE(us.errors.size(), 1);
        QVERIFY(us.isDown());
    }
    void aLostServerIsSaidAndFoundAgain()
    {
        Server server;
        TransportFixture us(server.options());
        us->open();
        QTRY_VERIFY(us.isConnected());
        QTRY_VERIFY(server.client);
        server.client->close();
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::Closed);
        us->open();
        QTRY_VERIFY(us.isConnected());
        us->close();
        QCOMPARE(us->state(), Transport::State::Disconnecting);
        QTRY_VERIFY(us.isDown());
    }
    void compactHeaders() // RFC 3261 §7.3.3
    {
        Server server;
        TransportOptions options = server.options();
        options.compactHeaders = true;
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected());
        us->sendRequest(samples::request(), {TransportProtocol::Ws, {}, 0, {}}, us.noteFailure());
        QTRY_COMPARE(server.texts.size(), 1);
        const QByteArray text = server.texts.first();
        QVERIFY2(text.contains("\r\nv: SIP/2.0/WS ") && text.contains("\r\ni: one\r\n"), text.constData());
        QVERIFY(!text.contains("Via:") && !text.contains("Content-Length:"));
        server.client->sendTextMessage(QString::fromUtf8(samples::answerTo(text)));
        QTRY_COMPARE(us.responses.size(), 1);
    }
    void secure_data()
    {
        QTest::addColumn<QByteArray>("commonName");
        QTest::addColumn<QByteArray>("alternatives");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("isIssuerKnown");
        QTest::addColumn<bool>("isTrusted");
        QTest::newRow("trusted") << QByteArray("localhost") << QByteArray("DNS:localhost") << 30 << true
                                 << true;
        QTest::newRow("unknown authority")
            << QByteArray("localhost") << QByteArray("DNS:localhost") << 30 << false << false;
        QTest::newRow("expired") << QByteArray("localhost") << QByteArray("DNS:localhost") << 0 << true
                                 << false;
        QTest::newRow("wrong name") << QByteArray("x") << QByteArray("DNS:other.example") << 30 << true
                                    << false;
        QTest::newRow("right common name, wrong alternative")
            << QByteArray("localhost") << QByteArray("DNS:other.example") << 30 << true << false;
    }
    void secure()
    {
        QFETCH(QByteArray, commonName);
        QFETCH(QByteArray, alternatives);
        QFETCH(int, to);
        QFETCH(bool, isIssuerKnown);
        QFETCH(bool, isTrusted);
        const TestAuthority issuer;
        const TestAuthority other("Another authority");
        Server server(issuer.server({commonName, alternatives, -30, to}));
        TransportOptions options = server.options();
        options.caFile = isIssuerKnown ? issuer.caFile() : other.caFile();
        TransportFixture us(options);
        us->open();
        if (isTrusted) {
            QTRY_VERIFY(us.isConnected());
            us->sendRequest(samples::request(), {}, us.noteFailure());
            QTRY_COMPARE(server.texts.size(), 1);
            QCOMPARE(SipMessage::parse(server.texts.first())->topVia()->transport, QByteArray("WSS"));
            return;
        }
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::TlsUntrusted);
        QVERIFY(!us.errors.first().detail.isEmpty());
        QVERIFY(us.isDown());
    }
};

QTEST_GUILESS_MAIN(tst_WebSocketTransport)
#include "tst_WebSocketTransport.moc"
