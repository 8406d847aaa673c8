// RFC 3551, the profile for audio.
//
// Covered: §4.1 the marker at the beginning of a talkspurt; §4.2 packets of other lengths than ours; §4.5.2
// the clock of G.722; §4.5.11 L16; §4.5.14 PCMU and PCMA; §6 the static payload types of sound; payload types
// of each direction's own, and a codec that changes within what was agreed. Not covered: the other codecs;
// L16 at 44.1 kHz (10 and 11), which is known by name and not offered.
#include "AudioFormat.h"
#include "PeerPackets.h"
#include "StreamPair.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace carillon;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(carillon::CodecKind)

class tst_Rfc3551 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void s4_1_markerAfterAPause();
    void s4_2_packetsOfEveryLength_data();
    void s4_2_packetsOfEveryLength();
    void s4_5_clocksAndSizes_data();
    void s4_5_clocksAndSizes();
    void s4_5_11_networkByteOrder();
    void s4_5_11_refusesHalfASample();
    void s6_staticPayloadTypes_data();
    void s6_staticPayloadTypes();
    void eachDirectionHasItsOwnNumber();
    void theCodecMayChangeWithAnyPacket();
    void theCodecMayChangeWithAReInvite();
};

namespace {

std::vector<RtpPacket> soundOf(const std::vector<std::vector<std::uint8_t>> &datagrams)
{
    std::vector<RtpPacket> packets;
    for (const auto &datagram : datagrams) {
        if (!isRtcp(datagram))
            packets.push_back(*RtpPacket::parse(datagram));
    }
    return packets;
}

/// Sends sound of one codec after the other as a peer does that may choose.
class Peer
{
public:
    Peer()
    {
        auto left = pair->left(CodecKind::Pcmu);
        controls = pair->add(left);
    }
    /// A tone of 440 Hz.
    void send(CodecKind kind, int packetMs)
    {
        if (!m_encoder || m_encoder->kind() != kind)
            m_encoder = createEncoder({kind});
        const int rate = pcmRateHz(kind);
        std::vector<std::int16_t> pcm(std::size_t(rate / 1000 * packetMs));
        for (auto &sample : pcm)
            sample = std::int16_t(8000 * std::sin(2 * M_PI * 440 * double(m_sample++) / rate));
        std::vector<std::uint8_t> packet(RtpHeader::Size + MaxPayloadBytes);
        const int size = m_encoder->encode(pcm, MutableBytes(packet).subspan(RtpHeader::Size));
        RtpHeader{false, payloadTypeOf(kind), m_sequence++, m_timestamp, 7}.write(packet);
        packet.resize(RtpHeader::Size + std::size_t(size));
        m_timestamp += std::uint32_t(rtpClockRateHz(kind) / 1000 * packetMs);
        pair->rightRtp.send(packet, pair->leftRtp.address());
        pair->run(std::chrono::milliseconds(packetMs));
    }

    std::unique_ptr<StreamPair> pair = std::make_unique<StreamPair>();
    StreamControls *controls;

private:
    std::unique_ptr<AudioEncoder> m_encoder;
    std::uint16_t m_sequence = 1;
    std::uint32_t m_timestamp = 1000;
    std::uint64_t m_sample = 0;
};

} // namespace

void tst_Rfc3551::s4_1_markerAfterAPause()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    pair->add(left);
    pair->run(200ms);
    left.sending = false;
    pair->update(left);
    pair->run(1s);
    left.sending = true;
    pair->update(left);
    pair->run(200ms);
    const auto datagrams = pair->rightRtp.receiveAll();
    const auto packets = soundOf(datagrams);
    for (std::size_t i = 1; i < packets.size(); ++i) {
        const auto ticks = std::int32_t(packets[i].header.timestamp - packets[i - 1].header.timestamp);
        QCOMPARE(packets[i].header.marker, ticks != 160);
    }
    QCOMPARE(std::count_if(packets.begin(), packets.end(), [](const auto &p) { return p.header.marker; }), 2);
}

void tst_Rfc3551::s4_2_packetsOfEveryLength_data()
{
    QTest::addColumn<CodecKind>("kind");
    QTest::addColumn<int>("packetMs");
    for (const int ms : {10, 20, 30, 60, 120}) {
        QTest::addRow("PCMU, %d ms", ms) << CodecKind::Pcmu << ms;
        QTest::addRow("G.722, %d ms", ms) << CodecKind::G722 << ms;
    }
    QTest::newRow("L16 at 16 kHz, 40 ms") << CodecKind::L16At16k << 40;
    QTest::newRow("L16 at 48 kHz, 10 ms") << CodecKind::L16At48k << 10;
}

void tst_Rfc3551::s4_2_packetsOfEveryLength()
{
    QFETCH(CodecKind, kind);
    QFETCH(int, packetMs);
    Peer peer;
    for (int ms = 0; ms < 2400; ms += packetMs)
        peer.send(kind, packetMs);
    const auto statistics = peer.controls->statistics();
    QCOMPARE(statistics.malformed, 0u);
    QCOMPARE(statistics.receiveCodec, kind);
    QVERIFY2(statistics.receivedRms > 0.15f, qPrintable(QString::number(double(statistics.receivedRms))));
}

void tst_Rfc3551::s4_5_clocksAndSizes_data()
{
    QTest::addColumn<CodecKind>("kind");
    QTest::addColumn<int>("packetMs");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("ticks");
    QTest::newRow("§4.5.2 G.722: 16 kHz, a clock of 8000") << CodecKind::G722 << 20 << 160 << 160;
    QTest::newRow("§4.5.14 PCMU") << CodecKind::Pcmu << 20 << 160 << 160;
    QTest::newRow("§4.5.14 PCMA") << CodecKind::Pcma << 30 << 240 << 240;
    QTest::newRow("§4.5.11 L16/16000") << CodecKind::L16At16k << 20 << 640 << 320;
    QTest::newRow("§4.5.11 L16/48000") << CodecKind::L16At48k << 10 << 960 << 480;
}

void tst_Rfc3551::s4_5_clocksAndSizes()
{
    QFETCH(CodecKind, kind);
    QFETCH(int, packetMs);
    QFETCH(int, bytes);
    QFETCH(int, ticks);
    const auto pair = std::make_unique<StreamPair>();
    pair->add(pair->left(kind, packetMs));
    pair->run(600ms);
    const auto datagrams = pair->rightRtp.receiveAll();
    const auto packets = soundOf(datagrams);
    QCOMPARE(int(packets.size()), 600 / packetMs);
    for (std::size_t i = 1; i < packets.size(); ++i) {
        QCOMPARE(int(packets[i].payload.size()), bytes);
        QCOMPARE(int(packets[i].header.timestamp - packets[i - 1].header.timestamp), ticks);
    }
}

void tst_Rfc3551::s4_5_11_networkByteOrder()
{
    const auto encoder = createEncoder({CodecKind::L16At16k});
    const auto decoder = createDecoder(CodecKind::L16At16k);
    const std::vector<std::int16_t> pcm{0x0102, -2, 32767, -32768};
    std::vector<std::uint8_t> payload(8);
    QCOMPARE(encoder->encode(pcm, payload), 8);
    QVERIFY(payload == (std::vector<std::uint8_t>{1, 2, 0xff, 0xfe, 0x7f, 0xff, 0x80, 0}));
    std::vector<std::int16_t> heard(4);
    QCOMPARE(decoder->decode(payload, heard), 4);
    QVERIFY(heard == pcm);
}

void tst_Rfc3551::s4_5_11_refusesHalfASample()
{
    const auto decoder = createDecoder(CodecKind::L16At16k);
    const std::vector<std::uint8_t> odd(641), tooLong(2 * 16 * 121);
    QCOMPARE(decoder->samplesIn(odd), 0);
    QCOMPARE(decoder->samplesIn(tooLong), 0);
    QCOMPARE(decoder->samplesIn({}), 0);
}

void tst_Rfc3551::s6_staticPayloadTypes_data()
{
    QTest::addColumn<QByteArray>("payloadType");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("0") << QByteArray("0") << QByteArray("PCMU/8000");
    QTest::newRow("8") << QByteArray("8") << QByteArray("PCMA/8000");
    QTest::newRow("9") << QByteArray("9") << QByteArray("G722/8000");
    QTest::newRow("10: stereo") << QByteArray("10") << QByteArray("L16/44100");
    QTest::newRow("11") << QByteArray("11") << QByteArray("L16/44100");
    QTest::newRow("13") << QByteArray("13") << QByteArray("CN/8000");
    QTest::newRow("18") << QByteArray("18") << QByteArray("G729/8000");
}

void tst_Rfc3551::s6_staticPayloadTypes()
{
    QFETCH(QByteArray, payloadType);
    QFETCH(QByteArray, name);
    SdpMedia section;
    section.formats = {payloadType};
    const auto formats = audioFormatsOf(section);
    QCOMPARE(formats.size(), 1);
    QCOMPARE(formats[0].displayName(), name);
    QVERIFY(!formats[0].isSameCodec(AudioFormat::l16(16000)));
}

/// RFC 3264 §5.1: the numbers of a description are those which its writer wants to receive.
void tst_Rfc3551::eachDirectionHasItsOwnNumber()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
    left.receiveCodecs = {{111, CodecKind::Opus}};
    left.sendCodec.payloadType = 96;
    right.receiveCodecs = {{96, CodecKind::Opus}};
    right.sendCodec.payloadType = 111;
    left.endpoint = right.endpoint = {EndpointKind::Tone, 440};
    StreamControls *one = pair->add(left);
    StreamControls *other = pair->add(right);
    pair->run(1s);
    for (StreamControls *controls : {one, other}) {
        QCOMPARE(controls->statistics().unknownPayloadType, 0u);
        QVERIFY(controls->statistics().receivedRms > 0.1f);
    }
}

void tst_Rfc3551::theCodecMayChangeWithAnyPacket()
{
    Peer peer;
    for (const auto kind : {CodecKind::Pcmu, CodecKind::G722, CodecKind::Pcma, CodecKind::L16At16k,
             CodecKind::Opus, CodecKind::Pcmu}) {
        for (int i = 0; i < 50; ++i)
            peer.send(kind, 20);
        const auto statistics = peer.controls->statistics();
        QCOMPARE(statistics.receiveCodec, kind);
        QCOMPARE(statistics.malformed, 0u);
        QCOMPARE(statistics.unknownPayloadType, 0u);
        QVERIFY2(statistics.receivedRms > 0.12f, qPrintable(QString::number(double(statistics.receivedRms))));
    }
}

void tst_Rfc3551::theCodecMayChangeWithAReInvite()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus);
    left.endpoint = {EndpointKind::Tone, 440};
    pair->add(left);
    StreamControls *listener = pair->add(pair->right(CodecKind::Opus));
    pair->run(1s);
    for (const auto kind : {CodecKind::L16At16k, CodecKind::Pcmu, CodecKind::L16At48k, CodecKind::Opus}) {
        left.sendCodec = pair->left(kind, kind == CodecKind::L16At48k ? 10 : 20).sendCodec;
        pair->update(left);
        pair->run(1s);
        const auto statistics = listener->statistics();
        QCOMPARE(statistics.receiveCodec, kind);
        QVERIFY(statistics.receivedRms > 0.12f);
        QCOMPARE(statistics.lost, 0);
    }
}

QTEST_APPLESS_MAIN(tst_Rfc3551)
#include "tst_Rfc3551.moc"
