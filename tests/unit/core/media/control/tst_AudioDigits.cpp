// The digits of a call (AudioSession), from here to there.
#include "AudioPair.h"

#include <QTest>

using namespace carillon;

class tst_AudioDigits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void digitsArrive()
    {
        Pair pair(tone("pcmu"), tone("pcmu"));
        QCOMPARE(pair.connectCall(), QString());
        QString digits;
        connect(&pair.callee, &SessionDescriptionHandler::dtmfReceived, this,
            [&digits](QChar digit) { digits += digit; });
        QCOMPARE(pair.caller.sendDtmf("15#", 100), SessionDescriptionHandler::DtmfResult::Sent);
        QCOMPARE(pair.caller.sendDtmf("1x", 100), SessionDescriptionHandler::DtmfResult::InvalidDigit);
        QTRY_COMPARE(digits, QStringLiteral("15#"));
    }
    void moreDigitsThanTheStreamHoldsArrive()
    {
        Pair pair(tone("pcmu"), tone("pcmu"));
        QCOMPARE(pair.connectCall(), QString());
        QString digits;
        connect(&pair.callee, &SessionDescriptionHandler::dtmfReceived, this,
            [&digits](QChar digit) { digits += digit; });
        const QByteArray many = "123456789012345678901234567890123456789";
        QCOMPARE(pair.caller.sendDtmf(many, 40), SessionDescriptionHandler::DtmfResult::Sent);
        QTRY_COMPARE_WITH_TIMEOUT(digits, QString::fromLatin1(many), 15000);
    }
    void digitsWaitForTheStream() // ICE and DTLS take their time after the answer
    {
        Pair pair(tone("pcmu"), tone("pcmu"));
        QCOMPARE(pair.caller.sendDtmf("1", 100), SessionDescriptionHandler::DtmfResult::NotNegotiated);
        QCOMPARE(Pair::exchange(pair.caller, pair.callee), QString());
        QString digits;
        connect(&pair.callee, &SessionDescriptionHandler::dtmfReceived, this,
            [&digits](QChar digit) { digits += digit; });
        QCOMPARE(pair.caller.sendDtmf("15#", 100), SessionDescriptionHandler::DtmfResult::Sent);
        pair.callee.allowMedia();
        pair.caller.allowMedia();
        QTRY_COMPARE(digits, QStringLiteral("15#"));
    }
    void theQueueOfDigitsIsBounded()
    {
        Pair pair(tone("pcmu"), tone("pcmu"));
        QCOMPARE(pair.connectCall(), QString());
        const QByteArray most(int(AudioSession::MaxWaitingDigits), '1');
        QCOMPARE(pair.caller.sendDtmf(most + '1', 100), SessionDescriptionHandler::DtmfResult::QueueFull);
        QCOMPARE(pair.caller.sendDtmf(most, 100), SessionDescriptionHandler::DtmfResult::Sent);
        QCOMPARE(pair.caller.sendInBandDtmf(most, 100), SessionDescriptionHandler::DtmfResult::QueueFull);
    }
    void aFlashOfTheHookIsTold() // RFC 4733 §3.2, event 16
    {
        HandmadePeer peer(tone("pcmu"));
        const QByteArray answer = peer.offer("m=audio " + QByteArray::number(HandmadePeer::portOf(peer.rtp))
            + " RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n");
        peer.session.allowMedia();
        const QByteArray audio = answer.mid(answer.indexOf("m=audio ") + 8);
        sockaddr_storage to = peer.rtp.address();
        reinterpret_cast<sockaddr_in &>(to).sin_port = htons(audio.left(audio.indexOf(' ')).toUShort());
        QString digits;
        connect(&peer.session, &SessionDescriptionHandler::dtmfReceived, this,
            [&digits](QChar digit) { digits += digit; });
        std::vector<std::uint8_t> packet{0x80, 0x80 | 101, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 16, 0x8a, 1, 0};
        std::size_t packets = 0;
        QTRY_VERIFY((packets += peer.rtp.receiveAll().size()) > 0); // the stream runs
        for (int end = 0; end < 3; ++end) {
            packet[3] = std::uint8_t(1 + end);
            peer.rtp.send(packet, to);
        }
        QTRY_COMPARE(digits, QStringLiteral("!"));
    }
    void digitsToAPeerThatDoesNotListenAreRefused()
    {
        Pair pair(tone("pcmu"), tone("pcmu"));
        QCOMPARE(pair.connectCall(), QString());
        QCOMPARE(Pair::exchange(pair.caller, pair.callee, true), QString());
        QCOMPARE(pair.callee.sendDtmf("1", 100), SessionDescriptionHandler::DtmfResult::NotNegotiated);
        QCOMPARE(pair.callee.sendInBandDtmf("1", 100), SessionDescriptionHandler::DtmfResult::NotNegotiated);
    }
    void everyStreamEndsHoweverManyCommandsWait()
    {
        // More digits at once than the ring of commands holds.
        AudioPort port;
        SystemRandom random;
        SystemClock clock;
        SystemNetwork network{clock};
        MediaController controller{port, {random, clock, network}};
        std::vector<std::unique_ptr<AudioSession>> sessions;
        for (int i = 0; i < 24; ++i) {
            for (int end = 0; end < 2; ++end)
                sessions.push_back(std::make_unique<AudioSession>(controller, tone("pcmu")));
            QCOMPARE(Pair::exchange(**(sessions.end() - 2), *sessions.back()), QString());
        }
        for (const auto &session : sessions)
            session->allowMedia();
        for (const auto &session : sessions)
            QCOMPARE(session->sendDtmf("0123456789012345678901234567890", 100),
                SessionDescriptionHandler::DtmfResult::Sent);
        for (const auto &session : sessions)
            session->close();
        QTRY_COMPARE(controller.streamCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_AudioDigits)
#include "tst_AudioDigits.moc"
