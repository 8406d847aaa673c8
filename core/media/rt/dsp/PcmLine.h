#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace carillon {

/// Samples that wait, in one piece and behind Past samples of room: what PcmFifo and PlayoutLine have in
/// common. One thread only. Latency: what waits in it.
template <std::size_t PastSamples, std::size_t Capacity>
class PcmLine
{
public:
    static constexpr std::size_t Past = PastSamples;

    std::size_t size() const noexcept { return m_size; }
    std::size_t space() const noexcept { return Capacity - m_size; }
    /// What does not fit is dropped.
    void push(std::span<const std::int16_t> samples) noexcept
    {
        const std::size_t count = std::min(samples.size(), space());
        std::copy_n(samples.begin(), count, end());
        m_size += count;
    }
    void pushSilence(std::size_t samples) noexcept
    {
        const std::size_t count = std::min(samples, space());
        std::fill_n(end(), count, std::int16_t(0));
        m_size += count;
    }

protected:
    PcmLine() = default;
    ~PcmLine() = default;

    auto begin() noexcept { return m_samples.begin() + std::ptrdiff_t(Past); }
    auto end() noexcept { return begin() + std::ptrdiff_t(m_size); }
    /// The oldest @p count, at most size(), go; everything before and behind them moves up.
    void advance(std::size_t count) noexcept
    {
        std::copy(m_samples.begin() + std::ptrdiff_t(count), end(), m_samples.begin());
        m_size -= count;
    }

    std::array<std::int16_t, Past + Capacity> m_samples{};
    std::size_t m_size = 0;
};

} // namespace carillon
