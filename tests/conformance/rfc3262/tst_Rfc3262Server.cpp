// RFC 3262, reliable provisional responses: the phone is called (UAS of §3), in virtual time against a peer
// written by hand. The other part is tst_Rfc3262.
//
// Covered: §3 (when a response is reliable; its headers; retransmission and its end; PRACK that fits, does
// not fit, cannot be read, comes again; one at a time; the final response before and after the PRACK), §5
// (offers and answers in the response, the PRACK and its 2xx), §7 (RSeq, RAck).
//
// Not covered: reliable provisional responses of ours to a re-INVITE (there are none but 100). Deviation: an
// offer in a PRACK that comes while the INVITE's own has no answer is not looked at; the PRACK gets its 200.
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using Refusal = Session::Refusal;

namespace {

/// 183, reliable, with our description.
ProgressOptions withDescription()
{
    ProgressOptions options;
    options.statusCode = 183;
    options.reliability = ProgressOptions::Reliability::Reliable;
    options.description = ProgressOptions::Description::Included;
    return options;
}

const std::pair<QByteArray, QByteArray> supported{"Supported", "100rel"};
const std::pair<QByteArray, QByteArray> required{"Require", "100rel"};

WireExtra acknowledging(const SipMessage &response, const QByteArray &body = {})
{
    return {body, {{"RAck", response.value(HeaderId::RSeq).toByteArray() + " 1 INVITE"}}};
}

quint32 rseq(const SipMessage &response)
{
    return response.number(HeaderId::RSeq).value_or(0);
}

} // namespace

class tst_Rfc3262Server : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whenItIsReliable_data() // §3
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("isReliable");
        QTest::addColumn<bool>("mayBeReliable");
        QTest::newRow("required: must be") << QByteArray("Require") << true << true;
        QTest::newRow("supported: may be") << QByteArray("Supported") << false << true;
        QTest::newRow("neither: must not") << QByteArray("X-Other") << false << false;
    }
    void whenItIsReliable()
    {
        QFETCH(QByteArray, header);
        QFETCH(bool, isReliable);
        QFETCH(bool, mayBeReliable);
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {{header, "100rel"}}});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        QCOMPARE(ringing.hasToken(HeaderId::Require, "100rel"), isReliable);
        QCOMPARE(ringing.contains(HeaderId::RSeq), isReliable);
        QVERIFY(!ringing.toTag().isEmpty());
        peer.joinAsCaller(ringing);
        if (isReliable) {
            QVERIFY(rseq(ringing) >= 1 && rseq(ringing) < (1U << 31));
            peer.request("PRACK", acknowledging(ringing));
            peer.expect("SIP/2.0 200");
        }
        const auto described = peer.phone.invitation()->progress(withDescription());
        QCOMPARE(described.has_value(), mayBeReliable);
        if (!mayBeReliable)
            QCOMPARE(described.error(), Refusal::NotSupported);
    }
    void tryingIsNeverReliable() // §3
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.script.delay = 500ms;
        peer.invite({{}, {required}});
        const SipMessage trying = peer.expectWithin(400ms, "SIP/2.0 100");
        QVERIFY(!trying.contains(HeaderId::RSeq));
    }
    void itIsSentAgain() // §3: T1, doubling
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {required}});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        for (const auto wait : {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 16000ms}) {
            peer.run(wait - 20ms);
            peer.expectNothing();
            QVERIFY(peer.expectWithin(40ms, "SIP/2.0 180") == ringing);
        }
    }
    void withoutPrackItHasAnEnd() // §3: 5xx after 64*T1
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {required}});
        peer.run(31900ms);
        QCOMPARE(peer.phone.transport->count("SIP/2.0 504"), 0);
        const QPointer<Invitation> call = peer.phone.invitation();
        int code = 0;
        connect(call.data(), &Session::stateChanged, call.data(), [&] { code = call->end().code; });
        peer.run(200ms);
        QCOMPARE(peer.phone.transport->count("SIP/2.0 504"), 1);
        QCOMPARE(code, 504);
    }
    void whatIsNoAcknowledgement_data() // §3, §7.2
    {
        QTest::addColumn<QByteArray>("rack");
        QTest::addColumn<int>("code");
        QTest::newRow("of another response") << QByteArray("9 1 INVITE") << 481;
        QTest::newRow("of another request") << QByteArray("% 2 INVITE") << 481;
        QTest::newRow("of another method") << QByteArray("% 1 UPDATE") << 481;
        QTest::newRow("none") << QByteArray() << 400;
        QTest::newRow("rubbish") << QByteArray("first") << 400;
        QTest::newRow("no method") << QByteArray("% 1") << 400;
        QTest::newRow("zero") << QByteArray("0 1 INVITE") << 400;
        QTest::newRow("beyond 2^32") << QByteArray("4294967296 1 INVITE") << 400;
        QTest::newRow("signs") << QByteArray("-1 1 INVITE") << 400;
    }
    void whatIsNoAcknowledgement()
    {
        QFETCH(QByteArray, rack);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {required}});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        peer.joinAsCaller(ringing);
        rack.replace("%", ringing.value(HeaderId::RSeq).toByteArray());
        WireExtra extra;
        if (!rack.isEmpty())
            extra.headers.append({"RAck", rack});
        peer.request("PRACK", extra);
        peer.expect("SIP/2.0 " + QByteArray::number(code));
        peer.run(500ms);
        QVERIFY(peer.expect("SIP/2.0 180") == ringing); // goes on
        peer.request("PRACK", acknowledging(ringing));
        peer.expect("SIP/2.0 200");
        peer.run(40s);
        peer.expectNothing();
    }
    void spacesDoNotMatter() // §7.2, RFC 3261 §25.1
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {required}});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        peer.joinAsCaller(ringing);
        peer.request(
            "PRACK", {{}, {{"RAck", ringing.value(HeaderId::RSeq).toByteArray() + "   1 \t INVITE"}}});
        peer.expect("SIP/2.0 200");
    }
    void thePrackComesAgain() // §3
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {required}});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        peer.joinAsCaller(ringing);
        const SipRequest prack = peer.request("PRACK", acknowledging(ringing));
        const SipMessage success = peer.expect("SIP/2.0 200");
        peer.phone.transport->inject(prack); // the same: its transaction answers
        QVERIFY(peer.expect("SIP/2.0 200") == success);
        peer.request("PRACK", acknowledging(ringing)); // another: nothing is left to acknowledge
        peer.expect("SIP/2.0 481");
    }
    void oneAfterTheOther() // §3
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {required}});
        const SipMessage first = peer.expect("SIP/2.0 180");
        peer.joinAsCaller(first);
        Invitation *call = peer.phone.invitation();
        QCOMPARE(call->progress(181).error(), Refusal::RequestPending);
        QCOMPARE(call->progress(withDescription()).error(), Refusal::RequestPending);
        peer.request("PRACK", acknowledging(first));
        peer.expect("SIP/2.0 200");
        for (int i = 1; i <= 3; ++i) {
            QVERIFY(call->progress(181));
            const SipMessage next = peer.expect("SIP/2.0 181");
            QCOMPARE(rseq(next), rseq(first) + quint32(i));
            peer.request("PRACK", acknowledging(first)); // of the one before
            peer.expect("SIP/2.0 481");
            peer.request("PRACK", acknowledging(next));
            peer.expect("SIP/2.0 200");
        }
    }
    void theFinalResponseNeedNotWait() // §3: no description was in it; the PRACK is answered all the same
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest invite = peer.invite({WirePeer::Offer, {required}});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        peer.joinAsCaller(ringing);
        QVERIFY(peer.phone.invitation()->accept());
        peer.expect("SIP/2.0 200");
        peer.acknowledge(invite);
        peer.run(5s);
        peer.expectNothing(); // neither goes on
        peer.request("PRACK", acknowledging(ringing));
        peer.expect("SIP/2.0 200");
    }
    void aRefusalNeverWaits() // §3: only a 2xx has to
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {supported}});
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->progress(withDescription()));
        peer.expect("SIP/2.0 183");
        QVERIFY(peer.phone.invitation()->reject());
        peer.expect("SIP/2.0 486");
    }

    void theAnswerGoesReliably() // §5: and the 2xx waits for its PRACK
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest invite = peer.invite({WirePeer::Offer, {supported}});
        peer.expect("SIP/2.0 180");
        Invitation *call = peer.phone.invitation();
        QVERIFY(call->progress(withDescription()));
        const SipMessage early = peer.expect("SIP/2.0 183");
        QVERIFY(early.body().contains("user1 answer"));
        QVERIFY(early.hasToken(HeaderId::Require, "100rel"));
        QVERIFY(!peer.phone.lastMedia()->isMediaAllowed); // nothing is sent before somebody accepted
        peer.joinAsCaller(early);
        QVERIFY(call->accept());
        peer.expectNothing();
        QCOMPARE(call->state(), State::Establishing);
        peer.request("PRACK", acknowledging(early));
        QCOMPARE(peer.expect("SIP/2.0 200").cseq().value().method, QByteArray("INVITE"));
        QCOMPARE(peer.expect("SIP/2.0 200").cseq().value().method, QByteArray("PRACK"));
        QCOMPARE(call->state(), State::Established);
        QVERIFY(peer.phone.lastMedia()->isMediaAllowed);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 1);
        peer.acknowledge(invite);
        QCOMPARE(call->progress(withDescription()).error(), Refusal::WrongState);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void acceptedWhileTheAnswerIsMade() // then it goes with the 2xx, and no PRACK is due
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest invite = peer.invite({WirePeer::Offer, {supported}});
        peer.expect("SIP/2.0 180");
        peer.phone.script.delay = 100ms;
        Invitation *call = peer.phone.invitation();
        QVERIFY(call->progress(withDescription()));
        QVERIFY(call->accept());
        const SipMessage success = peer.expectWithin(1s, "SIP/2.0 200");
        QVERIFY(success.body().contains("user1 answer"));
        peer.joinAsCaller(success);
        peer.acknowledge(invite);
        peer.run(1s);
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void theFirstOneBringsTheOffer() // §5: when the INVITE had none
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({{}, {required}});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        QVERIFY(ringing.body().contains("user1 offer"));
        peer.joinAsCaller(ringing);
        QVERIFY(peer.phone.invitation()->accept()); // waits
        peer.expectNothing();
        peer.request("PRACK", acknowledging(ringing)); // the answer is due in it
        peer.expect("SIP/2.0 400");
        peer.request("PRACK", acknowledging(ringing, WirePeer::Answer));
        QVERIFY(peer.expect("SIP/2.0 200").body().isEmpty());
        QVERIFY(peer.expect("SIP/2.0 200").body().isEmpty());
        QCOMPARE(peer.phone.invitation()->state(), State::Established);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void anOfferInThePrack() // §5: the answer goes in its 2xx
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {supported}});
        peer.expect("SIP/2.0 180");
        Invitation *call = peer.phone.invitation();
        QVERIFY(call->progress(withDescription()));
        const SipMessage early = peer.expect("SIP/2.0 183");
        peer.joinAsCaller(early);
        peer.request("PRACK", acknowledging(early, "bob offer 2 sendonly"));
        const SipMessage success = peer.expect("SIP/2.0 200");
        QCOMPARE(success.cseq().value().method, QByteArray("PRACK"));
        QVERIFY(success.body().contains("user1 answer 2 recvonly"));
        QVERIFY(call->isRemoteHold());
        QVERIFY(call->progress(182)); // without 100rel: unreliable
        peer.expect("SIP/2.0 182");
        QVERIFY(call->accept());
        QVERIFY(peer.expect("SIP/2.0 200").body().isEmpty());
        QCOMPARE(peer.phone.lastMedia()->exchanges, 2);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void theCallWaitsForThatAnswer()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {supported}});
        peer.expect("SIP/2.0 180");
        Invitation *call = peer.phone.invitation();
        QVERIFY(call->progress(withDescription()));
        const SipMessage early = peer.expect("SIP/2.0 183");
        peer.joinAsCaller(early);
        peer.phone.script.delay = 50ms;
        peer.request("PRACK", acknowledging(early, "bob offer 2 sendrecv"));
        QVERIFY(call->accept());
        peer.request("UPDATE", {"bob offer 3 sendrecv"}); // RFC 3311 §5.2
        peer.expect("SIP/2.0 500");
        QCOMPARE(peer.expectWithin(1s, "SIP/2.0 200").cseq().value().method, QByteArray("PRACK"));
        QCOMPARE(peer.expect("SIP/2.0 200").cseq().value().method, QByteArray("INVITE"));
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void anOfferThatMediaRefuses() // what was agreed stands, and so does the acknowledgement
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {supported}});
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->progress(withDescription()));
        const SipMessage early = peer.expect("SIP/2.0 183");
        peer.joinAsCaller(early);
        peer.phone.script.refuseRemote = MediaError{MediaError::Kind::NotAcceptable, {}};
        peer.request("PRACK", acknowledging(early, "bob offer 2 sendonly"));
        peer.expect("SIP/2.0 488");
        peer.run(5s);
        peer.expectNothing();
        QVERIFY(peer.phone.invitation()->accept());
        peer.expect("SIP/2.0 200");
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void anOfferThatComesTooEarly()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {required}});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        peer.joinAsCaller(ringing);
        peer.request("PRACK", acknowledging(ringing, WirePeer::Offer));
        QVERIFY(peer.expect("SIP/2.0 200").body().isEmpty());
        QVERIFY(peer.phone.invitation()->accept());
        QVERIFY(peer.expect("SIP/2.0 200").body().contains("user1 answer"));
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void theCallIsCancelledMeanwhile()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {supported}});
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->progress(withDescription()));
        const SipMessage early = peer.expect("SIP/2.0 183");
        peer.joinAsCaller(early);
        peer.phone.script.delay = 50ms;
        peer.request("PRACK", acknowledging(early, "bob offer 2 sendrecv"));
        peer.request("BYE");
        const int before = peer.phone.transport->count("SIP/2.0 487");
        QCOMPARE(before, 2); // of the PRACK and of the INVITE (RFC 3261 §15.1.2)
        peer.run(1s);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3262Server)
#include "tst_Rfc3262Server.moc"
