// One end of an INVITE against a peer written by hand: early media, reliable provisional responses (RFC
// 3262), CANCEL and its races, what is wrong in answers, DTMF by INFO. Forks are in tst_Forks. Not covered:
// 199, preconditions, several offers in one INVITE.
#include "UserAgentCore.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using By = Session::End::By;

namespace {
const QByteArray reliable = "100rel";
}

Q_DECLARE_METATYPE(carillon::MediaError)

class tst_Invitations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatTheInviteCarries() // §8.1.1, §13.2.1
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE sip:bob@192.0.2.2 SIP/2.0");
        QCOMPARE(invite.number(HeaderId::MaxForwards).value(), 70u);
        QCOMPARE(invite.value(HeaderId::Contact).toByteArray(), QByteArray("<sip:user1@10.0.0.1:5060>"));
        QVERIFY(invite.hasToken(HeaderId::Allow, "UPDATE"));
        QVERIFY(invite.hasToken(HeaderId::Supported, "100rel"));
        QVERIFY(invite.hasToken(HeaderId::Supported, "timer"));
        QCOMPARE(invite.contentType(), QByteArray("application/sdp"));
        QVERIFY(invite.fromTag().size() >= 16);
        QCOMPARE(invite.value(HeaderId::UserAgent).toByteArray(), QByteArray("Test"));
    }
    void earlyMedia()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        QSignalSpy progressed(call, &Inviter::progressed);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "one", {WirePeer::Answer});
        QVERIFY(peer.phone.lastMedia()->isMediaAllowed);
        QVERIFY(!call->isRinging());
        QCOMPARE(call->state(), State::Establishing);
        peer.answer(invite, 180, "one");
        QVERIFY(call->isRinging());
        QCOMPARE(progressed.count(), 2);
        peer.answer(invite, 200, "one", {WirePeer::Answer}); // the same answer again
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 1);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void earlyAnswerIsEnoughFor200()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.earlyMedia = false});
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "one", {WirePeer::Answer});
        QVERIFY(!peer.phone.lastMedia()->isMediaAllowed);
        peer.answer(invite, 200, "one");
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
        QVERIFY(peer.phone.lastMedia()->isMediaAllowed);
    }
    void noAnswerInTheSuccess_data()
    {
        QTest::addColumn<bool>("withoutSdp");
        QTest::newRow("we offered") << false;
        QTest::newRow("the offer was due") << true;
    }
    void noAnswerInTheSuccess()
    {
        QFETCH(bool, withoutSdp);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.withoutSdp = withoutSdp});
        peer.answer(peer.expect("INVITE"), 200, "one");
        peer.expect("ACK");
        QVERIFY(peer.expect("BYE").value(HeaderId::Reason).toByteArray().contains("cause=488"));
        QCOMPARE(call->state(), State::Terminated);
    }
    void anAnswerThatMediaRefuses()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        QSignalSpy failed(call, &Session::mediaFailed);
        const SipMessage invite = peer.expect("INVITE");
        peer.phone.script.refuseRemote = MediaError{MediaError::Kind::NotAcceptable, {}};
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        peer.expect("ACK");
        peer.expect("BYE");
        QCOMPARE(failed.count(), 1);
        QCOMPARE(call->end().code, 488);
    }
    void cancelWaitsForAProvisionalResponse() // §9.1
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(call->cancel());
        QVERIFY(!call->cancel());
        QVERIFY(peer.phone.lastMedia() == nullptr || peer.phone.lastMedia()->isClosed);
        peer.expectNothing();
        peer.answer(invite, 180, "one");
        const SipMessage cancel = peer.expect("CANCEL sip:bob@192.0.2.2");
        peer.answer(cancel, 200, "one");
        peer.answer(invite, 487, "one");
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().by, By::Local);
        QCOMPARE(call->end().code, 487);
    }
    void nothingComesAfterTheCancel() // the person need not wait for Timer B
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "one");
        QVERIFY(call->cancel());
        QCOMPARE(call->state(), State::Terminating);
        peer.run(1s); // the person waits no longer, the transaction does
        QCOMPARE(call->state(), State::Terminated);
        peer.run(30s);
        QCOMPARE(peer.phone.agent->core().unansweredCount(), 1);
        peer.run(2s);
        QCOMPARE(peer.phone.agent->core().unansweredCount(), 0);
    }
    void theSuccessCrossesTheCancel()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "one");
        QVERIFY(call->cancel());
        peer.expect("CANCEL");
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        peer.expect("ACK");
        peer.expect("BYE");
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().code, 487);
    }
    void aChallengeAfterTheCancelIsNotAnswered()
    {
        FakeClock clock;
        WirePeer peer(clock, {.server = QByteArray("sip:192.0.2.2"), .password = "secret"});
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(call->cancel());
        peer.answer(invite, 407, "p", {{}, {{"Proxy-Authenticate", "Digest realm=\"x\", nonce=\"n\""}}});
        peer.expect("ACK");
        peer.expectNothing();
        QCOMPARE(call->state(), State::Terminated);
    }
    void ringingHasAnEnd()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        peer.answer(peer.expect("INVITE"), 180, "one");
        peer.run(179s);
        peer.expectNothing();
        peer.run(2s);
        peer.expect("CANCEL");
        peer.run(33s);
        QCOMPARE(call->end().code, 408);
        QCOMPARE(call->end().by, By::Local);
    }
    void reliableProvisionalsAreAcknowledged() // RFC 3262 §4
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        const auto rel = [](const QByteArray &rseq, const QByteArray &body = {}) {
            return WirePeer::Extra{body, {{"Require", reliable}, {"RSeq", rseq}}};
        };
        peer.answer(invite, 183, "one", rel("7", WirePeer::Answer));
        const SipMessage prack = peer.expect("PRACK sip:one@192.0.2.2");
        QCOMPARE(prack.value(HeaderId::RAck).toByteArray(), QByteArray("7 1 INVITE"));
        QCOMPARE(prack.cseq().value().number, 2u);
        peer.answer(prack, 200);
        peer.answer(invite, 183, "one", rel("7", WirePeer::Answer)); // again
        peer.answer(invite, 180, "one", rel("9"));                   // one is missing
        peer.expectNothing();
        peer.answer(invite, 180, "one", rel("8"));
        const SipMessage second = peer.expect("PRACK");
        QCOMPARE(second.value(HeaderId::RAck).toByteArray(), QByteArray("8 1 INVITE"));
        peer.answer(second, 200);
        peer.answer(invite, 200, "one");
        QCOMPARE(peer.expect("ACK").cseq().value().number, 1u);
        QCOMPARE(call->state(), State::Established);
        call->hangUp();
        QCOMPARE(peer.expect("BYE").cseq().value().number, 4u);
    }
    void theOfferComesInAReliableProvisional() // RFC 3262 §5
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.withoutSdp = true});
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "one", {WirePeer::Offer, {{"Require", reliable}, {"RSeq", "1"}}});
        const SipMessage prack = peer.expect("PRACK");
        QVERIFY(prack.body().contains("answer"));
        peer.answer(prack, 200);
        peer.answer(invite, 200, "one");
        QVERIFY(peer.expect("ACK").body().isEmpty());
        QCOMPARE(call->state(), State::Established);
    }
    void weRingReliablyWhenAsked() // RFC 3262 §3
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {{"Require", reliable}}});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        QVERIFY(ringing.hasToken(HeaderId::Require, "100rel"));
        const QByteArray rseq = ringing.value(HeaderId::RSeq).toByteArray();
        peer.run(500ms);
        QVERIFY(peer.expect("SIP/2.0 180") == ringing);
        peer.joinAsCaller(ringing);
        peer.request("PRACK", {{}, {{"RAck", "1 1 INVITE"}}});
        peer.expect("SIP/2.0 481");
        peer.request("PRACK", {{}, {{"RAck", rseq + " 1 INVITE"}}});
        peer.expect("SIP/2.0 200");
        peer.run(5s);
        peer.expectNothing();
        QVERIFY(peer.phone.invitation()->accept());
        peer.expect("SIP/2.0 200");
    }
    void nobodyIsRungForAnOfferThatCannotBeAnswered()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.refuseOffer = MediaError{MediaError::Kind::NotAcceptable, {}};
        peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 488");
        QVERIFY(peer.phone.invitations.isEmpty());
        peer.phone.script.refuseOffer = MediaError{MediaError::Kind::Malformed, {}};
        peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 400");
        QVERIFY(peer.phone.invitations.isEmpty());
    }
    void aPrackThatCrossesOurAnswer()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {{"Require", reliable}}});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        peer.joinAsCaller(ringing);
        QVERIFY(peer.phone.invitation()->accept());
        peer.expect("SIP/2.0 200");
        const QByteArray rack = ringing.value(HeaderId::RSeq).toByteArray() + " 1 INVITE";
        peer.request("PRACK", {{}, {{"RAck", rack}}});
        QVERIFY(peer.expect("SIP/2.0 200").cseq().value().method == "PRACK");
        peer.request("PRACK", {{}, {{"RAck", rack}}}); // once is enough
        peer.expect("SIP/2.0 481");
    }
    void cancelAfterOurRingingCouldNotBeSent() // §9.2, RFC 6026 §7.1
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.transport->failSends(TransportError{TransportError::Kind::Unreachable, {}});
        const SipRequest invite = peer.invite({WirePeer::Offer});
        peer.phone.transport->failSends({});
        peer.phone.transport->clear();
        const QPointer<Invitation> call = peer.phone.invitation();
        SipRequest cancel = invite;
        cancel = SipRequest(QByteArrayView("CANCEL"), invite.requestUriText());
        for (const HeaderId id : {HeaderId::Via, HeaderId::From, HeaderId::To, HeaderId::CallId})
            cancel.append(id, invite.value(id));
        cancel.append(HeaderId::CSeq, "1 CANCEL");
        cancel.append(HeaderId::MaxForwards, "70");
        peer.phone.transport->inject(cancel);
        peer.expect("SIP/2.0 200");
        peer.expect("SIP/2.0 487");
        QVERIFY(!call || call->state() == State::Terminated); // it goes by itself
    }
    void weOfferReliablyWhenNobodyOffered()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({{}, {{"Require", reliable}}});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        QVERIFY(ringing.body().contains("offer"));
        QVERIFY(!peer.phone.lastMedia()->isMediaAllowed);
        peer.joinAsCaller(ringing);
        QVERIFY(peer.phone.invitation()->accept()); // waits for the PRACK
        peer.expectNothing();
        peer.request("PRACK",
            {WirePeer::Answer, {{"RAck", ringing.value(HeaderId::RSeq).toByteArray() + " 1 INVITE"}}});
        QVERIFY(peer.expect("SIP/2.0 200").body().isEmpty());
        QVERIFY(peer.expect("SIP/2.0 200").body().isEmpty());
        QCOMPARE(peer.phone.invitation()->state(), State::Established);
        QVERIFY(peer.phone.lastMedia()->isMediaAllowed);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void acceptedWhileTheOfferIsBeingMade() // the media takes its time
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.delay = 150ms;
        const SipRequest invite = peer.invite({{}, {{"Require", reliable}}});
        peer.expectNothing();
        const QPointer<Invitation> call = peer.phone.invitation();
        QCOMPARE(call->progress(183).error(), Session::Refusal::RequestPending);
        QVERIFY(call->accept());
        QCOMPARE(call->state(), State::Establishing);
        const SipMessage success
            = peer.expectWithin(1s, "SIP/2.0 200"); // the offer is in it: no PRACK is due
        QVERIFY(success.body().contains("offer"));
        peer.joinAsCaller(success);
        peer.acknowledge(invite, {WirePeer::Answer});
        peer.run(1s);
        QVERIFY(call);
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 1);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
        peer.expectNothing();
    }
    void hungUpWhileTheOfferIsBeingMade()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.delay = 150ms;
        peer.invite({{}, {{"Require", reliable}}});
        peer.phone.invitation()->hangUp();
        peer.expect("SIP/2.0 486");
        peer.run(400ms);
        QCOMPARE(peer.phone.transport->count("SIP/2.0 18"), 0);
    }
    void nobodyAcknowledgesOurRinging()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {{"Require", reliable}}});
        peer.run(32'200ms);
        QCOMPARE(peer.phone.transport->count("SIP/2.0 504"), 1);
    }
    void nothingIsHeardBeforeThePersonAccepts() // early UPDATE, PRACK with an offer: no sample leaves
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest invite = peer.invite({WirePeer::Offer});
        peer.joinAsCaller(peer.expect("SIP/2.0 180"));
        peer.request("UPDATE", {WirePeer::Offer});
        peer.expect("SIP/2.0 500");
        peer.request("INVITE", {WirePeer::Offer});
        QVERIFY(peer.expect("SIP/2.0 500").contains(HeaderId::RetryAfter)); // §14.2
        QVERIFY(!peer.phone.lastMedia()->isMediaAllowed);
        QVERIFY(peer.phone.lastMedia()->options.isEmpty());
    }
    void theCallerGivesUp_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("BYE in the early dialog") << QByteArray("BYE");
        QTest::newRow("Expires") << QByteArray();
    }
    void theCallerGivesUp()
    {
        QFETCH(QByteArray, method);
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {{"Expires", "20"}}});
        peer.joinAsCaller(peer.expect("SIP/2.0 180"));
        if (method.isEmpty()) {
            peer.run(21s);
        } else {
            peer.request(method);
            peer.expect("SIP/2.0 200");
        }
        QCOMPARE(peer.phone.transport->count("SIP/2.0 487") > 0, true);
        QVERIFY(!peer.phone.invitation());
    }
    void anAckWithoutTheDueAnswerEndsTheCall()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest invite = peer.invite();
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->accept());
        peer.joinAsCaller(peer.expect("SIP/2.0 200"));
        peer.acknowledge(invite);
        peer.expect("BYE");
        QVERIFY(!peer.phone.invitation());
    }
    void offersThatMediaRefuses_data()
    {
        using Kind = MediaError::Kind;
        using Warning = MediaError::Warning;
        QTest::addColumn<MediaError>("error");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("warning"); ///< §20.43
        QTest::newRow("no common codec") << MediaError{Kind::NotAcceptable, QStringLiteral("no \"codec\""),
            Warning::IncompatibleMediaFormat}
                                         << 488 << QByteArray("305 10.0.0.1 \"no \\\"codec\\\"\"");
        QTest::newRow("no sound") << MediaError{Kind::NotAcceptable, {}, Warning::MediaTypeNotAvailable}
                                  << 488 << QByteArray("304 10.0.0.1 \"Media type not available\"");
        QTest::newRow("something else") << MediaError{Kind::NotAcceptable, QStringLiteral("not encrypted")}
                                        << 488 << QByteArray("399 10.0.0.1 \"not encrypted\"");
        QTest::newRow("nothing is known") << MediaError{} << 488 << QByteArray();
        QTest::newRow("malformed") << MediaError{Kind::Malformed, {}} << 400 << QByteArray();
        QTest::newRow("no port left") << MediaError{Kind::NoPort, {}} << 500 << QByteArray();
    }
    void offersThatMediaRefuses()
    {
        QFETCH(MediaError, error);
        QFETCH(int, code);
        QFETCH(QByteArray, warning);
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.refuseRemote = error;
        peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->accept());
        const SipMessage refusal = peer.expect("SIP/2.0 " + QByteArray::number(code));
        QCOMPARE(refusal.value(HeaderId::Warning).toByteArray(), warning);
        QVERIFY(!peer.phone.invitation());
    }
    void reinvitesThatMediaRefuses_data() { offersThatMediaRefuses_data(); }
    void reinvitesThatMediaRefuses()
    {
        QFETCH(MediaError, error);
        QFETCH(int, code);
        QFETCH(QByteArray, warning);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        peer.phone.script.refuseRemote = error;
        peer.request("INVITE", {WirePeer::Offer});
        const SipMessage refusal = peer.expect("SIP/2.0 " + QByteArray::number(code));
        QCOMPARE(refusal.value(HeaderId::Warning).toByteArray(), warning);
        QCOMPARE(call->state(), State::Established);
    }
    void digits()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.hasRtpDtmf = false;
        Inviter *call = peer.establishOutgoing();
        QSignalSpy heard(call, &Session::dtmfReceived);
        peer.request("INFO", {"hello", {}, "text/plain"});
        peer.expect("SIP/2.0 415"); // nobody listens
        peer.request("INFO");       // only asks whether we are there
        peer.expect("SIP/2.0 200");
        QList<QByteArray> info;
        connect(call, &Session::infoReceived, this,
            [&](const std::shared_ptr<ReceivedRequest> &request) { info.append(request->request().body()); });
        QCOMPARE(call->sendDtmf("1x").error(), Session::Refusal::InvalidTarget);
        QCOMPARE(call->sendDtmf("1", Session::DtmfWay::Rtp).error(), Session::Refusal::NotSupported);
        QVERIFY(call->sendDtmf("1#"));
        const SipMessage first = peer.expect("INFO");
        QCOMPARE(first.contentType(), QByteArray("application/dtmf-relay"));
        QCOMPARE(first.body(), QByteArray("Signal=1\r\nDuration=160\r\n"));
        peer.expectNothing(); // one after the other
        peer.answer(first, 200);
        QVERIFY(peer.expect("INFO").body().startsWith("Signal=#"));
        peer.request("INFO", {"Signal= 5\r\nDuration= 100\r\n", {}, "application/dtmf-relay"});
        peer.expect("SIP/2.0 200");
        peer.request("INFO", {"*", {}, "application/dtmf"});
        peer.expect("SIP/2.0 200");
        QCOMPARE(heard.count(), 2);
        QCOMPARE(heard.at(0).first().toChar(), QLatin1Char('5'));
        QCOMPARE(heard.at(1).first().toChar(), QLatin1Char('*'));
        peer.request("INFO", {"Signal=<b>", {}, "application/dtmf-relay"});
        peer.expect("SIP/2.0 400");
        peer.request("INFO", {"hello", {}, "text/plain"});
        peer.expect("SIP/2.0 200");
        QCOMPARE(info, QList{QByteArray("hello")});
        peer.request("INFO", {"x", {{"Info-Package", "foo"}}, "text/plain"});
        peer.expect("SIP/2.0 469");
        peer.phone.script.hasRtpDtmf = true;
        QVERIFY(call->sendDtmf("7"));
        QCOMPARE(peer.phone.lastMedia()->digits, QByteArray("7"));
        peer.expectNothing();
    }
    void assertedIdentities()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        QSignalSpy changed(call, &Session::remoteIdentityChanged);
        peer.answer(invite, 180, "one", {{}, {{"P-Asserted-Identity", "\"Bob\" <sip:bob@example.com>"}}});
        QCOMPARE(call->assertedIdentity().value().displayName, QByteArray("Bob"));
        QCOMPARE(changed.count(), 1);
    }
    void malformedDialogs()
    {
        FakeClock clock;
        WirePeer peer(clock);
        SipRequest invite = peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        invite.remove(HeaderId::Contact);
        invite.set(HeaderId::Via, "SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKother");
        invite.set(HeaderId::CallId, "other");
        peer.phone.transport->inject(invite);
        peer.expect("SIP/2.0 400");
    }
    void securityThatWeDoNotHave_data() // 493 and 494 are for who has it
    {
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("required");
        QTest::addColumn<int>("code");
        QTest::newRow("S/MIME: 415, not 493") << QByteArray("application/pkcs7-mime") << QByteArray() << 415;
        QTest::newRow("a security agreement: 420, not 494")
            << QByteArray("application/sdp") << QByteArray("sec-agree") << 420;
    }
    void securityThatWeDoNotHave()
    {
        QFETCH(QByteArray, contentType);
        QFETCH(QByteArray, required);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        WireExtra extra{WirePeer::Offer, {}, contentType};
        if (!required.isEmpty())
            extra.headers.emplaceBack("Require", required);
        peer.invite(extra);
        const SipMessage refusal = peer.expect("SIP/2.0 " + QByteArray::number(code));
        QCOMPARE(refusal.contains(HeaderId::Accept), code == 415);
        QCOMPARE(refusal.value(HeaderId::Unsupported).toByteArray(), required);
    }
};

QTEST_GUILESS_MAIN(tst_Invitations)
#include "tst_Invitations.moc"
