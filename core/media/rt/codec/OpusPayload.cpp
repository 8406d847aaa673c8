#include "OpusPayload.h"

#include <array>

#include <opus.h>

namespace carillon {

namespace {

constexpr int MaxFrames = 48; // RFC 6716 §3.2.5: 120 ms of 2.5 ms
/// Up to here a frame says only that there is nothing to say.
constexpr int MaxSilentBytes = 1;

/// The SILK header begins with a flag for each 20 ms (is it a voice?), for each channel, and then one that
/// says whether redundancy follows (§4.2.3); each of them is a bit, before the range coder has begun.
bool hasLbrr(std::uint8_t toc, const unsigned char *frame, int size)
{
    const int config = toc >> 3;
    const bool isCeltOnly = config >= 16;
    if (isCeltOnly || size < 1)
        return false;
    const bool isHybrid = config >= 12;
    const int spans[] = {1, 1, 2, 3}; // SILK frames of 10, 20, 40 and 60 ms
    const int perChannel = isHybrid ? 1 : spans[config & 3];
    const auto bit = [frame](int index) { return (frame[0] >> (7 - index)) & 1; };
    const bool isStereo = (toc & 4) != 0;
    return bit(perChannel) != 0 || (isStereo && bit(2 * perChannel + 1) != 0);
}

} // namespace

OpusPayload OpusPayload::parse(std::span<const std::uint8_t> payload) noexcept
{
    OpusPayload result;
    if (payload.empty())
        return result;
    std::array<const unsigned char *, MaxFrames> frames{};
    std::array<opus_int16, MaxFrames> sizes{};
    unsigned char toc = 0;
    const int count = opus_packet_parse(
        payload.data(), opus_int32(payload.size()), &toc, frames.data(), sizes.data(), nullptr);
    if (count <= 0)
        return result;
    result.isNoise = true;
    for (int i = 0; i < count; ++i)
        result.isNoise = result.isNoise && sizes[std::size_t(i)] <= MaxSilentBytes;
    result.isRedundant = !result.isNoise && hasLbrr(toc, frames[0], sizes[0]);
    return result;
}

} // namespace carillon
