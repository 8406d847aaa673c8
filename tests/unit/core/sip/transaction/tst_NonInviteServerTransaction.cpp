#include "RecordingHost.h"

#include <QTest>

using namespace carillon;
using State = ServerTransaction::State;

namespace {

struct Expected {
    int sent = 0;
    State state = State::Trying;
    int failures = 0;
    int refused = 0; ///< responses that the state does not allow
    bool operator==(const Expected &) const = default;
};

QByteArray text(const Expected &outcome)
{
    return "sent " + QByteArray::number(outcome.sent) + ", " + nameOf(outcome.state) + ", failures "
        + QByteArray::number(outcome.failures) + ", refused " + QByteArray::number(outcome.refused);
}

} // namespace

Q_DECLARE_METATYPE(Expected)

/// RFC 3261 §17.2.2: the machine with its timer.
class tst_NonInviteServerTransaction : public QObject
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

        row("request again: nothing to say yet", udp, "again +1000 again", {0});
        row("no 100 by itself", udp, "+60000", {0});
        row("provisional", udp, "100", {1, State::Proceeding});
        row("provisional: request again", udp, "100 again", {2, State::Proceeding});
        row("provisional: another", udp, "100 100 again", {3, State::Proceeding});
        row("provisional: only 100, RFC 4320", udp, "183", {0, State::Trying, 0, 1});
        row("final", udp, "200", {1, State::Completed});
        row("final: after a provisional one", udp, "100 200", {2, State::Completed});
        row("final: request again", udp, "200 +31000 again", {2, State::Completed});
        row("final: is not repeated by itself", udp, "200 +31999", {1, State::Completed});
        row("final: one only", udp, "200 404 100", {1, State::Completed, 0, 2});
        row("J: 64*T1 ends it", udp, "200 +32000", {1, State::Terminated});
        row("J: zero over TCP", tcp, "200", {1, State::Terminated});
        row("J: zero over TCP, from Proceeding", tcp, "100 200", {2, State::Terminated});
        row("transport: fails in Proceeding", udp, "fail 100 +0", {1, State::Terminated, 1});
        row("transport: fails in Completed", udp, "fail 200 +0", {1, State::Terminated, 1});
    }
    void follows()
    {
        QFETCH(TransportProtocol, protocol);
        QFETCH(QByteArray, script);
        QFETCH(Expected, expected);
        RecordingHost host;
        Expected outcome;
        const SipRequest request = samples::bye();
        const Hop from{protocol, {}, 5060, {}};
        const auto transaction
            = std::make_shared<NonInviteServerTransaction>(host, request, from, ServerKey{});
        transaction->setUser({{}, [&](TransactionFailure) { ++outcome.failures; }});
        transaction->start();
        play(
            script, host,
            [&](int status) {
                outcome.refused += transaction->respond(samples::response(request, status)) ? 0 : 1;
            },
            [&](const QByteArray &) { transaction->receive(request, from); });
        outcome.sent = int(host.responses.size());
        outcome.state = transaction->state();
        QVERIFY2(outcome == expected,
            ("is:     " + text(outcome) + "\nwanted: " + text(expected) + '\n'
                + NonInviteServerMachine::describe())
                .constData());
        QCOMPARE(host.ended, outcome.state == State::Terminated ? 1 : 0);
        if (outcome.state == State::Terminated)
            QVERIFY2(!host.time.untilNext(), "a timer runs on");
    }
};

QTEST_GUILESS_MAIN(tst_NonInviteServerTransaction)
#include "tst_NonInviteServerTransaction.moc"
