// RFC 7118, SIP over WebSocket: our client on a real socket against Qt's WebSocket server, and a phone over a
// wire of this kind.
//
// Covered: §4.1 (the handshake and its subprotocol), §4.2 (one message a frame, text and binary both ways, no
// streams: Content-Length may be missing), §5.1 (Via: WS and WSS with an .invalid host, transport=ws in
// Contact, no rport), §5.2 (everything over the one connection; requests come back over it), §5.3 (one
// connection at a time: a lost one is told), §5.4 (keep-alive by CRLF, and a server's ping), §6 and §7 (WSS
// judged by its certificate: unit/tst_WebSocketTransport), §8 (REGISTER's Contact).
//
// Not covered: the server's side (§5.2.3: no phone is one), Cookies and HTTP digest (§7: not supported),
// proxying (Annex A: Kamailio's part is shown by interop/test_transports.py and test_sipjs.py), message sizes
// (unit).
#include "SipSamples.h"
#include "TestPhone.h"
#include "TransportFixture.h"
#include "WebSocketTransport.h"

#include <QWebSocket>
#include <QWebSocketServer>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

struct Server {
    explicit Server(const QStringList &protocols = {QStringLiteral("sip")})
    {
        server.setSupportedSubprotocols(protocols);
        server.listen(QHostAddress(QHostAddress::LocalHost), 0);
        QObject::connect(&server, &QWebSocketServer::newConnection, &server, [this] {
            ++connections;
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
        result.protocol = TransportProtocol::Ws;
        result.webSocketUrl = QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(server.serverPort()));
        return result;
    }
    QWebSocketServer server{QStringLiteral("test"), QWebSocketServer::NonSecureMode};
    std::unique_ptr<QWebSocket> client;
    int connections = 0;
    QByteArrayList texts;
    QByteArrayList binaries;
};

constexpr char PeersVia[] = "SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bK56sdasks";

/// A connected client and its server.
struct Connected {
    Connected()
        : us(server.options())
    {
        us->open();
    }
    bool isThere() const { return us.isConnected() && server.client; }
    Server server;
    TransportFixture us;
};

} // namespace

class tst_Rfc7118 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theHandshakeAsksForSip() // §4.1: Sec-WebSocket-Protocol
    {
        Connected at;
        QTRY_VERIFY(at.isThere());
        QCOMPARE(at.server.client->subprotocol(), QStringLiteral("sip"));
    }
    void aServerThatDoesNotAgreeIsLeft_data() // §4.1: MUST fail
    {
        QTest::addColumn<QStringList>("protocols");
        QTest::newRow("§4.1: no subprotocol") << QStringList();
        QTest::newRow("§4.1: another one") << QStringList{QStringLiteral("chat")};
    }
    void aServerThatDoesNotAgreeIsLeft()
    {
        QFETCH(QStringList, protocols);
        Server server(protocols);
        TransportFixture us(server.options());
        us->open();
        QTRY_COMPARE(us.errors.size(), 1);
        QVERIFY(us.isDown());
        QVERIFY(server.texts.isEmpty());
    }
    void everyMessageIsOneFrame() // §4.2: MUST
    {
        Connected at;
        QTRY_VERIFY(at.isThere());
        at.us->sendRequest(samples::request("z9hG4bK1"), {}, at.us.noteFailure());
        at.us->sendRequest(samples::request("z9hG4bK2"), {}, at.us.noteFailure());
        QTRY_COMPARE(at.server.texts.size(), 2);
        for (const QByteArray &text : at.server.texts)
            QVERIFY(SipMessage::parse(text));
    }
    void textAndBinaryAreRead_data() // §4.2: MUST be prepared for both
    {
        QTest::addColumn<bool>("isText");
        QTest::addColumn<QByteArray>("message");
        const QByteArray whole = samples::options(PeersVia);
        QTest::newRow("§4.2: text") << true << whole;
        QTest::newRow("§4.2: binary") << false << whole;
        QTest::newRow("§4.2: the frame is the length: no Content-Length")
            << true << QByteArray(whole).replace("Content-Length: 0\r\n", "");
    }
    void textAndBinaryAreRead()
    {
        QFETCH(bool, isText);
        QFETCH(QByteArray, message);
        Connected at;
        QTRY_VERIFY(at.isThere());
        if (isText)
            at.server.client->sendTextMessage(QString::fromUtf8(message));
        else
            at.server.client->sendBinaryMessage(message);
        QTRY_COMPARE(at.us.requests.size(), 1);
    }
    void twoInOneFrameAreOne() // §4.2: each frame is one whole message
    {
        Connected at;
        QTRY_VERIFY(at.isThere());
        at.server.client->sendTextMessage(
            QString::fromUtf8(samples::options(PeersVia, "one") + samples::options(PeersVia, "two")));
        at.server.client->sendTextMessage(QString::fromUtf8(samples::options(PeersVia, "three")));
        QTRY_VERIFY(!at.us.requests.isEmpty());
        QTRY_COMPARE(at.us.requests.last().callId(), QByteArray("three"));
        for (const SipRequest &request : at.us.requests)
            QVERIFY(request.callId() != "two");
    }
    void theViaOfAClientWithoutAnAddress() // §5.1
    {
        Connected at;
        QTRY_VERIFY(at.isThere());
        at.us->sendRequest(samples::request(), {}, at.us.noteFailure());
        QTRY_COMPARE(at.server.texts.size(), 1);
        const auto via = SipMessage::parse(at.server.texts.first())->topVia();
        QCOMPARE(via->transport, QByteArray("WS"));
        QVERIFY(via->host.endsWith(".invalid"));
        QVERIFY(!via->port);
        QVERIFY(via->branch().startsWith("z9hG4bK"));
    }
    void responsesGoBackOverTheConnection() // §5.2
    {
        Connected at;
        QTRY_VERIFY(at.isThere());
        at.server.client->sendTextMessage(QString::fromUtf8(samples::options(PeersVia)));
        QTRY_COMPARE(at.us.requests.size(), 1);
        at.us->sendResponse(
            SipResponse::to(at.us.requests.first(), 200, "us"), at.us.sources.first(), at.us.noteFailure());
        QTRY_COMPARE(at.server.texts.size(), 1);
        QCOMPARE(
            SipMessage::parse(at.server.texts.first())->topVia()->host, QByteArray("df7jal23ls0d.invalid"));
        QCOMPARE(at.server.connections, 1);
    }
    void aLostConnectionIsTold() // §5.3
    {
        Connected at;
        QTRY_VERIFY(at.isThere());
        at.server.client->close();
        QTRY_COMPARE(at.us.errors.size(), 1);
        at.us->sendRequest(samples::request(), {}, at.us.noteFailure());
        QTRY_COMPARE(at.us.sendErrors.size(), 1);
    }
    void keepAlive() // §5.4, RFC 5626 §3.5.1
    {
        Server server;
        TransportOptions options = server.options();
        options.keepAliveInterval = 30s;
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected() && server.client);
        us.clock.advance(30s);
        QTRY_COMPARE(server.texts, QByteArrayList{"\r\n\r\n"});
        server.client->sendTextMessage(QStringLiteral("\r\n\r\n"));
        QTRY_COMPARE(server.texts.last(), QByteArray("\r\n"));
        QVERIFY(us.isConnected());
    }
    void theContactNamesTheTransport_data() // §5.1, §8.1
    {
        QTest::addColumn<TransportProtocol>("protocol");
        QTest::newRow("§5.1: ws") << TransportProtocol::Ws;
        QTest::newRow("§5.1: wss") << TransportProtocol::Wss;
    }
    void theContactNamesTheTransport()
    {
        QFETCH(TransportProtocol, protocol);
        FakeClock clock;
        TestPhone::Options options;
        options.protocol = protocol;
        options.server = "sip:192.0.2.2";
        TestPhone phone(clock, 1, options);
        clock.advance(1ms);
        (void)phone.agent->registerer().addBinding();
        clock.advance(1ms);
        const SipMessage sent = phone.transport->expect("REGISTER");
        const NameAddr contact = sent.nameAddrs(HeaderId::Contact).value().first();
        QCOMPARE(contact.uri.transport().toLower(), QByteArray("ws")); // also over TLS
        QVERIFY(contact.uri.host.endsWith(".invalid"));
        QCOMPARE(sent.topVia()->transport, QByteArray(protocol == TransportProtocol::Ws ? "WS" : "WSS"));
    }
};

QTEST_GUILESS_MAIN(tst_Rfc7118)
#include "tst_Rfc7118.moc"
