#include "FakeClock.h"
#include "FakeRandom.h"
#include "FakeTransport.h"
#include "MessageSamples.h"
#include "Transactions.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// A layer over a fake wire, with everything it says.
struct Layer {
    explicit Layer(TransportProtocol protocol = TransportProtocol::Udp)
        : wire(clock, protocol)
        , layer(wire, clock, random)
        , peer(FakeTransport::defaultPeer(protocol))
    {
        QObject::connect(&layer, &TransactionLayer::requestReceived, &layer,
            [this](const std::shared_ptr<ServerTransaction> &transaction) { requests.append(transaction); });
        QObject::connect(&layer, &TransactionLayer::ackReceived, &layer,
            [this](const SipRequest &ack) { acks.append(ack); });
        QObject::connect(&layer, &TransactionLayer::strayResponse, &layer,
            [this](const SipResponse &response) { strays.append(response.statusCode()); });
    }
    std::weak_ptr<ClientTransaction> send(const SipRequest &request)
    {
        return layer.send(request, peer,
            {[this](const SipResponse &response) { responses.append(response.statusCode()); },
                [this](TransactionFailure, const TransportError &error) { failures.append(error.kind); }});
    }
    /// The request as it went out last.
    SipRequest lastSent() const { return SipRequest(wire.sent().last().message); }
    void answer(const SipRequest &request, int status, QByteArrayView tag = "a6c85cf")
    {
        wire.inject(samples::response(request, status, tag));
    }

    FakeClock clock;
    FakeRandom random;
    FakeTransport wire;
    TransactionLayer layer;
    Hop peer;
    QList<std::shared_ptr<ServerTransaction>> requests;
    QList<SipRequest> acks;
    QList<int> responses;
    QList<TransportError::Kind> failures;
    QList<int> strays;
};

samples::Talk unsent()
{
    samples::Talk talk;
    talk.branch.clear();
    return talk;
}

samples::Talk numbered(int number)
{
    samples::Talk talk;
    talk.branch += QByteArray::number(number);
    talk.callId += QByteArray::number(number);
    return talk;
}

} // namespace

/// RFC 3261 §17.1.3, §17.2.3, §9, §8.2.2.2: what goes where.
class tst_TransactionLayer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsWithABranchOfItsOwn()
    {
        Layer a;
        const auto first = a.send(samples::invite(unsent())).lock();
        a.send(samples::registration(unsent()));
        const auto sent = a.wire.sent();
        QCOMPARE(sent.size(), 2);
        const QByteArray branch = sent.first().message.topVia()->branch();
        QVERIFY(branch.startsWith(MagicCookie));
        QCOMPARE(first->request().topVia()->branch(), branch);
        QVERIFY(sent.last().message.topVia()->branch() != branch);
        QVERIFY(sent.first().message.validate());
        QCOMPARE(a.layer.transactionCount(), 2);
    }
    void aRequestSentAgainGetsANewVia()
    {
        Layer a;
        const auto first = a.send(samples::registration(unsent())).lock();
        a.answer(a.lastSent(), 401);
        a.send(first->request());
        QCOMPARE(a.lastSent().count(HeaderId::Via), 1);
        QVERIFY(a.lastSent().topVia()->branch() != first->request().topVia()->branch());
    }
    void aResponseFindsItsRequest()
    {
        Layer a;
        a.send(samples::invite(unsent()));
        const SipRequest invite = a.lastSent();
        a.send(samples::registration(unsent()));
        a.answer(a.lastSent(), 200);
        a.answer(invite, 180);
        QCOMPARE(a.responses, (QList{200, 180}));
        QVERIFY(a.strays.isEmpty());
    }
    void aResponseOfAnotherBranchOrMethodIsStray()
    {
        Layer a;
        a.send(samples::invite(unsent()));
        SipRequest other = a.lastSent();
        auto via = *other.topVia();
        via.parameters.set("branch", "z9hG4bKguessed");
        other.setTopVia(via);
        a.answer(other, 200);
        SipRequest options = a.lastSent();
        options.set(HeaderId::CSeq, "314159 OPTIONS");
        a.answer(options, 200);
        QCOMPARE(a.responses, QList<int>());
        QCOMPARE(a.strays, (QList{200, 200}));
    }
    void cancelGoesTheWayOfItsInvite()
    {
        Layer a;
        SipRequest request = samples::invite(unsent());
        request.append(HeaderId::Route, "<sip:p1.example.com;lr>");
        request.append(HeaderId::Route, "<sip:p2.example.com;lr>");
        const auto handle = a.send(request);
        const SipRequest invite(a.wire.expect("INVITE"));
        a.layer.cancel(handle, "SIP;cause=200;text=\"Call completed elsewhere\"");
        a.wire.expectNothing(); // §9.1: not before a provisional response
        a.answer(invite, 100);
        const SipRequest cancel(a.wire.expect("CANCEL sip:bob@biloxi.example.com"));
        QCOMPARE(cancel.value(HeaderId::Via), invite.value(HeaderId::Via));
        QCOMPARE(cancel.values(HeaderId::Route), invite.values(HeaderId::Route));
        QCOMPARE(cancel.value(HeaderId::From), invite.value(HeaderId::From));
        QCOMPARE(cancel.value(HeaderId::To), invite.value(HeaderId::To));
        QCOMPARE(cancel.callId(), invite.callId());
        QCOMPARE(cancel.cseq()->number, invite.cseq()->number);
        QCOMPARE(cancel.value(HeaderId::Reason),
            QByteArrayView("SIP;cause=200;text=\"Call completed elsewhere\""));
        QVERIFY(cancel.validate());
        a.answer(cancel, 200);
        QCOMPARE(a.responses, QList{100}); // the CANCEL's 200 is not the INVITE's
        a.answer(invite, 487);
        a.wire.expect("ACK");
        QCOMPARE(a.responses, (QList{100, 487}));
        a.layer.cancel(handle);
        a.wire.expectNothing();
    }
    void cancelIsRepeatedOverUdpUntilAnswered()
    {
        Layer a;
        const auto handle = a.send(samples::invite(unsent()));
        const SipRequest invite(a.wire.expect("INVITE"));
        a.answer(invite, 180);
        a.layer.cancel(handle);
        a.clock.advance(1500ms);
        QCOMPARE(a.wire.count("CANCEL"), 3);
        a.clock.advance(32s);
        QCOMPARE(a.failures.size(), 1); // §9.1: the INVITE is over
        QCOMPARE(a.layer.transactionCount(), 0);
    }
    void aRepeatedRequestIsHeardOnce()
    {
        Layer a;
        a.wire.inject(samples::invite());
        a.wire.inject(samples::invite());
        QCOMPARE(a.requests.size(), 1);
        QVERIFY(a.requests.first()->respond(samples::response(a.requests.first()->request(), 180)));
        a.wire.inject(samples::invite());
        QCOMPARE(a.wire.count("SIP/2.0 180"), 2);
        QCOMPARE(a.requests.size(), 1);
    }
    void tryingComesByItself()
    {
        Layer a;
        a.wire.inject(samples::invite());
        a.clock.advance(199ms);
        a.wire.expectNothing();
        a.clock.advance(1ms);
        const SipMessage trying = a.wire.expect("SIP/2.0 100");
        QCOMPARE(trying.toTag(), QByteArray());
    }
    void theSameBranchWithAnotherMethodOrSenderIsAnotherRequest()
    {
        Layer a;
        a.wire.inject(samples::invite());
        a.requests.first()->respond(samples::response(a.requests.first()->request(), 486));
        a.wire.inject(samples::ack({}, "a6c85cf"));
        QCOMPARE(a.requests.first()->state(), ServerTransaction::State::Confirmed);
        a.wire.inject(samples::request(Method::Options));
        samples::Talk other;
        other.viaHost = "192.0.2.77:5060";
        other.callId = "another";
        a.wire.inject(samples::invite(other));
        QCOMPARE(a.requests.size(), 3);
        QCOMPARE(a.requests.first()->state(), ServerTransaction::State::Confirmed);
        QCOMPARE(a.acks.size(), 0);
    }
    void ackOfARejectionEndsHereThatOfASuccessDoesNot()
    {
        Layer a;
        a.wire.inject(samples::invite(numbered(1)));
        a.wire.inject(samples::invite(numbered(2)));
        a.requests.at(0)->respond(samples::response(a.requests.at(0)->request(), 603));
        a.requests.at(1)->respond(samples::response(a.requests.at(1)->request(), 200));
        a.wire.inject(samples::ack(numbered(1), "a6c85cf"));
        QCOMPARE(a.acks.size(), 0);
        a.wire.inject(samples::ack(numbered(2), "a6c85cf")); // some send it with the INVITE's branch
        samples::Talk own = numbered(2);
        own.branch = "z9hG4bKanother";
        a.wire.inject(samples::ack(own, "a6c85cf"));
        QCOMPARE(a.acks.size(), 2);
    }
    void aMergedRequestIsRefused()
    {
        Layer a;
        samples::Talk otherWay;
        otherWay.branch = "z9hG4bKotherway";
        a.wire.inject(samples::invite());
        a.wire.inject(samples::invite(otherWay));
        QCOMPARE(a.requests.size(), 1);
        QCOMPARE(a.wire.expect("SIP/2.0 482").topVia()->branch(), otherWay.branch);
        a.wire.inject(samples::invite(otherWay));
        a.wire.expect("SIP/2.0 482"); // again, from its transaction
        a.wire.inject(samples::ack(otherWay, "any"));
        a.clock.advance(5s);
        // Inside a dialog the same numbers are no sign of merging.
        samples::Talk inDialog;
        inDialog.branch = "z9hG4bKindialog";
        inDialog.toTag = "a6c85cf";
        a.wire.inject(samples::invite(inDialog));
        QCOMPARE(a.requests.size(), 2);
    }
    void afterItsEndTheSameRequestIsNew()
    {
        Layer a;
        a.wire.inject(samples::request(Method::Options));
        a.requests.first()->respond(samples::response(a.requests.first()->request(), 200));
        a.clock.advance(32s);
        QCOMPARE(a.layer.transactionCount(), 0);
        a.wire.inject(samples::request(Method::Options));
        QCOMPARE(a.requests.size(), 2);
    }
    void cancelOfTheirs_data()
    {
        QTest::addColumn<int>("answered"); ///< with what, before the CANCEL came; 0: not at all
        QTest::addColumn<int>("cancelStatus");
        QTest::addColumn<bool>("told");
        QTest::newRow("not answered yet") << 0 << 200 << true;
        QTest::newRow("ringing") << 180 << 200 << true;
        QTest::newRow("answered: no effect") << 200 << 200 << false;
        QTest::newRow("rejected: no effect") << 486 << 200 << false;
    }
    void cancelOfTheirs()
    {
        QFETCH(int, answered);
        QFETCH(int, cancelStatus);
        QFETCH(bool, told);
        Layer a;
        bool isCancelled = false;
        a.wire.inject(samples::invite());
        const auto invite = a.requests.first();
        invite->setUser({[&](const SipRequest &cancel) {
                             isCancelled = true;
                             QCOMPARE(cancel.method(), Method::Cancel);
                             invite->respond(samples::response(invite->request(), 487));
                         },
            {}});
        if (answered != 0) {
            invite->respond(samples::response(invite->request(), answered, "our-tag"));
            a.wire.expect("SIP/2.0 " + QByteArray::number(answered));
        }
        a.wire.inject(samples::cancel());
        const SipMessage response = a.wire.expect("SIP/2.0 " + QByteArray::number(cancelStatus));
        QCOMPARE(response.cseq()->method, QByteArray("CANCEL"));
        if (answered != 0)
            QCOMPARE(response.toTag(), QByteArray("our-tag"));
        QCOMPARE(isCancelled, told);
        if (told)
            QCOMPARE(a.wire.expect("SIP/2.0 487").cseq()->method, QByteArray("INVITE"));
        a.wire.inject(samples::cancel());
        a.wire.expect("SIP/2.0 " + QByteArray::number(cancelStatus)); // repeated: answered again, told once
        QCOMPARE(a.requests.size(), 1);
    }
    void cancelOfNothing()
    {
        Layer a;
        a.wire.inject(samples::cancel());
        a.wire.expect("SIP/2.0 481");
        a.wire.inject(samples::request(Method::Options, numbered(1)));
        a.wire.inject(samples::cancel(numbered(1)));
        a.wire.expect("SIP/2.0 481");
        QCOMPARE(a.requests.size(), 1);
    }
    /// §17.2.3, for branches without the magic cookie. One that is nothing but the cookie (RFC 4475 §3.3.5)
    /// is a 400 before.
    void olderPeersAreMatchedByTheirHeaders()
    {
        Layer a;
        samples::Talk talk;
        talk.branch = "1";
        a.wire.inject(samples::invite(talk));
        a.wire.inject(samples::invite(talk));
        QCOMPARE(a.requests.size(), 1);
        samples::Talk other = talk; // the same branch, another call
        other.callId = "other";
        a.wire.inject(samples::invite(other));
        QCOMPARE(a.requests.size(), 2);

        a.requests.first()->respond(samples::response(a.requests.first()->request(), 486, "tag-1"));
        a.wire.inject(samples::ack(talk, "wrong"));
        QCOMPARE(a.requests.first()->state(), ServerTransaction::State::Completed);
        QCOMPARE(a.acks.size(), 1);
        a.wire.inject(samples::ack(talk, "tag-1"));
        QCOMPARE(a.requests.first()->state(), ServerTransaction::State::Confirmed);

        bool isCancelled = false;
        a.requests.last()->setUser({[&](const SipRequest &) { isCancelled = true; }, {}});
        a.wire.inject(samples::cancel(other));
        QVERIFY(isCancelled);
        QCOMPARE(a.wire.count("SIP/2.0 200"), 1);
    }
    void theTableIsBounded()
    {
        Layer a;
        for (int i = 0; i < TransactionLayer::Limits::PendingRequests; ++i)
            a.wire.inject(samples::request(Method::Message, numbered(i)));
        QCOMPARE(a.requests.size(), TransactionLayer::Limits::PendingRequests);
        a.wire.clear();
        a.wire.inject(samples::invite());
        const SipMessage refused = a.wire.expect("SIP/2.0 503");
        QVERIFY(refused.number(HeaderId::RetryAfter).value_or(0) > 0);
        QVERIFY(!refused.toTag().isEmpty());
        a.wire.inject(samples::invite());
        QCOMPARE(a.wire.expect("SIP/2.0 503").toTag(), refused.toTag());
        QCOMPARE(a.requests.size(), TransactionLayer::Limits::PendingRequests);

        samples::Talk inDialog; // a running call is unharmed
        inDialog.toTag = "a6c85cf";
        a.wire.inject(samples::bye(inDialog));
        QCOMPARE(a.requests.size(), TransactionLayer::Limits::PendingRequests + 1);
        a.requests.first()->respond(samples::response(a.requests.first()->request(), 200));
        a.requests.last()->respond(samples::response(a.requests.last()->request(), 200));
        a.wire.inject(samples::invite());
        QCOMPARE(a.requests.size(), TransactionLayer::Limits::PendingRequests + 2);
    }
    void largeRequestsAreBoundedByTheirSize()
    {
        Layer a;
        constexpr qsizetype Size = 1'000'000;
        const auto large = [](int number) {
            SipRequest request = samples::request(Method::Message, numbered(number));
            request.setBody(QByteArray(Size, 'x'), "text/plain");
            return request;
        };
        int sent = 0;
        for (; sent <= TransactionLayer::Limits::RequestBytes / Size; ++sent)
            a.wire.inject(large(sent));
        QCOMPARE(a.requests.size(), sent);
        a.wire.inject(samples::invite());
        a.wire.expect("SIP/2.0 503");
        samples::Talk inDialog;
        inDialog.toTag = "a6c85cf";
        a.wire.inject(samples::bye(inDialog));
        QCOMPARE(a.requests.size(), sent + 1);
        for (const auto &request : a.requests)
            request->respond(samples::response(request->request(), 200));
        a.clock.advance(40s); // timer J: they are forgotten
        a.wire.inject(samples::invite());
        QCOMPARE(a.requests.size(), sent + 2);
    }
    void withNobodyListeningItAnswersItself()
    {
        FakeClock clock;
        FakeRandom random;
        FakeTransport wire(clock);
        TransactionLayer layer(wire, clock, random);
        wire.inject(samples::invite());
        wire.expect("SIP/2.0 480");
    }
    void ackToSuccessIsTheSameEachTime()
    {
        Layer a;
        samples::Talk talk = unsent();
        talk.toTag = "a6c85cf";
        const SipRequest sent = a.layer.sendAck(samples::request(Method::Ack, talk), a.peer);
        const SipMessage first = a.wire.expect("ACK");
        a.layer.sendAck(sent, a.peer);
        QCOMPARE(a.wire.expect("ACK"), first);
        QVERIFY(first.topVia()->branch().startsWith(MagicCookie));
        QCOMPARE(a.layer.transactionCount(), 0);
    }
    void aLateSuccessIsStray()
    {
        Layer a;
        a.send(samples::invite(unsent()));
        const SipRequest invite = a.lastSent();
        a.answer(invite, 200);
        a.clock.advance(32s);
        a.answer(invite, 200, "fork-2");
        QCOMPARE(a.responses, QList{200});
        QCOMPARE(a.strays, QList{200});
    }
    void aLostConnectionFailsWhatWaits()
    {
        Layer a(TransportProtocol::Tls);
        a.send(samples::registration(unsent()));
        a.send(samples::invite(unsent()));
        const SipRequest invite = a.lastSent();
        a.send(samples::invite(unsent()));
        a.answer(invite, 200);
        a.wire.lose({TransportError::Kind::Closed, {}});
        QCOMPARE(a.failures, (QList{TransportError::Kind::Closed, TransportError::Kind::Closed}));
        QCOMPARE(a.layer.transactionCount(), 1); // the accepted INVITE waits for forks
    }
    void aClosedSocketDoesNotFailWhatIsRepeated()
    {
        Layer a;
        a.send(samples::registration(unsent()));
        a.wire.close();
        QVERIFY(a.failures.isEmpty());
        a.wire.open();
        a.clock.advance(600ms);
        QCOMPARE(a.wire.count("REGISTER"), 2);
    }
    void aSendThatFailsIsReportedLater()
    {
        Layer a;
        a.wire.failSends(TransportError{TransportError::Kind::Unreachable, {}});
        const auto handle = a.send(samples::registration(unsent()));
        QVERIFY(a.failures.isEmpty());
        a.clock.advance(0ms);
        QCOMPARE(a.failures, QList{TransportError::Kind::Unreachable});
        QVERIFY(handle.expired());
    }
};

QTEST_GUILESS_MAIN(tst_TransactionLayer)
#include "tst_TransactionLayer.moc"
