#include "DelayEstimator.h"

#include <algorithm>

namespace carillon {

namespace {
constexpr DelayEstimator::Microseconds BinWidth = std::chrono::milliseconds(1);
constexpr DelayEstimator::Microseconds Window = std::chrono::seconds(5);
constexpr float Forget = 0.99f;
constexpr float OutsideQuantile = 0.03f;
}

void DelayEstimator::reset() noexcept
{
    m_hasBase = false;
    m_beyondUse = 0;
    forgetSpread();
}

void DelayEstimator::forgetSpread() noexcept
{
    m_histogram.fill(0);
    // As if all packets so far had been as late as the start target allows for.
    m_histogram[std::size_t((StartTarget - TickPeriod) / BinWidth) - 1] = 1.f;
    m_target = StartTarget;
}

DelayEstimator::Microseconds DelayEstimator::base() const noexcept
{
    return std::min(m_previousBase, m_currentBase);
}

/// @returns true with the last of PacketsToRebase packets which all were too slow.
bool DelayEstimator::isAllBeyondUse(Microseconds transit) noexcept
{
    if (transit <= base() + MaxTarget) {
        m_beyondUse = 0;
        return false;
    }
    m_quickestBeyondUse = m_beyondUse == 0 ? transit : std::min(m_quickestBeyondUse, transit);
    return ++m_beyondUse >= PacketsToRebase;
}

void DelayEstimator::packet(Microseconds transit, MediaTime arrival) noexcept
{
    if (!m_hasBase) {
        m_hasBase = true;
        m_previousBase = m_currentBase = transit;
        m_windowBegan = arrival;
    } else if (arrival - m_windowBegan >= Window) {
        m_previousBase = m_currentBase;
        m_currentBase = transit;
        m_windowBegan = arrival;
    }
    m_currentBase = std::min(m_currentBase, transit);
    if (isAllBeyondUse(transit)) {
        m_previousBase = m_currentBase = m_quickestBeyondUse;
        m_windowBegan = arrival;
        m_beyondUse = 0;
        forgetSpread();
    }

    const auto relative = transit - base();
    const auto bin = std::min(std::size_t(relative / BinWidth), Bins - 1);
    for (auto &weight : m_histogram)
        weight *= Forget;
    m_histogram[bin] += 1.f - Forget;
    updateTarget();
}

void DelayEstimator::updateTarget() noexcept
{
    float above = 0;
    std::size_t bin = Bins;
    while (bin > 0 && above + m_histogram[bin - 1] <= OutsideQuantile)
        above += m_histogram[--bin];
    // `bin` is now one past the quantile's, so its upper edge; less than 1 ms is no delay at all.
    const Microseconds quantile = bin <= 1 ? Microseconds(0) : BinWidth * std::int64_t(bin);
    m_target = std::clamp(quantile + Microseconds(TickPeriod), MinTarget, MaxTarget);
}

} // namespace carillon
