#include "DelayEstimator.h"

#include <algorithm>

namespace carillon {

namespace {

using Microseconds = DelayEstimator::Microseconds;

constexpr Microseconds BinWidth = std::chrono::milliseconds(1);
constexpr Microseconds Window = std::chrono::seconds(5);
constexpr int TimeConstant = 300;
constexpr float OutcomeWeight = 1.f / 200;
constexpr float Forgotten = 1e-5f;
constexpr int SlowPackets = 20; ///< time constant of their shares
constexpr float RedundancyWeight = 1.f / 50;
constexpr float LeastInTime = 0.9f;
/// So much delay, in ms, is one percent of the packets worth that else is late or lost. By the bench's
/// intelligibility: a late packet harms two words, by the gap and by the leap of the delay behind it.
constexpr float WorthPerPercent = 40.f;
/// Where so much is lost, one percent is half as much worth; where twice as much is, a ninth.
constexpr float MuchLoss = 0.1f;
constexpr Microseconds LeastShrink{500};
constexpr Microseconds Creeping{2000};
constexpr int ShrinkShare = 64;
constexpr Microseconds LeastTimeToRebase = std::chrono::milliseconds(100);

} // namespace

void DelayEstimator::reset() noexcept
{
    m_hasBase = false;
    m_beyondUse = 0;
    m_lossShare = m_redundantShare = m_overtakenShare = 0;
    m_slowPackets = 0;
    m_peaks.reset();
    forgetSpread();
}

void DelayEstimator::forgetSpread() noexcept
{
    m_histogram.fill(0);
    m_cumulative.fill(1);
    m_used = Bins;
    // As if one packet had been as late as the start target allows for.
    m_histogram[std::size_t(StartTarget / BinWidth) - 1] = 1.f;
    m_packets = 1;
    m_spreadUs = 0;
    m_origin = m_lastBase = base();
    m_target = m_usual = StartTarget;
}

Microseconds DelayEstimator::base() const noexcept
{
    return std::min(m_previousBase, m_currentBase);
}

/// @returns true with the last of PacketsToRebase packets which all were too slow.
bool DelayEstimator::isAllBeyondUse(Microseconds transit, MediaTime arrival) noexcept
{
    if (transit <= base() + MaxTarget) {
        m_beyondUse = 0;
        return false;
    }
    if (m_beyondUse == 0)
        m_beyondUseSince = arrival;
    m_quickestBeyondUse = m_beyondUse == 0 ? transit : std::min(m_quickestBeyondUse, transit);
    // What was held back comes all at once, and is no measure of anything.
    return ++m_beyondUse >= PacketsToRebase && arrival - m_beyondUseSince >= LeastTimeToRebase;
}

void DelayEstimator::packet(Microseconds transit, MediaTime arrival, Order order) noexcept
{
    if (!m_hasBase) {
        m_hasBase = true;
        m_previousBase = m_currentBase = m_origin = m_lastBase = transit;
        m_windowBegan = arrival;
    } else if (arrival - m_windowBegan >= Window) {
        m_previousBase = m_currentBase;
        m_currentBase = transit;
        m_windowBegan = arrival;
    }
    m_currentBase = std::min(m_currentBase, transit);
    if (isAllBeyondUse(transit, arrival)) {
        m_previousBase = m_currentBase = m_quickestBeyondUse;
        m_windowBegan = arrival;
        m_beyondUse = 0;
        forgetSpread();
    }
    followBase();
    m_peaks.packet(transit - base(), m_usual, arrival);
    if (transit - base() <= MaxTarget)
        count(transit); // no delay of ours would save those beyond
    if (transit - base() > BinWidth * std::int64_t(m_packetBins)) {
        m_slowPackets = std::min(m_slowPackets + 1, SlowPackets);
        m_overtakenShare
            += ((order == Order::Overtaken ? 1.f : 0.f) - m_overtakenShare) / float(m_slowPackets);
    }
    updateTarget(arrival);
}

/// What is known of delays stays true when the quickest is another.
void DelayEstimator::followBase() noexcept
{
    const Microseconds fallen = m_lastBase - base();
    m_lastBase = base();
    if (fallen > Microseconds(0) && fallen < Creeping)
        m_origin -= fallen; // a fast clock: what was known before was of then, and not later than now
    const Microseconds moved = base() - m_origin;
    if (moved >= Microseconds(0) && moved < BinWidth)
        return;
    m_used = Bins;
    std::int64_t steps = moved / BinWidth;
    if (moved.count() < 0 && moved % BinWidth != Microseconds(0))
        --steps;
    m_origin += BinWidth * steps;
    for (Microseconds *allowed : {&m_target, &m_usual})
        *allowed = std::clamp(*allowed - BinWidth * steps, Microseconds(0), MaxTarget);
    const auto begin = m_histogram.begin(), end = m_histogram.end();
    if (steps > 0) {
        const auto by = std::ptrdiff_t(std::min(steps, std::int64_t(Bins)));
        float below = 0;
        std::for_each(begin, begin + by, [&below](float weight) { below += weight; });
        std::fill(std::copy(begin + by, end, begin), end, 0.f);
        m_histogram.front() += below;
    } else if (steps < 0) {
        const auto by = std::ptrdiff_t(std::min(-steps, std::int64_t(Bins)));
        float above = 0;
        std::for_each(end - by, end, [&above](float weight) { above += weight; });
        std::fill(begin, std::copy_backward(begin, end - by, end), 0.f);
        m_histogram.back() += above;
    }
}

void DelayEstimator::count(Microseconds transit) noexcept
{
    m_packets = std::min(m_packets + 1, TimeConstant);
    const float fresh = 1.f / float(m_packets);
    const auto bin
        = std::size_t(std::clamp<std::int64_t>((transit - m_origin) / BinWidth, 0, std::int64_t(Bins) - 1));
    float sum = 0;
    m_histogram[bin] += fresh / (1.f - fresh);
    m_used = std::max(m_used, bin + 1);
    for (std::size_t i = 0; i < m_used; ++i) {
        const float kept = m_histogram[i] * (1.f - fresh);
        m_histogram[i] = kept < Forgotten ? 0.f : kept;
        sum += m_histogram[i];
        m_cumulative[i] = sum;
    }
    for (; m_used > 1 && m_histogram[m_used - 1] == 0.f; --m_used)
        m_cumulative[m_used - 1] = 1;
    if (bin == 0)
        m_spreadUs += (float((transit - base()).count()) - m_spreadUs) * 0.05f;
}

/// The step at whose upper edge delay and what comes too late cost least together.
std::size_t DelayEstimator::cheapest() const noexcept
{
    const auto edgeOf = [this](float share) {
        const auto edge
            = std::lower_bound(m_cumulative.begin(), m_cumulative.begin() + std::ptrdiff_t(m_used), share);
        return std::min(std::size_t(edge - m_cumulative.begin()), Bins - 1);
    };
    const float lossiness = m_lossShare / MuchLoss;
    const float worth = 100 * WorthPerPercent / (1 + lossiness * lossiness * lossiness);
    const float lost = m_lossShare * (1 - m_lossShare) * m_redundantShare;
    const float overtaken = m_overtakenShare * m_redundantShare;
    const std::size_t first = edgeOf(LeastInTime);
    const std::size_t last = std::min(edgeOf(0.9995f) + m_packetBins, Bins - 1);
    std::size_t best = first;
    float least = 1e9f;
    for (std::size_t i = first; i <= last; ++i) {
        const float late = 1 - m_cumulative[i];
        const float next = i >= m_packetBins ? m_cumulative[i - m_packetBins] : 0;
        const float cost = float(i) + worth * (late * (1 - next * overtaken) - next * lost);
        if (cost < least - 0.01f) {
            least = cost;
            best = i;
        }
    }
    return best;
}

void DelayEstimator::updateTarget(MediaTime now) noexcept
{
    const std::size_t bin = cheapest();
    const Microseconds edge = BinWidth * std::int64_t(bin + 1) + BinWidth / 2 + (m_origin - base());
    const Microseconds quiet = std::min(Microseconds(std::int64_t(3 * m_spreadUs)), BinWidth);
    const auto follow = [](Microseconds &what, Microseconds wanted) {
        what = std::max(
            std::clamp(wanted, Microseconds(0), MaxTarget), what - std::max(LeastShrink, what / ShrinkShare));
    };
    const Microseconds usual = bin == 0 ? quiet : edge;
    follow(m_usual, usual);
    follow(m_target, std::max(usual, m_peaks.height(now)));
}

float DelayEstimator::share(Microseconds delay) const noexcept
{
    const std::int64_t bin = (delay + base() - m_origin) / BinWidth;
    return delay.count() < 0 ? 0.f : m_cumulative[std::size_t(std::min(bin, std::int64_t(Bins) - 1))];
}

void DelayEstimator::outcome(Outcome outcome, Microseconds duration) noexcept
{
    const bool isMissing = outcome == Outcome::Missing;
    m_lossShare += ((isMissing ? 1.f : 0.f) - m_lossShare) * OutcomeWeight;
    if (isMissing)
        return;
    m_redundantShare
        += ((outcome == Outcome::HeardRedundant ? 1.f : 0.f) - m_redundantShare) * RedundancyWeight;
    m_packetBins = std::size_t(std::clamp<std::int64_t>(duration / BinWidth, 1, 120));
}

void DelayEstimator::wasNotLost() noexcept
{
    m_lossShare = std::max(0.f, m_lossShare - OutcomeWeight);
}

} // namespace carillon
