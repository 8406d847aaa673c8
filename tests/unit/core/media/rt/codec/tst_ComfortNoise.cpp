// RFC 3389: level and colour of the noise; and what Opus says about its silence.
#include "ComfortNoise.h"
#include "OpusPayload.h"

#include <QTest>
#include <cmath>
#include <vector>

using namespace carillon;

class tst_ComfortNoise final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hasTheLevel_data();
    void hasTheLevel();
    void hasTheColour();
    void glidesToAnotherLevel();
    void isBoundedWhateverComes();
    void readsOpus_data();
    void readsOpus();
    void knowsTheEncodersSilenceAndRedundancy();
};

static std::vector<std::int16_t> noise(
    AudioDecoder &decoder, const std::vector<std::uint8_t> &payload, int ms)
{
    std::vector<std::int16_t> pcm(std::size_t(8 * ms));
    const int made = decoder.decode(payload, pcm);
    decoder.conceal(std::span(pcm).subspan(std::size_t(std::max(0, made))));
    return pcm;
}

static double rms(std::span<const std::int16_t> pcm)
{
    double sum = 0;
    for (const auto sample : pcm)
        sum += double(sample) * sample;
    return std::sqrt(sum / double(pcm.size()));
}

void tst_ComfortNoise::hasTheLevel_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<double>("levelDb");
    QTest::newRow("-30 dBov, white") << QByteArray::fromHex("1e") << -30.;
    QTest::newRow("-45 dBov, coloured") << QByteArray::fromHex("2d30a090") << -45.;
    QTest::newRow("-60 dBov, of order 12") << QByteArray::fromHex("3c3090807f7f7f7f7f7f7f7f7f") << -60.;
    QTest::newRow("the reserved bit is ignored") << QByteArray::fromHex("9e") << -30.;
    QTest::newRow("0 dBov would deafen") << QByteArray::fromHex("00") << -10.;
}

void tst_ComfortNoise::hasTheLevel()
{
    QFETCH(QByteArray, payload);
    QFETCH(double, levelDb);
    ComfortNoiseDecoder decoder;
    const auto pcm = noise(decoder, {payload.begin(), payload.end()}, 2000);
    const double measured = 20 * std::log10(rms(std::span(pcm).subspan(800)) / 32768);
    QVERIFY2(std::abs(measured - levelDb) < 1.5, qPrintable(QString::number(measured)));
}

void tst_ComfortNoise::hasTheColour()
{
    // One coefficient k: neighbours correlate by -k.
    for (const int byte : {27, 227}) {
        ComfortNoiseDecoder decoder;
        const auto pcm = noise(decoder, {30, std::uint8_t(byte)}, 2000);
        double product = 0, energy = 0;
        for (std::size_t i = 801; i < pcm.size(); ++i) {
            product += double(pcm[i]) * pcm[i - 1];
            energy += double(pcm[i]) * pcm[i];
        }
        const double wanted = -(byte - 127) * 258. / 32768;
        QVERIFY2(std::abs(product / energy - wanted) < 0.05, qPrintable(QString::number(product / energy)));
    }
}

void tst_ComfortNoise::glidesToAnotherLevel()
{
    ComfortNoiseDecoder decoder;
    noise(decoder, {30}, 500);
    const auto pcm = noise(decoder, {60}, 500);
    QVERIFY(rms(std::span(pcm).first(80)) > 500); // -30 dBov is 1036
    QVERIFY(rms(std::span(pcm).last(800)) < 50);
}

void tst_ComfortNoise::isBoundedWhateverComes()
{
    ComfortNoiseDecoder decoder;
    QCOMPARE(decoder.samplesIn({}), 0);
    std::vector<std::int16_t> none(80);
    QCOMPARE(decoder.decode({}, none), 0);
    std::vector<std::uint8_t> extreme(300, 255);
    extreme[0] = 20;
    for (const int value : {255, 0, 127}) {
        std::fill(extreme.begin() + 1, extreme.end(), std::uint8_t(value));
        const auto pcm = noise(decoder, extreme, 3000);
        QVERIFY2(rms(std::span(pcm).last(8000)) < 32768 * std::pow(10., -17. / 20),
            qPrintable(QString::number(value)));
    }
}

void tst_ComfortNoise::readsOpus_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isNoise");
    QTest::addColumn<bool>("isRedundant");
    QTest::newRow("empty") << QByteArray() << false << false;
    QTest::newRow("only a TOC: DTX") << QByteArray::fromHex("78") << true << false;
    QTest::newRow("three empty frames") << QByteArray::fromHex("7b03") << true << false;
    QTest::newRow("SILK 20 ms, voice") << QByteArray::fromHex("4880ffff") << false << false;
    QTest::newRow("SILK 20 ms, voice and redundancy") << QByteArray::fromHex("48c0ffff") << false << true;
    QTest::newRow("SILK 60 ms: three voices") << QByteArray::fromHex("58e0ffff") << false << false;
    QTest::newRow("SILK 60 ms: redundancy") << QByteArray::fromHex("5810ffff") << false << true;
    QTest::newRow("SILK stereo: only the side has it") << QByteArray::fromHex("4c10ffff") << false << true;
    QTest::newRow("hybrid") << QByteArray::fromHex("7840ffff") << false << true;
    QTest::newRow("CELT has none") << QByteArray::fromHex("f8ffffff") << false << false;
    QTest::newRow("lengths that contradict each other") << QByteArray::fromHex("7aff") << false << false;
}

void tst_ComfortNoise::readsOpus()
{
    QFETCH(QByteArray, payload);
    const std::vector<std::uint8_t> bytes(payload.begin(), payload.end());
    const OpusPayload read = OpusPayload::parse(bytes);
    QTEST(read.isNoise, "isNoise");
    QTEST(read.isRedundant, "isRedundant");
}

void tst_ComfortNoise::knowsTheEncodersSilenceAndRedundancy()
{
    for (const bool fec : {false, true}) {
        EncoderOptions options;
        options.inbandFec = fec;
        options.expectedLossPercent = 20;
        const auto encoder = createEncoder(options);
        int redundant = 0;
        for (int i = 0; i < 100; ++i) {
            std::vector<std::int16_t> pcm(960);
            for (int s = 0; s < 960; ++s)
                pcm[std::size_t(s)] = std::int16_t(8000 * std::sin((i * 960 + s) * (0.02 + 0.001 * (i % 7))));
            std::vector<std::uint8_t> payload(1400);
            payload.resize(std::size_t(encoder->encode(pcm, payload)));
            const OpusPayload read = OpusPayload::parse(payload);
            QVERIFY(!read.isNoise);
            redundant += read.isRedundant ? 1 : 0;
        }
        QVERIFY2(fec ? redundant > 70 : redundant == 0, qPrintable(QString::number(redundant)));
    }
}

QTEST_APPLESS_MAIN(tst_ComfortNoise)
#include "tst_ComfortNoise.moc"
