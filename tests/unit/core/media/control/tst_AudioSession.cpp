#include "AudioSession.h"
#include "FakeRandom.h"
#include "LoopbackSocket.h"
#include "MediaController.h"
#include "RtpPacket.h"
#include "SystemClock.h"
#include "SystemNetwork.h"

#include <QSignalSpy>
#include <QTest>
#include <netinet/in.h>
#include <set>

using namespace carillon;

namespace {
/// Two ends of one call on loopback, in one process on one media thread: what the far end hears is in its
/// figures.
struct Pair {
    AudioPort port;
    SystemRandom random;
    SystemClock clock;
    SystemNetwork network{clock};
    MediaController controller{port, {random, clock, network}};
    AudioSession caller;
    AudioSession callee;

    explicit Pair(const AudioSessionOptions &callerOptions, const AudioSessionOptions &calleeOptions)
        : caller(controller, callerOptions)
        , callee(controller, calleeOptions)
    {
    }
    static DescriptionOptions options(bool hold = false)
    {
        DescriptionOptions result;
        result.hold = hold;
        result.localAddress = QHostAddress(QHostAddress::LocalHost);
        return result;
    }
    /// Offer from @p from, answer from @p to. @returns the first error's sentence, or empty.
    static QString exchange(AudioSession &from, AudioSession &to, bool hold = false)
    {
        QString error;
        const auto note = [&error](const MediaError &e) {
            if (error.isEmpty())
                error = e.message;
        };
        from.createDescription(options(hold), [&](auto offer) {
            if (!offer)
                return note(offer.error());
            to.applyDescription(*offer, [&](auto applied) {
                if (!applied)
                    return note(applied.error());
                to.createDescription(options(), [&](auto answer) {
                    if (!answer)
                        return note(answer.error());
                    from.applyDescription(*answer, [&](auto done) {
                        if (!done)
                            note(done.error());
                    });
                });
            });
        });
        return error;
    }
    QString connectCall()
    {
        const QString error = exchange(caller, callee);
        caller.allowMedia();
        callee.allowMedia();
        return error;
    }
};

AudioSessionOptions tone(QByteArrayView codec, MediaEncryption policy = MediaEncryption::None)
{
    AudioSessionOptions options;
    options.codecs = {*AudioFormat::named(codec)};
    options.encryption = policy;
    options.endpoint = {EndpointKind::Tone, 440};
    return options;
}

/// A peer whose descriptions are written by hand, and who sees the packets themselves.
struct HandmadePeer {
    AudioPort port;
    SystemRandom random;
    SystemClock clock;
    SystemNetwork network{clock};
    MediaController controller{port, {random, clock, network}};
    AudioSession session;
    LoopbackSocket rtp;

    explicit HandmadePeer(const AudioSessionOptions &options)
        : session(controller, options)
    {
    }
    static quint16 portOf(const LoopbackSocket &socket)
    {
        const sockaddr_storage address = socket.address();
        return ntohs(reinterpret_cast<const sockaddr_in &>(address).sin_port);
    }
    /// @param rest the m= line and what follows it. @returns the answer, or the error's sentence.
    QByteArray offer(const QByteArray &rest, const QByteArray &connection = "IN IP4 127.0.0.1")
    {
        QByteArray result;
        const QByteArray sdp = "v=0\r\no=- 1 " + QByteArray::number(++version)
            + " IN IP4 127.0.0.1\r\ns=-\r\nc=" + connection + "\r\nt=0 0\r\n" + rest;
        session.applyDescription({"application/sdp", sdp}, [&](auto applied) {
            if (!applied) {
                result = applied.error().message.toUtf8();
                return;
            }
            session.createDescription(Pair::options(),
                [&](auto answer) { result = answer ? answer->content : answer.error().message.toUtf8(); });
        });
        return result;
    }
    QByteArray pcmu(quint16 to) const { return "m=audio " + QByteArray::number(to) + " RTP/AVP 0\r\n"; }
    int version = 0;
};
} // namespace

class tst_AudioSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theCodecChangesWithAReInvite()
    {
        AudioSessionOptions options;
        options.encryption = MediaEncryption::None;
        options.codecs.append(AudioFormat::l16(16000));
        HandmadePeer peer(options);
        const QByteArray section
            = "m=audio " + QByteArray::number(HandmadePeer::portOf(peer.rtp)) + " RTP/AVP ";
        QVERIFY(peer.offer(section + "0 13\r\n").contains(" RTP/AVP 0 13\r\n"));
        QCOMPARE(peer.session.codec(), QByteArray("PCMU/8000"));
        QVERIFY(peer.offer(section + "97\r\na=rtpmap:97 L16/16000\r\n").contains("L16/16000"));
        QCOMPARE(peer.session.codec(), QByteArray("L16/16000"));
        QVERIFY(peer.offer(section + "96 0\r\na=rtpmap:96 opus/48000/2\r\n").contains("opus/48000/2"));
        QCOMPARE(peer.session.codec(), QByteArray("opus/48000"));
    }

    void silenceNeedNotBeSentWhereTheAccountWishesSo()
    {
        AudioSessionOptions options = tone("opus");
        options.codecs.append(AudioFormat::pcmu());
        const auto offered = [&options] {
            Pair pair(options, options);
            QByteArray text;
            pair.caller.createDescription(Pair::options(), [&text](auto offer) { text = offer->content; });
            return text;
        };
        QVERIFY(!offered().contains("usedtx") && !offered().contains("CN/8000"));
        options.silenceSuppression = true;
        QVERIFY(offered().contains("useinbandfec=1;sprop-stereo=0;usedtx=1\r\n"));
        QVERIFY(offered().contains("a=rtpmap:13 CN/8000\r\n"));
    }

    void offersAreJudgedBeforehand()
    {
        Pair pair(tone("opus"), tone("pcmu"));
        pair.caller.createDescription(Pair::options(), [&](auto offer) {
            QVERIFY(offer.has_value());
            QCOMPARE(pair.callee.judge(*offer).value().kind, MediaError::Kind::NotAcceptable);
            QCOMPARE(pair.callee.judge(*offer).value().warning, MediaError::Warning::IncompatibleMediaFormat);
            AudioSession other(pair.controller, tone("opus"));
            QVERIFY(!other.judge(*offer));
        });
        const auto kind = [&](const SessionDescriptionHandler::Description &offer) {
            return pair.callee.judge(offer).value().kind;
        };
        QCOMPARE(kind({"application/sdp", "v=x"}), MediaError::Kind::Malformed);
        QCOMPARE(kind({"text/plain", "v=0"}), MediaError::Kind::UnsupportedType);
        const auto video = pair.callee.judge({"application/sdp",
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 9 RTP/AVP "
            "96\r\n"});
        QCOMPARE(video.value().warning, MediaError::Warning::MediaTypeNotAvailable);
    }
    void soundFlowsBothWays_data()
    {
        QTest::addColumn<QByteArray>("codec");
        QTest::addColumn<QByteArray>("shown");
        QTest::addColumn<bool>("encrypted");
        for (const bool encrypted : {false, true}) {
            const QByteArray how = encrypted ? " with SDES" : " in the clear";
            QTest::newRow(("Opus" + how).constData())
                << QByteArray("opus") << QByteArray("opus/48000") << encrypted;
            QTest::newRow(("G.722" + how).constData())
                << QByteArray("g722") << QByteArray("G722/8000") << encrypted;
            QTest::newRow(("PCMU" + how).constData())
                << QByteArray("pcmu") << QByteArray("PCMU/8000") << encrypted;
            QTest::newRow(("PCMA" + how).constData())
                << QByteArray("pcma") << QByteArray("PCMA/8000") << encrypted;
        }
    }
    void soundFlowsBothWays()
    {
        QFETCH(QByteArray, codec);
        QFETCH(QByteArray, shown);
        QFETCH(bool, encrypted);
        const AudioSessionOptions options
            = tone(codec, encrypted ? MediaEncryption::Sdes : MediaEncryption::None);
        Pair pair(options, options);
        QCOMPARE(pair.connectCall(), QString());
        QCOMPARE(pair.caller.codec().toLower(), shown.toLower());
        QCOMPARE(pair.caller.isEncrypted(), encrypted);
        QCOMPARE(pair.callee.isEncrypted(), encrypted);
        QTRY_VERIFY(pair.caller.figures().stream.packetsReceived > 20);
        QTRY_VERIFY(pair.callee.figures().stream.packetsReceived > 20);
        QTRY_VERIFY(pair.callee.figures().stream.receivedRms > 0.05f);
        QCOMPARE(pair.callee.figures().stream.srtpAuthFailed, 0u);
        pair.caller.close();
        pair.callee.close();
        QTRY_COMPARE(pair.controller.streamCount(), 0);
    }
    void keystreamIsNeverUsedTwice()
    {
        HandmadePeer peer(tone("pcmu", MediaEncryption::Sdes));
        const QByteArray crypto
            = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + QByteArray(30, 'k').toBase64() + "\r\n";
        const auto audio
            = [&](quint16 to) { return "m=audio " + QByteArray::number(to) + " RTP/SAVP 0\r\n" + crypto; };
        std::set<std::pair<quint32, quint16>> seen;
        int packets = 0;
        const auto take = [&] {
            for (const auto &packet : peer.rtp.receiveAll()) {
                ++packets;
                seen.insert({readU32(packet, 8), readU16(packet, 2)});
            }
            return packets;
        };
        QByteArray keys[2];
        for (QByteArray &key : keys) {
            const QByteArray answer = peer.offer(audio(HandmadePeer::portOf(peer.rtp)));
            key = answer.mid(answer.indexOf("a=crypto"));
            key.truncate(key.indexOf('\r'));
            peer.session.allowMedia();
            const int before = packets;
            QTRY_VERIFY(take() >= before + 10);
            QVERIFY(peer.offer(audio(0)).contains("m=audio 0"));
            QTRY_COMPARE(peer.controller.streamCount(), 0);
            take();
        }
        QCOMPARE(keys[0], keys[1]); // else nothing would be shown here
        QCOMPARE(int(seen.size()), packets);
    }
    void nothingLeavesBeforeMediaIsAllowed()
    {
        Pair pair(tone("pcmu"), tone("pcmu"));
        QCOMPARE(Pair::exchange(pair.caller, pair.callee), QString());
        pair.caller.allowMedia();
        QTRY_VERIFY(pair.caller.figures().stream.packetsSent > 20);
        QCOMPARE(pair.callee.figures().stream.packetsSent, 0u);
        QCOMPARE(pair.caller.figures().stream.packetsReceived, 0u);
    }
    void agreedButSilentIsTold() // early media of which nothing comes: a ringback is needed
    {
        Pair pair(tone("opus"), tone("opus"));
        QSignalSpy changed(&pair.caller, &AudioSession::changed);
        QCOMPARE(Pair::exchange(pair.caller, pair.callee), QString());
        pair.caller.allowMedia();
        QVERIFY(!pair.caller.isSilent()); // it may still come
        QTRY_VERIFY(pair.caller.isSilent());
        changed.clear();
        pair.callee.allowMedia();
        QTRY_VERIFY(!pair.caller.isSilent());
        QVERIFY(!changed.isEmpty());
    }
    void aTapWaitsForTheStream()
    {
        Pair pair(tone("opus"), tone("opus"));
        const auto tap = std::make_shared<RecordingTap>();
        pair.caller.setRecordingTap(tap);
        QCOMPARE(pair.connectCall(), QString());
        QTRY_VERIFY(tap->frames.size() > 5);
        pair.caller.setRecordingTap({});
        QTRY_COMPARE(tap.use_count(), 1);
    }
    void holdSilencesAndResumeRestores()
    {
        Pair pair(tone("opus"), tone("opus"));
        QCOMPARE(pair.connectCall(), QString());
        QTRY_VERIFY(pair.callee.figures().stream.packetsReceived > 5);
        QSignalSpy held(&pair.callee, &SessionDescriptionHandler::remoteHoldChanged);
        QCOMPARE(Pair::exchange(pair.caller, pair.callee, true), QString());
        QCOMPARE(held.size(), 1);
        QVERIFY(pair.callee.isRemoteHold());
        // Who holds goes on sending (silence), which is the measure of time: while that arrives, the held end
        // sends nothing.
        const auto heldEnd = [&pair] { return pair.callee.figures().stream; };
        const quint64 settled = heldEnd().packetsReceived + 10;
        QTRY_VERIFY(heldEnd().packetsReceived > settled);
        const StreamStatistics begin = heldEnd();
        QTRY_VERIFY(heldEnd().packetsReceived > begin.packetsReceived + 20);
        QCOMPARE(heldEnd().packetsSent, begin.packetsSent);
        QCOMPARE(Pair::exchange(pair.caller, pair.callee, false), QString());
        QVERIFY(!pair.callee.isRemoteHold());
        const quint64 resumed = pair.caller.figures().stream.packetsReceived;
        QTRY_VERIFY(pair.caller.figures().stream.packetsReceived > resumed + 10);
    }
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
    void whoIsHeldIsOutOfTheConference()
    {
        // Two calls of ours, first and second; their far ends send tones, and we nothing.
        AudioSessionOptions quiet = tone("pcmu");
        quiet.endpoint = {EndpointKind::Silence, 0};
        Pair first(quiet, tone("pcmu"));
        AudioSession second(first.controller, quiet);
        AudioSession farEnd(first.controller, tone("pcmu"));
        QCOMPARE(first.connectCall(), QString());
        QCOMPARE(Pair::exchange(second, farEnd), QString());
        second.allowMedia();
        farEnd.allowMedia();
        const auto rms = [](const AudioSession &session) { return session.figures().stream.receivedRms; };
        QTRY_VERIFY(first.caller.figures().stream.packetsReceived > 10);
        QVERIFY(rms(first.callee) < 0.001f);
        first.caller.setConference(3);
        second.setConference(3);
        QTRY_VERIFY(rms(first.callee) > 0.1f && rms(farEnd) > 0.1f);           // each other
        QCOMPARE(Pair::exchange(first.caller, first.callee, true), QString()); // we hold the first
        QTRY_VERIFY(rms(first.callee) < 0.001f && rms(farEnd) < 0.001f);
        QVERIFY(rms(second) > 0.1f);
        QCOMPARE(Pair::exchange(first.caller, first.callee, false), QString());
        QTRY_VERIFY(rms(first.callee) > 0.1f && rms(farEnd) > 0.1f);
        // It holds us, and plays music: that is not for the others, nor for us while we talk with them.
        QCOMPARE(Pair::exchange(first.callee, first.caller, true), QString());
        QTRY_VERIFY(rms(farEnd) < 0.001f);
        QTRY_VERIFY(first.caller.outputLevel() < 0.001f);
        QCOMPARE(Pair::exchange(first.callee, first.caller, false), QString());
        QTRY_VERIFY(rms(first.callee) > 0.1f && rms(farEnd) > 0.1f);
        second.setConference(0);
        QTRY_VERIFY(rms(first.callee) < 0.001f && rms(farEnd) < 0.001f);
    }
    void digitsToAPeerThatDoesNotListenAreRefused()
    {
        Pair pair(tone("pcmu"), tone("pcmu"));
        QCOMPARE(pair.connectCall(), QString());
        QCOMPARE(Pair::exchange(pair.caller, pair.callee, true), QString());
        QCOMPARE(pair.callee.sendDtmf("1", 100), SessionDescriptionHandler::DtmfResult::NotNegotiated);
        QCOMPARE(pair.callee.sendInBandDtmf("1", 100), SessionDescriptionHandler::DtmfResult::NotNegotiated);
    }
    void holdSilencesBeforeItIsAnswered()
    {
        Pair pair(tone("pcmu"), tone("pcmu"));
        QCOMPARE(pair.connectCall(), QString());
        const auto heard = [&pair] { return pair.callee.figures().stream.receivedRms; };
        QTRY_VERIFY(heard() > 0.1f);
        pair.caller.createDescription(Pair::options(true), [](auto) {});
        QTRY_VERIFY(heard() < 0.001f);
        pair.caller.rollback();
        QTRY_VERIFY(heard() > 0.1f);
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
    void anAddressThatCannotBeUsedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("connection");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("an address") << QByteArray("IN IP4 127.0.0.1") << true;
        QTest::newRow("the hold of RFC 2543") << QByteArray("IN IP4 0.0.0.0") << true;
        QTest::newRow("the hold of RFC 6157") << QByteArray("IN IP6 nobody.invalid") << true;
        QTest::newRow("a name that is not looked up") << QByteArray("IN IP4 printer.local") << false;
    }
    void anAddressThatCannotBeUsedIsRefused()
    {
        QFETCH(QByteArray, connection);
        QFETCH(bool, isTaken);
        for (const bool isInCall : {false, true}) {
            HandmadePeer peer(tone("pcmu"));
            if (isInCall)
                QVERIFY(peer.offer(peer.pcmu(4000)).startsWith("v=0"));
            QByteArray answer;
            QTRY_VERIFY(!(answer = peer.offer(peer.pcmu(4000), connection)).isEmpty());
            QVERIFY2(answer.startsWith("v=0") == isTaken, answer.constData());
            QVERIFY(peer.offer(peer.pcmu(4000)).startsWith("v=0")); // nothing is pending
        }
    }
    void soundGoesOverTheOtherIpWhereThePeerWantsIt()
    {
        if (localAddressTowards(QHostAddress(QHostAddress::LocalHostIPv6)).isNull())
            return; // a machine without IPv6
        HandmadePeer peer(tone("pcmu"));
        QVERIFY(peer.offer(peer.pcmu(4000)).contains("c=IN IP4 127.0.0.1"));
        peer.session.allowMedia();
        QTRY_COMPARE(peer.controller.streamCount(), 1);
        LoopbackSocket rtp(AF_INET6);
        sockaddr_storage address = rtp.address();
        const quint16 port = ntohs(reinterpret_cast<const sockaddr_in6 &>(address).sin6_port);
        QVERIFY(peer.offer(peer.pcmu(port), "IN IP6 ::1").contains("c=IN IP6 ::1"));
        std::size_t packets = 0;
        QTRY_VERIFY((packets += rtp.receiveAll().size()) > 5);
    }
    void anAnswerFromTheOtherIpIsRefused()
    {
        HandmadePeer peer(tone("pcmu"));
        peer.session.createDescription(Pair::options(), [](auto) {});
        std::optional<MediaError::Kind> kind;
        peer.session.applyDescription(
            {"application/sdp",
                "v=0\r\no=- 1 1 IN IP6 ::1\r\ns=-\r\nc=IN IP6 ::1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n"},
            [&kind](auto applied) { kind = applied ? std::nullopt : std::optional(applied.error().kind); });
        QVERIFY(kind && *kind == MediaError::Kind::NotAcceptable);
    }
    void refusesWithASentence_data()
    {
        QTest::addColumn<AudioSessionOptions>("caller");
        QTest::addColumn<AudioSessionOptions>("callee");
        QTest::addColumn<QString>("word");
        QTest::newRow("no common codec") << tone("pcmu") << tone("opus") << "codec";
        QTest::newRow("encryption demanded by us")
            << tone("pcmu") << tone("pcmu", MediaEncryption::Sdes) << "encrypt";
        QTest::newRow("encryption demanded by the peer")
            << tone("pcmu", MediaEncryption::Sdes) << tone("pcmu") << "encrypted";
    }
    void refusesWithASentence()
    {
        QFETCH(AudioSessionOptions, caller);
        QFETCH(AudioSessionOptions, callee);
        QFETCH(QString, word);
        Pair pair(caller, callee);
        const QString sentence = pair.connectCall();
        QVERIFY2(sentence.contains(word), qPrintable(sentence));
        QCOMPARE(pair.controller.streamCount(), 0);
    }
    void keysAreNotOfferedInTheClearUnlessDemanded()
    {
        Pair pair(tone("pcmu", MediaEncryption::Optional), tone("pcmu", MediaEncryption::Optional));
        QByteArray offer;
        pair.caller.createDescription(
            Pair::options(), [&offer](auto description) { offer = description->content; });
        QVERIFY(!offer.contains("a=crypto"));
        DescriptionOptions secure = Pair::options();
        secure.secureSignalling = true;
        pair.callee.createDescription(secure, [&offer](auto description) { offer = description->content; });
        QVERIFY(offer.contains("a=crypto"));
    }
    void whatIsNotSdpIsRefused()
    {
        Pair pair(tone("pcmu"), tone("pcmu"));
        std::optional<MediaError::Kind> kind;
        const auto note
            = [&kind](auto applied) { kind = applied ? std::nullopt : std::optional(applied.error().kind); };
        pair.callee.applyDescription({"text/plain", "hello"}, note);
        QCOMPARE(*kind, MediaError::Kind::UnsupportedType);
        pair.callee.applyDescription({"application/sdp", "hello"}, note);
        QCOMPARE(*kind, MediaError::Kind::Malformed);
    }
};

QTEST_GUILESS_MAIN(tst_AudioSession)
#include "tst_AudioSession.moc"
