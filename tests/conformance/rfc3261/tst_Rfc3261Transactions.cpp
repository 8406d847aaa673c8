// RFC 3261 §17 and §9, two layers over a network that loses datagrams; RFC 4475 §3.1.2.16 and .17.
//
// Covered:     §9.1 and §9.2 (CANCEL, its crossing with 200), §17.1.1 INVITE client with A, B, D; §17.1.2
// with E, F, K;
//              §17.2.1 with G, H, I and 100; §17.2.2 with J; §17.1.3 and §17.2.3 matching; §8.2.2.2 merged
//              requests. Timers one by one at their exact times: unit/core/sip/transaction.
// Not covered: timer C and everything else that only a proxy does (§16); RFC 4320's advice on non-INVITE.

#include "FakeClock.h"
#include "FakeRandom.h"
#include "LoopbackNetwork.h"
#include "MessageSamples.h"
#include "Transactions.h"

#include <QFile>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// One end of a talk: notes what it hears and answers requests with a script of statuses.
struct End {
    End(FakeClock &clock, LoopbackNetwork &network, const Hop &at, quint64 seed)
        : random(seed)
        , wire(clock, at)
        , layer(wire, clock, random)
    {
        network.attach(wire);
        QObject::connect(&layer, &TransactionLayer::requestReceived, &layer,
            [this](const std::shared_ptr<ServerTransaction> &transaction) { take(transaction); });
        QObject::connect(&layer, &TransactionLayer::ackReceived, &layer, [this] { ++acks; });
    }
    void take(const std::shared_ptr<ServerTransaction> &transaction)
    {
        received.append(transaction->request().method());
        server = transaction;
        transaction->setUser({[this, weak = std::weak_ptr(transaction)](const SipRequest &) {
                                  ++cancelled;
                                  if (const auto pending = weak.lock())
                                      pending->respond(samples::response(pending->request(), 487));
                              },
            [this](TransactionFailure failure) { failures.append(failure); }});
        for (const int status : std::as_const(answers))
            transaction->respond(samples::response(transaction->request(), status));
    }
    ClientTransactionUser user()
    {
        return {[this](const SipResponse &response) { heard.append(response.statusCode()); },
            [this](TransactionFailure failure, const TransportError &) { failures.append(failure); }};
    }

    FakeRandom random;
    FakeTransport wire;
    TransactionLayer layer;
    QList<int> answers;
    std::weak_ptr<ServerTransaction> server;
    QList<Method> received;
    QList<int> heard;
    QList<TransactionFailure> failures;
    int acks = 0;
    int cancelled = 0;
};

Hop at(TransportProtocol protocol, const QString &address)
{
    return {protocol, QHostAddress(address), 5060, {}};
}

struct Talk {
    explicit Talk(TransportProtocol protocol = TransportProtocol::Udp)
        : network(clock)
        , alice(clock, network, at(protocol, QStringLiteral("192.0.2.1")), 1)
        , bob(clock, network, at(protocol, QStringLiteral("192.0.2.4")), 2)
    {
    }
    std::weak_ptr<ClientTransaction> send(Method method)
    {
        samples::Talk talk;
        talk.branch.clear();
        const SipRequest request
            = method == Method::Invite ? samples::invite(talk) : samples::request(method, talk);
        return alice.layer.send(request, bob.wire.local(), alice.user());
    }

    FakeClock clock;
    LoopbackNetwork network;
    End alice;
    End bob;
};

QByteArray torture(const char *name)
{
    QFile file(QStringLiteral(TORTURE_MESSAGES) + QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no torture message");
    return file.readAll();
}

} // namespace

class tst_Rfc3261Transactions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyRequestArrivesOnceAndIsAnswered_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<QList<int>>("answers");
        QTest::addColumn<int>("loss"); ///< every nth datagram, or by chance with the seed -n
        struct Kind {
            const char *name;
            Method method;
            QList<int> answers;
        };
        for (const Kind &kind : {Kind{"INVITE rejected", Method::Invite, {180, 486}},
                 Kind{"INVITE rejected at once", Method::Invite, {603}},
                 Kind{"OPTIONS", Method::Options, {200}},
                 Kind{"MESSAGE with a provisional response", Method::Message, {100, 202}}}) {
            for (const int loss : {0, 5, 4, 3})
                QTest::addRow("%s, every %d. datagram lost", kind.name, loss)
                    << kind.method << kind.answers << loss;
            for (const int seed : {1, 2, 3, 4})
                QTest::addRow("%s, 40 in 100 lost, seed %d", kind.name, seed)
                    << kind.method << kind.answers << -seed;
        }
    }
    void everyRequestArrivesOnceAndIsAnswered()
    {
        QFETCH(Method, method);
        QFETCH(QList<int>, answers);
        QFETCH(int, loss);
        Talk talk;
        talk.bob.answers = answers;
        talk.network.setLoss(std::max(loss, 0));
        FakeRandom dice(quint64(-loss));
        if (loss < 0)
            talk.network.setDrop(
                [&](const QByteArray &, const Hop &, const Hop &) { return dice.below(100) < 40; });
        talk.send(method);
        talk.clock.advance(40s);
        QCOMPARE(talk.bob.received, QList{method});
        QVERIFY(!talk.alice.heard.isEmpty());
        QCOMPARE(talk.alice.heard.last(), answers.last());
        QCOMPARE(talk.alice.heard.count(answers.last()), 1);
        QVERIFY(talk.alice.failures.isEmpty());
        QVERIFY(talk.bob.failures.isEmpty()); // its ACK arrived in the end
        talk.clock.advance(40s);
        QCOMPARE(talk.alice.layer.transactionCount(), 0);
        QCOMPARE(talk.bob.layer.transactionCount(), 0);
    }
    /// §17.1.1.2, §17.1.2.2: 64*T1 is 32 s, over every transport that says nothing itself.
    void nobodyAnswers_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<int>("sent");
        QTest::newRow("INVITE: 7 datagrams") << Method::Invite << 7;
        QTest::newRow("OPTIONS: 11 datagrams") << Method::Options << 11;
    }
    void nobodyAnswers()
    {
        QFETCH(Method, method);
        Talk talk;
        talk.network.setUp(false);
        talk.send(method);
        talk.clock.advance(32s - 1ms);
        QVERIFY(talk.alice.failures.isEmpty());
        talk.clock.advance(1ms);
        QCOMPARE(talk.alice.failures, QList{TransactionFailure::Timeout});
        QTEST(int(talk.alice.wire.sent().size()), "sent");
        QCOMPARE(talk.alice.layer.transactionCount(), 0);
    }
    void aReliableTransportSaysItAtOnce()
    {
        Talk talk(TransportProtocol::Tcp);
        talk.network.setUp(false);
        talk.send(Method::Options);
        talk.clock.advance(1s);
        QCOMPARE(talk.alice.failures, QList{TransactionFailure::TransportError});
    }
    void aReliableTransportSendsEachMessageOnce()
    {
        Talk talk(TransportProtocol::Tcp);
        talk.bob.answers = {180, 486};
        talk.send(Method::Invite);
        talk.clock.advance(10ms);
        QCOMPARE(talk.alice.wire.sent().size(), 2); // INVITE, ACK
        QCOMPARE(talk.bob.wire.sent().size(), 2);
        QCOMPARE(talk.alice.layer.transactionCount(), 0); // D and I are zero
        QCOMPARE(talk.bob.layer.transactionCount(), 0);
    }
    void theAckIsLostForGood() // §17.2.1, timer H
    {
        Talk talk;
        talk.bob.answers = {486};
        talk.network.setDrop(
            [](const QByteArray &bytes, const Hop &, const Hop &) { return bytes.startsWith("ACK"); });
        talk.send(Method::Invite);
        talk.clock.advance(33s);
        QCOMPARE(talk.alice.heard, QList{486});
        QCOMPARE(talk.bob.failures, QList{TransactionFailure::Timeout});
        QVERIFY(talk.alice.wire.count("ACK") >= 10); // one for each repetition
    }
    void cancelWhileRinging_data()
    {
        QTest::addColumn<int>("lossEvery");
        QTest::newRow("nothing lost") << 0;
        QTest::newRow("every fourth datagram lost") << 4;
        QTest::newRow("every third datagram lost") << 3;
    }
    void cancelWhileRinging()
    {
        QFETCH(int, lossEvery);
        Talk talk;
        talk.bob.answers = {180};
        const auto invite = talk.send(Method::Invite);
        talk.clock.advance(10ms);
        talk.network.setLoss(lossEvery);
        talk.alice.layer.cancel(invite);
        talk.clock.advance(20s);
        QCOMPARE(talk.bob.cancelled, 1);
        QCOMPARE(talk.alice.heard, (QList{180, 487}));
        QCOMPARE(talk.bob.received, QList{Method::Invite}); // the CANCEL is the layer's business
        talk.clock.advance(60s);
        QVERIFY(talk.alice.failures.isEmpty());
        QVERIFY(talk.bob.failures.isEmpty());
        QCOMPARE(talk.alice.layer.transactionCount() + talk.bob.layer.transactionCount(), 0);
    }
    void cancelCrossesWith200() // §9.1: the 200 wins; whoever cancelled ends the call with ACK and BYE
    {
        Talk talk;
        talk.bob.answers = {180};
        const auto invite = talk.send(Method::Invite);
        talk.clock.advance(10ms);
        const auto pending = talk.bob.server.lock();
        talk.alice.layer.cancel(invite); // both at once, 1 ms apart from the other's end
        pending->respond(samples::response(pending->request(), 200));
        talk.clock.advance(10ms);
        QCOMPARE(talk.bob.cancelled, 0);
        QCOMPARE(talk.bob.wire.count("SIP/2.0 200"), 2); // to the INVITE, and to the CANCEL
        QCOMPARE(talk.alice.heard, (QList{180, 200}));
        QCOMPARE(invite.lock()->state(), ClientTransaction::State::Accepted);
    }
    void cancelBeforeAnyResponse() // §9.1: held back, and still sent when the first one comes
    {
        Talk talk;
        talk.bob.answers = {180};
        talk.network.setUp(false);
        const auto invite = talk.send(Method::Invite);
        talk.alice.layer.cancel(invite);
        talk.clock.advance(400ms);
        QCOMPARE(talk.alice.wire.count("CANCEL"), 0);
        talk.network.setUp(true);
        talk.clock.advance(200ms);
        QCOMPARE(talk.alice.wire.count("CANCEL"), 1);
        QCOMPARE(talk.alice.heard, (QList{180, 487}));
    }
    void aSlowUserIsCoveredByTrying() // §17.2.1
    {
        Talk talk;
        talk.send(Method::Invite);
        talk.clock.advance(5s);
        QCOMPARE(talk.alice.heard, QList{100});
        QCOMPARE(talk.alice.wire.count("INVITE"), 1); // 100 came after 202 ms: nothing was repeated
    }
    void aConfirmedInvitesBranchComesAgainWithAnotherMethod_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("§3.1.2.16, OPTIONS with CSeq INVITE")
            << torture("mismatch01.dat") << QByteArray("SIP/2.0 400");
        QTest::newRow("§3.1.2.17, NEWMETHOD with CSeq INVITE")
            << torture("mismatch02.dat") << QByteArray("SIP/2.0 ");
    }
    void aConfirmedInvitesBranchComesAgainWithAnotherMethod()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, answer);
        FakeClock clock;
        FakeRandom random;
        FakeTransport wire(clock);
        TransactionLayer layer(wire, clock, random);
        std::shared_ptr<ServerTransaction> invite;
        int others = 0;
        connect(&layer, &TransactionLayer::requestReceived, this,
            [&](const std::shared_ptr<ServerTransaction> &transaction) {
                if (transaction->request().method() == Method::Invite)
                    invite = transaction;
                else
                    ++others;
            });
        const auto parsed = SipMessage::parse(file);
        QVERIFY(parsed);
        samples::Talk talk;
        talk.branch = parsed->topVia()->branch();
        talk.callId = parsed->callId();
        talk.fromTag = parsed->fromTag();
        talk.cseq = 8;
        talk.viaHost = parsed->topVia()->host;
        wire.inject(samples::invite(talk));
        invite->respond(samples::response(invite->request(), 486));
        wire.inject(samples::ack(talk, "a6c85cf"));
        QCOMPARE(invite->state(), ServerTransaction::State::Confirmed);
        wire.clear();
        wire.deliver(file, FakeTransport::defaultPeer(TransportProtocol::Udp));
        QCOMPARE(invite->state(), ServerTransaction::State::Confirmed);
        QCOMPARE(others, 0);
        wire.expect(answer);
        // With a CSeq of its own it is simply another request.
        wire.inject(samples::request(Method::Options, talk));
        QCOMPARE(others, 1);
        QCOMPARE(invite->state(), ServerTransaction::State::Confirmed);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3261Transactions)
#include "tst_Rfc3261Transactions.moc"
