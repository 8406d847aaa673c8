#pragma once

#include <cmath>
#include <cstdint>

namespace carillon {

/// How much two pieces of sound resemble each other: their normalised correlation, 1 when one is the other at
/// another level, 0 when they have nothing in common. @param step only each so many-th sample counts.
inline float likeness(const std::int16_t *a, const std::int16_t *b, int size, int step = 1) noexcept
{
    float product = 0, left = 1, right = 1;
    for (int i = 0; i < size; i += step) {
        product += float(a[i]) * float(b[i]);
        left += float(a[i]) * float(a[i]);
        right += float(b[i]) * float(b[i]);
    }
    return product / std::sqrt(left * right);
}

/// Where a period is looked for.
struct PeriodSearch {
    int leastLag = 0;
    int mostLag = 0;
    int window = 0; ///< samples before the end that are compared with those a lag before
    int step = 1;
};

/// The period of a voice: the lag at which the last sound before @p end resembles what was before it. 0 when
/// no lag gives more than @p leastLikeness.
inline int periodBefore(const std::int16_t *end, const PeriodSearch &search, float leastLikeness) noexcept
{
    const std::int16_t *last = end - search.window;
    const auto alike = [&](int lag) { return likeness(last, last - lag, search.window, search.step); };
    float most = leastLikeness;
    for (int lag = search.leastLag; lag <= search.mostLag; ++lag)
        most = std::fmax(most, alike(lag));
    if (most <= leastLikeness)
        return 0;
    // A multiple of the period is as good; the first good one is the period itself.
    int lag = search.leastLag;
    while (lag < search.mostLag && alike(lag) < most * 0.95f)
        ++lag;
    while (lag < search.mostLag && alike(lag + 1) > alike(lag))
        ++lag;
    return lag;
}

/// Sample @p i of @p length while one sound gives way to another.
inline std::int16_t faded(std::int16_t from, std::int16_t to, int i, int length) noexcept
{
    return std::int16_t((int(from) * (length - i) + int(to) * i) / length);
}

} // namespace carillon
