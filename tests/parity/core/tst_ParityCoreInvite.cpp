// Groups COR-01..10, 21, 22 of docs/parity-groups.txt: INVITE at the level of the core. An id with F asserts
// what we want instead of what the framework does; the reason stands beside it.
#include "CallWorld.h"
#include "OutgoingRequest.h"
#include "UserAgentCore.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// Alice without anything above the core: sends an INVITE and keeps what her delegate is told.
struct Alice {
    FakeClock clock;
    WirePeer peer{clock};
    QByteArrayList told;
    std::optional<RequestDelegate::Answer> last;
    std::shared_ptr<OutgoingRequest> invite;

    void call()
    {
        UserAgentCore &core = peer.phone.agent->core();
        NameAddr from = core.options().addressOfRecord;
        from.parameters.set("tag", core.newTag());
        const SipRequest request = core.makeRequest(
            {Method::Invite, WirePeer::Uri, from, address("<sip:bob@192.0.2.2>"), core.newCallId()});
        invite = core.send(
            request, [this](const RequestDelegate::Answer &answer) { hear(answer); }, SendOptions{{}, true});
    }
    void hear(const RequestDelegate::Answer &answer)
    {
        const auto note = [this](const char *name) {
            return [this, name](const RequestDelegate::Answer &) { told.append(name); };
        };
        const RequestDelegate delegate{
            note("onTrying"), note("onProgress"), note("onAccept"), note("onRedirect"), note("onReject")};
        delegate.tell(answer);
        last = answer;
    }
};

int count(const TestPhone &phone, QByteArrayView startLine)
{
    return phone.transport->count(startLine);
}

} // namespace

class tst_ParityCoreInvite : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTransportError() // COR-01
    {
        Alice alice;
        alice.peer.phone.transport->failSends(TransportError{TransportError::Kind::Unreachable, {}});
        alice.call();
        alice.peer.run(40s);
        QCOMPARE(alice.told, QByteArrayList{"onReject"});
        QCOMPARE(alice.last->response.statusCode(), 503);
        QCOMPARE(alice.last->origin, RequestDelegate::Answer::Origin::LocalTransport);
        QVERIFY(count(alice.peer.phone, "INVITE") <= 1);
    }
    void cancelled() // COR-02
    {
        Alice alice;
        alice.call();
        const SipMessage invite = alice.peer.expect("INVITE");
        alice.peer.answer(invite, 100);
        alice.invite->cancel();
        const SipMessage cancel = alice.peer.expect("CANCEL");
        alice.peer.answer(cancel, 200, "b");
        alice.peer.answer(invite, 487, "b");
        alice.peer.expect("ACK");
        alice.peer.expectNothing();
        QCOMPARE(alice.told, (QByteArrayList{"onTrying", "onReject"}));
    }
    void redirected() // COR-03
    {
        Alice alice;
        alice.call();
        const SipMessage invite = alice.peer.expect("INVITE");
        alice.peer.answer(invite, 100);
        alice.peer.answer(invite, 302, "b", {{}, {{"Contact", "<sip:carol@192.0.2.9>"}}});
        alice.peer.expect("ACK");
        alice.peer.expectNothing();
        QCOMPARE(alice.told, (QByteArrayList{"onTrying", "onRedirect"}));
    }
    void nobodyHandlesIt() // COR-04F: 480, not 486: nobody is busy
    {
        FakeClock clock;
        WirePeer peer(clock, {.isListening = false});
        peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 480");
    }
    void progressThenRejection() // COR-05
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest invite = peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->reject(486));
        peer.expect("SIP/2.0 486");
        peer.acknowledge(invite);
        peer.expectNothing();
    }
    void anAckWithAnotherCSeq() // COR-06
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest invite = peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->accept());
        peer.joinAsCaller(peer.expect("SIP/2.0 200"));
        peer.request("ACK", {}, invite.cseq()->number + 7);
        peer.run(1600ms);
        QCOMPARE(count(peer.phone, "SIP/2.0 200"), 3); // at 0, T1 and 3*T1
        peer.acknowledge(invite);
        peer.run(10s);
        QCOMPARE(count(peer.phone, "SIP/2.0 200"), 3);
    }
    void
    anAckThatNeverComes() // COR-07, COR-08F: there is no way to be told instead of hanging up (§13.3.1.4)
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer});
        peer.run(300ms); // 180 is sent at once, so there is no 100 before it
        QVERIFY(peer.phone.invitation()->accept());
        peer.run(33s);
        QCOMPARE(count(peer.phone, "SIP/2.0 180"), 1);
        QCOMPARE(count(peer.phone, "SIP/2.0 200"), 11);
        QVERIFY(count(peer.phone, "BYE") >= 1);
        QVERIFY(!peer.phone.invitation() || peer.phone.invitation()->state() >= Session::State::Terminating);
    }
    void offersInTheInvite_data()
    {
        QTest::addColumn<int>("code"); ///< what brings the answer
        QTest::addColumn<bool>("isReliable");
        QTest::newRow("COR-09 answer in 200") << 200 << false;
        QTest::newRow("COR-09 answer in 183") << 183 << false;
        QTest::newRow("COR-09 answer in a reliable 183") << 183 << true;
    }
    void offersInTheInvite()
    {
        QFETCH(int, code);
        QFETCH(bool, isReliable);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(!invite.body().isEmpty());
        WirePeer::Extra extra{WirePeer::Answer};
        if (isReliable)
            extra.headers = {{"Require", "100rel"}, {"RSeq", "1"}};
        if (code == 183) {
            peer.answer(invite, 183, "b", extra);
            if (isReliable)
                peer.answer(peer.expect("PRACK"), 200, "b");
        }
        peer.answer(invite, 200, "b", isReliable ? WirePeer::Extra{} : WirePeer::Extra{WirePeer::Answer});
        QVERIFY(peer.expect("ACK").body().isEmpty());
        QCOMPARE(call->state(), Session::State::Established);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 1);
        QCOMPARE(peer.phone.lastMedia()->pending, FakeSessionDescriptionHandler::Pending::None);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void noOfferInTheInvite() // COR-10
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.withoutSdp = true});
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(invite.body().isEmpty());
        peer.answer(invite, 200, "b", {WirePeer::Offer});
        QVERIFY(peer.expect("ACK").body().contains("answer"));
        QCOMPARE(call->state(), Session::State::Established);
        QCOMPARE(peer.phone.lastMedia()->pending, FakeSessionDescriptionHandler::Pending::None);
    }
    void aSecondReinvite() // COR-21
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->reinvite());
        const auto second = call->reinvite();
        QVERIFY(!second);
        QCOMPARE(second.error(), Session::Refusal::RequestPending);
    }
    void reinvitesThatCross() // COR-22
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        const auto call = world.connectCall(alice, bob);
        alice.transport->clear();
        bob.transport->clear();
        QVERIFY(call.caller->reinvite());
        QVERIFY(call.callee->reinvite());
        world.run(100ms);
        QCOMPARE(count(alice, "SIP/2.0 491"), 1);
        QCOMPARE(count(bob, "SIP/2.0 491"), 1);
        world.run(10s); // and each tries again, §14.1
        QCOMPARE(call.caller->state(), Session::State::Established);
        QCOMPARE(call.callee->state(), Session::State::Established);
        for (const TestPhone *phone : {&alice, &bob})
            QCOMPARE(phone->lastMedia()->pending, FakeSessionDescriptionHandler::Pending::None);
    }
};

QTEST_GUILESS_MAIN(tst_ParityCoreInvite)
#include "tst_ParityCoreInvite.moc"
