#pragma once

#include "ConcealingDecoder.h"

namespace carillon {

/// The samples themselves, in network byte order, RFC 3551 §4.5.11. No latency of its own.
///
/// Constraint: MaxPayloadBytes holds 43 ms at 16 kHz and 14 ms at 48 kHz; see longestPacketMs(). The static
/// payload types 10 and 11 are 44.1 kHz, of which 10 ms are no whole packet time of ours: not done.
class L16Encoder final : public AudioEncoder
{
public:
    explicit L16Encoder(CodecKind kind)
        : m_kind(kind)
    {
    }
    CodecKind kind() const noexcept override { return m_kind; }
    int encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept override;

private:
    CodecKind m_kind;
};

class L16Decoder final : public ConcealingDecoder
{
public:
    explicit L16Decoder(CodecKind kind)
        : ConcealingDecoder(pcmRateHz(kind))
        , m_kind(kind)
    {
    }
    CodecKind kind() const noexcept override { return m_kind; }
    int samplesIn(std::span<const std::uint8_t> payload) const noexcept override;
    int decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept override;

private:
    CodecKind m_kind;
};

} // namespace carillon
