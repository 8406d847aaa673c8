// RFC 3389, comfort noise: what we send.
//
// Covered: §3 the payload (the level alone, which is white noise) and its range; §4 the payload type that was
// agreed, the clock and numbers of the sound; §5 that silence is described again and again, and that nothing
// is sent instead of it otherwise; the marker of the sound after it (RFC 3551 §4.1). Not covered: spectral
// information; what is received. Negotiation: tst_MediaNegotiation.
#include "PeerPackets.h"
#include "StreamPair.h"

#include <QTest>
#include <algorithm>

using namespace carillon;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(carillon::CodecKind)

class tst_Rfc3389 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void s3_levelOfTheNoise_data();
    void s3_levelOfTheNoise();
    void s4_onlyWhereAgreed();
    void s4_withTheClockAndNumbersOfTheSound_data();
    void s4_withTheClockAndNumbersOfTheSound();
    void s5_speechAndPauses();
    void digitsGoOutInSilence();
};

namespace {

constexpr std::uint8_t NoiseType = 13;

struct Received {
    RtpHeader header;
    std::vector<std::uint8_t> payload;
};

/// What the left stream sends of @p level to a socket in @p duration.
class Listener
{
public:
    Listener(CodecKind kind, std::optional<std::uint8_t> noise)
        : m_pair(std::make_unique<StreamPair>())
    {
        auto left = m_pair->left(kind);
        left.sendComfortNoise = noise;
        left.endpoint.kind = EndpointKind::Device;
        controls = m_pair->add(left);
    }

    std::vector<Received> hear(std::chrono::milliseconds duration, int amplitude)
    {
        m_pair->run(duration, [&] {
            AudioFrame frame;
            for (std::size_t i = 0; i < frame.size(); ++i) // a square wave: its level is its peak
                frame[i] = std::int16_t(i % 48 < 24 ? amplitude : -amplitude);
            m_pair->port.capture.push(frame);
        });
        std::vector<Received> all;
        for (const auto &bytes : m_pair->rightRtp.receiveAll()) {
            if (isRtcp(bytes))
                continue;
            const auto packet = RtpPacket::parse(bytes);
            all.push_back({packet->header, {packet->payload.begin(), packet->payload.end()}});
        }
        return all;
    }
    void digit() { m_pair->dtmf(1, {5, 100, DtmfRequest::Via::TelephoneEvent}); }

    StreamControls *controls;

private:
    std::unique_ptr<StreamPair> m_pair;
};

int countOf(const std::vector<Received> &all, std::uint8_t payloadType)
{
    return int(std::count_if(all.begin(), all.end(),
        [payloadType](const Received &one) { return one.header.payloadType == payloadType; }));
}

} // namespace

void tst_Rfc3389::s3_levelOfTheNoise_data()
{
    QTest::addColumn<int>("amplitude");
    QTest::addColumn<int>("level");
    QTest::newRow("digital silence") << 0 << 127;
    QTest::newRow("-60 dBov") << 33 << 60;
    QTest::newRow("-70 dBov") << 10 << 70;
}

void tst_Rfc3389::s3_levelOfTheNoise()
{
    QFETCH(int, amplitude);
    QFETCH(int, level);
    Listener peer(CodecKind::Pcmu, NoiseType);
    peer.hear(15s, amplitude);
    const auto all = peer.hear(1s, amplitude);
    QCOMPARE(countOf(all, NoiseType), int(all.size()));
    QCOMPARE(all.size(), std::size_t(5));
    for (const Received &one : all) {
        QCOMPARE(one.payload.size(), std::size_t(1));
        QVERIFY(one.payload[0] <= 127); // the most significant bit is 0
        QVERIFY2(std::abs(int(one.payload[0]) - level) <= 1, qPrintable(QString::number(one.payload[0])));
        QVERIFY(!one.header.marker);
    }
}

void tst_Rfc3389::s4_onlyWhereAgreed()
{
    Listener peer(CodecKind::Pcmu, {});
    QCOMPARE(peer.hear(1s, 0).size(), std::size_t(50));
    QCOMPARE(peer.controls->statistics().comfortNoiseSent, 0u);
}

void tst_Rfc3389::s4_withTheClockAndNumbersOfTheSound_data()
{
    QTest::addColumn<CodecKind>("kind");
    QTest::addColumn<int>("payloadType");
    QTest::newRow("PCMU") << CodecKind::Pcmu << 13;
    QTest::newRow("PCMA, under a dynamic number") << CodecKind::Pcma << 100;
    QTest::newRow("G.722") << CodecKind::G722 << 13;
}

void tst_Rfc3389::s4_withTheClockAndNumbersOfTheSound()
{
    QFETCH(CodecKind, kind);
    QFETCH(int, payloadType);
    Listener peer(kind, std::uint8_t(payloadType));
    auto all = peer.hear(2s, 0);
    QVERIFY(countOf(all, std::uint8_t(payloadType)) >= 5);
    QVERIFY(all.front().header.payloadType == payloadTypeOf(kind)); // the beginning is sent as it is
    for (const Received &one : peer.hear(1s, 8000))
        all.push_back(one);
    for (std::size_t i = 1; i < all.size(); ++i) {
        QCOMPARE(std::uint16_t(all[i].header.sequenceNumber - all[i - 1].header.sequenceNumber), 1);
        const std::uint32_t ticks = all[i].header.timestamp - all[i - 1].header.timestamp;
        QVERIFY(ticks >= 160 && ticks % 160 == 0 && ticks <= 10 * 160);
    }
}

void tst_Rfc3389::s5_speechAndPauses()
{
    Listener peer(CodecKind::Pcmu, NoiseType);
    peer.hear(15s, 20); // until the noise of the room is known
    const auto speech = peer.hear(1s, 3000);
    QVERIFY(countOf(speech, 0) >= 49);
    const auto first = std::find_if(
        speech.begin(), speech.end(), [](const Received &one) { return one.header.payloadType == 0; });
    QVERIFY(first->header.marker); // RFC 3551 §4.1
    QCOMPARE(
        std::count_if(speech.begin(), speech.end(), [](const Received &one) { return one.header.marker; }),
        1);
    const auto pause = peer.hear(2s, 20);
    QVERIFY(countOf(pause, 0) >= 14); // 300 ms: words end quietly
    QVERIFY(countOf(pause, 0) <= 17);
    QVERIFY(countOf(pause, NoiseType) >= 8);
    const auto statistics = peer.controls->statistics();
    QVERIFY(statistics.packetsWithheld > 100);
    QVERIFY(statistics.comfortNoiseSent >= 16);
    peer.controls->setMuted(true);
    peer.hear(500ms, 3000);
    const auto muted = peer.hear(1s, 3000);
    QCOMPARE(countOf(muted, 0), 0);
    QCOMPARE(int(muted.back().payload[0]), 127);
}

void tst_Rfc3389::digitsGoOutInSilence()
{
    Listener peer(CodecKind::Pcmu, NoiseType);
    peer.hear(2s, 0);
    peer.digit();
    QVERIFY(countOf(peer.hear(1s, 0), 101) >= 5);
}

QTEST_APPLESS_MAIN(tst_Rfc3389)
#include "tst_Rfc3389.moc"
