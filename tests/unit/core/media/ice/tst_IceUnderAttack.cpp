#include "IceMiddle.h"
#include "IceWorld.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>

using namespace carillon;
using State = IceAgent::State;

class tst_IceUnderAttack : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thousandCandidates();
    void hostileCandidates();
    void sprayed_data();
    void sprayed();
    void strangersMediaIsNotHeard();
    void floodOfDtls();
    void floodBeforeThePeerIsKnown();
    void oddDescriptions();
    void burst();
    void nobodyAnswers();
    void consentIsLost();

private:
    /// A call through m_middle.
    std::unique_ptr<IceCall> connected();
    IceWorld m_world;
    std::unique_ptr<Middle> m_middle;
};

std::unique_ptr<IceCall> tst_IceUnderAttack::connected()
{
    auto call
        = std::make_unique<IceCall>(m_world, IceWorld::loopback(), IceWorld::loopback(Role::Controlled));
    if (!call->gather())
        return nullptr;
    m_middle = std::make_unique<Middle>();
    IceDescription offer = call->caller.agent->localDescription();
    IceDescription answer = call->callee.agent->localDescription();
    if (!m_middle->begin(answer.candidates.constFirst().port))
        return nullptr;
    answer.candidates[0].port = m_middle->port();
    offer.candidates.clear(); // learnt from the checks
    call->callee.agent->setRemoteDescription(offer);
    call->caller.agent->setRemoteDescription(answer);
    const bool isUp = QTest::qWaitFor(
        [&] {
            return call->caller.agent->state() == State::Completed
                && call->callee.agent->state() == State::Completed;
        },
        5000);
    return isUp ? std::move(call) : nullptr;
}

void tst_IceUnderAttack::thousandCandidates()
{
    IceCall call(m_world, IceWorld::loopback(), IceWorld::loopback(Role::Controlled));
    QVERIFY(call.gather());
    IceDescription offer = call.caller.agent->localDescription();
    QUdpSocket victim;
    QVERIFY(victim.bind(QHostAddress::LocalHost));
    const IceCandidate real = offer.candidates.constFirst();
    for (int i = 0; i < 1000; ++i) {
        IceCandidate candidate = real;
        candidate.foundation = QByteArray::number(1000 + i);
        candidate.port = quint16(i % 2 ? victim.localPort() : 40000 + i);
        candidate.priority = real.priority - quint32(i) - 1;
        offer.candidates.append(candidate);
    }
    call.callee.agent->setRemoteDescription(offer);
    for (int i = 0; i < 1000; ++i) // and by trickle
        call.callee.agent->addRemoteCandidate(offer.candidates[i]);
    call.caller.agent->setRemoteDescription(call.callee.agent->localDescription());
    QTRY_VERIFY_WITH_TIMEOUT(call.isUp(), 5000);
    int hits = 0;
    const bool isBounded = never([&] {
        for (; victim.hasPendingDatagrams(); ++hits)
            victim.readDatagram(nullptr, 0);
        return hits > int(IceAgent::MaxRemoteCandidates);
    });
    QVERIFY2(isBounded, qPrintable(QString::number(hits)));
    QCOMPARE(call.carry(20), 20);
}

void tst_IceUnderAttack::hostileCandidates()
{
    // Somebody else's loopback: we are reached by another address too, so ours is not the peer's.
    QUdpSocket ours;
    QVERIFY(ours.bind(QHostAddress::LocalHost));
    IceOptions options = IceWorld::loopback();
    options.localAddresses.append(
        QHostAddress(QStringLiteral("192.0.2.77"))); // cannot be bound, and is no loopback
    IceSide side(m_world, options);
    side.agent->gather();
    QTRY_VERIFY(side.agent->isGatheringDone());
    IceDescription peer;
    peer.ufrag = "abcdefgh";
    peer.password = QByteArray(24, 'p');
    for (const char *address :
        {"127.0.0.1", "127.0.0.2", "224.0.0.1", "255.255.255.255", "0.0.0.0", "::1", "junk", ""}) {
        IceCandidate candidate;
        candidate.foundation = "1";
        candidate.priority = 100;
        candidate.address = address;
        candidate.port = ours.localPort();
        peer.candidates.append(candidate);
        candidate.port = 0;
        peer.candidates.append(candidate);
    }
    side.agent->setRemoteDescription(peer);
    QVERIFY(never([&] { return ours.hasPendingDatagrams() || side.isUp(); }));
}

void tst_IceUnderAttack::sprayed_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("garbage") << 0;
    QTest::newRow("truncated checks") << 1;
    QTest::newRow("replayed checks") << 2;
    QTest::newRow("forged checks: a byte is changed") << 3;
    QTest::newRow("forged checks: the length lies") << 4;
    QTest::newRow("checks of somebody who guesses") << 5;
    QTest::newRow("responses that nobody asked for") << 6;
}

static QByteArray attack(int kind, const QByteArray &check, QRandomGenerator &random)
{
    QByteArray result = check;
    switch (kind) {
    case 0:
        result.resize(random.bounded(1, 1500));
        for (char &byte : result)
            byte = char(random.bounded(256));
        return result;
    case 1: return result.left(random.bounded(1, int(result.size())));
    case 2: return result;
    case 3: result[random.bounded(int(result.size()))] = char(random.bounded(256)); return result;
    case 4:
        result[2] = char(random.bounded(256));
        result[3] = char(random.bounded(256));
        return result;
    case 5: // a header, and a username of nobody
        return QByteArray::fromHex("0001000c2112a442") + QByteArray(12, char(random.bounded(256)))
            + QByteArray::fromHex("00060007") + "x:yyyyy" + QByteArray(1, '\0');
    default:
        result[0] = 1;
        result[1] = random.bounded(2) ? 1 : 0x11;
        return result;
    }
}

void tst_IceUnderAttack::sprayed()
{
    QFETCH(int, kind);
    const auto call = connected();
    QVERIFY(call);
    QVERIFY(!m_middle->checks.isEmpty());
    const auto before = call->callee.agent->selectedPair(1);
    QSignalSpy moved(call->callee.agent.get(), &IceAgent::selectedPairChanged);
    QRandomGenerator random(7);
    const quint16 target = call->callee.agent->localDescription().candidates.constFirst().port;
    QUdpSocket attacker;
    QVERIFY(attacker.bind(QHostAddress::LocalHost));
    qsizetype sent = 0;
    // What arrives behind the attack, at the same socket, was taken after it.
    const auto isThrough
        = [&] { return call->caller.send(rtpPacket(int(sent))) && call->callee.hears(++sent); };
    for (int i = 0; i < 300; ++i) {
        const QByteArray &check = m_middle->checks.at(i % m_middle->checks.size());
        attacker.writeDatagram(attack(kind, check, random), QHostAddress::LocalHost, target);
        if (i % 30 == 29)
            QVERIFY(isThrough());
    }
    QVERIFY(m_world.settle());
    QVERIFY(call->isUp());
    QCOMPARE(call->callee.agent->selectedPair(1), before);
    QCOMPARE(moved.size(), 0);
    QCOMPARE(call->carry(20), 20);
}

void tst_IceUnderAttack::strangersMediaIsNotHeard()
{
    const auto call = connected();
    QVERIFY(call);
    QUdpSocket stranger;
    const quint16 target = call->callee.agent->localDescription().candidates.constFirst().port;
    for (int i = 0; i < 50; ++i) {
        stranger.writeDatagram(rtpPacket(1000 + i), QHostAddress::LocalHost, target);
        stranger.writeDatagram(QByteArray(1, 22) + "stranger", QHostAddress::LocalHost, target);
    }
    QCOMPARE(call->carry(20), 20);
    for (const QByteArray &packet : call->callee.media)
        QVERIFY(quint8(packet[2]) * 256 + quint8(packet[3]) < 1000);
    QVERIFY(call->callee.dtls.isEmpty());
}

void tst_IceUnderAttack::floodOfDtls()
{
    const auto call = connected();
    QVERIFY(call);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 1000; ++i) {
        call->caller.send(QByteArray(1, 22) + QByteArray(500, 'x')); // the way of the media thread, quick
        if (i % 20 != 19)
            continue;
        QVERIFY(call->caller.sends(rtpPacket(i))); // behind them
        QVERIFY(call->callee.hears((i + 1) / 20));
    }
    QVERIFY(m_world.settle());
    const qsizetype heard = call->callee.dtls.size();
    const qint64 seconds = timer.elapsed() / 1000 + 2; // that were begun, wherever the first one began
    QVERIFY2(heard > 0 && heard <= seconds * 200, qPrintable(QString::number(heard)));
    call->caller.send(QByteArray(1, 22) + QByteArray(2500, 'x')); // longer than any of ours
    QCOMPARE(call->carry(20), 20);
}

void tst_IceUnderAttack::floodBeforeThePeerIsKnown()
{
    IceCall call(m_world, IceWorld::loopback(), IceWorld::loopback(Role::Controlled));
    QVERIFY(call.gather());
    const IceDescription answer = call.callee.agent->localDescription();
    // A check that is right but for the integrity which the stranger cannot know.
    const QByteArray name = answer.ufrag + ":yyyyyyy";
    QByteArray check = QByteArray::fromHex("000100142112a442") + QByteArray(12, 'i')
        + QByteArray::fromHex("00060010") + name;
    QVector<std::shared_ptr<QUdpSocket>> strangers;
    for (int i = 0; i < 200; ++i) {
        strangers.append(std::make_shared<QUdpSocket>());
        strangers.last()->writeDatagram(check, QHostAddress::LocalHost, answer.candidates.constFirst().port);
    }
    // Each may be answered by an error, or none: then they lie in the socket for so long, ahead of the
    // peer's.
    (void)QTest::qWaitFor([&] { return strangers.last()->hasPendingDatagrams(); }, 100);
    call.exchange();
    QTRY_VERIFY_WITH_TIMEOUT(call.isUp(), 5000);
    QCOMPARE(call.carry(20), 20);
}

void tst_IceUnderAttack::oddDescriptions()
{
    IceSide side(m_world, IceWorld::loopback());
    side.agent->gather();
    IceDescription peer;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("credentials")));
    side.agent->setRemoteDescription(peer);
    peer.ufrag = "abcd";
    peer.password = QByteArray(300, 'p');
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("credentials")));
    side.agent->setRemoteDescription(peer);
    QCOMPARE(side.agent->state(), State::Gathering);
    side.agent->addRemoteCandidate({}); // of a peer that is not known
    side.agent->remoteGatheringDone();
    side.agent->restart();
    QCOMPARE(side.agent->state(), State::Gathering);
    QCOMPARE(side.agent->mediaFd(0), -1);
    QCOMPARE(side.agent->mediaFd(3), -1);
    QVERIFY(!side.agent->selectedPair(-1));
    side.agent->sendDtls("too early");
    side.agent->close();
    side.agent->close();
    side.agent->gather();
    side.agent->setRemoteDescription(peer);
    QCOMPARE(side.agent->state(), State::Closed);
}

void tst_IceUnderAttack::burst()
{
    IceCall call(m_world, IceWorld::loopback(), IceWorld::loopback(Role::Controlled));
    QVERIFY(call.connect());
    for (int i = 0; i < 60; ++i) // a frame of video
        QVERIFY(call.caller.send(rtpPacket(i)));
    QTRY_COMPARE(call.callee.media.size(), 60);
    int taken = 0;
    call.callee.notifier.setEnabled(false); // a media thread that hangs
    for (; taken < 20000 && call.caller.send(rtpPacket(taken)); ++taken) { }
    QTRY_VERIFY(call.caller.isTaken());
    QVERIFY(m_world.settle());
    call.callee.read();
    QVERIFY(call.callee.media.size() < 2000); // the rest was dropped, and nobody waited
    call.callee.notifier.setEnabled(true);
    QCOMPARE(call.carry(20), 20);
}

void tst_IceUnderAttack::nobodyAnswers()
{
    QUdpSocket silent;
    QVERIFY(silent.bind(QHostAddress::LocalHost));
    IceSide told(m_world, IceWorld::loopback());
    IceSide waiting(m_world, IceWorld::loopback()); // the peer says that it trickles, and nothing more
    QSignalSpy failed(told.agent.get(), &IceAgent::failed);
    IceDescription peer;
    peer.ufrag = "abcdefgh";
    peer.password = QByteArray(24, 'p');
    IceCandidate candidate;
    candidate.foundation = "1";
    candidate.priority = 2130706431;
    candidate.address = "127.0.0.1";
    candidate.port = silent.localPort();
    peer.candidates = {candidate};
    told.agent->setRemoteDescription(peer);
    peer.trickle = true;
    waiting.agent->setRemoteDescription(peer);
    QTRY_COMPARE_WITH_TIMEOUT(told.agent->state(), State::Failed, 20000);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().constFirst().value<IceAgent::Failure>(), IceAgent::Failure::NoPair);
    QTRY_COMPARE_WITH_TIMEOUT(waiting.agent->state(), State::Failed, 20000);
}

void tst_IceUnderAttack::consentIsLost()
{
    const auto call = connected();
    QVERIFY(call);
    QSignalSpy failed(call->caller.agent.get(), &IceAgent::failed);
    QElapsedTimer timer;
    timer.start();
    m_middle->isCut = true;
    QTRY_COMPARE_WITH_TIMEOUT(call->caller.agent->state(), State::Disconnected, 30000); // RFC 7675 §5.1
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().constFirst().value<IceAgent::Failure>(), IceAgent::Failure::ConsentLost);
    qInfo("consent was lost after %lld ms", timer.elapsed());
    // And a restart finds the way again.
    m_middle->isCut = false;
    IceAgent &caller = *call->caller.agent;
    IceAgent &callee = *call->callee.agent;
    caller.restart();
    IceDescription offer = caller.localDescription();
    callee.setRemoteDescription(offer);
    caller.setRemoteDescription(callee.localDescription());
    QTRY_VERIFY_WITH_TIMEOUT(call->isUp(), 5000);
    QCOMPARE(call->carry(20), 20);
}

QTEST_GUILESS_MAIN(tst_IceUnderAttack)
#include "tst_IceUnderAttack.moc"
