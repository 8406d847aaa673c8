#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>

namespace carillon {

/// Samples waiting to be cut into pieces of another length; one thread only. Keeps what it holds in one
/// piece, so that a codec can read it in place. Latency: what is in it.
template <std::size_t Capacity>
class PcmFifo final
{
public:
    std::size_t size() const noexcept { return m_size; }
    std::size_t space() const noexcept { return Capacity - m_size; }
    void clear() noexcept { m_size = 0; }

    /// What does not fit is dropped.
    void push(std::span<const std::int16_t> samples) noexcept
    {
        const std::size_t count = std::min(samples.size(), space());
        std::copy_n(samples.begin(), count, m_samples.begin() + std::ptrdiff_t(m_size));
        m_size += count;
    }
    void pushSilence(std::size_t samples) noexcept
    {
        const std::size_t count = std::min(samples, space());
        std::fill_n(m_samples.begin() + std::ptrdiff_t(m_size), count, std::int16_t(0));
        m_size += count;
    }
    /// The oldest @p count samples, at most size(); valid until the next change.
    std::span<const std::int16_t> peek(std::size_t count) const noexcept
    {
        return {m_samples.data(), std::min(count, m_size)};
    }
    void drop(std::size_t count) noexcept
    {
        count = std::min(count, m_size);
        std::memmove(m_samples.data(), m_samples.data() + count, (m_size - count) * sizeof(std::int16_t));
        m_size -= count;
    }

private:
    std::array<std::int16_t, Capacity> m_samples{};
    std::size_t m_size = 0;
};

} // namespace carillon
