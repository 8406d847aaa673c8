// A handshake among what is broken, forged, doubled, out of order or never whole.
#include "DtlsEnds.h"
#include "FakeRandom.h"
#include "SystemClock.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Role = DtlsAssociation::Role;
using State = DtlsAssociation::State;
using Failure = DtlsAssociation::Failure;

namespace {

constexpr char ClientHello = 1;
constexpr char ServerHello = 2;
struct Fragment {
    char type;
    int size;
    int number;
};
/// 100 bytes of a handshake message (RFC 6347 §4.2.2), another part each time.
QByteArray fragment(const Fragment &wanted)
{
    const int number = wanted.number;
    QByteArray body(1, wanted.type);
    body += '\0' + QByteArray(1, char(wanted.size >> 8)) + char(wanted.size) + '\0' + char(number % 3);
    body += '\0' + QByteArray(1, char(number % 8 + 1)) + '\0'; // where it belongs
    body += QByteArray::fromHex("000064") + QByteArray(100, char(number));
    return QByteArray::fromHex("16feff0000") + QByteArray::fromHex("0000000000") + char(number) + '\0'
        + char(body.size()) + body;
}

/// A server's flight whose key exchange nobody signed.
QByteArray withoutItsSignature(QByteArray flight)
{
    constexpr char serverKeyExchange = 12;
    for (qsizetype at = 0; at + 25 <= flight.size();) {
        const qsizetype size = 13 + (quint8(flight[at + 11]) << 8 | quint8(flight[at + 12]));
        if (flight[at + 13] == serverKeyExchange)
            flight[at + size - 5] = char(~flight[at + size - 5]);
        at += size;
    }
    return flight;
}

/// Each as a datagram of its own (RFC 6347 §4.1).
QList<QByteArray> recordsOf(const QList<QByteArray> &datagrams)
{
    QList<QByteArray> records;
    for (const QByteArray &datagram : datagrams) {
        for (qsizetype at = 0; at + 13 <= datagram.size();) {
            const qsizetype size = 13 + (quint8(datagram[at + 11]) << 8 | quint8(datagram[at + 12]));
            records.append(datagram.mid(at, size));
            at += size;
        }
    }
    return records;
}

} // namespace

class tst_DtlsUnderAttack : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rubbishHarmsNothing()
    {
        FakeClock clock;
        FakeRandom random(11);
        Two two(clock);
        two.expectEachOther();
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        QVERIFY(!hello.isEmpty());
        for (int i = 0; i < 150; ++i) {
            QByteArray bytes = hello;
            if (i % 3 == 0)
                bytes.truncate(qsizetype(random.below(quint32(hello.size()))));
            else if (i % 3 == 1)
                bytes[qsizetype(13 + random.below(quint32(hello.size() - 13)))] = char(random.below(256));
            else
                bytes = QByteArray(1, char(20 + random.below(4)))
                    + QByteArray(qsizetype(random.below(200)), char(random.below(256)));
            if (i % 3 != 1) // a hello that is only half wrong may be one
                two.server.association->receive(bytes);
        }
        two.server.sent.clear();
        QVERIFY(!two.server.failure);
        clock.advance(1s);
        two.carry();
        QVERIFY(two.server.keys && two.client.keys);
    }
    void replayedAndDoubledDatagrams()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        QList<QByteArray> seen;
        while (!two.client.sent.isEmpty() || !two.server.sent.isEmpty()) {
            for (auto [from, to] :
                {std::pair(&two.client, &two.server), std::pair(&two.server, &two.client)}) {
                const QList<QByteArray> datagrams = std::exchange(from->sent, {});
                for (const QByteArray &datagram : datagrams) {
                    to->association->receive(datagram);
                    to->association->receive(datagram);
                }
                seen += datagrams;
            }
            if (seen.size() > 100)
                break;
        }
        QVERIFY2(seen.size() < 30, QByteArray::number(seen.size()).constData());
        QVERIFY(two.client.keys && two.server.keys);
        const DtlsKeys before = *two.server.keys;
        for (const QByteArray &datagram : std::as_const(seen))
            two.server.association->receive(datagram);
        QCOMPARE(two.server.association->state(), State::Established);
        QVERIFY(two.server.keys->send == before.send);
    }
    void fragmentsThatNeverComplete()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.server.association->start();
        // Handshake record: the first ten bytes of a message that claims to have 200.
        QByteArray fragment = QByteArray::fromHex("16fefd0000000000000000001601")
            + QByteArray::fromHex("0000c8000000000000000a") + QByteArray(10, 'x');
        for (int i = 0; i < 100; ++i) {
            fragment[10] = char(i); // another record each time
            two.server.association->receive(fragment);
        }
        QVERIFY(two.server.sent.isEmpty());
        clock.advance(31s);
        QCOMPARE(two.server.failure, std::optional(Failure::Timeout));
    }
    void aFloodIsBounded()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        for (int i = 0; i < 5000; ++i)
            two.server.association->receive(QByteArray(100, '\x16'));
        const QList<QByteArray> before = two.server.sent;
        two.server.association->receive(hello); // no room in this second
        QCOMPARE(two.server.sent.size(), before.size());
        clock.advance(1s);
        two.carry();
        QVERIFY(two.server.keys && two.client.keys);
    }
    void whatNeverCompletesDoesNotHinderTheHandshake_data()
    {
        QTest::addColumn<bool>("isClients");
        QTest::addColumn<int>("size");
        QTest::newRow("60,000 bytes, sent to the server") << false << 60000;
        QTest::newRow("3,000 bytes, sent to the server") << false << 3000;
        QTest::newRow("60,000 bytes, sent to the client") << true << 60000;
    }
    void whatNeverCompletesDoesNotHinderTheHandshake()
    {
        QFETCH(bool, isClients);
        QFETCH(int, size);
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        const QList<QByteArray> hello = std::exchange(two.client.sent, {});
        End &victim = isClients ? two.client : two.server;
        for (int i = 0; i < 50; ++i) {
            victim.association->receive(fragment({isClients ? ServerHello : ClientHello, size, i}));
        }
        QVERIFY(!victim.failure);
        two.client.sent = hello + two.client.sent;
        for (int i = 0; i < 20 && !two.client.keys; ++i) {
            two.carry();
            clock.advance(200ms);
        }
        QVERIFY(two.client.keys && two.server.keys);
    }
    void aForgedAlertEndsNothing_data()
    {
        QTest::addColumn<bool>("isClients");
        QTest::newRow("to the client") << true;
        QTest::newRow("to the server") << false;
    }
    void aForgedAlertEndsNothing() // nobody vouches for it before there are keys
    {
        QFETCH(bool, isClients);
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        End &victim = isClients ? two.client : two.server;
        QByteArray alert = QByteArray::fromHex("15fefd000000000000000000020228"); // fatal, handshake_failure
        int carried = 0;
        while ((!two.client.sent.isEmpty() || !two.server.sent.isEmpty()) && carried < 20) {
            for (auto [from, to] :
                {std::pair(&two.client, &two.server), std::pair(&two.server, &two.client)}) {
                for (const QByteArray &datagram : std::exchange(from->sent, {})) {
                    for (const char reason : {'\x28', '\x00', '\x14'}) { // close_notify among them
                        alert[10] = char(++carried);
                        alert[14] = reason;
                        victim.association->receive(alert);
                    }
                    to->association->receive(to == &victim ? datagram + alert : datagram);
                }
            }
        }
        QVERIFY(two.client.keys && two.server.keys);
        victim.association->receive(alert);
        QVERIFY(!victim.isClosed && !victim.failure);
        QCOMPARE(victim.association->state(), State::Established);
    }
    void whoHearsOnlyRefusalsIsToldSoInTheEnd()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.client.association->start();
        two.client.association->receive(QByteArray::fromHex("15fefd000000000000000000020228"));
        clock.advance(29s);
        QVERIFY(!two.client.failure);
        clock.advance(2s);
        QCOMPARE(two.client.failure, std::optional(Failure::Protocol));
    }
    void aForgedFlightOnlyDelays() // RFC 5763 §6.7.1: nobody is the peer before its certificate was seen
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        two.carry(two.client, two.server, {});
        const QList<QByteArray> flight = std::exchange(two.server.sent, {});
        QVERIFY(!flight.isEmpty());
        for (const QByteArray &datagram : flight)
            two.client.association->receive(withoutItsSignature(datagram));
        QVERIFY(!two.client.failure);
        QVERIFY(two.client.sent.isEmpty()); // not even an alert: it would end the peer's handshake
        clock.advance(DtlsAssociation::Limits::BetweenAttempts);
        QVERIFY(!two.client.sent.isEmpty());
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void aForgedHelloOnlyDelays()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        QByteArray forged = hello;
        forged[59] = '\xff'; // a session that is longer than the hello
        two.server.association->receive(forged);
        QVERIFY(!two.server.failure);
        QVERIFY(two.server.sent.isEmpty());
        clock.advance(DtlsAssociation::Limits::BetweenAttempts);
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void forgeriesWithoutEndAreBounded()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.client.association->start();
        qsizetype hellos = two.client.sent.size();
        two.client.sent.clear();
        const QByteArray forged
            = QByteArray::fromHex("16fefd00000000000000000020" // a ServerHello that is none
                                  "020000140000000000000014")
            + QByteArray(20, 'x');
        for (int i = 0; i < 290; ++i) {
            two.client.association->receive(forged);
            clock.advance(100ms);
            hellos += std::exchange(two.client.sent, {}).size();
        }
        QVERIFY(!two.client.failure);
        QVERIFY2(hellos > 50 && hellos <= 122, QByteArray::number(hellos).constData());
        clock.advance(2s);
        QCOMPARE(two.client.failure, std::optional(Failure::Protocol));
        two.client.sent.clear();
        clock.advance(60s);
        QVERIFY(two.client.sent.isEmpty());
    }
    void recordsOutOfOrder_data()
    {
        QTest::addColumn<int>("seed");
        QTest::newRow("one order") << 1;
        QTest::newRow("another") << 2;
    }
    void recordsOutOfOrder() // RFC 6347 §4.2.2; in real time: OpenSSL asks no other clock
    {
        QFETCH(int, seed);
        SystemClock clock;
        FakeRandom random{quint64(seed)};
        Two two(clock);
        two.expectEachOther();
        two.start();
        const auto carry = [&random](End &from, End &to) {
            QList<QByteArray> records = recordsOf(std::exchange(from.sent, {}));
            for (qsizetype i = records.size() - 1; i > 0; --i)
                records.swapItemsAt(i, qsizetype(random.below(quint32(i + 1))));
            for (const QByteArray &record : std::as_const(records))
                to.association->receive(record);
        };
        QTRY_VERIFY_WITH_TIMEOUT((carry(two.client, two.server), carry(two.server, two.client),
                                     two.client.keys && two.server.keys),
            20000);
        QVERIFY(two.client.keys->send == two.server.keys->receive);
    }
    void othersDoNotDisturbAHandshakeThatGoesOn()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.source = "the client";
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        for (int i = 0; i < 20 && !two.server.keys; ++i) {
            two.server.association->receive(hello, "another");
            two.server.association->receive(fragment({11, 300, 1}), "another");
            two.server.sent.clear(); // what the other one is told
            two.carry(two.client, two.server, {});
            two.carry(two.server, two.client, {});
        }
        QVERIFY(two.client.keys && two.server.keys);
    }
};

QTEST_GUILESS_MAIN(tst_DtlsUnderAttack)
#include "tst_DtlsUnderAttack.moc"
