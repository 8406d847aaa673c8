#include "SipSamples.h"
#include "StatelessAnswerLimit.h"
#include "TransportFixture.h"

#include <QUdpSocket>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// The other side: a bare socket.
struct Peer {
    explicit Peer(const QHostAddress &address = QHostAddress(QHostAddress::LocalHost))
    {
        socket.bind(address, 0);
    }
    void send(const QByteArray &bytes, quint16 port)
    {
        socket.writeDatagram(bytes, socket.localAddress(), port);
    }
    bool hasMail()
    {
        while (socket.hasPendingDatagrams()) {
            QByteArray bytes(65536, Qt::Uninitialized);
            bytes.resize(socket.readDatagram(bytes.data(), bytes.size()));
            mail.append(bytes);
        }
        return !mail.isEmpty();
    }
    Hop hop() const { return {TransportProtocol::Udp, socket.localAddress(), socket.localPort(), {}}; }
    QByteArray via(const QByteArray &parameters = ";rport") const
    {
        return "SIP/2.0/UDP 127.0.0.1:" + QByteArray::number(socket.localPort()) + ";branch=z9hG4bKx"
            + parameters;
    }
    QUdpSocket socket;
    QByteArrayList mail;
};

TransportOptions udp()
{
    TransportOptions options;
    options.listen = false;
    return options;
}

} // namespace

class tst_UdpTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// ICMP, §18.4: for the request that found nobody, and for no other.
    void aRefusedDatagramIsAFailedSend()
    {
        TransportFixture us(udp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Peer peer;
        auto gone = std::make_unique<Peer>();
        const Hop nobody = gone->hop();
        gone.reset();
        QList<TransportError::Kind> failures;
        int others = 0;
        us->sendRequest(
            samples::request(), nobody, [&](const TransportError &error) { failures.append(error.kind); });
        QTRY_COMPARE(failures, QList{TransportError::Kind::Refused});
        for (int i = 0; i < 10; ++i) {
            us->sendRequest(samples::request(), nobody, {});
            us->sendRequest(samples::request(), peer.hop(), [&](const TransportError &) { ++others; });
        }
        QTRY_VERIFY(peer.hasMail() && peer.mail.size() == 10);
        QCOMPARE(others, 0);
        QCOMPARE(failures.size(), 1);
    }
    void aRegistrarThatIsGoneIsSaid() // by the keep-alive: the next REGISTER may be minutes away
    {
        TransportOptions options = udp();
        options.keepAliveInterval = 28s;
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected());
        QSignalSpy gone(us.transport.get(), &Transport::registrarGone);
        auto registrar = std::make_unique<Peer>();
        const Hop hop = registrar->hop();
        us->sendRequest(samples::request("z9hG4bKone", "REGISTER"), hop, us.noteFailure());
        QTRY_VERIFY(registrar->hasMail());
        us.clock.advance(28s);
        QTRY_COMPARE(registrar->hasMail() ? registrar->mail.size() : 0, 2);
        registrar.reset();
        QVERIFY(gone.isEmpty());
        us.clock.advance(28s);
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(gone.first().first().value<Hop>(), hop);
    }
    void aRequestSaysWhereToAnswer()
    {
        TransportFixture us(udp());
        us->open();
        QCOMPARE(us->state(), Transport::State::Connecting);
        QTRY_VERIFY(us.isConnected());
        Peer peer;
        us->sendRequest(samples::request(), peer.hop(), us.noteFailure());
        QTRY_VERIFY(peer.hasMail());
        const auto via = SipMessage::parse(peer.mail.first())->topVia();
        QCOMPARE(via->transport, QByteArray("UDP"));
        QCOMPARE(via->host, QByteArray("127.0.0.1"));
        QCOMPARE(via->port, us.port());
        QVERIFY(via->parameters.contains("rport"));
        QCOMPARE(via->branch(), QByteArray("z9hG4bKone"));
        peer.send(samples::answerTo(peer.mail.first()), us.port());
        QTRY_COMPARE(us.responses.size(), 1);
        QCOMPARE(us->localAddress(peer.hop()), QHostAddress(QHostAddress::LocalHost));
    }
    void anAnswerGoesWhereRportSays_data()
    {
        QTest::addColumn<bool>("asksForPort");
        QTest::newRow("rport: back to the source port") << true;
        QTest::newRow("no rport: to the sent-by port") << false;
    }
    void anAnswerGoesWhereRportSays()
    {
        QFETCH(bool, asksForPort);
        TransportFixture us(udp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Peer source;
        Peer named;
        source.send(samples::options(named.via(asksForPort ? ";rport;received=192.0.2.66" : "")), us.port());
        QTRY_COMPARE(us.requests.size(), 1);
        const auto via = us.requests.first().topVia();
        if (asksForPort) {
            QCOMPARE(via->parameters.value("rport"), QByteArray::number(source.hop().port));
            QCOMPARE(via->parameters.value("received"), QByteArray("127.0.0.1"));
        }
        us->sendResponse(SipResponse::to(us.requests.first(), 200, "us"), us.sources.first(), {});
        QTRY_VERIFY((asksForPort ? source : named).hasMail());
        QVERIFY((asksForPort ? source : named).mail.first().startsWith("SIP/2.0 200"));
    }
    void aNameAsSentByGetsReceived()
    {
        TransportFixture us(udp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Peer peer;
        peer.send(samples::options("SIP/2.0/UDP phone.example;branch=z9hG4bKx"), us.port());
        QTRY_COMPARE(us.requests.size(), 1);
        QCOMPARE(us.requests.first().topVia()->parameters.value("received"), QByteArray("127.0.0.1"));
    }
    void bytesBehindTheBodyAreIgnored()
    {
        TransportFixture us(udp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Peer peer;
        peer.send("\r\n" + samples::options(peer.via()) + "garbage", us.port());
        QTRY_COMPARE(us.requests.size(), 1);
        QVERIFY(us.requests.first().body().isEmpty());
    }
    void malformedRequestsGet400UpToALimit()
    {
        TransportFixture us(udp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Peer peer;
        const QByteArray bad = samples::options(peer.via()).replace("CSeq: 1 OPTIONS", "CSeq: x OPTIONS");
        for (int i = 0; i < 50; ++i)
            peer.send(bad, us.port());
        const int limit = StatelessAnswerLimit::AnswersPerSource;
        QTRY_COMPARE(us->droppedMessages().answersWithheld, quint64(50 - limit));
        QTRY_VERIFY(peer.hasMail() && peer.mail.size() == limit);
        QVERIFY(peer.mail.first().startsWith("SIP/2.0 400"));
        QCOMPARE(peer.mail.first(), peer.mail.last()); // §8.2.7: the same request, the same tag
        us.clock.advance(1s);
        peer.send(bad, us.port());
        QTRY_VERIFY(peer.hasMail() && peer.mail.size() == limit + 1);
        QCOMPARE(us.requests.size(), 0);
    }
    void whatCannotBeAnsweredIsCounted()
    {
        TransportFixture us(udp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Peer peer;
        const quint16 port = us.port();
        peer.send("\r\n\r\n", port); // a keep-alive is no mistake
        peer.send(QByteArray(4, '\0'), port);
        peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n", port);
        peer.send(
            samples::options(peer.via()).replace("OPTIONS", "ACK").replace("CSeq: 1 ACK", "CSeq: x"), port);
        peer.send("SIP/2.0 200 OK\r\nbroken\r\n\r\n", port);
        // A response to somebody else: the port is not ours.
        peer.send(samples::answerTo(samples::options("SIP/2.0/UDP 127.0.0.1:1;branch=z9hG4bKx")), port);
        QTRY_COMPARE(us->droppedMessages().total(), 4u);
        QCOMPARE(us->droppedMessages().unparsable, 2u);
        QCOMPARE(us->droppedMessages().invalidResponses, 2u);
        QVERIFY(!peer.hasMail());
        QCOMPARE(us.requests.size() + us.responses.size(), 0);
    }
    void aFloodLeavesTheEventLoopAlive()
    {
        TransportFixture us(udp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Peer peer;
        for (int i = 0; i < 3000; ++i)
            peer.send(samples::options(peer.via(), "flood"), us.port());
        bool hasTurned = false;
        QTimer::singleShot(0, &peer.socket, [&] { hasTurned = true; });
        QCoreApplication::processEvents();
        QVERIFY(hasTurned);
        peer.send(samples::options(peer.via(), "last"), us.port());
        QTRY_VERIFY(!us.requests.isEmpty());
    }
    void aLargeDatagramArrives()
    {
        TransportFixture us(udp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        Peer peer;
        peer.send(
            samples::options(peer.via(), "large", "X-Long: " + QByteArray(60000, 'x') + "\r\n"), us.port());
        QTRY_COMPARE(us.requests.size(), 1);
        SipRequest tooLarge = samples::request();
        tooLarge.setBody(QByteArray(70000, 'x'), "text/plain");
        us->sendRequest(tooLarge, peer.hop(), us.noteFailure());
        QCOMPARE(us.sendErrors.size(), 0);
        QTRY_COMPARE(us.sendErrors.size(), 1);
        QCOMPARE(us.sendErrors.first().kind, TransportError::Kind::TooLarge);
    }
    void aTakenPortIsSaid()
    {
        Peer peer;
        TransportOptions options = udp();
        options.bindAddress = QHostAddress(QHostAddress::LocalHost);
        options.bindPort = peer.hop().port;
        TransportFixture us(options);
        us->open();
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::BindFailed);
        QVERIFY(us.errors.first().detail.contains(QString::number(options.bindPort)));
        QVERIFY(us.isDown());
    }
    void ipv6()
    {
        TransportFixture us(udp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        const QHostAddress loopback(QHostAddress::LocalHostIPv6);
        Peer peer(loopback);
        us->sendRequest(samples::request(), peer.hop(), us.noteFailure());
        QTRY_VERIFY(peer.hasMail());
        QCOMPARE(SipMessage::parse(peer.mail.first())->topVia()->host, QByteArray("[::1]"));
        peer.send(samples::options("SIP/2.0/UDP phone.example;rport;branch=z9hG4bKx"), us.port(loopback));
        QTRY_COMPARE(us.requests.size(), 1);
        QCOMPARE(us.requests.first().topVia()->parameters.value("received"), QByteArray("::1"));
        us->sendResponse(SipResponse::to(us.requests.first(), 200, "us"), us.sources.first(), {});
        QTRY_VERIFY(peer.hasMail() && peer.mail.size() == 2);
    }
    void theBindingIsKeptAlive()
    {
        TransportOptions options = udp();
        options.keepAliveInterval = 20s;
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected());
        Peer peer;
        us->sendRequest(samples::request("z9hG4bKr", "REGISTER"), peer.hop(), {});
        QTRY_VERIFY(peer.hasMail());
        us.clock.advance(20s);
        QTRY_VERIFY(peer.hasMail() && peer.mail.size() == 2);
        QCOMPARE(peer.mail.last(), QByteArray("\r\n\r\n"));
    }
    void closedMeansNotOpen()
    {
        TransportFixture us(udp());
        us->open();
        QTRY_VERIFY(us.isConnected());
        us->close();
        QVERIFY(us.isDown());
        Peer peer;
        us->sendRequest(samples::request(), peer.hop(), us.noteFailure());
        QTRY_COMPARE(us.sendErrors.size(), 1);
        QCOMPARE(us.sendErrors.first().kind, TransportError::Kind::NotOpen);
        us->open();
        QTRY_VERIFY(us.isConnected());
    }
};

QTEST_GUILESS_MAIN(tst_UdpTransport)
#include "tst_UdpTransport.moc"
