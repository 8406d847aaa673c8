#include "FakeClock.h"
#include "LoopbackNetwork.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

const QByteArray options = "OPTIONS sip:bob@192.0.2.2 SIP/2.0\n"
                           "Via: SIP/2.0/UDP unset.invalid;branch=z9hG4bK1\n"
                           "From: <sip:alice@192.0.2.1>;tag=1\n"
                           "To: <sip:bob@192.0.2.2>\n"
                           "Call-ID: one\n"
                           "CSeq: 1 OPTIONS\n"
                           "Content-Length: 0\n\n";

SipRequest request()
{
    QByteArray text = options;
    return SipRequest(*SipMessage::parse(text.replace("\n", "\r\n")));
}

} // namespace

class tst_LoopbackNetwork : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesWithDelay()
    {
        FakeClock clock;
        LoopbackNetwork network(clock);
        FakeTransport alice(clock);
        FakeTransport bob(clock, FakeTransport::defaultPeer(TransportProtocol::Udp));
        network.attach(alice);
        network.attach(bob);
        network.setDelay(20ms);
        QList<SipRequest> received;
        QObject::connect(
            &bob, &Transport::requestReceived, &bob, [&](const SipRequest &one) { received.append(one); });
        alice.sendRequest(request(), bob.local(), {});
        clock.advance(19ms);
        QCOMPARE(received.size(), 0);
        clock.advance(1ms);
        QCOMPARE(received.size(), 1);
        const auto via = received.first().topVia();
        QCOMPARE(via->host, QByteArray("192.0.2.1"));
        QCOMPARE(via->parameters.value("rport"), QByteArray("5060"));
        QCOMPARE(via->parameters.value("received"), QByteArray("192.0.2.1"));
        int responses = 0;
        QObject::connect(&alice, &Transport::responseReceived, &alice, [&] { ++responses; });
        bob.sendResponse(SipResponse::to(received.first(), 200, "tag"), alice.local(), {});
        clock.advance(20ms);
        QCOMPARE(responses, 1);
    }
    void losesEveryThirdDatagram()
    {
        FakeClock clock;
        LoopbackNetwork network(clock);
        FakeTransport alice(clock);
        FakeTransport bob(clock, FakeTransport::defaultPeer(TransportProtocol::Udp));
        network.attach(alice);
        network.attach(bob);
        network.setLoss(3);
        int received = 0;
        QObject::connect(&bob, &Transport::requestReceived, &bob, [&] { ++received; });
        for (int i = 0; i < 9; ++i)
            alice.sendRequest(request(), bob.local(), {});
        clock.advance(1s);
        QCOMPARE(received, 6);
        QCOMPARE(network.lost(), 3);
    }
    void aReliableSendToNobodyFails()
    {
        FakeClock clock;
        LoopbackNetwork network(clock);
        FakeTransport alice(clock, TransportProtocol::Tcp);
        network.attach(alice);
        std::optional<TransportError> error;
        alice.sendRequest(
            request(), FakeTransport::defaultPeer(TransportProtocol::Tcp), [&](const auto &e) { error = e; });
        QVERIFY(!error);
        clock.advance(1s);
        QVERIFY(error);
        QCOMPARE(error->kind, TransportError::Kind::Refused);
    }
    void theFakeReadsLikeTheWire()
    {
        FakeClock clock;
        FakeTransport wire(clock);
        QSignalSpy traced(&wire, &Transport::traced);
        wire.expectNothing();
        wire.inject(QByteArray(options).replace("CSeq: 1 OPTIONS", "CSeq: nonsense"));
        const SipMessage answer = wire.expect("SIP/2.0 400");
        QCOMPARE(answer.callId(), QByteArray("one"));
        QVERIFY(!answer.toTag().isEmpty());
        wire.expectNothing();
        QCOMPARE(traced.size(), 2);
        wire.failSends(TransportError{TransportError::Kind::Unreachable, {}});
        bool hasFailed = false;
        wire.sendRequest(request(), FakeTransport::defaultPeer(TransportProtocol::Udp),
            [&](const auto &) { hasFailed = true; });
        QVERIFY(!hasFailed);
        clock.advance(0s);
        QVERIFY(hasFailed);
        wire.expectNothing();
    }
};

QTEST_GUILESS_MAIN(tst_LoopbackNetwork)
#include "tst_LoopbackNetwork.moc"
