// Payloads of every codec that looks into them before it decodes: comfort noise (RFC 3389) and Opus. The
// first byte chooses; nothing may be read beyond the payload, and the noise stays within its samples.
#include "AudioCodec.h"
#include "OpusPayload.h"

#include <array>
#include <cstdlib>
#include <vector>

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0 || size > std::size_t(MaxPayloadBytes))
        return 0;
    const CodecKind kind = data[0] & 1 ? CodecKind::ComfortNoise : CodecKind::Opus;
    const auto decoder = createDecoder(kind);
    const std::vector<std::uint8_t> payload(data + 1, data + size);
    const OpusPayload opus = OpusPayload::parse(payload);
    if (opus.isNoise && opus.isRedundant)
        std::abort();
    std::array<std::int16_t, std::size_t(48 * MaxDecodedMs)> pcm{};
    const int samples = decoder->samplesIn(payload);
    if (samples < 0 || samples > pcmRateHz(kind) / 1000 * MaxDecodedMs)
        std::abort();
    if (samples > 0 && decoder->decode(payload, std::span(pcm).first(std::size_t(samples))) > samples)
        std::abort();
    decoder->isNoise(payload);
    decoder->isRedundant(payload);
    decoder->recover(payload, std::span(pcm).first(std::size_t(pcmRateHz(kind) / 50)));
    decoder->conceal(std::span(pcm).first(std::size_t(pcmRateHz(kind) / 100)));
    return 0;
}
