#include "Concealer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace carillon {

namespace {
constexpr int FullLevelMs = 10;
constexpr int SilentAfterMs = 60;
constexpr int BlendMs = 5;
}

Concealer::Concealer(int sampleRateHz)
    : m_history(std::size_t(sampleRateHz / 1000 * HistoryMs))
    , m_rateHz(sampleRateHz)
{
}

void Concealer::received(std::span<std::int16_t> pcm) noexcept
{
    if (m_period > 0) {
        const int blend = std::min(m_rateHz / 1000 * BlendMs, int(pcm.size()));
        for (int i = 0; i < blend; ++i) {
            auto &sample = pcm[std::size_t(i)];
            sample = std::int16_t((int(nextSample()) * (blend - i) + int(sample) * i) / blend);
        }
        m_period = 0;
    }
    const std::size_t fresh = std::min(pcm.size(), m_history);
    std::memmove(m_past.data(), m_past.data() + fresh, (m_history - fresh) * sizeof(std::int16_t));
    std::copy_n(pcm.end() - std::ptrdiff_t(fresh), fresh, m_past.begin() + std::ptrdiff_t(m_history - fresh));
}

/// The lag between 2.5 and 15 ms at which the last 20 ms resemble what was before; 66 to 400 Hz.
int Concealer::findPeriod() const noexcept
{
    const int window = m_rateHz / 1000 * 20;
    const int minLag = m_rateHz / 400;
    const int maxLag = m_rateHz * 3 / 200;
    const std::int16_t *end = m_past.data() + m_history;
    int best = maxLag;
    double bestSimilarity = 0.3; // below, it is noise: the longest lag hums least
    for (int lag = minLag; lag <= maxLag; ++lag) {
        double product = 0, energy = 1, lagged = 1;
        for (int i = 1; i <= window; i += 2) {
            const double a = end[-i];
            const double b = end[-i - lag];
            product += a * b;
            energy += a * a;
            lagged += b * b;
        }
        const double similarity = product / std::sqrt(energy * lagged);
        if (similarity
            > bestSimilarity * 1.02) { // a multiple of the period is as good, the period itself is better
            bestSimilarity = similarity;
            best = lag;
        }
    }
    return best;
}

std::int16_t Concealer::nextSample() noexcept
{
    const int fullLevel = m_rateHz / 1000 * FullLevelMs;
    const int silentAfter = m_rateHz / 1000 * SilentAfterMs;
    if (m_invented >= silentAfter)
        return 0;
    const std::int16_t *period = m_past.data() + m_history - m_period;
    float sample = period[m_position];
    // The last eighth glides into what stands before the period, so that its beginning follows without a
    // step.
    const int seam = m_period / 8;
    const int intoSeam = m_position - (m_period - seam);
    if (intoSeam >= 0) {
        const float t = float(intoSeam + 1) / float(seam + 1);
        sample += (float(period[m_position - m_period]) - sample) * t;
    }
    m_position = (m_position + 1) % m_period;
    if (m_invented > fullLevel)
        sample *= float(silentAfter - m_invented) / float(silentAfter - fullLevel);
    ++m_invented;
    return std::int16_t(sample);
}

void Concealer::conceal(std::span<std::int16_t> pcm) noexcept
{
    if (m_period == 0) {
        m_period = findPeriod();
        m_position = 0;
        m_invented = 0;
    }
    for (auto &sample : pcm)
        sample = nextSample();
}

} // namespace carillon
