#include "G711Codec.h"

#include <algorithm>
#include <array>
#include <bit>

namespace carillon {

namespace {

constexpr int MuBias = 0x84;
constexpr int MuClip = 32635;

constexpr std::int16_t muDecoded(std::uint8_t code)
{
    const int inverted = ~code & 0xff;
    const int exponent = (inverted >> 4) & 7;
    const int magnitude = (((inverted & 15) << 3) + MuBias) << exponent;
    return std::int16_t(inverted & 0x80 ? MuBias - magnitude : magnitude - MuBias);
}

constexpr std::int16_t aDecoded(std::uint8_t code)
{
    const int even = code ^ 0x55;
    const int exponent = (even >> 4) & 7;
    int magnitude = ((even & 15) << 4) + 8;
    if (exponent > 0)
        magnitude = (magnitude + 0x100) << (exponent - 1);
    return std::int16_t(even & 0x80 ? magnitude : -magnitude);
}

constexpr std::uint8_t muEncoded(std::int16_t sample)
{
    const int sign = sample < 0 ? 0x80 : 0;
    const int magnitude = std::min(sample < 0 ? -int(sample) : int(sample), MuClip) + MuBias;
    const int exponent = int(std::bit_width(unsigned(magnitude))) - 8;
    // The bias makes exponent at least 0. NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult)
    const int mantissa = (magnitude >> (exponent + 3)) & 15;
    return std::uint8_t(~(sign | (exponent << 4) | mantissa));
}

constexpr std::uint8_t aEncoded(std::int16_t sample)
{
    // The sign bit of A-law is set for positive samples; negative ones count from -1, so that ~ serves as
    // negation.
    const int sign = sample < 0 ? 0 : 0x80;
    const int magnitude = sample < 0 ? ~int(sample) : int(sample);
    const int exponent = std::max(0, int(std::bit_width(unsigned(magnitude))) - 8);
    const int mantissa = (magnitude >> (exponent > 0 ? exponent + 3 : 4)) & 15;
    return std::uint8_t((sign | (exponent << 4) | mantissa) ^ 0x55);
}

template <auto Decode>
constexpr auto makeTable()
{
    std::array<std::int16_t, 256> table{};
    for (unsigned code = 0; code < 256; ++code)
        table[code] = Decode(std::uint8_t(code));
    return table;
}

constexpr auto MuTable = makeTable<muDecoded>();
constexpr auto ATable = makeTable<aDecoded>();

} // namespace

std::uint8_t g711Encoded(G711Law law, std::int16_t sample) noexcept
{
    return law == G711Law::Mu ? muEncoded(sample) : aEncoded(sample);
}

std::int16_t g711Decoded(G711Law law, std::uint8_t code) noexcept
{
    return law == G711Law::Mu ? MuTable[code] : ATable[code];
}

int G711Encoder::encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept
{
    if (payload.size() < pcm.size())
        return 0;
    std::transform(
        pcm.begin(), pcm.end(), payload.begin(), [this](std::int16_t s) { return g711Encoded(m_law, s); });
    return int(pcm.size());
}

int G711Decoder::samplesIn(std::span<const std::uint8_t> payload) const noexcept
{
    return payload.size() <= std::size_t(8 * MaxDecodedMs) ? int(payload.size()) : 0;
}

int G711Decoder::decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept
{
    if (pcm.size() < payload.size())
        return 0;
    const auto block = pcm.first(payload.size());
    std::transform(payload.begin(), payload.end(), block.begin(),
        [this](std::uint8_t c) { return g711Decoded(m_law, c); });
    decoded(block);
    return int(block.size());
}

} // namespace carillon
