#include "G722Codec.h"

// Only the two headers needed: spandsp.h wants libtiff's.
#include <spandsp/telephony.h>

#include <spandsp/g722.h>

namespace carillon {

namespace {
constexpr int BitRate = 64000;
}

G722Encoder::G722Encoder()
    : m_state(g722_encode_init(nullptr, BitRate, 0))
{
}

G722Encoder::~G722Encoder()
{
    if (m_state)
        g722_encode_free(m_state);
}

int G722Encoder::encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept
{
    if (payload.size() < pcm.size() / 2)
        return 0;
    return g722_encode(m_state, payload.data(), pcm.data(), int(pcm.size()));
}

G722Decoder::G722Decoder()
    : ConcealingDecoder(16000)
    , m_state(g722_decode_init(nullptr, BitRate, 0))
{
}

G722Decoder::~G722Decoder()
{
    if (m_state)
        g722_decode_free(m_state);
}

int G722Decoder::samplesIn(std::span<const std::uint8_t> payload) const noexcept
{
    return payload.size() <= std::size_t(8 * MaxDecodedMs) ? int(payload.size()) * 2 : 0;
}

int G722Decoder::decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept
{
    if (payload.empty() || pcm.size() < payload.size() * 2)
        return 0;
    const int samples = g722_decode(m_state, pcm.data(), payload.data(), int(payload.size()));
    if (samples > 0)
        decoded(pcm.first(std::size_t(samples)));
    return samples;
}

} // namespace carillon
