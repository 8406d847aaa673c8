#pragma once

#include "PcmLine.h"

namespace carillon {

/// Sound on its way to the loudspeaker: what was just heard, then what is about to be, in one piece, so that
/// it can be stretched across the moment that divides them. One thread only. 48 kHz.
///
/// Size: 40 ms of past, two periods of the deepest voice, and room for Capacity to come. Latency: what waits
/// in it.
template <std::size_t Capacity>
class PlayoutLine final : public PcmLine<1920, Capacity>
{
    using Line = PcmLine<1920, Capacity>;

public:
    void clear() noexcept
    {
        this->m_samples.fill(0);
        this->m_size = 0;
    }
    /// The oldest that waits becomes past. @p out is filled, no more than Capacity; what is missing with
    /// silence.
    void pop(std::span<std::int16_t> out) noexcept
    {
        if (this->m_size < out.size())
            Line::pushSilence(out.size() - this->m_size);
        std::copy_n(Line::begin(), out.size(), out.begin());
        Line::advance(out.size());
    }
    /// For who stretches: Past samples that were heard, then what waits, then room.
    std::span<std::int16_t> samples() noexcept { return this->m_samples; }
    void resize(std::size_t size) noexcept { this->m_size = std::min(size, Capacity); }
};

} // namespace carillon
