#include "SeamJoiner.h"

#include "Likeness.h"

#include <algorithm>
#include <cstring>

namespace carillon {

namespace {

constexpr float LeastPeriodicity = 0.3f;
constexpr float LeastSimilarity = 0.5f;
/// Unless it is clearly better elsewhere, the seam is at once.
constexpr float BetterBy = 0.1f;

} // namespace

void SeamJoiner::remember(std::span<const std::int16_t> pcm) noexcept
{
    const std::size_t fresh = std::min(pcm.size(), m_past.size());
    std::copy(m_past.begin() + std::ptrdiff_t(fresh), m_past.end(), m_past.begin());
    std::copy(pcm.end() - std::ptrdiff_t(fresh), pcm.end(), m_past.end() - std::ptrdiff_t(fresh));
}

/// The lag of 2.5 to 12.5 ms at which the last 5 ms resemble what was before.
int SeamJoiner::period(int rateHz) const noexcept
{
    const int window = rateHz / 200;
    const int maxLag = std::min(rateHz / 80, MaxPast - window);
    const int lag = periodBefore(m_past.data() + MaxPast, {rateHz / 400, maxLag, window}, LeastPeriodicity);
    return lag > 0 ? lag : maxLag; // noise: the longer, the less it hums
}

int SeamJoiner::join(std::span<std::int16_t> pcm, int size, int rateHz, Align align) noexcept
{
    const int overlap = std::min({rateHz / 200, size, MaxContinued / 2});
    if (overlap <= 0)
        return size;
    const int room = align == Align::Add ? int(pcm.size()) - size : size - overlap;
    const int most = std::min({rateHz / 200, MaxContinued - overlap, room});
    std::array<std::int16_t, MaxContinued> continued{};
    const int lag = period(rateHz);
    for (int i = 0; i < overlap + most; ++i)
        continued[std::size_t(i)] = m_past[std::size_t(MaxPast - lag + i % lag)];
    int place = 0;
    float best = std::max(LeastSimilarity, likeness(continued.data(), pcm.data(), overlap) + BetterBy);
    const int step = std::max(1, rateHz / 16000);
    for (int i = step; i <= most; i += step) {
        const float now = align == Align::Add ? likeness(continued.data() + i, pcm.data(), overlap)
                                              : likeness(continued.data(), pcm.data() + i, overlap);
        if (now > best) {
            best = now;
            place = i;
        }
    }
    const bool isAdding = align == Align::Add;
    const auto bytes = [](int samples) { return std::size_t(samples) * sizeof(std::int16_t); };
    if (isAdding)
        std::memmove(pcm.data() + place, pcm.data(), bytes(size));
    else
        std::memmove(pcm.data(), pcm.data() + place, bytes(size - place));
    const int before = isAdding ? place : 0;
    std::copy_n(continued.begin(), before, pcm.begin());
    for (int i = 0; i < overlap; ++i) {
        auto &sample = pcm[std::size_t(before + i)];
        sample = faded(continued[std::size_t(before + i)], sample, i, overlap);
    }
    const int joined = isAdding ? size + place : size - place;
    remember(std::span(pcm).first(std::size_t(joined)));
    return joined;
}

} // namespace carillon
