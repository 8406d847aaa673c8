#pragma once

#include "ConcealingDecoder.h"

struct g722_encode_state_s;
struct g722_decode_state_s;

namespace carillon {

/// G.722 at 64 kbit/s, RFC 3551 §4.5.2: one byte for two samples at 16 kHz. Latency: 1.4 ms in its two filter
/// banks.
class G722Encoder final : public AudioEncoder
{
public:
    G722Encoder();
    ~G722Encoder() override;
    bool isValid() const noexcept { return m_state != nullptr; }

    CodecKind kind() const noexcept override { return CodecKind::G722; }
    int encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept override;

private:
    g722_encode_state_s *m_state;
};

class G722Decoder final : public ConcealingDecoder
{
public:
    G722Decoder();
    ~G722Decoder() override;
    bool isValid() const noexcept { return m_state != nullptr; }

    CodecKind kind() const noexcept override { return CodecKind::G722; }
    int samplesIn(std::span<const std::uint8_t> payload) const noexcept override;
    int decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept override;

private:
    g722_decode_state_s *m_state;
};

} // namespace carillon
