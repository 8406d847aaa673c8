// Who is believed to be the peer: rows of arrivals against one signalled address.
#include "SourceLatch.h"

#include <QTest>
#include <arpa/inet.h>
#include <cstring>

using namespace carillon;
using namespace std::chrono_literals;

using Proof = SourceLatch::Proof;
using Verdict = SourceLatch::Verdict;

class tst_SourceLatch final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void talks_data();
    void talks();
    void silenceOpensNothing();
    void aNewAddressOpensAgain();
    void theFormerPartyWinsNothingBack_data();
    void theFormerPartyWinsNothingBack();
    void theAnswerOpensTheWindowOnceMore();
};

/// "1.2.3.4:5", or empty for none.
static SocketAddress address(const QByteArray &text)
{
    sockaddr_storage storage{};
    if (!text.isEmpty()) {
        sockaddr_in ipv4{};
        ipv4.sin_family = AF_INET;
        ipv4.sin_port = htons(text.mid(text.indexOf(':') + 1).toUShort());
        inet_pton(AF_INET, text.left(text.indexOf(':')).constData(), &ipv4.sin_addr);
        std::memcpy(&storage, &ipv4, sizeof ipv4);
    }
    return SocketAddress(storage);
}

void tst_SourceLatch::talks_data()
{
    QTest::addColumn<QByteArray>("signalled");
    QTest::addColumn<bool>("authenticated");
    QTest::addColumn<QByteArray>("arrivals"); // "ms source verdict; ..." with Latched, Peer, Stranger
    QTest::addColumn<QByteArray>("target");
    const QByteArray peer = "198.51.100.1:4000";
    const QByteArray inside = "192.168.1.5:4000";
    QTest::newRow("nothing heard") << peer << false << QByteArray() << peer;
    QTest::newRow("the signalled one")
        << peer << false << QByteArray("10 198.51.100.1:4000 L; 5000 198.51.100.1:4000 P") << peer;
    QTest::newRow("the signalled one, late")
        << peer << false << QByteArray("9000 198.51.100.1:4000 L") << peer;
    QTest::newRow("NAT in the window")
        << peer << false << QByteArray("2900 203.0.113.9:7 L; 2920 203.0.113.9:7 P")
        << QByteArray("203.0.113.9:7");
    QTest::newRow("stranger after the peer, in the window")
        << peer << false << QByteArray("10 198.51.100.1:4000 L; 20 203.0.113.9:7 S") << peer;
    QTest::newRow("stranger after the window") << peer << false << QByteArray("3001 203.0.113.9:7 S") << peer;
    QTest::newRow("second stranger after the first one")
        << peer << false << QByteArray("10 203.0.113.9:7 L; 20 203.0.113.9:8 S")
        << QByteArray("203.0.113.9:7");
    QTest::newRow("the signalled one wins it back")
        << peer << false << QByteArray("10 203.0.113.9:7 L; 3000 198.51.100.1:4000 L; 3010 203.0.113.9:7 S")
        << peer;
    QTest::newRow("NAT is certain, late")
        << inside << false << QByteArray("5000 203.0.113.9:7 L; 5010 203.0.113.8:7 S")
        << QByteArray("203.0.113.9:7");
    QTest::newRow("private to private, late")
        << inside << false << QByteArray("5000 192.168.1.77:7 S") << inside;
    QTest::newRow("private from loopback, late")
        << inside << false << QByteArray("5000 127.0.0.1:7 S") << inside;
    QTest::newRow("no address was signalled")
        << QByteArray() << false << QByteArray("5000 203.0.113.9:7 L; 5010 203.0.113.8:7 S")
        << QByteArray("203.0.113.9:7");
    QTest::newRow("authentic, from elsewhere, late")
        << peer << true << QByteArray("9000 203.0.113.9:7 L") << QByteArray("203.0.113.9:7");
    QTest::newRow("authentic, from elsewhere while the old one speaks")
        << peer << true << QByteArray("10 198.51.100.1:4000 L; 30 203.0.113.9:7 P; 400 203.0.113.9:7 P")
        << peer;
    QTest::newRow("authentic, the old one went silent")
        << peer << true
        << QByteArray("10 198.51.100.1:4000 L; 509 203.0.113.9:7 P; 510 203.0.113.9:7 L; 520 203.0.113.9:7 P")
        << QByteArray("203.0.113.9:7");
}

void tst_SourceLatch::talks()
{
    QFETCH(QByteArray, signalled);
    QFETCH(bool, authenticated);
    QFETCH(QByteArray, arrivals);
    QFETCH(QByteArray, target);
    const MediaTime begin{1h};
    SourceLatch latch;
    latch.start(address(signalled), begin);
    for (const QByteArray &arrival : arrivals.split(';')) {
        const auto words = arrival.trimmed().split(' ');
        if (words.size() != 3)
            continue;
        const auto verdict
            = latch.packet(address(words[1]), authenticated ? Proof::Authenticated : Proof::Plain,
                begin + std::chrono::milliseconds(words[0].toInt()));
        const Verdict wanted = words[2] == "L" ? Verdict::Latched
            : words[2] == "P"                  ? Verdict::Peer
                                               : Verdict::Stranger;
        QVERIFY2(verdict == wanted, arrival.constData());
    }
    QVERIFY(latch.target() == address(target));
}

void tst_SourceLatch::silenceOpensNothing()
{
    SourceLatch latch;
    const MediaTime begin{1h};
    latch.start(address("198.51.100.1:4000"), begin);
    latch.packet(address("198.51.100.1:4000"), Proof::Plain, begin);
    for (const auto pause : {2s, 60s, 3600s})
        QVERIFY(latch.packet(address("203.0.113.9:7"), Proof::Plain, begin + pause) == Verdict::Stranger);
}

void tst_SourceLatch::aNewAddressOpensAgain()
{
    SourceLatch latch;
    const MediaTime begin{1h};
    latch.start(address("198.51.100.1:4000"), begin);
    latch.packet(address("198.51.100.1:4000"), Proof::Plain, begin);
    latch.move(address("198.51.100.2:4000"), begin + 60s);
    QVERIFY(!latch.isLatched());
    QVERIFY(latch.packet(address("203.0.113.9:7"), Proof::Plain, begin + 60s + 500ms) == Verdict::Latched);
}

void tst_SourceLatch::theFormerPartyWinsNothingBack_data()
{
    QTest::addColumn<QByteArray>("heardFrom"); // before
    QTest::addColumn<QByteArray>("movedTo");
    QTest::addColumn<QByteArray>("source"); // after
    QTest::addColumn<bool>("authenticated");
    QTest::addColumn<int>("afterMs");
    QTest::addColumn<int>("verdict");
    const QByteArray old = "198.51.100.1:4000", nat = "203.0.113.9:7", next = "198.51.100.2:4000";
    const int peer = int(Verdict::Peer), latched = int(Verdict::Latched), stranger = int(Verdict::Stranger);
    QTest::newRow("under way when it moved") << old << next << old << false << 20 << stranger;
    QTest::newRow("from behind its NAT") << nat << next << nat << false << 20 << stranger;
    QTest::newRow("from what it had signalled, not used") << nat << next << old << false << 20 << stranger;
    QTest::newRow("to a private address, long after")
        << old << QByteArray("192.168.1.5:4000") << old << false << 9000 << stranger;
    QTest::newRow("it moved to where it was heard") << nat << nat << nat << false << 20 << latched;
    QTest::newRow("authentic: heard, but not followed") << old << next << old << true << 20 << peer;
    QTest::newRow("authentic, and nothing from the new one") << old << next << old << true << 600 << latched;
}

void tst_SourceLatch::theFormerPartyWinsNothingBack()
{
    QFETCH(QByteArray, heardFrom);
    QFETCH(QByteArray, movedTo);
    QFETCH(QByteArray, source);
    QFETCH(bool, authenticated);
    QFETCH(int, afterMs);
    const Proof proof = authenticated ? Proof::Authenticated : Proof::Plain;
    const MediaTime begin{1h};
    SourceLatch latch;
    latch.start(address("198.51.100.1:4000"), begin);
    latch.packet(address(heardFrom), proof, begin + 10ms);
    latch.move(address(movedTo), begin + 10s);
    QTEST(int(latch.packet(address(source), proof, begin + 10s + std::chrono::milliseconds(afterMs))),
        "verdict");
}

void tst_SourceLatch::theAnswerOpensTheWindowOnceMore()
{
    const MediaTime begin{1h};
    SourceLatch latch;
    latch.start(address("198.51.100.1:4000"), begin); // early media, of which there is none
    latch.expectPeer(begin + 20s);
    QVERIFY(latch.packet(address("203.0.113.9:7"), Proof::Plain, begin + 22s) == Verdict::Latched);
    latch.expectPeer(begin + 30s);
    QVERIFY(latch.packet(address("203.0.113.9:8"), Proof::Plain, begin + 31s) == Verdict::Stranger);
}

QTEST_APPLESS_MAIN(tst_SourceLatch)
#include "tst_SourceLatch.moc"
