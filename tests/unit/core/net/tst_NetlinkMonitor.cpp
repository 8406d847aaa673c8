#include "FakeClock.h"
#include "NetlinkMonitor.h"

#include <QSignalSpy>
#include <QTest>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// The kernel's end of the socket, and the state it would show.
struct Kernel {
    Kernel()
    {
        [[maybe_unused]] const int failed = ::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, ends);
        Q_ASSERT(!failed);
    }
    ~Kernel() { ::close(ends[0]); }
    void say(quint16 type, quint8 destinationBits = 24) const
    {
        struct {
            nlmsghdr header{};
            rtmsg route{};
        } message;
        message.header.nlmsg_len = sizeof message;
        message.header.nlmsg_type = type;
        message.route.rtm_dst_len = destinationBits;
        message.route.rtm_table = RT_TABLE_MAIN;
        message.route.rtm_type = RTN_UNICAST;
        say(QByteArray(reinterpret_cast<const char *>(&message), sizeof message));
    }
    void say(const QByteArray &bytes) const
    {
        const ssize_t sent = ::send(ends[0], bytes.constData(), std::size_t(bytes.size()), 0);
        QCOMPARE(sent, ssize_t(bytes.size()));
    }
    /// The monitor has read everything and waits for quiet.
    static bool isHeard(const FakeClock &clock) { return clock.untilNext().has_value(); }

    int ends[2]{};
    NetlinkMonitor::Snapshot state{{QStringLiteral("eth0 192.0.2.1")}, true};
};

} // namespace

class tst_NetlinkMonitor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBurstIsOneChange()
    {
        FakeClock clock;
        Kernel kernel;
        NetlinkMonitor monitor(clock, kernel.ends[1], [&] { return kernel.state; });
        QSignalSpy changed(&monitor, &NetworkMonitor::changed);
        QSignalSpy online(&monitor, &NetworkMonitor::onlineChanged);
        QVERIFY(monitor.isOnline());
        kernel.state = {{}, false};
        for (int i = 0; i < 10; ++i)
            kernel.say(RTM_DELADDR);
        QTRY_VERIFY(Kernel::isHeard(clock));
        QCOMPARE(changed.size(), 0);
        clock.advance(300ms);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(online.size(), 1);
        QVERIFY(!monitor.isOnline());
    }
    void noiseIsNoChange()
    {
        FakeClock clock;
        Kernel kernel;
        NetlinkMonitor monitor(clock, kernel.ends[1], [&] { return kernel.state; });
        QSignalSpy changed(&monitor, &NetworkMonitor::changed);
        kernel.say(RTM_NEWADDR); // the lifetime of an address was prolonged
        kernel.say(RTM_NEWROUTE, 24);
        QTRY_VERIFY(Kernel::isHeard(clock));
        clock.advance(300ms);
        QCOMPARE(changed.size(), 0);
    }
    void anotherWayOutIsAChange()
    {
        FakeClock clock;
        Kernel kernel;
        NetlinkMonitor monitor(clock, kernel.ends[1], [&] { return kernel.state; });
        QSignalSpy changed(&monitor, &NetworkMonitor::changed);
        kernel.say(RTM_NEWROUTE, 0);
        QTRY_VERIFY(Kernel::isHeard(clock));
        clock.advance(300ms);
        QCOMPARE(changed.size(), 1);
        QVERIFY(monitor.isOnline());
    }
    void malformedMessagesAreHarmless()
    {
        FakeClock clock;
        Kernel kernel;
        NetlinkMonitor monitor(clock, kernel.ends[1], [&] { return kernel.state; });
        QSignalSpy changed(&monitor, &NetworkMonitor::changed);
        nlmsghdr lying{};
        lying.nlmsg_len = 1 << 20;
        kernel.say(QByteArray(reinterpret_cast<const char *>(&lying), sizeof lying));
        lying.nlmsg_len = sizeof lying; // a route message without the route
        lying.nlmsg_type = RTM_NEWROUTE;
        kernel.say(QByteArray(reinterpret_cast<const char *>(&lying), sizeof lying));
        kernel.say(QByteArray("x"));
        QTRY_VERIFY(Kernel::isHeard(clock));
        clock.advance(300ms);
        QCOMPARE(changed.size(), 0);
    }
    void theSystemIsSeen()
    {
        FakeClock clock;
        NetlinkMonitor monitor(clock);
        QCOMPARE(monitor.isOnline(), NetlinkMonitor::lookAtSystem().isOnline);
    }
};

QTEST_GUILESS_MAIN(tst_NetlinkMonitor)
#include "tst_NetlinkMonitor.moc"
