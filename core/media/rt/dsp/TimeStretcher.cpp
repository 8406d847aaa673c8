#include "TimeStretcher.h"

#include "Likeness.h"

#include <algorithm>
#include <cstring>

namespace carillon {

namespace {

constexpr int MaxOverlap = 240;
constexpr float QuietMeanSquare = 100.f * 100.f; // about -50 dB of full scale
/// Of similarity, for each sample that a lag differs from the wanted one: among periods of a voice, which are
/// all alike, the length decides.
constexpr float LagPenalty = 0.1f / 720;

bool isQuiet(const std::int16_t *samples, int lag, int overlap)
{
    float sum = 0;
    for (int i = 0; i < overlap; ++i) {
        const auto a = float(samples[i]);
        const auto b = float(samples[i + lag]);
        sum += a * a + b * b;
    }
    return sum / float(2 * overlap) < QuietMeanSquare;
}

} // namespace

TimeStretcher::Seam TimeStretcher::bestSeam(
    const std::int16_t *at, int size, int direction, const Terms &terms) noexcept
{
    // Forward, the seam and the lag must both fit into what waits; back, only the seam.
    const int room = direction > 0 ? size - MinOverlap : MaxLag;
    const int maxLag = std::min({MaxLag, terms.mostLag, room});
    if (maxLag < MinLag || size < MinOverlap)
        return {};
    const int overlap = std::min(MaxOverlap, direction > 0 ? size - maxLag : size);
    if (isQuiet(at, direction * maxLag, overlap))
        return {maxLag, overlap};
    // Coarse first: every fourth lag on every fourth sample, then the neighbours of the winner exactly.
    int centre = MinLag;
    float bestScore = -2;
    for (int lag = MinLag; lag <= maxLag; lag += 4) {
        const float score = likeness(at, at + direction * lag, overlap, 4)
            - LagPenalty * float(std::abs(lag - terms.wantedLag));
        if (score > bestScore) {
            bestScore = score;
            centre = lag;
        }
    }
    int best = centre;
    float bestSimilarity = -1;
    for (int lag = std::max(MinLag, centre - 3); lag <= std::min(maxLag, centre + 3); ++lag) {
        const float now = likeness(at, at + direction * lag, overlap);
        if (now > bestSimilarity) {
            bestSimilarity = now;
            best = lag;
        }
    }
    return bestSimilarity >= float(terms.leastSimilarity) ? Seam{best, overlap} : Seam{};
}

int TimeStretcher::shortenedAt(std::span<std::int16_t> samples, int size, const Seam &seam) noexcept
{
    if (seam.lag == 0)
        return size;
    for (int i = 0; i < seam.overlap; ++i)
        samples[std::size_t(i)]
            = faded(samples[std::size_t(i)], samples[std::size_t(i + seam.lag)], i, seam.overlap);
    const int rest = size - seam.overlap - seam.lag;
    std::memmove(samples.data() + seam.overlap, samples.data() + seam.overlap + seam.lag,
        std::size_t(rest) * sizeof(std::int16_t));
    return size - seam.lag;
}

TimeStretcher::Seam TimeStretcher::toLengthen(
    std::span<const std::int16_t> samples, int past, int size, const Terms &terms) noexcept
{
    if (past < MaxLag || samples.size() < std::size_t(past + size + MaxLag))
        return {};
    return bestSeam(samples.data() + past, size, -1, terms);
}

int TimeStretcher::lengthenedAt(
    std::span<std::int16_t> samples, int past, int size, const Seam &seam) noexcept
{
    if (seam.lag == 0)
        return size;
    std::int16_t *now = samples.data() + past;
    // From what waits over into what was heard one lag ago, which leads back to what waits.
    std::memmove(now + seam.lag, now, std::size_t(size) * sizeof(std::int16_t));
    // The first lag samples of what comes are those heard last, again; the fade begins with what waited.
    for (int i = 0; i < seam.lag; ++i) {
        const std::int16_t again = now[i - seam.lag];
        now[i] = i < seam.overlap ? faded(now[i + seam.lag], again, i, seam.overlap) : again;
    }
    for (int i = seam.lag; i < seam.overlap; ++i)
        now[i] = faded(now[i + seam.lag], now[i], i, seam.overlap);
    return size + seam.lag;
}

} // namespace carillon
