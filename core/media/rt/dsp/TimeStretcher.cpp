#include "TimeStretcher.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace carillon {

namespace {

constexpr int MaxOverlap = 240;
constexpr double GoodSimilarity = 0.6;
constexpr double QuietMeanSquare = 100. * 100.; // about -50 dB of full scale

/// Normalised correlation of [0, overlap) with [lag, lag + overlap); every @p step th sample.
double similarity(std::span<const std::int16_t> samples, int lag, int overlap, int step)
{
    double product = 0, left = 1, right = 1;
    for (int i = 0; i < overlap; i += step) {
        const double a = samples[std::size_t(i)];
        const double b = samples[std::size_t(i + lag)];
        product += a * b;
        left += a * a;
        right += b * b;
    }
    return product / std::sqrt(left * right);
}

std::int16_t faded(std::int16_t from, std::int16_t to, int i, int length)
{
    return std::int16_t((int(from) * (length - i) + int(to) * i) / length);
}

} // namespace

TimeStretcher::Seam TimeStretcher::bestSeam(
    std::span<const std::int16_t> samples, int size, int most) noexcept
{
    const int maxLag = std::min({MaxLag, most, size / 2});
    const int overlap = std::min(MaxOverlap, size - maxLag);
    if (maxLag < MinLag || overlap < MinLag)
        return {};
    double meanSquare = 0;
    for (int i = 0; i < size; ++i)
        meanSquare += double(samples[std::size_t(i)]) * samples[std::size_t(i)];
    if (meanSquare / size < QuietMeanSquare)
        return {maxLag, overlap};
    // Coarse first: every fourth lag on every fourth sample, then the neighbours of the winner exactly.
    int best = 0;
    double bestSimilarity = -1;
    for (int lag = MinLag; lag <= maxLag; lag += 4) {
        const double now = similarity(samples, lag, overlap, 4);
        if (now > bestSimilarity) {
            bestSimilarity = now;
            best = lag;
        }
    }
    const int centre = best;
    for (int lag = std::max(MinLag, centre - 3); lag <= std::min(maxLag, centre + 3); ++lag) {
        const double now = similarity(samples, lag, overlap, 1);
        if (now > bestSimilarity) {
            bestSimilarity = now;
            best = lag;
        }
    }
    return bestSimilarity >= GoodSimilarity ? Seam{best, overlap} : Seam{};
}

int TimeStretcher::shortened(std::span<std::int16_t> samples, int size, int most) noexcept
{
    const Seam seam = bestSeam(samples, size, most);
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

int TimeStretcher::lengthened(std::span<std::int16_t> samples, int size, int most) noexcept
{
    const Seam seam = bestSeam(samples, size, most);
    if (seam.lag == 0 || samples.size() < std::size_t(size + seam.lag))
        return size;
    // x[0..lag), then from x[lag..] over into x[0..]: the first period is heard twice.
    std::memmove(samples.data() + seam.lag, samples.data(), std::size_t(size) * sizeof(std::int16_t));
    // What was x[lag + i] stands at 2·lag + i now; it is read before the cross-fade could have written there.
    for (int i = 0; i < seam.overlap; ++i) {
        const auto original = samples[std::size_t(2 * seam.lag + i)];
        auto &repeated = samples[std::size_t(seam.lag + i)];
        repeated = faded(original, repeated, i, seam.overlap);
    }
    return size + seam.lag;
}

} // namespace carillon
