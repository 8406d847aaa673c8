// Real sockets on the loopback interface, and the first-byte rules of RFC 7983.
#include "Demultiplexer.h"
#include "LoopbackSocket.h"
#include "MediaSocket.h"
#include "RateLimit.h"
#include "UnixPair.h"

#include <QElapsedTimer>
#include <QTest>
#include <array>
#include <memory>
#include <netinet/in.h>

using namespace carillon;
using namespace std::chrono_literals;

class tst_MediaSocket final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsAndReceives_data();
    void sendsAndReceives();
    void sendsAndReceivesWithoutAddresses();
    void knowsWhenItArrived_data();
    void knowsWhenItArrived();
    void limitsSoManyInASecond();
    void readsInBoundedBatches();
    void dropsWhatIsTooLong();
    void refusesWithoutWaiting();
    void mapsIpv4ForADualSocket();
    void demultiplexes_data();
    void demultiplexes();
};

void tst_MediaSocket::sendsAndReceives_data()
{
    QTest::addColumn<int>("family");
    QTest::newRow("IPv4") << AF_INET;
    QTest::newRow("IPv6") << AF_INET6;
}

void tst_MediaSocket::sendsAndReceives()
{
    QFETCH(int, family);
    LoopbackSocket one(family), two(family);
    QCOMPARE(socketFamily(one.fd()), family);
    const std::array<std::uint8_t, 3> bytes{1, 2, 3};
    QVERIFY(sendDatagram(one.fd(), family, bytes, SocketAddress(two.address())));
    const auto batch = std::make_unique<DatagramBatch>();
    QCOMPARE(batch->receive(two.fd()), std::size_t(1));
    QVERIFY(std::equal(bytes.begin(), bytes.end(), batch->bytes(0).begin(), batch->bytes(0).end()));
    QVERIFY(batch->source(0) == SocketAddress(one.address()));
    QCOMPARE(batch->receive(two.fd()), std::size_t(0));
}

void tst_MediaSocket::sendsAndReceivesWithoutAddresses()
{
    const UnixPair local;
    LoopbackSocket network, other;
    QCOMPARE(socketFamily(local.mediaFd()), AF_UNIX);
    const std::array<std::uint8_t, 3> bytes{1, 2, 3};
    const auto batch = std::make_unique<DatagramBatch>();
    other.send(bytes, network.address());
    QCOMPARE(batch->receive(network.fd()), std::size_t(1)); // leaves an address behind
    QVERIFY(sendDatagram(local.mediaFd(), AF_UNIX, bytes, SocketAddress()));
    QCOMPARE(batch->receive(local.otherFd()), std::size_t(1));
    QVERIFY(batch->source(0) == SocketAddress::connected());
    QVERIFY(SocketAddress::connected().isUsable());
    QVERIFY(!(SocketAddress::connected() == SocketAddress(other.address())));
    int sent = 0;
    while (sent < 5000 && sendDatagram(local.mediaFd(), AF_UNIX, bytes, SocketAddress::connected()))
        ++sent;
    QVERIFY(sent < 5000); // nobody reads: refused, not waited for
}

void tst_MediaSocket::limitsSoManyInASecond()
{
    RateLimit limit(3);
    MediaTime now(1h);
    for (const bool wanted : {true, true, true, false, false})
        QCOMPARE(limit.take(now += 100ms), wanted);
    QVERIFY(!limit.take(now - 50ms)); // arrivals are noted by another clock
    QVERIFY(limit.take(now + 1s));
}

void tst_MediaSocket::knowsWhenItArrived_data()
{
    QTest::addColumn<bool>("isLocal");
    QTest::newRow("UDP") << false;
    QTest::newRow("AF_UNIX") << true;
}

void tst_MediaSocket::knowsWhenItArrived()
{
    QFETCH(bool, isLocal);
    const UnixPair local;
    LoopbackSocket one, two, three;
    const int fd = isLocal ? local.mediaFd() : two.fd();
    noteArrivals(fd);
    const auto batch = std::make_unique<DatagramBatch>();
    const auto bytes = std::array<std::uint8_t, 1>{1};
    QElapsedTimer elapsed;
    const auto lieFor = [&elapsed](qint64 nanoseconds) {
        elapsed.start();
        while (elapsed.nsecsElapsed() < nanoseconds) { }
    };
    const auto isNoted = [&] {
        const auto send = [&] { isLocal ? void(local.send(bytes)) : one.send(bytes, two.address()); };
        send();
        lieFor(5000000);
        send();
        // Two clocks; and a tenth of a millisecond is nothing.
        return batch->receive(fd) == 2 && batch->age(0) >= 4900us && batch->age(1) < batch->age(0);
    };
    QTRY_VERIFY(isNoted()); // the kernel begins to note a moment after it was asked to
    one.send(bytes, three.address());
    lieFor(5000000);
    QCOMPARE(batch->receive(three.fd()), std::size_t(1));
    QCOMPARE(batch->age(0).count(), 0); // nobody asked for it
}

void tst_MediaSocket::readsInBoundedBatches()
{
    LoopbackSocket one, two;
    for (std::uint8_t i = 0; i < 20; ++i)
        one.send(std::array<std::uint8_t, 1>{i}, two.address());
    const auto batch = std::make_unique<DatagramBatch>();
    QCOMPARE(batch->receive(two.fd()), DatagramBatch::MaxDatagrams);
    QCOMPARE(int(batch->bytes(15)[0]), 15);
    QCOMPARE(batch->receive(two.fd()), std::size_t(4));
    QCOMPARE(int(batch->bytes(0)[0]), 16);
}

void tst_MediaSocket::dropsWhatIsTooLong()
{
    LoopbackSocket one, two;
    one.send(std::vector<std::uint8_t>(DatagramBatch::MaxBytes + 1, 0x80), two.address());
    one.send(std::vector<std::uint8_t>(DatagramBatch::MaxBytes, 0x80), two.address());
    const auto batch = std::make_unique<DatagramBatch>();
    QCOMPARE(batch->receive(two.fd()), std::size_t(2));
    QVERIFY(batch->bytes(0).empty());
    QCOMPARE(batch->bytes(1).size(), DatagramBatch::MaxBytes);
}

void tst_MediaSocket::refusesWithoutWaiting()
{
    LoopbackSocket one;
    const std::array<std::uint8_t, 3> bytes{1, 2, 3};
    QVERIFY(!sendDatagram(one.fd(), AF_INET, bytes, SocketAddress()));
    QVERIFY(!sendDatagram(-1, AF_INET, bytes, SocketAddress(one.address())));
    QCOMPARE(socketFamily(-1), AF_UNSPEC);
    const auto batch = std::make_unique<DatagramBatch>();
    QCOMPARE(batch->receive(-1), std::size_t(0));
}

void tst_MediaSocket::mapsIpv4ForADualSocket()
{
    const SocketAddress ipv4{LoopbackSocket().address()};
    const sockaddr_storage mapped = ipv4.forFamily(AF_INET6);
    QCOMPARE(int(mapped.ss_family), AF_INET6);
    QVERIFY(SocketAddress(mapped) == ipv4);
    QVERIFY(ipv4.isUsable());
    QVERIFY(ipv4.isLoopback());
    QVERIFY(!ipv4.isPrivate());
    QVERIFY(!SocketAddress().isUsable());
}

void tst_MediaSocket::demultiplexes_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<int>("kind");
    QTest::newRow("nothing") << QByteArray() << int(DatagramKind::Unknown);
    QTest::newRow("one byte") << QByteArray("80") << int(DatagramKind::Unknown);
    QTest::newRow("STUN") << QByteArray("0001") << int(DatagramKind::Stun);
    QTest::newRow("STUN, last") << QByteArray("0301") << int(DatagramKind::Stun);
    QTest::newRow("unassigned") << QByteArray("0401") << int(DatagramKind::Unknown);
    QTest::newRow("ZRTP") << QByteArray("1000") << int(DatagramKind::Zrtp);
    QTest::newRow("DTLS handshake") << QByteArray("16fe") << int(DatagramKind::Dtls);
    QTest::newRow("DTLS, last") << QByteArray("3f00") << int(DatagramKind::Dtls);
    QTest::newRow("TURN channel") << QByteArray("4000") << int(DatagramKind::TurnChannel);
    QTest::newRow("RTP, PCMU") << QByteArray("8000") << int(DatagramKind::Rtp);
    QTest::newRow("RTP, marked") << QByteArray("80ef") << int(DatagramKind::Rtp);
    QTest::newRow("RTCP SR") << QByteArray("80c8") << int(DatagramKind::Rtcp);
    QTest::newRow("RTCP, first") << QByteArray("80c0") << int(DatagramKind::Rtcp);
    QTest::newRow("RTCP, last") << QByteArray("bfdf") << int(DatagramKind::Rtcp);
    QTest::newRow("beyond RTP") << QByteArray("c000") << int(DatagramKind::Unknown);
}

void tst_MediaSocket::demultiplexes()
{
    QFETCH(QByteArray, hex);
    QFETCH(int, kind);
    const QByteArray bytes = QByteArray::fromHex(hex);
    QCOMPARE(int(datagramKind(
                 {reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())})),
        kind);
}

QTEST_APPLESS_MAIN(tst_MediaSocket)
#include "tst_MediaSocket.moc"
