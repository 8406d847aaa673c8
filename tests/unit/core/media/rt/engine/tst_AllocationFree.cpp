// Nothing which the media thread does in a call asks operator new or delete: every codec, plain and
// protected, with loss, digits, reports, updates and hostile datagrams.
#include "AllocationGuard.h"
#include "RealtimeCheck.h"
#include "StreamPair.h"

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
    runGuarded(*pair, 500ms);
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
    pair->remove(1);
    pair->remove(2);
    runGuarded(*pair, 20ms);
}

void everyCodecPlainAndProtected()
{
    for (const auto kind : {CodecKind::Opus, CodecKind::G722, CodecKind::Pcmu, CodecKind::Pcma}) {
        call(kind, {});
        call(kind, SrtpProfile::Aes128CmSha1_80);
        call(kind, SrtpProfile::AeadAes128Gcm);
    }
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

} // namespace

int main()
{
    RUN(everyCodecPlainAndProtected);
    RUN(lossAndRubbish);
    return 0;
}
