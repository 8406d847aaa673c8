#include "RecordingHost.h"

#include <QTest>

using namespace carillon;
using State = ClientTransaction::State;

namespace {

struct Expected {
    int sent = 1; ///< INVITE and ACK
    State state = State::Calling;
    int delivered = 0;
    int failures = 0;
    int cancels = 0;
    bool operator==(const Expected &) const = default;
};

QByteArray text(const Expected &outcome)
{
    return "sent " + QByteArray::number(outcome.sent) + ", " + nameOf(outcome.state) + ", delivered "
        + QByteArray::number(outcome.delivered) + ", failures " + QByteArray::number(outcome.failures)
        + ", CANCELs " + QByteArray::number(outcome.cancels);
}

} // namespace

Q_DECLARE_METATYPE(Expected)

/// RFC 3261 §17.1.1 and §9.1, RFC 6026 §8.4: the machine with its timers.
class tst_InviteClientTransaction : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void follows_data()
    {
        QTest::addColumn<TransportProtocol>("protocol");
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<Expected>("expected");
        const auto row
            = [](const char *name, TransportProtocol protocol, const char *script, Expected expected) {
                  QTest::newRow(name) << protocol << QByteArray(script) << expected;
              };
        const auto udp = TransportProtocol::Udp;
        const auto tcp = TransportProtocol::Tcp;

        row("A: not before T1", udp, "+499", {});
        row("A: first after T1", udp, "+500", {2});
        row("A: not yet again", udp, "+1499", {2});
        row("A: then doubles", udp, "+1500", {3});
        row("A: and again", udp, "+3500", {4});
        row("A: beyond T2", udp, "+7500", {5});
        row("A: last", udp, "+31500", {7});
        row("A: not over TCP", tcp, "+31999", {1});
        row("A: not over WSS", TransportProtocol::Wss, "+31999", {1});
        row("A: stopped by a provisional response", udp, "+100 100 +31000", {1, State::Proceeding, 1});
        row("B: not before 64*T1", udp, "+31999", {7, State::Calling});
        row("B: 64*T1 ends it", udp, "+32000", {7, State::Terminated, 0, 1});
        row("B: also over TCP", tcp, "+32000", {1, State::Terminated, 0, 1});
        row("B: stopped by a provisional response", udp, "180 +180000", {1, State::Proceeding, 1});
        row("each provisional response is delivered", udp, "100 180 183", {1, State::Proceeding, 3});

        row("rejection: acknowledged", udp, "486", {2, State::Completed, 1});
        row("rejection: after a provisional response", udp, "180 486", {2, State::Completed, 2});
        row("rejection: again, acknowledged, not delivered", udp, "486 +600 486 486",
            {4, State::Completed, 1});
        row("rejection: A is off", udp, "486 +31999", {2, State::Completed, 1});
        row("D: not before 64*T1", udp, "486 +31999", {2, State::Completed, 1});
        row("D: ends it", udp, "486 +32000", {2, State::Terminated, 1});
        row("D: zero over TCP", tcp, "486", {2, State::Terminated, 1});
        row("D: a late rejection is not acknowledged", udp, "486 +32000 486", {2, State::Terminated, 1});
        row("6xx is a rejection", udp, "603", {2, State::Completed, 1});
        row("3xx is a rejection", udp, "302", {2, State::Completed, 1});

        row("2xx: no ACK by the machine", udp, "200", {1, State::Accepted, 1});
        row("2xx: each is delivered", udp, "200 200 +1000 200", {1, State::Accepted, 3});
        row("2xx: a provisional response after it is dropped", udp, "200 180", {1, State::Accepted, 1});
        row("2xx: a rejection after it is dropped", udp, "200 486", {1, State::Accepted, 1});
        row("rejection: a 2xx after it is dropped", udp, "486 200", {2, State::Completed, 1});
        row("M: not before 64*T1", udp, "200 +31999", {1, State::Accepted, 1});
        row("M: ends it", udp, "200 +32000", {1, State::Terminated, 1});
        row("M: also over TCP", tcp, "200 +31999 200", {1, State::Accepted, 2});
        row("M: ends it over TCP", tcp, "200 +32000", {1, State::Terminated, 1});

        row("transport: fails in Calling", udp, "error", {1, State::Terminated, 0, 1});
        row("transport: fails in Proceeding", tcp, "180 error", {1, State::Terminated, 1, 1});
        row("transport: the ACK fails, the user has his answer", udp, "486 error",
            {2, State::Terminated, 1, 0});
        row("transport: does not matter to a call that stands", udp, "200 error", {1, State::Accepted, 1, 0});
        row("transport: nothing after the end", udp, "+32000 error", {7, State::Terminated, 0, 1});
        row("transport: a retransmission fails", udp, "fail +500 +0", {2, State::Terminated, 0, 1});

        row("CANCEL: waits for a provisional response", udp, "cancel +400", {1, State::Calling, 0, 0, 0});
        row("CANCEL: the INVITE goes on meanwhile", udp, "cancel +500", {2, State::Calling, 0, 0, 0});
        row("CANCEL: 100 lets it go", udp, "cancel 100", {1, State::Proceeding, 1, 0, 1});
        row("CANCEL: once only", udp, "cancel 100 180 cancel", {1, State::Proceeding, 2, 0, 1});
        row("CANCEL: at once in Proceeding", udp, "180 cancel", {1, State::Proceeding, 1, 0, 1});
        row("CANCEL: dropped by a rejection", udp, "cancel 486", {2, State::Completed, 1, 0, 0});
        row("CANCEL: dropped by a 2xx", udp, "cancel 200 180", {1, State::Accepted, 1, 0, 0});
        row("CANCEL: too late", udp, "200 cancel", {1, State::Accepted, 1, 0, 0});
        row("CANCEL: no provisional response, then B", udp, "cancel +32000", {7, State::Terminated, 0, 1, 0});
        row("CANCEL: crosses with 200", udp, "180 cancel 200", {1, State::Accepted, 2, 0, 1});
        row("CANCEL: 487 is acknowledged", udp, "180 cancel 487", {2, State::Completed, 2, 0, 1});
        row("CANCEL: waits 64*T1 for the end", udp, "180 cancel +31999", {1, State::Proceeding, 1, 0, 1});
        row("CANCEL: no final response in 64*T1", udp, "180 cancel +32000", {1, State::Terminated, 1, 1, 1});
        row("CANCEL: its wait ends with 487", udp, "180 cancel +31000 487 +1000",
            {2, State::Completed, 2, 0, 1});
    }
    void follows()
    {
        QFETCH(TransportProtocol, protocol);
        QFETCH(QByteArray, script);
        QFETCH(Expected, expected);
        RecordingHost host;
        Expected outcome;
        const SipRequest invite = samples::invite();
        const auto transaction
            = std::make_shared<InviteClientTransaction>(host, invite, Hop{protocol, {}, 5060, {}},
                ClientTransactionUser{[&](const SipResponse &) { ++outcome.delivered; },
                    [&](TransactionFailure, const TransportError &) { ++outcome.failures; }},
                ClientKey{});
        transaction->start();
        play(
            script, host, [&](int status) { transaction->receive(samples::response(invite, status)); },
            [&](const QByteArray &word) {
                if (word == "cancel")
                    transaction->cancel([&] { ++outcome.cancels; });
                else
                    transaction->transportFailed({TransportError::Kind::Refused, {}});
            });
        outcome.sent = int(host.requests.size());
        outcome.state = transaction->state();
        QVERIFY2(outcome == expected,
            ("is:     " + text(outcome) + "\nwanted: " + text(expected) + '\n'
                + InviteClientMachine::describe())
                .constData());
        QCOMPARE(host.ended, outcome.state == State::Terminated ? 1 : 0);
        if (outcome.state == State::Terminated)
            QVERIFY2(!host.time.untilNext(), "a timer runs on");
    }
    void failureSaysWhy()
    {
        RecordingHost host;
        QList<TransactionFailure> failures;
        const auto make = [&] {
            return std::make_shared<InviteClientTransaction>(host, samples::invite(), Hop{},
                ClientTransactionUser{{},
                    [&](TransactionFailure failure, const TransportError &) { failures.append(failure); }},
                ClientKey{});
        };
        const auto first = make();
        first->start();
        first->transportFailed({TransportError::Kind::Unreachable, {}});
        const auto second = make();
        second->start();
        host.time.advance(std::chrono::seconds(32));
        QCOMPARE(failures, (QList{TransactionFailure::TransportError, TransactionFailure::Timeout}));
    }
    /// §17.1.1.3
    void acknowledgesAsTheMachine()
    {
        RecordingHost host;
        SipRequest invite = samples::invite();
        invite.append(HeaderId::Route, "<sip:p1.example.com;lr>");
        invite.append(HeaderId::Route, "<sip:p2.example.com;lr>, <sip:p3.example.com;lr>");
        const auto transaction = std::make_shared<InviteClientTransaction>(
            host, invite, Hop{}, ClientTransactionUser{}, ClientKey{});
        transaction->start();
        transaction->receive(samples::response(invite, 486, "their-tag"));
        QCOMPARE(host.requests.size(), 2);
        const SipRequest ack = host.requests.last();
        QCOMPARE(ack.method(), Method::Ack);
        QCOMPARE(ack.requestUriText(), invite.requestUriText());
        QCOMPARE(ack.topVia()->branch(), invite.topVia()->branch());
        QCOMPARE(ack.count(HeaderId::Via), 1);
        QCOMPARE(ack.values(HeaderId::Route), invite.values(HeaderId::Route));
        QCOMPARE(ack.toTag(), QByteArray("their-tag"));
        QCOMPARE(ack.fromTag(), invite.fromTag());
        QCOMPARE(ack.callId(), invite.callId());
        QCOMPARE(ack.cseq()->number, invite.cseq()->number);
        QCOMPARE(ack.cseq()->method, QByteArray("ACK"));
        QVERIFY(ack.validate());
    }
    void otherTimerValuesScale()
    {
        RecordingHost host;
        host.values = {Milliseconds(100), Milliseconds(800), Milliseconds(1000)};
        const auto transaction = std::make_shared<InviteClientTransaction>(
            host, samples::invite(), Hop{}, ClientTransactionUser{}, ClientKey{});
        transaction->start();
        host.time.advance(Milliseconds(6399));
        QCOMPARE(transaction->state(), State::Calling);
        host.time.advance(Milliseconds(1));
        QCOMPARE(transaction->state(), State::Terminated);
    }
};

QTEST_GUILESS_MAIN(tst_InviteClientTransaction)
#include "tst_InviteClientTransaction.moc"
