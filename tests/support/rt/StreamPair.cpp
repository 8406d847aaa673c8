#include "StreamPair.h"

#include <cstdio>
#include <cstdlib>

namespace carillon {

std::uint8_t payloadTypeOf(CodecKind kind)
{
    switch (kind) {
    case CodecKind::Opus: return 111;
    case CodecKind::G722: return 9;
    case CodecKind::Pcmu: return 0;
    case CodecKind::Pcma: return 8;
    case CodecKind::L16At16k: return 97;
    case CodecKind::L16At48k: return 98;
    case CodecKind::ComfortNoise: return 13;
    }
    return 0;
}

SrtpKey srtpKey(SrtpProfile profile, std::uint8_t seed)
{
    SrtpKey key;
    key.profile = profile;
    for (std::size_t i = 0; i < key.bytes(); ++i)
        key.keyAndSalt[i] = std::uint8_t(seed + 7 * i);
    return key;
}

StreamParameters streamParameters(
    StreamId id, const LoopbackSocket &rtp, const sockaddr_storage &remote, CodecKind kind, int ptimeMs)
{
    StreamParameters parameters;
    parameters.id = id;
    parameters.rtpFd = rtp.fd();
    parameters.remoteRtp = remote;
    parameters.localSsrc = 0x1000 + id;
    parameters.firstSequenceNumber = std::uint16_t(65500 + id); // wraps soon
    parameters.firstTimestamp = 0xfffff000u + id;
    parameters.randomSeed = id + 1;
    parameters.cname = "cname-" + std::to_string(id);
    parameters.sendCodec.kind = kind;
    parameters.sendCodec.payloadType = payloadTypeOf(kind);
    parameters.sendCodec.ptimeMs = ptimeMs;
    parameters.receiveCodecs = {{111, CodecKind::Opus}, {9, CodecKind::G722}, {0, CodecKind::Pcmu},
        {8, CodecKind::Pcma}, {97, CodecKind::L16At16k}, {98, CodecKind::L16At48k}};
    parameters.sendTelephoneEvent = TelephoneEventFormat{101, rtpClockRateHz(kind)};
    parameters.receiveTelephoneEvents = {{101, rtpClockRateHz(kind)}};
    parameters.endpoint.kind = EndpointKind::Silence;
    return parameters;
}

std::unique_ptr<MediaStream> makeStream(const StreamParameters &parameters)
{
    StreamError error = StreamError::None;
    auto setup = StreamSetup::create(parameters, &error);
    if (!setup) {
        std::fprintf(stderr, "stream %u: error %d\n", unsigned(parameters.id), int(error));
        std::abort();
    }
    return std::make_unique<MediaStream>(std::move(setup));
}

StreamPair::StreamPair() = default;

StreamParameters StreamPair::left(CodecKind kind, int ptimeMs) const
{
    return streamParameters(1, leftRtp, rightRtp.address(), kind, ptimeMs);
}

StreamParameters StreamPair::right(CodecKind kind, int ptimeMs) const
{
    return streamParameters(2, rightRtp, leftRtp.address(), kind, ptimeMs);
}

StreamControls *StreamPair::add(const StreamParameters &parameters)
{
    auto stream = makeStream(parameters);
    StreamControls *controls = &stream->controls();
    engine.commands().push(AddStream{std::move(stream)});
    return controls;
}

void StreamPair::update(const StreamParameters &parameters)
{
    engine.commands().push(UpdateStream{parameters.id, StreamSetup::create(parameters)});
}

void StreamPair::remove(StreamId id)
{
    engine.commands().push(RemoveStream{id});
}

void StreamPair::dtmf(StreamId id, const DtmfRequest &request)
{
    engine.commands().push(SendDtmf{id, request});
}

void StreamPair::run(std::chrono::milliseconds duration, const std::function<void()> &each)
{
    for (const MediaTime end = now + duration; now < end; now += TickPeriod) {
        if (each)
            each();
        engine.tick(now);
        MediaEvent event;
        while (engine.events().pop(event))
            events.push_back(std::move(event));
    }
}

} // namespace carillon
