#include "FakeClock.h"
#include "FakeRandom.h"
#include "StunKeepAlive.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

using Kind = StunBinding::Kind;

const QByteArray transaction("abcdefghijkl");

Endpoint endpoint(const char *address, quint16 port)
{
    return {QHostAddress(QLatin1String(address)), port};
}

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

/// @p bytes with others from @p at on.
QByteArray with(QByteArray bytes, qsizetype at, const char *others)
{
    const QByteArray raw = hex(others);
    return bytes.replace(at, raw.size(), raw);
}

struct Flow {
    FakeClock clock;
    FakeRandom random;
    QByteArrayList sent;
    int answered = 0;
    int moved = 0;
    StunKeepAlive stun{clock, random,
        {[this](const QByteArray &request) { sent.append(request); }, [this] { ++answered; },
            [this] { ++moved; }}};

    void answer(const Endpoint &mapped, Kind kind = Kind::Success)
    {
        const auto request = StunBinding::parse(sent.last());
        stun.take(StunBinding{kind, request->transaction, mapped}.toBytes());
    }
};

} // namespace

class tst_StunKeepAlive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatTheServerSees_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("port");
        // RFC 5769 §2.2 and §2.3, shortened to the attribute.
        QTest::newRow("IPv4") << hex("0101000c2112a442b7e7a701bc34d686fa87dfae002000080001a147e112a643")
                              << QStringLiteral("192.0.2.1") << 32853;
        QTest::newRow("IPv6") << hex("010100182112a442b7e7a701bc34d686fa87dfae002000140002a147"
                                     "0113a9faa5d3f179bc25f4b5bed2b9d9")
                              << QStringLiteral("2001:db8:1234:5678:11:2233:4455:6677") << 32853;
        QTest::newRow("plain, as old servers do")
            << hex("0101000c2112a442b7e7a701bc34d686fa87dfae0001000800018055c0000201")
            << QStringLiteral("192.0.2.1") << 32853;
        QTest::newRow("an attribute with padding before it")
            << hex("010100142112a442b7e7a701bc34d686fa87dfae8022000361626300002000080001a147e112a643")
            << QStringLiteral("192.0.2.1") << 32853;
    }
    void whatTheServerSees()
    {
        QFETCH(QByteArray, bytes);
        const auto binding = StunBinding::parse(bytes);
        QVERIFY(binding);
        QCOMPARE(binding->kind, Kind::Success);
        QVERIFY(binding->mapped);
        QTEST(binding->mapped->address.toString(), "address");
        QTEST(int(binding->mapped->port), "port");
        QCOMPARE(StunBinding::parse(binding->toBytes()), binding); // written, read again
    }
    void whatIsNotOne_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = StunBinding{Kind::Success, transaction, endpoint("192.0.2.1", 5)}.toBytes();
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("SIP") << QByteArray("OPTIONS sip:a@b SIP/2.0\r\n\r\n");
        QTest::newRow("cut off") << good.chopped(1);
        QTest::newRow("with something behind it") << good + '\0';
        QTest::newRow("no cookie") << with(good, 4, "00000000");
        QTest::newRow("another method") << with(good, 0, "0103");
        QTest::newRow("an attribute longer than the rest") << with(good, 22, "0009");
        QTest::newRow("a length that is no multiple of four") << with(good, 2, "000b");
        QByteArray many = hex("010100002112a442b7e7a701bc34d686fa87dfae");
        many += QByteArray(4 * 100, '\0');
        QTest::newRow("many attributes") << with(many, 2, "0190");
        QByteArray large = hex("010107d02112a442b7e7a701bc34d686fa87dfae802207cc");
        QTest::newRow("too long") << large + QByteArray(0x7cc, 'x');
    }
    void whatIsNotOne()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!StunBinding::parse(bytes));
    }
    void anAddressOfNoFamilyIsNone()
    {
        QByteArray bytes = StunBinding{Kind::Success, transaction, endpoint("192.0.2.1", 5)}.toBytes();
        bytes[25] = 3;
        const auto binding = StunBinding::parse(bytes);
        QVERIFY(binding && !binding->mapped);
    }
    void aRequestIsSentAgainUntilItIsAnswered() // RFC 8489 §6.2.1
    {
        Flow flow;
        flow.stun.ping();
        QCOMPARE(flow.sent.size(), 1);
        flow.clock.advance(499ms);
        QCOMPARE(flow.sent.size(), 1);
        flow.clock.advance(1ms);
        QCOMPARE(flow.sent.size(), 2);
        QCOMPARE(flow.sent.last(), flow.sent.first());
        flow.clock.advance(1h);
        QCOMPARE(flow.sent.size(), StunKeepAlive::Limits::Sendings);
        flow.stun.ping();
        QVERIFY(flow.sent.last() != flow.sent.first()); // its own transaction
        flow.answer(endpoint("192.0.2.1", 5));
        flow.clock.advance(1h);
        QCOMPARE(flow.sent.size(), StunKeepAlive::Limits::Sendings + 1);
        QCOMPARE(flow.answered, 1);
    }
    void onlyAnotherAddressIsAMove()
    {
        Flow flow;
        for (const int port : {5, 5, 6, 6}) {
            flow.stun.ping();
            flow.answer(endpoint("192.0.2.1", quint16(port)));
        }
        QCOMPARE(flow.answered, 4);
        QCOMPARE(flow.moved, 1);
        flow.stun.stop(); // another flow
        flow.stun.ping();
        flow.answer(endpoint("198.51.100.1", 7));
        QCOMPARE(flow.moved, 1);
    }
    void whatIsNotHeard()
    {
        Flow flow;
        const QByteArray stray = StunBinding{Kind::Success, transaction, endpoint("192.0.2.1", 5)}.toBytes();
        flow.stun.take(stray); // nothing was asked
        flow.stun.ping();
        flow.stun.take(stray);
        flow.stun.take("SIP/2.0 200 OK\r\n\r\n");
        flow.answer(endpoint("192.0.2.1", 5), Kind::Request);
        QCOMPARE(flow.answered, 0);
        flow.answer(endpoint("192.0.2.1", 5));
        flow.answer(endpoint("192.0.2.1", 6)); // the same transaction again
        QCOMPARE(flow.answered, 1);
        QCOMPARE(flow.moved, 0);
    }
    void anErrorIsAnAnswerToo()
    {
        Flow flow;
        flow.stun.ping();
        const auto request = StunBinding::parse(flow.sent.last());
        flow.stun.take(StunBinding{Kind::Error, request->transaction, {}}.toBytes());
        QCOMPARE(flow.answered, 1);
        QCOMPARE(flow.moved, 0);
    }
};

QTEST_GUILESS_MAIN(tst_StunKeepAlive)
#include "tst_StunKeepAlive.moc"
