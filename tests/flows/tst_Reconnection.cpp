// The connection is cut and comes back, again and again: the real transports over a virtual network, and over
// the machine's own loopback. Never two attempts at once; what a person ended stays ended; the network's
// return is answered at once. Not covered: the machine's own signs of it (tst_NetlinkMonitor,
// tst_PhoneAccounts).
#include "SystemClock.h"
#include "SystemNetwork.h"
#include "TestPhone.h"
#include "WiredPhone.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace carillon;
using namespace std::chrono_literals;
using Shutdown = UserAgent::Shutdown;

Q_DECLARE_METATYPE(carillon::TransportProtocol)

namespace {

constexpr int cuts = 100;

void protocols()
{
    QTest::addColumn<TransportProtocol>("protocol");
    QTest::newRow("TCP") << TransportProtocol::Tcp;
    QTest::newRow("TLS") << TransportProtocol::Tls;
    QTest::newRow("WebSocket") << TransportProtocol::Ws;
}

/// A server on loopback that takes connections and can be shut as a whole.
struct TcpEnd {
    bool open(quint16 port) { return server.listen(QHostAddress::LocalHost, port); }
    quint16 port() const { return server.serverPort(); }
    int take()
    {
        while (QTcpSocket *socket = server.nextPendingConnection())
            sockets.emplace_back(socket);
        return int(sockets.size());
    }
    void shut()
    {
        take();
        server.close();
        for (auto &socket : sockets)
            socket->abort();
        sockets.clear();
    }
    static TransportOptions options(quint16 port)
    {
        TransportOptions options;
        options.protocol = TransportProtocol::Tcp;
        options.listen = false;
        options.server
            = SipUri::parse("sip:127.0.0.1:" + QByteArray::number(port) + ";transport=tcp").value();
        return options;
    }
    QTcpServer server;
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
};

struct WebSocketEnd {
    WebSocketEnd() { server.setSupportedSubprotocols({QStringLiteral("sip")}); }
    bool open(quint16 port) { return server.listen(QHostAddress::LocalHost, port); }
    quint16 port() const { return server.serverPort(); }
    int take()
    {
        while (QWebSocket *socket = server.nextPendingConnection())
            sockets.emplace_back(socket);
        return int(sockets.size());
    }
    void shut()
    {
        take();
        server.close();
        for (auto &socket : sockets)
            socket->abort();
        sockets.clear();
    }
    static TransportOptions options(quint16 port)
    {
        TransportOptions options;
        options.protocol = TransportProtocol::Ws;
        options.webSocketUrl = QUrl(QStringLiteral("ws://127.0.0.1:%1/sip").arg(port));
        return options;
    }
    QWebSocketServer server{QStringLiteral("test"), QWebSocketServer::NonSecureMode};
    std::vector<std::unique_ptr<QWebSocket>> sockets;
};

template <typename End>
void cutOnLoopback()
{
    SystemClock clock;
    FakeRandom random;
    SystemNetwork network(clock);
    HopResolver hops(network.resolver(), random);
    auto end = std::make_unique<End>();
    QVERIFY(end->open(0));
    const quint16 port = end->port();
    UserAgentOptions options;
    options.addressOfRecord = NameAddr::parse("<sip:user1@127.0.0.1>").value();
    options.reconnectDelay = 5ms;
    options.reconnectAttempts = 1'000'000; // none of the growing waits
    UserAgent agent(std::move(options),
        UserAgentEnvironment{
            clock, random, hops, makeTransport(network, clock, random, End::options(port)), {}});
    QSignalSpy up(&agent, &UserAgent::connected);
    QSignalSpy down(&agent, &UserAgent::disconnected);
    agent.start();
    for (int cut = 0; cut < cuts; ++cut) {
        QTRY_COMPARE(up.count(), cut + 1);
        QTRY_COMPARE(end->take(), 1); // never two
        end->shut();
        end.reset();
        QTRY_COMPARE(down.count(), cut + 1);
        end = std::make_unique<End>();
        bool isOpen = false;
        QTRY_VERIFY(isOpen || (isOpen = end->open(port)));
    }
    QTRY_COMPARE(up.count(), cuts + 1);
    agent.stop();
    QTRY_COMPARE(agent.state(), UserAgent::State::Stopped);
    QTRY_COMPARE(end->take(), 1);
}

} // namespace

class tst_Reconnection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theServerIsCutOffAHundredTimes_data() { protocols(); }
    void theServerIsCutOffAHundredTimes()
    {
        QFETCH(TransportProtocol, protocol);
        FakeClock clock;
        WiredPhone phone(clock, protocol);
        FakeRandom random{7};
        phone.agent->start();
        QVERIFY(phone.agent->registerer().addBinding());
        phone.run(100ms);
        QVERIFY(phone.isRegistered());
        for (int cut = 1; cut <= cuts; ++cut) {
            phone.network.setUp(false);
            phone.run(Milliseconds(random.below(200'000)));
            QVERIFY(!phone.agent->isConnected());
            QVERIFY(!phone.isRegistered());
            QCOMPARE(phone.disconnects, cut);
            phone.network.setUp(true);
            phone.run(61s); // the longest wait
            QVERIFY(phone.agent->isConnected());
            QVERIFY(phone.isRegistered());
            QCOMPARE(phone.connects, cut + 1);
            QCOMPARE(phone.network.live(), 1);
            phone.run(Milliseconds(random.below(20'000))); // steady or not
        }
        QCOMPARE(phone.network.mostAtOnce, 1);
        QCOMPARE(phone.registers.size(), cuts + 1);
    }
    void aNetworkThatSwallowsAllIsNotAskedTwiceAtOnce_data() { protocols(); }
    void aNetworkThatSwallowsAllIsNotAskedTwiceAtOnce()
    {
        QFETCH(TransportProtocol, protocol);
        FakeClock clock;
        WiredPhone phone(clock, protocol);
        phone.network.isSilent = true;
        phone.agent->start();
        phone.run(10min);
        QVERIFY(phone.network.attempts > 5);
        QCOMPARE(phone.network.mostAtOnce, 1);
        for (int i = 0; i < 20; ++i) {
            phone.agent->reconnect(); // the network changes like mad
            phone.agent->start();
            phone.run(Milliseconds(i * 7));
            QVERIFY(phone.network.live() <= 1);
        }
        phone.network.isSilent = false;
        phone.agent->reconnect();
        phone.run(100ms);
        QVERIFY(phone.agent->isConnected());
        QCOMPARE(phone.network.live(), 1);
        QCOMPARE(phone.network.mostAtOnce, 1);
    }
    void theNetworkIsBackAtOnce_data() { protocols(); }
    void theNetworkIsBackAtOnce()
    {
        QFETCH(TransportProtocol, protocol);
        FakeClock clock;
        WiredPhone phone(clock, protocol);
        phone.agent->start();
        QVERIFY(phone.agent->registerer().addBinding());
        phone.run(100ms);
        phone.network.setUp(false);
        phone.run(1h);
        const int attempts = phone.network.attempts;
        phone.network.setUp(true);
        phone.agent->reconnect();
        phone.run(50ms);
        QVERIFY(phone.isRegistered());
        QCOMPARE(phone.network.attempts, attempts + 1);
        // Told again in the middle of it and while it stands: one connection all the same.
        phone.agent->reconnect();
        phone.agent->reconnect();
        phone.run(50ms);
        QVERIFY(phone.isRegistered());
        QCOMPARE(phone.network.attempts, attempts + 2);
        QCOMPARE(phone.network.live(), 1);
    }
    void whatAPersonEndedStaysEnded_data()
    {
        QTest::addColumn<int>("phase");
        QTest::newRow("while connecting") << 0;
        QTest::newRow("while connected") << 1;
        QTest::newRow("while waiting") << 2;
        QTest::newRow("while opened anew") << 3;
        QTest::newRow("twice") << 4;
    }
    void whatAPersonEndedStaysEnded()
    {
        QFETCH(int, phase);
        FakeClock clock;
        WiredPhone phone(clock, TransportProtocol::Tcp);
        phone.agent->start();
        (void)phone.agent->registerer().addBinding();
        if (phase > 0)
            phone.run(100ms);
        if (phase == 2) {
            phone.network.setUp(false);
            phone.run(30s);
        }
        if (phase == 3)
            phone.agent->reconnect();
        phone.agent->stop();
        if (phase == 4)
            phone.agent->stop();
        phone.run(5s);
        QCOMPARE(phone.agent->state(), UserAgent::State::Stopped);
        phone.network.setUp(true);
        const int attempts = phone.network.attempts;
        phone.agent->reconnect(); // the machine is online: nobody asked
        phone.run(1h);
        QCOMPARE(phone.network.attempts, attempts);
        QCOMPARE(phone.network.live(), 0);
        phone.agent->start();
        phone.run(1s);
        QVERIFY(phone.agent->isConnected());
        QVERIFY(!phone.isRegistered()); // nor this
    }
    void stoppedAtOnceSaysNothing()
    {
        FakeClock clock;
        WiredPhone phone(clock, TransportProtocol::Tcp);
        phone.agent->start();
        (void)phone.agent->registerer().addBinding();
        phone.run(100ms);
        const auto registers = phone.registers.size();
        phone.agent->stop(Shutdown::AtOnce);
        QCOMPARE(phone.agent->state(), UserAgent::State::Stopped);
        phone.run(1h);
        QCOMPARE(phone.registers.size(), registers);
        QCOMPARE(phone.network.live(), 0);
    }
    void startedAgainWhileItWaitsTriesAtOnce() // SIP.js: the second start() pretends success
    {
        FakeClock clock;
        WiredPhone phone(clock, TransportProtocol::Tcp);
        phone.network.setUp(false);
        phone.agent->start();
        phone.run(10min);
        QCOMPARE(phone.connects, 0);
        phone.network.setUp(true);
        phone.agent->start();
        phone.run(50ms);
        QCOMPARE(phone.connects, 1);
    }
    void aConnectionMadeAtTimeZeroWasSteadyToo() // no point in time means "never"
    {
        FakeClock clock;
        TestPhone phone(clock, 1, {});
        clock.advance(0ms);
        QVERIFY(phone.agent->isConnected());
        QVERIFY(clock.now() == TimePoint()); // else this test sees nothing
        clock.advance(1min);
        phone.transport->lose({TransportError::Kind::Closed, {}});
        clock.advance(0ms);
        QVERIFY(phone.agent->isConnected()); // at once
    }
    void theServerOnLoopbackIsCutOffAHundredTimes_data()
    {
        QTest::addColumn<bool>("isWebSocket");
        QTest::newRow("TCP") << false;
        QTest::newRow("WebSocket") << true;
    }
    void theServerOnLoopbackIsCutOffAHundredTimes()
    {
        QFETCH(bool, isWebSocket);
        isWebSocket ? cutOnLoopback<WebSocketEnd>() : cutOnLoopback<TcpEnd>();
    }
};

QTEST_GUILESS_MAIN(tst_Reconnection)
#include "tst_Reconnection.moc"
