// What every codec promises, and what Opus promises beyond.
#include "AudioCodec.h"
#include "GoertzelDetector.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <vector>

using namespace carillon;

Q_DECLARE_METATYPE(carillon::CodecKind)

class tst_AudioCodec final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesATone_data();
    void carriesATone();
    void concealsAndFades_data() { kinds(); }
    void concealsAndFades();
    void survivesAnyPayload_data() { kinds(); }
    void survivesAnyPayload();
    void opusRecoversALostPacket();
    void opusDecodesStereoAndLongPackets();

private:
    static void kinds();
};

void tst_AudioCodec::kinds()
{
    QTest::addColumn<CodecKind>("kind");
    QTest::newRow("Opus") << CodecKind::Opus;
    QTest::newRow("G722") << CodecKind::G722;
    QTest::newRow("PCMU") << CodecKind::Pcmu;
    QTest::newRow("PCMA") << CodecKind::Pcma;
    QTest::newRow("L16") << CodecKind::L16At16k;
    QTest::newRow("L16, 48 kHz") << CodecKind::L16At48k;
}

static std::vector<std::int16_t> tone(CodecKind kind, double hz, int ms, int startSample = 0)
{
    const int rate = pcmRateHz(kind);
    std::vector<std::int16_t> samples(std::size_t(rate / 1000 * ms));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i]
            = std::int16_t(8192 * std::sin(2 * M_PI * hz * double(std::size_t(startSample) + i) / rate));
    return samples;
}

void tst_AudioCodec::carriesATone_data()
{
    QTest::addColumn<CodecKind>("kind");
    QTest::addColumn<int>("ptime");
    QTest::addColumn<int>("bytes"); // 0: any
    QTest::newRow("Opus 20") << CodecKind::Opus << 20 << 0;
    QTest::newRow("Opus 10") << CodecKind::Opus << 10 << 0;
    QTest::newRow("Opus 60") << CodecKind::Opus << 60 << 0;
    QTest::newRow("G722 20") << CodecKind::G722 << 20 << 160;
    QTest::newRow("PCMU 20") << CodecKind::Pcmu << 20 << 160;
    QTest::newRow("PCMA 30") << CodecKind::Pcma << 30 << 240;
    QTest::newRow("L16 20") << CodecKind::L16At16k << 20 << 640;
    QTest::newRow("L16, 48 kHz, 10") << CodecKind::L16At48k << 10 << 960;
}

void tst_AudioCodec::carriesATone()
{
    QFETCH(CodecKind, kind);
    QFETCH(int, ptime);
    QFETCH(int, bytes);
    const auto encoder = createEncoder({kind});
    const auto decoder = createDecoder(kind);
    QVERIFY(encoder && decoder);
    GoertzelDetector detector(440, pcmRateHz(kind));
    std::vector<std::uint8_t> payload(MaxPayloadBytes);
    std::vector<std::int16_t> pcm(48 * MaxDecodedMs);
    const int perPacket = pcmRateHz(kind) / 1000 * ptime;
    for (int i = 0; i < 2000 / ptime; ++i) {
        const int size = encoder->encode(tone(kind, 440, ptime, i * perPacket), payload);
        QVERIFY(size > 0);
        if (bytes > 0)
            QCOMPARE(size, bytes);
        const std::span packet(payload.data(), std::size_t(size));
        QCOMPARE(decoder->samplesIn(packet), perPacket);
        QCOMPARE(decoder->decode(packet, pcm), perPacket);
        if (i * ptime >= 500)
            detector.add({pcm.data(), std::size_t(perPacket)});
    }
    QVERIFY2(std::abs(detector.amplitude() - 0.25) < 0.02, qPrintable(QString::number(detector.amplitude())));
    QVERIFY(detector.share() > 0.98);
}

void tst_AudioCodec::concealsAndFades()
{
    QFETCH(CodecKind, kind);
    const auto encoder = createEncoder({kind});
    const auto decoder = createDecoder(kind);
    std::vector<std::uint8_t> payload(MaxPayloadBytes);
    std::vector<std::int16_t> pcm(48 * MaxDecodedMs);
    const int packetMs = std::min(20, longestPacketMs(kind));
    const std::size_t perPacket = std::size_t(pcmRateHz(kind) / 1000 * packetMs);
    for (int i = 0; i < 25; ++i) {
        const int size = encoder->encode(tone(kind, 400, packetMs, i * int(perPacket)), payload);
        decoder->decode({payload.data(), std::size_t(size)}, pcm);
    }
    const auto energy = [&pcm, perPacket] {
        double sum = 0;
        for (std::size_t i = 0; i < perPacket; ++i)
            sum += double(pcm[i]) * pcm[i];
        return sum / double(perPacket);
    };
    decoder->conceal({pcm.data(), perPacket});
    QVERIFY2(energy() > 8192. * 8192. / 2 / 8, qPrintable(QString::number(energy())));
    for (int i = 0; i < 24; ++i)
        decoder->conceal({pcm.data(), perPacket});
    QVERIFY2(energy() < 300. * 300., qPrintable(QString::number(energy())));
}

void tst_AudioCodec::survivesAnyPayload()
{
    QFETCH(CodecKind, kind);
    const auto decoder = createDecoder(kind);
    std::vector<std::int16_t> pcm(48 * MaxDecodedMs);
    std::uint32_t random = 7;
    for (int i = 0; i < 3000; ++i) {
        std::vector<std::uint8_t> payload(std::size_t(i) % 1500);
        for (auto &byte : payload) {
            random = random * 1664525u + 1013904223u;
            byte = std::uint8_t(random >> 24);
        }
        const int samples = decoder->samplesIn(payload);
        QVERIFY(samples >= 0 && samples <= pcmRateHz(kind) / 1000 * MaxDecodedMs);
        if (samples == 0)
            continue;
        QVERIFY(decoder->decode(payload, pcm) <= samples);
        decoder->recover(payload, {pcm.data(), std::size_t(pcmRateHz(kind) / 50)});
    }
}

void tst_AudioCodec::opusRecoversALostPacket()
{
    // Voiced sound with a changing pitch: what was lost cannot be guessed, only recovered.
    const auto packetOf = [](int i) { return tone(CodecKind::Opus, 200 + 40 * (i % 5), 20); };
    double errors[2] = {};
    for (const bool fec : {false, true}) {
        const auto encoder = createEncoder({CodecKind::Opus, 32000, 5, fec, 20});
        const auto reference = createDecoder(CodecKind::Opus);
        const auto decoder = createDecoder(CodecKind::Opus);
        std::vector<std::vector<std::uint8_t>> packets;
        for (int i = 0; i < 100; ++i) {
            std::vector<std::uint8_t> payload(MaxPayloadBytes);
            payload.resize(std::size_t(encoder->encode(packetOf(i), payload)));
            packets.push_back(std::move(payload));
        }
        std::vector<std::int16_t> wanted(5760), heard(5760);
        for (std::size_t i = 0; i + 1 < packets.size(); ++i) {
            reference->decode(packets[i], wanted);
            if (i < 10 || i % 5 != 0) {
                decoder->decode(packets[i], heard);
                continue;
            }
            decoder->recover(packets[i + 1], {heard.data(), 960});
            for (std::size_t s = 0; s < 960; ++s)
                errors[fec] += std::pow(double(wanted[s]) - heard[s], 2);
        }
    }
    QVERIFY2(errors[1] < errors[0] * 0.5, qPrintable(QStringLiteral("%1 %2").arg(errors[0]).arg(errors[1])));
}

void tst_AudioCodec::opusDecodesStereoAndLongPackets()
{
    const auto decoder = createDecoder(CodecKind::Opus);
    // Code 3 with six frames of 20 ms, all empty (DTX): 120 ms; then the same with one frame too many.
    const std::uint8_t longest[] = {0x78 | 3, 6};
    const std::uint8_t tooLong[] = {0x78 | 3, 7};
    const std::uint8_t stereo[] = {0x78 | 4};
    QCOMPARE(decoder->samplesIn(longest), 5760);
    QCOMPARE(decoder->samplesIn(tooLong), 0);
    std::vector<std::int16_t> pcm(5760);
    QCOMPARE(decoder->decode(longest, pcm), 5760);
    QCOMPARE(decoder->decode(stereo, pcm), 960);
}

QTEST_APPLESS_MAIN(tst_AudioCodec)
#include "tst_AudioCodec.moc"
