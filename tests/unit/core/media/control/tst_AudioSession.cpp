#include "AudioPair.h"
#include "RtpPacket.h"

#include <QTest>
#include <set>

using namespace carillon;

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
    void twoChannelsAreSaidWhereTheyAreWished()
    {
        AudioSessionOptions options = tone("opus");
        const auto fmtpOf = [](const QByteArray &text) {
            const qsizetype begin = text.indexOf("a=fmtp:111 ");
            return begin < 0 ? QByteArray() : text.mid(begin + 11, text.indexOf("\r\n", begin) - begin - 11);
        };
        const auto offered = [&options, &fmtpOf] {
            Pair pair(options, options);
            QByteArray text;
            pair.caller.createDescription(Pair::options(), [&text](auto offer) { text = offer->content; });
            return fmtpOf(text);
        };
        const auto answered = [&options](const QByteArray &fmtp) {
            HandmadePeer peer(options);
            const QByteArray answer
                = peer.offer("m=audio " + QByteArray::number(HandmadePeer::portOf(peer.rtp))
                    + " RTP/AVP 96\r\na=rtpmap:96 opus/48000/2\r\n" + fmtp);
            const qsizetype begin = answer.indexOf("a=fmtp:96 ");
            return begin < 0 ? QByteArray()
                             : answer.mid(begin + 10, answer.indexOf("\r\n", begin) - begin - 10);
        };
        const QByteArray one = "useinbandfec=1;sprop-stereo=0",
                         two = "useinbandfec=1;stereo=1;sprop-stereo=1";
        QCOMPARE(offered(), one);
        for (const QByteArray &fmtp : {QByteArray(), QByteArray("a=fmtp:96 stereo=1;sprop-stereo=1\r\n")})
            QCOMPARE(answered(fmtp), one);
        options.stereo = true; // what we like to hear does not depend on what the peer says of itself
        QCOMPARE(offered(), two);
        for (const QByteArray &fmtp : {QByteArray(), QByteArray("a=fmtp:96 stereo=1;sprop-stereo=1\r\n")})
            QCOMPARE(answered(fmtp), two);
        options.silenceSuppression = true;
        QCOMPARE(offered(), two + ";usedtx=1");
    }
    void oneChannelIsOnTheWireByDefault()
    {
        HandmadePeer peer(tone("opus"));
        QVERIFY(peer.offer("m=audio " + QByteArray::number(HandmadePeer::portOf(peer.rtp))
                        + " RTP/AVP 96\r\na=rtpmap:96 opus/48000/2\r\na=fmtp:96 stereo=1;sprop-stereo=1\r\n")
                    .startsWith("v=0"));
        peer.session.allowMedia();
        int packets = 0;
        const auto take = [&] {
            for (const auto &bytes : peer.rtp.receiveAll()) {
                const auto packet = RtpPacket::parse(bytes);
                if (!packet || packet->header.payloadType != 96)
                    continue;
                ++packets;
                if ((packet->payload[0] & 4) != 0) // RFC 6716 §3.1
                    return -1;
            }
            return packets;
        };
        QTRY_VERIFY(take() < 0 || packets >= 20);
        QVERIFY(packets >= 20);
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
