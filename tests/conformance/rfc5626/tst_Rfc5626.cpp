// RFC 5626, Outbound, seen from the user agent.
//
// Covered:     §4.1 instance; §4.2.1 reg-id, option tags, 439, several flows as several user agents of one
// instance;
//              §4.3 `ob`; §4.4 Flow-Timer, §4.4.1 CRLF and §4.4.2 STUN over the real UDP transport.
// Deviation:   §4.5: after the loss of a flow we try again earlier than its 30 to 1800 s
// (docs/decisions/0007). Not covered: the proxy's and registrar's part (§5, §6); DHCP and other ways to find
// several proxies (§4.2).
#include "CallWorld.h"
#include "TestRegistrar.h"
#include "WirePeer.h"
#include "WiredPhone.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

constexpr char Instance[] = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

void asFlow(UserAgentOptions &options, int regId)
{
    options.instanceId = Instance;
    options.regId = regId;
}

/// A phone with flow 1 whose server the peer is.
struct Alice {
    Alice()
        : peer(clock, {.server = QByteArray("sip:192.0.2.2"), .adjust = [](UserAgentOptions &options) {
                           asFlow(options, 1);
                       }})
    {
        (void)peer.phone.agent->registerer().addBinding();
    }
    void grant(const SipMessage &request, QList<std::pair<QByteArray, QByteArray>> more = {})
    {
        more.append({"Contact", request.value(HeaderId::Contact).toByteArray()});
        peer.answer(request, 200, "r", {{}, more});
    }
    FakeClock clock;
    WirePeer peer;
};

bool hasFlowNumber(const SipMessage &request)
{
    return request.value(HeaderId::Contact).contains("reg-id=1")
        && request.hasToken(HeaderId::Supported, "outbound");
}

UserAgentOptions flow()
{
    UserAgentOptions options;
    options.regId = 1;
    return options;
}

} // namespace

class tst_Rfc5626 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFlowIsRegisteredByItsNumber() // §4.1, §4.2.1
    {
        Alice alice;
        const SipMessage request = alice.peer.expect("REGISTER");
        QVERIFY(hasFlowNumber(request));
        QVERIFY(request.hasToken(HeaderId::Supported, "path"));
        QVERIFY(request.value(HeaderId::Contact).contains("+sip.instance=\"<urn:uuid:f81d4fae"));
        QVERIFY(!request.value(HeaderId::Contact).contains("ob"));
    }
    void onlyWithAnInstance()
    {
        FakeClock clock;
        WirePeer peer(clock, {.server = QByteArray("sip:192.0.2.2"), .adjust = [](UserAgentOptions &options) {
                                  options.regId = 1;
                              }});
        (void)peer.phone.agent->registerer().addBinding();
        QVERIFY(!hasFlowNumber(peer.expect("REGISTER")));
    }
    void dialogsAskForTheFlow_data() // §4.3
    {
        QTest::addColumn<QByteArray>("required");
        QTest::addColumn<bool>("asks");
        QTest::newRow("the registrar knows outbound") << QByteArray("outbound") << true;
        QTest::newRow("it does not") << QByteArray() << false;
    }
    void dialogsAskForTheFlow()
    {
        QFETCH(QByteArray, required);
        QFETCH(bool, asks);
        Alice alice;
        const SipMessage request = alice.peer.expect("REGISTER");
        alice.grant(request,
            required.isEmpty() ? QList<std::pair<QByteArray, QByteArray>>()
                               : QList<std::pair<QByteArray, QByteArray>>{{"Require", required}});
        alice.peer.phone.call(WirePeer::Uri);
        const auto contact = alice.peer.expect("INVITE").nameAddrs(HeaderId::Contact).value().first();
        QCOMPARE(contact.uri.parameters.contains("ob"), asks);
        alice.peer.invite({WirePeer::Offer});
        const auto answered = alice.peer.expect("SIP/2.0 180").nameAddrs(HeaderId::Contact).value().first();
        QCOMPARE(answered.uri.parameters.contains("ob"), asks);
    }
    void theFirstHopLacksIt() // 439, §4.2.1 and §11.6
    {
        Alice alice;
        QSignalSpy rejected(&alice.peer.phone.agent->registerer(), &Registerer::rejected);
        alice.peer.answer(alice.peer.expect("REGISTER"), 439, "r");
        const SipMessage without = alice.peer.expect("REGISTER");
        QVERIFY(!hasFlowNumber(without));
        QVERIFY(!without.value(HeaderId::Contact).contains("reg-id"));
        alice.grant(without);
        QVERIFY(alice.peer.phone.agent->registerer().isRegistered());
        QCOMPARE(rejected.count(), 0);
        (void)alice.peer.phone.agent->registerer().addBinding();
        const SipMessage refresh = alice.peer.expect("REGISTER");
        QVERIFY(!hasFlowNumber(refresh)); // this flow's first hop is still the same
        alice.grant(refresh);
        alice.peer.phone.agent->reconnect();
        QVERIFY(hasFlowNumber(alice.peer.expectWithin(1s, "REGISTER")));
    }
    void andLacksItAgain()
    {
        Alice alice;
        alice.peer.answer(alice.peer.expect("REGISTER"), 439, "r");
        alice.peer.answer(alice.peer.expect("REGISTER"), 439, "r");
        alice.peer.expectNothing();
        QCOMPARE(alice.peer.phone.agent->registerer().failure(), Registerer::Failure::Refused);
    }
    void whatTheServerSaysOfKeepingTheFlow() // §4.4
    {
        Alice alice;
        const FakeTransport &wire = *alice.peer.phone.transport;
        alice.grant(alice.peer.expect("REGISTER"), {{"Require", "outbound"}, {"Flow-Timer", "120"}});
        QCOMPARE(wire.flowTimer(), Milliseconds(120s));
        QCOMPARE(wire.keepAliveWay(), Transport::KeepAliveWay::Stun);
        (void)alice.peer.phone.agent->registerer().addBinding();
        alice.grant(alice.peer.expect("REGISTER"));
        QCOMPARE(wire.flowTimer(), Milliseconds(0));
        QCOMPARE(wire.keepAliveWay(), Transport::KeepAliveWay::LineEnds);
    }
    void twoFlowsOfOneInstance() // §4.2: two user agents, each with its own connection
    {
        CallWorld world;
        TestRegistrar registrar(world.clock, world.network);
        QList<TestPhone *> flows;
        for (const int number : {1, 2})
            flows.append(&world.add(
                {.server = QByteArray(TestRegistrar::Uri), .adjust = [number](UserAgentOptions &options) {
                     asFlow(options, number);
                     options.addressOfRecord = address("<sip:alice@example.com>");
                 }}));
        for (TestPhone *one : flows)
            QVERIFY(one->agent->registerer().addBinding());
        world.run(50ms);
        QCOMPARE(registrar.registers.size(), 2);
        QVERIFY(registrar.registers.at(0).value(HeaderId::Contact).contains("reg-id=1"));
        QVERIFY(registrar.registers.at(1).value(HeaderId::Contact).contains("reg-id=2"));
        QVERIFY(registrar.registers.at(0).callId() != registrar.registers.at(1).callId());
        flows.first()->transport->failOpen(TransportError{TransportError::Kind::Unreachable, {}});
        flows.first()->transport->lose({TransportError::Kind::Closed, {}});
        world.run(10s);
        QVERIFY(!flows.first()->agent->registerer().isRegistered());
        QVERIFY(flows.last()->agent->registerer().isRegistered()); // we are reached all the same
        flows.first()->transport->failOpen({});
        world.run(61s);
        QVERIFY(flows.first()->agent->registerer().isRegistered());
    }
    void stunIsForServersThatKnowIt_data() // §4.4.2, over the real transport
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isStun");
        QTest::newRow("it requires outbound") << QByteArray("Require") << QByteArray("outbound") << true;
        QTest::newRow("it gives a Flow-Timer") << QByteArray("Flow-Timer") << QByteArray("28") << true;
        QTest::newRow("it says nothing") << QByteArray("X-Nothing") << QByteArray("x") << false;
    }
    void stunIsForServersThatKnowIt()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(bool, isStun);
        FakeClock clock;
        WiredPhone phone(clock, TransportProtocol::Udp, flow());
        phone.answersPings = false;
        phone.grants = {{name, value}};
        phone.mapped = Endpoint{QHostAddress(QStringLiteral("203.0.113.5")), 1024};
        phone.agent->start();
        QVERIFY(phone.agent->registerer().addBinding());
        phone.run(200s);
        QVERIFY(phone.isRegistered());
        QCOMPARE(phone.stunRequests >= 7, isStun); // one at once, then each 28 s at most
        QVERIFY(phone.stunRequests <= 11);
        QCOMPARE(phone.pings >= 7, !isStun);
        QCOMPARE(phone.disconnects, 0);
        QCOMPARE(phone.registers.size(), 1);
    }
    void theNatSeesUsElsewhere() // §4.4.2: the flow has failed
    {
        FakeClock clock;
        WiredPhone phone(clock, TransportProtocol::Udp, flow());
        phone.grants = {{"Require", "outbound"}};
        phone.mapped = Endpoint{QHostAddress(QStringLiteral("203.0.113.5")), 1024};
        phone.agent->start();
        QVERIFY(phone.agent->registerer().addBinding());
        phone.run(100s);
        QCOMPARE(phone.disconnects, 0);
        phone.mapped->port = 2048;
        phone.run(40s);
        QCOMPARE(phone.disconnects, 1);
        QCOMPARE(phone.connects, 2); // at once: it stood well
        QVERIFY(phone.isRegistered());
        QCOMPARE(phone.registers.size(), 2);
        QCOMPARE(phone.network.sockets(), 1);
        phone.run(100s);
        QCOMPARE(phone.disconnects, 1);
    }
    void theServerFallsSilent() // §4.4.2; missed only where it answered before
    {
        FakeClock clock;
        WiredPhone phone(clock, TransportProtocol::Udp, flow());
        phone.grants = {{"Require", "outbound"}};
        phone.agent->start();
        QVERIFY(phone.agent->registerer().addBinding());
        phone.run(10min);
        QVERIFY(phone.stunRequests > 20); // each asked several times, as a datagram may be lost
        QCOMPARE(phone.disconnects, 0);
        phone.mapped = Endpoint{QHostAddress(QStringLiteral("203.0.113.5")), 1024};
        phone.run(1min);
        QCOMPARE(phone.disconnects, 0);
        phone.mapped.reset();
        phone.run(40s);
        QCOMPARE(phone.disconnects, 1);
        QCOMPARE(phone.lastError->kind, TransportError::Kind::TimedOut);
    }
    void aForgedAnswerMovesNothing()
    {
        FakeClock clock;
        WiredPhone phone(clock, TransportProtocol::Udp, flow());
        phone.grants = {{"Require", "outbound"}};
        phone.mapped = Endpoint{QHostAddress(QStringLiteral("203.0.113.5")), 1024};
        phone.agent->start();
        QVERIFY(phone.agent->registerer().addBinding());
        phone.run(100ms);
        const Endpoint elsewhere{QHostAddress(QStringLiteral("198.51.100.66")), 6};
        const QByteArray forged
            = StunBinding{StunBinding::Kind::Success, QByteArray(12, 'x'), elsewhere}.toBytes();
        for (const char *from : {WiredPhone::Server, "198.51.100.66"})
            phone.network.deliver(forged, {QHostAddress(QLatin1String(from)), 5060});
        phone.run(100s);
        QCOMPARE(phone.disconnects, 0);
        QCOMPARE(phone.agent->transport().droppedMessages().total(), 0u);
    }
    void pongsThatStayAway() // §4.4.1
    {
        FakeClock clock;
        WiredPhone phone(clock, TransportProtocol::Tcp, flow());
        phone.agent->start();
        QVERIFY(phone.agent->registerer().addBinding());
        phone.run(100s);
        QVERIFY(phone.pings >= 3);
        QCOMPARE(phone.disconnects, 0);
        phone.answersPings = false;
        phone.run(40s);
        QCOMPARE(phone.disconnects, 1);
        QVERIFY(phone.isRegistered());
        QCOMPARE(phone.registers.size(), 2);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc5626)
#include "tst_Rfc5626.moc"
