// A handshake that begins before we can: which datagrams are kept, and that a call needs no second hello.
#include "AudioSession.h"
#include "DtlsAssociation.h"
#include "DtlsCertificate.h"
#include "DtlsRecords.h"
#include "EarlyHandshake.h"
#include "IceAgent.h"
#include "IceThread.h"
#include "MediaController.h"
#include "MediaWay.h"
#include "SystemClock.h"
#include "SystemNetwork.h"

#include <QTest>

using namespace carillon;

namespace {

/// A real ClientHello.
QByteArray hello()
{
    static const auto certificate = DtlsCertificate::make();
    SystemClock clock;
    QByteArray said;
    DtlsAssociation::Callbacks callbacks;
    callbacks.send = [&said](const QByteArray &datagram) { said = datagram; };
    DtlsAssociation client(clock, *certificate, DtlsAssociation::Role::Client, std::move(callbacks));
    client.start();
    return said;
}

const auto *const one = reinterpret_cast<const MediaWay *>(quintptr(16)); // only compared
const auto *const other = reinterpret_cast<const MediaWay *>(quintptr(32));

/// A phone that calls, and another whose answer is the model for the peer's.
struct Caller {
    AudioPort port;
    AudioPort otherPort;
    SystemRandom random;
    SystemClock clock;
    SystemNetwork network{clock};
    MediaController controller{port, {random, clock, network}};
    MediaController other{otherPort, {random, clock, network}};
    AudioSession session{controller, options()};
    AudioSession model{other, options()};

    static AudioSessionOptions options()
    {
        AudioSessionOptions result;
        result.codecs = {AudioFormat::pcmu()};
        result.encryption = MediaEncryption::Dtls;
        result.endpoint = {EndpointKind::Tone, 440};
        return result;
    }
    static DescriptionOptions local()
    {
        DescriptionOptions result;
        result.localAddress = QHostAddress(QHostAddress::LocalHost);
        return result;
    }
};

/// Whom we call: an agent that nominates by itself and a client that says hello once.
struct Peer {
    SystemClock clock;
    SystemRandom random;
    SystemNetwork network{clock};
    IceThread thread;
    std::unique_ptr<DtlsCertificate> certificate = DtlsCertificate::make();
    IceAgent agent{{thread, random, network}, options()};
    std::unique_ptr<DtlsAssociation> client;
    int hellos = 0;

    static IceOptions options()
    {
        IceOptions result;
        result.tcp = false;
        result.ipv6 = false;
        result.controlling = true;
        result.localAddresses = {QHostAddress(QHostAddress::LocalHost)};
        return result;
    }
    Peer()
    {
        DtlsAssociation::Callbacks callbacks;
        callbacks.send = [this](const QByteArray &datagram) {
            if (DtlsRecords::beginClientHello(datagram) && hellos++ > 0)
                return; // whoever lost it has lost it
            agent.sendDtls(datagram);
        };
        client = std::make_unique<DtlsAssociation>(
            clock, *certificate, DtlsAssociation::Role::Client, std::move(callbacks));
        QObject::connect(&agent, &IceAgent::dtlsReceived, &agent,
            [this](const QByteArray &datagram) { client->receive(datagram); });
        QObject::connect(&agent, &IceAgent::stateChanged, &agent, [this](IceAgent::State state) {
            if (state == IceAgent::State::Completed)
                client->start();
        });
    }
    bool hear(const QByteArray &offer)
    {
        agent.gather();
        const auto said = SessionDescription::parse(offer);
        const bool isReady = QTest::qWaitFor([this] { return agent.isGatheringDone(); }, 3000);
        const auto ice
            = said && said->media.size() == 1 ? IceDescription::of(*said, said->media.first()) : std::nullopt;
        if (ice)
            agent.setRemoteDescription(*ice);
        return isReady && ice;
    }
    /// @p answer with our credentials, candidates and certificate.
    QByteArray inItsWords(const QByteArray &answer) const
    {
        const IceDescription ours = agent.localDescription();
        QByteArray text;
        for (QByteArray line : answer.split('\n')) {
            if (line.startsWith("a=candidate") || line.startsWith("a=fingerprint") || line.isEmpty())
                continue;
            if (line.startsWith("a=ice-ufrag:"))
                line = "a=ice-ufrag:" + ours.ufrag + '\r';
            if (line.startsWith("a=ice-pwd:"))
                line = "a=ice-pwd:" + ours.password + '\r';
            text += line + '\n';
        }
        for (const IceCandidate &candidate : ours.candidates)
            text += "a=candidate:" + candidate.toBytes() + "\r\n";
        return text + "a=fingerprint:" + certificate->fingerprint().toBytes() + "\r\n";
    }
};

} // namespace

class tst_EarlyHandshake : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHelloIsToldFromOthers()
    {
        const QByteArray first = hello();
        QCOMPARE(DtlsRecords::helloRandom(first).size(), 32);
        QVERIFY(DtlsRecords::helloRandom(first) == DtlsRecords::helloRandom(first));
        QVERIFY(DtlsRecords::helloRandom(first) != DtlsRecords::helloRandom(hello()));
        for (qsizetype size = 0; size < 60; ++size)
            QVERIFY(DtlsRecords::helloRandom(first.first(size)).isEmpty());
        QByteArray serverHello = first;
        serverHello[13] = 2;
        QVERIFY(DtlsRecords::helloRandom(serverHello).isEmpty());
    }
    void whatCameOverThisWayIsKept()
    {
        EarlyHandshake early;
        const QByteArray first = hello();
        early.keep(one, first);
        early.keep(one, "rest of it");
        QCOMPARE(early.takeOf(one), (QList<QByteArray>{first, "rest of it"}));
        QCOMPARE(early.takeOf(one), QList<QByteArray>());
        early.keep(one, first);
        QCOMPARE(early.takeOf(other), QList<QByteArray>());
        QCOMPARE(early.takeOf(one), QList<QByteArray>());
        early.keep(one, first);
        early.keep(other, "x");
        QCOMPARE(early.takeOf(other), QList<QByteArray>{"x"});
    }
    void theLaterOfTwoHellosCounts() // two forks
    {
        EarlyHandshake early;
        early.keep(one, hello());
        const QByteArray later = hello();
        early.keep(one, later);
        early.keep(one, later);
        QCOMPARE(early.takeOf(one), (QList<QByteArray>{later, later}));
    }
    void nobodyFillsTheMemory()
    {
        EarlyHandshake early;
        for (int i = 0; i < 1000; ++i)
            early.keep(one, QByteArray::number(i));
        const QList<QByteArray> kept = early.takeOf(one);
        QCOMPARE(kept.size(), EarlyHandshake::MaxDatagrams);
        QCOMPARE(kept.first(), QByteArray("0"));
    }
    void theHelloThatOvertakesTheAnswerIsAnswered();
};

/// RFC 5763 §5: checks, nomination and hello of the peer are here before its answer. Two agents that both
/// want to control agree by the dice (RFC 8445 §7.3.1.1): where ours wins, the peer waits for us, and it is
/// tried again.
void tst_EarlyHandshake::theHelloThatOvertakesTheAnswerIsAnswered()
{
    for (int attempt = 0; attempt < 20; ++attempt) {
        Caller caller;
        QByteArray offer;
        caller.session.createDescription(
            Caller::local(), [&](auto made) { offer = made ? made->content : QByteArray("none"); });
        QTRY_VERIFY(!offer.isEmpty());
        Peer peer;
        QVERIFY(peer.hear(offer));
        if (!QTest::qWaitFor([&] { return peer.hellos > 0; }, 400))
            continue;
        QByteArray answer;
        caller.model.applyDescription({"application/sdp", offer}, [&](auto applied) {
            QVERIFY(applied);
            caller.model.createDescription(
                Caller::local(), [&](auto made) { answer = made ? made->content : QByteArray("none"); });
        });
        QTRY_VERIFY(!answer.isEmpty());
        caller.model.close();
        caller.session.allowMedia();
        QString error = QStringLiteral("nothing");
        caller.session.applyDescription({"application/sdp", peer.inItsWords(answer)},
            [&](auto applied) { error = applied ? QString() : applied.error().message; });
        QTRY_COMPARE(error, QString());
        // The peer says hello once, however long it takes: on a busy machine the checks go several rounds.
        QTRY_COMPARE_WITH_TIMEOUT(
            caller.session.transport().state(), MediaTransport::State::Connected, 15000);
        return;
    }
    QFAIL("the dice never fell for the peer");
}

QTEST_GUILESS_MAIN(tst_EarlyHandshake)
#include "tst_EarlyHandshake.moc"
