#include "RecordingHost.h"

#include <QTest>

using namespace carillon;
using State = ClientTransaction::State;

namespace {

struct Expected {
    int sent = 1;
    State state = State::Trying;
    int delivered = 0;
    int failures = 0;
    bool operator==(const Expected &) const = default;
};

QByteArray text(const Expected &outcome)
{
    return "sent " + QByteArray::number(outcome.sent) + ", " + nameOf(outcome.state) + ", delivered "
        + QByteArray::number(outcome.delivered) + ", failures " + QByteArray::number(outcome.failures);
}

} // namespace

Q_DECLARE_METATYPE(Expected)

/// RFC 3261 §17.1.2: the machine with its timers.
class tst_NonInviteClientTransaction : public QObject
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

        row("E: not before T1", udp, "+499", {1});
        row("E: first after T1", udp, "+500", {2});
        row("E: then doubles", udp, "+1500", {3});
        row("E: and again", udp, "+3500", {4});
        row("E: T2 reached", udp, "+7500", {5});
        row("E: not yet", udp, "+11499", {5});
        row("E: no longer than T2", udp, "+11500", {6});
        row("E: last", udp, "+31999", {11});
        row("E: not over TLS", TransportProtocol::Tls, "+31999", {1});
        row("E: goes on in Proceeding", udp, "+100 100 +399", {1, State::Proceeding, 1});
        row("E: once as it ran", udp, "+100 100 +400", {2, State::Proceeding, 1});
        row("E: then every T2", udp, "+100 100 +4399", {2, State::Proceeding, 1});
        row("E: every T2", udp, "+100 100 +4400", {3, State::Proceeding, 1});
        row("F: not before 64*T1", udp, "+31999", {11});
        row("F: 64*T1 ends it", udp, "+32000", {11, State::Terminated, 0, 1});
        row("F: also over TCP", tcp, "+32000", {1, State::Terminated, 0, 1});
        row("F: also in Proceeding", tcp, "100 +32000", {1, State::Terminated, 1, 1});

        row("final: delivered once", udp, "200 200", {1, State::Completed, 1});
        row("final: E is off", udp, "200 +4999", {1, State::Completed, 1});
        row("final: any class", udp, "401", {1, State::Completed, 1});
        row("final: a provisional response after it is dropped", udp, "200 100", {1, State::Completed, 1});
        row("K: T4", udp, "200 +4999", {1, State::Completed, 1});
        row("K: ends it", udp, "200 +5000", {1, State::Terminated, 1});
        row("K: zero over TCP", tcp, "200", {1, State::Terminated, 1});

        row("transport: fails in Trying", udp, "error", {1, State::Terminated, 0, 1});
        row("transport: fails in Proceeding", udp, "100 error", {1, State::Terminated, 1, 1});
        row("transport: does not matter when Completed", udp, "200 error", {1, State::Completed, 1, 0});
        row("transport: one failure for two sends", udp, "+500 error error", {2, State::Terminated, 0, 1});
    }
    void follows()
    {
        QFETCH(TransportProtocol, protocol);
        QFETCH(QByteArray, script);
        QFETCH(Expected, expected);
        RecordingHost host;
        Expected outcome;
        const SipRequest request = samples::registration();
        const auto transaction
            = std::make_shared<NonInviteClientTransaction>(host, request, Hop{protocol, {}, 5060, {}},
                ClientTransactionUser{[&](const SipResponse &) { ++outcome.delivered; },
                    [&](TransactionFailure, const TransportError &) { ++outcome.failures; }},
                ClientKey{});
        transaction->start();
        play(
            script, host, [&](int status) { transaction->receive(samples::response(request, status)); },
            [&](const QByteArray &) {
                transaction->transportFailed({TransportError::Kind::Refused, {}});
            });
        outcome.sent = int(host.requests.size());
        outcome.state = transaction->state();
        QVERIFY2(outcome == expected,
            ("is:     " + text(outcome) + "\nwanted: " + text(expected) + '\n'
                + NonInviteClientMachine::describe())
                .constData());
        QCOMPARE(host.ended, outcome.state == State::Terminated ? 1 : 0);
        if (outcome.state == State::Terminated)
            QVERIFY2(!host.time.untilNext(), "a timer runs on");
    }
};

QTEST_GUILESS_MAIN(tst_NonInviteClientTransaction)
#include "tst_NonInviteClientTransaction.moc"
