#include "StreamPair.h"
#include "StreamSetup.h"
#include "UnixPair.h"

#include <QTest>
#include <functional>

using namespace carillon;

class tst_StreamSetup final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void checks_data();
    void checks();
    void opusTakesTheNextShorterFrame();
    void adoptsOnlyWhatIsUnchanged();
    void reckonsWithAllHeaders_data();
    void reckonsWithAllHeaders();
};

using Change = std::function<void(StreamParameters &)>;
Q_DECLARE_METATYPE(Change)

void tst_StreamSetup::checks_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<int>("error");
    const auto row = [](const char *name, StreamError error, Change change) {
        QTest::newRow(name) << std::move(change) << int(error);
    };
    row("as it should be", StreamError::None, [](auto &) {});
    row("no socket", StreamError::NoSocket, [](auto &p) { p.rtpFd = -1; });
    row("RTCP socket which is none", StreamError::NoSocket, [](auto &p) { p.rtcpFd = 0x7fffff; });
    row("ptime 0", StreamError::BadPtime, [](auto &p) { p.sendCodec.ptimeMs = 0; });
    row("ptime 25", StreamError::BadPtime, [](auto &p) { p.sendCodec.ptimeMs = 25; });
    row("ptime 70", StreamError::BadPtime, [](auto &p) { p.sendCodec.ptimeMs = 70; });
    row("payload type 128", StreamError::BadPayloadType, [](auto &p) { p.sendCodec.payloadType = 128; });
    row("payload type that looks like RTCP", StreamError::BadPayloadType,
        [](auto &p) { p.receiveCodecs[0].payloadType = 72; });
    row("event clock 0", StreamError::BadPayloadType,
        [](auto &p) { p.receiveTelephoneEvents[0].clockRateHz = 0; });
    row("a key for one direction only", StreamError::SrtpFailed,
        [](auto &p) { p.sendKey = srtpKey(SrtpProfile::Aes128CmSha1_80, 1); });
    row("a key for the other direction only", StreamError::SrtpFailed,
        [](auto &p) { p.receiveKey = srtpKey(SrtpProfile::AeadAes256Gcm, 1); });
    static const UnixPair local;
    row("ICE's socket", StreamError::None, [](auto &p) {
        p.rtpFd = p.rtcpFd = local.mediaFd();
        p.isPeerCertain = true;
    });
    row("a local socket that is not said to be ICE's", StreamError::NoSocket,
        [](auto &p) { p.rtpFd = local.mediaFd(); });
    row("a network's socket that is said to be ICE's", StreamError::NoSocket,
        [](auto &p) { p.isPeerCertain = true; });
    row("ICE's socket for RTP only", StreamError::NoSocket, [](auto &p) {
        p.rtcpFd = p.rtpFd;
        p.rtpFd = local.mediaFd();
        p.isPeerCertain = true;
    });
    row("DTLS to core", StreamError::None, [](auto &p) { p.controlFd = local.mediaFd(); });
    row("DTLS to the network", StreamError::NoSocket, [](auto &p) { p.controlFd = p.rtpFd; });
    row("DTLS to a socket which is none", StreamError::NoSocket, [](auto &p) { p.controlFd = 0x7fffff; });
    row("nine codecs: the ninth is ignored", StreamError::None, [](auto &p) {
        p.receiveCodecs.assign(9, {0, CodecKind::Pcmu});
    });
    row("no codec to receive", StreamError::None, [](auto &p) { p.receiveCodecs.clear(); });
    row("bitrate out of range is clamped", StreamError::None, [](auto &p) { p.sendCodec.bitrate = 1; });
}

void tst_StreamSetup::checks()
{
    QFETCH(Change, change);
    QFETCH(int, error);
    LoopbackSocket socket;
    StreamParameters parameters = streamParameters(1, socket, socket.address(), CodecKind::Opus);
    change(parameters);
    StreamError reason = StreamError::None;
    const auto setup = StreamSetup::create(parameters, &reason);
    QCOMPARE(int(reason), error);
    QCOMPARE(setup != nullptr, error == int(StreamError::None));
}

void tst_StreamSetup::opusTakesTheNextShorterFrame()
{
    LoopbackSocket socket;
    QCOMPARE(
        StreamSetup::create(streamParameters(1, socket, socket.address(), CodecKind::Opus, 30))->packetMs(),
        20);
    QCOMPARE(
        StreamSetup::create(streamParameters(1, socket, socket.address(), CodecKind::Opus, 50))->packetMs(),
        40);
    QCOMPARE(
        StreamSetup::create(streamParameters(1, socket, socket.address(), CodecKind::Pcmu, 30))->packetMs(),
        30);
}

void tst_StreamSetup::adoptsOnlyWhatIsUnchanged()
{
    LoopbackSocket socket;
    StreamParameters parameters = streamParameters(1, socket, socket.address(), CodecKind::Opus);
    parameters.sendKey = srtpKey(SrtpProfile::Aes128CmSha1_80, 1);
    parameters.receiveKey = srtpKey(SrtpProfile::Aes128CmSha1_80, 2);
    const auto old = StreamSetup::create(parameters);
    const auto *encoder = old->encoder.get();
    const auto *decoder = old->decoderFor(111)->decoder.get();
    const auto *sendSrtp = old->sendSrtp.get();
    const auto *receiveSrtp = old->receiveSrtp.get();
    parameters.receiveKey = srtpKey(SrtpProfile::Aes128CmSha1_80, 3);
    parameters.receiveCodecs = {{111, CodecKind::Opus}, {9, CodecKind::Pcmu}};
    const auto fresh = StreamSetup::create(parameters);
    fresh->adopt(*old, MediaTime(std::chrono::hours(1)));
    QCOMPARE(fresh->encoder.get(), encoder);
    QCOMPARE(fresh->decoderFor(111)->decoder.get(), decoder);
    QVERIFY(fresh->decoderFor(9)->decoder->kind() == CodecKind::Pcmu);
    QCOMPARE(fresh->sendSrtp.get(), sendSrtp);
    QVERIFY(fresh->receiveSrtp.get() != receiveSrtp);
}

void tst_StreamSetup::reckonsWithAllHeaders_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<int>("bytes");
    const auto row = [](const char *name, int bytes, Change change) {
        QTest::newRow(name) << std::move(change) << bytes;
    };
    const auto keys = [](SrtpProfile profile, std::size_t mkiBytes) {
        return [profile, mkiBytes](StreamParameters &p) {
            p.sendKey = srtpKey(profile, 1);
            p.receiveKey = srtpKey(profile, 2);
            p.sendKey->mkiBytes = p.receiveKey->mkiBytes = mkiBytes;
        };
    };
    constexpr int plain = 28 + 12; // IPv4 and UDP, RTP
    row("plain", plain, [](auto &) {});
    row("80-bit tag", plain + 10, keys(SrtpProfile::Aes128CmSha1_80, 0));
    row("32-bit tag", plain + 4, keys(SrtpProfile::Aes128CmSha1_32, 0));
    row("tag of GCM", plain + 16, keys(SrtpProfile::AeadAes256Gcm, 0));
    row("tag and MKI", plain + 10 + 4, keys(SrtpProfile::Aes128CmSha1_80, 4));
    row("before the handshake", plain + 16, [](auto &p) { p.awaitsKeys = true; });
    row("audio level", plain + 8, [](auto &p) { p.extensions.audioLevel = 1; });
    row("three extensions", plain + 4 + 12, [](auto &p) { p.extensions = {1, 2, 3, 0}; });
    row("a MID, which is only in the first packets", plain, [](auto &p) {
        p.extensions.mid = 4;
        p.mid = "audio";
    });
}

void tst_StreamSetup::reckonsWithAllHeaders()
{
    QFETCH(Change, change);
    QFETCH(int, bytes);
    LoopbackSocket socket;
    StreamParameters parameters = streamParameters(1, socket, socket.address(), CodecKind::Opus);
    change(parameters);
    const auto setup = StreamSetup::create(parameters);
    QVERIFY(setup);
    QCOMPARE(setup->sendLimits().headerBytes, bytes);
}

QTEST_APPLESS_MAIN(tst_StreamSetup)
#include "tst_StreamSetup.moc"
