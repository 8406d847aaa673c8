#include "DatagramAndStreamTransport.h"
#include "SipSamples.h"
#include "StreamTransport.h"
#include "TransportFixture.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUdpSocket>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

const QHostAddress loopback(QHostAddress::LocalHost);

/// A peer on UDP and, if wanted, TCP of one port.
struct Peer {
    enum class Tcp { Accepts, Refuses };
    explicit Peer(Tcp tcp)
    {
        for (int i = 0; i < 50; ++i) {
            udp.bind(loopback, 0);
            if (server.listen(loopback, udp.localPort()))
                break;
            udp.abort();
        }
        if (tcp == Tcp::Refuses)
            server.close();
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this] {
            client = server.nextPendingConnection();
            QObject::connect(
                client, &QTcpSocket::readyRead, client, [this] { overTcp += client->readAll(); });
        });
        QObject::connect(&udp, &QUdpSocket::readyRead, &udp, [this] {
            while (udp.hasPendingDatagrams()) {
                QByteArray bytes(65536, Qt::Uninitialized);
                bytes.resize(udp.readDatagram(bytes.data(), bytes.size()));
                overUdp.append(bytes);
            }
        });
    }
    Hop hop() const { return {TransportProtocol::Udp, loopback, udp.localPort(), {}}; }
    QUdpSocket udp;
    QTcpServer server;
    QTcpSocket *client = nullptr;
    QByteArray overTcp;
    QByteArrayList overUdp;
};

/// A connection of which nothing is ever heard: a firewall swallowed it.
class SwallowedStream final : public ByteStream
{
public:
    explicit SwallowedStream(const Endpoint &to)
        : m_peer(to)
    {
    }
    State state() const override { return State::Connecting; }
    Endpoint local() const override { return {}; }
    Endpoint peer() const override { return m_peer; }
    void write(const QByteArray &) override { }
    qint64 bytesToWrite() const override { return 0; }
    void close() override { }

private:
    Endpoint m_peer;
};

/// The system's network without a way for TCP to get out.
class UdpOnlyNetwork final : public Network
{
public:
    explicit UdpOnlyNetwork(Clock &clock)
        : m_system(clock)
    {
    }
    Result<std::unique_ptr<DatagramSocket>, NetworkError> bindUdp(const Endpoint &local) override
    {
        return m_system.bindUdp(local);
    }
    Result<std::unique_ptr<StreamListener>, NetworkError> listenTcp(const Endpoint &local) override
    {
        return m_system.listenTcp(local);
    }
    std::unique_ptr<ByteStream> connectTcp(const Endpoint &to) override
    {
        return std::make_unique<SwallowedStream>(to);
    }
    std::unique_ptr<ByteStream> connectTls(const Endpoint &to, const TlsOptions &) override
    {
        return connectTcp(to);
    }
    std::unique_ptr<MessageSocket> connectWebSocket(const WebSocketOptions &options) override
    {
        return m_system.connectWebSocket(options);
    }
    QHostAddress localAddress(const Endpoint &to) override { return m_system.localAddress(to); }
    Resolver &resolver() override { return m_system.resolver(); }

private:
    SystemNetwork m_system;
};

SipRequest large(const QByteArray &branch = "z9hG4bKlarge")
{
    SipRequest request = samples::request(branch, "INVITE");
    request.setBody(QByteArray(1400, 'x'), "text/plain");
    return request;
}

TransportOptions onLoopback()
{
    TransportOptions options;
    options.bindAddress = loopback;
    return options;
}

} // namespace

class tst_DatagramAndStreamTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deletedInAStateOfItsOwn_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<Transport::State>("state");
        for (const char *kind : {"UDP", "TCP", "both"}) {
            QTest::addRow("%s, Connecting", kind) << QByteArray(kind) << Transport::State::Connecting;
            QTest::addRow("%s, Connected", kind) << QByteArray(kind) << Transport::State::Connected;
            QTest::addRow("%s, Disconnected", kind) << QByteArray(kind) << Transport::State::Disconnected;
        }
    }
    void deletedInAStateOfItsOwn() // shows itself under AddressSanitizer
    {
        QFETCH(QByteArray, kind);
        QFETCH(Transport::State, state);
        FakeClock clock;
        FakeRandom random;
        UdpOnlyNetwork network(clock);
        const Endpoint any{loopback, 0};
        QPointer<Transport> us;
        if (kind == "UDP")
            us = new UdpTransport(network, clock, random, any);
        else if (kind == "TCP")
            us = new StreamTransport(network, clock, random, {});
        else
            us = new DatagramAndStreamTransport(network, clock, random, any);
        connect(us, &Transport::stateChanged, qApp, [&](Transport::State now) {
            if (now == state)
                delete us;
        });
        us->open();
        if (state == Transport::State::Disconnected) {
            QTRY_COMPARE(us->state(), Transport::State::Connected);
            us->close();
        }
        QTRY_VERIFY(!us);
    }
    void bothOnOnePort()
    {
        TransportFixture us(onLoopback());
        us->open();
        QTRY_VERIFY(us.isConnected());
        QCOMPARE(us->protocols(), (QList<TransportProtocol>{TransportProtocol::Udp, TransportProtocol::Tcp}));
        QTcpSocket stream;
        stream.connectToHost(loopback, us.port());
        stream.write(samples::options("SIP/2.0/TCP x.example;branch=z9hG4bKx", "tcp"));
        QUdpSocket datagrams;
        datagrams.bind(loopback, 0);
        datagrams.writeDatagram(
            samples::options("SIP/2.0/UDP x.example;rport;branch=z9hG4bKx", "udp"), loopback, us.port());
        QTRY_COMPARE(us.requests.size(), 2);
        for (int i = 0; i < 2; ++i)
            us->sendResponse(SipResponse::to(us.requests[i], 200, "us"), us.sources[i], us.noteFailure());
        QTRY_VERIFY(stream.bytesAvailable() > 0);
        QTRY_VERIFY(datagrams.hasPendingDatagrams());
    }
    void shortHeaderNamesMakeRoom() // for what would be too large otherwise
    {
        Peer peer(Peer::Tcp::Accepts);
        TransportOptions options = onLoopback();
        options.compactHeaders = true;
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected());
        SipRequest request = samples::request("z9hG4bKlarge", "INVITE");
        for (int i = 0; i < 70; ++i)
            request.append(HeaderId::ContentEncoding, "x");
        QVERIFY(request.toBytes().size() > UdpTransport::Limits::SafeRequestBytes);
        us->sendRequest(request, peer.hop(), us.noteFailure());
        QTRY_COMPARE(peer.overUdp.size(), 1);
        QVERIFY(peer.overUdp.first().contains("\r\ne: x\r\n"));
        QVERIFY(peer.overTcp.isEmpty());
    }
    void aLargeRequestGoesOverTcp()
    {
        Peer peer(Peer::Tcp::Accepts);
        TransportFixture us(onLoopback());
        us->open();
        QTRY_VERIFY(us.isConnected());
        us->sendRequest(large(), peer.hop(), us.noteFailure());
        us->sendRequest(large(), peer.hop(), us.noteFailure()); // timer A: TCP does not need it
        QTRY_VERIFY(peer.overTcp.endsWith("xxx"));
        QCOMPARE(SipMessage::parse(peer.overTcp)->topVia()->transport, QByteArray("TCP"));
        // The ACK to a rejection has the same branch and goes the same way, however small it is.
        peer.overTcp.clear();
        us->sendRequest(samples::request("z9hG4bKlarge", "ACK"), peer.hop(), us.noteFailure());
        QTRY_VERIFY(!peer.overTcp.isEmpty());
        QVERIFY(peer.overTcp.startsWith("ACK"));
        // Also after it rang for long and others came.
        us.clock.advance(180s);
        us->sendRequest(large("z9hG4bKother"), peer.hop(), us.noteFailure());
        peer.overTcp.clear();
        us->sendRequest(samples::request("z9hG4bKlarge", "CANCEL"), peer.hop(), us.noteFailure());
        QTRY_VERIFY(peer.overTcp.contains("CANCEL"));
        QVERIFY(peer.overUdp.isEmpty());
        // Small ones are not concerned.
        us->sendRequest(samples::request(), peer.hop(), us.noteFailure());
        QTRY_COMPARE(peer.overUdp.size(), 1);
        QVERIFY(peer.overUdp.first().startsWith("OPTIONS"));
        QCOMPARE(us.sendErrors.size(), 0);
    }
    void whereTcpIsRefusedUdpIsTaken()
    {
        Peer peer(Peer::Tcp::Refuses);
        TransportFixture us(onLoopback());
        us->open();
        QTRY_VERIFY(us.isConnected());
        us->sendRequest(large(), peer.hop(), us.noteFailure());
        QTRY_COMPARE(peer.overUdp.size(), 1);
        QCOMPARE(SipMessage::parse(peer.overUdp.first())->topVia()->transport, QByteArray("UDP"));
        us->sendRequest(large(), peer.hop(), us.noteFailure()); // now retransmissions count
        QTRY_COMPARE(peer.overUdp.size(), 2);
        us->sendRequest(
            large("z9hG4bKnext"), peer.hop(), us.noteFailure()); // and nobody waits for TCP any more
        QTRY_COMPARE(peer.overUdp.size(), 3);
        QCOMPARE(us.sendErrors.size(), 0);
    }
    void whereTcpIsSwallowedUdpIsTakenSoon() // long before a server would be left as silent
    {
        Peer peer(Peer::Tcp::Accepts);
        FakeClock clock;
        FakeRandom random;
        UdpOnlyNetwork network(clock);
        DatagramAndStreamTransport us(network, clock, random, {loopback, 0});
        us.open();
        QTRY_COMPARE(us.state(), Transport::State::Connected);
        int failures = 0;
        us.sendRequest(large(), peer.hop(), [&](const TransportError &) { ++failures; });
        clock.advance(DatagramAndStreamTransport::Limits::TcpPatience - 1ms);
        QVERIFY(peer.overUdp.isEmpty());
        clock.advance(1ms);
        QTRY_COMPARE(peer.overUdp.size(), 1);
        us.sendRequest(large("z9hG4bKnext"), peer.hop(), {}); // it is remembered
        QTRY_COMPARE(peer.overUdp.size(), 2);
        QCOMPARE(failures, 0);
    }
    void aTakenPortIsSaid()
    {
        Peer peer(Peer::Tcp::Refuses);
        TransportOptions options = onLoopback();
        options.bindPort = peer.udp.localPort();
        TransportFixture us(options);
        us->open();
        QTRY_COMPARE(us.errors.size(), 1);
        QCOMPARE(us.errors.first().kind, TransportError::Kind::BindFailed);
        QVERIFY(us.isDown());
    }
    void withoutTcpThereIsStillUdp()
    {
        QTcpServer other;
        other.listen(loopback, 0);
        TransportOptions options = onLoopback();
        options.bindPort = other.serverPort();
        TransportFixture us(options);
        us->open();
        QTRY_VERIFY(us.isConnected());
        QCOMPARE(us.port(), options.bindPort);
    }
};

QTEST_GUILESS_MAIN(tst_DatagramAndStreamTransport)
#include "tst_DatagramAndStreamTransport.moc"
