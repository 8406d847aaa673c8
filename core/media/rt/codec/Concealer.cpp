#include "Concealer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace carillon {

namespace {
constexpr int FullLevelMs = 10;
constexpr int SilentAfterMs = 80;
constexpr int MorePeriodsEachMs = 10;
constexpr int MaxPeriods = 3;
constexpr int UnvoicedMs = 20;
constexpr double LeastSimilarity = 0.4; // below, it is noise
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
    const int window = m_rateHz / 1000 * 20;
    const int minLag = m_rateHz / 400;
    const int maxLag = m_rateHz * 3 / 200;
    const std::int16_t *end = m_past.data() + m_history;
    const auto similarity = [&](int lag) {
        double product = 0, energy = 1, lagged = 1;
        for (int i = 1; i <= window; i += 2) {
            const double a = end[-i];
            const double b = end[-i - lag];
            product += a * b;
            energy += a * a;
            lagged += b * b;
        }
        return product / std::sqrt(energy * lagged);
    };
    double most = LeastSimilarity;
    for (int lag = minLag; lag <= maxLag; ++lag)
        most = std::max(most, similarity(lag));
    if (most <= LeastSimilarity)
        return 0;
    // A multiple of the period is as good; the first good one is the period itself.
    int lag = minLag;
    while (lag < maxLag && similarity(lag) < most * 0.95)
        ++lag;
    while (lag < maxLag && similarity(lag + 1) > similarity(lag))
        ++lag;
    return lag;
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
