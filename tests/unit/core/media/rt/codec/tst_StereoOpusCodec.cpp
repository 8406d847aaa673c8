#include "OpusPayload.h"
#include "SpeechGenerator.h"
#include "StereoOpusCodec.h"
#include "TwoTones.h"

#include <QTest>

using namespace carillon;

namespace {

using Payload = std::vector<std::uint8_t>;

/// One packet of 20 ms after the other.
struct Talk {
    std::unique_ptr<AudioEncoder> encoder;
    std::unique_ptr<AudioDecoder> decoder = createDecoder(CodecKind::Opus, Channels::Two);
    TwoTones tones;
    BothHeard heard;
    int index = 0;

    explicit Talk(int bitrate, bool inbandFec = false, int expectedLossPercent = 0)
    {
        EncoderOptions options{CodecKind::Opus, bitrate};
        options.inbandFec = inbandFec;
        options.expectedLossPercent = expectedLossPercent;
        options.channels = Channels::Two;
        encoder = createEncoder(options);
    }
    enum class Source { Two, Middle, One }; ///< Middle: two that are the same
    Payload next(Source source)
    {
        std::vector<std::int16_t> mid, side;
        for (int i = 0; i < 2; ++i, ++index) {
            const StereoFrame frame = tones.frame(index);
            mid.insert(mid.end(), frame.begin(), frame.end());
            side.insert(side.end(), frame.side.begin(), frame.side.end());
        }
        if (source == Source::Middle)
            std::fill(side.begin(), side.end(), std::int16_t(0));
        Payload payload(MaxPayloadBytes);
        const int size = source == Source::One ? encoder->encode(mid, payload)
                                               : encoder->encodeStereo(mid, side, payload);
        payload.resize(std::size_t(std::max(0, size)));
        return payload;
    }
    void take(std::span<const std::int16_t> pcm)
    {
        const auto side = decoder->side();
        for (std::size_t at = 0; at + FrameSamples <= pcm.size(); at += FrameSamples) {
            StereoFrame frame;
            std::copy_n(pcm.begin() + std::ptrdiff_t(at), frame.size(), frame.begin());
            frame.isStereo = !side.empty();
            if (frame.isStereo)
                std::copy_n(side.begin() + std::ptrdiff_t(at), frame.size(), frame.side.begin());
            heard.add(frame);
        }
    }
    void hear(const Payload &payload)
    {
        std::array<std::int16_t, 5760> pcm;
        const int samples = decoder->decode(payload, pcm);
        take(std::span(pcm).first(std::size_t(std::max(0, samples))));
    }
    void say(Source source, int packets)
    {
        for (int i = 0; i < packets; ++i)
            hear(next(source));
    }
};

} // namespace

class tst_StereoOpusCodec final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSidesStayApart_data()
    {
        QTest::addColumn<int>("bitrate");
        QTest::addColumn<bool>("fec");
        for (const int bitrate : {32000, 64000, 96000, 128000}) {
            QTest::addRow("%d kbit/s", bitrate / 1000) << bitrate << false;
            QTest::addRow("%d kbit/s, redundancy is wished for", bitrate / 1000) << bitrate << true;
        }
    }
    void theSidesStayApart()
    {
        QFETCH(int, bitrate);
        QFETCH(bool, fec);
        Talk talk(bitrate, fec, fec ? 10 : 0);
        talk.say(Talk::Source::Two, 100);
        QCOMPARE(talk.encoder->channels(), Channels::Two);
        const double separation = talk.heard.separation(talk.tones, 4);
        QVERIFY2(separation >= 30, qPrintable(QString::number(separation)));
    }
    void oneChannelIsSentOnce()
    {
        Talk talk(64000);
        for (int i = 0; i < 50; ++i)
            QVERIFY(!OpusPayload::isStereo(talk.next(Talk::Source::One)));
        QCOMPARE(talk.encoder->channels(), Channels::One);
    }
    void theNumberChangesInTheMidstOfACall()
    {
        Talk talk(64000);
        const auto sayAndCount = [&](Talk::Source source) {
            int stereo = 0;
            for (int i = 0; i < 50; ++i) {
                const Payload payload = talk.next(source);
                stereo += OpusPayload::isStereo(payload) ? 1 : 0;
                talk.hear(payload);
            }
            return stereo;
        };
        const auto settled = [&](std::size_t windows) { // of the last second
            BothHeard last;
            const std::size_t from = talk.heard.left.size() - windows * TwoTones::Window;
            last.left.assign(talk.heard.left.begin() + std::ptrdiff_t(from), talk.heard.left.end());
            last.right.assign(talk.heard.right.begin() + std::ptrdiff_t(from), talk.heard.right.end());
            return last;
        };
        for (int round = 0; round < 3; ++round) {
            QVERIFY(sayAndCount(Talk::Source::Two) >= 47); // libopus takes a packet or two
            QVERIFY(settled(14).separation(talk.tones) >= 30);
            QVERIFY(sayAndCount(Talk::Source::One) <= 3);
            QVERIFY(settled(14).left == settled(14).right);
            QVERIFY(talk.decoder->side().empty());
        }
    }
    void nobodyHearsThatTheNumberChanges()
    {
        Talk talk(64000);
        for (int round = 0; round < 5; ++round) {
            talk.say(Talk::Source::Middle, 25);
            QCOMPARE(talk.encoder->channels(), Channels::Two);
            talk.say(Talk::Source::One, 25);
            QCOMPARE(talk.encoder->channels(), Channels::One);
        }
        // The mean of both tones moves by at most 691 from sample to sample.
        for (const auto *line : {&talk.heard.left, &talk.heard.right}) {
            int steepest = 0;
            for (std::size_t i = 2400; i < line->size(); ++i)
                steepest = std::max(steepest, std::abs((*line)[i] - (*line)[i - 1]));
            QVERIFY2(steepest < 1000, qPrintable(QString::number(steepest)));
        }
    }
    void aNarrowWayHasOneChannel()
    {
        Talk talk(64000);
        const auto sendsTwo = [&](int bitrate) {
            talk.encoder->tune({bitrate, 5, false, 0, false});
            for (int i = 0; i < 10; ++i)
                talk.hear(talk.next(Talk::Source::Two));
            return talk.encoder->channels() == Channels::Two;
        };
        QVERIFY(sendsTwo(64000));
        QVERIFY(sendsTwo(StereoOpusEncoder::StereoUntil)); // it does not swing
        QVERIFY(!sendsTwo(StereoOpusEncoder::StereoUntil - 1));
        QVERIFY(!sendsTwo(StereoOpusEncoder::StereoFrom - 1));
        QVERIFY(sendsTwo(StereoOpusEncoder::StereoFrom));
        // The sides come together, and apart again, without a step: it is steepest where both are mixed.
        int steepest = 0;
        for (std::size_t i = 2400; i < talk.heard.left.size(); ++i)
            steepest = std::max(steepest, std::abs(talk.heard.left[i] - talk.heard.left[i - 1]));
        QVERIFY2(steepest < 1500, qPrintable(QString::number(steepest)));
    }
    void redundancyWouldMixTheSides()
    {
        const auto redundant = [](int bitrate, Talk::Source source) {
            Talk talk(bitrate, true, 20);
            talk.tones.amplitude = 6000;
            int count = 0;
            for (int i = 0; i < 50; ++i)
                count += OpusPayload::parse(talk.next(source)).isRedundant ? 1 : 0;
            return count;
        };
        for (const int bitrate : {32000, 64000, 128000})
            QCOMPARE(redundant(bitrate, Talk::Source::Two), 0);
        QVERIFY(redundant(32000, Talk::Source::One) > 20);
    }
    void whatIsInventedHasTwoChannels_data()
    {
        QTest::addColumn<bool>("recovers");
        QTest::newRow("concealed") << false;
        QTest::newRow("no redundancy to recover it from") << true;
    }
    void whatIsInventedHasTwoChannels()
    {
        QFETCH(bool, recovers);
        Talk talk(128000, recovers, recovers ? 20 : 0);
        talk.say(Talk::Source::Two, 50);
        for (int round = 0; round < 10; ++round) {
            talk.next(Talk::Source::Two); // is lost
            const Payload after = talk.next(Talk::Source::Two);
            std::array<std::int16_t, 960> pcm;
            if (recovers)
                talk.decoder->recover(after, pcm);
            else
                talk.decoder->conceal(pcm);
            QCOMPARE(talk.decoder->side().size(), pcm.size());
            talk.take(pcm);
            talk.hear(after);
            talk.say(Talk::Source::Two, 8);
        }
        const double separation = talk.heard.separation(talk.tones, 4);
        QVERIFY2(separation >= 30, qPrintable(QString::number(separation)));
    }
    void oneChannelHasNoSide()
    {
        EncoderOptions options{CodecKind::Opus, 32000};
        const auto mono = createEncoder(options);
        const auto decoder = createDecoder(CodecKind::Opus, Channels::Two);
        std::array<std::int16_t, 960> pcm;
        Payload payload(MaxPayloadBytes);
        for (int i = 0; i < 50; ++i) {
            for (std::size_t s = 0; s < pcm.size(); ++s)
                pcm[s] = std::int16_t(TwoTones().left(i * 960 + int(s)));
            const int size = mono->encode(pcm, payload);
            QVERIFY(size > 0);
            const std::span packet = std::span(payload).first(std::size_t(size));
            QCOMPARE(decoder->channelsIn(packet), Channels::One);
            QCOMPARE(decoder->decode(packet, pcm), 960);
            QVERIFY(decoder->side().empty());
            decoder->conceal(pcm);
            QVERIFY(decoder->side().empty());
        }
    }
    /// Of a packet with the voice and the noise above it the copy has the voice only; libopus makes up the
    /// rest, for each channel another.
    void whatIsRecoveredOfOneChannelHasNoSide()
    {
        EncoderOptions options{CodecKind::Opus, 32000};
        const auto mono = createEncoder(options);
        mono->tune({.bitrate = 32000, .inbandFec = true, .expectedLossPercent = 20});
        const auto decoder = createDecoder(CodecKind::Opus, Channels::Two);
        std::array<std::int16_t, 960> pcm;
        Payload payload(MaxPayloadBytes);
        SpeechGenerator speech;
        int recovered = 0;
        for (int i = 0; i < 100; ++i) {
            for (std::size_t half = 0; half < 2; ++half) {
                AudioFrame frame;
                speech.generate(frame);
                std::copy(frame.begin(), frame.end(), pcm.begin() + std::ptrdiff_t(half * frame.size()));
            }
            const int size = mono->encode(pcm, payload);
            QVERIFY(size > 0);
            const std::span packet = std::span(payload).first(std::size_t(size));
            if (i > 50 && decoder->isRedundant(packet)) {
                decoder->recover(packet, pcm);
                QVERIFY(decoder->side().empty());
                ++recovered;
            }
            QCOMPARE(decoder->decode(packet, pcm), 960);
        }
        QVERIFY2(recovered > 10, qPrintable(QString::number(recovered)));
    }
    void rubbishIsNoSound()
    {
        const auto decoder = createDecoder(CodecKind::Opus, Channels::Two);
        std::array<std::int16_t, 5760> pcm;
        QVERIFY(decoder->decode({}, pcm) <= 0);
        QVERIFY(decoder->decode(Payload{0xff, 0xff}, pcm) <= 0);
        QVERIFY(decoder->side().empty());
        std::array<std::int16_t, 480> little; // less room than the packet holds
        Talk talk(64000);
        QVERIFY(decoder->decode(talk.next(Talk::Source::Two), little) <= 0);
        QVERIFY(decoder->side().empty());
    }
    void whoWantsOneGetsTheMean()
    {
        const auto decoder = createDecoder(CodecKind::Opus);
        Talk talk(64000);
        std::array<std::int16_t, 5760> pcm;
        for (int i = 0; i < 20; ++i) {
            const Payload payload = talk.next(Talk::Source::Two);
            QCOMPARE(decoder->decode(payload, pcm), 960);
            QVERIFY(decoder->side().empty());
            QCOMPARE(decoder->channelsIn(payload), Channels::Two);
        }
    }
};

QTEST_APPLESS_MAIN(tst_StereoOpusCodec)
#include "tst_StereoOpusCodec.moc"
