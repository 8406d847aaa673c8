#include "IceWorld.h"

#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>
#include <memory>

#include <poll.h>

using namespace carillon;
using State = IceAgent::State;
using Role = IceAgent::Role;

class tst_IceAgent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connects_data();
    void connects();
    void releasedSocketsWork();
    void stampsArrivals();

private:
    IceWorld m_world;
};

void tst_IceAgent::connects_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("udp");
    QTest::addColumn<int>("components");
    QTest::newRow("UDP over IPv4") << QStringLiteral("127.0.0.1") << true << 1;
    QTest::newRow("UDP over IPv6") << QStringLiteral("::1") << true << 1;
    QTest::newRow("two components") << QStringLiteral("127.0.0.1") << true << 2;
    QTest::newRow("TCP over IPv4") << QStringLiteral("127.0.0.1") << false << 1;
    QTest::newRow("TCP over IPv6") << QStringLiteral("::1") << false << 1;
}

void tst_IceAgent::connects()
{
    QFETCH(QString, address);
    QFETCH(bool, udp);
    QFETCH(int, components);
    const auto options = [&](Role role) {
        IceOptions result = IceWorld::loopback(role);
        result.tcp = !udp;
        result.ipv6 = true;
        result.components = components;
        result.localAddresses = {QHostAddress(address)};
        return result;
    };
    IceCall call(m_world, options(Role::Controlling), options(Role::Controlled));
    QVERIFY(call.gather());
    const auto withoutUdp = [&](IceDescription description) {
        description.candidates.removeIf([](const IceCandidate &candidate) {
            return candidate.transport == IceCandidate::Transport::Udp;
        });
        return description;
    };
    const auto said
        = [&](const IceDescription &description) { return udp ? description : withoutUdp(description); };
    call.callee.agent->setRemoteDescription(said(call.caller.agent->localDescription()));
    call.caller.agent->setRemoteDescription(said(call.callee.agent->localDescription()));
    QTRY_VERIFY_WITH_TIMEOUT(call.isUp(), 5000);
    QCOMPARE(call.carry(200), 200);
    QCOMPARE(call.callee.media.constFirst(), rtpPacket(0));
    QCOMPARE(call.callee.media.constLast(), rtpPacket(199));
    for (int component = 1; component <= components; ++component) {
        const auto pair = call.caller.agent->selectedPair(component);
        QVERIFY(pair);
        QCOMPARE(pair->local.transport == IceCandidate::Transport::Udp, udp);
        QCOMPARE(pair->remote.address, address.toLatin1());
        QVERIFY(!pair->isRelayed());
    }
    QTRY_COMPARE(call.caller.agent->state(), State::Completed);
    call.caller.agent->sendDtls(QByteArray(1, 22) + "hello");
    QTRY_COMPARE(call.callee.dtls, QList<QByteArray>{QByteArray(1, 22) + "hello"});
}

void tst_IceAgent::releasedSocketsWork()
{
    IceOptions options = IceWorld::loopback();
    options.components = 2;
    IceSide side(m_world, options);
    QVERIFY(!side.agent->releaseSockets());
    side.agent->gather();
    QTRY_VERIFY(side.agent->isGatheringDone());
    const IceCandidate rtp = side.agent->defaultCandidate(1);
    const IceCandidate rtcp = side.agent->defaultCandidate(2);
    auto sockets = side.agent->releaseSockets();
    QVERIFY(sockets);
    QCOMPARE(sockets->rtpPort, rtp.port);
    QCOMPARE(sockets->rtcpPort, rtcp.port);
    QCOMPARE(side.agent->state(), State::Closed);
    side.notifier.setEnabled(false);
    side.agent.reset();
    QTest::qWait(50); // the agent is gone on its own thread as well
    QUdpSocket peer;
    for (const auto &[fd, port] :
        {std::pair(sockets->rtp.fd(), rtp.port), std::pair(sockets->rtcp.fd(), rtcp.port)}) {
        for (int i = 0; i < 20; ++i)
            QCOMPARE(peer.writeDatagram(rtpPacket(i), QHostAddress::LocalHost, port), rtpPacket(i).size());
        for (int i = 0; i < 20; ++i) {
            pollfd waiting{fd, POLLIN, 0};
            QCOMPARE(poll(&waiting, 1, 1000), 1);
            char buffer[2048];
            QCOMPARE(recv(fd, buffer, sizeof buffer, 0), ssize_t(rtpPacket(i).size()));
        }
        char buffer[2048];
        QCOMPARE(recv(fd, buffer, sizeof buffer, 0), ssize_t(-1)); // it does not block
        QCOMPARE(errno, EAGAIN);
    }
}

void tst_IceAgent::stampsArrivals()
{
    IceCall call(m_world, IceWorld::loopback(), IceWorld::loopback(Role::Controlled));
    QVERIFY(call.connect());
    call.callee.notifier.setEnabled(false);
    const int fd = call.callee.agent->mediaFd(1);
    const int on = 1;
    QCOMPARE(setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on), 0);
    QVERIFY(call.caller.send(rtpPacket(1)));
    pollfd waiting{fd, POLLIN, 0};
    QCOMPARE(poll(&waiting, 1, 1000), 1);
    char buffer[2048];
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(timespec))];
    iovec vector{buffer, sizeof buffer};
    msghdr message{};
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    QVERIFY(recvmsg(fd, &message, 0) > 0);
    const cmsghdr *note = CMSG_FIRSTHDR(&message);
    QVERIFY(note);
    QCOMPARE(note->cmsg_type, SCM_TIMESTAMPNS);
}

QTEST_GUILESS_MAIN(tst_IceAgent)
#include "tst_IceAgent.moc"
