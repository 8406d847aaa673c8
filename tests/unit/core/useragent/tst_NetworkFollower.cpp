// When a change of the machine's network makes a user agent connect anew. What then becomes of its
// registration and its calls is in tst_PhoneAccounts and flows/tst_ChangedWays.
#include "Endpoint.h"
#include "FakeNetworkMonitor.h"
#include "NetworkFollower.h"
#include "TestPhone.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

const QHostAddress home(QStringLiteral("10.0.0.1"));
const QHostAddress elsewhere(QStringLiteral("198.51.100.7"));
const TransportError lost{TransportError::Kind::Closed, {}};

/// A user agent that runs, and the machine's address as its routing table says.
struct Machine {
    FakeClock clock;
    FakeNetworkMonitor monitor;
    QHostAddress address = home;
    TestPhone phone{clock, 1, TestPhone::Options{.server = QByteArray("sip:192.0.2.2")}};
    QSignalSpy connects{phone.agent.get(), &UserAgent::connected};

    Machine()
    {
        new NetworkFollower(*phone.agent, monitor, [this](const Endpoint &) { return address; });
        phone.agent->reconnect(); // it began before anybody followed
        clock.advance(10ms);
        connects.clear();
    }
};

} // namespace

class tst_NetworkFollower : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anotherAddressIsAnotherConnection()
    {
        Machine machine;
        machine.address = elsewhere;
        machine.monitor.set(true);
        machine.clock.advance(10ms);
        QCOMPARE(machine.connects.size(), 1);
        machine.monitor.set(true); // and once is enough
        machine.clock.advance(10ms);
        QCOMPARE(machine.connects.size(), 1);
    }
    void aChangeElsewhereIsNone()
    {
        Machine machine;
        machine.monitor.set(true);
        machine.clock.advance(10ms);
        QCOMPARE(machine.connects.size(), 0);
    }
    void whoWasCutOffDoesNotWait()
    {
        Machine machine;
        machine.phone.transport->failOpen(lost);
        machine.phone.transport->lose(lost);
        machine.clock.advance(60s);
        machine.phone.transport->failOpen({});
        QVERIFY(!machine.phone.agent->isConnected());
        machine.monitor.set(true);
        machine.clock.advance(10ms);
        QVERIFY(machine.phone.agent->isConnected());
    }
    void whatWasStoppedStaysStopped()
    {
        Machine machine;
        machine.phone.agent->stop();
        machine.clock.advance(5s);
        machine.address = elsewhere;
        machine.monitor.set(true);
        machine.clock.advance(60s);
        QCOMPARE(machine.connects.size(), 0);
        QCOMPARE(machine.phone.agent->state(), UserAgent::State::Stopped);
    }
    void itGoesWithItsUserAgent()
    {
        Machine machine;
        machine.phone.agent.reset();
        machine.monitor.set(false);
    }
};

QTEST_GUILESS_MAIN(tst_NetworkFollower)
#include "tst_NetworkFollower.moc"
