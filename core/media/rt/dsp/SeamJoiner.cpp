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

SeamJoiner::Continuation SeamJoiner::continued(int lag, int samples) const noexcept
{
    Continuation result{};
    for (int i = 0; i < samples; ++i)
        result[std::size_t(i)] = m_past[std::size_t(MaxPast - lag + i % lag)];
    return result;
}

SeamJoiner::Seam SeamJoiner::find(
    std::span<const std::int16_t> pcm, int size, int rateHz, Align align) const noexcept
{
    const int overlap = std::min({rateHz / 200, size, MaxContinued / 2});
    if (overlap <= 0)
        return {};
    const int room = align == Align::Add ? int(pcm.size()) - size : size - overlap;
    const int most = std::min({rateHz / 200, MaxContinued - overlap, room});
    Seam seam{overlap, period(rateHz), 0, align};
    const Continuation past = continued(seam.lag, overlap + most);
    float best = std::max(LeastSimilarity, likeness(past.data(), pcm.data(), overlap) + BetterBy);
    const int step = std::max(1, rateHz / 16000);
    for (int i = step; i <= most; i += step) {
        const float now = align == Align::Add ? likeness(past.data() + i, pcm.data(), overlap)
                                              : likeness(past.data(), pcm.data() + i, overlap);
        if (now > best) {
            best = now;
            seam.place = i;
        }
    }
    return seam;
}

int SeamJoiner::join(std::span<std::int16_t> pcm, int size, const Seam &seam) noexcept
{
    if (seam.overlap <= 0)
        return size;
    const bool isAdding = seam.align == Align::Add;
    const int before = isAdding ? seam.place : 0;
    const Continuation past = continued(seam.lag, seam.overlap + before);
    const auto bytes = [](int samples) { return std::size_t(samples) * sizeof(std::int16_t); };
    if (isAdding)
        std::memmove(pcm.data() + seam.place, pcm.data(), bytes(size));
    else
        std::memmove(pcm.data(), pcm.data() + seam.place, bytes(size - seam.place));
    std::copy_n(past.begin(), before, pcm.begin());
    for (int i = 0; i < seam.overlap; ++i) {
        auto &sample = pcm[std::size_t(before + i)];
        sample = faded(past[std::size_t(before + i)], sample, i, seam.overlap);
    }
    const int joined = isAdding ? size + seam.place : size - seam.place;
    remember(std::span(pcm).first(std::size_t(joined)));
    return joined;
}

} // namespace carillon
