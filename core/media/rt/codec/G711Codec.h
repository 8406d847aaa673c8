#pragma once

#include "ConcealingDecoder.h"

namespace carillon {

enum class G711Law : std::uint8_t { Mu, A };

/// One sample of ITU-T G.711; 16-bit linear in and out.
std::uint8_t g711Encoded(G711Law law, std::int16_t sample) noexcept;
std::int16_t g711Decoded(G711Law law, std::uint8_t code) noexcept;

/// PCMU and PCMA, RFC 3551 §4.5.14: one byte for each sample at 8 kHz. No latency of its own.
class G711Encoder final : public AudioEncoder
{
public:
    explicit G711Encoder(G711Law law)
        : m_law(law)
    {
    }
    CodecKind kind() const noexcept override
    {
        return m_law == G711Law::Mu ? CodecKind::Pcmu : CodecKind::Pcma;
    }
    int encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept override;

private:
    G711Law m_law;
};

class G711Decoder final : public ConcealingDecoder
{
public:
    explicit G711Decoder(G711Law law)
        : ConcealingDecoder(8000)
        , m_law(law)
    {
    }
    CodecKind kind() const noexcept override
    {
        return m_law == G711Law::Mu ? CodecKind::Pcmu : CodecKind::Pcma;
    }
    int samplesIn(std::span<const std::uint8_t> payload) const noexcept override;
    int decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept override;

private:
    G711Law m_law;
};

} // namespace carillon
