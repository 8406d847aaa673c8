// A stream against strangers: theft of the sound ("RTP bleed"), injection, floods, junk.
#include "GoertzelDetector.h"
#include "RtcpPacket.h"
#include "RtpPacket.h"
#include "StreamPair.h"

#include <QTest>
#include <netinet/in.h>
#include <random>

using namespace carillon;
using namespace std::chrono_literals;

class tst_MediaStream final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neverFollowsAStranger_data();
    void neverFollowsAStranger();
    void neverPlaysAStranger();
    void survivesAWrongKeyAndReplays();
    void movesOnReInvite();
    void keepsItsTargetWhenTheNewAddressIsUnusable_data();
    void keepsItsTargetWhenTheNewAddressIsUnusable();
    void takesAnotherSsrcOnlyWithItsSecondPacket();
    void countsUnknownPayloadsOfThePeerAsReceived();
    void keepsTheWayOpenWhileNothingIsSent_data();
    void keepsTheWayOpenWhileNothingIsSent();
    void digitsEndWithTheDirection();
    void survivesJunk();
    void survivesAFlood();
    void strangersReportsChangeNothing();
};

/// A PCMU packet of a loud square wave, as an attacker would send.
static std::vector<std::uint8_t> forged(std::uint32_t ssrc, std::uint8_t payloadType, std::uint16_t sequence)
{
    std::vector<std::uint8_t> packet(RtpHeader::Size + 160);
    RtpHeader{false, payloadType, sequence, sequence * 160u, ssrc}.write(packet);
    for (std::size_t i = RtpHeader::Size; i < packet.size(); ++i)
        packet[i] = i % 8 < 4 ? 0x80 : 0x00;
    return packet;
}

void tst_MediaStream::neverFollowsAStranger_data()
{
    QTest::addColumn<bool>("peerSends");
    QTest::addColumn<bool>("hold");
    QTest::addColumn<bool>("secure");
    QTest::newRow("while talking") << true << false << false;
    QTest::newRow("while the peer is silent") << false << false << false;
    QTest::newRow("on hold") << false << true << false;
    QTest::newRow("SRTP, while the peer is silent") << false << false << true;
}

void tst_MediaStream::neverFollowsAStranger()
{
    QFETCH(bool, peerSends);
    QFETCH(bool, hold);
    QFETCH(bool, secure);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu), right = pair->right(CodecKind::Pcmu);
    left.endpoint = {EndpointKind::Tone, 440};
    if (secure) {
        left.sendKey = right.receiveKey = srtpKey(SrtpProfile::AeadAes128Gcm, 1);
        left.receiveKey = right.sendKey = srtpKey(SrtpProfile::AeadAes128Gcm, 2);
    }
    StreamControls *controls = pair->add(left);
    pair->add(right);
    pair->run(1500ms); // both latched
    if (!peerSends) {
        right.sending = false;
        pair->update(right);
    }
    if (hold) {
        left.sending = false; // the peer put us on hold, by a re-INVITE with the same address
        pair->update(left);
        pair->run(100ms);
    }
    LoopbackSocket stranger;
    std::uint16_t sequence = 0;
    const auto attack = [&] {
        for (const std::uint32_t ssrc : {0x1002u, 0xdeadbeefu}) { // the peer's own, and another
            for (const int type : {0, 111, 101, 77})
                stranger.send(forged(ssrc, std::uint8_t(type), sequence), pair->leftRtp.address());
        }
        ++sequence;
    };
    pair->run(5s, attack);
    if (hold) {
        left.sending = true;
        pair->update(left);
        pair->run(2s, attack);
    }
    QVERIFY(stranger.receiveAll().empty());
    QVERIFY(controls->statistics().packetsSent > 150);
    if (secure)
        QVERIFY(controls->statistics().srtpAuthFailed > 100);
    else
        QVERIFY(controls->statistics().strangers > 100);
    QVERIFY(pair->of<SourceLatched>().size() == 2);
}

void tst_MediaStream::neverPlaysAStranger()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu), right = pair->right(CodecKind::Pcmu);
    left.endpoint.kind = EndpointKind::Device;
    pair->add(left);
    pair->add(right); // silent
    pair->run(1s);
    LoopbackSocket stranger;
    std::uint16_t sequence = 0;
    int loudest = 0;
    pair->run(3s, [&] {
        stranger.send(forged(0x1002, 0, std::uint16_t(65500 + 60 + sequence++)), pair->leftRtp.address());
        AudioFrame frame;
        while (pair->port.playback.pop(frame)) {
            for (const auto sample : frame)
                loudest = std::max(loudest, std::abs(int(sample)));
        }
    });
    QVERIFY2(loudest < 100, qPrintable(QString::number(loudest)));
}

void tst_MediaStream::survivesAWrongKeyAndReplays()
{
    const auto pair = std::make_unique<StreamPair>();
    LoopbackSocket relay;
    auto left = streamParameters(1, pair->leftRtp, relay.address(), CodecKind::Pcmu);
    auto right = streamParameters(2, pair->rightRtp, relay.address(), CodecKind::Pcmu);
    left.endpoint = {EndpointKind::Tone, 440};
    left.sendKey = right.receiveKey = srtpKey(SrtpProfile::Aes128CmSha1_80, 1);
    left.receiveKey = right.sendKey = srtpKey(SrtpProfile::Aes128CmSha1_80, 2);
    pair->add(left);
    StreamControls *controls = pair->add(right);
    std::vector<std::uint8_t> earlier;
    pair->run(3s, [&] {
        for (const auto &packet : relay.receiveAll()) {
            auto tampered = packet;
            tampered.back() ^= 1;
            relay.send(tampered, pair->rightRtp.address());
            relay.send(packet, pair->rightRtp.address());
            relay.send(packet, pair->rightRtp.address());
            if (!earlier.empty())
                relay.send(earlier, pair->rightRtp.address());
            earlier = packet;
        }
    });
    const auto statistics = controls->statistics();
    QVERIFY(statistics.srtpAuthFailed >= 140);
    QVERIFY(statistics.srtpReplayed >= 280);
    QVERIFY(statistics.packetsReceived >= 140);
    QCOMPARE(statistics.lost, 0);
    QVERIFY(statistics.receivedRms > 0.15f); // the call stays
}

void tst_MediaStream::movesOnReInvite()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    pair->add(left);
    pair->add(pair->right(CodecKind::Pcmu));
    pair->run(1500ms);
    pair->rightRtcp.receiveAll();
    left.remoteRtp = pair->rightRtcp.address(); // any other socket will do
    pair->update(left);
    pair->run(5s); // the old peer still speaks, and gets nothing for it
    QVERIFY(pair->rightRtcp.receiveAll().size() >= 249);
}

void tst_MediaStream::keepsItsTargetWhenTheNewAddressIsUnusable_data()
{
    QTest::addColumn<bool>("isWildcard");
    QTest::newRow("0.0.0.0") << true;
    QTest::newRow("none") << false;
}

void tst_MediaStream::keepsItsTargetWhenTheNewAddressIsUnusable()
{
    QFETCH(bool, isWildcard);
    const auto pair = std::make_unique<StreamPair>();
    auto left = streamParameters(1, pair->leftRtp, pair->rightRtp.address(), CodecKind::Pcmu);
    pair->add(left);
    pair->rightRtp.send(forged(7, 0, 1), pair->leftRtp.address());
    pair->run(100ms);
    sockaddr_storage unusable{};
    if (isWildcard)
        reinterpret_cast<sockaddr_in &>(unusable) = {AF_INET, htons(4000), {INADDR_ANY}, {}};
    left.remoteRtp = left.remoteRtcp = unusable;
    left.sending = false;
    pair->update(left);
    LoopbackSocket stranger;
    pair->run(200ms, [&] { stranger.send(forged(9, 0, 1), pair->leftRtp.address()); });
    left.sending = true;
    pair->rightRtp.receiveAll();
    pair->update(left);
    pair->run(200ms);
    QVERIFY(stranger.receiveAll().empty());
    QVERIFY(pair->rightRtp.receiveAll().size() >= 9);
}

void tst_MediaStream::takesAnotherSsrcOnlyWithItsSecondPacket()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = streamParameters(1, pair->leftRtp, pair->rightRtp.address(), CodecKind::Pcmu);
    StreamControls *controls = pair->add(left);
    const auto send = [&](std::uint32_t ssrc, std::uint16_t sequence) {
        pair->rightRtp.send(forged(ssrc, 0, sequence), pair->leftRtp.address());
        pair->run(20ms);
    };
    for (std::uint16_t i = 0; i < 10; ++i)
        send(1, i);
    send(2, 500); // astray
    send(1, 10);
    send(2, 700); // not the next one of it
    send(1, 11);
    pair->run(100ms);
    QCOMPARE(controls->statistics().remoteSsrc, 1u);
    QCOMPARE(controls->statistics().packetsReceived, 12u);
    send(2, 701);
    send(2, 702);
    pair->run(100ms);
    QCOMPARE(controls->statistics().remoteSsrc, 2u);
    QCOMPARE(controls->statistics().lost, 0);
}

void tst_MediaStream::countsUnknownPayloadsOfThePeerAsReceived()
{
    const auto pair = std::make_unique<StreamPair>();
    StreamControls *controls
        = pair->add(streamParameters(1, pair->leftRtp, pair->rightRtp.address(), CodecKind::Pcmu));
    LoopbackSocket stranger;
    for (std::uint16_t i = 0; i < 100; ++i) { // every second one is comfort noise
        pair->rightRtp.send(forged(7, i % 2 ? 13 : 0, i), pair->leftRtp.address());
        stranger.send(forged(7, 13, std::uint16_t(i + 5000)), pair->leftRtp.address());
        pair->run(20ms);
    }
    pair->run(100ms);
    const auto statistics = controls->statistics();
    QCOMPARE(statistics.packetsReceived, 100u);
    QCOMPARE(statistics.lost, 0);
    QVERIFY(statistics.unknownPayloadType >= 149);
}

void tst_MediaStream::keepsTheWayOpenWhileNothingIsSent_data()
{
    QTest::addColumn<bool>("sending");
    QTest::addColumn<bool>("hasAddress");
    QTest::addColumn<int>("keepAlives");
    QTest::newRow("recvonly") << false << true << 4;
    QTest::newRow("held by 0.0.0.0") << false << false << 0;
    QTest::newRow("sound is sent") << true << true << 0;
}

void tst_MediaStream::keepsTheWayOpenWhileNothingIsSent()
{
    QFETCH(bool, sending);
    QFETCH(bool, hasAddress);
    for (const bool secure : {false, true}) {
        const auto pair = std::make_unique<StreamPair>();
        auto left = pair->left(CodecKind::Pcmu), right = pair->right(CodecKind::Pcmu);
        if (secure) {
            left.sendKey = right.receiveKey = srtpKey(SrtpProfile::AeadAes128Gcm, 1);
            left.receiveKey = right.sendKey = srtpKey(SrtpProfile::AeadAes128Gcm, 2);
        }
        pair->add(left);
        StreamControls *controls = pair->add(right);
        pair->run(1s);
        left.sending = sending;
        if (!hasAddress)
            left.remoteRtp = {};
        pair->update(left);
        pair->run(61s);
        const auto statistics = controls->statistics();
        QTEST(int(statistics.unknownPayloadType), "keepAlives");
        QCOMPARE(statistics.lost, 0);
        QCOMPARE(statistics.malformed + statistics.srtpAuthFailed, 0u);
    }
}

void tst_MediaStream::digitsEndWithTheDirection()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    StreamControls *controls = pair->add(left);
    pair->add(pair->right(CodecKind::Pcmu));
    pair->run(200ms);
    for (const int digit : {1, 2, 3})
        pair->dtmf(1, {std::uint8_t(digit), 1000, DtmfRequest::Via::TelephoneEvent});
    pair->run(300ms);
    left.sending = false;
    pair->update(left);
    pair->run(1s);
    QCOMPARE(controls->digitsTaken(), 3u);
    left.sending = true;
    pair->update(left);
    pair->run(3s);
    QCOMPARE(pair->of<DtmfReceived>().size(), std::size_t(1)); // the first, cut short
    QVERIFY(pair->of<DtmfReceived>()[0]->durationMs < 500);
}

void tst_MediaStream::survivesJunk()
{
    std::mt19937 random(1);
    for (const bool secure : {false, true}) {
        const auto pair = std::make_unique<StreamPair>();
        auto left = pair->left(CodecKind::Opus);
        left.endpoint.kind = EndpointKind::Device;
        if (secure)
            left.sendKey = left.receiveKey = srtpKey(SrtpProfile::AeadAes128Gcm, 1);
        StreamControls *controls = pair->add(left);
        pair->run(4s, [&] {
            for (int i = 0; i < 8; ++i) {
                std::vector<std::uint8_t> junk(random() % 600);
                for (auto &byte : junk)
                    byte = std::uint8_t(random());
                if (junk.size() > 2 && i < 6) {
                    junk[0] = std::uint8_t(0x80 | (random() % 64));
                    junk[1] = std::uint8_t(random() % 2 ? 111 : i % 2 ? 200 + random() % 5 : 101);
                }
                pair->rightRtp.send(junk, pair->leftRtp.address());
            }
        });
        const auto s = controls->statistics();
        QVERIFY(s.packetsSent >= 190);
        QVERIFY(s.malformed + s.srtpAuthFailed + s.notMedia + s.unknownPayloadType > 1000);
    }
}

void tst_MediaStream::survivesAFlood()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu), right = pair->right(CodecKind::Pcmu);
    left.endpoint = {EndpointKind::Tone, 440};
    right.endpoint.kind = EndpointKind::Silence;
    StreamControls *controls = pair->add(left);
    pair->add(right);
    pair->run(1s);
    LoopbackSocket stranger;
    const auto packet = forged(9, 0, 1);
    const auto before = controls->statistics();
    pair->run(500ms, [&] {
        for (int i = 0; i < 60; ++i)
            stranger.send(packet, pair->leftRtp.address());
    });
    const auto after = controls->statistics();
    QVERIFY(after.packetsSent >= before.packetsSent + 20);
    QVERIFY(after.packetsReceived >= before.packetsReceived + 15); // the call itself goes on
    QVERIFY(after.strangers > 500);
    QVERIFY(after.strangers + after.overLimit > 1000);
}

void tst_MediaStream::strangersReportsChangeNothing()
{
    const auto pair = std::make_unique<StreamPair>();
    StreamControls *controls = pair->add(pair->left(CodecKind::Pcmu));
    pair->add(pair->right(CodecKind::Pcmu));
    pair->run(500ms);
    std::array<std::uint8_t, 100> buffer{};
    RtcpWriter writer(buffer);
    const RtcpReportBlock lie{0x1001, 255, 100000, 0, 99999, 1, 1};
    writer.receiverReport(0x1002, {&lie, 1});
    writer.bye(0x1002);
    LoopbackSocket stranger;
    pair->run(200ms, [&] { stranger.send(Bytes(buffer).first(writer.size()), pair->leftRtp.address()); });
    QVERIFY(pair->of<RemoteBye>().empty());
    QCOMPARE(controls->statistics().remoteLost, 0);
    QVERIFY(controls->statistics().strangers >= 10);
}

QTEST_APPLESS_MAIN(tst_MediaStream)
#include "tst_MediaStream.moc"
