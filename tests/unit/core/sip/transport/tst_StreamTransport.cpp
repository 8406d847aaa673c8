#include "SipSamples.h"
#include "StreamTransport.h"
#include "TransportFixture.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

const QHostAddress loopback(QHostAddress::LocalHost);

/// A server for us to connect to.
struct Server {
    Server() { server.listen(loopback, 0); }
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
    Hop hop() const
    {
        return {TransportProtocol::Tcp, loopback, server.serverPort(), QStringLiteral("127.0.0.1")};
    }
    SipUri uri() const
    {
        return *SipUri::parse("sip:127.0.0.1:" + QByteArray::number(server.serverPort()) + ";transport=tcp");
    }
    QTcpServer server;
    QTcpSocket *client = nullptr;
    QByteArray mail;
};

TransportOptions tcp(const Server *server = nullptr)
{
    TransportOptions options;
    options.protocol = TransportProtocol::Tcp;
    options.bindAddress = loopback;
    if (server)
        options.server = server->uri();
    return options;
}

/// A client that connects to us.
struct Client {
    explicit Client(quint16 port, const QHostAddress &from = loopback)
    {
        socket.bind(from);
        socket.connectToHost(loopback, port);
    }
    bool isConnected() const { return socket.state() == QAbstractSocket::ConnectedState; }
    bool isGone() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    bool hasMail()
    {
        mail += socket.readAll();
        return !mail.isEmpty();
    }
    void send(const QByteArray &bytes)
    {
        socket.write(bytes);
        socket.flush();
    }
    QTcpSocket socket;
    QByteArray mail;
};

const QByteArray via = "SIP/2.0/TCP phone.example;rport;branch=z9hG4bKx";

} // namespace

class tst_StreamTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneConnectionForBothDirections()
    {
        Server server;
        TransportFixture us(tcp(&server));
        us->open();
        QTRY_VERIFY(us.isConnected());
        QTRY_VERIFY(server.hasClient());
        QCOMPARE(us->serverHop(), server.hop());
        us->sendRequest(samples::request(), server.hop(), us.noteFailure());
        QTRY_VERIFY(server.hasMail());
        const auto stamped = SipMessage::parse(server.mail)->topVia();
        QCOMPARE(stamped->transport, QByteArray("TCP"));
        QCOMPARE(stamped->port, us.port()); // where we listen
        server.client->write(samples::answerTo(server.mail));
        QTRY_COMPARE(us.responses.size(), 1);
        // And the server asks over the same connection.
        server.mail.clear();
        server.client->write(samples::options(via));
        QTRY_COMPARE(us.requests.size(), 1);
        us->sendResponse(
            SipResponse::to(us.requests.first(), 200, "us"), us.sources.first(), us.noteFailure());
        QTRY_VERIFY(server.hasMail());
        QVERIFY(server.mail.startsWith("SIP/2.0 200"));
        QVERIFY(!server.server.hasPendingConnections());
        QCOMPARE(us.sendErrors.size(), 0);
    }
    void withoutListeningTheConnectionIsTheContact()
    {
        Server server;
        TransportOptions options = tcp(&server);
        options.listen = false;
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected());
        QTRY_VERIFY(server.hasClient());
        QCOMPARE(
            us->contactHostPort(server.hop()), "127.0.0.1:" + QByteArray::number(server.client->peerPort()));
        QCOMPARE(us->localAddress(server.hop()), loopback);
    }
    void answersGoBackWhereTheRequestCameFrom()
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Client client(us.port());
        QTRY_VERIFY(client.isConnected());
        client.send(samples::options(via));
        QTRY_COMPARE(us.requests.size(), 1);
        QCOMPARE(us.requests.first().topVia()->parameters.value("received"), QByteArray("127.0.0.1"));
        QCOMPARE(us.requests.first().topVia()->parameters.value("rport"),
            QByteArray::number(client.socket.localPort()));
        us->sendResponse(
            SipResponse::to(us.requests.first(), 200, "us"), us.sources.first(), us.noteFailure());
        QTRY_VERIFY(client.hasMail());
        // A request of ours towards the same peer uses its connection, too.
        client.mail.clear();
        us->sendRequest(samples::request(), us.sources.first(), us.noteFailure());
        QTRY_VERIFY(client.hasMail());
        QVERIFY(client.mail.startsWith("OPTIONS"));
    }
    void anAnswerWhoseConnectionIsGoneGetsANewOne()
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Server named;
        {
            Client client(us.port());
            QTRY_VERIFY(client.isConnected());
            client.send(samples::options(
                "SIP/2.0/TCP 127.0.0.1:" + QByteArray::number(named.hop().port) + ";branch=z9hG4bKx"));
            QTRY_COMPARE(us.requests.size(), 1);
        }
        auto &stream = static_cast<StreamTransport &>(*us.transport);
        QTRY_COMPARE(stream.connectionCount(), 0);
        us->sendResponse(
            SipResponse::to(us.requests.first(), 200, "us"), us.sources.first(), us.noteFailure());
        QTRY_VERIFY(named.hasClient());
        QTRY_VERIFY(named.hasMail());
        QVERIFY(named.mail.startsWith("SIP/2.0 200"));
    }
    void piecesAndHeaps()
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Client client(us.port());
        QTRY_VERIFY(client.isConnected());
        const QByteArray one = samples::options(via, "single");
        for (const char byte : one) {
            client.send(QByteArray(1, byte));
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(us.requests.size(), 1);
        client.send("\r\n" + samples::options(via, "a") + samples::options(via, "b") + "\r\n\r\n"
            + samples::options(via, "c").first(40));
        QTRY_COMPARE(us.requests.size(), 3);
        client.send(samples::options(via, "c").mid(40));
        QTRY_COMPARE(us.requests.size(), 4);
        QCOMPARE(us.requests.last().callId(), QByteArray("c"));
        QTRY_VERIFY(client.hasMail());
        QCOMPARE(client.mail, QByteArray("\r\n")); // the pong
    }
    void framingAttacksEndTheConnection_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto length = [](const QByteArray &lines) {
            return samples::options(via).replace("Content-Length: 0\r\n", lines);
        };
        QTest::newRow("Content-Length -1") << length("Content-Length: -1\r\n");
        QTest::newRow("Content-Length 2^31") << length("Content-Length: 2147483648\r\n");
        QTest::newRow("Content-Length 2^63") << length("Content-Length: 9223372036854775808\r\n");
        QTest::newRow("two different ones") << length("Content-Length: 0\r\nl: 5\r\n");
        QTest::newRow("none") << length({});
        QTest::newRow("a header without end") << "OPTIONS sip:x SIP/2.0\r\nX: " + QByteArray(200'000, 'x');
        QTest::newRow("no line end at all") << QByteArray(200'000, 'x');
        QTest::newRow("CR alone") << QByteArray("\rx");
    }
    void framingAttacksEndTheConnection()
    {
        QFETCH(QByteArray, bytes);
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Client client(us.port());
        QTRY_VERIFY(client.isConnected());
        client.send(bytes);
        QTRY_VERIFY(client.isGone());
        QCOMPARE(us->droppedMessages().framingFaults, 1u);
        QCOMPARE(us.requests.size(), 0);
        QVERIFY(us.isConnected());
    }
    void aRequestWithoutEndIsAnsweredBeforeTheConnectionEnds() // §18.3
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        for (const QByteArray &line : {QByteArray(), QByteArray("Content-Length: -1\r\n")}) {
            Client client(us.port());
            QTRY_VERIFY(client.isConnected());
            client.send(samples::options(via).replace("Content-Length: 0\r\n", line));
            QTRY_VERIFY(client.hasMail());
            QVERIFY(client.mail.startsWith("SIP/2.0 400"));
            QTRY_VERIFY(client.isGone());
        }
        QCOMPARE(us.requests.size(), 0);
    }
    void aCloseAfterEachByteHurtsNobody()
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        auto &stream = static_cast<StreamTransport &>(*us.transport);
        const QByteArray whole = samples::options(via);
        for (qsizetype size = 0; size < whole.size(); size += 7) {
            Client client(us.port());
            QTRY_VERIFY(client.isConnected());
            client.send(whole.first(size));
            client.socket.disconnectFromHost();
            QTRY_VERIFY(client.isGone());
        }
        QTRY_COMPARE(stream.connectionCount(), 0);
        QCOMPARE(us.requests.size(), 0);
    }
    void malformedOverTcpGets400()
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Client client(us.port());
        QTRY_VERIFY(client.isConnected());
        client.send(samples::options(via).replace("CSeq: 1 OPTIONS", "CSeq: x OPTIONS"));
        QTRY_VERIFY(client.hasMail());
        QVERIFY(client.mail.startsWith("SIP/2.0 400"));
    }
    void strangersWhoSayNothingAreDropped()
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        auto &stream = static_cast<StreamTransport &>(*us.transport);
        Client silent(us.port());
        Client talker(us.port());
        QTRY_COMPARE(stream.connectionCount(), 2);
        silent.send("OPTIONS sip:x"); // a byte now and then is not enough
        talker.send(samples::options(via));
        QTRY_COMPARE(us.requests.size(), 1);
        us.clock.advance(StreamConnection::Limits::FirstMessagePatience);
        QTRY_VERIFY(silent.isGone());
        QVERIFY(talker.isConnected());
        us.clock.advance(StreamConnection::Limits::IdlePatience);
        QTRY_VERIFY(talker.isGone());
    }
    void connectionsAreBounded()
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        auto &stream = static_cast<StreamTransport &>(*us.transport);
        Client talker(us.port());
        QTRY_VERIFY(talker.isConnected());
        talker.send(samples::options(via));
        QTRY_COMPARE(us.requests.size(), 1);
        std::vector<std::unique_ptr<Client>> flood;
        for (int i = 0; i < StreamTransport::Limits::Inbound + 20; ++i) {
            flood.push_back(std::make_unique<Client>(us.port()));
            QTRY_VERIFY(flood.back()->isConnected());
        }
        QTRY_COMPARE(us->droppedMessages().refusedConnections, 21u);
        QCOMPARE(stream.connectionCount(), StreamTransport::Limits::Inbound);
        QVERIFY(talker.isConnected());
    }
    void oneSourceDoesNotKeepTheOthersOut()
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        auto &stream = static_cast<StreamTransport &>(*us.transport);
        std::vector<std::unique_ptr<Client>> greedy;
        for (int i = 0; i < StreamTransport::Limits::Inbound; ++i) {
            greedy.push_back(std::make_unique<Client>(us.port()));
            QTRY_VERIFY(greedy.back()->isConnected());
            greedy.back()->send(samples::options(via, QByteArray::number(i)));
        }
        QTRY_COMPARE(us.requests.size(), StreamTransport::Limits::Inbound);
        Client other(us.port(), QHostAddress(QStringLiteral("127.0.0.2")));
        QTRY_VERIFY(other.isConnected());
        other.send(samples::options(via, "other"));
        QTRY_COMPARE(us.requests.size(), StreamTransport::Limits::Inbound + 1);
        QCOMPARE(stream.connectionCount(), StreamTransport::Limits::Inbound);
        QTRY_VERIFY(greedy.front()->isGone());
        Client oneMore(us.port()); // but he himself gets no more
        QTRY_VERIFY(oneMore.isGone());
        QVERIFY(other.isConnected());
    }
    void aRefusedServerIsSaid()
    {
        Server server;
        const TransportOptions options = tcp(&server);
        server.server.close();
        TransportFixture us(options);
        us->open();
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::Refused);
        QVERIFY(us.isDown());
        us->sendRequest(samples::request(), server.hop(), us.noteFailure());
        QTRY_COMPARE(us.sendErrors.size(), 1);
        QCOMPARE(us.sendErrors.first().kind, TransportError::Kind::NotOpen);
    }
    void theNextAddressOfTheServerIsTried()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHostIPv6), 0));
        TransportOptions options = tcp();
        options.listen = false;
        options.server
            = *SipUri::parse("sip:localhost:" + QByteArray::number(server.serverPort()) + ";transport=tcp");
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected()); // 127.0.0.1 refused, ::1 took us
        QCOMPARE(us->serverHop()->address, server.serverAddress());
        us->sendRequest(samples::request(), *us->serverHop(), us.noteFailure());
        QTRY_VERIFY(server.hasPendingConnections());
        QTcpSocket *client = server.nextPendingConnection();
        QTRY_VERIFY(client->bytesAvailable() > 0);
        client->readAll();
        // And the name may lead somewhere new by now.
        us->sendRequest(samples::request(),
            {TransportProtocol::Tcp, QHostAddress(QStringLiteral("127.0.0.77")), server.serverPort(),
                QStringLiteral("localhost")},
            us.noteFailure());
        QTRY_VERIFY(client->bytesAvailable() > 0);
        QCOMPARE(us.sendErrors.size(), 0);
    }
    void anotherAddressOfTheServerIsAnotherConnection() // RFC 3263 §4.3: the first one was busy
    {
        QTcpServer first;
        QTcpServer second;
        QVERIFY(first.listen(loopback, 0));
        QVERIFY(second.listen(QHostAddress(QHostAddress::LocalHostIPv6), first.serverPort()));
        TransportOptions options = tcp();
        options.listen = false;
        options.server
            = *SipUri::parse("sip:localhost:" + QByteArray::number(first.serverPort()) + ";transport=tcp");
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected());
        QCOMPARE(us->serverHop()->address, loopback);
        Hop other = *us->serverHop();
        other.address = second.serverAddress();
        us->sendRequest(samples::request(), other, us.noteFailure());
        QTRY_VERIFY(second.hasPendingConnections());
        QCOMPARE(us->serverHop()->address, loopback); // for this one request
        us->sendRequest(samples::request("z9hG4bKtwo", "REGISTER"), other, us.noteFailure());
        QTRY_COMPARE(us->serverHop(), std::optional(other)); // where we register is our server
        second.close();
        delete second.nextPendingConnection();
        QTRY_VERIFY(us.isDown());
        us->open();
        QTRY_VERIFY(us.isConnected());
        QCOMPARE(us->serverHop()->address, loopback);
    }
    void aRegistrarThatGoesIsSaid() // no server is given: UDP has it, and this one REGISTER went over TCP
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        QSignalSpy gone(us.transport.get(), &Transport::registrarGone);
        Server server;
        us->sendRequest(samples::request("z9hG4bKtwo", "REGISTER"), server.hop(), us.noteFailure());
        QTRY_VERIFY(server.hasClient());
        QTRY_VERIFY(server.hasMail());
        server.client->abort();
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(gone.first().first().value<Hop>(), server.hop());
        QVERIFY(us.isConnected());
    }
    void whatWaitsForARefusedConnectionFails()
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Server server;
        const Hop hop = server.hop();
        server.server.close();
        us->sendRequest(samples::request(), hop, us.noteFailure());
        QTRY_COMPARE(us.sendErrors.size(), 1);
        QCOMPARE(us.sendErrors.first().kind, TransportError::Kind::Refused);
        QVERIFY(us.isConnected());
    }
    void aLostServerIsSaidAndFoundAgain()
    {
        Server server;
        TransportFixture us(tcp(&server));
        us->open();
        QTRY_VERIFY(us.isConnected());
        const quint16 port = us.port();
        QTRY_VERIFY(server.hasClient());
        server.client->abort();
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::Closed);
        QVERIFY(us.isDown());
        us->open();
        QTRY_VERIFY(us.isConnected());
        QCOMPARE(us.port(), port); // the listener stayed
    }
    void aPeerThatDoesNotReadIsCutOff()
    {
        Server server;
        TransportFixture us(tcp(&server));
        us->open();
        QTRY_VERIFY(us.isConnected());
        QTRY_VERIFY(server.hasClient());
        server.client->setReadBufferSize(1);
        SipRequest large = samples::request();
        large.setBody(QByteArray(1'000'000, 'x'), "text/plain");
        for (int i = 0; i < 30 && us.isConnected(); ++i) {
            us->sendRequest(large, server.hop(), us.noteFailure());
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::TooLarge);
        QTRY_VERIFY(!us.sendErrors.isEmpty());
    }
    void keepAlive()
    {
        Server server;
        TransportOptions options = tcp(&server);
        options.keepAliveInterval = 30s;
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected());
        QTRY_VERIFY(server.hasClient());
        us.clock.advance(30s);
        QTRY_VERIFY(server.hasMail());
        QCOMPARE(server.mail, QByteArray("\r\n\r\n"));
        us.clock.advance(KeepAlive::PongPatience); // a server that never answered is not missed
        QVERIFY(us.isConnected());
        server.client->write("\r\n");
        server.client->write(samples::options(via)); // behind the pong: when it is here, so is the pong
        QTRY_COMPARE(us.requests.size(), 1);
        us.clock.advance(30s + KeepAlive::PongPatience);
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::TimedOut);
    }
    void closingFailsWhatWaits()
    {
        TransportFixture us(tcp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Server server;
        us->sendRequest(samples::request(), server.hop(), us.noteFailure());
        us->close();
        QTRY_COMPARE(us.sendErrors.size(), 1);
        QVERIFY(us.isDown());
    }
    void theTransportMayDieInASlot()
    {
        auto us = std::make_unique<TransportFixture>(tcp());
        (*us)->open();
        QTRY_VERIFY(us->isConnected());
        Client client(us->port());
        QTRY_VERIFY(client.isConnected());
        QObject::connect(
            us->transport.get(), &Transport::requestReceived, &client.socket, [&] { us->transport.reset(); });
        client.send(samples::options(via, "a") + samples::options(via, "b"));
        QTRY_VERIFY(!us->transport);
        QTRY_VERIFY(client.isGone());
    }
    void ipv6()
    {
        TransportOptions options = tcp();
        options.bindAddress = QHostAddress(QHostAddress::LocalHostIPv6);
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected());
        QTcpSocket client;
        client.connectToHost(options.bindAddress, us.port(options.bindAddress));
        client.write(samples::options(via));
        QTRY_COMPARE(us.requests.size(), 1);
        QCOMPARE(us.requests.first().topVia()->parameters.value("received"), QByteArray("::1"));
        QVERIFY(us->contactHostPort(us.sources.first()).startsWith("[::1]:"));
    }
};

QTEST_GUILESS_MAIN(tst_StreamTransport)
#include "tst_StreamTransport.moc"
