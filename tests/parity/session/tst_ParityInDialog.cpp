// The groups IND of the list in docs/parity-groups.txt: an established call, and what goes on in its dialog:
// re-INVITE against ACK, BYE and its like, REFER, MESSAGE, Replaces. "F" behind an id: the outcome is not
// that of SIP.js, the row says how.
#include "ReceivedRequest.h"
#include "Talk.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Offer = Talk::Offer;
using State = Session::State;

namespace {

const MediaError broken{MediaError::Kind::NotAcceptable, QStringLiteral("scripted")};

/// The rows "with SDP" and "without SDP" of the re-INVITEs: where the offer stands.
void addOfferRows()
{
    QTest::addColumn<bool>("withoutSdp");
    QTest::newRow("with SDP") << false;
    QTest::newRow("without SDP") << true;
}

ReinviteOptions offerIn(bool withoutSdp)
{
    ReinviteOptions options;
    options.withoutSdp = withoutSdp;
    return options;
}

QByteArray line(const QByteArrayList &words)
{
    return words.join(' ');
}

} // namespace

#define SENT(person, words) QCOMPARE(line((person).sent), QByteArray(words))
#define RECEIVED(person, words) QCOMPARE(line((person).received), QByteArray(words))
#define STATES(person, words) QCOMPARE(line((person).states), QByteArray(words))
#define TOLD(person, words) QCOMPARE(line((person).told), QByteArray(words))

class tst_ParityInDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void IND_01F_reinviteWhileTheLateAnswerIsLost() // 491, as an offer is open (RFC 3261 §14.2), and asked
                                                    // again; SIP.js: 500
    {
        Talk talk(Offer::InAnswer);
        talk.ring();
        talk.world.network.setDrop(
            [](const QByteArray &bytes, const Hop &, const Hop &) { return bytes.startsWith("ACK"); });
        (void)talk.answer->accept();
        talk.settle(30ms);
        talk.mark();
        QVERIFY(talk.call->reinvite({}, talk.delegateOf(talk.alice)).has_value());
        talk.settle();
        QVERIFY(talk.alice.received.contains("491"));
        QCOMPARE(talk.call->state(), State::Established);
        QCOMPARE(talk.answer->state(), State::Established);
        talk.world.network.setDrop({});
        talk.settle(20s);
        TOLD(talk.alice, "accept");
    }
    void IND_02F_reinviteWhileTheAnswerIsApplied() // the same
    {
        Talk talk(Offer::InAnswer);
        talk.ring();
        (void)talk.answer->accept();
        talk.settle(3ms);
        talk.bob.phone->script.delay = Milliseconds(300);
        talk.settle(20ms);
        talk.mark();
        QVERIFY(talk.call->reinvite({}, talk.delegateOf(talk.alice)).has_value());
        talk.settle(50ms);
        SENT(talk.alice, "INVITE ACK");
        RECEIVED(talk.alice, "491");
        talk.settle(20s);
        QCOMPARE(talk.alice.told.last(), QByteArray("accept"));
        QCOMPARE(talk.answer->state(), State::Established);
    }
    void IND_03_reinviteWhileTheAckIsLost()
    {
        Talk talk;
        talk.ring();
        talk.world.network.setDrop(
            [](const QByteArray &bytes, const Hop &, const Hop &) { return bytes.startsWith("ACK"); });
        (void)talk.answer->accept();
        talk.settle(30ms);
        talk.world.network.setDrop({});
        talk.mark();
        QVERIFY(talk.call->reinvite({}, talk.delegateOf(talk.alice)).has_value());
        talk.settle();
        SENT(talk.alice, "INVITE ACK");
        RECEIVED(talk.alice, "200");
        talk.settle(40s);
        QCOMPARE(talk.call->state(), State::Established);
        QCOMPARE(talk.answer->state(), State::Established);
    }

    void IND_10_reinviteIsAccepted_data() { addOfferRows(); }
    void IND_10_reinviteIsAccepted()
    {
        QFETCH(bool, withoutSdp);
        Talk talk;
        talk.establish();
        for (int i = 0; i < 2; ++i) {
            QVERIFY(talk.call->reinvite(offerIn(withoutSdp), talk.delegateOf(talk.alice)).has_value());
            talk.settle();
            SENT(talk.alice, "INVITE ACK");
            RECEIVED(talk.alice, "200");
            TOLD(talk.alice, "accept");
            talk.mark();
        }
        QCOMPARE(talk.alice.phone->lastMedia()->exchanges, 3);
        QCOMPARE(talk.bob.phone->lastMedia()->exchanges, 3);
    }
    void IND_11_reinviteIsChallenged()
    {
        FakeClock clock;
        TestPhone::Options options;
        options.server = "sip:192.0.2.2";
        options.password = "secret";
        options.adjust = [](UserAgentOptions &agent) { agent.credentials.realm = "example.com"; };
        WirePeer peer(clock, options);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->reinvite().has_value());
        const SipMessage first = peer.expect("INVITE");
        peer.answer(first, 407, "bobtag",
            {{}, {{"Proxy-Authenticate", "Digest realm=\"example.com\", nonce=\"n\", qop=\"auth\""}}});
        peer.expect("ACK");
        const SipMessage second = peer.expect("INVITE");
        QVERIFY(second.contains(HeaderId::ProxyAuthorization));
        QCOMPARE(second.cseq()->number, first.cseq()->number + 1);
        peer.answer(second, 200, "bobtag", {"bob answer 2 sendrecv"});
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
    }
    void IND_12F_successWithoutBody() // what was agreed before goes on; SIP.js ends the call
    {
        Talk talk;
        talk.establish();
        talk.bob.phone->script.isSilent = true;
        QVERIFY(talk.call->reinvite({}, talk.delegateOf(talk.alice)).has_value());
        talk.settle();
        SENT(talk.alice, "INVITE ACK");
        RECEIVED(talk.alice, "200");
        TOLD(talk.alice, "reject");
        QCOMPARE(talk.call->state(), State::Established);
    }
    void IND_12F_successWithoutOffer() // without SDP: the same
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        int code = 0;
        RequestDelegate delegate;
        delegate.onReject
            = [&](const RequestDelegate::Answer &answer) { code = answer.response.statusCode(); };
        QVERIFY(call->reinvite(offerIn(true), delegate).has_value());
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(invite.body().isEmpty());
        QVERIFY(!invite.contains(HeaderId::ContentType));
        peer.answer(invite, 200, "bobtag");
        QVERIFY(peer.expect("ACK").body().isEmpty());
        QCOMPARE(code, 488);
        QCOMPARE(call->state(), State::Established);
        QVERIFY(call->reinvite().has_value());
    }
    void IND_12_lateOfferIsAnsweredInTheAck() // once, however often the 2xx comes
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        peer.phone.script.delay = Milliseconds(300);
        QVERIFY(call->reinvite(offerIn(true)).has_value());
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 200, "bobtag", {WirePeer::Offer});
        peer.answer(invite, 200, "bobtag", {WirePeer::Offer});
        peer.expectNothing();
        clock.advance(Milliseconds(700));
        const QByteArray answer = peer.expect("ACK").body();
        QVERIFY(answer.contains("answer"));
        peer.answer(invite, 200, "bobtag", {WirePeer::Offer});
        QCOMPARE(peer.expect("ACK").body(), answer);
        QCOMPARE(call->state(), State::Established);
    }
    void IND_13_answerCannotBeApplied()
    {
        Talk talk;
        talk.establish();
        talk.alice.phone->script.refuseRemote = broken;
        QVERIFY(talk.call->reinvite().has_value());
        talk.settle();
        SENT(talk.alice, "INVITE ACK BYE");
        RECEIVED(talk.alice, "200 200");
        QVERIFY(talk.alice.states.endsWith("T"));
        QVERIFY(talk.bob.states.endsWith("T"));
    }
    void IND_13_answerForTheAckCannotBeMade() // without SDP: both hang up
    {
        Talk talk;
        talk.establish();
        talk.alice.phone->script.refuseRemote = broken;
        QVERIFY(talk.call->reinvite(offerIn(true)).has_value());
        talk.settle();
        SENT(talk.alice, "INVITE ACK BYE 481");
        RECEIVED(talk.alice, "200 BYE 481");
        QVERIFY(talk.alice.states.endsWith("T"));
        QVERIFY(talk.bob.states.endsWith("T"));
    }
    void IND_14_reinviteIsRejected()
    {
        Talk talk;
        talk.establish();
        talk.bob.phone->script.refuseRemote = broken;
        QVERIFY(talk.call->reinvite({}, talk.delegateOf(talk.alice)).has_value());
        talk.settle();
        SENT(talk.alice, "INVITE ACK");
        RECEIVED(talk.alice, "488");
        TOLD(talk.alice, "reject");
        talk.bob.phone->script.refuseRemote.reset();
        talk.mark();
        QVERIFY(talk.call->reinvite({}, talk.delegateOf(talk.alice)).has_value());
        talk.settle();
        RECEIVED(talk.alice, "200");
        TOLD(talk.alice, "accept");
        QCOMPARE(talk.alice.phone->mediaFaults() + talk.bob.phone->mediaFaults(), QStringList());
    }
    void
    IND_15F_rollbackCannotFail() // SessionDescriptionHandler::rollback() has no failure: the call goes on
    {
        Talk talk;
        talk.establish();
        talk.bob.phone->script.refuseRemote = broken;
        QVERIFY(talk.call->reinvite().has_value());
        talk.settle();
        QCOMPARE(talk.alice.phone->lastMedia()->rollbacks, 1);
        QCOMPARE(talk.call->state(), State::Established);
    }
    void IND_16_secondReinviteWhileOneIsPending_data() { addOfferRows(); }
    void IND_16_secondReinviteWhileOneIsPending()
    {
        QFETCH(bool, withoutSdp);
        Talk talk;
        talk.establish();
        talk.bob.phone->script.delay = Milliseconds(200);
        QVERIFY(talk.call->reinvite(offerIn(withoutSdp)).has_value());
        talk.settle(20ms);
        QVERIFY(talk.call->reinvite(offerIn(withoutSdp)) == Failure(Session::Refusal::RequestPending));
        talk.settle(20ms);
        SENT(talk.alice, "INVITE");
    }
    void IND_17_offerCannotBeCreated()
    {
        Talk talk;
        talk.establish();
        talk.alice.phone->script.refuseLocal = broken;
        QVERIFY(talk.call->reinvite({}, talk.delegateOf(talk.alice)).has_value());
        talk.settle();
        SENT(talk.alice, "");
        QCOMPARE(talk.call->state(), State::Established);
        talk.alice.phone->script.refuseLocal.reset();
        QVERIFY(talk.call->reinvite().has_value());
    }

    void IND_20_reinviteThenOwnBye_data() { addOfferRows(); }
    void IND_20_reinviteThenOwnBye()
    {
        QFETCH(bool, withoutSdp);
        Talk talk;
        talk.establish();
        QVERIFY(talk.call->reinvite(offerIn(withoutSdp)).has_value());
        talk.settle(2ms);
        QVERIFY(talk.call->bye().has_value());
        talk.settle();
        QVERIFY(talk.alice.sent.contains("INVITE"));
        QVERIFY(talk.alice.sent.contains("BYE"));
        QVERIFY(talk.alice.sent.contains("ACK"));
        QVERIFY(talk.bob.states.endsWith("T"));
        QVERIFY(talk.alice.states.endsWith("T"));
        QCOMPARE(talk.alice.phone->agent->sessions().size(), 0);
    }
    void IND_21_reinviteCrossesTheOthersBye()
    {
        Talk talk;
        talk.establish();
        QVERIFY(talk.call->reinvite().has_value());
        talk.settle(2ms);
        QVERIFY(talk.answer->bye().has_value());
        talk.settle(100ms);
        SENT(talk.alice, "INVITE 200 ACK");
        QCOMPARE(talk.alice.received.value(0), QByteArray("BYE")); // the INVITE is refused then
        QVERIFY(talk.alice.states.endsWith("T"));
        QVERIFY(talk.bob.states.endsWith("T"));
    }
    void IND_22_reinviteWithoutOfferCrossesTheOthersBye()
    {
        Talk talk;
        talk.establish();
        QVERIFY(talk.call->reinvite(offerIn(true)).has_value());
        talk.settle(2ms);
        QVERIFY(talk.answer->bye().has_value());
        talk.settle(100ms);
        SENT(talk.alice, "INVITE 200 ACK");
        QCOMPARE(talk.alice.received.value(0), QByteArray("BYE"));
        QVERIFY(talk.alice.states.endsWith("T"));
        QVERIFY(talk.bob.states.endsWith("T"));
    }

    void IND_30F_referWithNobodyAsked_data()
    {
        QTest::addColumn<bool>("toAlice");
        QTest::newRow("IND-30F to Alice") << true;
        QTest::newRow("IND-32F to Bob") << false;
    }
    void IND_30F_referWithNobodyAsked() // SIP.js accepts and calls; ours declines
    {
        QFETCH(bool, toAlice);
        Talk talk;
        talk.establish();
        Talk::Person &referred = toAlice ? talk.alice : talk.bob;
        Talk::Person &referrer = toAlice ? talk.bob : talk.alice;
        Session &referring = toAlice ? static_cast<Session &>(*talk.answer) : *talk.call;
        QVERIFY(referring.refer(address("<sip:nobody@10.0.0.4>"), {}, talk.delegateOf(referrer)).has_value());
        talk.settle();
        RECEIVED(referred, "REFER");
        SENT(referred, "603");
        TOLD(referrer, "reject");
        QCOMPARE(talk.call->state(), State::Established);
        QCOMPARE(talk.answer->state(), State::Established);
    }
    void IND_31F_referIsAccepted_data()
    {
        QTest::addColumn<bool>("toAlice");
        QTest::newRow("IND-31 to Alice") << true;
        QTest::newRow("IND-33 to Bob") << false;
    }
    void IND_31F_referIsAccepted() // one NOTIFY more than SIP.js: the first says that we are trying (RFC 3515
                                   // §2.4.4)
    {
        QFETCH(bool, toAlice);
        Talk talk;
        talk.carol.phone->agent->setCredentials({});
        talk.establish();
        Talk::Person &referred = toAlice ? talk.alice : talk.bob;
        Session &referring = toAlice ? static_cast<Session &>(*talk.answer) : *talk.call;
        referred.phone->listenTo(toAlice ? static_cast<Session &>(*talk.call) : *talk.answer);
        QVERIFY(referring.refer(address("<sip:nobody@192.0.2.77>")).has_value());
        talk.settle();
        QCOMPARE(referred.phone->referrals.size(), 1);
        QVERIFY(referred.phone->referrals.first()->accept({}, referred.phone->agent.get()) != nullptr);
        talk.settle(200ms);
        QVERIFY(referred.sent.startsWith("202"));
        QVERIFY(referred.sent.contains("INVITE"));
        QVERIFY(referred.sent.count("NOTIFY") >= 2);
        QCOMPARE(referring.transferState(), Session::TransferState::Failed);
        QCOMPARE(talk.call->state(), State::Established);
        QCOMPARE(talk.answer->state(), State::Established);
    }

    void IND_40F_messageThatNobodyHears() // 405 and not in Allow: SIP.js says 200 to what nobody reads
    {
        Talk talk;
        talk.establish();
        QVERIFY(talk.call->message({{}, "text/plain", "hello"}, talk.delegateOf(talk.alice)).has_value());
        talk.settle();
        SENT(talk.alice, "MESSAGE");
        RECEIVED(talk.alice, "405");
        QCOMPARE(talk.call->state(), State::Established);
        QCOMPARE(talk.answer->state(), State::Established);
    }
    void IND_41_messageIsHeard()
    {
        Talk talk;
        talk.establish();
        QByteArray heard;
        connect(talk.answer, &Session::messageReceived, this,
            [&](const std::shared_ptr<ReceivedRequest> &message) { heard = message->request().body(); });
        QVERIFY(talk.call->message({{}, "text/plain", "hello"}, talk.delegateOf(talk.alice)).has_value());
        talk.settle();
        SENT(talk.alice, "MESSAGE");
        RECEIVED(talk.alice, "200");
        TOLD(talk.alice, "accept");
        QCOMPARE(heard, QByteArray("hello"));
    }

    void IND_50_replacesOfAnUnknownDialog()
    {
        Talk talk;
        InviterOptions options;
        options.request.extraHeaders = {{"Replaces", "nothing@nowhere;to-tag=a;from-tag=b"}};
        talk.inviteFrom(talk.carol, talk.alice.phone->uri, options);
        talk.settle();
        SENT(talk.carol, "INVITE ACK");
        RECEIVED(talk.carol, "481");
        QVERIFY(talk.carol.states.endsWith("T"));
    }
    void IND_51_replacesOfTheCall_IND_52_isAccepted() // by itself: a person accepted the other (RFC 3891 §3)
    {
        Talk talk;
        talk.establish();
        QSignalSpy invited(talk.alice.phone->agent.get(), &UserAgent::invited);
        QVERIFY(talk.answer->refer(address("<" + talk.alice.phone->uri + ">"))
                    .has_value()); // nothing comes of it
        talk.settle();
        const SipMessage invite = talk.alice.phone->transport->sent().first().message;
        const QByteArray bobsTag = talk.bob.phone->transport->sent().first().message.toTag();
        InviterOptions options;
        options.request.extraHeaders
            = {{"Replaces", invite.callId() + ";to-tag=" + invite.fromTag() + ";from-tag=" + bobsTag}};
        talk.mark();
        Inviter *call = talk.inviteFrom(talk.carol, talk.alice.phone->uri, options);
        talk.settle(200ms);
        QCOMPARE(invited.count(), 1);
        QCOMPARE(call->state(), State::Established);
        QVERIFY(talk.alice.states.endsWith("T"));
        QVERIFY(talk.bob.states.endsWith("T"));
        QVERIFY(talk.carol.received.contains("200"));
    }
};

#undef SENT
#undef RECEIVED
#undef STATES
#undef TOLD

QTEST_GUILESS_MAIN(tst_ParityInDialog)
#include "tst_ParityInDialog.moc"
