#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <utility>

namespace carillon {

/// One producer thread, one consumer thread, N slots, no lock and no allocation. N is a power of two.
///
/// Constraint: a device callback and the media thread may never wait for each other. The indices run freely
/// and wrap by themselves; each side writes only its own. Latency: none, an element can be popped as soon as
/// it was pushed.
template <typename T, std::size_t N>
class SpscRing final
{
    static_assert(N >= 2 && (N & (N - 1)) == 0, "N is a power of two");

public:
    SpscRing() = default;
    SpscRing(const SpscRing &) = delete;
    SpscRing &operator=(const SpscRing &) = delete;

    static constexpr std::size_t capacity() noexcept { return N; }

    /// Producer. @returns false when full; @p value is then untouched, so that what it owns is not lost.
    bool push(T &&value) noexcept
    {
        const std::size_t tail = m_tail.load(std::memory_order_relaxed);
        if (tail - m_head.load(std::memory_order_acquire) == N)
            return false;
        m_slots[tail & (N - 1)] = std::move(value);
        m_tail.store(tail + 1, std::memory_order_release);
        return true;
    }
    bool push(const T &value) noexcept
    {
        T copy = value;
        return push(std::move(copy));
    }

    /// Consumer. @returns false when empty; @p value is then untouched. It may be anything that a T can be
    /// assigned to: of two channels whoever wants one takes their mean.
    template <typename To = T>
    bool pop(To &value) noexcept
    {
        const std::size_t head = m_head.load(std::memory_order_relaxed);
        if (head == m_tail.load(std::memory_order_acquire))
            return false;
        value = std::move(m_slots[head & (N - 1)]);
        m_head.store(head + 1, std::memory_order_release);
        return true;
    }

    /// Consumer. Throws away up to @p count of the oldest elements. @returns how many there were.
    std::size_t drop(std::size_t count) noexcept
    {
        T discarded{};
        std::size_t dropped = 0;
        while (dropped < count && pop(discarded))
            ++dropped;
        return dropped;
    }

    /// Either side; exact for the caller's own end, a moment old for the other.
    std::size_t size() const noexcept
    {
        // The head is read first: the tail can only have grown since, so the difference is never negative.
        const std::size_t head = m_head.load(std::memory_order_acquire);
        const std::size_t size = m_tail.load(std::memory_order_acquire) - head;
        return size > N ? N : size;
    }
    bool isEmpty() const noexcept { return size() == 0; }

private:
    // A cache line each: the two threads would otherwise fight over one.
    alignas(64) std::atomic<std::size_t> m_head{0};
    alignas(64) std::atomic<std::size_t> m_tail{0};
    alignas(64) std::array<T, N> m_slots{};
};

} // namespace carillon
