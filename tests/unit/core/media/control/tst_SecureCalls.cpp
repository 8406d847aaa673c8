#include "SecurePair.h"

#include <QDir>
#include <QSignalSpy>

using namespace carillon;

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
        QCoreApplication::processEvents();
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
            QTRY_COMPARE(pair.other.streamCount(), 0);
            pair.caller.rollback();
            pair.onOffer = [](QByteArray sdp) { return sdp; };
            pair.exchange(pair.caller, pair.callee);
            QTRY_COMPARE(pair.other.streamCount(), 1);
        }
        QTRY_VERIFY(count() <= before + 2);
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
    void soundOfACallThatIsOverIsNotSent_data()
    {
        using State = MediaTransport::State;
        QTest::addColumn<MediaTransport::State>("stage");
        QTest::newRow("closed before anything is agreed") << State::New;
        QTest::newRow("while ICE looks for a way") << State::Connecting;
        QTest::newRow("during the handshake") << State::Securing;
        QTest::newRow("when it is connected") << State::Connected;
    }
    void soundOfACallThatIsOverIsNotSent() // nothing may be touched later
    {
        QFETCH(MediaTransport::State, stage);
        Pair pair(tone(MediaEncryption::Dtls, Ice::WithWebRtc), tone(MediaEncryption::Dtls, Ice::WithWebRtc));
        pair.exchange(pair.caller, pair.callee);
        pair.caller.allowMedia();
        pair.callee.allowMedia();
        QVERIFY(QTest::qWaitFor([&] { return pair.caller.transport().state() >= stage; }, 5000));
        pair.caller.close();
        QTRY_COMPARE(pair.controller.streamCount(), 0);
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(tst_SecureCalls)
#include "tst_SecureCalls.moc"
