#include "AudioSession.h"
#include "DtlsAssociation.h"
#include "DtlsCertificate.h"
#include "FakeClock.h"
#include "MediaController.h"
#include "SystemClock.h"
#include "SystemNetwork.h"

#include <QDir>
#include <QNetworkDatagram>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>

using namespace carillon;

namespace {

AudioSessionOptions tone(MediaEncryption encryption, AudioSessionOptions::Ice ice)
{
    AudioSessionOptions options;
    options.codecs = {AudioFormat::pcmu()};
    options.encryption = encryption;
    options.ice = ice;
    options.endpoint = {EndpointKind::Tone, 440};
    return options;
}

using Ice = AudioSessionOptions::Ice;

/// Two ends of one call on loopback, as two phones: descriptions may take their time.
struct Pair {
    AudioPort port;
    AudioPort otherPort;
    SystemRandom random;
    SystemClock clock;
    SystemNetwork network{clock};
    MediaController controller{port, {random, clock, network}};
    MediaController other{otherPort, {random, clock, network}}; // two media threads, two certificates
    AudioSession caller;
    AudioSession callee;
    QString error;
    bool isDone = false;
    /// What happens to a description on its way.
    std::function<QByteArray(QByteArray)> onOffer = [](QByteArray sdp) { return sdp; };
    std::function<QByteArray(QByteArray)> onAnswer = [](QByteArray sdp) { return sdp; };
    QByteArray lastOffer;
    QByteArray lastAnswer;

    Pair(const AudioSessionOptions &callerOptions, const AudioSessionOptions &calleeOptions)
        : caller(controller, callerOptions)
        , callee(other, calleeOptions)
    {
    }
    static DescriptionOptions options(bool hold = false)
    {
        DescriptionOptions result;
        result.hold = hold;
        result.localAddress = QHostAddress(QHostAddress::LocalHost);
        result.secureSignalling = true;
        return result;
    }
    void exchange(AudioSession &from, AudioSession &to, bool hold = false)
    {
        isDone = false;
        error.clear();
        const auto fail = [this](const MediaError &e) {
            error = e.message;
            isDone = true;
        };
        from.createDescription(options(hold), [this, fail, &from, &to](auto offer) {
            if (!offer)
                return fail(offer.error());
            lastOffer = onOffer(offer->content);
            to.applyDescription({offer->contentType, lastOffer}, [this, fail, &from, &to](auto applied) {
                if (!applied)
                    return fail(applied.error());
                to.createDescription(options(), [this, fail, &from](auto answer) {
                    if (!answer)
                        return fail(answer.error());
                    lastAnswer = onAnswer(answer->content);
                    from.applyDescription({answer->contentType, lastAnswer}, [this, fail](auto done) {
                        if (!done)
                            return fail(done.error());
                        isDone = true;
                    });
                });
            });
        });
    }
    bool connectCall()
    {
        exchange(caller, callee);
        caller.allowMedia();
        callee.allowMedia();
        return QTest::qWaitFor([this] { return isDone; }, 5000) && error.isEmpty();
    }
    /// More of the tone arrives on both sides.
    bool isHeard()
    {
        const auto before = caller.figures().stream.packetsReceived;
        const auto beforeThere = callee.figures().stream.packetsReceived;
        return QTest::qWaitFor(
            [&] {
                return caller.figures().stream.packetsReceived > before + 10
                    && callee.figures().stream.packetsReceived > beforeThere + 10
                    && caller.figures().stream.receivedRms > 0.05f
                    && callee.figures().stream.receivedRms > 0.05f;
            },
            5000);
    }
};

/// One end whose time is the test's. The far end answers as the test says, and its socket says nothing.
struct Alone {
    AudioPort port;
    SystemRandom random;
    FakeClock clock;
    SystemNetwork network{clock};
    MediaController controller{port, {random, clock, network}};
    AudioSession session;
    QUdpSocket silent;
    QByteArray offer;
    QString error;

    explicit Alone(const AudioSessionOptions &options)
        : session(controller, options)
    {
        silent.bind(QHostAddress::LocalHost);
    }
    /// @returns whether the offer and its answer met. @param line more of the answer.
    bool exchange(const QByteArray &line)
    {
        offer.clear();
        session.createDescription(
            Pair::options(), [this](auto made) { offer = made ? made->content : QByteArray(); });
        const QByteArray answer
            = "v=0\r\no=- 1 9 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
            + QByteArray::number(silent.localPort())
            + " UDP/TLS/RTP/SAVPF 0\r\na=rtcp-mux\r\na=setup:passive\r\na=fingerprint:sha-256 "
            + QByteArray("AA:").repeated(31) + "AA\r\n" + line;
        bool isDone = false;
        session.applyDescription(
            {"application/sdp", answer}, [&isDone](auto applied) { isDone = applied.has_value(); });
        return !offer.isEmpty() && isDone;
    }
    /// What came meanwhile.
    int datagrams()
    {
        int count = 0;
        for (; silent.hasPendingDatagrams(); ++count)
            silent.readDatagram(nullptr, 0);
        return count;
    }
};

/// Somebody else at the far end, with a certificate of his own.
struct Another {
    AudioPort port;
    MediaController controller;
    AudioSession session;

    Another(Pair &pair, const AudioSessionOptions &options)
        : controller(port, {pair.random, pair.clock, pair.network})
        , session(controller, options)
    {
        session.allowMedia();
    }
};

QByteArray valueOf(const QByteArray &sdp, const char *name)
{
    const auto match = QRegularExpression(QLatin1String(name) + QLatin1String("([^\\s]+)"))
                           .match(QString::fromLatin1(sdp));
    return match.captured(1).toLatin1();
}

quint16 audioPort(const QByteArray &sdp)
{
    return valueOf(sdp, "m=audio ").toUShort();
}

void spoilFingerprint(QByteArray &sdp)
{
    const qsizetype at = sdp.indexOf("a=fingerprint:sha-256 ") + qstrlen("a=fingerprint:sha-256 ");
    sdp.replace(at, 2, sdp.mid(at, 2) == "00" ? "01" : "00");
}

} // namespace

class tst_SecureCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void soundFlowsBothWays_data()
    {
        using E = MediaEncryption;
        QTest::addColumn<AudioSessionOptions>("caller");
        QTest::addColumn<AudioSessionOptions>("callee");
        QTest::addColumn<AudioSession::Encryption>("encryption");
        QTest::addColumn<bool>("ice");
        const auto row = [](const char *name, const AudioSessionOptions &caller,
                             const AudioSessionOptions &callee, AudioSession::Encryption encryption,
                             bool ice) { QTest::newRow(name) << caller << callee << encryption << ice; };
        using Shown = AudioSession::Encryption;
        row("DTLS over ICE", tone(E::Dtls, Ice::WithWebRtc), tone(E::Dtls, Ice::WithWebRtc), Shown::Dtls,
            true);
        row("DTLS over ICE, callee takes anything", tone(E::Dtls, Ice::WithWebRtc),
            tone(E::Optional, Ice::WithWebRtc), Shown::Dtls, true);
        row("DTLS over UDP", tone(E::Dtls, Ice::Off), tone(E::Dtls, Ice::Off), Shown::Dtls, false);
        row("DTLS over UDP, the callee has no ICE", tone(E::Dtls, Ice::WithWebRtc), tone(E::Dtls, Ice::Off),
            Shown::Dtls, false);
        row("SDES over ICE", tone(E::Sdes, Ice::Always), tone(E::Sdes, Ice::Always), Shown::Sdes, true);
        row("SDES, the callee has no ICE", tone(E::Sdes, Ice::Always), tone(E::Optional, Ice::Off),
            Shown::Sdes, false);
        row("in the clear over ICE", tone(E::None, Ice::Always), tone(E::None, Ice::Always), Shown::None,
            true);
        row("in the clear, the callee has no ICE", tone(E::None, Ice::Always), tone(E::None, Ice::Off),
            Shown::None, false);
        row("in the clear, the caller has no ICE", tone(E::None, Ice::Off), tone(E::None, Ice::Always),
            Shown::None, false);
    }
    void soundFlowsBothWays()
    {
        QFETCH(AudioSessionOptions, caller);
        QFETCH(AudioSessionOptions, callee);
        QFETCH(AudioSession::Encryption, encryption);
        QFETCH(bool, ice);
        Pair pair(caller, callee);
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY2(pair.isHeard(), (pair.lastOffer + "\n" + pair.lastAnswer).constData());
        for (const AudioSession *end : {&pair.caller, &pair.callee}) {
            QCOMPARE(end->encryption(), encryption);
            QCOMPARE(end->transport().hasIce(), ice);
            QCOMPARE(end->transport().state(), MediaTransport::State::Connected);
            QCOMPARE(end->srtpSuite().isEmpty(), encryption == AudioSession::Encryption::None);
            QCOMPARE(end->problem(), QString());
        }
    }
    void aStrangersCertificateEndsTheSound_data()
    {
        QTest::addColumn<Ice>("ice");
        QTest::newRow("over UDP") << Ice::Off;
        QTest::newRow("over ICE") << Ice::WithWebRtc;
    }
    void aStrangersCertificateEndsTheSound()
    {
        QFETCH(Ice, ice);
        Pair pair(tone(MediaEncryption::Dtls, ice), tone(MediaEncryption::Dtls, ice));
        pair.onAnswer = [](QByteArray sdp) {
            const qsizetype at = sdp.indexOf("a=fingerprint:sha-256 ") + qstrlen("a=fingerprint:sha-256 ");
            sdp.replace(at, 2, sdp.mid(at, 2) == "00" ? "01" : "00");
            return sdp;
        };
        QSignalSpy failed(&pair.caller, &AudioSession::failed);
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(pair.caller.problem().contains(QLatin1String("certificate")));
        QCOMPARE(pair.caller.transport().state(), MediaTransport::State::Failed);
        QTest::qWait(200);
        QCOMPARE(pair.caller.figures().stream.packetsReceived, 0u);
        QCOMPARE(pair.caller.figures().stream.packetsSent, 0u);
    }
    void holdAndResumeKeepTheWay_data()
    {
        QTest::addColumn<Ice>("ice");
        QTest::newRow("over UDP") << Ice::Off;
        QTest::newRow("over ICE") << Ice::WithWebRtc;
    }
    void holdAndResumeKeepTheWay()
    {
        QFETCH(Ice, ice);
        Pair pair(tone(MediaEncryption::Dtls, ice), tone(MediaEncryption::Dtls, ice));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        const auto sockets = pair.caller.transport().sockets();
        pair.exchange(pair.caller, pair.callee, true);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY2(pair.error.isEmpty(), qPrintable(pair.error));
        QVERIFY(pair.callee.isRemoteHold());
        pair.exchange(pair.callee, pair.caller);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY2(pair.error.isEmpty(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        QCOMPARE(pair.caller.transport().sockets(), sockets);
        QCOMPARE(pair.caller.figures().stream.srtpAuthFailed, 0u);
    }
    void anIceRestartKeepsTheSound_data()
    {
        QTest::addColumn<bool>("byCaller");
        QTest::newRow("by the caller") << true;
        QTest::newRow("by the callee") << false;
    }
    void anIceRestartKeepsTheSound()
    {
        QFETCH(bool, byCaller);
        Pair pair(tone(MediaEncryption::Dtls, Ice::WithWebRtc), tone(MediaEncryption::Dtls, Ice::WithWebRtc));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        const auto sockets = pair.callee.transport().sockets();
        AudioSession &from = byCaller ? pair.caller : pair.callee;
        from.renewWay();
        pair.exchange(from, byCaller ? pair.callee : pair.caller);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY2(pair.error.isEmpty(), qPrintable(pair.error));
        QTRY_VERIFY(pair.callee.transport().sockets() != sockets);
        QVERIFY(pair.isHeard());
        QCOMPARE(pair.caller.transport().state(), MediaTransport::State::Connected);
        QCOMPARE(pair.caller.figures().stream.srtpAuthFailed, 0u);
    }
    void aWayThatIsLostIsLookedForAgainAndAgain() // RFC 7675: consent is gone some ten seconds after the peer
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::WithWebRtc), tone(MediaEncryption::Dtls, Ice::WithWebRtc));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        QSignalSpy needed(&pair.caller, &AudioSession::renegotiationNeeded);
        pair.callee.close();
        QTRY_COMPARE_WITH_TIMEOUT(pair.caller.transport().state(), MediaTransport::State::Interrupted, 30000);
        QVERIFY(pair.caller.problem().contains(QLatin1String("interrupted")));
        QCOMPARE(needed.size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(needed.size(), 2, 7000);
        pair.caller.close();
        QTest::qWait(100);
        QCOMPARE(needed.size(), 2);
    }
    void encryptionIsNotTurnedOff()
    {
        Pair pair(
            tone(MediaEncryption::Optional, Ice::WithWebRtc), tone(MediaEncryption::Dtls, Ice::WithWebRtc));
        pair.exchange(pair.callee, pair.caller);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY2(pair.error.isEmpty(), qPrintable(pair.error));
        pair.caller.allowMedia();
        pair.callee.allowMedia();
        QVERIFY(pair.isHeard());
        QString refused;
        pair.caller.applyDescription(
            {"application/sdp",
                "v=0\r\no=- 1 9 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                "m=audio 9 RTP/AVP 0\r\n"},
            [&](auto applied) { refused = applied ? QString() : applied.error().message; });
        QVERIFY(refused.contains(QLatin1String("without encryption")));
        QVERIFY(pair.isHeard());
    }
    void anotherPartyAnswersTheNextOffer_data()
    {
        QTest::addColumn<Ice>("ice");
        QTest::addColumn<bool>("isTheFirstAnImpostor");
        QTest::newRow("over UDP") << Ice::Off << false;
        QTest::newRow("over ICE") << Ice::WithWebRtc << false;
        QTest::newRow("over UDP, the first was not who it said") << Ice::Off << true;
        QTest::newRow("over ICE, the first was not who it said") << Ice::WithWebRtc << true;
    }
    /// Another fork, or a transfer by a server (RFC 3725): its credentials and its certificate are its own.
    void anotherPartyAnswersTheNextOffer()
    {
        QFETCH(Ice, ice);
        QFETCH(bool, isTheFirstAnImpostor);
        Pair pair(tone(MediaEncryption::Dtls, ice), tone(MediaEncryption::Dtls, ice));
        if (isTheFirstAnImpostor) {
            pair.onAnswer = [](QByteArray sdp) {
                spoilFingerprint(sdp);
                return sdp;
            };
        }
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        if (isTheFirstAnImpostor)
            QTRY_COMPARE(pair.caller.transport().state(), MediaTransport::State::Failed);
        else
            QVERIFY(pair.isHeard());
        pair.onAnswer = [](QByteArray sdp) { return sdp; };
        QSignalSpy renegotiation(&pair.caller, &AudioSession::renegotiationNeeded);
        Another another(pair, tone(MediaEncryption::Dtls, ice));
        pair.exchange(pair.caller, another.session);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY2(pair.error.isEmpty(), qPrintable(pair.error));
        QTRY_VERIFY(another.session.figures().stream.packetsReceived > 10);
        QCOMPARE(pair.caller.transport().state(), MediaTransport::State::Connected);
        QCOMPARE(pair.caller.problem(), QString());
        QTRY_VERIFY(pair.caller.figures().stream.receivedRms > 0.05f);
        QCOMPARE(renegotiation.size(), 0);
    }
    void anotherForkAnswersTheSameOffer_data()
    {
        using E = MediaEncryption;
        QTest::addColumn<AudioSessionOptions>("options");
        QTest::newRow("in the clear") << tone(E::None, Ice::Off);
        QTest::newRow("SDES") << tone(E::Sdes, Ice::Off);
        QTest::newRow("DTLS over UDP") << tone(E::Dtls, Ice::Off);
        QTest::newRow("DTLS over ICE") << tone(E::Dtls, Ice::WithWebRtc);
    }
    /// RFC 3261 §13.2.2.4: what is said here goes to whoever has the call, from the moment of his answer.
    void anotherForkAnswersTheSameOffer()
    {
        QFETCH(AudioSessionOptions, options);
        Pair pair(options, options);
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        Another another(pair, options);
        QByteArray answer;
        another.session.applyDescription({"application/sdp", pair.lastOffer}, [&](auto applied) {
            QVERIFY(applied);
            another.session.createDescription(
                Pair::options(), [&](auto made) { answer = made ? made->content : QByteArray("none"); });
        });
        QTRY_VERIFY(!answer.isEmpty());
        QVERIFY(pair.caller.forgetAnswer());
        QString error = QStringLiteral("nothing");
        pair.caller.applyDescription({"application/sdp", answer},
            [&](auto applied) { error = applied ? QString() : applied.error().message; });
        QTRY_COMPARE(error, QString());
        QTRY_VERIFY(another.session.figures().stream.packetsReceived > 10);
        QTRY_VERIFY(another.session.figures().stream.receivedRms > 0.05f);
        QTRY_VERIFY(pair.caller.figures().stream.receivedRms > 0.05f);
        const auto before = pair.callee.figures().stream.packetsReceived;
        QTest::qWait(200);
        QCOMPARE(pair.callee.figures().stream.packetsReceived, before);
        QCOMPARE(pair.caller.problem(), QString());
    }
    void whomWeForgetHearsNothingMore() // where another offer has to come first
    {
        const AudioSessionOptions options = tone(MediaEncryption::None, Ice::Off);
        Pair pair(options, options);
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY(pair.isHeard());
        QVERIFY(!pair.caller.forgetAnswer());
        QTRY_VERIFY(pair.callee.figures().stream.receivedRms < 0.001f);
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY(pair.isHeard());
    }
    void aPauseKeepsTheWay_data()
    {
        QTest::addColumn<QByteArray>("renewed");
        QTest::addColumn<bool>("isOther"); ///< way, after the pause
        QTest::newRow("nobody wants another") << QByteArray() << false;
        QTest::newRow("the peer wants another, and says so with the resume") << QByteArray("caller") << true;
        QTest::newRow("we want another, and are asked again before we say so")
            << QByteArray("callee") << true;
    }
    /// Port 0 says nothing of ICE (RFC 8839 §4.4.1.1.2): what was agreed on stands, and so does what was
    /// wanted.
    void aPauseKeepsTheWay()
    {
        QFETCH(QByteArray, renewed);
        QFETCH(bool, isOther);
        Pair pair(tone(MediaEncryption::Dtls, Ice::WithWebRtc), tone(MediaEncryption::Dtls, Ice::WithWebRtc));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        const QByteArray before = valueOf(pair.lastAnswer, "a=ice-ufrag:");
        QVERIFY(!before.isEmpty());
        if (renewed == "callee")
            QVERIFY(pair.callee.renewWay());
        pair.onOffer = [](QByteArray sdp) {
            return sdp.replace("m=audio " + QByteArray::number(audioPort(sdp)), "m=audio 0");
        };
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        pair.caller.rollback();
        pair.onOffer = [](QByteArray sdp) { return sdp; };
        if (renewed == "caller")
            QVERIFY(pair.caller.renewWay());
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY2(pair.error.isEmpty(), qPrintable(pair.error));
        QByteArray now = valueOf(pair.lastAnswer, "a=ice-ufrag:");
        if (renewed == "callee") {
            QCOMPARE(now, before); // the answer to no restart is none
            pair.exchange(pair.callee, pair.caller);
            QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
            QVERIFY2(pair.error.isEmpty(), qPrintable(pair.error));
            now = valueOf(pair.lastOffer, "a=ice-ufrag:");
        }
        QVERIFY(!now.isEmpty());
        QCOMPARE(now != before, isOther);
        QVERIFY(pair.isHeard());
    }
    void soundThatIsPausedAgainAndAgainOpensNoFiles()
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        const auto count = [] {
            return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System).size();
        };
        const auto before = count();
        for (int i = 0; i < 10; ++i) {
            pair.onOffer = [](QByteArray sdp) {
                return sdp.replace("m=audio " + QByteArray::number(audioPort(sdp)), "m=audio 0");
            };
            pair.exchange(pair.caller, pair.callee);
            QTest::qWait(60);
            pair.caller.rollback();
            pair.onOffer = [](QByteArray sdp) { return sdp; };
            pair.exchange(pair.caller, pair.callee);
            QTest::qWait(60);
        }
        QTRY_VERIFY(count() <= before + 2);
    }
    void whereTheHandshakeCameFromIsWhereTheSoundGoes()
    {
        // Behind a NAT the address in the SDP is nobody's, or somebody else's (RFC 5763 §6.7.1).
        QUdpSocket nobody;
        QVERIFY(nobody.bind(QHostAddress::LocalHost));
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.onAnswer = [&nobody](QByteArray sdp) {
            return sdp.replace("m=audio " + QByteArray::number(audioPort(sdp)),
                "m=audio " + QByteArray::number(nobody.localPort()));
        };
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        pair.exchange(pair.caller, pair.callee); // a session is refreshed
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY(pair.isHeard());
        QVERIFY(!nobody.hasPendingDatagrams());
    }
    void aStrangersDatagramAfterTheHandshakeMovesNothing()
    {
        QUdpSocket nobody;
        QUdpSocket stranger;
        QVERIFY(nobody.bind(QHostAddress::LocalHost) && stranger.bind(QHostAddress::LocalHost));
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.onAnswer = [&nobody](QByteArray sdp) {
            return sdp.replace("m=audio " + QByteArray::number(audioPort(sdp)),
                "m=audio " + QByteArray::number(nobody.localPort()));
        };
        pair.exchange(pair.caller, pair.callee);
        QTRY_COMPARE(pair.caller.transport().state(), MediaTransport::State::Connected);
        stranger.writeDatagram(
            QByteArray(60, '\x16'), QHostAddress(QHostAddress::LocalHost), audioPort(pair.lastOffer));
        QTest::qWait(50);
        pair.caller.allowMedia();
        QTest::qWait(200);
        QVERIFY(pair.caller.figures().stream.packetsSent > 0);
        QVERIFY(!stranger.hasPendingDatagrams());
    }
    void aStrangersHelloThatComesFirstDoesNoHarm()
    {
        QUdpSocket stranger;
        QVERIFY(stranger.bind(QHostAddress::LocalHost));
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(pair.isDone); // what the callee said before the answer came is lost
        const auto certificate = DtlsCertificate::make();
        DtlsAssociation::Callbacks callbacks;
        callbacks.send = [&](const QByteArray &datagram) {
            stranger.writeDatagram(
                datagram, QHostAddress(QHostAddress::LocalHost), audioPort(pair.lastOffer));
        };
        DtlsAssociation intruder(
            pair.clock, *certificate, DtlsAssociation::Role::Client, std::move(callbacks));
        intruder.start();
        pair.caller.allowMedia();
        pair.callee.allowMedia();
        QVERIFY(pair.isHeard());
        QCOMPARE(pair.caller.problem(), QString());
    }
    void aStrangersWholeHandshakeDoesNoHarm()
    {
        QUdpSocket stranger;
        QVERIFY(stranger.bind(QHostAddress::LocalHost));
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(pair.isDone);
        const auto certificate = DtlsCertificate::make();
        const quint16 port = audioPort(pair.lastOffer);
        DtlsAssociation::Callbacks callbacks;
        callbacks.send = [&](const QByteArray &datagram) {
            stranger.writeDatagram(datagram, QHostAddress(QHostAddress::LocalHost), port);
        };
        callbacks.established = [](const DtlsKeys &) {};
        callbacks.failed = [](DtlsAssociation::Failure) {};
        DtlsAssociation intruder(
            pair.clock, *certificate, DtlsAssociation::Role::Client, std::move(callbacks));
        connect(&stranger, &QUdpSocket::readyRead, this, [&] {
            while (stranger.hasPendingDatagrams()) {
                QByteArray datagram(stranger.pendingDatagramSize(), Qt::Uninitialized);
                stranger.readDatagram(datagram.data(), datagram.size());
                intruder.receive(datagram);
            }
        });
        intruder.start();
        pair.caller.allowMedia();
        pair.callee.allowMedia();
        QVERIFY(pair.isHeard());
        QCOMPARE(pair.caller.problem(), QString());
        QCOMPARE(pair.caller.transport().state(), MediaTransport::State::Connected);
    }
    void whoCannotHearUsIsNotFlooded() // RFC 6347 §4.2.1
    {
        QUdpSocket stranger;
        QVERIFY(stranger.bind(QHostAddress::LocalHost));
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(pair.isDone);
        const auto certificate = DtlsCertificate::make();
        qsizetype sent = 0;
        DtlsAssociation::Callbacks callbacks;
        callbacks.send = [&](const QByteArray &datagram) {
            sent += stranger.writeDatagram(
                datagram, QHostAddress(QHostAddress::LocalHost), audioPort(pair.lastOffer));
        };
        DtlsAssociation intruder(
            pair.clock, *certificate, DtlsAssociation::Role::Client, std::move(callbacks));
        intruder.start();
        QTest::qWait(200);
        qsizetype received = 0;
        while (stranger.hasPendingDatagrams())
            received += stranger.receiveDatagram().data().size();
        QVERIFY(received < sent);
        QTRY_COMPARE(pair.caller.transport().state(), MediaTransport::State::Connected);
    }
    void reportsOnAPortOfTheirOwnHaveKeysOfTheirOwn_data()
    {
        QTest::addColumn<bool>("isAnswerers");
        QTest::newRow("the offer does not multiplex") << false;
        QTest::newRow("the answer does not multiplex") << true;
    }
    void reportsOnAPortOfTheirOwnHaveKeysOfTheirOwn() // RFC 5764 §3
    {
        QFETCH(bool, isAnswerers);
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        const auto apart = [](QByteArray sdp) { return sdp.replace("a=rtcp-mux\r\n", ""); };
        pair.onAnswer = apart;
        if (!isAnswerers)
            pair.onOffer = apart;
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        if (isAnswerers)
            return; // the answerer was told that it multiplexes; the sound is heard in any case
        QTRY_VERIFY_WITH_TIMEOUT(
            pair.caller.transport().hasKeysOfRtcp() && pair.callee.transport().hasKeysOfRtcp(), 8000);
        const auto before = pair.caller.figures().stream.rtcpReceived;
        const auto beforeThere = pair.callee.figures().stream.rtcpReceived;
        QTRY_VERIFY_WITH_TIMEOUT(pair.caller.figures().stream.rtcpReceived > before
                && pair.callee.figures().stream.rtcpReceived > beforeThere,
            15000);
        QVERIFY(pair.isHeard());
        for (const AudioSession *end : {&pair.caller, &pair.callee})
            QCOMPARE(end->figures().stream.srtpAuthFailed, 0u);
    }
    void associationsHaveNames() // RFC 8842 §5
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        const QByteArray offered = valueOf(pair.lastOffer, "a=tls-id:");
        const QByteArray answered = valueOf(pair.lastAnswer, "a=tls-id:");
        QVERIFY2(offered.size() >= 20 && answered.size() >= 20 && offered != answered, offered.constData());
        pair.exchange(pair.caller, pair.callee, true);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QCOMPARE(valueOf(pair.lastOffer, "a=tls-id:"), offered);
        QCOMPARE(valueOf(pair.lastAnswer, "a=tls-id:"), answered);
        pair.exchange(pair.callee, pair.caller);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QCOMPARE(valueOf(pair.lastOffer, "a=tls-id:"), answered);
        QCOMPARE(pair.callee.transport().state(), MediaTransport::State::Connected);
    }
    void whoKnowsNoNamesGetsNone()
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.onOffer = [](QByteArray sdp) {
            return sdp.replace("a=tls-id:" + valueOf(sdp, "a=tls-id:") + "\r\n", "");
        };
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        QVERIFY(!pair.lastAnswer.contains("a=tls-id:"));
    }
    void aNewAssociationIsMadeWhenThePeerAsksForIt() // RFC 8842 §3.1
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        const QByteArray answered = valueOf(pair.lastAnswer, "a=tls-id:");
        const_cast<MediaTransport &>(pair.caller.transport()).renewAssociation();
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY(valueOf(pair.lastAnswer, "a=tls-id:") != answered); // §5.3
        QVERIFY(pair.isHeard());
        QCOMPARE(pair.caller.transport().state(), MediaTransport::State::Connected);
    }
    void aHandshakeThatFailsIsTriedAnew_data()
    {
        QTest::addColumn<bool>("isNamed");
        QTest::newRow("with one that names its associations") << true;
        QTest::newRow("with one that knows no tls-id") << false;
    }
    void aHandshakeThatFailsIsTriedAnew() // RFC 8842 §5.5
    {
        QFETCH(bool, isNamed);
        Alone alone(tone(MediaEncryption::Dtls, Ice::Off));
        QSignalSpy failed(&alone.session, &AudioSession::failed);
        QSignalSpy needed(&alone.session, &AudioSession::renegotiationNeeded);
        QSet<QByteArray> names;
        for (int i = 0; i <= AudioSession::NewHandshakes; ++i) {
            const QByteArray name
                = isNamed ? "a=tls-id:" + QByteArray(20, char('a' + i)) + "\r\n" : QByteArray();
            QVERIFY(alone.exchange(name));
            names.insert(valueOf(alone.offer, "a=tls-id:"));
            QCOMPARE(alone.session.transport().state(), MediaTransport::State::Securing);
            QVERIFY(QTest::qWaitFor([&alone] { return alone.datagrams() > 0; }));
            alone.clock.advance(std::chrono::seconds(31));
            QCOMPARE(alone.session.transport().state(), MediaTransport::State::Failed);
            QCOMPARE(failed.size(), i + 1);
            QVERIFY(alone.session.problem().contains(QLatin1String("did not answer")));
            QCOMPARE(needed.size(), i);
            alone.clock.advance(AudioSession::NewHandshakeStep * (1 << i));
            QCOMPARE(needed.size(), std::min(i + 1, AudioSession::NewHandshakes));
        }
        QCOMPARE(names.size(), AudioSession::NewHandshakes + 1);
        alone.clock.advance(std::chrono::hours(1));
        QCOMPARE(needed.size(), AudioSession::NewHandshakes);
        QVERIFY(alone.session.problem().contains(QLatin1String("did not answer")));
    }
    void whoeverOffersNextTriesTheHandshakeAnew()
    {
        Alone alone(tone(MediaEncryption::Dtls, Ice::Off));
        QVERIFY(alone.exchange({}));
        QVERIFY(QTest::qWaitFor([&alone] { return alone.datagrams() > 0; }));
        alone.clock.advance(std::chrono::seconds(31));
        QCOMPARE(alone.session.transport().state(), MediaTransport::State::Failed);
        QVERIFY(alone.exchange({})); // of a hold, say
        QCOMPARE(alone.session.transport().state(), MediaTransport::State::Securing);
        QVERIFY(QTest::qWaitFor([&alone] { return alone.datagrams() > 0; }));
    }
    void aRenewalThatIsWantedSurvivesAnotherOffer()
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::WithWebRtc), tone(MediaEncryption::Dtls, Ice::WithWebRtc));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        const QByteArray before = valueOf(pair.lastOffer, "a=ice-ufrag:");
        QVERIFY(!before.isEmpty());
        QVERIFY(pair.caller.renewWay());
        pair.exchange(pair.callee, pair.caller, true); // meanwhile the other one holds
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QCOMPARE(valueOf(pair.lastAnswer, "a=ice-ufrag:"), before);
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY(valueOf(pair.lastOffer, "a=ice-ufrag:") != before);
    }
    void anOfferThatIsMadeAnewNamesItsCandidates()
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::WithWebRtc), tone(MediaEncryption::Dtls, Ice::WithWebRtc));
        QByteArray offer;
        pair.caller.createDescription(Pair::options(), [](auto) {});
        pair.caller.createDescription(
            Pair::options(), [&offer](auto made) { offer = made ? made->content : QByteArray("none"); });
        QTRY_VERIFY(!offer.isEmpty());
        QVERIFY2(offer.contains("a=candidate:"), offer.constData());
    }
    void theCallMayBeEndedOutOfAnySignal_data()
    {
        QTest::addColumn<Ice>("ice");
        QTest::newRow("over UDP") << Ice::Off;
        QTest::newRow("over ICE") << Ice::WithWebRtc;
    }
    void theCallMayBeEndedOutOfAnySignal()
    {
        QFETCH(Ice, ice);
        Pair pair(tone(MediaEncryption::Dtls, ice), tone(MediaEncryption::Dtls, ice));
        pair.onAnswer = [](QByteArray sdp) {
            spoilFingerprint(sdp);
            return sdp;
        };
        bool hasFailed = false;
        connect(&pair.caller, &AudioSession::failed, this, [&] {
            hasFailed = true;
            pair.caller.close();
        });
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QTRY_VERIFY(hasFailed);
    }
    void iceThatIsTakenBackEndsTheSound()
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::WithWebRtc), tone(MediaEncryption::Dtls, Ice::WithWebRtc));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        pair.onAnswer = [](const QByteArray &sdp) {
            QByteArray without;
            for (const QByteArray &line : sdp.split('\n')) {
                if (!line.startsWith("a=ice-") && !line.startsWith("a=candidate") && !line.isEmpty())
                    without += line + '\n';
            }
            return without;
        };
        bool hasFailed = false;
        connect(&pair.caller, &AudioSession::failed, this, [&] {
            hasFailed = true;
            pair.caller.close();
        });
        pair.exchange(pair.caller, pair.callee);
        QTRY_VERIFY(hasFailed);
        QVERIFY2(pair.caller.problem().contains(QLatin1String("simpler")), qPrintable(pair.caller.problem()));
    }
    void soundOfACallThatIsOverIsNotSent()
    {
        // Closed at every stage: nothing may be touched later.
        for (const int after : {0, 5, 20, 60, 200}) {
            Pair pair(
                tone(MediaEncryption::Dtls, Ice::WithWebRtc), tone(MediaEncryption::Dtls, Ice::WithWebRtc));
            pair.exchange(pair.caller, pair.callee);
            pair.caller.allowMedia();
            pair.callee.allowMedia();
            QTest::qWait(after);
            pair.caller.close();
            QTest::qWait(20);
        }
    }
};

QTEST_GUILESS_MAIN(tst_SecureCalls)
#include "tst_SecureCalls.moc"
