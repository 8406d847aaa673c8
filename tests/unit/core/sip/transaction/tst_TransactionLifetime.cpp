#include "FakeClock.h"
#include "FakeRandom.h"
#include "FakeTransport.h"
#include "MessageSamples.h"
#include "Transactions.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

samples::Talk unsent()
{
    samples::Talk talk;
    talk.branch.clear();
    return talk;
}

} // namespace

/// Callbacks may do anything: forget, send, answer, destroy the layer. Worth most under the address
/// sanitizer.
class tst_TransactionLifetime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<FakeClock>();
        m_wire = std::make_unique<FakeTransport>(*m_clock, TransportProtocol::Udp);
        m_layer = std::make_unique<TransactionLayer>(*m_wire, *m_clock, m_random);
    }
    void cleanup()
    {
        m_layer.reset();
        m_clock->advance(100s); // nothing of the layer may still run
        m_wire.reset();
        m_clock.reset();
    }

    void theLayerDiesInAResponse_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<int>("status");
        QTest::newRow("INVITE 180") << Method::Invite << 180;
        QTest::newRow("INVITE 200") << Method::Invite << 200;
        QTest::newRow("INVITE 486") << Method::Invite << 486;
        QTest::newRow("OPTIONS 200") << Method::Options << 200;
    }
    void theLayerDiesInAResponse()
    {
        QFETCH(Method, method);
        QFETCH(int, status);
        int heard = 0;
        m_layer->send(samples::request(method, unsent()), m_peer,
            {[&](const SipResponse &) {
                 ++heard;
                 m_layer.reset();
             },
                {}});
        m_wire->inject(samples::response(lastSent(), status));
        QCOMPARE(heard, 1);
    }
    void theLayerDiesInAFailure()
    {
        int heard = 0;
        const auto user = [&] {
            return ClientTransactionUser{{}, [&](TransactionFailure, const TransportError &) {
                                             ++heard;
                                             m_layer.reset();
                                         }};
        };
        m_layer->send(samples::request(Method::Options, unsent()), m_peer, user());
        m_layer->send(samples::request(Method::Options, unsent()), m_peer, user());
        m_clock->advance(32s);
        QCOMPARE(heard, 1);
    }
    void theLayerDiesWhenTheConnectionIsLost()
    {
        m_layer.reset();
        m_wire = std::make_unique<FakeTransport>(*m_clock, TransportProtocol::Tcp);
        m_layer = std::make_unique<TransactionLayer>(*m_wire, *m_clock, m_random);
        int heard = 0;
        for (int i = 0; i < 3; ++i) {
            m_layer->send(samples::request(Method::Options, unsent()),
                FakeTransport::defaultPeer(TransportProtocol::Tcp),
                {{}, [&](TransactionFailure, const TransportError &) {
                     ++heard;
                     m_layer.reset();
                 }});
        }
        m_wire->lose({TransportError::Kind::Closed, {}});
        QCOMPARE(heard, 1);
    }
    void theLayerDiesInARequest()
    {
        std::shared_ptr<ServerTransaction> kept;
        connect(m_layer.get(), &TransactionLayer::requestReceived, this,
            [&](const std::shared_ptr<ServerTransaction> &transaction) {
                kept = transaction;
                m_layer.reset();
            });
        m_wire->inject(samples::invite());
        QVERIFY(kept);
        QVERIFY(!kept->respond(samples::response(kept->request(), 200)));
        m_wire->expectNothing();
        kept->setUser({});
        QCOMPARE(kept->state(), ServerTransaction::State::Terminated);
    }
    void theLayerDiesInACancel()
    {
        std::shared_ptr<ServerTransaction> kept;
        connect(m_layer.get(), &TransactionLayer::requestReceived, this,
            [&](const std::shared_ptr<ServerTransaction> &transaction) { kept = transaction; });
        m_wire->inject(samples::invite());
        kept->setUser({[&](const SipRequest &) { m_layer.reset(); }, {}});
        m_wire->inject(samples::cancel());
        QVERIFY(!m_layer);
        QCOMPARE(m_wire->count("SIP/2.0 200"), 1);
    }
    void theLayerDiesAtTimerH()
    {
        connect(m_layer.get(), &TransactionLayer::requestReceived, this,
            [&](const std::shared_ptr<ServerTransaction> &transaction) {
                transaction->setUser({{}, [&](TransactionFailure) { m_layer.reset(); }});
                transaction->respond(samples::response(transaction->request(), 486));
            });
        m_wire->inject(samples::invite());
        m_clock->advance(32s);
        QVERIFY(!m_layer);
    }
    void theLayerDiesInAnAck()
    {
        connect(m_layer.get(), &TransactionLayer::requestReceived, this,
            [&](const std::shared_ptr<ServerTransaction> &transaction) {
                transaction->respond(samples::response(transaction->request(), 200));
            });
        connect(m_layer.get(), &TransactionLayer::ackReceived, this, [&] { m_layer.reset(); });
        m_wire->inject(samples::invite());
        m_wire->inject(samples::ack({}, "a6c85cf"));
        QVERIFY(!m_layer);
    }
    void forgottenFromInside()
    {
        int heard = 0;
        std::weak_ptr<ClientTransaction> handle;
        const auto guard = std::make_shared<int>(7); // dies with the callback
        handle = m_layer->send(samples::invite(unsent()), m_peer,
            {[&, guard](const SipResponse &) {
                 handle.lock()->forget();
                 heard += *guard; // the callback that runs must still be whole
             },
                {}});
        const SipRequest invite = lastSent();
        m_wire->inject(samples::response(invite, 180));
        m_wire->inject(samples::response(invite, 486));
        QCOMPARE(heard, 7);
        QCOMPARE(m_wire->count("ACK"), 1); // the machine goes on
        m_wire->inject(samples::response(invite, 486));
        QCOMPARE(m_wire->count("ACK"), 2);
    }
    void sendingFromInside()
    {
        QList<int> heard;
        m_layer->send(samples::request(Method::Options, unsent()), m_peer,
            {[&](const SipResponse &response) {
                 heard.append(response.statusCode());
                 for (int i = 0; i < 100; ++i) // the tables grow and move
                     m_layer->send(samples::request(Method::Options, unsent()), m_peer, {});
             },
                {}});
        m_wire->inject(samples::response(lastSent(), 401));
        QCOMPARE(heard, QList{401});
        QCOMPARE(m_layer->transactionCount(), 101);
        m_clock->advance(37s);
        QCOMPARE(m_layer->transactionCount(), 0);
    }
    void cancellingFromInside()
    {
        std::weak_ptr<ClientTransaction> handle;
        handle = m_layer->send(
            samples::invite(unsent()), m_peer, {[&](const SipResponse &) { m_layer->cancel(handle); }, {}});
        m_wire->inject(samples::response(lastSent(), 180));
        QCOMPARE(m_wire->count("CANCEL"), 1);
    }
    void aHandleOutlivesTheLayer()
    {
        const auto client = m_layer->send(samples::invite(unsent()), m_peer, {});
        const auto kept = client.lock();
        m_layer.reset();
        QCOMPARE(kept->state(), ClientTransaction::State::Terminated);
        QCOMPARE(kept->request().method(), Method::Invite);
        kept->forget();
        m_clock->advance(100s);
    }
    void aSendFailsAfterTheLayerDied()
    {
        m_wire->failSends(TransportError{TransportError::Kind::Unreachable, {}});
        bool heard = false;
        m_layer->send(samples::invite(unsent()), m_peer,
            {{}, [&](TransactionFailure, const TransportError &) { heard = true; }});
        m_layer.reset();
        m_clock->advance(1s);
        QVERIFY(!heard);
    }
    void aServerTransactionAnsweredInsideItsSignal()
    {
        connect(m_layer.get(), &TransactionLayer::requestReceived, this,
            [&](const std::shared_ptr<ServerTransaction> &transaction) {
                transaction->respond(samples::response(transaction->request(), 486));
            });
        m_wire->inject(samples::invite());
        m_wire->inject(samples::invite());
        QCOMPARE(m_wire->count("SIP/2.0 486"), 2);
        m_wire->inject(samples::ack({}, "a6c85cf"));
        m_clock->advance(5s);
        QCOMPARE(m_layer->transactionCount(), 0);
    }

private:
    SipRequest lastSent() const { return SipRequest(m_wire->sent().last().message); }

    FakeRandom m_random;
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<FakeTransport> m_wire;
    std::unique_ptr<TransactionLayer> m_layer;
    Hop m_peer = FakeTransport::defaultPeer(TransportProtocol::Udp);
};

QTEST_GUILESS_MAIN(tst_TransactionLifetime)
#include "tst_TransactionLifetime.moc"
