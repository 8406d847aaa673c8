// RFC 3263 §4.3: what becomes of a request whose server fails.
//
// Covered:     503, transport errors and timeouts lead to the next server with a new branch; for INVITE,
//              others and requests inside a dialog; in a bounded time; the memory of who failed; Retry-After
//              of 503 (RFC 3261 §21.5.4); answers that come too late.
// Not covered: how the list comes about (tst_Rfc3263), connections (tst_StreamTransport), registrations and
//              calls as a whole (flows/tst_ChangedWays).

#include "DeadTargets.h"
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
Q_DECLARE_METATYPE(carillon::Method)

namespace {

constexpr Milliseconds patience = 8s; ///< 16*T1
using Limits = DeadTargets::Limits;

/// A core over a wire, and several servers behind one name: 192.0.2.11 and so on.
struct World {
    explicit World(int servers = 2)
        : core({NameAddr::parse("<sip:alice@example.com>").value(), SipUri::parse("sip:example.com").value(),
                   false, {}, {}, "Test"},
            {"alice", "secret", {}}, {clock, random, hops, wire, layer, timers})
    {
        for (int i = 0; i < servers; ++i)
            dns.hosts[QStringLiteral("example.com")].append(server(i));
    }
    static QHostAddress server(int i) { return QHostAddress(quint32(0xc000020b + i)); }
    std::shared_ptr<OutgoingRequest> send(Method method, const QByteArray &toTag = {})
    {
        NameAddr from = core.options().addressOfRecord;
        from.parameters.set("tag", QByteArray("f"));
        NameAddr to = NameAddr::parse("<sip:bob@example.com>").value();
        if (!toTag.isEmpty())
            to.parameters.set("tag", toTag);
        const auto sent = core.send(
            core.makeRequest({method, "sip:bob@example.com", from, to, "c" + QByteArray::number(++calls), 1}),
            [this](const RequestDelegate::Answer &answer) {
                if (answer.response.statusCode() >= 200)
                    answers.append(answer);
            },
            {});
        clock.advance(10ms);
        return sent;
    }
    /// Datagrams to this server fail with @p kind; nothing: they vanish.
    void breakServer(int index, std::optional<TransportError::Kind> kind)
    {
        broken[server(index).toIPv4Address()] = kind;
        wire.setCarrier([this](const QByteArray &, const Hop &to, const Transport::SendCallback &failed) {
            const auto error = broken.value(to.address.toIPv4Address());
            if (error && failed)
                clock.schedule(1ms, [failed, error] { failed({*error, {}}); });
        });
    }
    void answerLast(int code, const QByteArray &extra = {}, const QByteArray &tag = "t")
    {
        answer(wire.sent().last().message, code, extra, tag);
    }
    void answer(
        const SipMessage &request, int code, const QByteArray &extra = {}, const QByteArray &tag = "t")
    {
        SipResponse response = SipResponse::to(SipRequest(request), code, code > 100 ? tag : QByteArray());
        if (!extra.isEmpty())
            response.append(HeaderId::RetryAfter, extra);
        if (code >= 200 && code < 300)
            response.append(HeaderId::Contact, "<sip:bob@192.0.2.77>");
        wire.inject(response);
        clock.advance(1ms);
    }
    /// Which server the last request went to.
    int lastServer() const { return int(wire.sent().last().to.address.toIPv4Address() - 0xc000020b); }
    /// The servers that requests of @p method went to, each time that it changed.
    QList<int> way(const QByteArray &method) const
    {
        QList<int> result;
        for (const auto &sent : wire.sent()) {
            const int at = int(sent.to.address.toIPv4Address() - 0xc000020b);
            if (sent.message.methodName() == method && sent.message.isRequest()
                && (result.isEmpty() || result.last() != at))
                result.append(at);
        }
        return result;
    }

    FakeClock clock;
    FakeRandom random;
    FakeResolver dns{clock};
    HopResolver hops{dns, random};
    FakeTransport wire{clock};
    const TimerValues timers;
    TransactionLayer layer{wire, clock, random, timers};
    UserAgentCore core;
    QList<RequestDelegate::Answer> answers;
    QHash<quint32, std::optional<TransportError::Kind>> broken;
    int calls = 0;
};

} // namespace

class tst_Rfc3263Failover : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNextServerIsTried_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<QByteArray>("toTag");
        QTest::addColumn<int>("code"); ///< 0: refused, -1: silent
        QTest::addColumn<bool>("isTryingFirst");
        for (const auto &[name, method, tag] :
            {std::tuple("INVITE", Method::Invite, ""), std::tuple("REGISTER", Method::Register, ""),
                std::tuple("re-INVITE", Method::Invite, "t"), std::tuple("BYE", Method::Bye, "t")}) {
            QTest::addRow("%s: 503", name) << method << QByteArray(tag) << 503 << false;
            QTest::addRow("%s: 503 after 100", name) << method << QByteArray(tag) << 503 << true;
            QTest::addRow("%s: refused", name) << method << QByteArray(tag) << 0 << false;
            QTest::addRow("%s: silent", name) << method << QByteArray(tag) << -1 << false;
        }
    }
    void theNextServerIsTried()
    {
        QFETCH(Method, method);
        QFETCH(QByteArray, toTag);
        QFETCH(int, code);
        QFETCH(bool, isTryingFirst);
        World at;
        if (code == 0)
            at.breakServer(0, TransportError::Kind::Refused);
        at.send(method, toTag);
        const SipMessage first = at.wire.sent().first().message;
        if (isTryingFirst)
            at.answer(first, 100);
        if (code > 0)
            at.answer(first, code);
        if (code < 0) {
            at.clock.advance(patience - 20ms);
            QCOMPARE(at.lastServer(), 0);
            at.clock.advance(20ms);
        }
        const SipMessage second = at.wire.sent().last().message;
        QCOMPARE(at.lastServer(), 1);
        QVERIFY(second.topVia()->branch() != first.topVia()->branch());
        QCOMPARE(second.callId(), first.callId());
        QVERIFY(second.cseq() == first.cseq());
        QCOMPARE(second.fromTag(), first.fromTag());
        QVERIFY(at.answers.isEmpty());
        at.answer(second, 200);
        QCOMPARE(at.answers.size(), 1);
        QCOMPARE(at.answers.first().origin, Origin::Remote);
        QCOMPARE(at.answers.first().response.statusCode(), 200);
    }
    void anAnswerIsAnAnswer_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : {200, 302, 400, 404, 408, 480, 486, 500, 502, 504, 600})
            QTest::addRow("%d", code) << code;
    }
    void anAnswerIsAnAnswer()
    {
        QFETCH(int, code);
        World at;
        at.send(Method::Options);
        at.answerLast(code);
        at.clock.advance(60s);
        QCOMPARE(at.way("OPTIONS"), QList<int>{0});
        QCOMPARE(at.answers.size(), 1);
        QCOMPARE(at.answers.first().response.statusCode(), code);
    }
    void whoIsBehindTheServerDoesNotCount() // 503 after 180 is the callee's
    {
        World at;
        at.send(Method::Invite);
        const SipMessage invite = at.wire.sent().last().message;
        at.answer(invite, 180);
        at.answer(invite, 503, "600");
        QCOMPARE(at.way("INVITE"), QList<int>{0});
        QCOMPARE(at.answers.first().response.statusCode(), 503);
        at.send(Method::Invite);
        QCOMPARE(at.lastServer(), 0); // it is not busy itself
    }
    void aServerThatTriesIsWaitedFor()
    {
        World at;
        at.send(Method::Invite);
        at.answerLast(100);
        at.clock.advance(170s);
        QCOMPARE(at.way("INVITE"), QList<int>{0});
        QVERIFY(at.answers.isEmpty());
    }
    void noServerIsLeft_data()
    {
        QTest::addColumn<int>("servers");
        QTest::addColumn<bool>("isRefusing"); ///< else silent
        QTest::addColumn<int>("tried");
        QTest::addColumn<int>("seconds"); ///< most that it takes
        QTest::newRow("one, silent: all of 64*T1") << 1 << false << 1 << 33;
        QTest::newRow("two, silent") << 2 << false << 2 << 41;
        QTest::newRow("very many, silent: in less than a minute") << 30 << false << 4 << 57;
        QTest::newRow("very many, refusing: at once") << 30 << true << 30 << 1;
    }
    void noServerIsLeft()
    {
        QFETCH(int, servers);
        QFETCH(bool, isRefusing);
        QFETCH(int, tried);
        QFETCH(int, seconds);
        World at(servers);
        for (int i = 0; i < servers; ++i)
            at.breakServer(i, isRefusing ? std::optional(TransportError::Kind::Refused) : std::nullopt);
        at.send(Method::Invite);
        at.clock.advance(std::chrono::seconds(seconds));
        QCOMPARE(at.answers.size(), 1);
        QCOMPARE(at.answers.first().origin, isRefusing ? Origin::LocalTransport : Origin::LocalTimeout);
        QCOMPARE(at.way("INVITE").size(), tried);
        QCOMPARE(at.core.unansweredCount(), 0);
        at.clock.advance(200s);
        QCOMPARE(at.answers.size(), 1);
        QCOMPARE(at.layer.transactionCount(), 0);
    }
    void theUserCancelsMeanwhile() // nobody is tried for him any more
    {
        World at;
        const auto request = at.send(Method::Invite);
        request->cancel();
        at.clock.advance(100s);
        QCOMPARE(at.way("INVITE"), QList<int>{0});
        QCOMPARE(at.answers.size(), 1);
    }
    void aServerThatWasLeftIsNotAskedAgain() // it would ring twice when it comes back
    {
        World at;
        at.send(Method::Invite);
        at.clock.advance(patience);
        QCOMPARE(at.lastServer(), 1);
        at.wire.clear();
        at.clock.advance(7s);
        QCOMPARE(at.way("INVITE"), QList<int>{1});
    }
    void aLateRingIsCancelled()
    {
        World at;
        at.send(Method::Invite);
        const SipMessage first = at.wire.sent().first().message;
        at.clock.advance(patience);
        const SipMessage second = at.wire.sent().last().message;
        at.answer(first, 180, {}, "late");
        const SipMessage cancel = at.wire.sent().last().message;
        QCOMPARE(cancel.methodName(), QByteArrayView("CANCEL"));
        QCOMPARE(at.lastServer(), 0);
        QCOMPARE(cancel.topVia()->branch(), first.topVia()->branch());
        at.answer(cancel, 200);
        at.answer(first, 487, {}, "late");
        QVERIFY(at.answers.isEmpty());
        at.answer(second, 200);
        QCOMPARE(at.answers.size(), 1);
        QCOMPARE(at.answers.first().response.toTag(), QByteArray("t"));
    }
    void aLateSuccessIsEnded() // RFC 3261 §13.2.2.4
    {
        World at;
        at.send(Method::Invite);
        const SipMessage first = at.wire.sent().first().message;
        at.clock.advance(patience);
        const SipMessage second = at.wire.sent().last().message;
        at.answer(second, 180);
        at.wire.clear();
        at.answer(first, 200, {}, "late");
        at.clock.advance(10ms);
        QCOMPARE(at.wire.count("ACK"), 1);
        QCOMPARE(at.wire.count("BYE"), 1);
        QVERIFY(at.answers.isEmpty());
        at.answer(second, 200);
        QCOMPARE(at.answers.size(), 1);
    }

    // The memory of who failed.
    void itIsRemembered_data()
    {
        QTest::addColumn<int>("code"); ///< as above
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<int>("avoided"); ///< seconds
        const auto inSeconds
            = [](auto time) { return int(std::chrono::duration_cast<std::chrono::seconds>(time).count()); };
        QTest::newRow("a refusal for a short time") << 0 << QByteArray() << inSeconds(Limits::RefusedLife);
        QTest::newRow("silence for a longer one") << -1 << QByteArray() << inSeconds(Limits::SilentLife);
        QTest::newRow("503 for as long as it says") << 503 << QByteArray("120") << 120;
        QTest::newRow("503 with a comment") << 503 << QByteArray("120 (maintenance);duration=60") << 120;
        QTest::newRow("503 for an hour at most")
            << 503 << QByteArray("4000000000") << inSeconds(Limits::MostRetryAfter);
        QTest::newRow("503 that says nothing is for this request") << 503 << QByteArray() << 0;
    }
    void itIsRemembered()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, retryAfter);
        QFETCH(int, avoided);
        World at;
        if (code == 0)
            at.breakServer(0, TransportError::Kind::Refused);
        at.send(Method::Options);
        if (code > 0)
            at.answerLast(code, retryAfter);
        else if (code < 0)
            at.clock.advance(patience);
        QCOMPARE(at.lastServer(), 1);
        at.answerLast(200);
        at.breakServer(0, std::nullopt);
        if (avoided > 0) {
            at.clock.advance(std::chrono::seconds(avoided - 1));
            at.send(Method::Invite);
            QCOMPARE(at.lastServer(), 1);
            at.answerLast(486);
            at.clock.advance(1s);
        }
        at.send(Method::Options);
        QCOMPARE(at.lastServer(), 0);
    }
    void theDeadAreTriedLastNotNever()
    {
        World at;
        at.send(Method::Options);
        at.answerLast(503, "600");
        at.answerLast(200);
        at.send(Method::Options);
        QCOMPARE(at.lastServer(), 1);
        at.answerLast(503);
        QCOMPARE(at.lastServer(), 0);
        at.answerLast(200);
        QCOMPARE(at.answers.last().response.statusCode(), 200);
        at.send(Method::Options); // an answer clears it
        QCOMPARE(at.lastServer(), 0);
    }
    void whatIsNotTheServersFaultIsForgotten_data()
    {
        QTest::addColumn<WireFailure>("why");
        QTest::addColumn<bool>("isRemembered");
        QTest::newRow("refused") << WireFailure::Refused << true;
        QTest::newRow("unreachable") << WireFailure::Unreachable << true;
        QTest::newRow("timed out") << WireFailure::TimedOut << true;
        QTest::newRow("TLS failed") << WireFailure::TlsFailed << true;
        QTest::newRow("not trusted") << WireFailure::TlsUntrusted << true;
        QTest::newRow("a connection closed") << WireFailure::Closed << false;
        QTest::newRow("we are not open") << WireFailure::NotOpen << false;
        QTest::newRow("too large") << WireFailure::TooLarge << false;
        QTest::newRow("no port of ours") << WireFailure::BindFailed << false;
    }
    void whatIsNotTheServersFaultIsForgotten()
    {
        QFETCH(WireFailure, why);
        FakeClock clock;
        DeadTargets dead(clock);
        const Hop hop{TransportProtocol::Tcp, World::server(0), 5060, {}};
        dead.failed(hop, why);
        QTEST(dead.isDead(hop), "isRemembered");
        Hop other = hop;
        other.port = 5070;
        QVERIFY(!dead.isDead(other));
        other = hop;
        other.protocol = TransportProtocol::Udp;
        QVERIFY(!dead.isDead(other)); // TCP refused says nothing of UDP
        dead.alive(hop);
        QVERIFY(!dead.isDead(hop));
    }
    void theMemoryIsBounded()
    {
        FakeClock clock;
        DeadTargets dead(clock);
        for (int i = 0; i < 1000; ++i)
            dead.silent({TransportProtocol::Udp, World::server(i), 5060, {}});
        QCOMPARE(dead.size(), Limits::Targets);
        clock.advance(Limits::SilentLife);
        dead.silent({TransportProtocol::Udp, World::server(0), 5060, {}});
        QCOMPARE(dead.size(), 1);
    }
    void theOrderOfTheOthersStays()
    {
        FakeClock clock;
        DeadTargets dead(clock);
        QList<Hop> hops;
        for (int i = 0; i < 4; ++i)
            hops.append({TransportProtocol::Udp, World::server(i), 5060, {}});
        dead.silent(hops[0]);
        dead.silent(hops[2]);
        QCOMPARE(dead.deadLast(hops), (QList<Hop>{hops[1], hops[3], hops[0], hops[2]}));
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3263Failover)
#include "tst_Rfc3263Failover.moc"
