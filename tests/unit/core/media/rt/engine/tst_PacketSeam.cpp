// Where packets come in and go out: the socket that ICE lends, DTLS for core, and what comes before a key.
#include "RtpPacket.h"
#include "StreamPair.h"
#include "UnixPair.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_PacketSeam final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesACallOverTheSocketsOfIce_data();
    void carriesACallOverTheSocketsOfIce();
    void goesOnWhenIceLendsAnotherSocket();
    void survivesTheEndOfTheOtherSide();
    void handsDtlsToCore_data();
    void handsDtlsToCore();
    void handsDtlsOfStrangersToNobody();
    void sendsAndHearsNothingBeforeTheKeys();
    void looksAtSoManyOfStrangersInASecond();
};

using Packet = std::vector<std::uint8_t>;

static Packet datagram(std::initializer_list<std::uint8_t> first, std::size_t size = 60)
{
    Packet bytes(first);
    bytes.resize(size, 0xfe);
    return bytes;
}

static Packet sound(std::uint16_t sequence)
{
    Packet packet(RtpHeader::Size + 160, 0x10);
    RtpHeader{false, 0, sequence, sequence * 160u, 7}.write(packet);
    return packet;
}

static void relay(const UnixPair &from, const UnixPair &to)
{
    for (const auto &bytes : from.receiveAll())
        to.send(bytes);
}

void tst_PacketSeam::carriesACallOverTheSocketsOfIce_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<bool>("ownRtcp");
    QTest::newRow("plain") << false << false;
    QTest::newRow("SRTP") << true << false;
    QTest::newRow("a component for RTCP") << false << true;
    QTest::newRow("a component for SRTCP") << true << true;
}

void tst_PacketSeam::carriesACallOverTheSocketsOfIce()
{
    QFETCH(bool, secure);
    QFETCH(bool, ownRtcp);
    const auto pair = std::make_unique<StreamPair>();
    UnixPair leftRtp, rightRtp, leftRtcp, rightRtcp;
    auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
    left.rtpFd = leftRtp.mediaFd();
    right.rtpFd = rightRtp.mediaFd();
    left.isPeerCertain = right.isPeerCertain = true;
    if (ownRtcp) {
        left.rtcpFd = leftRtcp.mediaFd();
        right.rtcpFd = rightRtcp.mediaFd();
    }
    if (secure) {
        left.sendKey = right.receiveKey = srtpKey(SrtpProfile::AeadAes128Gcm, 1);
        left.receiveKey = right.sendKey = srtpKey(SrtpProfile::AeadAes128Gcm, 2);
    }
    left.endpoint = right.endpoint = {EndpointKind::Tone, 440};
    StreamControls *controls = pair->add(left);
    pair->add(right);
    pair->run(8s, [&] {
        relay(leftRtp, rightRtp);
        relay(rightRtp, leftRtp);
        relay(leftRtcp, rightRtcp);
        relay(rightRtcp, leftRtcp);
    });
    const auto statistics = controls->statistics();
    QVERIFY(statistics.packetsReceived > 390);
    QCOMPARE(statistics.lost, 0);
    QVERIFY(statistics.receivedRms > 0.15f);
    QVERIFY(statistics.rtcpReceived > 0);
    QVERIFY(statistics.rttMs >= 0);
    QCOMPARE(statistics.sendErrors, 0u);
    QVERIFY(pair->of<SourceLatched>().empty()); // there is no address to tell of
    QVERIFY(pair->rightRtp.receiveAll().empty());
}

void tst_PacketSeam::goesOnWhenIceLendsAnotherSocket()
{
    const auto pair = std::make_unique<StreamPair>();
    UnixPair before, after;
    auto left = pair->left(CodecKind::Pcmu);
    left.rtpFd = before.mediaFd();
    left.isPeerCertain = true;
    StreamControls *controls = pair->add(left);
    std::uint16_t sequence = 0;
    pair->run(200ms, [&] { before.send(sound(sequence++)); });
    left.rtpFd = after.mediaFd();
    pair->update(left);
    pair->run(200ms, [&] {
        before.send(sound(1000)); // what comes through the old one is of nobody
        after.send(sound(sequence++));
    });
    pair->run(100ms); // until the figures are renewed
    QCOMPARE(controls->statistics().packetsReceived, 40u);
    QVERIFY(after.receiveAll().size() >= 9);
    left.rtpFd = pair->leftRtp.fd(); // and back to the network: the rules for strangers hold again
    left.isPeerCertain = false;
    pair->update(left);
    pair->run(100ms, [&] { pair->rightRtp.send(sound(sequence++), pair->leftRtp.address()); });
    LoopbackSocket stranger;
    pair->run(200ms, [&] { stranger.send(sound(sequence), pair->leftRtp.address()); });
    pair->run(100ms);
    QCOMPARE(controls->statistics().strangers, 20u);
}

void tst_PacketSeam::survivesTheEndOfTheOtherSide()
{
    const auto pair = std::make_unique<StreamPair>();
    auto ice = std::make_unique<UnixPair>();
    auto left = pair->left(CodecKind::Pcmu);
    left.rtpFd = dup(ice->mediaFd());
    left.controlFd = left.rtpFd;
    left.isPeerCertain = true;
    StreamControls *controls = pair->add(left);
    ice->send(sound(1));
    ice->send(datagram({22, 254}));
    pair->run(100ms);
    ice.reset();
    pair->run(300ms);
    QVERIFY(controls->statistics().sendErrors > 5);
    pair->remove(1);
    pair->run(20ms);
    close(left.rtpFd);
}

void tst_PacketSeam::handsDtlsToCore_data()
{
    QTest::addColumn<bool>("overIce");
    QTest::addColumn<bool>("hasReader");
    QTest::addColumn<int>("perSecond");
    QTest::addColumn<int>("forwarded");
    QTest::newRow("from the network") << false << true << 20 << 20;
    QTest::newRow("over ICE's socket") << true << true << 20 << 20;
    QTest::newRow("nobody wants it") << false << false << 20 << 0;
    QTest::newRow("a flood of it") << false << true << 1000 << DatagramGate::MaxDtlsPerSecond;
}

void tst_PacketSeam::handsDtlsToCore()
{
    QFETCH(bool, overIce);
    QFETCH(bool, hasReader);
    QFETCH(int, perSecond);
    QFETCH(int, forwarded);
    const auto pair = std::make_unique<StreamPair>();
    UnixPair ice, core;
    auto left = pair->left(CodecKind::Pcmu);
    left.awaitsKeys = true;
    left.controlFd = hasReader ? core.mediaFd() : -1;
    if (overIce) {
        left.rtpFd = ice.mediaFd();
        left.isPeerCertain = true;
    }
    StreamControls *controls = pair->add(left);
    std::size_t heard = 0;
    int tick = 0;
    pair->run(1s, [&] {
        const int due = perSecond * (tick + 1) / 100 - perSecond * tick / 100;
        ++tick;
        for (int i = 0; i < due; ++i) {
            for (const auto first :
                {std::uint8_t(22), std::uint8_t(0), std::uint8_t(70)}) { // DTLS, STUN, a TURN channel
                const Packet bytes = datagram({first, 254});
                overIce ? void(ice.send(bytes)) : pair->rightRtp.send(bytes, pair->leftRtp.address());
            }
        }
        for (const auto &bytes : core.receiveAll()) {
            QCOMPARE(bytes, datagram({22, 254}));
            ++heard;
        }
    });
    pair->run(200ms);
    heard += core.receiveAll().size();
    const auto statistics = controls->statistics();
    QCOMPARE(int(heard), forwarded);
    QCOMPARE(int(statistics.dtlsForwarded), forwarded);
    QCOMPARE(int(statistics.dtlsForwarded + statistics.dtlsDropped), perSecond);
    QCOMPARE(int(statistics.stunDropped), perSecond);
    QCOMPARE(int(statistics.notMedia), 3 * perSecond);
    QCOMPARE(pair->of<ControlLatched>().size(), std::size_t(forwarded > 0 && !overIce ? 1 : 0));
}

void tst_PacketSeam::handsDtlsOfStrangersToNobody()
{
    const auto pair = std::make_unique<StreamPair>();
    UnixPair core;
    LoopbackSocket stranger;
    auto left = pair->left(CodecKind::Pcmu);
    left.awaitsKeys = true;
    left.controlFd = core.mediaFd();
    StreamControls *controls = pair->add(left);
    const auto handshake = datagram({22, 254}), forged = datagram({22, 1});
    int tick = 0;
    pair->run(5s, [&] {
        if (tick++ % 100 == 0)
            pair->rightRtp.send(handshake, pair->leftRtp.address());
        for (int i = 0; i < 5; ++i) // more than is forwarded in a second
            stranger.send(forged, pair->leftRtp.address());
    });
    const auto heard = core.receiveAll();
    QCOMPARE(heard, std::vector<Packet>(5, handshake));
    QVERIFY(controls->statistics().dtlsDropped >= 2400);
    QCOMPARE(pair->of<ControlLatched>().size(), std::size_t(1));
}

void tst_PacketSeam::sendsAndHearsNothingBeforeTheKeys()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu), right = pair->right(CodecKind::Pcmu);
    right.endpoint = {EndpointKind::Tone, 440};
    left.awaitsKeys = true;
    StreamControls *controls = pair->add(left);
    pair->dtmf(1, {5, 80, DtmfRequest::Via::TelephoneEvent});
    std::uint16_t sequence = 0;
    pair->run(20s, [&] { pair->rightRtp.send(sound(sequence++), pair->leftRtp.address()); });
    QVERIFY(pair->rightRtp.receiveAll().empty()); // no sound, no report, no keep-alive
    auto statistics = controls->statistics();
    QCOMPARE(statistics.packetsReceived, 0u);
    QVERIFY(statistics.beforeKeys > 1900);
    QCOMPARE(statistics.receivedPeak, 0.f);
    left.sendKey = right.receiveKey = srtpKey(SrtpProfile::AeadAes128Gcm, 1);
    left.receiveKey = right.sendKey = srtpKey(SrtpProfile::AeadAes128Gcm, 2);
    pair->update(left);
    pair->add(right);
    pair->run(2200ms);
    statistics = controls->statistics();
    QVERIFY(statistics.packetsReceived > 95);
    QVERIFY(statistics.receivedRms > 0.15f);
    QCOMPARE(pair->of<DtmfReceived>().size(), std::size_t(1)); // the digit waited too
}

void tst_PacketSeam::looksAtSoManyOfStrangersInASecond()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    StreamControls *controls = pair->add(left);
    std::uint16_t sequence = 0;
    const auto talk = [&] { pair->rightRtp.send(sound(sequence++), pair->leftRtp.address()); };
    LoopbackSocket stranger;
    const auto report = datagram({0x80, 201, 0, 1}, 8);
    auto packet = sound(1);
    packet[1] = 100; // of a type that nobody agreed to: it is believed from nobody
    const auto flood = [&] {
        for (int i = 0; i < 50; ++i)
            stranger.send(packet, pair->leftRtp.address());
    };
    pair->run(500ms, flood); // before the peer's first word
    pair->run(100ms, [&] {
        flood();
        talk();
    });
    QVERIFY(controls->statistics().packetsReceived > 0);
    packet[1] = 0;
    pair->run(1s, [&] {
        talk();
        for (int i = 0; i < 50; ++i) {
            stranger.send(packet, pair->leftRtp.address());
            stranger.send(report, pair->leftRtp.address());
        }
    });
    pair->run(200ms, talk);
    const auto statistics = controls->statistics();
    QVERIFY(statistics.packetsReceived >= 120); // the peer is heard all the same
    // Three seconds are begun, one of them of strangers whom nobody counts.
    QVERIFY(statistics.strangers
        <= 2 * std::uint64_t(DatagramGate::MaxRtpPerSecond + DatagramGate::MaxRtcpPerSecond));
    QVERIFY(statistics.overLimit > 8000);
}

QTEST_APPLESS_MAIN(tst_PacketSeam)
#include "tst_PacketSeam.moc"
