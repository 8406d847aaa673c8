#include "Concealer.h"

#include "Likeness.h"

#include <algorithm>
#include <cstring>

namespace carillon {

namespace {
constexpr int FullLevelMs = 10;
constexpr int SilentAfterMs = 80;
constexpr int MorePeriodsEachMs = 10;
constexpr int MaxPeriods = 3;
constexpr int UnvoicedMs = 20;
constexpr float LeastSimilarity = 0.4f; // below, it is noise
}

Concealer::Concealer(int sampleRateHz)
    : m_history(std::size_t(sampleRateHz / 1000 * HistoryMs))
    , m_rateHz(sampleRateHz)
{
}

void Concealer::received(std::span<const std::int16_t> pcm) noexcept
{
    m_period = 0;
    const std::size_t fresh = std::min(pcm.size(), m_history);
    std::memmove(m_past.data(), m_past.data() + fresh, (m_history - fresh) * sizeof(std::int16_t));
    std::copy_n(pcm.end() - std::ptrdiff_t(fresh), fresh, m_past.begin() + std::ptrdiff_t(m_history - fresh));
}

/// The lag between 2.5 and 15 ms at which the last 20 ms resemble what was before; 66 to 400 Hz. 0: none.
int Concealer::findPeriod() const noexcept
{
    const PeriodSearch search{m_rateHz / 400, m_rateHz * 3 / 200, m_rateHz / 1000 * 20, 2};
    return periodBefore(m_past.data() + m_history, search, LeastSimilarity);
}

std::int16_t Concealer::nextSample() noexcept
{
    const int fullLevel = m_rateHz / 1000 * FullLevelMs;
    const int silentAfter = m_rateHz / 1000 * (m_voiced ? SilentAfterMs : SilentAfterMs / 2);
    if (m_invented >= silentAfter)
        return 0;
    const int length = m_period * m_periods;
    const std::int16_t *repeated = m_past.data() + m_history - length;
    float sample = repeated[m_position];
    // The end glides into what stands before, so that its beginning follows without a step.
    const int seam = std::min(m_period / 8, int(m_history) - length);
    const int intoSeam = m_position - (length - seam);
    if (intoSeam >= 0) {
        const float t = float(intoSeam + 1) / float(seam + 1);
        sample += (float(repeated[m_position - length]) - sample) * t;
    }
    if (m_invented > fullLevel)
        sample *= float(silentAfter - m_invented) / float(silentAfter - fullLevel);
    ++m_invented;
    if (++m_position >= length) {
        m_position = 0;
        const int wanted = 1 + m_invented * 1000 / m_rateHz / MorePeriodsEachMs;
        m_periods
            = m_voiced ? std::clamp(std::min(wanted, int(m_history) * 7 / 8 / m_period), 1, MaxPeriods) : 1;
    }
    return std::int16_t(sample);
}

void Concealer::conceal(std::span<std::int16_t> pcm) noexcept
{
    if (m_period == 0) {
        m_period = findPeriod();
        m_voiced = m_period > 0;
        if (!m_voiced)
            m_period = m_rateHz / 1000 * UnvoicedMs;
        m_periods = 1;
        m_position = 0;
        m_invented = 0;
    }
    for (auto &sample : pcm)
        sample = nextSample();
}

} // namespace carillon
