// RFC 8445, ICE, with RFC 7675 (consent), RFC 6544 (TCP candidates) and RFC 8839 (what SDP says): what our
// agent puts on the wire, read by a few lines of STUN that share nothing with the library beneath it.
//
// Covered: §5.1.1.3 foundations; §5.1.2.1 priorities; §5.3 credentials; §7.2.2 the attributes of a check;
// §7.1.1 PRIORITY; §8.1.1 regular nomination: the first check never nominates; §7.3.1.1 role conflict is
// answered by 487; §7.3 a check without integrity is answered by 400 or 401 or not at all; §9 restart: new
// credentials in new checks; §11 consent requests go on, at most every 4 to 6 s, and do not nominate anew
// (RFC 7675 §5.1); RFC 6544 §4.5 active candidates name port 9. Not covered: timers of retransmission and
// pacing, freezing across streams (we have one stream), keep-alives of a lite agent (we are full).
#include "IceMiddle.h"
#include "IceWorld.h"

#include <QElapsedTimer>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace carillon;
using State = IceAgent::State;

namespace {

enum Attribute : quint16 {
    Username = 0x0006,
    MessageIntegrity = 0x0008,
    Priority = 0x0024,
    UseCandidate = 0x0025,
    Fingerprint = 0x8028,
    IceControlled = 0x8029,
    IceControlling = 0x802a,
};

constexpr qsizetype HeaderBytes = 20;

quint16 number16(const QByteArray &bytes, qsizetype at)
{
    return quint16((quint8(bytes[at]) << 8) | quint8(bytes[at + 1]));
}

quint32 number32(const QByteArray &bytes, qsizetype at)
{
    return (quint32(number16(bytes, at)) << 16) | number16(bytes, at + 2);
}

/// A message of STUN, RFC 8489 §5.
struct Stun {
    explicit Stun(const QByteArray &datagram)
        : bytes(datagram)
        , type(number16(datagram, 0))
    {
        for (qsizetype at = HeaderBytes; at + 4 <= bytes.size();) {
            const qsizetype length = number16(bytes, at + 2);
            attributes.insert(number16(bytes, at), bytes.mid(at + 4, length));
            if (number16(bytes, at) == MessageIntegrity)
                integrityAt = at;
            at += 4 + (length + 3) / 4 * 4;
        }
    }
    bool has(Attribute attribute) const { return attributes.contains(attribute); }
    bool isRequest() const { return type == 0x0001; }
    /// §14.5 of RFC 8489: over all before it, with a length that ends after it.
    bool isAuthenticBy(const QByteArray &password) const
    {
        if (integrityAt < 0)
            return false;
        QByteArray covered = bytes.left(integrityAt);
        const qsizetype length = integrityAt + 24 - HeaderBytes;
        covered[2] = char(length >> 8);
        covered[3] = char(length);
        return QMessageAuthenticationCode::hash(covered, password, QCryptographicHash::Sha1)
            == attributes.value(MessageIntegrity);
    }
    QByteArray bytes;
    quint16 type;
    QHash<quint16, QByteArray> attributes;
    qsizetype integrityAt = -1;
};

QList<Stun> requests(const QList<QByteArray> &datagrams)
{
    QList<Stun> result;
    for (const QByteArray &datagram : datagrams) {
        if (Stun(datagram).isRequest())
            result.append(Stun(datagram));
    }
    return result;
}

} // namespace

class tst_Rfc8445 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void s5_1_candidates();
    void s5_3_credentials();
    void s7_2_2_checks();
    void s8_1_1_regularNomination();
    void s7_3_1_1_roleConflict();
    void s7_3_noIntegrity();
    void s9_restart();
    void s11_consent();
    void rfc6544_s4_5_activePort();

private:
    /// A call whose checks the caller sends through m_middle.
    std::unique_ptr<IceCall> connected(Role callee = Role::Controlled);
    IceWorld m_world;
    std::unique_ptr<Middle> m_middle;
};

std::unique_ptr<IceCall> tst_Rfc8445::connected(Role callee)
{
    auto call = std::make_unique<IceCall>(m_world, IceWorld::loopback(), IceWorld::loopback(callee));
    if (!call->gather())
        return nullptr;
    m_middle = std::make_unique<Middle>();
    IceDescription offer = call->caller.agent->localDescription();
    IceDescription answer = call->callee.agent->localDescription();
    if (!m_middle->begin(answer.candidates.constFirst().port))
        return nullptr;
    answer.candidates[0].port = m_middle->port();
    offer.candidates.clear();
    call->callee.agent->setRemoteDescription(offer);
    call->caller.agent->setRemoteDescription(answer);
    const auto isDone = [&] {
        return call->caller.agent->state() == State::Completed
            && call->callee.agent->state() == State::Completed;
    };
    return QTest::qWaitFor(isDone, 5000) ? std::move(call) : nullptr;
}

void tst_Rfc8445::s5_1_candidates()
{
    IceOptions options = IceWorld::loopback();
    options.tcp = true;
    options.ipv6 = true;
    options.components = 2;
    options.localAddresses
        = {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)};
    IceAgent agent(m_world.environment, options);
    agent.gather();
    QTRY_VERIFY(agent.isGatheringDone());
    const QList<IceCandidate> candidates = agent.localDescription().candidates;
    QSet<QPair<int, quint32>> priorities;
    QHash<QByteArray, QString> kinds;
    for (const IceCandidate &candidate : candidates) {
        QCOMPARE(candidate.kind, IceCandidate::Kind::Host);
        QCOMPARE(candidate.priority & 0xff, quint32(256 - candidate.component)); // §5.1.2.1
        QVERIFY(candidate.priority >= 1 && candidate.priority < (1u << 31));
        QVERIFY(!priorities.contains({candidate.component, candidate.priority})); // unique in its component
        priorities.insert({candidate.component, candidate.priority});
        const QString kind
            = QString::fromLatin1(candidate.address) + QString::number(int(candidate.transport));
        QCOMPARE(
            kinds.value(candidate.foundation, kind), kind); // §5.1.1.3: one foundation, one base and protocol
        kinds.insert(candidate.foundation, kind);
    }
    const auto preference = [&](IceCandidate::Transport transport) {
        quint32 best = 0;
        for (const IceCandidate &candidate : candidates) {
            if (candidate.transport == transport)
                best = std::max(best, candidate.priority);
        }
        return best;
    };
    QVERIFY(preference(IceCandidate::Transport::Udp) > preference(IceCandidate::Transport::TcpActive));
    QVERIFY(preference(IceCandidate::Transport::Udp) > preference(IceCandidate::Transport::TcpPassive));
    QVERIFY(preference(IceCandidate::Transport::TcpPassive) > 0);
}

void tst_Rfc8445::s5_3_credentials()
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 20; ++i) {
        IceAgent agent(m_world.environment, IceWorld::loopback());
        const IceDescription description = agent.localDescription(); // before anything was gathered
        QVERIFY(description.ufrag.size() >= 4 && description.ufrag.size() <= 256);
        QVERIFY(description.password.size() * 5 >= 128);
        QVERIFY(!seen.contains(description.ufrag) && !seen.contains(description.password));
        seen << description.ufrag << description.password;
    }
}

void tst_Rfc8445::s7_2_2_checks()
{
    const auto call = connected();
    QVERIFY(call);
    const IceDescription caller = call->caller.agent->localDescription();
    const IceDescription callee = call->callee.agent->localDescription();
    const QList<Stun> checks = requests(m_middle->checks);
    QVERIFY(!checks.isEmpty());
    for (const Stun &check : checks) {
        QCOMPARE(check.attributes.value(Username), callee.ufrag + ':' + caller.ufrag);
        QVERIFY(check.isAuthenticBy(callee.password));
        QVERIFY(check.has(Fingerprint));
        QVERIFY(check.has(IceControlling) && !check.has(IceControlled));
        // §7.1.1: what a peer-reflexive candidate of this base would have.
        QCOMPARE(number32(check.attributes.value(Priority), 0) >> 24, 110u);
    }
    for (const Stun &check : requests(m_middle->answers)) { // those of the callee
        QVERIFY(check.isAuthenticBy(caller.password));
        QVERIFY(check.has(IceControlled) && !check.has(IceControlling) && !check.has(UseCandidate));
    }
}

void tst_Rfc8445::s8_1_1_regularNomination()
{
    const auto call = connected();
    QVERIFY(call);
    const QList<Stun> checks = requests(m_middle->checks);
    QVERIFY(!checks.constFirst().has(UseCandidate));
    const auto nominates = [](const Stun &check) { return check.has(UseCandidate); };
    QVERIFY(std::any_of(checks.begin(), checks.end(), nominates));
}

void tst_Rfc8445::s7_3_1_1_roleConflict()
{
    const auto call = connected(Role::Controlling);
    QVERIFY(call);
    // By the tie-breakers either the one is refused by 487 or the other yields; one is left that nominates.
    const auto nominates = [](const Stun &check) { return check.has(UseCandidate); };
    const QList<Stun> ofCaller = requests(m_middle->checks);
    const QList<Stun> ofCallee = requests(m_middle->answers);
    QVERIFY(std::any_of(ofCaller.begin(), ofCaller.end(), nominates)
        != std::any_of(ofCallee.begin(), ofCallee.end(), nominates));
}

void tst_Rfc8445::s7_3_noIntegrity()
{
    const auto call = connected();
    QVERIFY(call);
    const IceDescription callee = call->callee.agent->localDescription();
    QByteArray check = QByteArray::fromHex("000100142112a442") + QByteArray(12, 'i')
        + QByteArray::fromHex("00060010") + callee.ufrag + ":yyyyyyy";
    QUdpSocket stranger;
    stranger.writeDatagram(check, QHostAddress::LocalHost, callee.candidates.constFirst().port);
    if (QTest::qWaitFor([&] { return stranger.hasPendingDatagrams(); }, 200)) {
        QByteArray answer(qsizetype(stranger.pendingDatagramSize()), '\0');
        stranger.readDatagram(answer.data(), answer.size());
        QCOMPARE(Stun(answer).type, quint16(0x0111));
    }
    QCOMPARE(call->carry(10), 10);
}

void tst_Rfc8445::s9_restart()
{
    const auto call = connected();
    QVERIFY(call);
    m_middle->checks.clear();
    const IceDescription before = call->callee.agent->localDescription();
    call->caller.agent->restart();
    IceDescription offer = call->caller.agent->localDescription();
    offer.candidates.clear();
    call->callee.agent->setRemoteDescription(offer);
    IceDescription answer = call->callee.agent->localDescription();
    QVERIFY(answer.ufrag != before.ufrag && answer.password != before.password);
    answer.candidates[0].port = m_middle->port();
    call->caller.agent->setRemoteDescription(answer);
    QTRY_COMPARE(call->caller.agent->state(), State::Completed);
    const auto isNew = [&](const Stun &check) {
        return check.attributes.value(Username) == answer.ufrag + ':' + offer.ufrag
            && check.isAuthenticBy(answer.password);
    };
    const QList<Stun> checks = requests(m_middle->checks);
    QVERIFY(std::any_of(checks.begin(), checks.end(), isNew));
}

void tst_Rfc8445::s11_consent()
{
    const auto call = connected();
    QVERIFY(call);
    QElapsedTimer since;
    since.start();
    const auto isAsked = [&] {
        if (since.elapsed()
            < 1000) // the last checks of the connection itself: what comes later asks for consent
            m_middle->checks.clear();
        return !requests(m_middle->checks).isEmpty();
    };
    QVERIFY(QTest::qWaitFor(isAsked, 6500)); // RFC 7675 §5.1: each 4 to 6 s
    const Stun request = requests(m_middle->checks).constFirst();
    QVERIFY(request.isAuthenticBy(call->callee.agent->localDescription().password));
}

void tst_Rfc8445::rfc6544_s4_5_activePort()
{
    IceOptions options = IceWorld::loopback();
    options.tcp = true;
    IceAgent agent(m_world.environment, options);
    agent.gather();
    QTRY_VERIFY(agent.isGatheringDone());
    int active = 0;
    for (const IceCandidate &candidate : agent.localDescription().candidates) {
        if (candidate.transport == IceCandidate::Transport::TcpActive) {
            QCOMPARE(candidate.port, quint16(9));
            ++active;
        } else {
            QVERIFY(candidate.port > 9);
        }
    }
    QCOMPARE(active, 1);
}

QTEST_GUILESS_MAIN(tst_Rfc8445)
#include "tst_Rfc8445.moc"
