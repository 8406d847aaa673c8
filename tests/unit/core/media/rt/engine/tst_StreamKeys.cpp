// SRTP in a running stream: attacks from the network, and keys that change while packets are under way.
#include "PeerPackets.h"
#include "StreamPair.h"

#include <QTest>
#include <deque>
#include <random>

using namespace carillon;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(carillon::SrtpProfile)

class tst_StreamKeys final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void survivesAttacks_data() { profiles(); }
    void survivesAttacks();
    void changesKeysWhilePacketsAreUnderWay_data() { profiles(); }
    void changesKeysWhilePacketsAreUnderWay();
    void survivesThatThePeerChangesFirst();
    void forgetsTheFormerKey();
    void refusesHalfAProtectedStream();
    void believesNoUnprotectedBye();
    void reportsMayHaveKeysOfTheirOwn_data();
    void reportsMayHaveKeysOfTheirOwn();

private:
    static void profiles();
};

void tst_StreamKeys::profiles()
{
    QTest::addColumn<SrtpProfile>("profile");
    QTest::newRow("AES_CM_128_HMAC_SHA1_80") << SrtpProfile::Aes128CmSha1_80;
    QTest::newRow("AES_CM_128_HMAC_SHA1_32") << SrtpProfile::Aes128CmSha1_32;
    QTest::newRow("AES_256_CM_HMAC_SHA1_80") << SrtpProfile::Aes256CmSha1_80;
    QTest::newRow("AES_256_CM_HMAC_SHA1_32") << SrtpProfile::Aes256CmSha1_32;
    QTest::newRow("AEAD_AES_128_GCM") << SrtpProfile::AeadAes128Gcm;
    QTest::newRow("AEAD_AES_256_GCM") << SrtpProfile::AeadAes256Gcm;
}

/// A call of two streams whose packets pass through the hands of the test.
struct Protected {
    explicit Protected(SrtpProfile profile)
    {
        left = streamParameters(1, pair->leftRtp, relay.address(), CodecKind::Pcmu);
        right = streamParameters(2, pair->rightRtp, relay.address(), CodecKind::Pcmu);
        right.endpoint = {EndpointKind::Tone, 440};
        useKeys(profile, 1);
        listener = pair->add(left);
        speaker = pair->add(right);
    }
    void useKeys(SrtpProfile profile, std::uint8_t seed)
    {
        left.sendKey = right.receiveKey = srtpKey(profile, seed);
        left.receiveKey = right.sendKey = srtpKey(profile, std::uint8_t(seed + 100));
    }
    void deliver(const std::vector<std::uint8_t> &packet) { relay.send(packet, pair->leftRtp.address()); }
    /// What the speaker sent; what the listener sent is passed on.
    std::vector<std::vector<std::uint8_t>> spoken()
    {
        std::vector<std::vector<std::uint8_t>> all;
        for (auto &packet : relay.receiveAll()) {
            if (readU32(packet, isRtcp(packet) ? 4 : 8) == right.localSsrc)
                all.push_back(std::move(packet));
            else
                relay.send(packet, pair->rightRtp.address());
        }
        return all;
    }

    std::unique_ptr<StreamPair> pair = std::make_unique<StreamPair>();
    LoopbackSocket relay;
    StreamParameters left, right;
    StreamControls *listener = nullptr;
    StreamControls *speaker = nullptr;
};

void tst_StreamKeys::survivesAttacks()
{
    QFETCH(SrtpProfile, profile);
    Protected call(profile);
    std::mt19937 random(3);
    std::vector<std::vector<std::uint8_t>> earlier;
    std::vector<std::uint8_t> held;
    int soundPackets = 0;
    call.pair->run(9s, [&] { // with a report or two
        for (const auto &packet : call.spoken()) {
            soundPackets += isRtcp(packet) ? 0 : 1;
            auto forged = packet;
            forged[12 + random() % (forged.size() - 12)] ^= std::uint8_t(1 + random() % 255);
            call.deliver(forged);
            auto cut = packet;
            cut.resize(random() % cut.size());
            if (!cut.empty())
                call.deliver(cut);
            if (!held.empty()) { // each second one after its follower
                call.deliver(packet);
                call.deliver(std::exchange(held, {}));
            } else {
                held = packet;
            }
            earlier.push_back(packet);
            if (earlier.size() > 3)
                call.deliver(earlier[random() % (earlier.size() - 3)]);
        }
    });
    const auto statistics = call.listener->statistics();
    QVERIFY(int(statistics.packetsReceived) >= soundPackets - 12);
    QVERIFY(int(statistics.packetsReceived) <= soundPackets);
    QCOMPARE(statistics.duplicate, 0u); // none got that far
    QVERIFY(statistics.lost <= 1);
    QVERIFY(statistics.srtpReplayed > 400);
    QVERIFY(statistics.srtpAuthFailed > 400);
    QVERIFY(statistics.rtcpReceived >= 1);
    QVERIFY(statistics.receivedRms > 0.15f);
    QVERIFY(call.pair->of<RemoteBye>().empty());
}

void tst_StreamKeys::changesKeysWhilePacketsAreUnderWay()
{
    QFETCH(SrtpProfile, profile);
    Protected call(profile);
    std::deque<std::pair<MediaTime, std::vector<std::uint8_t>>> underWay;
    const auto network = [&] {
        for (auto &packet : call.spoken())
            underWay.emplace_back(call.pair->now + 150ms, std::move(packet));
        for (; !underWay.empty() && underWay.front().first <= call.pair->now; underWay.pop_front())
            call.deliver(underWay.front().second);
    };
    call.pair->run(2s, network);
    const auto before = call.listener->statistics();
    for (std::uint8_t i = 1; i <= 4; ++i) { // four re-INVITEs, each with new keys, both sides at once
        call.useKeys(profile, std::uint8_t(10 * i));
        call.pair->update(call.left);
        call.pair->update(call.right);
        call.pair->run(1s, network);
    }
    call.pair->run(200ms, network);
    const auto after = call.listener->statistics();
    QCOMPARE(after.lost, 0);
    QCOMPARE(after.srtpAuthFailed, 0u);
    QCOMPARE(after.concealedMs, before.concealedMs);
    QVERIFY(after.packetsReceived >= before.packetsReceived + 200);
    QVERIFY(after.receivedRms > 0.15f && after.receivedRms < 0.2f);
    QCOMPARE(after.remoteSsrc, before.remoteSsrc);
}

void tst_StreamKeys::survivesThatThePeerChangesFirst()
{
    Protected call(SrtpProfile::AeadAes128Gcm);
    const auto network = [&] {
        for (const auto &packet : call.spoken())
            call.deliver(packet);
    };
    call.pair->run(2s, network);
    call.useKeys(SrtpProfile::Aes256CmSha1_80, 50);
    call.pair->update(call.right);
    float loudest = 0;
    call.pair->run(1s, [&] {
        network();
        loudest = std::max(loudest, call.listener->receivedPeak());
    });
    QVERIFY(loudest < 0.3f); // the tone, and silence after it: no noise
    QVERIFY(call.listener->receivedRms() < 0.01f);
    QVERIFY(call.listener->statistics().srtpAuthFailed >= 40);
    call.pair->update(call.left); // the answer was late
    call.pair->run(1s, network);
    const auto statistics = call.listener->statistics();
    QVERIFY(statistics.receivedRms > 0.15f);
    QVERIFY(statistics.lost >= 40 && statistics.lost <= 52);
    QVERIFY(call.speaker->statistics().packetsReceived > 100);
}

void tst_StreamKeys::forgetsTheFormerKey()
{
    Protected call(SrtpProfile::Aes128CmSha1_80);
    std::vector<std::vector<std::uint8_t>> kept;
    call.pair->run(1s, [&] {
        for (const auto &packet : call.spoken()) {
            if (kept.size() < 10 && !isRtcp(packet))
                kept.push_back(packet); // an attacker's collection, never delivered
            else
                call.deliver(packet);
        }
    });
    call.useKeys(SrtpProfile::Aes128CmSha1_80, 50);
    call.pair->update(call.left);
    call.pair->update(call.right);
    const auto pass = [&] {
        for (const auto &packet : call.spoken())
            call.deliver(packet);
    };
    call.pair->run(StreamSetup::FormerKeyPeriod + 200ms, pass);
    const auto before = call.listener->statistics();
    for (const auto &packet : kept)
        call.deliver(packet);
    call.pair->run(200ms, pass);
    const auto after = call.listener->statistics();
    QCOMPARE(after.srtpAuthFailed, before.srtpAuthFailed + kept.size());
    QCOMPARE(after.late, before.late);
}

void tst_StreamKeys::refusesHalfAProtectedStream()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    StreamControls *controls = pair->add(left);
    pair->add(pair->right(CodecKind::Pcmu));
    pair->run(200ms);
    for (const bool sends : {true, false}) {
        auto half = left;
        (sends ? half.sendKey : half.receiveKey) = srtpKey(SrtpProfile::AeadAes128Gcm, 1);
        half.awaitsKeys = true;
        StreamError error = StreamError::None;
        QVERIFY(!StreamSetup::create(half, &error));
        QVERIFY(error == StreamError::SrtpFailed);
    }
    pair->run(1s);
    QVERIFY(controls->statistics().packetsReceived > 45); // the stream as it was goes on
}

void tst_StreamKeys::believesNoUnprotectedBye()
{
    Protected call(SrtpProfile::AeadAes256Gcm);
    const auto bye = peerBye(0x1002);
    call.pair->run(1s, [&] {
        for (const auto &packet : call.spoken())
            call.deliver(packet);
        call.deliver(bye);
    });
    QVERIFY(call.pair->of<RemoteBye>().empty());
    QVERIFY(call.listener->statistics().srtpAuthFailed + call.listener->statistics().malformed >= 90);
}

void tst_StreamKeys::reportsMayHaveKeysOfTheirOwn_data()
{
    QTest::addColumn<bool>("isSame");
    QTest::addColumn<bool>("isHeard");
    QTest::newRow("both use them") << true << true;
    QTest::newRow("the keys of another association") << false << false;
}

/// RFC 5764 §3: two ports, two associations. Those of RTP are no way around them.
void tst_StreamKeys::reportsMayHaveKeysOfTheirOwn()
{
    QFETCH(bool, isSame);
    QFETCH(bool, isHeard);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    auto right = pair->right(CodecKind::Pcmu);
    left.rtcpFd = pair->leftRtcp.fd();
    right.rtcpFd = pair->rightRtcp.fd();
    left.remoteRtcp = pair->rightRtcp.address();
    right.remoteRtcp = pair->leftRtcp.address();
    const auto profile = SrtpProfile::AeadAes128Gcm;
    left.sendKey = right.receiveKey = srtpKey(profile, 1);
    left.receiveKey = right.sendKey = srtpKey(profile, 2);
    left.rtcpSendKey = right.rtcpReceiveKey = srtpKey(profile, 3);
    left.rtcpReceiveKey = right.rtcpSendKey = srtpKey(profile, 4);
    if (!isSame)
        right.rtcpSendKey = srtpKey(profile, 5);
    auto half = left;
    half.rtcpReceiveKey.reset();
    StreamError error = StreamError::None;
    QVERIFY(!StreamSetup::create(half, &error));
    QVERIFY(error == StreamError::SrtpFailed);
    StreamControls *controls = pair->add(left);
    pair->add(right);
    pair->run(12s);
    pair->update(left); // nothing changes: the window of what was heard stays
    pair->run(12s);
    const StreamStatistics heard = controls->statistics();
    QVERIFY(heard.packetsReceived > 1000);
    QCOMPARE(heard.rtcpReceived > 1, isHeard);
    QCOMPARE(heard.srtpAuthFailed == 0, isHeard);
}

QTEST_APPLESS_MAIN(tst_StreamKeys)
#include "tst_StreamKeys.moc"
