#include "DigestAuthenticator.h"
#include "FakeClock.h"
#include "FakeRandom.h"
#include "FakeResolver.h"
#include "FakeTransport.h"
#include "HopResolver.h"
#include "OutgoingRequest.h"
#include "UserAgentCore.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Origin = RequestDelegate::Answer::Origin;

namespace {

/// A core over a wire, and two servers behind one name.
struct Core {
    explicit Core(TransportProtocol protocol = TransportProtocol::Udp)
        : wire(clock, protocol)
        , core({NameAddr::parse("<sip:alice@example.com>").value(), SipUri::parse("sip:example.com").value(),
                   false, {}, {}, "Test"},
              {"alice", "secret", {}}, {clock, random, hops, wire, layer, timers})
    {
        dns.hosts[QStringLiteral("example.com")]
            = {QHostAddress(QStringLiteral("192.0.2.11")), QHostAddress(QStringLiteral("192.0.2.12"))};
    }
    std::shared_ptr<OutgoingRequest> send(
        Method method, SendOptions options = {}, const QByteArray &target = "sip:bob@example.com")
    {
        NameAddr from = core.options().addressOfRecord;
        from.parameters.set("tag", QByteArray("f"));
        return core.send(
            core.makeRequest({method, target, from, NameAddr::parse("<" + target + ">").value(), "c", 1}),
            [this](const RequestDelegate::Answer &answer) { answers.append(answer); }, std::move(options));
    }
    QHostAddress lastTo() const { return wire.sent().last().to.address; }

    FakeClock clock;
    FakeRandom random;
    FakeResolver dns{clock};
    HopResolver hops{dns, random};
    FakeTransport wire;
    const TimerValues timers;
    TransactionLayer layer{wire, clock, random, timers};
    UserAgentCore core;
    QList<RequestDelegate::Answer> answers;
};

} // namespace

class tst_OutgoingRequest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNextServerIsTried_data() // RFC 3263 §4.3
    {
        QTest::addColumn<int>("code");
        QTest::newRow("503") << 503;
        QTest::newRow("no answer") << 0;
    }
    void theNextServerIsTried()
    {
        QFETCH(int, code);
        Core at;
        at.send(Method::Options);
        at.clock.advance(10ms);
        const SipMessage first = at.wire.expect("OPTIONS");
        QCOMPARE(at.lastTo(), QHostAddress(QStringLiteral("192.0.2.11")));
        if (code)
            at.wire.inject(SipResponse::to(SipRequest(first), code, "t"));
        else
            at.clock.advance(32s);
        at.clock.advance(10ms);
        QCOMPARE(at.lastTo(), QHostAddress(QStringLiteral("192.0.2.12")));
        const SipMessage second = at.wire.sent().last().message;
        QVERIFY(second.topVia().value().branch() != first.topVia().value().branch());
        QVERIFY(second.cseq() == first.cseq());
        QVERIFY(at.answers.isEmpty());
        at.wire.inject(SipResponse::to(SipRequest(second), 200, "t"));
        QCOMPARE(at.answers.size(), 1);
        QCOMPARE(at.answers.first().origin, Origin::Remote);
    }
    void noServerAnswers()
    {
        Core at;
        at.send(Method::Options);
        at.clock.advance(65s);
        QCOMPARE(at.answers.size(), 1);
        QCOMPARE(at.answers.first().response.statusCode(), 408);
        QCOMPARE(at.answers.first().origin, Origin::LocalTimeout);
        QCOMPARE(at.core.unansweredCount(), 0);
    }
    void nobodyIsFound()
    {
        Core at;
        at.dns.hosts.clear();
        at.send(Method::Options);
        at.clock.advance(10ms);
        QCOMPARE(at.answers.size(), 1);
        QCOMPARE(at.answers.first().response.statusCode(), 503);
        QCOMPARE(at.answers.first().origin, Origin::LocalTransport);
        at.wire.expectNothing();
    }
    void cancelledBeforeItWasSent()
    {
        Core at;
        const auto request = at.send(Method::Invite);
        request->cancel();
        at.clock.advance(10ms);
        QCOMPARE(at.answers.size(), 1);
        QCOMPARE(at.answers.first().response.statusCode(), 487);
        at.wire.expectNothing();
    }
    void preparedBeforeItIsSent()
    {
        Core at;
        SendOptions options;
        std::optional<Hop> way;
        options.prepare = [&](const Hop &hop) { way = hop; };
        options.wantsContact = true;
        const auto request = at.send(Method::Invite, std::move(options));
        at.clock.advance(10s);
        QVERIFY(way);
        at.wire.expectNothing();
        request->setBody("x", "text/plain");
        request->proceed();
        const SipMessage invite = at.wire.expect("INVITE");
        QCOMPARE(invite.body(), QByteArray("x"));
        QCOMPARE(invite.value(HeaderId::Contact).toByteArray(), QByteArray("<sip:alice@192.0.2.1:5060>"));
    }
    void forgottenRequestsSayNothing()
    {
        Core at;
        at.send(Method::Options)->forget();
        at.clock.advance(1s);
        at.wire.expectNothing();
        const auto sent = at.send(Method::Options);
        at.clock.advance(10ms);
        sent->forget();
        at.wire.inject(SipResponse::to(SipRequest(at.wire.expect("OPTIONS")), 200, "t"));
        QVERIFY(at.answers.isEmpty());
    }
    void knownNoncesAreForTheServerThatGaveThem()
    {
        Core at;
        at.send(Method::Options);
        at.clock.advance(10ms);
        SipResponse challenge = SipResponse::to(SipRequest(at.wire.expect("OPTIONS")), 407, "t");
        challenge.append(HeaderId::ProxyAuthenticate, "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"");
        at.wire.inject(challenge);
        const SipMessage again = at.wire.expect("OPTIONS");
        QVERIFY(again.contains(HeaderId::ProxyAuthorization));
        at.wire.inject(SipResponse::to(SipRequest(again), 200, "t"));
        at.send(Method::Options);
        at.clock.advance(10ms);
        QVERIFY(at.wire.expect("OPTIONS")
                    .value(HeaderId::ProxyAuthorization)
                    .toByteArray()
                    .contains("nc=00000002"));
        at.send(Method::Options, {}, "sip:bob@192.0.2.99");
        at.clock.advance(10ms);
        QVERIFY(!at.wire.expect("OPTIONS").contains(HeaderId::ProxyAuthorization));
        QCOMPARE(at.lastTo(), QHostAddress(QStringLiteral("192.0.2.99")));
    }
    void overWebSocketThereIsOneWay()
    {
        Core at(TransportProtocol::Wss);
        at.send(Method::Options, {.wantsContact = true});
        at.clock.advance(10ms);
        const QByteArray contact = at.wire.expect("OPTIONS").value(HeaderId::Contact).toByteArray();
        QVERIFY2(contact.contains(".invalid;transport=ws>"), contact.constData()); // RFC 7118 §5
    }
};

QTEST_GUILESS_MAIN(tst_OutgoingRequest)
#include "tst_OutgoingRequest.moc"
