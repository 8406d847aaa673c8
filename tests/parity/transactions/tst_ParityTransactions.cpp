// Groups TRX of docs/parity-groups.txt: the four transaction machines. Pairs of statuses are crossed, as
// there. Over UDP, where the states of waiting can be seen; what differs over a reliable transport has rows
// of its own. TRX-5x are the timers of unreliable transports, which the list asks for beyond the framework's
// own groups. Not covered: how the layer matches messages to transactions (tst_TransactionLayer).
#include "FakeRandom.h"
#include "FakeTransport.h"
#include "RecordingHost.h"

#include <QTest>

using namespace carillon;
using ClientState = ClientTransaction::State;
using ServerState = ServerTransaction::State;

namespace {

constexpr std::array Provisionals{100, 180, 183};
constexpr std::array Successes{200, 202};
constexpr std::array Rejections{300, 301, 404, 480, 500, 503, 603, 699};
constexpr auto Udp = TransportProtocol::Udp;
constexpr auto Tcp = TransportProtocol::Tcp;

/// What a machine did, in words: `180 200 | 2 sent, Completed`; a response refused by it in brackets.
struct Outcome {
    QByteArray told; ///< to its user: statuses, `failed`
    int sent = 0;
    QByteArray state;
    QByteArray text() const { return told.trimmed() + " | " + QByteArray::number(sent) + " sent, " + state; }
};

void row(const char *id, const QByteArray &script, const Outcome &wanted, TransportProtocol protocol = Udp)
{
    const QByteArray way = protocol == Udp ? QByteArray() : " over " + viaName(protocol).toByteArray();
    QTest::addRow("%s %s%s", id, script.isEmpty() ? "nothing yet" : script.constData(), way.constData())
        << protocol << script << wanted.text();
}

void columns()
{
    QTest::addColumn<TransportProtocol>("protocol");
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("wanted");
}

QByteArray word(int status)
{
    return QByteArray::number(status);
}

/// Every status of the sample in turn.
template <typename Visit>
void everyStatus(Visit visit)
{
    for (const int status : Provisionals)
        visit(status);
    for (const int status : Successes)
        visit(status);
    for (const int status : Rejections)
        visit(status);
}

template <typename Visit>
void everyFinal(Visit visit)
{
    everyStatus([&](int status) {
        if (status >= 200)
            visit(status);
    });
}

/// Runs a client transaction by a script of words: statuses (`200` with another tag: `200/other`), and those
/// of play().
template <typename Machine>
Outcome runClient(const SipRequest &request, TransportProtocol protocol, const QByteArray &script)
{
    RecordingHost host;
    Outcome outcome;
    ClientTransactionUser user;
    user.response = [&](const SipResponse &response) { outcome.told += word(response.statusCode()) + ' '; };
    user.failed = [&](TransactionFailure, const TransportError &) { outcome.told += "failed "; };
    host.failsSends = script.startsWith("fail");
    const auto transaction
        = std::make_shared<Machine>(host, request, Hop{protocol, {}, 5060, {}}, std::move(user), ClientKey{});
    transaction->start();
    play(
        script, host, [&](int status) { transaction->receive(samples::response(request, status)); },
        [&](const QByteArray &other) {
            transaction->receive(samples::response(request, other.split('/').first().toInt(), "fork"));
        });
    outcome.sent = int(host.requests.size());
    outcome.state = nameOf(transaction->state());
    return outcome;
}

template <typename Machine>
Outcome runServer(const SipRequest &request, TransportProtocol protocol, const QByteArray &script)
{
    RecordingHost host;
    Outcome outcome;
    const Hop from{protocol, {}, 5060, {}};
    const auto transaction = std::make_shared<Machine>(host, request, from, ServerKey{});
    transaction->setUser({{}, [&](TransactionFailure) { outcome.told += "failed "; }});
    transaction->start();
    play(
        script, host,
        [&](int status) {
            if (!transaction->respond(samples::response(request, status)))
                outcome.told += '(' + word(status) + ") ";
        },
        [&](const QByteArray &other) {
            transaction->receive(other == "ack" ? samples::request(Method::Ack) : request, from);
        });
    outcome.sent = int(host.responses.size());
    outcome.state = nameOf(transaction->state());
    return outcome;
}

} // namespace

class tst_ParityTransactions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inviteClient_data()
    {
        columns();
        row("TRX-10", "", {"", 1, "Calling"});
        row("TRX-02", "fail +0", {"failed", 1, "Terminated"});
        for (const int first : Provisionals) {
            const QByteArray one = word(first);
            row("TRX-11", one, {one, 1, "Proceeding"});
            everyStatus([&](int next) {
                const QByteArray both = one + ' ' + word(next);
                if (next < 200)
                    row("TRX-11", both, {both, 1, "Proceeding"});
                else if (next < 300)
                    row("TRX-12", both, {both, 1, "Accepted"});
                else
                    row("TRX-13", both, {both, 2, "Completed"});
            });
        }
        for (const int first : Successes) {
            const QByteArray one = word(first);
            row("TRX-12", one, {one, 1, "Accepted"});
            everyStatus([&](int next) {
                const QByteArray again = one + ' ' + word(next);
                const bool isSuccess = next < 300 && next >= 200;
                row("TRX-14", again, {isSuccess ? again : one, 1, "Accepted"});
                if (isSuccess)
                    row("TRX-14", again + "/fork", {again, 1, "Accepted"});
            });
        }
        for (const int first : Rejections) {
            const QByteArray one = word(first);
            row("TRX-13", one, {one, 2, "Completed"});
            row("TRX-13", one, {one, 2, "Terminated"}, Tcp); // Timer D is zero there
            everyStatus([&](int next) {
                row("TRX-15", one + ' ' + word(next), {one, next < 300 ? 2 : 3, "Completed"});
            });
        }
        row("TRX-50 A:", "+499", {"", 1, "Calling"});
        row("TRX-50 A:", "+500", {"", 2, "Calling"});
        row("TRX-50 A: doubles:", "+3500", {"", 4, "Calling"});
        row("TRX-50 A: is off in Proceeding:", "180 +31000", {"180", 1, "Proceeding"});
        row("TRX-50 A: never:", "+31999", {"", 1, "Calling"}, Tcp);
        row("TRX-51 B:", "+32000", {"failed", 7, "Terminated"});
        row("TRX-52 D: not yet:", "404 +31999", {"404", 2, "Completed"});
        row("TRX-52 D:", "404 +32000", {"404", 2, "Terminated"});
    }
    void inviteClient()
    {
        QFETCH(TransportProtocol, protocol);
        QFETCH(QByteArray, script);
        QTEST(runClient<InviteClientTransaction>(samples::invite(), protocol, script).text(), "wanted");
    }
    void nonInviteClient_data()
    {
        columns();
        row("TRX-20", "", {"", 1, "Trying"});
        row("TRX-02", "fail +0", {"failed", 1, "Terminated"});
        for (const int first : Provisionals) {
            row("TRX-20", word(first), {word(first), 1, "Proceeding"});
            everyStatus([&](int next) {
                const QByteArray both = word(first) + ' ' + word(next);
                row("TRX-20", both, {both, 1, next < 200 ? "Proceeding" : "Completed"});
            });
        }
        everyFinal([&](int first) {
            row("TRX-20", word(first), {word(first), 1, "Completed"});
            row("TRX-20", word(first), {word(first), 1, "Terminated"}, Tcp); // Timer K is zero there
            everyStatus([&](int next) {
                row("TRX-20", word(first) + ' ' + word(next), {word(first), 1, "Completed"});
            });
        });
        row("TRX-53 E:", "+499", {"", 1, "Trying"});
        row("TRX-53 E: doubles:", "+1500", {"", 3, "Trying"});
        row("TRX-53 E: up to T2:", "+11500", {"", 6, "Trying"});
        row("TRX-53 E: T2 in Proceeding:", "100 +4500", {"100", 3, "Proceeding"});
        row("TRX-53 E: never:", "+31999", {"", 1, "Trying"}, Tcp);
        row("TRX-54 F:", "+32000", {"failed", 11, "Terminated"});
        row("TRX-55 K: not yet:", "200 +4999", {"200", 1, "Completed"});
        row("TRX-55 K:", "200 +5000", {"200", 1, "Terminated"});
    }
    void nonInviteClient()
    {
        QFETCH(TransportProtocol, protocol);
        QFETCH(QByteArray, script);
        const SipRequest request = samples::registration();
        QTEST(runClient<NonInviteClientTransaction>(request, protocol, script).text(), "wanted");
    }
    void inviteServer_data()
    {
        columns();
        row("TRX-30", "", {"", 0, "Proceeding"});
        row("TRX-30 nothing to repeat:", "invite", {"", 0, "Proceeding"});
        for (const int first : Provisionals) {
            const QByteArray one = word(first);
            row("TRX-31", one, {"", 1, "Proceeding"});
            row("TRX-30", one + " invite invite", {"", 3, "Proceeding"});
            row("TRX-31", "fail " + one + " +0", {"failed", 1, "Proceeding"});
            everyStatus([&](int next) {
                row(next < 200       ? "TRX-31"
                        : next < 300 ? "TRX-32"
                                     : "TRX-33",
                    one + ' ' + word(next),
                    {"", 2,
                        next < 200       ? "Proceeding"
                            : next < 300 ? "Accepted"
                                         : "Completed"});
            });
        }
        for (const int first : Successes) {
            const QByteArray one = word(first);
            row("TRX-32", one, {"", 1, "Accepted"});
            row("TRX-32", "fail " + one + " +0", {"failed", 1, "Accepted"});
            row("TRX-32 absorbed:", one + " invite", {"", 1, "Accepted"});
            everyStatus([&](int next) {
                const bool isSuccess = next >= 200 && next < 300;
                row("TRX-32", one + ' ' + word(next),
                    {isSuccess ? QByteArray() : '(' + word(next) + ')', isSuccess ? 2 : 1, "Accepted"});
            });
        }
        for (const int first : Rejections) {
            const QByteArray one = word(first);
            row("TRX-33", one, {"", 1, "Completed"});
            row("TRX-33", one + " invite", {"", 2, "Completed"});
            row("TRX-33", one + " ack", {"", 1, "Confirmed"});
            row("TRX-33", one + " ack", {"", 1, "Terminated"}, Tcp); // Timer I is zero there
            row("TRX-33", "fail " + one + " +0", {"failed", 1, "Completed"});
            everyStatus([&](int next) {
                row("TRX-33", one + ' ' + word(next), {'(' + word(next) + ')', 1, "Completed"});
            });
        }
        row("TRX-56 G:", "486 +500", {"", 2, "Completed"});
        row("TRX-56 G: doubles up to T2:", "486 +11500", {"", 6, "Completed"});
        row("TRX-56 G: never:", "486 +31999", {"", 1, "Completed"}, Tcp);
        row("TRX-57 H:", "486 +32000", {"failed", 11, "Terminated"});
        row("TRX-58 I: not yet:", "486 ack +4999", {"", 1, "Confirmed"});
        row("TRX-58 I:", "486 ack +5000", {"", 1, "Terminated"});
        row("TRX-32 L:", "200 +32000", {"", 1, "Terminated"});
    }
    void inviteServer()
    {
        QFETCH(TransportProtocol, protocol);
        QFETCH(QByteArray, script);
        QTEST(runServer<InviteServerTransaction>(samples::invite(), protocol, script).text(), "wanted");
    }
    void nonInviteServer_data()
    {
        columns();
        row("TRX-40", "", {"", 0, "Trying"});
        row("TRX-40 discarded:", "again", {"", 0, "Trying"});
        for (const int status : Provisionals) {
            if (status == 100)
                continue;
            const QByteArray one = word(status); // RFC 4320 §4.1
            row("TRX-40", one, {'(' + one + ')', 0, "Trying"});
            row("TRX-41", "100 " + one, {'(' + one + ')', 1, "Proceeding"});
        }
        row("TRX-41", "100", {"", 1, "Proceeding"});
        row("TRX-41", "100 again again", {"", 3, "Proceeding"});
        row("TRX-41", "fail 100 +0", {"failed", 1, "Terminated"});
        row("TRX-41F allowed by RFC 3261 §17.2.2:", "100 100", {"", 2, "Proceeding"});
        everyFinal([&](int status) {
            const QByteArray one = word(status);
            row("TRX-42", one, {"", 1, "Completed"});
            row("TRX-42", one + " again", {"", 2, "Completed"});
            row("TRX-42", "100 " + one, {"", 2, "Completed"});
            row("TRX-42", "100 " + one + " again", {"", 3, "Completed"});
            row("TRX-42", "fail " + one + " +0", {"failed", 1, "Terminated"});
            row("TRX-42", one, {"", 1, "Terminated"}, Tcp); // Timer J is zero there
        });
        row("TRX-59 J: not yet:", "200 +31999", {"", 1, "Completed"});
        row("TRX-59 J:", "200 +32000", {"", 1, "Terminated"});
    }
    void nonInviteServer()
    {
        QFETCH(TransportProtocol, protocol);
        QFETCH(QByteArray, script);
        QTEST(runServer<NonInviteServerTransaction>(samples::bye(), protocol, script).text(), "wanted");
    }
    /// TRX-13: exactly one for each, with the INVITE's Via.
    void acknowledgesEachRejection_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : Rejections)
            QTest::addRow("TRX-13 %d", status) << status;
    }
    void acknowledgesEachRejection()
    {
        QFETCH(int, status);
        RecordingHost host;
        const SipRequest invite = samples::invite();
        const auto transaction = std::make_shared<InviteClientTransaction>(
            host, invite, Hop{}, ClientTransactionUser{}, ClientKey{});
        transaction->start();
        transaction->receive(samples::response(invite, status));
        QCOMPARE(host.requests.size(), 2);
        QCOMPARE(host.requests.last().method(), Method::Ack);
        QCOMPARE(host.requests.last().value(HeaderId::Via).toByteArray(),
            invite.value(HeaderId::Via).toByteArray());
    }
    void clients_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<TransportProtocol>("protocol");
        QTest::newRow("TRX-01 TRX-02 INVITE") << Method::Invite << Udp;
        QTest::newRow("TRX-01 TRX-02 OPTIONS") << Method::Options << Udp;
        QTest::newRow("TRX-01 TRX-02 INVITE over TCP") << Method::Invite << Tcp;
        QTest::newRow("TRX-01 TRX-02 OPTIONS over WSS") << Method::Options << TransportProtocol::Wss;
    }
    void clients()
    {
        QFETCH(Method, method);
        QFETCH(TransportProtocol, protocol);
        FakeClock clock;
        FakeRandom random;
        FakeTransport wire(clock, protocol);
        TransactionLayer layer(wire, clock, random);
        int told = 0;
        samples::Talk talk;
        talk.branch.clear();
        const Hop hop = FakeTransport::defaultPeer(protocol);
        const auto transaction = layer
                                     .send(samples::request(method, talk), hop,
                                         {[&](const SipResponse &) { ++told; },
                                             [&](TransactionFailure, const TransportError &) { ++told; }})
                                     .lock();
        QVERIFY(transaction);
        QCOMPARE(transaction->state(), method == Method::Invite ? ClientState::Calling : ClientState::Trying);
        QCOMPARE(transaction->request().method(), method);
        QCOMPARE(transaction->hop(), hop);
        QCOMPARE(wire.sent().size(), 1); // in construction
        const auto via = wire.sent().first().message.topVia();
        QVERIFY(via->branch().startsWith(MagicCookie) && via->branch().size() > MagicCookie.size() + 20);
        QCOMPARE(via->branch(), transaction->request().topVia()->branch());
        QCOMPARE(via->transport, viaName(protocol).toByteArray());
        QCOMPARE(told, 0);
    }
    void servers_data()
    {
        QTest::addColumn<Method>("method");
        QTest::newRow("TRX-01 TRX-03 INVITE") << Method::Invite;
        QTest::newRow("TRX-01 TRX-03 OPTIONS") << Method::Options;
    }
    void servers()
    {
        QFETCH(Method, method);
        FakeClock clock;
        FakeRandom random;
        FakeTransport wire(clock);
        TransactionLayer layer(wire, clock, random);
        std::shared_ptr<ServerTransaction> transaction;
        connect(&layer, &TransactionLayer::requestReceived, this,
            [&](const std::shared_ptr<ServerTransaction> &made) { transaction = made; });
        const SipRequest request = samples::request(method);
        wire.inject(request);
        QVERIFY(transaction);
        QCOMPARE(
            transaction->state(), method == Method::Invite ? ServerState::Proceeding : ServerState::Trying);
        QCOMPARE(transaction->request().method(), method);
        QCOMPARE(transaction->request().topVia()->branch(), request.topVia()->branch());
        QCOMPARE(transaction->from(), FakeTransport::defaultPeer(Udp));
        // Known by that branch: the same again makes no second one.
        transaction.reset();
        wire.inject(request);
        QVERIFY(!transaction);
        QCOMPARE(layer.transactionCount(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_ParityTransactions)
#include "tst_ParityTransactions.moc"
