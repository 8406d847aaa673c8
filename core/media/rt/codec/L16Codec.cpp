#include "L16Codec.h"

namespace carillon {

int L16Encoder::encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept
{
    if (payload.size() < pcm.size() * 2)
        return 0;
    for (std::size_t i = 0; i < pcm.size(); ++i) {
        const auto sample = std::uint16_t(pcm[i]);
        payload[2 * i] = std::uint8_t(sample >> 8);
        payload[2 * i + 1] = std::uint8_t(sample);
    }
    return int(pcm.size() * 2);
}

int L16Decoder::samplesIn(std::span<const std::uint8_t> payload) const noexcept
{
    const std::size_t samples = payload.size() / 2;
    const bool isWhole = payload.size() % 2 == 0;
    return isWhole && samples <= std::size_t(pcmRateHz(m_kind) / 1000 * MaxDecodedMs) ? int(samples) : 0;
}

int L16Decoder::decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept
{
    const auto samples = std::size_t(samplesIn(payload));
    if (samples == 0 || pcm.size() < samples)
        return 0;
    for (std::size_t i = 0; i < samples; ++i)
        pcm[i] = std::int16_t(std::uint16_t(payload[2 * i] << 8 | payload[2 * i + 1]));
    decoded(pcm.first(samples));
    return int(samples);
}

} // namespace carillon
