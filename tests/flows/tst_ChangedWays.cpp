// The way changes under the phone: another address of its own (RFC 3261 §12.2.1, a target refresh), and
// servers that do not answer (RFC 3263 §4.3; by rows in conformance/rfc3263). Not covered: several accounts,
// media on the new address (the media tests).
#include "CallWorld.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using Error = TransportError;

namespace {

constexpr char ServerUri[] = "sip:sip.example.com";
const QHostAddress firstServer(QStringLiteral("192.0.2.11"));
const QHostAddress secondServer(QStringLiteral("192.0.2.12"));

/// A phone whose server has two addresses.
struct TwoServers {
    FakeClock clock;
    WirePeer peer{clock, {.server = QByteArray(ServerUri), .password = "secret"}};

    TwoServers()
    {
        auto &resolver = peer.phone.resolver;
        resolver.records[QStringLiteral("_sip._udp.sip.example.com")] = {
            {QStringLiteral("a.example.com"), 5060, 10, 0}, {QStringLiteral("b.example.com"), 5070, 20, 0}};
        resolver.hosts[QStringLiteral("a.example.com")] = {firstServer};
        resolver.hosts[QStringLiteral("b.example.com")] = {secondServer};
    }
    /// The server that is named @p address cannot be reached.
    void cut(const QHostAddress &address)
    {
        peer.phone.transport->setCarrier(
            [this, address](const QByteArray &, const Hop &to, const Transport::SendCallback &failed) {
                if (to.address == address && failed)
                    clock.schedule(1ms, [failed] { failed({Error::Kind::Unreachable, {}}); });
            });
    }
    Hop lastHop() const { return peer.phone.transport->sent().last().to; }
};

} // namespace

class tst_ChangedWays : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCallFollowsThePhoneToAnotherAddress_data()
    {
        QTest::addColumn<bool>("isCaller"); ///< who moves
        QTest::newRow("the caller moves") << true;
        QTest::newRow("the callee moves") << false;
    }
    void aCallFollowsThePhoneToAnotherAddress()
    {
        QFETCH(bool, isCaller);
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        auto [caller, callee] = world.connectCall(alice, bob);
        TestPhone &moving = isCaller ? alice : bob;
        TestPhone &staying = isCaller ? bob : alice;
        moving.transport->clear();
        moving.transport->moveTo(QHostAddress(QStringLiteral("10.0.7.7")));
        moving.agent->reconnect();
        world.run(1s);
        QVERIFY(moving.agent->isConnected());
        const SipMessage reinvite = moving.transport->expect("INVITE");
        QVERIFY(!reinvite.toTag().isEmpty());
        QVERIFY(reinvite.value(HeaderId::Contact).contains("@10.0.7.7"));
        QVERIFY(reinvite.value(HeaderId::Via).contains("10.0.7.7"));
        moving.transport->expect("ACK");
        moving.transport->expectNothing();
        QCOMPARE(caller->state(), State::Established);
        QCOMPARE(callee->state(), State::Established);
        QCOMPARE(staying.lastMedia()->exchanges, 2);
        Session *const other = isCaller ? static_cast<Session *>(callee) : caller;
        other->hangUp(); // it finds the new address
        world.run(100ms);
        QCOMPARE(staying.transport->sent().last().to.address, QHostAddress(QStringLiteral("10.0.7.7")));
        QVERIFY(moving.agent->sessions().isEmpty());
        QCOMPARE(alice.mediaFaults() + bob.mediaFaults(), QStringList());
    }
    void aRequestUnderWayOnlyDelaysTheRefresh() // §14.1: one INVITE at a time
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = peer.establishOutgoing();
        QVERIFY(call->hold());
        const SipMessage hold = peer.expect("INVITE");
        peer.phone.transport->moveTo(QHostAddress(QStringLiteral("10.0.7.7")));
        peer.phone.agent->reconnect();
        peer.run(100ms);
        QVERIFY(peer.phone.agent->isConnected());
        peer.phone.transport->expectNothing();
        const SipMessage again = peer.expectWithin(1s, "INVITE"); // Timer A: answers find the new address
        QVERIFY(again.cseq() == hold.cseq());
        peer.answer(again, 200, "bobtag", {"bob answer 2 recvonly"});
        peer.expect("ACK");
        const SipMessage refresh = peer.expectWithin(1s, "INVITE");
        QVERIFY(refresh.cseq().value().number > hold.cseq().value().number);
        QVERIFY(refresh.value(HeaderId::Contact).contains("@10.0.7.7"));
        QVERIFY(refresh.body().contains("sendonly")); // it is held still
    }
    void atTheSameAddressNothingIsRefreshed()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        auto [caller, callee] = world.connectCall(alice, bob);
        alice.transport->clear();
        alice.agent->reconnect();
        world.run(1s);
        QVERIFY(alice.agent->isConnected());
        alice.transport->expectNothing();
        QCOMPARE(caller->state(), State::Established);
        QCOMPARE(callee->state(), State::Established);
    }
    void aCallThatRingsIsNotRefreshed() // there is no dialog that could be yet
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        const QPointer<Inviter> call = alice.call(bob.uri);
        world.run(50ms);
        alice.transport->clear();
        alice.transport->moveTo(QHostAddress(QStringLiteral("10.0.7.7")));
        alice.agent->reconnect();
        world.run(1s);
        QCOMPARE(alice.transport->count("INVITE"), 0);
        QCOMPARE(call->state(), State::Establishing);
    }
    void theNextServerTakesTheCall_data() // RFC 3263 §4.3
    {
        QTest::addColumn<int>("failure"); ///< 503, 408: it is silent, 0: it cannot be reached
        QTest::newRow("503") << 503;
        QTest::newRow("no answer") << 408;
        QTest::newRow("transport error") << 0;
    }
    void theNextServerTakesTheCall()
    {
        QFETCH(int, failure);
        TwoServers at;
        if (failure == 0)
            at.cut(firstServer);
        const QPointer<Inviter> call = at.peer.phone.call("sip:bob@example.com");
        at.peer.run(10ms);
        const SipMessage first = at.peer.expect("INVITE");
        QCOMPARE(at.peer.phone.transport->sent().first().to.address, firstServer);
        if (failure == 503) {
            at.peer.answer(first, 503, "a");
            at.peer.expect("ACK");
        } else if (failure == 408) {
            at.peer.run(7'900ms);
            for (int again = 1; again < 5; ++again)
                at.peer.expect("INVITE");
            at.peer.expectNothing();
            at.peer.run(500ms);
        }
        const SipMessage second = at.peer.expect("INVITE");
        QCOMPARE(at.lastHop().address, secondServer);
        QCOMPARE(at.lastHop().port, quint16(5070));
        QVERIFY(second.topVia().value().branch() != first.topVia().value().branch());
        QCOMPARE(second.callId(), first.callId());
        QCOMPARE(second.fromTag(), first.fromTag());
        at.peer.answer(second, 180, "bob");
        QVERIFY(call->isRinging());
        at.peer.answer(second, 200, "bob", {WirePeer::Answer});
        at.peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(at.peer.phone.lastMedia()->exchanges, 1);
    }
    void aServerThatAnsweredOnceIsNotLeft() // 503 after a provisional response comes from behind it
    {
        TwoServers at;
        const QPointer<Inviter> call = at.peer.phone.call("sip:bob@example.com");
        at.peer.run(10ms);
        const SipMessage invite = at.peer.expect("INVITE");
        at.peer.answer(invite, 180, "bob");
        at.peer.answer(invite, 503, "bob");
        at.peer.expect("ACK");
        at.peer.expectNothing();
        QCOMPARE(call->end().code, 503);
    }
    void noServerIsLeft()
    {
        TwoServers at;
        const QPointer<Inviter> call = at.peer.phone.call("sip:bob@example.com");
        at.peer.run(10ms);
        for (int i = 0; i < 2; ++i) {
            at.peer.answer(at.peer.expect("INVITE"), 503, "x");
            at.peer.expect("ACK");
        }
        at.peer.expectNothing();
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().code, 503);
    }
    void theNextServerTakesTheRegistration()
    {
        TwoServers at;
        at.cut(firstServer);
        auto &registerer = at.peer.phone.agent->registerer();
        QVERIFY(registerer.addBinding());
        at.peer.run(10ms);
        at.peer.expect("REGISTER");
        const SipMessage second = at.peer.expect("REGISTER");
        QCOMPARE(at.lastHop().address, secondServer);
        at.peer.answer(second, 200, "r",
            {{}, {{"Contact", second.value(HeaderId::Contact).toByteArray() + ";expires=600"}}});
        QVERIFY(registerer.isRegistered());
    }
    void theBindingMovesToTheNextServer_data()
    {
        QTest::addColumn<bool>("isSaid"); ///< by a keep-alive; else the refresh finds out
        QTest::newRow("the refresh is not answered") << false;
        QTest::newRow("a keep-alive is refused") << true;
    }
    void theBindingMovesToTheNextServer() // and nobody notices: the binding is kept all the time
    {
        QFETCH(bool, isSaid);
        TwoServers at;
        auto &registerer = at.peer.phone.agent->registerer();
        const auto accept = [&](const SipMessage &request) {
            at.peer.answer(request, 200, "r",
                {{}, {{"Contact", request.value(HeaderId::Contact).toByteArray() + ";expires=600"}}});
        };
        QVERIFY(registerer.addBinding());
        at.peer.run(10ms);
        accept(at.peer.expect("REGISTER"));
        QCOMPARE(at.lastHop().address, firstServer);
        QVERIFY(registerer.isRegistered());
        int losses = 0;
        QObject::connect(&registerer, &Registerer::stateChanged, &registerer,
            [&] { losses += registerer.isRegistered() ? 0 : 1; });
        if (isSaid)
            Q_EMIT at.peer.phone.transport->registrarGone(at.lastHop());
        else
            at.peer.run(540s + 8s);
        at.peer.run(10ms);
        const SipMessage moved = at.peer.phone.transport->sent().last().message;
        QCOMPARE(moved.methodName(), QByteArrayView("REGISTER"));
        QCOMPARE(at.lastHop().address, secondServer);
        accept(moved);
        QVERIFY(registerer.isRegistered());
        QCOMPARE(losses, 0);
        at.peer.phone.call("sip:bob@example.com"); // calls go there straight
        at.peer.run(10ms);
        QCOMPARE(at.peer.phone.transport->sent().last().message.methodName(), QByteArrayView("INVITE"));
        QCOMPARE(at.lastHop().address, secondServer);
    }
    void onAnotherNetworkTheFirstServerIsTriedAgain()
    {
        TwoServers at;
        at.cut(firstServer);
        at.peer.phone.call("sip:bob@example.com");
        at.peer.run(20ms);
        at.peer.expect("INVITE");
        at.peer.expect("INVITE");
        QCOMPARE(at.lastHop().address, secondServer);
        at.cut({});
        at.peer.phone.agent->reconnect();
        at.peer.run(20ms);
        at.peer.phone.transport->clear();
        at.peer.phone.call("sip:carol@example.com");
        at.peer.run(20ms);
        at.peer.expect("INVITE sip:carol");
        QCOMPARE(at.lastHop().address, firstServer);
    }
    void aCallIsEndedThroughTheNextServer() // a request inside a dialog whose route is the name
    {
        TwoServers at;
        const QPointer<Inviter> call = at.peer.phone.call("sip:bob@example.com");
        at.peer.run(10ms);
        const SipMessage invite = at.peer.expect("INVITE");
        at.peer.answer(
            invite, 200, "bob", {WirePeer::Answer, {{"Record-Route", "<sip:sip.example.com;lr>"}}});
        at.peer.run(10ms);
        at.peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
        at.cut(firstServer);
        call->hangUp();
        at.peer.run(20ms);
        at.peer.expect("BYE");
        const SipMessage again = at.peer.expect("BYE");
        QCOMPARE(at.lastHop().address, secondServer);
        at.peer.answer(again, 200, "bob");
        at.peer.expectNothing();
    }
    void theCancelGoesWhereTheCallWent() // §9.1
    {
        TwoServers at;
        const QPointer<Inviter> call = at.peer.phone.call("sip:bob@example.com");
        at.peer.run(10ms);
        at.peer.answer(at.peer.expect("INVITE"), 503, "a");
        at.peer.expect("ACK");
        const SipMessage second = at.peer.expect("INVITE");
        at.peer.answer(second, 180, "bob");
        QVERIFY(call->cancel());
        const SipMessage cancel = at.peer.expect("CANCEL");
        QCOMPARE(at.lastHop().address, secondServer);
        QCOMPARE(cancel.topVia().value().branch(), second.topVia().value().branch());
    }
};

QTEST_GUILESS_MAIN(tst_ChangedWays)
#include "tst_ChangedWays.moc"
