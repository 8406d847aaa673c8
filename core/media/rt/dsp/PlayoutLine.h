#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace carillon {

/// Sound on its way to the loudspeaker: what was just heard, then what is about to be, in one piece, so that
/// it can be stretched across the moment that divides them. One thread only. 48 kHz.
///
/// Size: 40 ms of past, two periods of the deepest voice, and room for Capacity to come. Latency: what waits
/// in it.
template <std::size_t Capacity>
class PlayoutLine final
{
public:
    static constexpr std::size_t Past = 1920;

    void clear() noexcept
    {
        m_samples.fill(0);
        m_size = 0;
    }
    std::size_t size() const noexcept { return m_size; }
    std::size_t space() const noexcept { return Capacity - m_size; }
    /// What does not fit is dropped.
    void push(std::span<const std::int16_t> samples) noexcept
    {
        const std::size_t count = std::min(samples.size(), space());
        std::copy_n(samples.begin(), count, m_samples.begin() + std::ptrdiff_t(Past + m_size));
        m_size += count;
    }
    void pushSilence(std::size_t samples) noexcept
    {
        const std::size_t count = std::min(samples, space());
        std::fill_n(m_samples.begin() + std::ptrdiff_t(Past + m_size), count, std::int16_t(0));
        m_size += count;
    }
    /// The oldest that waits becomes past. @p out is filled; what is missing with silence.
    void pop(std::span<std::int16_t> out) noexcept
    {
        if (m_size < out.size())
            pushSilence(out.size() - m_size);
        std::copy_n(m_samples.begin() + Past, out.size(), out.begin());
        std::copy(m_samples.begin() + std::ptrdiff_t(out.size()),
            m_samples.begin() + std::ptrdiff_t(Past + m_size), m_samples.begin());
        m_size -= out.size();
    }
    /// For who stretches: Past samples that were heard, then what waits, then room.
    std::span<std::int16_t> samples() noexcept { return m_samples; }
    void resize(std::size_t size) noexcept { m_size = std::min(size, Capacity); }

private:
    std::array<std::int16_t, Past + Capacity> m_samples{};
    std::size_t m_size = 0;
};

} // namespace carillon
