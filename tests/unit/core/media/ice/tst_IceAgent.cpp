#include "FakeClock.h"
#include "FakeResolver.h"
#include "IceWorld.h"
#include "NiceConversion.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>
#include <future>
#include <memory>

#include <poll.h>

using namespace carillon;
using State = IceAgent::State;

class tst_IceAgent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connects_data();
    void connects();
    void releasedSocketsWork();
    void stampsArrivals();
    void roles_data();
    void roles();
    void litePeer();
    void restarts_data();
    void restarts();
    void deadServer();
    void reflexive_data();
    void reflexive();
    void slowName();
    void trickles();
    void hiddenCandidates();
    void multiplexedAfterAll();
    void noMediaBeforeItIsOpened();
    void nothingToGatherFrom_data();
    void nothingToGatherFrom();
    void machineAddresses();
    void portRange();
    void diesInEveryState_data();
    void diesInEveryState();
    void diesInItsOwnSignal_data();
    void diesInItsOwnSignal();

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
    QVERIFY(m_world.settle()); // the agent is gone on its own thread as well
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

void tst_IceAgent::roles_data()
{
    QTest::addColumn<Role>("caller");
    QTest::addColumn<Role>("callee");
    QTest::newRow("offerer controls") << Role::Controlling << Role::Controlled;
    QTest::newRow("answerer controls") << Role::Controlled << Role::Controlling;
    QTest::newRow("conflict: both want to (RFC 8445 §7.3.1.1)") << Role::Controlling << Role::Controlling;
    QTest::newRow("conflict: none wants to") << Role::Controlled << Role::Controlled;
}

void tst_IceAgent::roles()
{
    QFETCH(Role, caller);
    QFETCH(Role, callee);
    // Changed after it was made, as who answers learns his role late.
    IceCall call(m_world, IceWorld::loopback(), IceWorld::loopback());
    QVERIFY(call.gather());
    call.caller.agent->setControlling(caller == Role::Controlling);
    call.callee.agent->setControlling(callee == Role::Controlling);
    call.exchange();
    QTRY_COMPARE(call.caller.agent->state(), State::Completed);
    QTRY_COMPARE(call.callee.agent->state(), State::Completed);
    QCOMPARE(call.carry(20), 20);
}

/// A lite agent (RFC 8445 §2.5) of libnice, which gateways are.
struct LitePeer {
    explicit LitePeer(IceThread &on)
        : thread(on)
    {
        std::promise<void> made;
        thread.post([&] {
            agent = nice_agent_new_full(
                thread.context(), NICE_COMPATIBILITY_RFC5245, NICE_AGENT_OPTION_LITE_MODE);
            NiceAddress local = niceAddress(QHostAddress(QHostAddress::LocalHost), 0);
            nice_agent_add_local_address(agent, &local);
            g_object_set(agent, "upnp", FALSE, "ice-tcp", FALSE, nullptr);
            stream = nice_agent_add_stream(agent, 1);
            nice_agent_attach_recv(agent, stream, 1, thread.context(), &LitePeer::received, this);
            nice_agent_gather_candidates(agent, stream);
            describe();
            made.set_value();
        });
        made.get_future().wait();
    }
    ~LitePeer()
    {
        std::promise<void> gone;
        thread.post([&] {
            g_object_unref(agent);
            gone.set_value();
        });
        gone.get_future().wait();
    }
    void describe()
    {
        gchar *ufrag = nullptr;
        gchar *password = nullptr;
        nice_agent_get_local_credentials(agent, stream, &ufrag, &password);
        description.ufrag = ufrag;
        description.password = password;
        description.lite = true;
        g_free(ufrag);
        g_free(password);
        GSList *list = nice_agent_get_local_candidates(agent, stream, 1);
        for (GSList *each = list; each; each = each->next)
            description.candidates.append(iceCandidate(*static_cast<NiceCandidate *>(each->data)));
        g_slist_free_full(list, GDestroyNotify(nice_candidate_free));
    }
    void hear(const IceDescription &peer)
    {
        thread.post([this, peer] {
            nice_agent_set_remote_credentials(
                agent, stream, peer.ufrag.constData(), peer.password.constData());
            GSList *list = nullptr;
            for (const IceCandidate &candidate : peer.candidates)
                list = g_slist_append(list, niceCandidate(candidate, stream).release());
            nice_agent_set_remote_candidates(agent, stream, 1, list);
            g_slist_free_full(list, GDestroyNotify(nice_candidate_free));
        });
    }
    static void received(NiceAgent *, guint, guint, guint, gchar *, gpointer self)
    {
        ++static_cast<LitePeer *>(self)->packets;
    }
    IceThread &thread;
    NiceAgent *agent = nullptr;
    guint stream = 0;
    IceDescription description;
    std::atomic<int> packets = 0;
};

void tst_IceAgent::litePeer()
{
    LitePeer peer(m_world.thread);
    IceSide side(m_world, IceWorld::loopback(Role::Controlled)); // we control all the same
    side.agent->gather();
    QTRY_VERIFY(side.agent->isGatheringDone());
    peer.hear(side.agent->localDescription());
    side.agent->setRemoteDescription(peer.description);
    QTRY_COMPARE_WITH_TIMEOUT(side.agent->state(), State::Completed, 5000);
    for (int i = 0; i < 10; ++i)
        QVERIFY(side.send(rtpPacket(i)));
    QTRY_COMPARE(peer.packets.load(), 10);
}

void tst_IceAgent::restarts_data()
{
    QTest::addColumn<bool>("callerFirst");
    QTest::addColumn<bool>("peerIsTold");
    QTest::newRow("by the caller") << true << true;
    QTest::newRow("by the callee") << false << true;
    QTest::newRow("the peer follows by itself when it hears new credentials") << true << false;
}

void tst_IceAgent::restarts()
{
    QFETCH(bool, callerFirst);
    QFETCH(bool, peerIsTold);
    IceCall call(m_world, IceWorld::loopback(), IceWorld::loopback(Role::Controlled));
    QVERIFY(call.connect());
    QTRY_COMPARE(call.caller.agent->state(), State::Completed);
    QTRY_COMPARE(call.callee.agent->state(), State::Completed);
    IceAgent &first = callerFirst ? *call.caller.agent : *call.callee.agent;
    IceAgent &second = callerFirst ? *call.callee.agent : *call.caller.agent;
    const IceDescription before = first.localDescription();
    const IceDescription secondBefore = second.localDescription();
    QSignalSpy done(&first, &IceAgent::gatheringDone);
    first.restart();
    QVERIFY(first.localDescription().ufrag != before.ufrag);
    QVERIFY(first.localDescription().password != before.password);
    QCOMPARE(first.state(), State::Gathering);
    QVERIFY(done.wait());
    QCOMPARE(call.carry(50), 50); // the pair of before works on
    if (peerIsTold)
        second.restart();
    second.setRemoteDescription(first.localDescription());
    QVERIFY(second.localDescription().ufrag != secondBefore.ufrag);
    QCOMPARE(call.carry(20), 20);
    first.setRemoteDescription(second.localDescription());
    QCOMPARE(call.carry(20), 20);
    QTRY_COMPARE(first.state(), State::Completed);
    QTRY_COMPARE(second.state(), State::Completed);
    QCOMPARE(call.carry(50), 50);
}

void tst_IceAgent::deadServer()
{
    QUdpSocket dead;
    QVERIFY(dead.bind(QHostAddress::LocalHost));
    IceOptions options = IceWorld::loopback();
    options.servers = {{IceServer::Kind::Stun, QStringLiteral("127.0.0.1"), dead.localPort(), {}, {}}};
    IceSide side(m_world, options);
    QSignalSpy done(side.agent.get(), &IceAgent::gatheringDone);
    QElapsedTimer timer;
    timer.start();
    side.agent->gather();
    QVERIFY(done.wait(2000));
    const qint64 took = timer.elapsed();
    QVERIFY2(took <= 900, qPrintable(QString::number(took)));
    QCOMPARE(side.agent->localDescription().candidates.size(), 1);
    QVERIFY(!side.agent->localDescription().ended); // there may be more
    QVERIFY(dead.hasPendingDatagrams());
    QCOMPARE(done.size(), 1);
}

/// A STUN server that sees us behind a NAT: 198.51.100.9:4660.
class NatView
{
public:
    explicit NatView(int delayMs)
    {
        m_socket.bind(QHostAddress::LocalHost);
        QObject::connect(&m_socket, &QUdpSocket::readyRead, &m_socket, [this, delayMs] {
            while (m_socket.hasPendingDatagrams()) {
                QByteArray request(qsizetype(m_socket.pendingDatagramSize()), '\0');
                quint16 port = 0;
                m_socket.readDatagram(request.data(), request.size(), nullptr, &port);
                const QByteArray mapped = QByteArray::fromHex("002000080001") + QByteArray::fromHex("3326")
                    + QByteArray::fromHex("e721c04b"); // RFC 8489 §14.2: xor with the cookie
                const QByteArray answer = QByteArray::fromHex("0101000c") + request.mid(4, 16) + mapped;
                QTimer::singleShot(delayMs, &m_socket,
                    [this, answer, port] { m_socket.writeDatagram(answer, QHostAddress::LocalHost, port); });
            }
        });
    }
    quint16 port() const { return m_socket.localPort(); }

private:
    QUdpSocket m_socket;
};

void tst_IceAgent::reflexive_data()
{
    QTest::addColumn<int>("delayMs");
    QTest::addColumn<int>("candidates"); // when gathering is said to be done
    QTest::newRow("in time") << 0 << 2;
    QTest::newRow("later than the limit: for trickle") << 1100 << 1;
}

void tst_IceAgent::reflexive()
{
    QFETCH(int, delayMs);
    QFETCH(int, candidates);
    const NatView server(delayMs);
    IceOptions options = IceWorld::loopback();
    options.servers = {{IceServer::Kind::Stun, QStringLiteral("127.0.0.1"), server.port(), {}, {}}};
    IceAgent agent(m_world.environment, options);
    QSignalSpy done(&agent, &IceAgent::gatheringDone);
    QSignalSpy found(&agent, &IceAgent::candidateFound);
    agent.gather();
    QVERIFY(done.wait(2000));
    QCOMPARE(agent.localDescription().candidates.size(), candidates);
    QTRY_COMPARE(found.size(), 2);
    const IceCandidate host = agent.localDescription().candidates.at(0);
    const IceCandidate reflexive = agent.localDescription().candidates.at(1);
    QCOMPARE(reflexive.kind, IceCandidate::Kind::ServerReflexive);
    QCOMPARE(reflexive.address, QByteArray("198.51.100.9"));
    QCOMPARE(reflexive.port, quint16(4660));
    QCOMPARE(reflexive.relatedAddress, host.address);
    QCOMPARE(reflexive.relatedPort, host.port);
    QCOMPARE(agent.defaultCandidate(1), reflexive);
    const auto sockets = agent.releaseSockets();
    QVERIFY(sockets); // that of its base
    QCOMPARE(sockets->rtpPort, host.port);
}

/// A network whose names are answered when the test says.
struct NamedNetwork final : Network {
    NamedNetwork(Network &realNetwork, Clock &clock)
        : real(realNetwork)
        , names(clock)
    {
    }
    Result<std::unique_ptr<DatagramSocket>, NetworkError> bindUdp(const Endpoint &local) override
    {
        return real.bindUdp(local);
    }
    Result<std::unique_ptr<StreamListener>, NetworkError> listenTcp(const Endpoint &local) override
    {
        return real.listenTcp(local);
    }
    std::unique_ptr<ByteStream> connectTcp(const Endpoint &to) override { return real.connectTcp(to); }
    std::unique_ptr<ByteStream> connectTls(const Endpoint &to, const TlsOptions &tls) override
    {
        return real.connectTls(to, tls);
    }
    std::unique_ptr<MessageSocket> connectWebSocket(const WebSocketOptions &options) override
    {
        return real.connectWebSocket(options);
    }
    QHostAddress localAddress(const Endpoint &to) override { return real.localAddress(to); }
    Resolver &resolver() override { return names; }
    Network &real;
    FakeResolver names;
};

void tst_IceAgent::slowName()
{
    FakeClock stopped; // DNS never answers
    NamedNetwork network(m_world.network, stopped);
    IceOptions options = IceWorld::loopback();
    options.servers = {{IceServer::Kind::Stun, QStringLiteral("stun.example.com"), 3478, {}, {}}};
    IceSide callee(m_world, IceWorld::loopback(Role::Controlled));
    callee.agent->gather();
    QTRY_VERIFY(callee.agent->isGatheringDone());
    IceAgent agent({m_world.thread, m_world.random, network}, options);
    QSignalSpy done(&agent, &IceAgent::gatheringDone);
    QElapsedTimer timer;
    timer.start();
    agent.gather();
    agent.setRemoteDescription(callee.agent->localDescription()); // known while DNS is asked
    QVERIFY(done.wait(2000));
    QVERIFY2(timer.elapsed() <= 900, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(agent.localDescription().candidates.size(), 1);
    callee.agent->setRemoteDescription(agent.localDescription());
    QTRY_COMPARE(agent.state(), State::Completed);
    QTRY_COMPARE(callee.agent->state(), State::Completed);
}

void tst_IceAgent::trickles()
{
    IceCall call(m_world, IceWorld::loopback(), IceWorld::loopback(Role::Controlled));
    QVERIFY(call.gather());
    IceDescription offer = call.caller.agent->localDescription();
    IceDescription answer = call.callee.agent->localDescription();
    const QList<IceCandidate> ofCallee = std::exchange(answer.candidates, {});
    offer.candidates.clear();
    offer.ended = answer.ended = false;
    call.callee.agent->setRemoteDescription(offer);
    call.caller.agent->setRemoteDescription(answer);
    QTRY_COMPARE(call.caller.agent->state(), State::Checking);
    QVERIFY(never([&] { return call.caller.agent->state() != State::Checking; }));
    for (const IceCandidate &candidate : ofCallee)
        call.caller.agent->addRemoteCandidate(candidate);
    call.caller.agent->remoteGatheringDone();
    QTRY_VERIFY_WITH_TIMEOUT(call.isUp(), 5000);
}

void tst_IceAgent::hiddenCandidates()
{
    NamedNetwork network(m_world.network, m_world.clock);
    const QString known = QStringLiteral("f3a0b1c2.local");
    const QString unknown = QStringLiteral("nobody.local");
    network.names.hosts.insert(known, {QHostAddress(QHostAddress::LocalHost)});
    IceWorld &world = m_world;
    IceSide callee(world, IceWorld::loopback(Role::Controlled));
    IceAgent caller({world.thread, world.random, network}, IceWorld::loopback());
    caller.gather();
    callee.agent->gather();
    QTRY_VERIFY(caller.isGatheringDone() && callee.agent->isGatheringDone());
    IceDescription offer = caller.localDescription();
    offer.candidates.clear(); // only the named one can find the way
    IceDescription answer = callee.agent->localDescription();
    answer.trickle = false;
    answer.candidates[0].address = unknown.toLatin1();
    answer.candidates.append(answer.candidates[0]);
    answer.candidates[1].address = known.toLatin1();
    callee.agent->setRemoteDescription(offer);
    caller.setRemoteDescription(answer);
    QTRY_COMPARE_WITH_TIMEOUT(caller.state(), State::Completed, 5000);
}

void tst_IceAgent::multiplexedAfterAll()
{
    IceOptions both = IceWorld::loopback();
    both.components = 2;
    IceCall call(m_world, both, IceWorld::loopback(Role::Controlled));
    QVERIFY(call.gather());
    call.caller.agent->setComponents(1);
    call.exchange();
    QTRY_COMPARE(call.caller.agent->state(), State::Completed);
    QTRY_COMPARE(call.callee.agent->state(), State::Completed);
}

void tst_IceAgent::noMediaBeforeItIsOpened()
{
    IceCall call(m_world, IceWorld::loopback(), IceWorld::loopback(Role::Controlled));
    call.callee.agent->setMediaOpen(false);
    QVERIFY(call.connect());
    QVERIFY(call.caller.send(rtpPacket(1)));
    call.caller.agent->sendDtls(QByteArray(2, 22));
    QTRY_COMPARE(call.callee.dtls.size(), 1); // it came the same way, later
    call.callee.agent->setMediaOpen(true);
    QVERIFY(call.caller.send(rtpPacket(2)));
    QTRY_COMPARE(call.callee.media, QList<QByteArray>{rtpPacket(2)});
}

void tst_IceAgent::nothingToGatherFrom_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("an address that is not ours") << QStringLiteral("192.0.2.1");
    QTest::newRow("IPv6 only, which is off") << QStringLiteral("::1");
}

void tst_IceAgent::nothingToGatherFrom()
{
    QFETCH(QString, address);
    IceOptions options = IceWorld::loopback();
    options.localAddresses = {QHostAddress(address)};
    IceAgent agent(m_world.environment, options);
    QSignalSpy failed(&agent, &IceAgent::failed);
    QSignalSpy done(&agent, &IceAgent::gatheringDone);
    agent.gather();
    QVERIFY(done.wait(2000));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(agent.defaultCandidate(1).port, quint16(0));
    QVERIFY(!agent.releaseSockets());
}

void tst_IceAgent::machineAddresses()
{
    IceOptions options;
    options.ipv6 = false;
    IceAgent agent(m_world.environment, options);
    agent.gather();
    QTRY_VERIFY(agent.isGatheringDone());
    for (const IceCandidate &candidate :
        agent.localDescription().candidates) { // none where there is no network
        const QHostAddress address(QString::fromLatin1(candidate.address));
        QCOMPARE(address.protocol(), QHostAddress::IPv4Protocol);
        QVERIFY(!address.isLoopback());
    }
}

void tst_IceAgent::portRange()
{
    IceOptions options = IceWorld::loopback();
    options.components = 2;
    options.firstPort = 21400;
    options.lastPort = 21499;
    QSet<quint16> used;
    std::vector<std::unique_ptr<IceAgent>> agents;
    for (int i = 0; i < 5; ++i) {
        agents.push_back(std::make_unique<IceAgent>(m_world.environment, options));
        agents.back()->gather();
        QTRY_VERIFY(agents.back()->isGatheringDone());
        for (const int component : {1, 2}) {
            const quint16 port = agents.back()->defaultCandidate(component).port;
            QVERIFY(port >= options.firstPort && port <= options.lastPort);
            QVERIFY(!used.contains(port));
            used.insert(port);
        }
    }
}

void tst_IceAgent::diesInEveryState_data()
{
    QTest::addColumn<int>("steps");
    const char *names[] = {"idle", "gathering", "gathered", "peer known", "checking", "connected",
        "restarted", "closed", "with packets under way"};
    int steps = 0;
    for (const char *name : names)
        QTest::newRow(name) << steps++;
}

void tst_IceAgent::diesInEveryState()
{
    QFETCH(int, steps);
    for (int round = 0; round < 4; ++round) {
        IceCall call(m_world, IceWorld::loopback(), IceWorld::loopback(Role::Controlled));
        IceAgent &agent = *call.caller.agent;
        if (steps >= 1)
            agent.gather();
        if (steps >= 2)
            QVERIFY(call.gather());
        if (steps >= 3)
            call.exchange();
        for (int step = 0; steps >= 4 && step < 4 * round; ++step)
            QVERIFY(m_world.settle()); // somewhere in between
        if (steps >= 5)
            QTRY_VERIFY(call.isUp());
        if (steps >= 6)
            agent.restart();
        if (steps == 7)
            agent.close();
        if (steps == 8) {
            for (int i = 0; i < 50; ++i)
                call.callee.send(rtpPacket(i));
        }
        call.caller.notifier.setEnabled(false);
        call.caller.agent.reset();
        call.callee.notifier.setEnabled(false);
    }
    QVERIFY(m_world.settle());
}

void tst_IceAgent::diesInItsOwnSignal_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("candidateFound") << 0;
    QTest::newRow("gatheringDone") << 1;
    QTest::newRow("stateChanged to gathering") << 2;
    QTest::newRow("stateChanged to connected") << 3;
    QTest::newRow("selectedPairChanged") << 4;
    QTest::newRow("stateChanged by restart") << 5;
}

void tst_IceAgent::diesInItsOwnSignal()
{
    QFETCH(int, signal);
    IceSide callee(m_world, IceWorld::loopback(Role::Controlled));
    auto caller = std::make_unique<IceAgent>(m_world.environment, IceWorld::loopback());
    const auto die = [&] { caller.reset(); };
    if (signal == 0)
        connect(caller.get(), &IceAgent::candidateFound, this, die);
    else if (signal == 1)
        connect(caller.get(), &IceAgent::gatheringDone, this, die);
    else if (signal == 4)
        connect(caller.get(), &IceAgent::selectedPairChanged, this, die);
    else
        connect(caller.get(), &IceAgent::stateChanged, this, [&](State state) {
            const bool isUp = state == State::Connected || state == State::Completed;
            if (signal == 2 || (signal == 3 && isUp) || (signal == 5 && callee.isUp()))
                caller.reset();
        });
    caller->gather();
    callee.agent->gather();
    QTRY_VERIFY((!caller || caller->isGatheringDone()) && callee.agent->isGatheringDone());
    if (caller) {
        callee.agent->setRemoteDescription(caller->localDescription());
        caller->setRemoteDescription(callee.agent->localDescription());
        if (signal == 5) {
            QTRY_VERIFY(!caller || callee.isUp());
            if (caller)
                caller->restart();
        }
    }
    QTRY_VERIFY(!caller);
}

QTEST_GUILESS_MAIN(tst_IceAgent)
#include "tst_IceAgent.moc"
