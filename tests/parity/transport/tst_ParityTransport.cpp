// Groups TRA of docs/parity-groups.txt: the table of operations in each of the four states, each state
// reached by every legal path with up to two full cycles before it, over WebSocket, secure WebSocket, TCP and
// TLS on real sockets.
//
// How the table reads here: "onConnect" is the change to Connected; "connect fails" and "onDisconnect with an
// error" are failed(); what we close ourselves fails nothing. A callback may call open() or close(): an inner
// call is heeded or has nothing to do, it does not fail as there (TRA-14F).
//
// Not covered: over TCP and TLS a message for the server itself, given while it is being connected to, waits
// for the connection instead of failing (tst_StreamTransport). UDP has no connection and no such table.
#include "SipSamples.h"
#include "Transactions.h"
#include "TransportBench.h"
#include "WebSocketTransport.h"

using namespace carillon;
using namespace carillon::bench;
using State = Transport::State;

namespace {

struct Operation {
    const char *name;
    std::array<const char *, 4> events; ///< in Connecting, Connected, Disconnecting, Disconnected
    void (*run)(Bench &);
    enum class Until { Now, Settled } until = Until::Settled;
};

void openIt(Bench &bench)
{
    bench.us->open();
}

void closeIt(Bench &bench)
{
    bench.us->close();
}

constexpr auto Now = Operation::Until::Now;

/// The rows of the table.
const std::array operations{
    Operation{"TRA-01 connect, at once", {"", "", "Connecting", "Connecting"}, openIt, Now},
    Operation{"TRA-02 connect, accepted", {"Connected", "", "Connecting Connected", "Connecting Connected"},
        openIt},
    Operation{"TRA-03 connect, refused",
        {"Disconnected failed", "", "Connecting Disconnected failed", "Connecting Disconnected failed"},
        [](Bench &bench) {
            bench.server->refuse();
            bench.us->open();
        }},
    Operation{"TRA-04 connect, time is over",
        {"Disconnected failed", "", "Connecting Disconnected failed", "Connecting Disconnected failed"},
        [](Bench &bench) {
            bench.us->open();
            QCoreApplication::sendPostedEvents(); // tries, but no socket is looked at yet
            bench.us.clock.advance(WebSocketTransport::Limits::ConnectPatience);
        }},
    Operation{"TRA-05 connect and disconnect, at once",
        {"Disconnecting", "Disconnecting", "Connecting Disconnecting", "Connecting Disconnecting"},
        [](Bench &bench) {
            bench.us->open();
            bench.us->close();
        },
        Now},
    Operation{"TRA-06 connect and disconnect",
        {"Disconnecting Disconnected", "Disconnecting Disconnected", "Connecting Disconnecting Disconnected",
            "Connecting Disconnecting Disconnected"},
        [](Bench &bench) {
            bench.us->open();
            bench.us->close();
        }},
    Operation{"TRA-07 disconnect, at once", {"Disconnecting", "Disconnecting", "", ""}, closeIt, Now},
    Operation{"TRA-08 disconnect",
        {"Disconnecting Disconnected", "Disconnecting Disconnected", "Disconnected", ""}, closeIt},
    Operation{"TRA-09 disconnect and connect, at once",
        {"Disconnecting Connecting", "Disconnecting Connecting", "Connecting", "Connecting"},
        [](Bench &bench) {
            bench.us->close();
            bench.us->open();
        },
        Now},
    Operation{"TRA-10 disconnect and connect",
        {"Disconnecting Connecting Connected", "Disconnecting Connecting Connected", "Connecting Connected",
            "Connecting Connected"},
        [](Bench &bench) {
            bench.us->close();
            bench.us->open();
        }},
    Operation{"TRA-11 send", {"", "", "Disconnected", ""},
        [](Bench &bench) {
            const bool isUp = bench.us.isConnected();
            const Hop hop = bench.us->serverHop().value_or(Hop{bench.us->protocol(), loopback, 9, {}});
            bench.us->sendRequest(samples::request(), hop, bench.us.noteFailure());
            QCoreApplication::sendPostedEvents(); // a failure is told later, but before any socket is looked
                                                  // at
            QVERIFY(!isUp || waitFor([&] { return bench.server->heard.endsWith("\r\n\r\n"); }));
            QCOMPARE(bench.us.sendErrors.isEmpty(), isUp);
            QCOMPARE(bench.server->heard.startsWith("OPTIONS sip:bob@127.0.0.1 SIP/2.0\r\n"), isUp);
        },
        Now},
    Operation{"TRA-12 the server says something", {"", "", "Disconnected", ""},
        [](Bench &bench) {
            const QByteArray via
                = "SIP/2.0/" + viaName(bench.us->protocol()).toByteArray() + " x.invalid;branch=z9hG4bKx";
            const bool isUp = bench.us.isConnected();
            bench.server->say(samples::options(via));
            if (isUp)
                QVERIFY(waitFor([&] { return !bench.us.requests.isEmpty(); }));
            else if (bench.us->state() != State::Connecting) // there is nobody yet who could say it
                settle();
            QCOMPARE(bench.us.requests.size(), isUp ? 1 : 0);
            if (isUp)
                QCOMPARE(bench.us.requests.first().callId(), QByteArray("one"));
        },
        Now},
    Operation{"TRA-13 the server closes", {"Disconnected failed", "Disconnected failed", "Disconnected", ""},
        [](Bench &bench) {
            bench.server->refuse();
            bench.server->dropAll();
        }},
    Operation{"TRA-14F the callback connects",
        {"Connected", "", "Connecting Connected", "Connecting Connected"},
        [](Bench &bench) {
            bench.onChange = [&bench] { bench.us->open(); };
            bench.us->open();
        }},
    Operation{"TRA-14F the callback disconnects",
        {"Disconnecting Disconnected", "Disconnecting Disconnected", "Disconnected", ""},
        [](Bench &bench) {
            bench.onChange = [&bench] { bench.us->close(); };
            bench.us->close();
        }},
};

/// Every legal way to each state, alone and behind one and two full cycles of every kind.
QList<std::pair<int, QByteArray>> paths(int mostCycles)
{
    const QByteArrayList cycles{"open close down ", "open up close down ", "open up drop down "};
    QByteArrayList befores{""};
    for (const QByteArray &cycle : cycles) {
        befores.append(cycle);
        if (mostCycles > 1)
            befores.append(cycle + cycle);
    }
    const QList<std::pair<State, QByteArray>> ways{{State::Connecting, "open"},
        {State::Connecting, "open close open"}, {State::Connecting, "open up close open"},
        {State::Connected, "open up"}, {State::Connected, "open close open up"},
        {State::Connected, "open up close open up"}, {State::Disconnecting, "open close"},
        {State::Disconnecting, "open up close"}, {State::Disconnected, ""}};
    constexpr std::array columns{3, 0, 1, 2}; // of a state in the table
    QList<std::pair<int, QByteArray>> result;
    for (const QByteArray &before : befores) {
        for (const auto &[state, way] : ways)
            result.append({columns[std::size_t(state)], before + way});
    }
    return result;
}

} // namespace

class tst_ParityTransport : public QObject
{
    Q_OBJECT

    void rows(int mostCycles = 2)
    {
        QTest::addColumn<int>("operation");
        QTest::addColumn<int>("column");
        QTest::addColumn<QByteArray>("path");
        const auto all = paths(mostCycles);
        for (std::size_t i = 0; i < operations.size(); ++i) {
            for (const auto &[column, path] : all)
                QTest::addRow("%s | %s", operations[i].name, path.isEmpty() ? "new" : path.constData())
                    << int(i) << column << path;
        }
    }
    void table(TransportProtocol protocol)
    {
        QFETCH(int, operation);
        QFETCH(int, column);
        QFETCH(QByteArray, path);
        const Operation &wanted = operations[std::size_t(operation)];
        Bench bench(protocol);
        QVERIFY(bench.goAll(path));
        bench.events.clear();
        wanted.run(bench);
        if (QTest::currentTestFailed())
            return;
        const QByteArray events = wanted.events[std::size_t(column)];
        if (wanted.until == Operation::Until::Settled) {
            waitFor([&] { return bench.events.join(' ').size() >= events.size(); });
            settle();
        }
        QCOMPARE(bench.events.join(' '), events);
    }

private Q_SLOTS:
    void whenNew_data()
    {
        QTest::addColumn<TransportProtocol>("protocol");
        for (const auto protocol :
            {TransportProtocol::Ws, TransportProtocol::Wss, TransportProtocol::Tcp, TransportProtocol::Tls})
            QTest::addRow("TRA-00 %s", viaName(protocol).data()) << protocol;
    }
    void whenNew()
    {
        QFETCH(TransportProtocol, protocol);
        Bench bench(protocol);
        settle();
        QCOMPARE(bench.us->protocol(), protocol);
        QVERIFY(bench.us.isDown() && !bench.us->serverHop());
        QVERIFY(bench.events.isEmpty());
    }
    void noSocket_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("TRA-FAIL no such host") << QStringLiteral("ws://nowhere.invalid/");
        QTest::newRow("TRA-FAIL no host at all") << QStringLiteral("ws://");
        QTest::newRow("TRA-FAIL nothing") << QString();
    }
    void noSocket()
    {
        QFETCH(QString, url);
        TransportOptions options;
        options.protocol = TransportProtocol::Ws;
        options.webSocketUrl = QUrl(url);
        TransportFixture us(options);
        us->open();
        QVERIFY(waitFor([&] { return !us.errors.isEmpty(); }));
        QVERIFY(us.isDown());
    }
    void webSocket_data() { rows(); }
    void webSocket() { table(TransportProtocol::Ws); }
    void secureWebSocket_data() { rows(1); } // the same class: it takes long, and WebSocket has them all
    void secureWebSocket() { table(TransportProtocol::Wss); }
    void tcp_data() { rows(); }
    void tcp() { table(TransportProtocol::Tcp); }
    void tls_data() { rows(); }
    void tls() { table(TransportProtocol::Tls); }
    void whatIsUnderWayFails_data() { whenNew_data(); }
    void whatIsUnderWayFails() // when we close, also when we open again at once
    {
        QFETCH(TransportProtocol, protocol);
        Bench bench(protocol);
        TransactionLayer layer(*bench.us.transport, bench.us.clock, bench.us.random);
        QVERIFY(bench.goAll("open up"));
        QList<TransportError::Kind> failures;
        layer.send(samples::request(), *bench.us->serverHop(),
            {{}, [&](TransactionFailure, const TransportError &error) { failures.append(error.kind); }});
        bench.us->close();
        bench.us->open();
        QCOMPARE(failures, QList{TransportError::Kind::Closed});
        QVERIFY(bench.go("up"));
    }
    /// An inner call that contradicts the outer one has the last word.
    void theLastWordCounts_data() { whenNew_data(); }
    void theLastWordCounts() // TRA-14F
    {
        QFETCH(TransportProtocol, protocol);
        Bench bench(protocol);
        bench.onChange = [&] {
            if (bench.us->state() == State::Connecting)
                bench.us->close();
        };
        bench.us->open();
        QVERIFY(bench.go("down"));
        settle();
        QCOMPARE(bench.events.join(' '), QByteArray("Connecting Disconnecting Disconnected"));
        bench.events.clear();
        bench.onChange = [&] {
            if (bench.us->state() == State::Disconnecting)
                bench.us->open();
        };
        bench.us->open();
        QVERIFY(bench.go("up"));
        bench.us->close();
        QVERIFY(bench.go("up"));
        settle();
        QCOMPARE(
            bench.events.join(' '), QByteArray("Connecting Connected Disconnecting Connecting Connected"));
    }
};

QTEST_GUILESS_MAIN(tst_ParityTransport)
#include "tst_ParityTransport.moc"
