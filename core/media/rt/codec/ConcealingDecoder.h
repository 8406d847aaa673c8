#pragma once

#include "AudioCodec.h"
#include "Concealer.h"

namespace carillon {

/// A decoder of a codec that knows nothing of lost packets: what was heard last is continued by its waveform.
class ConcealingDecoder : public AudioDecoder
{
public:
    explicit ConcealingDecoder(int rateHz)
        : m_concealer(rateHz)
    {
    }
    void recover(std::span<const std::uint8_t>, std::span<std::int16_t> pcm) noexcept override
    {
        conceal(pcm);
    }
    void conceal(std::span<std::int16_t> pcm) noexcept override { m_concealer.conceal(pcm); }

protected:
    /// Each decoded block.
    void decoded(std::span<const std::int16_t> pcm) noexcept { m_concealer.received(pcm); }

private:
    Concealer m_concealer;
};

} // namespace carillon
