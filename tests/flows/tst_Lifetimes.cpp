// Who goes first: sessions deleted in the signals they send, sessions that outlive their user agent, answers
// that come again when nobody is left. Most of it shows itself under AddressSanitizer.
#include "CallWorld.h"
#include "Registered.h"
#include "UserAgentCore.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;

namespace {

enum class Signal { State, Ringing, Handler, Hold, Transfer, Dtmf, Info, Identity, Rejected, MediaFailed };

/// @p session goes in the first @p signal from now on.
void deleteIn(Session &session, Signal signal)
{
    Session *const gone = &session;
    const auto go = [gone] { delete gone; };
    switch (signal) {
    case Signal::State: QObject::connect(gone, &Session::stateChanged, qApp, go); break;
    case Signal::Ringing: QObject::connect(gone, &Session::ringingChanged, qApp, go); break;
    case Signal::Handler: QObject::connect(gone, &Session::sessionDescriptionHandlerCreated, qApp, go); break;
    case Signal::Hold: QObject::connect(gone, &Session::holdChanged, qApp, go); break;
    case Signal::Transfer: QObject::connect(gone, &Session::transferChanged, qApp, go); break;
    case Signal::Dtmf: QObject::connect(gone, &Session::dtmfReceived, qApp, go); break;
    case Signal::Info: QObject::connect(gone, &Session::infoReceived, qApp, go); break;
    case Signal::Identity: QObject::connect(gone, &Session::remoteIdentityChanged, qApp, go); break;
    case Signal::Rejected: QObject::connect(gone, &Session::reinviteRejected, qApp, go); break;
    case Signal::MediaFailed: QObject::connect(gone, &Session::mediaFailed, qApp, go); break;
    }
}

const WireExtra asserting{WirePeer::Answer, {{"P-Asserted-Identity", "<sip:other@192.0.2.2>"}}};

} // namespace

class tst_Lifetimes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deletedInASignalOfTheCaller_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Establishing") << int(Signal::State);
        QTest::newRow("ringing") << int(Signal::Ringing);
        QTest::newRow("media made") << int(Signal::Handler);
        QTest::newRow("asserted identity") << int(Signal::Identity);
    }
    void deletedInASignalOfTheCaller()
    {
        QFETCH(int, signal);
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call
            = new Inviter(*peer.phone.agent, address("<sip:bob@192.0.2.2>"), {}, peer.phone.agent.get());
        deleteIn(*call, Signal(signal));
        (void)call->invite();
        peer.run(5ms);
        if (call) {
            const SipMessage invite = peer.expect("INVITE");
            peer.answer(invite, 180, "x", asserting);
        }
        QVERIFY(!call);
        peer.run(40s);
        QCOMPARE(peer.phone.agent->sessions().size(), 0);
        QCOMPARE(peer.phone.agent->core().unansweredCount(), 0);
    }
    void deletedInASignalOfTheCall_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("BYE") << int(Signal::State);
        QTest::newRow("held by the peer") << int(Signal::Hold);
        QTest::newRow("transfer") << int(Signal::Transfer);
        QTest::newRow("digit by INFO") << int(Signal::Dtmf);
        QTest::newRow("INFO") << int(Signal::Info);
        QTest::newRow("asserted identity") << int(Signal::Identity);
        QTest::newRow("re-INVITE refused") << int(Signal::Rejected);
        QTest::newRow("media failed") << int(Signal::MediaFailed);
    }
    void deletedInASignalOfTheCall()
    {
        QFETCH(int, signal);
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = peer.establishOutgoing();
        deleteIn(*call, Signal(signal));
        switch (Signal(signal)) {
        case Signal::Hold: peer.request("INVITE", {"bob offer 2 sendonly"}); break;
        case Signal::Transfer: (void)call->refer(address("<sip:carol@192.0.2.3>")); break;
        case Signal::Dtmf: peer.request("INFO", {"Signal=1\r\n", {}, "application/dtmf-relay"}); break;
        case Signal::Info: peer.request("INFO", {"hello", {}, "text/plain"}); break;
        case Signal::Identity: peer.request("INVITE", {WirePeer::Offer, asserting.headers}); break;
        case Signal::Rejected:
            QVERIFY(call->hold());
            peer.answer(peer.expect("INVITE"), 488, "bobtag");
            break;
        case Signal::MediaFailed:
            peer.phone.script.refuseRemote = MediaError{};
            QVERIFY(call->hold());
            peer.answer(peer.expect("INVITE"), 200, "bobtag", {WirePeer::Answer});
            break;
        default: peer.request("BYE"); break;
        }
        QVERIFY(!call);
        peer.run(40s);
        QCOMPARE(peer.phone.agent->sessions().size(), 0);
        QCOMPARE(peer.phone.agent->core().unansweredCount(), 0);
    }
    /// The media answers later, and whoever hears of what comes of it deletes the call or its user agent.
    void deletedInTheMiddleOfACallBackOfTheMedia_data()
    {
        QTest::addColumn<bool>("hasOffer");
        QTest::addColumn<bool>("isRefused");
        QTest::addColumn<bool>("isAgentDeleted");
        for (const bool hasOffer : {false, true}) {
            for (const bool isRefused : {false, true}) {
                for (const bool isAgentDeleted : {false, true})
                    QTest::addRow("%s, %s, the %s goes", hasOffer ? "an answer" : "an offer",
                        isRefused ? "refused" : "made", isAgentDeleted ? "user agent" : "call")
                        << hasOffer << isRefused << isAgentDeleted;
            }
        }
    }
    void deletedInTheMiddleOfACallBackOfTheMedia()
    {
        QFETCH(bool, hasOffer);
        QFETCH(bool, isRefused);
        QFETCH(bool, isAgentDeleted);
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.delay = 50ms;
        if (isRefused)
            peer.phone.script.refuseLocal = MediaError{};
        if (hasOffer)
            peer.invite({WirePeer::Offer});
        else
            peer.invite({{}, {{"Require", "100rel"}}});
        const QPointer<Invitation> call = peer.phone.invitation();
        bool isGone = false;
        const auto go = [&] {
            isGone = true;
            if (isAgentDeleted)
                peer.phone.agent.reset();
            else
                delete call;
        };
        QVERIFY(call->accept());
        connect(call, &Session::mediaFailed, qApp, go);
        connect(call, &Session::stateChanged, qApp, go);
        peer.run(1s);
        QVERIFY(isGone);
        QVERIFY(!call);
        peer.run(40s);
    }
    void deletedWhileTheMediaMakesTheOffer()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.delay = 50ms;
        peer.invite({{}, {{"Require", "100rel"}}});
        delete peer.phone.invitation();
        peer.expect("SIP/2.0 487");
        peer.run(1s);
        peer.run(40s);
        QCOMPARE(peer.phone.transport->count("SIP/2.0 18"), 0);
    }
    void aRepeated200ToTheReinviteOfACallThatIsOver()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = peer.establishOutgoing();
        QVERIFY(call->hold());
        const SipMessage reinvite = peer.expect("INVITE");
        peer.answer(reinvite, 200, "bobtag", {WirePeer::Answer});
        peer.expect("ACK");
        peer.request("BYE");
        peer.expect("SIP/2.0 200");
        delete call;
        peer.answer(reinvite, 200, "bobtag", {WirePeer::Answer});
        peer.expect("ACK"); // §13.2.2.4: each 2xx has one
        peer.expectNothing();
    }
    void hangingUpWhileTheReinviteIsUnanswered()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = peer.establishOutgoing();
        QVERIFY(call->hold());
        const SipMessage reinvite = peer.expect("INVITE");
        call->hangUp();
        peer.answer(peer.expect("BYE"), 200, "bobtag");
        peer.answer(reinvite, 200, "bobtag", {WirePeer::Answer});
        peer.expect("ACK");
        peer.run(40s);
        QCOMPARE(peer.phone.agent->core().unansweredCount(), 0);
    }
    void userAgentDeletedInAStateOfItsRegisterer_data()
    {
        QTest::addColumn<bool>("isAtOnce");
        QTest::newRow("stopping") << false;
        QTest::newRow("stopping at once") << true;
    }
    void userAgentDeletedInAStateOfItsRegisterer()
    {
        QFETCH(bool, isAtOnce);
        Registered w;
        (void)w.registerer.addBinding();
        w.world.run(1s);
        QVERIFY(w.registerer.isRegistered());
        QList<Registerer::State> states;
        connect(&w.registerer, &Registerer::stateChanged, qApp, [&](Registerer::State now) {
            states.append(now);
            delete w.phone.agent.release();
        });
        UserAgent *agent = w.phone.agent.get();
        agent->stop(isAtOnce ? UserAgent::Shutdown::AtOnce : UserAgent::Shutdown::Graceful);
        QVERIFY(!w.phone.agent);
        QCOMPARE(states.size(), 1);
        w.world.run(10s);
    }
    void stoppingAtOnceDoesNotBeginToUnregister()
    {
        Registered w;
        (void)w.registerer.addBinding();
        w.world.run(1s);
        QList<Registerer::State> states;
        connect(&w.registerer, &Registerer::stateChanged, qApp,
            [&](Registerer::State now) { states.append(now); });
        w.phone.agent->stop(UserAgent::Shutdown::AtOnce);
        QCOMPARE(states, QList{Registerer::State::Unregistered});
        QVERIFY(!w.registerer.isWanted());
    }
    void userAgentDeletedInAStateOfItsTransport_data()
    {
        QTest::addColumn<Transport::State>("state");
        QTest::addColumn<QByteArray>("by");
        for (const char *by : {"stop", "stop at once", "reconnect", "loss"})
            QTest::addRow("Disconnected by %s", by) << Transport::State::Disconnected << QByteArray(by);
        for (const char *by : {"start", "reconnect", "loss"}) {
            QTest::addRow("Connecting by %s", by) << Transport::State::Connecting << QByteArray(by);
            QTest::addRow("Connected by %s", by) << Transport::State::Connected << QByteArray(by);
        }
    }
    void userAgentDeletedInAStateOfItsTransport()
    {
        QFETCH(Transport::State, state);
        QFETCH(QByteArray, by);
        FakeClock clock;
        TestPhone phone(clock, 1, TestPhone::Options{});
        clock.advance(100ms);
        UserAgent *agent = phone.agent.get();
        if (by == "start") {
            agent->stop(UserAgent::Shutdown::AtOnce);
            clock.advance(100ms);
        }
        connect(&agent->transport(), &Transport::stateChanged, qApp, [&](Transport::State now) {
            if (now == state)
                delete phone.agent.release();
        });
        if (by == "start")
            agent->start();
        else if (by == "reconnect")
            agent->reconnect();
        else if (by == "loss")
            phone.transport->lose({TransportError::Kind::Closed, {}});
        else
            agent->stop(by == "stop" ? UserAgent::Shutdown::Graceful : UserAgent::Shutdown::AtOnce);
        clock.advance(20s);
        QVERIFY(!phone.agent);
    }
    void aCallIsRefreshedAfterTheReinviteThatStandsInTheWay()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = peer.establishOutgoing();
        QVERIFY(call->hold());
        const SipMessage hold = peer.expect("INVITE");
        peer.phone.agent->refreshCalls();
        peer.expectNothing();
        peer.answer(hold, 200, "bobtag", {WirePeer::Answer});
        peer.expect("ACK");
        peer.expectWithin(1s, "INVITE");
        QVERIFY(call);
    }
    void aCallThatOutlivesItsUserAgent()
    {
        FakeClock clock;
        auto phone = std::make_unique<TestPhone>(clock, 1, TestPhone::Options{});
        auto inviter = std::make_unique<Inviter>(*phone->agent, address("<sip:bob@192.0.2.2>"));
        (void)inviter->invite();
        clock.advance(100ms);
        QCOMPARE(inviter->state(), State::Establishing);
        phone->agent.reset();
        QCOMPARE(inviter->state(), State::Terminated);
        QCOMPARE(inviter->end().by, Session::End::By::Network);
        clock.advance(40s);
        inviter->hangUp();
        QVERIFY(!inviter->cancel());
        inviter.reset();
    }
    void aStandingCallThatOutlivesItsUserAgent()
    {
        FakeClock clock;
        TestPhone bob(clock, 2, {});
        auto alice = std::make_unique<TestPhone>(clock, 1, TestPhone::Options{});
        LoopbackNetwork network(clock);
        network.attach(*alice->transport);
        network.attach(*bob.transport);
        auto inviter = std::make_unique<Inviter>(*alice->agent, address("<" + bob.uri + ">"));
        (void)inviter->invite();
        clock.advance(100ms);
        QVERIFY(bob.invitation()->accept());
        clock.advance(100ms);
        QCOMPARE(inviter->state(), State::Established);
        alice->agent.reset();
        QCOMPARE(inviter->state(), State::Terminated);
        clock.advance(100ms);
        CallWorld::flush();
        QCOMPARE(bob.agent->sessions().size(), 0); // heard the BYE
        QVERIFY(!inviter->hold());
        QVERIFY(!inviter->refer(address("<sip:carol@192.0.2.3>")));
        inviter.reset();
        clock.advance(40s);
    }
    void aReferralThatOutlivesItsUserAgent()
    {
        FakeClock clock;
        TestPhone bob(clock, 2, {});
        std::shared_ptr<Referral> referral;
        {
            WirePeer peer(clock);
            const QPointer<Invitation> call = peer.establishIncoming();
            peer.request("REFER", {{}, {{"Refer-To", "<sip:carol@192.0.2.3>"}}});
            QCOMPARE(peer.phone.referrals.size(), 1);
            referral = peer.phone.referrals.takeLast();
        }
        QVERIFY(!referral->accept());
        referral->reject();
        clock.advance(30s);
    }
    /// §9.1: CANCEL must wait for a provisional response. The person need not.
    void hangingUpBeforeAnythingCame()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        call->hangUp();
        QCOMPARE(call->state(), State::Terminating);
        peer.run(1100ms);
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().by, Session::End::By::Local);
        QCOMPARE(peer.phone.transport->count("CANCEL"), 0);
        delete call;
        peer.answer(invite, 180, "x");
        QCOMPARE(peer.phone.transport->count("CANCEL"), 1);
        peer.answer(invite, 200, "x", {WirePeer::Answer});
        peer.run(1ms);
        QCOMPARE(peer.phone.transport->count("ACK"), 1);
        QCOMPARE(peer.phone.transport->count("BYE"), 1);
    }
    void theOrphanedCancelDoesNotHoldUpTheEnd()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = peer.phone.call(WirePeer::Uri);
        peer.expect("INVITE");
        call->hangUp();
        peer.run(1100ms);
        QCOMPARE(peer.phone.agent->sessions().size(), 0);
        peer.phone.agent->stop();
        peer.run(UserAgent::StopTime + 100ms);
        QCOMPARE(peer.phone.agent->state(), UserAgent::State::Stopped);
        peer.run(40s);
        QCOMPARE(peer.phone.agent->core().unansweredCount(), 0);
    }
    /// RFC 5589 §6.1: the transferee says BYE instead of a NOTIFY; it is his, whatever the program does then.
    void byeOfTheTransfereeIsHis()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Inviter> call = peer.establishOutgoing();
        QVERIFY(call->refer(address("<sip:carol@192.0.2.3>")));
        peer.answer(peer.expect("REFER"), 202, "bobtag");
        connect(call, &Session::transferChanged, call, [&call] { call->hangUp(); });
        Session::End end;
        connect(call, &Session::stateChanged, this, [&] { end = call->end(); });
        peer.request("BYE");
        peer.expect("SIP/2.0 200");
        peer.expectNothing(); // no BYE of ours
        QCOMPARE(end.by, Session::End::By::Remote);
        QCOMPARE(call->transferState(), Session::TransferState::Succeeded);
    }
};

QTEST_GUILESS_MAIN(tst_Lifetimes)
#include "tst_Lifetimes.moc"
