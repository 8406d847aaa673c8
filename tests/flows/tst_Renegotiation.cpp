// Changing a call that stands: hold and resume (RFC 3665 §3.4 ff. and RFC 5359 §2.1), glare and overlap (RFC
// 3261 §14), UPDATE (RFC 3311), target refresh (§12.2). Not covered: changes through proxies.
#include "CallWorld.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;

namespace {

/// A peer that the phone has a call with, in the middle of it.
using Scenario = void (*)(WirePeer &peer, Session &call);

void holdNow(WirePeer &peer, Session &call)
{
    QVERIFY(call.hold());
    peer.answer(peer.expectWithin(5s, "INVITE"), 200, {}, {"bob answer 2 recvonly"});
    peer.expect("ACK");
    QVERIFY(call.isLocalHold());
}
void refusedWith(int code, WirePeer &peer, Session &call)
{
    QVERIFY(call.hold());
    peer.answer(peer.expect("INVITE"), code);
    peer.expect("ACK");
    QVERIFY(!call.isLocalHold());
}
void oursIsRejected(WirePeer &peer, Session &call)
{
    refusedWith(488, peer, call);
    holdNow(peer, call);
}
void theirsIsRejected(WirePeer &peer, Session &call)
{
    peer.phone.script.refuseRemote = MediaError{MediaError::Kind::NotAcceptable, {}};
    peer.request("INVITE", {WirePeer::Offer});
    peer.expect("SIP/2.0 488");
    peer.phone.script.refuseRemote.reset();
    holdNow(peer, call);
}
void theAckIsLost(WirePeer &peer, Session &call)
{
    peer.request("INVITE", {WirePeer::Offer});
    peer.expect("SIP/2.0 200");
    holdNow(peer, call);
    const SipRequest next = peer.request("INVITE", {"bob offer 2 sendrecv"});
    peer.expect("SIP/2.0 200");
    peer.acknowledge(next);
    peer.run(40s);
}
void glareIsTriedAgain(WirePeer &peer, Session &call)
{
    refusedWith(491, peer, call);
    const bool isOwner = call.direction() == Session::Direction::Outgoing; // of the Call-ID, §14.1
    if (isOwner) {
        peer.run(2090ms);
        peer.expectNothing();
    }
    peer.answer(peer.expectWithin(isOwner ? 1920ms : 2010ms, "INVITE"), 200, {}, {"bob answer 2 recvonly"});
    peer.expect("ACK");
    QVERIFY(call.isLocalHold());
}

} // namespace

Q_DECLARE_METATYPE(Scenario)

class tst_Renegotiation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defectsOfOthers_data() // the ids are those of docs/parity.md
    {
        QTest::addColumn<Scenario>("scenario");
        QTest::newRow("C1: our re-INVITE was rejected, the next one works") << Scenario(oursIsRejected);
        QTest::newRow("C1: theirs was rejected, the next one works") << Scenario(theirsIsRejected);
        QTest::newRow("C2: a lost ACK blocks neither side") << Scenario(theAckIsLost);
        QTest::newRow("C17: 491 is tried again") << Scenario(glareIsTriedAgain);
    }
    void defectsOfOthers()
    {
        QFETCH(Scenario, scenario);
        FakeClock clock;
        WirePeer caller(clock);
        const QPointer<Session> outgoing = caller.establishOutgoing();
        scenario(caller, *outgoing);
        QVERIFY(outgoing && outgoing->state() == State::Established);
        QCOMPARE(caller.phone.mediaFaults(), QStringList());
        WirePeer callee(clock);
        const QPointer<Session> incoming = callee.establishIncoming();
        scenario(callee, *incoming);
        QVERIFY(incoming && incoming->state() == State::Established);
        QCOMPARE(callee.phone.mediaFaults(), QStringList());
    }
    void mediaThatLostItsWayIsOfferedAnew()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Session> call = peer.establishOutgoing();
        QSignalSpy refused(call, &Session::reinviteRejected);
        const auto lose = [&] { Q_EMIT call->sessionDescriptionHandler()->renegotiationNeeded(); };
        lose();
        peer.answer(peer.expectWithin(1s, "INVITE"), 200, {}, {WirePeer::Answer});
        peer.expect("ACK");
        peer.run(60s);
        peer.expectNothing();
        lose(); // the server is on the same network that fails
        peer.answer(peer.expectWithin(1s, "INVITE"), 503);
        peer.expect("ACK");
        peer.run(10min); // when it is asked for again, media says
        peer.expectNothing();
        lose();
        peer.answer(peer.expectWithin(1s, "INVITE"), 200, {}, {"bob answer 2 sendrecv"});
        peer.expect("ACK");
        QCOMPARE(refused.size(), 0);
        QCOMPARE(call->state(), State::Established);
    }
    void aRenegotiationWaitsForWhatIsUnderWay_data()
    {
        QTest::addColumn<bool>("isOurs");
        QTest::addColumn<int>("code"); ///< of the one that waited
        QTest::newRow("our hold") << true << 200;
        QTest::newRow("our hold, and it is refused then") << true << 488;
        QTest::newRow("the peer's re-INVITE without its ACK") << false << 200;
    }
    void aRenegotiationWaitsForWhatIsUnderWay() // §14.1
    {
        QFETCH(bool, isOurs);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Session> call = peer.establishOutgoing();
        QSignalSpy refused(call, &Session::reinviteRejected);
        std::optional<SipMessage> hold;
        std::optional<SipRequest> invite;
        if (isOurs) {
            QVERIFY(call->hold());
            hold = peer.expect("INVITE");
        } else {
            invite = peer.request("INVITE"); // it asks for an offer, whose answer is in the ACK
            peer.expect("SIP/2.0 200");
        }
        QVERIFY(call->reinvite().error() == Session::Refusal::RequestPending);
        QVERIFY(call->renegotiate());
        QVERIFY(call->renegotiate()); // wanted twice, once it is done
        peer.run(400ms);
        peer.expectNothing();
        if (isOurs) {
            peer.answer(*hold, 200, {}, {"bob answer 2 recvonly"});
            peer.expect("ACK");
        } else {
            peer.acknowledge(*invite, {"bob answer 2 sendrecv"});
        }
        peer.answer(peer.expectWithin(1s, "INVITE"), code, {}, {"bob answer 3 recvonly"});
        peer.expect("ACK");
        peer.run(10s);
        peer.expectNothing();
        QCOMPARE(refused.size(), code == 200 ? 0 : 1); // a person is told
        QCOMPARE(call->isLocalHold(), isOurs);
        call->hangUp();
        QVERIFY(call->renegotiate().error() == Session::Refusal::WrongState);
    }
    void mediaThatLosesItsWayDuringAHoldIsOfferedAfterIt()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Session> call = peer.establishOutgoing();
        QVERIFY(call->hold());
        const SipMessage hold = peer.expect("INVITE");
        Q_EMIT call->sessionDescriptionHandler()->renegotiationNeeded();
        peer.answer(hold, 200, {}, {"bob answer 2 recvonly"});
        peer.expect("ACK");
        peer.answer(peer.expectWithin(1s, "INVITE"), 200, {}, {"bob answer 3 recvonly"});
        peer.expect("ACK");
        QVERIFY(call->isLocalHold());
    }
    void
    theSuccessComesAgainAfterTheCall() // its transaction lives on (RFC 6026 Accepted), the session does not
    {
        FakeClock clock;
        WirePeer peer(clock);
        Invitation *call = peer.establishIncoming();
        peer.phone.transport->clear();
        QVERIFY(call->hold());
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 200, {}, {WirePeer::Answer});
        peer.expect("ACK");
        const QPointer<Invitation> alive(call);
        peer.request("BYE");
        peer.expect("SIP/2.0 200");
        peer.run(1s);
        QVERIFY(!alive);
        peer.answer(invite, 200, {}, {WirePeer::Answer});
        peer.run(1s);
    }
    void hangingUpDuringOurReinviteStillAcknowledgesIt() // §13.2.2.4
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        peer.phone.transport->clear();
        QVERIFY(call->hold());
        const SipMessage invite = peer.expect("INVITE");
        call->hangUp();
        peer.expect("BYE");
        peer.answer(invite, 200, {}, {WirePeer::Answer});
        peer.expect("ACK");
    }
    void holdAndResume()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        const auto [caller, callee] = world.connectCall(alice, bob);
        QSignalSpy changed(callee, &Session::holdChanged);
        QVERIFY(caller->hold());
        QVERIFY(!caller->isLocalHold()); // not before the peer agreed
        QCOMPARE(caller->resume().error(), Session::Refusal::RequestPending);
        world.run(50ms);
        QVERIFY(caller->isLocalHold());
        QVERIFY(callee->isRemoteHold());
        QVERIFY(!callee->isLocalHold());
        QCOMPARE(changed.count(), 1);
        QVERIFY(callee->hold()); // both
        world.run(50ms);
        QVERIFY(caller->isRemoteHold());
        QVERIFY(caller->resume());
        world.run(50ms);
        QVERIFY(!caller->isLocalHold());
        QVERIFY(caller->isRemoteHold());
        QVERIFY(callee->resume());
        world.run(50ms);
        QVERIFY(!caller->isRemoteHold());
        QVERIFY(!callee->isRemoteHold());
        QCOMPARE(alice.mediaFaults() + bob.mediaFaults(), QStringList());
    }
    void glareIsSettledByItself() // §14.1
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        const auto [caller, callee] = world.connectCall(alice, bob);
        QVERIFY(caller->hold());
        QVERIFY(callee->hold());
        world.run(50ms);
        QCOMPARE(alice.transport->count("SIP/2.0 491"), 1);
        QCOMPARE(bob.transport->count("SIP/2.0 491"), 1);
        QVERIFY(!caller->isLocalHold());
        world.run(2s); // bob does not own the Call-ID: he is first
        QVERIFY(callee->isLocalHold());
        QVERIFY(!caller->isLocalHold());
        world.run(2100ms);
        QVERIFY(caller->isLocalHold());
        QCOMPARE(caller->state(), State::Established);
        QCOMPARE(alice.mediaFaults() + bob.mediaFaults(), QStringList());
    }
    void glareThatNeverEndsIsARefusal()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QSignalSpy rejected(call, &Session::reinviteRejected);
        QVERIFY(call->hold());
        for (int i = 0; i < 6; ++i) {
            const SipMessage again = peer.expectWithin(4s, "INVITE sip:bobtag@192.0.2.2 SIP/2.0");
            QCOMPARE(again.cseq().value().number, quint32(2 + i));
            peer.answer(again, 491);
            peer.expect("ACK");
        }
        peer.run(5s);
        peer.expectNothing();
        QCOMPARE(rejected.count(), 1);
        QCOMPARE(call->state(), State::Established);
    }
    void whatMediaCannotDoIsRefusedAndForgotten() // §14.2: 488, what was agreed stands
    {
        FakeClock clock;
        WirePeer peer(clock);
        Invitation *call = peer.establishIncoming();
        peer.phone.script.refuseRemote = MediaError{MediaError::Kind::NotAcceptable, {}};
        peer.request("INVITE", {WirePeer::Offer});
        peer.expect("SIP/2.0 488");
        peer.phone.script.refuseRemote.reset();
        peer.request("INVITE", {WirePeer::Offer});
        peer.expect("SIP/2.0 200");
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void thePeerRefusesOurs()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QSignalSpy rejected(call, &Session::reinviteRejected);
        QVERIFY(call->hold());
        peer.answer(peer.expect("INVITE"), 488);
        peer.expect("ACK");
        QCOMPARE(rejected.count(), 1);
        QVERIFY(!call->isLocalHold());
        QCOMPARE(peer.phone.lastMedia()->rollbacks, 1);
        QVERIFY(call->hold()); // and once more
        peer.answer(peer.expect("INVITE"), 200, {}, {"bob answer 2 recvonly"});
        peer.expect("ACK");
        QVERIFY(call->isLocalHold());
    }
    void aReinviteInTheMiddleOfOurs()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->hold());
        peer.expect("INVITE");
        peer.request("INVITE", {WirePeer::Offer});
        peer.expect("SIP/2.0 491");
        peer.request("UPDATE", {WirePeer::Offer});
        peer.expect("SIP/2.0 491");
        peer.request("UPDATE"); // no offer: no conflict
        peer.expect("SIP/2.0 200");
    }
    void twoReinvitesAtOnce() // §14.2: 500 with Retry-After
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.establishIncoming();
        peer.phone.script.delay = 500ms;
        peer.request("INVITE", {WirePeer::Offer});
        peer.request("INVITE", {WirePeer::Offer});
        const SipMessage refused = peer.expect("SIP/2.0 500");
        QVERIFY(refused.number(HeaderId::RetryAfter).value() <= 10);
        peer.expectWithin(1s, "SIP/2.0 100"); // the first takes longer than 200 ms
        const int before = peer.phone.transport->count("SIP/2.0 200");
        peer.run(1s);
        QVERIFY(peer.phone.transport->count("SIP/2.0 200") > before);
    }
    void thePeerTakesItsReinviteBack() // §9.2
    {
        FakeClock clock;
        WirePeer peer(clock);
        Invitation *call = peer.establishIncoming();
        peer.phone.script.delay = 500ms;
        const SipRequest invite = peer.request("INVITE", {WirePeer::Offer});
        SipRequest cancel(QByteArrayView("CANCEL"), invite.requestUriText());
        for (const HeaderId id : {HeaderId::Via, HeaderId::From, HeaderId::To, HeaderId::CallId})
            cancel.append(id, invite.value(id));
        cancel.append(HeaderId::CSeq, QByteArray::number(invite.cseq().value().number) + " CANCEL");
        cancel.append(HeaderId::MaxForwards, "70");
        peer.phone.transport->inject(cancel);
        QCOMPARE(peer.expect("SIP/2.0 200").cseq().value().method, QByteArray("CANCEL"));
        QCOMPARE(peer.expect("SIP/2.0 487").cseq().value().method, QByteArray("INVITE"));
        QCOMPARE(peer.phone.lastMedia()->rollbacks, 1);
        const int before = peer.phone.transport->count("SIP/2.0 200");
        peer.run(400ms);
        peer.acknowledge(invite);
        peer.run(1s);
        QCOMPARE(peer.phone.transport->count("SIP/2.0 200"), before);
        QCOMPARE(call->state(), State::Established);
        peer.phone.script.delay = 0ms;
        peer.request("INVITE", {WirePeer::Offer}); // and another may come
        QTRY_COMPARE(peer.phone.transport->count("SIP/2.0 200"), before + 1);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void retryAfterIsHonoured()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->hold());
        peer.answer(peer.expect("INVITE"), 500, {}, {{}, {{"Retry-After", "3"}}});
        peer.expect("ACK");
        peer.run(2900ms);
        peer.expectNothing();
        peer.run(200ms);
        peer.expect("INVITE");
    }
    void offerlessReinvite()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Invitation> call = peer.establishIncoming();
        const SipRequest invite = peer.request("INVITE");
        QVERIFY(peer.expect("SIP/2.0 200").body().contains("user1 offer"));
        peer.acknowledge(invite, {WirePeer::Answer});
        QCOMPARE(peer.phone.lastMedia()->exchanges, 2);
        const SipRequest again = peer.request("INVITE");
        peer.expect("SIP/2.0 200");
        peer.acknowledge(again); // the answer is missing
        peer.expect("BYE");
        QVERIFY(!call); // ended, and destroyed by its user agent
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void targetsAreRefreshedByBothSides() // §12.2.1.2, §12.2.2
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->hold());
        const SipMessage hold = peer.expect("INVITE sip:bobtag@192.0.2.2 SIP/2.0");
        peer.answer(hold, 200, "moved", {"bob answer 2 recvonly"});
        peer.expect("ACK sip:moved@192.0.2.2");
        peer.request("UPDATE"); // with Contact sip:bob
        peer.expect("SIP/2.0 200");
        call->hangUp();
        peer.expect("BYE sip:bob@192.0.2.2");
    }
    void aDialogThatIsGoneEndsTheCall_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("481") << 481;
        QTest::newRow("408") << 408;
    }
    void aDialogThatIsGoneEndsTheCall()
    {
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->hold());
        peer.answer(peer.expect("INVITE"), code);
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().code, code);
        peer.expect("ACK");
        peer.expect("BYE");
    }
    void theSuccessComesAgain()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->hold());
        const SipMessage hold = peer.expect("INVITE");
        peer.answer(hold, 200, {}, {"bob answer 2 recvonly"});
        const SipMessage ack = peer.expect("ACK");
        peer.answer(hold, 200, {}, {"bob answer 2 recvonly"});
        QVERIFY(peer.expect("ACK") == ack);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 2);
    }
    void requestsOutOfOrderAreRefused() // §12.2.2
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.establishIncoming();
        peer.request("INFO", {}, 50);
        peer.expect("SIP/2.0 200");
        peer.request("INFO", {}, 49);
        peer.expect("SIP/2.0 500");
    }
    void theByeEndsWhatIsPending() // §15.1.2
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Invitation> call = peer.establishIncoming();
        peer.phone.script.delay = 500ms;
        peer.request("INVITE", {WirePeer::Offer});
        peer.request("BYE");
        peer.expect("SIP/2.0 200");
        peer.expect("SIP/2.0 487");
        QVERIFY(!call);
    }
    void theMediaHearsWhereItStands()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        const auto [caller, callee] = world.connectCall(alice, bob);
        QVERIFY(caller->reinvite());
        world.run(50ms);
        QCOMPARE(alice.lastMedia()->options.last().localAddress, QHostAddress(QStringLiteral("10.0.0.1")));
        QVERIFY(!alice.lastMedia()->options.last().secureSignalling);
        QCOMPARE(callee->state(), State::Established);
    }
    void a2xxWithoutTheOfferThatIsDueIsNotSent() // RFC 3261 §14.2
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        peer.phone.script.isSilent = true;
        peer.request("INVITE");
        peer.expect("SIP/2.0 488");
        QCOMPARE(call->state(), State::Established); // what was agreed stands
        peer.phone.script.isSilent = false;
        peer.request("INVITE");
        QVERIFY(!peer.expect("SIP/2.0 200").body().isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_Renegotiation)
#include "tst_Renegotiation.moc"
