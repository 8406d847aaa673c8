// RFC 7587, Opus in RTP and SDP.
//
// Covered: §3.1.3 DTX; §3.3 redundancy; §3.4 stereo, which we send and play as two channels only where the
// setting says so, and send only to who says stereo=1; §4.1 the clock and the marker; §6.1 each parameter of
// the peer (maxplaybackrate, maxaveragebitrate, stereo, cbr, useinbandfec, usedtx, minptime, ptime, maxptime;
// sprop-maxcapturerate and sprop-stereo promise things that need no answer) and what we say ourselves; §7 the
// two channels of a=rtpmap.
#include "FakeRandom.h"
#include "PeerPackets.h"
#include "RtpSockets.h"
#include "StreamBuilder.h"
#include "StreamPair.h"
#include "TwoTones.h"

#include <QTest>
#include <cmath>
#include <opus.h>

using namespace carillon;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(carillon::SendCodec)

class tst_Rfc7587 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void s6_1_parametersOfThePeer_data();
    void s6_1_parametersOfThePeer();
    void s6_1_packetTimes_data();
    void s6_1_packetTimes();
    void s6_1_whatWeSay_data();
    void s6_1_whatWeSay();
    void s6_1_narrowPlaybackIsNotSentMore_data();
    void s6_1_narrowPlaybackIsNotSentMore();
    void s3_1_3_silenceIsNotSent();
    void s3_4_stereoIsPlayedAsMono();
    void s3_4_stereoIsNeverSent();
    void s3_4_bothChannelsOfBothEnds_data();
    void s3_4_bothChannelsOfBothEnds();
    void s6_1_stereoIsDeclaredByEachEndForItself_data();
    void s6_1_stereoIsDeclaredByEachEndForItself();
    void s4_1_theClockIs48000_data();
    void s4_1_theClockIs48000();
};

namespace {

LocalMediaCapabilities ours()
{
    LocalMediaCapabilities result;
    result.address = "192.0.2.1";
    result.rtpPort = 4000;
    result.rtcpPort = 4001;
    result.encryption = MediaEncryption::None;
    return result;
}

/// What comes of an offer of Opus with these lines.
std::optional<MediaAgreement> answered(const QByteArray &lines, const LocalMediaCapabilities &capabilities)
{
    const auto offer
        = SessionDescription::parse("v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\n"
                                    "t=0 0\r\nm=audio 7000 RTP/AVP 96\r\na=rtpmap:96 opus/48000/2\r\n"
            + lines);
    if (!offer)
        qFatal("not parsed");
    FakeRandom random{5};
    const auto agreement = makeAnswer(*offer, {capabilities, random});
    return agreement ? std::optional(*agreement) : std::nullopt;
}

SendCodec sendCodecFor(const QByteArray &fmtp, const SendWish &wish = {})
{
    const auto agreement = answered(fmtp.isEmpty() ? fmtp : "a=fmtp:96 " + fmtp + "\r\n", ours());
    SystemRandom random;
    const auto sockets = RtpSockets::bind(AF_INET, {}, random);
    StreamParameters parameters;
    parameters.wish = wish;
    applyAgreement(agreement->audio, *sockets, parameters);
    return parameters.sendCodec;
}

std::vector<std::int16_t> tone(double hz, int index, int samples = 960)
{
    std::vector<std::int16_t> pcm(std::size_t(samples), 0);
    for (int i = 0; i < samples; ++i)
        pcm[std::size_t(i)] = std::int16_t(8000 * std::sin(2 * M_PI * hz * (index * samples + i) / 48000.));
    return pcm;
}

} // namespace

void tst_Rfc7587::s6_1_parametersOfThePeer_data()
{
    QTest::addColumn<QByteArray>("fmtp");
    QTest::addColumn<int>("wish");
    QTest::addColumn<SendCodec>("wanted");
    const auto row = [](const char *name, const char *fmtp, int wish, const auto &change) {
        SendCodec codec;
        codec.payloadType = 96;
        codec.longestPtimeMs = 60;
        codec.inbandFec = false;
        change(codec);
        QTest::newRow(name) << QByteArray(fmtp) << wish << codec;
    };
    const auto none = [](SendCodec &) {};
    row("nothing: no redundancy, which is off unless asked for", "", 32000, none);
    row("useinbandfec", "useinbandfec=1", 32000, [](SendCodec &c) { c.inbandFec = true; });
    row("usedtx", "usedtx=1", 32000, [](SendCodec &c) { c.discontinuous = true; });
    row("usedtx=0", "usedtx=0", 32000, none);
    row("cbr", "cbr=1", 32000, [](SendCodec &c) { c.constantBitrate = true; });
    row("maxaveragebitrate", "maxaveragebitrate=20000", 32000, [](SendCodec &c) { c.bitrate = 20000; });
    row("maxaveragebitrate, more than we want", "maxaveragebitrate=510000", 32000, none);
    row("maxaveragebitrate, and we want much", "maxaveragebitrate=128000", 510000,
        [](SendCodec &c) { c.bitrate = 128000; });
    row("a wish of 510 kbit/s", "", 510000, [](SendCodec &c) { c.bitrate = 510000; });
    row("a wish of 8 kbit/s", "", 8000, [](SendCodec &c) { c.bitrate = 8000; });
    row("maxplaybackrate of a narrow phone", "maxplaybackrate=8000", 32000, [](SendCodec &c) {
        c.maxPlaybackRateHz = 8000;
        c.bitrate = 16000;
    });
    row("maxplaybackrate, wideband", "maxplaybackrate=16000", 32000, [](SendCodec &c) {
        c.maxPlaybackRateHz = 16000;
        c.bitrate = 24000;
    });
    row("maxplaybackrate, all", "maxplaybackrate=48000", 32000, none);
    row("maxplaybackrate, nonsense", "maxplaybackrate=1", 32000, [](SendCodec &c) {
        c.maxPlaybackRateHz = 8000;
        c.bitrate = 16000;
    });
    row("stereo=1 gets one channel unless we wish two", "stereo=1;sprop-stereo=1", 32000, none);
    row("promises of what it sends", "sprop-maxcapturerate=16000;sprop-stereo=0", 32000, none);
    row("unknown ones", "x=1;;=;minptime", 32000, none);
    row("all of a browser", "minptime=10;useinbandfec=1", 32000, [](SendCodec &c) { c.inbandFec = true; });
}

void tst_Rfc7587::s6_1_parametersOfThePeer()
{
    QFETCH(QByteArray, fmtp);
    QFETCH(int, wish);
    QFETCH(SendCodec, wanted);
    const SendCodec codec = sendCodecFor(fmtp, {wish, false, false});
    QCOMPARE(codec.bitrate, wanted.bitrate);
    QCOMPARE(codec.maxPlaybackRateHz, wanted.maxPlaybackRateHz);
    QVERIFY(codec == wanted);
}

void tst_Rfc7587::s6_1_packetTimes_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<int>("ptime");
    QTest::addColumn<int>("longest");
    QTest::newRow("nothing: any length is taken") << QByteArray() << 20 << 60;
    QTest::newRow("a=ptime") << QByteArray("a=ptime:40\r\n") << 40 << 60;
    QTest::newRow("a=maxptime") << QByteArray("a=maxptime:40\r\n") << 20 << 40;
    QTest::newRow("a=maxptime below ours") << QByteArray("a=maxptime:10\r\n") << 10 << 10;
    QTest::newRow("a=maxptime:120, of which we have half") << QByteArray("a=maxptime:120\r\n") << 20 << 60;
    QTest::newRow("minptime") << QByteArray("a=fmtp:96 minptime=40\r\n") << 40 << 60;
    QTest::newRow("minptime of a browser") << QByteArray("a=fmtp:96 minptime=10\r\n") << 20 << 60;
    QTest::newRow("minptime=3") << QByteArray("a=ptime:10\r\na=fmtp:96 minptime=3\r\n") << 10 << 60;
    QTest::newRow("minptime beyond maxptime")
        << QByteArray("a=maxptime:20\r\na=fmtp:96 minptime=60\r\n") << 20 << 20;
    QTest::newRow("nonsense") << QByteArray("a=ptime:0\r\na=fmtp:96 minptime=999999999999\r\n") << 20 << 60;
}

void tst_Rfc7587::s6_1_packetTimes()
{
    QFETCH(QByteArray, lines);
    const auto agreement = answered(lines, ours());
    QVERIFY(agreement);
    QTEST(agreement->audio.sendPtimeMs, "ptime");
    QTEST(agreement->audio.longestPtimeMs, "longest");
}

void tst_Rfc7587::s6_1_whatWeSay_data()
{
    QTest::addColumn<QByteArray>("ours");
    QTest::addColumn<QByteArray>("offered");
    QTest::newRow("redundancy, whatever the peer does") << QByteArray("useinbandfec=1") << QByteArray();
    QTest::newRow("not what the peer says of itself")
        << QByteArray("useinbandfec=1") << QByteArray("a=fmtp:96 stereo=1;maxplaybackrate=8000\r\n");
    QTest::newRow("DTX where the account wishes it") << QByteArray("useinbandfec=1;usedtx=1") << QByteArray();
}

void tst_Rfc7587::s6_1_whatWeSay()
{
    QFETCH(QByteArray, ours);
    QFETCH(QByteArray, offered);
    LocalMediaCapabilities capabilities = ::ours();
    capabilities.codecs[0].fmtp = ours;
    const auto agreement = answered(offered, capabilities);
    QVERIFY(agreement);
    const auto formats = audioFormatsOf(agreement->local.media[0]);
    QCOMPARE(formats[0].fmtp, ours);
    QCOMPARE(formats[0].channels, quint8(2)); // §7
    QVERIFY(!formats[0].parameter("stereo")); // 0 is what it means: no second channel
    QCOMPARE(AudioFormat::opus().parameter("sprop-stereo"), QByteArray("0")); // nor do we send one
}

void tst_Rfc7587::s6_1_narrowPlaybackIsNotSentMore_data()
{
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("bandwidth");
    QTest::newRow("8000") << 8000 << OPUS_BANDWIDTH_NARROWBAND;
    QTest::newRow("12000") << 12000 << OPUS_BANDWIDTH_MEDIUMBAND;
    QTest::newRow("16000") << 16000 << OPUS_BANDWIDTH_WIDEBAND;
    QTest::newRow("24000") << 24000 << OPUS_BANDWIDTH_SUPERWIDEBAND;
    QTest::newRow("48000") << 48000 << OPUS_BANDWIDTH_FULLBAND;
}

void tst_Rfc7587::s6_1_narrowPlaybackIsNotSentMore()
{
    QFETCH(int, rate);
    QFETCH(int, bandwidth);
    EncoderOptions options{CodecKind::Opus, 64000};
    options.maxPlaybackRateHz = rate;
    const auto encoder = createEncoder(options);
    std::vector<std::uint8_t> payload(MaxPayloadBytes);
    int widest = 0;
    for (int i = 0; i < 50; ++i) {
        QVERIFY(encoder->encode(tone(200 + 100 * (i % 30), i), payload) > 0);
        widest = std::max(widest, opus_packet_get_bandwidth(payload.data()));
    }
    QVERIFY2(widest <= bandwidth, qPrintable(QString::number(widest)));
}

void tst_Rfc7587::s3_1_3_silenceIsNotSent()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus);
    left.sendCodec.discontinuous = true;
    StreamControls *controls = pair->add(left);
    pair->run(2s);
    pair->rightRtp.receiveAll();
    pair->run(4s);
    std::vector<RtpHeader> headers;
    for (const auto &packet : pair->rightRtp.receiveAll()) {
        if (!isRtcp(packet))
            headers.push_back(RtpPacket::parse(packet)->header);
    }
    QVERIFY2(headers.size() >= 5 && headers.size() <= 25, qPrintable(QString::number(headers.size())));
    for (std::size_t i = 1; i < headers.size(); ++i) {
        QCOMPARE(std::uint16_t(headers[i].sequenceNumber - headers[i - 1].sequenceNumber), 1); // §3.1.3
        const std::uint32_t ticks = headers[i].timestamp - headers[i - 1].timestamp;
        QVERIFY(ticks % 960 == 0);
        QCOMPARE(headers[i].marker, ticks != 960);
    }
    QVERIFY(controls->statistics().sendDiscontinuous);
    QVERIFY(controls->statistics().packetsWithheld > 150);
    left.endpoint = {EndpointKind::Tone, 440};
    pair->update(left);
    pair->rightRtp.receiveAll();
    pair->run(1s);
    QVERIFY(pair->rightRtp.receiveAll().size() >= 50);
}

void tst_Rfc7587::s3_4_stereoIsPlayedAsMono()
{
    int error = 0;
    OpusEncoder *stereo = opus_encoder_create(48000, 2, OPUS_APPLICATION_AUDIO, &error);
    QVERIFY(stereo);
    opus_encoder_ctl(stereo, OPUS_SET_BITRATE(128000));
    opus_encoder_ctl(stereo, OPUS_SET_FORCE_CHANNELS(2));
    const auto decoder = createDecoder(CodecKind::Opus);
    std::vector<std::uint8_t> payload(MaxPayloadBytes);
    std::vector<std::int16_t> heard(5760);
    const auto levelOf = [&](double leftGain, double rightGain) {
        double sum = 0;
        for (int i = 0; i < 50; ++i) {
            const auto one = tone(440, i);
            std::vector<std::int16_t> both(1920);
            for (std::size_t s = 0; s < 960; ++s) {
                both[2 * s] = std::int16_t(one[s] * leftGain);
                both[2 * s + 1] = std::int16_t(one[s] * rightGain);
            }
            const int size
                = opus_encode(stereo, both.data(), 960, payload.data(), opus_int32(payload.size()));
            if (size <= 0 || opus_packet_get_nb_channels(payload.data()) != 2
                || decoder->samplesIn({payload.data(), std::size_t(size)}) != 960
                || decoder->decode({payload.data(), std::size_t(size)}, heard) != 960)
                return -1.;
            for (std::size_t s = 0; s < 960 && i >= 25; ++s)
                sum += double(heard[s]) * heard[s];
        }
        return std::sqrt(sum / (25 * 960)) / (8000 / std::sqrt(2.));
    };
    const double both = levelOf(1, 1), left = levelOf(1, 0), right = levelOf(0, 1);
    opus_encoder_destroy(stereo);
    QVERIFY2(std::abs(both - 1) < 0.05, qPrintable(QString::number(both)));
    QVERIFY2(std::abs(left - 0.5) < 0.05, qPrintable(QString::number(left))); // neither channel is lost
    QVERIFY2(std::abs(right - 0.5) < 0.05, qPrintable(QString::number(right)));
}

void tst_Rfc7587::s3_4_stereoIsNeverSent()
{
    for (const int bitrate : {8000, 32000, 510000}) {
        const auto encoder = createEncoder({CodecKind::Opus, bitrate});
        std::vector<std::uint8_t> payload(MaxPayloadBytes);
        for (int i = 0; i < 20; ++i) {
            QVERIFY(encoder->encode(tone(440, i), payload) > 0);
            QCOMPARE(opus_packet_get_nb_channels(payload.data()), 1);
        }
    }
}

/// What each end says of itself (stereo: what it likes to hear; sprop-stereo: what it perhaps sends) and what
/// then goes over the wire from us.
void tst_Rfc7587::s6_1_stereoIsDeclaredByEachEndForItself_data()
{
    QTest::addColumn<bool>("isOurWish");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("ours");
    QTest::addColumn<bool>("sendsTwo");
    const QByteArray one = AudioFormat::opus().fmtp, two = AudioFormat::stereoOpus().fmtp;
    QTest::newRow("nobody") << false << QByteArray() << one << false;
    QTest::newRow("we alone") << true << QByteArray() << two << false;
    QTest::newRow("the peer alone") << false << QByteArray("stereo=1;sprop-stereo=1") << one << false;
    QTest::newRow("the peer sends it and does not like it")
        << true << QByteArray("sprop-stereo=1") << two << false;
    QTest::newRow("the peer likes it and sends none") << true << QByteArray("stereo=1") << two << true;
    QTest::newRow("both, both ways") << true << QByteArray("stereo=1;sprop-stereo=1") << two << true;
}

void tst_Rfc7587::s6_1_stereoIsDeclaredByEachEndForItself()
{
    QFETCH(bool, isOurWish);
    QFETCH(QByteArray, theirs);
    QFETCH(QByteArray, ours);
    QFETCH(bool, sendsTwo);
    LocalMediaCapabilities capabilities = ::ours();
    capabilities.codecs = {isOurWish ? AudioFormat::stereoOpus() : AudioFormat::opus()};
    const auto agreement = answered(theirs.isEmpty() ? theirs : "a=fmtp:96 " + theirs + "\r\n", capabilities);
    QVERIFY(agreement);
    QCOMPARE(audioFormatsOf(agreement->local.media[0])[0].fmtp, ours);
    QCOMPARE(sendCodecFor(theirs, {96000, false, isOurWish}).stereo, sendsTwo);
}

void tst_Rfc7587::s3_4_bothChannelsOfBothEnds_data()
{
    QTest::addColumn<int>("bitrate");
    for (const int bitrate : {64000, 96000, 128000}) // §3.1.1: FB stereo music
        QTest::addRow("%d kbit/s", bitrate / 1000) << bitrate;
}

void tst_Rfc7587::s3_4_bothChannelsOfBothEnds()
{
    QFETCH(int, bitrate);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
    left.endpoint.kind = EndpointKind::Device;
    right.endpoint.kind = EndpointKind::Echo;
    for (auto *one : {&left, &right}) {
        one->wish.stereo = one->sendCodec.stereo = true;
        one->sendCodec.bitrate = bitrate;
    }
    StreamControls *controls = pair->add(left);
    pair->add(right);
    const TwoTones tones;
    BothHeard heard;
    int index = 0;
    pair->run(3s, [&] {
        pair->port.capture.push(tones.frame(index++));
        StereoFrame frame;
        while (pair->port.playback.pop(frame))
            heard.add(frame);
    });
    QCOMPARE(controls->statistics().sendChannels, 2);
    QCOMPARE(controls->statistics().receiveChannels, 2);
    const double separation = heard.separation(tones, 20);
    QVERIFY2(separation >= 30, qPrintable(QString::number(separation)));
}

void tst_Rfc7587::s4_1_theClockIs48000_data()
{
    QTest::addColumn<int>("packetMs");
    for (const int ms : {10, 20, 40, 60})
        QTest::addRow("%d ms", ms) << ms;
}

void tst_Rfc7587::s4_1_theClockIs48000()
{
    QFETCH(int, packetMs);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus, packetMs);
    left.sendCodec.maxPlaybackRateHz = 8000; // whatever the bandwidth
    left.endpoint = {EndpointKind::Speech, 0};
    pair->add(left);
    pair->run(1200ms);
    std::optional<std::uint32_t> before;
    for (const auto &packet : pair->rightRtp.receiveAll()) {
        if (isRtcp(packet))
            continue;
        const std::uint32_t timestamp = RtpPacket::parse(packet)->header.timestamp;
        if (before)
            QCOMPARE(timestamp - *before, std::uint32_t(48 * packetMs));
        before = timestamp;
    }
    QVERIFY(before);
}

QTEST_APPLESS_MAIN(tst_Rfc7587)
#include "tst_Rfc7587.moc"
