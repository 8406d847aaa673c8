#pragma once

#include <cstdint>
#include <span>

namespace carillon {

/// Leaves out or repeats periods of a voice, at the place where nobody hears the seam; the pitch stays.
///
/// Constraint: the jitter buffer's delay must change while somebody speaks; cutting frames clicks. Chosen:
/// among lags of 2.5 to 15 ms (up to 400 Hz, down to 66) the one at which the signal resembles itself best,
/// joined by a cross-fade of 2.5 to 5 ms (similarity overlap-add). Where the resemblance is not as good as
/// was asked for, nothing is done, unless it is quiet. Two steps of search, 20 µs. Works on what waits
/// anyway, and lengthens with what was already heard, so it adds no latency of its own. 48 kHz.
class TimeStretcher final
{
public:
    static constexpr int MinLag = 120;
    static constexpr int MaxLag = 720;
    static constexpr int MinOverlap = 120;

    /// How much of a seam is put up with.
    struct Terms {
        int mostLag = MaxLag;
        double leastSimilarity = 0.7; ///< -1..1; 1: nobody hears it
        int wantedLag = MinLag;       ///< among equally good ones, the nearest
    };
    /// Shortens the first @p size samples of @p samples in place, by MinLag to Terms::mostLag samples.
    /// @returns the new size; the same when the block was too short or too unlike itself.
    static int shortened(std::span<std::int16_t> samples, int size, const Terms &terms) noexcept
    {
        return shortenedAt(samples, size, toShorten(samples, size, terms));
    }
    /// What waits, @p size samples behind @p past heard ones, is lengthened in place; @p samples must have
    /// room for MaxLag more. @returns the new size.
    static int lengthened(std::span<std::int16_t> samples, int past, int size, const Terms &terms) noexcept
    {
        return lengthenedAt(samples, past, size, toLengthen(samples, past, size, terms));
    }

    /// @name In two steps: a seam that was found in one channel holds for all of the same sound, so that they
    /// stay in phase.
    struct Seam {
        int lag = 0; ///< 0: none
        int overlap = 0;
    };
    static Seam toShorten(std::span<const std::int16_t> samples, int size, const Terms &terms) noexcept
    {
        return bestSeam(samples.data(), size, 1, terms);
    }
    static Seam toLengthen(
        std::span<const std::int16_t> samples, int past, int size, const Terms &terms) noexcept;
    static int shortenedAt(std::span<std::int16_t> samples, int size, const Seam &seam) noexcept;
    static int lengthenedAt(std::span<std::int16_t> samples, int past, int size, const Seam &seam) noexcept;

private:
    /// @param signed lags reach forward or, when @p direction is -1, back.
    static Seam bestSeam(const std::int16_t *at, int size, int direction, const Terms &terms) noexcept;
};

} // namespace carillon
