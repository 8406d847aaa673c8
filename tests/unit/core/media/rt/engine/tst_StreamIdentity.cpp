// Who is who in a stream: SSRCs that collide, loop, change and say goodbye; numbers that wrap; payload types
// that change.
#include "GoertzelDetector.h"
#include "PeerPackets.h"
#include "StreamPair.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(carillon::CodecKind)

class tst_StreamIdentity final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesItsSsrcToThePeer_data();
    void leavesItsSsrcToThePeer();
    void noticesALoop();
    void keepsTheSsrcThatACollisionGaveIt();
    void anotherSsrcFromCoreSaysByeForTheFormer();
    void anotherSsrcAfterAByeIsHeardAtOnce();
    void tellsOfEachByeOnce();
    void sequenceAndTimestampWrap_data();
    void sequenceAndTimestampWrap();
    void payloadTypesChangeInTheCall();
};

/// What came to the peer: SSRCs of RTP, and of BYEs.
struct Heard {
    std::vector<std::uint32_t> ssrcs;
    std::vector<std::uint32_t> byes;
    std::optional<RtcpSenderInfo> lastSenderInfo;
};

static Heard heardBy(const LoopbackSocket &socket, SrtpContext *srtp = nullptr)
{
    Heard heard;
    for (auto &packet : socket.receiveAll()) {
        std::size_t size = packet.size();
        if (srtp) {
            const auto outcome
                = isRtcp(packet) ? srtp->unprotectRtcp(packet, size) : srtp->unprotectRtp(packet, size);
            if (outcome != SrtpContext::Outcome::Ok)
                continue;
        }
        if (!isRtcp(packet)) {
            const std::uint32_t ssrc = readU32(packet, 8);
            if (heard.ssrcs.empty() || heard.ssrcs.back() != ssrc)
                heard.ssrcs.push_back(ssrc);
            continue;
        }
        const auto compound = RtcpCompound::parse(Bytes(packet).first(size));
        heard.byes.insert(heard.byes.end(), compound->byes.begin(),
            compound->byes.begin() + std::ptrdiff_t(compound->byeCount));
        if (compound->senderInfo)
            heard.lastSenderInfo = compound->senderInfo;
    }
    return heard;
}

void tst_StreamIdentity::leavesItsSsrcToThePeer_data()
{
    QTest::addColumn<bool>("byRtcp");
    QTest::addColumn<bool>("secure");
    QTest::newRow("RTP") << false << false;
    QTest::newRow("RTCP") << true << false;
    QTest::newRow("SRTP") << false << true;
    QTest::newRow("SRTCP") << true << true;
}

void tst_StreamIdentity::leavesItsSsrcToThePeer()
{
    QFETCH(bool, byRtcp);
    QFETCH(bool, secure);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    std::unique_ptr<SrtpContext> sender, receiver;
    if (secure) {
        left.sendKey = srtpKey(SrtpProfile::AeadAes128Gcm, 1);
        left.receiveKey = srtpKey(SrtpProfile::AeadAes128Gcm, 2);
        sender = SrtpContext::createSender(*left.receiveKey, left.localSsrc);
        receiver = SrtpContext::createReceiver(*left.sendKey);
    }
    const auto send = [&](std::vector<std::uint8_t> packet) {
        const std::size_t size = packet.size();
        if (secure) {
            packet.resize(size + SrtpContext::MaxTrailer);
            packet.resize(
                isRtcp(packet) ? sender->protectRtcp(packet, size) : sender->protectRtp(packet, size));
        }
        pair->rightRtp.send(packet, pair->leftRtp.address());
    };
    StreamControls *controls = pair->add(left);
    pair->run(200ms);
    send(byRtcp ? peerReport(left.localSsrc) : peerSound(left.localSsrc, 1));
    pair->run(8s); // a report is in it
    const Heard heard = heardBy(pair->rightRtp, receiver.get());
    QCOMPARE(heard.ssrcs.size(), std::size_t(2));
    QCOMPARE(heard.ssrcs[0], left.localSsrc);
    QCOMPARE(heard.byes, std::vector<std::uint32_t>{left.localSsrc});
    const auto news = pair->of<LocalSsrcChanged>();
    QCOMPARE(news.size(), std::size_t(1));
    QCOMPARE(news[0]->ssrc, heard.ssrcs[1]);
    QVERIFY(heard.lastSenderInfo && heard.lastSenderInfo->packets < 400); // counted from the change on
    for (std::uint16_t i = 2; i < 20; ++i) {
        send(peerSound(left.localSsrc, i)); // its own now
        pair->run(20ms);
    }
    pair->run(100ms);
    const auto statistics = controls->statistics();
    QVERIFY(statistics.packetsReceived >= 18);
    QCOMPARE(statistics.remoteSsrc, left.localSsrc);
    QVERIFY(statistics.ssrcCollided);
    QCOMPARE(statistics.looped, 0u);
}

void tst_StreamIdentity::noticesALoop()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    left.endpoint = {EndpointKind::Tone, 440};
    StreamControls *controls = pair->add(left);
    pair->run(10s, [&] {
        for (const auto &packet : pair->rightRtp.receiveAll())
            pair->rightRtp.send(packet, pair->leftRtp.address());
    });
    const auto statistics = controls->statistics();
    QVERIFY(statistics.looped > 480);
    QVERIFY(statistics.packetsReceived < 5);
    QCOMPARE(pair->of<LocalSsrcChanged>().size(), std::size_t(1)); // once, not for ever
}

void tst_StreamIdentity::keepsTheSsrcThatACollisionGaveIt()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    left.sendKey = srtpKey(SrtpProfile::Aes256CmSha1_32, 1);
    left.receiveKey = srtpKey(SrtpProfile::Aes256CmSha1_32, 2);
    const auto sender = SrtpContext::createSender(*left.receiveKey, left.localSsrc);
    auto receiver = SrtpContext::createReceiver(*left.sendKey);
    pair->add(left);
    pair->run(100ms);
    auto packet = peerSound(left.localSsrc, 1);
    packet.resize(packet.size() + SrtpContext::MaxTrailer);
    packet.resize(sender->protectRtp(packet, packet.size() - SrtpContext::MaxTrailer));
    pair->rightRtp.send(packet, pair->leftRtp.address());
    pair->run(100ms);
    const Heard before = heardBy(pair->rightRtp, receiver.get());
    QCOMPARE(before.ssrcs.size(), std::size_t(2));
    pair->update(left); // a re-INVITE; core still names the first one
    pair->run(200ms);
    QCOMPARE(heardBy(pair->rightRtp, receiver.get()).ssrcs, std::vector<std::uint32_t>{before.ssrcs[1]});
    left.sendKey = srtpKey(SrtpProfile::Aes256CmSha1_32, 9);
    receiver = SrtpContext::createReceiver(*left.sendKey);
    pair->update(left); // and one with other keys
    pair->run(200ms);
    QCOMPARE(heardBy(pair->rightRtp, receiver.get()).ssrcs, std::vector<std::uint32_t>{before.ssrcs[1]});
}

void tst_StreamIdentity::anotherSsrcFromCoreSaysByeForTheFormer()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    pair->add(left);
    pair->run(200ms);
    left.localSsrc = 99;
    pair->update(left);
    pair->run(200ms);
    const Heard heard = heardBy(pair->rightRtp);
    QCOMPARE(heard.ssrcs, (std::vector<std::uint32_t>{0x1001, 99}));
    QCOMPARE(heard.byes, std::vector<std::uint32_t>{0x1001});
}

void tst_StreamIdentity::anotherSsrcAfterAByeIsHeardAtOnce()
{
    const auto pair = std::make_unique<StreamPair>();
    StreamControls *controls = pair->add(pair->left(CodecKind::Pcmu));
    const auto send = [&](const std::vector<std::uint8_t> &packet) {
        pair->rightRtp.send(packet, pair->leftRtp.address());
        pair->run(20ms);
    };
    for (std::uint16_t i = 0; i < 10; ++i)
        send(peerSound(1, i));
    send(peerBye(2)); // of nobody we know
    send(peerSound(3, 500));
    pair->run(100ms);
    QCOMPARE(controls->statistics().remoteSsrc, 1u);
    send(peerBye(1));
    send(peerSound(2, 700));
    pair->run(100ms);
    QCOMPARE(controls->statistics().remoteSsrc, 2u);
    QCOMPARE(controls->statistics().packetsReceived, 11u);
    QCOMPARE(controls->statistics().lost, 0);
    send(peerSound(1, 10)); // late
    send(peerSound(2, 701));
    pair->run(100ms);
    QCOMPARE(controls->statistics().remoteSsrc, 2u);
    QCOMPARE(controls->statistics().packetsReceived, 12u);
}

void tst_StreamIdentity::tellsOfEachByeOnce()
{
    const auto pair = std::make_unique<StreamPair>();
    pair->add(pair->left(CodecKind::Pcmu));
    const auto send = [&](const std::vector<std::uint8_t> &packet) {
        pair->rightRtp.send(packet, pair->leftRtp.address());
        pair->run(20ms);
    };
    send(peerSound(1, 1));
    send(peerBye(9)); // somebody else's
    QCOMPARE(pair->of<RemoteBye>().size(), std::size_t(0));
    send(peerBye(1));
    send(peerBye(1));
    QCOMPARE(pair->of<RemoteBye>().size(), std::size_t(1));
    send(peerSound(2, 1)); // transferred: another source on the same line
    send(peerBye(1));
    QCOMPARE(pair->of<RemoteBye>().size(), std::size_t(1));
    send(peerBye(2));
    QCOMPARE(pair->of<RemoteBye>().size(), std::size_t(2));
}

void tst_StreamIdentity::sequenceAndTimestampWrap_data()
{
    QTest::addColumn<CodecKind>("kind");
    QTest::addColumn<int>("lostEach");
    QTest::addColumn<bool>("secure");
    QTest::newRow("Opus") << CodecKind::Opus << 0 << false;
    QTest::newRow("PCMU") << CodecKind::Pcmu << 0 << false;
    QTest::newRow("PCMU, every third is lost") << CodecKind::Pcmu << 3 << false;
    QTest::newRow("SRTP, every third is lost") << CodecKind::Pcmu << 3 << true;
}

void tst_StreamIdentity::sequenceAndTimestampWrap()
{
    QFETCH(CodecKind, kind);
    QFETCH(int, lostEach);
    QFETCH(bool, secure);
    const auto pair = std::make_unique<StreamPair>();
    LoopbackSocket relay;
    auto left = streamParameters(1, pair->leftRtp, relay.address(), kind);
    auto right = streamParameters(2, pair->rightRtp, relay.address(), kind);
    right.firstSequenceNumber = 65500;
    right.firstTimestamp = 0u - std::uint32_t(rtpClockRateHz(kind)); // a second before its end
    right.endpoint = {EndpointKind::Tone, 440};
    left.endpoint.kind = EndpointKind::Device;
    if (secure) {
        left.sendKey = right.receiveKey = srtpKey(SrtpProfile::Aes128CmSha1_80, 1);
        left.receiveKey = right.sendKey = srtpKey(SrtpProfile::Aes128CmSha1_80, 2);
    }
    StreamControls *controls = pair->add(left);
    pair->add(right);
    GoertzelDetector detector(440);
    int count = 0, dropped = 0;
    pair->run(4s, [&] {
        for (const auto &packet : relay.receiveAll()) {
            if (isRtcp(packet) || readU32(packet, 8) != right.localSsrc)
                continue;
            if (lostEach > 0 && ++count % lostEach == 0)
                ++dropped;
            else
                relay.send(packet, pair->leftRtp.address());
        }
        AudioFrame frame;
        while (pair->port.playback.pop(frame))
            detector.add(frame);
    });
    const auto statistics = controls->statistics();
    QVERIFY(statistics.packetsReceived + std::uint64_t(dropped) >= 190);
    QVERIFY(std::abs(statistics.lost - dropped) <= 4);
    QCOMPARE(statistics.srtpAuthFailed + statistics.srtpReplayed, 0u);
    QVERIFY(statistics.jitterMs < 2);
    QVERIFY(statistics.receivedRms > 0.15f);
    if (lostEach == 0)
        QVERIFY(detector.amplitude() > 0.2); // one sine, whose phase never leapt
}

void tst_StreamIdentity::payloadTypesChangeInTheCall()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus);
    StreamControls *controls = pair->add(left);
    auto right = pair->right(CodecKind::Opus);
    right.endpoint = {EndpointKind::Tone, 440};
    pair->add(right);
    for (const auto kind :
        {CodecKind::Opus, CodecKind::Pcmu, CodecKind::G722, CodecKind::Opus, CodecKind::Pcma}) {
        right.sendCodec.kind = kind;
        right.sendCodec.payloadType = payloadTypeOf(kind);
        pair->update(right); // the sender's own decision; the receiver hears of it by the packets alone
        pair->run(1500ms);
        const auto statistics = controls->statistics();
        QVERIFY(statistics.receiveCodec == kind);
        QVERIFY(statistics.receivedRms > 0.15f);
        QCOMPARE(statistics.lost, 0);
    }
    QCOMPARE(controls->statistics().unknownPayloadType, 0u);
    right.sendCodec.kind = CodecKind::Pcmu;
    right.sendCodec.payloadType = 100; // one that was never agreed
    pair->update(right);
    pair->run(1s);
    const auto statistics = controls->statistics();
    QVERIFY(statistics.unknownPayloadType >= 40);
    QCOMPARE(statistics.lost, 0);
    QVERIFY(statistics.receivedRms < 0.1f);
}

QTEST_APPLESS_MAIN(tst_StreamIdentity)
#include "tst_StreamIdentity.moc"
