#include "CandidateRules.h"
#include "IceMachine.h"

#include <QTest>

using namespace carillon;
using Transport = IceCandidate::Transport;
using Event = IceMachine::Event;
using State = IceMachine::State;

Q_DECLARE_METATYPE(carillon::IceCandidate)
Q_DECLARE_METATYPE(carillon::CandidateRules)

class tst_CandidateRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void usable_data();
    void usable();
    void hidden_data();
    void hidden();
    void credentials_data();
    void credentials();
    void machine_data();
    void machine();
};

static IceCandidate candidate(
    const QByteArray &address, quint16 port = 5000, Transport transport = Transport::Udp)
{
    IceCandidate result;
    result.foundation = "1";
    result.priority = 1;
    result.address = address;
    result.port = port;
    result.transport = transport;
    return result;
}

static CandidateRules onLoopback()
{
    CandidateRules rules;
    rules.loopback = true;
    return rules;
}

static CandidateRules with(bool tcp, bool ipv6)
{
    CandidateRules rules;
    rules.tcp = tcp;
    rules.ipv6 = ipv6;
    return rules;
}

void tst_CandidateRules::usable_data()
{
    QTest::addColumn<IceCandidate>("candidate");
    QTest::addColumn<CandidateRules>("rules");
    QTest::addColumn<bool>("usable");
    const CandidateRules rules;
    const auto row = [&](const char *name, const IceCandidate &each, bool usable) {
        QTest::newRow(name) << each << rules << usable;
    };
    row("private IPv4", candidate("192.168.1.7"), true);
    row("public IPv4", candidate("198.51.100.7"), true);
    row("link-local IPv4", candidate("169.254.3.4"), true);
    row("public IPv6", candidate("2001:db8::7"), true);
    row("unique local IPv6", candidate("fd00::7"), true);
    row("NAT64", candidate("64:ff9b::c000:201"), true);
    row("unspecified IPv4", candidate("0.0.0.0"), false);
    row("this network", candidate("0.1.2.3"), false);
    row("unspecified IPv6", candidate("::"), false);
    row("multicast IPv4", candidate("224.0.0.251"), false);
    row("multicast IPv4, administrative", candidate("239.255.255.250"), false);
    row("multicast IPv6", candidate("ff02::fb"), false);
    row("broadcast", candidate("255.255.255.255"), false);
    row("reserved", candidate("240.0.0.1"), false);
    row("loopback IPv4", candidate("127.0.0.1"), false);
    row("loopback IPv4, another", candidate("127.200.1.1"), false);
    row("loopback IPv6", candidate("::1"), false);
    row("loopback inside IPv6", candidate("::ffff:127.0.0.1"), false);
    row("IPv4 inside IPv6", candidate("::ffff:192.0.2.1"), false);
    row("compatible IPv6", candidate("::192.0.2.1"), false);
    row("link-local IPv6", candidate("fe80::1"), false);
    row("with a scope", candidate("fe80::1%eth0"), false);
    row("a name", candidate("example.com"), false);
    row("a hidden name", candidate("a1b2.local"), false);
    row("nothing", candidate(""), false);
    row("no number", candidate("1.2.3.4.5"), false);
    row("port 0", candidate("192.0.2.1", 0), false);
    row("port 0 of passive TCP", candidate("192.0.2.1", 0, Transport::TcpPassive), false);
    row("active TCP", candidate("192.0.2.1", 9, Transport::TcpActive), true);
    row("active TCP without port", candidate("192.0.2.1", 0, Transport::TcpActive), true);
    row("passive TCP", candidate("192.0.2.1", 5000, Transport::TcpPassive), true);
    row("simultaneous open", candidate("192.0.2.1", 5000, Transport::TcpSimultaneousOpen), false);
    IceCandidate odd = candidate("192.0.2.1");
    odd.component = 2;
    row("a component that we have not", odd, false);
    odd.component = 0;
    row("component 0", odd, false);
    odd = candidate("192.0.2.1");
    odd.priority = 0;
    row("priority 0", odd, false);
    odd.priority = 1;
    odd.foundation.clear();
    row("no foundation", odd, false);
    odd.foundation = QByteArray(33, 'a');
    row("foundation too long", odd, false);
    odd.foundation = "a b";
    row("foundation of other characters", odd, false);
    QTest::newRow("loopback among ourselves") << candidate("127.0.0.1") << onLoopback() << true;
    QTest::newRow("loopback IPv6 among ourselves") << candidate("::1") << onLoopback() << true;
    QTest::newRow("TCP is off") << candidate("192.0.2.1", 5, Transport::TcpPassive) << with(false, true)
                                << false;
    QTest::newRow("IPv6 is off") << candidate("2001:db8::7") << with(true, false) << false;
}

void tst_CandidateRules::usable()
{
    QFETCH(IceCandidate, candidate);
    QFETCH(CandidateRules, rules);
    QTEST(isUsableCandidate(candidate, rules), "usable");
}

void tst_CandidateRules::hidden_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("isHidden");
    QTest::newRow("as browsers make them")
        << QByteArray("1f4712db-ea17-4bcf-a596-105139dfd8bf.local") << true;
    QTest::newRow("upper case") << QByteArray("A.LOCAL") << true;
    QTest::newRow("elsewhere") << QByteArray("a.local.example.com") << false;
    QTest::newRow("only the domain") << QByteArray(".local") << false;
    QTest::newRow("an address") << QByteArray("192.0.2.1") << false;
    QTest::newRow("other characters") << QByteArray("a b.local") << false;
    QTest::newRow("too long") << QByteArray(QByteArray(300, 'a') + ".local") << false;
}

void tst_CandidateRules::hidden()
{
    QFETCH(QByteArray, name);
    QTEST(isHiddenCandidate(candidate(name), {}), "isHidden");
}

void tst_CandidateRules::credentials_data()
{
    QTest::addColumn<QByteArray>("ufrag");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<bool>("usable");
    const QByteArray password(22, 'p');
    QTest::newRow("shortest") << QByteArray("abcd") << password << true;
    QTest::newRow("all characters") << QByteArray("aZ09+/") << password << true;
    QTest::newRow("longest") << QByteArray(256, 'a') << QByteArray(256, 'b') << true;
    QTest::newRow("ufrag too short") << QByteArray("abc") << password << false;
    QTest::newRow("ufrag too long") << QByteArray(257, 'a') << password << false;
    QTest::newRow("password too short") << QByteArray("abcd") << password.chopped(1) << false;
    QTest::newRow("password too long") << QByteArray("abcd") << QByteArray(257, 'b') << false;
    QTest::newRow("other characters") << QByteArray("ab:d") << password << false;
    QTest::newRow("zero byte") << QByteArray("abc\0d", 5) << password << false;
}

void tst_CandidateRules::credentials()
{
    QFETCH(QByteArray, ufrag);
    QFETCH(QByteArray, password);
    QTEST(areUsableCredentials(ufrag, password), "usable");
}

void tst_CandidateRules::machine_data()
{
    QTest::addColumn<State>("from");
    QTest::addColumn<Event>("event");
    QTest::addColumn<State>("to"); // the same: not listed
    const auto row = [](const char *name, State from, Event event, State to) {
        QTest::newRow(name) << from << event << to;
    };
    row("nothing was gathered: no peer yet", State::Idle, Event::PeerKnown, State::Idle);
    row("a pair before the peer is known", State::Gathering, Event::PairFound, State::Gathering);
    row("checks begin", State::Gathering, Event::PeerKnown, State::Checking);
    row("the first pair", State::Checking, Event::PairFound, State::Connected);
    row("all at once", State::Checking, Event::AllNominated, State::Completed);
    row("no pair at all", State::Checking, Event::Lost, State::Failed);
    row("a late check", State::Failed, Event::PairFound, State::Connected);
    row("consent lost", State::Completed, Event::Lost, State::Disconnected);
    row("consent lost early", State::Connected, Event::Lost, State::Disconnected);
    row("lost once", State::Disconnected, Event::Lost, State::Disconnected);
    row("restart", State::Completed, Event::Restarted, State::Gathering);
    row("restart of what was lost", State::Disconnected, Event::Restarted, State::Gathering);
    row("nothing to restart", State::Gathering, Event::Restarted, State::Gathering);
    row("closed for good", State::Closed, Event::GatherWanted, State::Closed);
}

void tst_CandidateRules::machine()
{
    QFETCH(State, from);
    QFETCH(Event, event);
    QTEST(IceMachine::step(from, event).value_or(from), "to");
}

QTEST_GUILESS_MAIN(tst_CandidateRules)
#include "tst_CandidateRules.moc"
