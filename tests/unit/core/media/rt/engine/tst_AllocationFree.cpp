// Nothing which the media thread does in a call asks operator new or delete: every codec, plain and
// protected, with loss, digits, reports, updates and hostile datagrams.
#include "AllocationGuard.h"
#include "PeerPackets.h"
#include "PlayoutRun.h"
#include "RealtimeCheck.h"
#include "StreamPair.h"
#include "TwoTones.h"
#include "UnixPair.h"

#include <random>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// As StreamPair::run(), with a guard around what the media thread does. @returns DTMF events heard.
int runGuarded(StreamPair &pair, std::chrono::milliseconds duration)
{
    int digits = 0;
    for (const MediaTime end = pair.now + duration; pair.now < end; pair.now += TickPeriod) {
        {
            const AllocationGuard guard;
            pair.engine.tick(pair.now);
            pair.engine.receive(pair.now + 3ms);
        }
        AudioFrame frame{};
        while (pair.port.playback.pop(frame)) { }
        pair.port.capture.push(frame);
        MediaEvent event;
        while (pair.engine.events().pop(event))
            digits += std::holds_alternative<DtmfReceived>(event) ? 1 : 0;
    }
    return digits;
}

void call(CodecKind kind, std::optional<SrtpProfile> profile)
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(kind), right = pair->right(kind);
    left.endpoint.kind = EndpointKind::Device;
    right.endpoint.kind = EndpointKind::Speech;
    if (profile) {
        left.sendKey = right.receiveKey = srtpKey(*profile, 1);
        left.receiveKey = right.sendKey = srtpKey(*profile, 2);
    }
    pair->add(left);
    pair->add(right);
    const auto tap = std::make_shared<RecordingTap>();
    tap->announces = true;
    pair->engine.commands().push(SetRecordingTap{1, tap});
    pair->port.captureIsReal.store(true);
    pair->port.playbackIsReal.store(true);
    pair->port.playbackGain.store(2);
    runGuarded(*pair, 500ms);
    CHECK(tap->frames.size() > 40);
    for (const auto via : {DtmfRequest::Via::TelephoneEvent, DtmfRequest::Via::InBand})
        pair->dtmf(1, {5, 80, via});
    CHECK(runGuarded(*pair, 1s) == 1);
    // An update changes codec and endpoint; the old setup is destroyed out here.
    auto changed = pair->right(kind == CodecKind::Opus ? CodecKind::G722 : CodecKind::Opus);
    changed.endpoint.kind = EndpointKind::Music;
    changed.sendKey = right.sendKey;
    changed.receiveKey = right.receiveKey;
    pair->update(changed);
    runGuarded(*pair, 7s); // reports are due in it
    pair->engine.commands().push(SetRecordingTap{1, {}});
    pair->remove(1);
    pair->remove(2);
    runGuarded(*pair, 20ms);
    CHECK(tap.use_count() == 1);
}

/// Two channels there and back, over real devices and files, with loss, drift and a microphone that has one
/// of them at times.
void stereo()
{
    for (const bool areReal : {false, true}) {
        const auto pair = std::make_unique<StreamPair>();
        auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
        left.endpoint.kind = EndpointKind::Device;
        right.endpoint.kind = EndpointKind::Echo;
        for (auto *one : {&left, &right}) {
            one->wish.stereo = one->sendCodec.stereo = true;
            one->sendCodec.bitrate = 96000;
        }
        pair->port.captureIsReal.store(areReal);
        pair->port.playbackIsReal.store(areReal);
        StreamControls *controls = pair->add(left);
        pair->add(right);
        const TwoTones tones;
        std::mt19937 random(8);
        int twice = 0;
        for (int i = 0; i < 1000; ++i) {
            const AllocationGuard guard;
            StereoFrame frame = tones.frame(i);
            frame.isStereo = i % 400 < 250;
            if (random() % 50 != 0)
                pair->port.capture.push(frame);
            pair->engine.tick(pair->now, pair->now);
            pair->now += TickPeriod;
            while (pair->port.playback.pop(frame))
                twice += frame.isStereo ? 1 : 0;
        }
        CHECK(twice > 300);
        CHECK(controls->statistics().receiveChannels == 2);
        pair->remove(1);
        pair->remove(2);
        runGuarded(*pair, 20ms);
    }
}

/// Silence that is not sent, reports of a bad way that change packet times, and a codec told to do less.
void adaptedSending()
{
    for (const auto kind : {CodecKind::Opus, CodecKind::Pcmu, CodecKind::G722}) {
        const auto pair = std::make_unique<StreamPair>();
        auto left = pair->left(kind), right = pair->right(kind);
        left.sendCodec.discontinuous = true;
        left.sendCodec.longestPtimeMs = 60;
        left.sendComfortNoise = right.receiveComfortNoise = std::uint8_t(13);
        left.rtcpBandwidth = RtcpBandwidth{4000, 4000};
        StreamControls *controls = pair->add(left);
        pair->add(right);
        runGuarded(*pair, 3s);
        CHECK(controls->statistics().packetsWithheld > 50);
        left.sendComfortNoise.reset();
        left.sendCodec.discontinuous = false;
        left.endpoint.kind = EndpointKind::Speech;
        left.mostOnTheWire = 30000;
        pair->update(left);
        std::uint32_t highest = 70000;
        for (int i = 0; i < 8; ++i) {
            std::vector<std::uint8_t> packet(100);
            const RtcpReportBlock block{left.localSsrc, 100, 0, highest += 100, 0, 0, 0};
            RtcpWriter writer(packet);
            writer.receiverReport(right.localSsrc, {&block, 1});
            packet.resize(writer.size());
            pair->rightRtp.send(packet, pair->leftRtp.address());
            runGuarded(*pair, 2s);
        }
        CHECK(controls->statistics().sendLossSmoothed > 0.1);
        CHECK(kind != CodecKind::Opus || controls->statistics().sendPacketMs > 20);
    }
}

void everyCodecPlainAndProtected()
{
    for (const auto kind :
        {CodecKind::Opus, CodecKind::G722, CodecKind::Pcmu, CodecKind::Pcma, CodecKind::L16At16k}) {
        call(kind, {});
        call(kind, SrtpProfile::Aes128CmSha1_80);
        call(kind, SrtpProfile::AeadAes128Gcm);
    }
}

/// As browsers do it: ICE's socket, DTLS on it, every extension, feedback, extended reports; new keys in
/// between, and an SSRC that collides.
void everythingAgreed()
{
    const auto pair = std::make_unique<StreamPair>();
    const UnixPair leftIce, rightIce, core;
    auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
    left.rtpFd = leftIce.mediaFd();
    right.rtpFd = rightIce.mediaFd();
    left.controlFd = core.mediaFd();
    for (auto *one : {&left, &right}) {
        one->isPeerCertain = one->feedback = one->reducedSizeRtcp = one->awaitsKeys = true;
        one->extensions = {1, 2, 3, 4};
        one->mid = "0";
        one->receiverRoundTrip = ReceiverRoundTrip::All;
    }
    StreamControls *controls = pair->add(left);
    pair->add(right);
    const auto relay = [&](std::chrono::milliseconds duration) {
        for (const MediaTime end = pair->now + duration; pair->now < end;) {
            for (const auto &bytes : leftIce.receiveAll())
                rightIce.send(bytes);
            for (const auto &bytes : rightIce.receiveAll())
                leftIce.send(bytes);
            leftIce.send(std::vector<std::uint8_t>(100, 22));
            core.receiveAll();
            runGuarded(*pair, 10ms);
        }
    };
    relay(100ms);
    for (std::uint8_t seed = 1; seed < 4; ++seed) {
        left.sendKey = right.receiveKey = srtpKey(SrtpProfile::AeadAes128Gcm, seed);
        left.receiveKey = right.sendKey = srtpKey(SrtpProfile::AeadAes128Gcm, std::uint8_t(seed + 100));
        right.sending = seed != 2; // who only listens asks for the round trip
        pair->update(left);
        pair->update(right);
        relay(seed == 2 ? 14s : 4s);
    }
    const StreamStatistics statistics = controls->statistics();
    CHECK(statistics.feedbackSent > 10 && statistics.transportFeedbackReceived > 10);
    CHECK(statistics.extendedReports > 0 && statistics.dtlsForwarded > 100 && statistics.remoteLevel >= 0);
    left.sendKey.reset();
    left.receiveKey.reset();
    left.awaitsKeys = false;
    pair->update(left);
    for (std::uint16_t i = 0; i < 3; ++i)
        leftIce.send(peerSound(left.localSsrc, i));
    runGuarded(*pair, 200ms);
    CHECK(controls->statistics().ssrcCollided);
}

void lossAndRubbish()
{
    std::mt19937 random(5);
    const auto pair = std::make_unique<StreamPair>();
    LoopbackSocket relay; // stands in for the right one and forwards what it likes
    pair->add(streamParameters(1, pair->leftRtp, relay.address(), CodecKind::Opus));
    auto right = streamParameters(2, pair->rightRtp, relay.address(), CodecKind::Opus);
    pair->add(right);
    for (int tick = 0; tick < 500; ++tick) {
        for (const auto &packet : relay.receiveAll()) {
            if (packet.size() > 1 && random() % 4 != 0)
                relay.send(packet, pair->rightRtp.address());
        }
        std::vector<std::uint8_t> rubbish(random() % 200);
        for (auto &byte : rubbish)
            byte = std::uint8_t(random());
        if (!rubbish.empty())
            rubbish[0] |= 0x80;
        relay.send(rubbish, pair->rightRtp.address());
        runGuarded(*pair, 10ms);
    }
}

/// Jitter, loss, redundancy, DTX, comfort noise, stretching: all the playout can do.
void playout()
{
    const auto kinds = {CodecKind::Opus, CodecKind::G722, CodecKind::Pcmu};
    for (const auto channels : {Channels::One, Channels::Two})
        for (const auto kind : kinds) {
            LoopbackSocket socket;
            auto parameters = streamParameters(1, socket, socket.address(), kind);
            parameters.wish.stereo = channels == Channels::Two;
            parameters.receiveCodecs.push_back({13, CodecKind::ComfortNoise});
            const auto setup = StreamSetup::create(parameters);
            const auto chain = std::make_unique<PlayoutChain>(channels);
            chain->buffer().reset(rtpClockRateHz(kind));
            const auto sounds = speechPackets(kind, 20, 5);
            const std::vector<std::uint8_t> noise{40, 130, 120}, silence{0x78};
            const std::uint32_t ticks = std::uint32_t(rtpClockRateHz(kind) / 50);
            std::mt19937 random(6);
            MediaTime now{1h};
            using Content = JitterBuffer::Content;
            for (int i = 0; i < 1500; ++i) {
                const bool isPause = i % 250 >= 200;
                const bool isNoise = isPause && i % 25 == 0;
                const AllocationGuard guard;
                const auto &sound = sounds[std::size_t(i) % sounds.size()];
                const auto &payload = !isNoise ? sound : kind == CodecKind::Opus ? silence : noise;
                const std::uint8_t type = isNoise && kind != CodecKind::Opus ? 13 : payloadTypeOf(kind);
                if ((!isPause || isNoise) && random() % 10 != 0)
                    chain->buffer().put({std::uint16_t(i), std::uint32_t(i) * ticks, type, ticks, payload,
                                            isNoise     ? Content::Noise
                                                : i % 2 ? Content::Redundant
                                                        : Content::Sound},
                        now + std::chrono::milliseconds(random() % 40));
                for (int half = 0; half < 2; ++half, now += TickPeriod)
                    chain->play(*setup, now);
            }
            const auto statistics = chain->buffer().statistics();
            CHECK(statistics.concealedMs > 0 && statistics.noiseMs > 0 && statistics.recoveredMs > 0);
            CHECK(chain->statistics().acceleratedMs > 0 && chain->statistics().deceleratedMs > 0);
        }
}

} // namespace

int main()
{
    RUN(everyCodecPlainAndProtected);
    RUN(everythingAgreed);
    RUN(stereo);
    RUN(adaptedSending);
    RUN(lossAndRubbish);
    RUN(playout);
    return 0;
}
