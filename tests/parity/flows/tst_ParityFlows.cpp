// The usage flows that SIP.js documents (FLOW-01 .. FLOW-16 of docs/parity-groups.txt), written as a program
// would: that each is as short here as it is there. FLOW-10 is in tst_SimpleUser; FLOW-13, tracks that come
// and go, has no equal in a media that is one stream of sound: Session::sessionDescriptionHandlerCreated()
// and the figures of AudioSession stand for it.
#include "CallWorld.h"
#include "Messager.h"
#include "Subscriber.h"
#include "TestRegistrar.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;

namespace {

/// Two phones that can reach each other.
struct Two {
    CallWorld world;
    TestPhone &alice = world.add();
    TestPhone &bob = world.add();
};

} // namespace

class tst_ParityFlows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void FLOW_01_receiveACall()
    {
        Two at;
        UserAgent &agent = *at.bob.agent;
        QList<State> states;
        connect(&agent, &UserAgent::invited, this, [&](Invitation *invitation) {
            connect(invitation, &Session::stateChanged, this, [&](State state) { states.append(state); });
            (void)invitation->accept();
        });
        Inviter *call = at.alice.call(at.bob.uri);
        at.world.run(100ms);
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(states, (QList<State>{State::Establishing, State::Established}));
    }
    void FLOW_02_register()
    {
        CallWorld world;
        TestRegistrar registrar(world.clock, world.network);
        TestPhone::Options options;
        options.server = TestRegistrar::Uri;
        TestPhone &phone = world.add(options);
        QSignalSpy states(&phone.agent->registerer(), &Registerer::stateChanged);
        QVERIFY(phone.agent->registerer().addBinding().has_value());
        world.run(100ms);
        QVERIFY(phone.agent->registerer().isRegistered());
        QCOMPARE(states.count(), 2); // Registering, Registered
    }
    void FLOW_03_placeACall()
    {
        Two at;
        auto *inviter
            = new Inviter(*at.alice.agent, address("<" + at.bob.uri + ">"), {}, at.alice.agent.get());
        QByteArrayList told;
        RequestDelegate delegate;
        delegate.onProgress
            = [&](const auto &answer) { told.append(QByteArray::number(answer.response.statusCode())); };
        delegate.onAccept = delegate.onProgress;
        QVERIFY(inviter->invite(delegate).has_value()); // sent, no more
        QVERIFY(told.isEmpty());
        at.world.run(100ms);
        (void)at.bob.invitation()->accept();
        at.world.run(100ms);
        QCOMPARE(told, (QByteArrayList{"180", "200"}));
        QCOMPARE(inviter->state(), State::Established);
    }
    void FLOW_04_blindTransfer_FLOW_06_incomingRefer()
    {
        Two at;
        TestPhone &carol = at.world.add();
        const CallWorld::Call call = at.world.connectCall(at.alice, at.bob);
        QByteArray header;
        connect(call.callee, &Session::referred, this, [&](const std::shared_ptr<Referral> &referral) {
            header = referral->request().value("X-Reason").toByteArray();
            QVERIFY(referral->accept({}, at.bob.agent.get()) != nullptr);
        });
        int accepted = 0;
        RequestDelegate delegate;
        delegate.onAccept = [&](const auto &answer) { accepted = answer.response.statusCode(); };
        QVERIFY(call.caller
                    ->refer(address("<" + carol.uri + ">"), RequestOptions{{{"X-Reason", "lunch"}}, {}, {}},
                        delegate)
                    .has_value());
        at.world.run(200ms);
        QCOMPARE(header, QByteArray("lunch"));
        QCOMPARE(accepted, 202);
        QCOMPARE(call.caller->transferState(), Session::TransferState::Ringing);
        (void)carol.invitation()->accept();
        at.world.run(200ms);
        QCOMPARE(carol.invitation()->state(), State::Established);
        QVERIFY(!call.caller || call.caller->transferState() == Session::TransferState::Succeeded);
    }
    void FLOW_05_attendedTransfer()
    {
        Two at;
        TestPhone &carol = at.world.add();
        const CallWorld::Call first = at.world.connectCall(at.alice, at.bob);
        const CallWorld::Call second = at.world.connectCall(at.alice, carol);
        connect(first.callee, &Session::referred, this, [&](const std::shared_ptr<Referral> &referral) {
            QVERIFY(!referral->replaces().isEmpty());
            QVERIFY(referral->accept({}, at.bob.agent.get()) != nullptr);
        });
        QVERIFY(first.caller->refer(*second.caller).has_value());
        at.world.run(2s);
        QCOMPARE(at.bob.agent->sessions().size(), 1);
        QCOMPARE(carol.agent->sessions().size(), 1);
        QCOMPARE(carol.agent->sessions().first()->state(), State::Established);
    }
    void FLOW_07_holdAndResume()
    {
        Two at;
        const CallWorld::Call call = at.world.connectCall(at.alice, at.bob);
        QVERIFY(call.caller->hold().has_value());
        at.world.run(100ms);
        QVERIFY(call.caller->isLocalHold() && call.callee->isRemoteHold());
        QVERIFY(call.caller->resume().has_value());
        at.world.run(100ms);
        QVERIFY(!call.caller->isLocalHold() && !call.callee->isRemoteHold());
    }
    void FLOW_08_networkLoss()
    {
        CallWorld world;
        TestRegistrar registrar(world.clock, world.network);
        TestPhone::Options options;
        options.server = QByteArray(TestRegistrar::Uri) + ";transport=tcp";
        options.protocol = TransportProtocol::Tcp;
        TestPhone &phone = world.add(options);
        QVERIFY(phone.agent->registerer().addBinding().has_value());
        world.run(100ms);
        QSignalSpy disconnected(phone.agent.get(), &UserAgent::disconnected);
        phone.transport->failOpen(TransportError{TransportError::Kind::Refused, {}});
        phone.transport->lose({TransportError::Kind::Closed, {}});
        world.run(100ms);
        QVERIFY(disconnected.count() >= 1);
        QVERIFY(!phone.agent->isConnected());
        phone.transport->failOpen({});
        world.run(9s); // at once, then 4 s apart
        QVERIFY(phone.agent->isConnected());
        QVERIFY(phone.agent->registerer().isRegistered());
    }
    void FLOW_09_gracefulShutdown()
    {
        CallWorld world;
        TestRegistrar registrar(world.clock, world.network);
        TestPhone::Options options;
        options.server = TestRegistrar::Uri;
        TestPhone &phone = world.add(options);
        (void)phone.agent->registerer().addBinding();
        world.run(100ms);
        phone.agent->stop();
        world.run(UserAgent::StopTime);
        QCOMPARE(phone.agent->state(), UserAgent::State::Stopped);
        QCOMPARE(registrar.registers.last().nameAddrs(HeaderId::Contact)->first().parameters.value("expires"),
            QByteArray("0"));
    }
    void FLOW_11_FLOW_12_FLOW_14_ownMediaAndTransport() // TestPhone is made of both
    {
        Two at;
        auto *inviter
            = new Inviter(*at.alice.agent, address("<" + at.bob.uri + ">"), {}, at.alice.agent.get());
        SessionDescriptionHandler *early = nullptr;
        connect(inviter, &Session::sessionDescriptionHandlerCreated, this,
            [&](SessionDescriptionHandler *handler) {
                early = handler; // before any offer is made
                QCOMPARE(at.alice.lastMedia()->creations, 0);
            });
        (void)inviter->invite();
        at.world.run(100ms);
        QVERIFY(early != nullptr);
        QCOMPARE(early, inviter->sessionDescriptionHandler());
        QVERIFY(at.alice.transport->count("INVITE") == 1);
    }
    void FLOW_15_instantMessage()
    {
        Two at;
        QByteArray heard;
        connect(at.bob.agent.get(), &UserAgent::messageReceived, this,
            [&](const std::shared_ptr<ReceivedRequest> &message) {
                heard = message->request().body();
                (void)message->accept();
            });
        Messager messager(at.alice.agent->core(), address("<" + at.bob.uri + ">"));
        int answer = 0;
        RequestDelegate delegate;
        delegate.onAccept = [&](const auto &accepted) { answer = accepted.response.statusCode(); };
        messager.message("Lunch?", "text/plain", delegate);
        at.world.run(100ms);
        QCOMPARE(heard, QByteArray("Lunch?"));
        QCOMPARE(answer, 200);
    }
    void FLOW_16_presence()
    {
        Two at;
        std::shared_ptr<Notifier> notifier;
        connect(at.bob.agent.get(), &UserAgent::subscriptionRequested, this,
            [&](const std::shared_ptr<Notifier> &asked) { notifier = asked; });
        SubscriberOptions options;
        options.event = "presence";
        Subscriber subscriber(at.alice.agent->core(), address("<" + at.bob.uri + ">"), options);
        QByteArrayList bodies;
        connect(&subscriber, &Subscriber::notified, this,
            [&](const std::shared_ptr<ReceivedRequest> &notification) {
                bodies.append(notification->request().body());
            });
        QVERIFY(subscriber.subscribe().has_value());
        at.world.run(100ms);
        QVERIFY(notifier != nullptr);
        notifier->accept();
        notifier->notify({"<presence/>", "application/pidf+xml"});
        at.world.run(100ms);
        QVERIFY(subscriber.isSubscribed());
        QVERIFY(bodies.contains("<presence/>"));
    }
};

QTEST_GUILESS_MAIN(tst_ParityFlows)
#include "tst_ParityFlows.moc"
