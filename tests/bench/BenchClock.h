#pragma once

#include <algorithm>
#include <array>
#include <ctime>

namespace carillon::bench {

inline double cpuSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Messages per second of @p work, which does all ten, in one round of at least @p seconds of CPU time.
template <typename Work>
double rateOf(Work &work, double seconds = 0.5)
{
    const double begin = cpuSeconds();
    double elapsed = 0;
    int rounds = 0;
    do {
        for (int i = 0; i < 200; ++i)
            work();
        rounds += 200;
        elapsed = cpuSeconds() - begin;
    } while (elapsed < seconds);
    return rounds * 10 / elapsed;
}

/// The median of five rounds.
inline double median(std::array<double, 5> rates)
{
    std::sort(rates.begin(), rates.end());
    return rates[2];
}

} // namespace carillon::bench
