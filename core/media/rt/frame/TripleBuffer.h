#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace carillon {

/// The newest value of a struct, from one writer thread to one reader thread, neither ever waiting.
///
/// Three copies: one being written, one being read, one in between. A sequence lock would need one copy less
/// but reads memory which is being written, which ThreadSanitizer rightly reports.
template <typename T>
class TripleBuffer final
{
public:
    /// Writer thread.
    void write(const T &value) noexcept
    {
        m_copies[m_writing] = value;
        m_writing = m_middle.exchange(std::uint8_t(m_writing | Fresh), std::memory_order_acq_rel) & Index;
    }

    /// Reader thread. The same value again when nothing newer was written.
    const T &read() noexcept
    {
        if (m_middle.load(std::memory_order_relaxed) & Fresh)
            m_reading = m_middle.exchange(m_reading, std::memory_order_acq_rel) & Index;
        return m_copies[m_reading];
    }

private:
    static constexpr std::uint8_t Index = 3;
    static constexpr std::uint8_t Fresh = 4;

    std::array<T, 3> m_copies{};
    std::atomic<std::uint8_t> m_middle{1};
    std::uint8_t m_writing = 0; // writer thread only
    std::uint8_t m_reading = 2; // reader thread only
};

} // namespace carillon
