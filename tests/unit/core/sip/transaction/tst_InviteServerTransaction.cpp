#include "RecordingHost.h"

#include <QTest>

using namespace carillon;
using State = ServerTransaction::State;

namespace {

struct Expected {
    int sent = 0;
    State state = State::Proceeding;
    int acks = 0; ///< passed on to the dialog
    int failures = 0;
    int refused = 0; ///< responses that the state does not allow
    bool operator==(const Expected &) const = default;
};

QByteArray text(const Expected &outcome)
{
    return "sent " + QByteArray::number(outcome.sent) + ", " + nameOf(outcome.state) + ", ACKs "
        + QByteArray::number(outcome.acks) + ", failures " + QByteArray::number(outcome.failures)
        + ", refused " + QByteArray::number(outcome.refused);
}

} // namespace

Q_DECLARE_METATYPE(Expected)

/// RFC 3261 §17.2.1 and RFC 6026 §7.1: the machine with its timers.
class tst_InviteServerTransaction : public QObject
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

        row("100: not before 200 ms", udp, "+199", {0});
        row("100: after 200 ms", udp, "+200", {1});
        row("100: also over TCP", tcp, "+200", {1});
        row("100: once", udp, "+10000", {1});
        row("100: not when the user rang", udp, "+100 180 +10000", {1});
        row("100: not when the user answered", udp, "200 +10000", {1, State::Accepted});
        row("INVITE again: nothing to say yet", udp, "invite", {0});
        row("INVITE again: 100 again", udp, "+200 invite", {2});
        row("INVITE again: the last provisional response", udp, "180 183 invite", {3});
        row("ACK: means nothing before a final response", udp, "180 ack", {1});

        row("rejection", udp, "486", {1, State::Completed});
        row("rejection: INVITE again", udp, "486 invite", {2, State::Completed});
        row("rejection: one final response only", udp, "486 200 180 486", {1, State::Completed, 0, 0, 3});
        row("G: not before T1", udp, "486 +499", {1, State::Completed});
        row("G: first after T1", udp, "486 +500", {2, State::Completed});
        row("G: then doubles", udp, "486 +1500", {3, State::Completed});
        row("G: and again", udp, "486 +3500", {4, State::Completed});
        row("G: T2 reached", udp, "486 +7500", {5, State::Completed});
        row("G: not yet", udp, "486 +11499", {5, State::Completed});
        row("G: no longer than T2", udp, "486 +11500", {6, State::Completed});
        row("G: not over TCP", tcp, "486 +31999", {1, State::Completed});
        row("H: not before 64*T1", udp, "486 +31999", {11, State::Completed});
        row("H: no ACK in 64*T1", udp, "486 +32000", {11, State::Terminated, 0, 1});
        row("H: also over TCP", tcp, "486 +32000", {1, State::Terminated, 0, 1});
        row("ACK: stops G and H", udp, "486 +400 ack +4999", {1, State::Confirmed});
        row("ACK: again, absorbed", udp, "486 ack ack ack", {1, State::Confirmed});
        row("ACK: the INVITE again after it, absorbed", udp, "486 ack invite", {1, State::Confirmed});
        row("I: T4", udp, "486 ack +4999", {1, State::Confirmed});
        row("I: ends it", udp, "486 ack +5000", {1, State::Terminated});
        row("I: zero over TCP", tcp, "486 ack", {1, State::Terminated});
        row("ACK: no response after it", udp, "486 ack 486", {1, State::Confirmed, 0, 0, 1});

        row("2xx", udp, "180 200", {2, State::Accepted});
        row("2xx: is not repeated by the machine", udp, "200 +31999", {1, State::Accepted});
        row("2xx: may be given again", udp, "200 +500 200 +1000 200", {3, State::Accepted});
        row("2xx: INVITE again, absorbed", udp, "200 invite", {1, State::Accepted});
        row("2xx: ACK goes to the dialog, each", udp, "200 ack ack", {1, State::Accepted, 2});
        row("2xx: no rejection after it", udp, "200 486", {1, State::Accepted, 0, 0, 1});
        row("2xx: no provisional response after it", udp, "200 180", {1, State::Accepted, 0, 0, 1});
        row("L: 64*T1", udp, "200 +32000", {1, State::Terminated});
        row("L: also over TCP", tcp, "200 +31999", {1, State::Accepted});
        row("L: ends it over TCP", tcp, "200 +32000", {1, State::Terminated});

        row("transport: stays in Proceeding, RFC 6026 §7.1", udp, "fail 180 +0",
            {1, State::Proceeding, 0, 1});
        row("transport: stays in Accepted", udp, "fail 200 +0", {1, State::Accepted, 0, 1});
        row("transport: stays in Completed, says it once", udp, "fail 486 +32000",
            {11, State::Terminated, 0, 1});
    }
    void follows()
    {
        QFETCH(TransportProtocol, protocol);
        QFETCH(QByteArray, script);
        QFETCH(Expected, expected);
        RecordingHost host;
        Expected outcome;
        const SipRequest invite = samples::invite();
        const Hop from{protocol, {}, 5060, {}};
        const auto transaction = std::make_shared<InviteServerTransaction>(host, invite, from, ServerKey{});
        transaction->setUser({{}, [&](TransactionFailure) { ++outcome.failures; }});
        transaction->start();
        play(
            script, host,
            [&](int status) {
                outcome.refused += transaction->respond(samples::response(invite, status)) ? 0 : 1;
            },
            [&](const QByteArray &word) {
                transaction->receive(word == "ack" ? samples::ack({}, "a6c85cf") : invite, from);
            });
        outcome.sent = int(host.responses.size());
        outcome.state = transaction->state();
        outcome.acks = host.acks;
        QVERIFY2(outcome == expected,
            ("is:     " + text(outcome) + "\nwanted: " + text(expected) + '\n'
                + InviteServerMachine::describe())
                .constData());
        QCOMPARE(host.ended, outcome.state == State::Terminated ? 1 : 0);
        QCOMPARE(host.answers, outcome.state == State::Proceeding ? 0 : 1);
        if (outcome.state == State::Terminated)
            QVERIFY2(!host.time.untilNext(), "a timer runs on");
    }
    void cancelledIsToldWhilePending()
    {
        RecordingHost host;
        int cancelled = 0;
        const SipRequest invite = samples::invite();
        const auto transaction = std::make_shared<InviteServerTransaction>(host, invite, Hop{}, ServerKey{});
        transaction->setUser({[&](const SipRequest &) { ++cancelled; }, {}});
        transaction->tellCancelled(samples::cancel());
        QCOMPARE(cancelled, 1);
        transaction->respond(samples::response(invite, 487));
        transaction->tellCancelled(samples::cancel());
        QCOMPARE(cancelled, 1);
    }
};

QTEST_GUILESS_MAIN(tst_InviteServerTransaction)
#include "tst_InviteServerTransaction.moc"
