// RFC 6026: the state Accepted of INVITE transactions.
//
// Covered:     §7.1 (server: INVITE repetitions absorbed after a 2xx, 2xx given again, ACK passed on, timer
// L, transport errors do not
//              end it), §7.2 and §8.4 (client: every 2xx passed on until timer M), §8.8 and §8.9 (stray
//              responses and ACKs).
// Not covered: §7.3 and what else concerns proxies.

#include "FakeClock.h"
#include "FakeRandom.h"
#include "FakeTransport.h"
#include "MessageSamples.h"
#include "Transactions.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_Rfc6026 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_layer.reset();
        m_wire = std::make_unique<FakeTransport>(m_clock);
        m_layer = std::make_unique<TransactionLayer>(*m_wire, m_clock, m_random);
        m_heard.clear();
        m_strays.clear();
        m_requests.clear();
        m_acks = 0;
        m_failures = 0;
        connect(m_layer.get(), &TransactionLayer::requestReceived, this,
            [this](const std::shared_ptr<ServerTransaction> &transaction) {
                m_requests.append(transaction);
                transaction->setUser({{}, [this](TransactionFailure) { ++m_failures; }});
            });
        connect(m_layer.get(), &TransactionLayer::ackReceived, this, [this] { ++m_acks; });
        connect(m_layer.get(), &TransactionLayer::strayResponse, this,
            [this](const SipResponse &response) { m_strays.append(response.toTag()); });
    }

    void everyForkIsHeardUntilTimerM() // §8.4, timer M
    {
        const SipRequest invite = call();
        m_wire->inject(samples::response(invite, 180, "desk"));
        m_wire->inject(samples::response(invite, 180, "mobile"));
        m_wire->inject(samples::response(invite, 200, "desk"));
        m_clock.advance(1s);
        m_wire->inject(samples::response(invite, 200, "desk")); // repeated: our ACK was lost
        m_clock.advance(30s);
        m_wire->inject(samples::response(invite, 200, "mobile")); // forked
        QCOMPARE(m_heard, (QByteArrayList{"desk", "mobile", "desk", "desk", "mobile"}));
        QCOMPARE(m_layer->transactionCount(), 1);
        m_clock.advance(1s);
        QCOMPARE(m_layer->transactionCount(), 0);
        m_wire->inject(samples::response(invite, 200, "late"));
        QCOMPARE(m_strays, QByteArrayList{"late"}); // §8.8: for a UA core, no longer sent anywhere
        QCOMPARE(m_wire->count("ACK"), 0);          // the UA core's, never the machine's
    }
    void nothingButSuccessIsHeardAfterSuccess() // §8.4
    {
        const SipRequest invite = call();
        m_wire->inject(samples::response(invite, 200, "desk"));
        for (const int status : {100, 183, 302, 486, 503, 603})
            m_wire->inject(samples::response(invite, status, "mobile"));
        QCOMPARE(m_heard, QByteArrayList{"desk"});
        QVERIFY(m_strays.isEmpty());
        QCOMPARE(m_wire->sent().size(), 1);
    }
    void aRepeatedInviteIsNoNewCallAfterSuccess() // §7.1: the flaw that the RFC was written for
    {
        m_wire->inject(samples::invite());
        answer(200);
        m_wire->clear();
        for (int i = 0; i < 31; ++i) {
            m_wire->inject(samples::invite());
            m_clock.advance(1s);
        }
        QCOMPARE(m_requests.size(), 1);
        m_wire->expectNothing();
        m_clock.advance(1s);
        QCOMPARE(m_layer->transactionCount(), 0); // timer L
    }
    void theUserRepeatsItsSuccess() // §13.3.1.4 of RFC 3261 by way of §7.1
    {
        m_wire->inject(samples::invite());
        answer(200);
        for (int i = 0; i < 3; ++i)
            QVERIFY(answer(200));
        QVERIFY(!answer(486));
        QCOMPARE(m_wire->count("SIP/2.0 200"), 4);
        m_clock.advance(32s);
        QVERIFY(!answer(200));
    }
    void acksArePassedOn() // §7.1, §8.9
    {
        m_wire->inject(samples::invite());
        answer(200);
        samples::Talk talk;
        m_wire->inject(samples::ack(talk, "a6c85cf"));
        talk.branch = "z9hG4bKitsown";
        m_wire->inject(samples::ack(talk, "a6c85cf"));
        QCOMPARE(m_acks, 2);
        QCOMPARE(m_requests.first()->state(), ServerTransaction::State::Accepted);
        m_clock.advance(32s);
        m_wire->inject(samples::ack(talk, "a6c85cf"));
        QCOMPARE(m_acks, 3);
    }
    void aTransportErrorDoesNotEndIt() // §7.1
    {
        m_wire->inject(samples::invite());
        m_wire->failSends(TransportError{TransportError::Kind::Unreachable, {}});
        answer(200);
        m_clock.advance(1ms);
        QCOMPARE(m_failures, 1);
        QCOMPARE(m_requests.first()->state(), ServerTransaction::State::Accepted);
        m_wire->failSends(std::nullopt);
        QVERIFY(answer(200));
        QCOMPARE(m_wire->count("SIP/2.0 200"), 1);
    }

private:
    SipRequest call()
    {
        samples::Talk talk;
        talk.branch.clear();
        m_layer->send(samples::invite(talk), FakeTransport::defaultPeer(TransportProtocol::Udp),
            {[this](const SipResponse &response) { m_heard.append(response.toTag()); }, {}});
        return SipRequest(m_wire->sent().last().message);
    }
    bool answer(int status)
    {
        const auto &transaction = m_requests.first();
        return transaction->respond(samples::response(transaction->request(), status));
    }

    FakeClock m_clock;
    FakeRandom m_random;
    std::unique_ptr<FakeTransport> m_wire;
    std::unique_ptr<TransactionLayer> m_layer;
    QByteArrayList m_heard; ///< To tags
    QByteArrayList m_strays;
    QList<std::shared_ptr<ServerTransaction>> m_requests;
    int m_acks = 0;
    int m_failures = 0;
};

QTEST_GUILESS_MAIN(tst_Rfc6026)
#include "tst_Rfc6026.moc"
