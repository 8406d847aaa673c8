#pragma once

#include <cstdint>
#include <span>

namespace carillon {

/// Leaves out or repeats one period of a voice, at the place where nobody hears the seam.
///
/// Constraint: the jitter buffer's delay must change while somebody speaks; cutting frames clicks. Chosen:
/// among lags of 2.5 to 10 ms the one at which the signal resembles itself best, joined by a cross-fade of up
/// to 5 ms (similarity overlap-add). Where nothing resembles, nothing is done, unless it is quiet. Works on
/// the block at hand, so it adds no latency. 48 kHz.
class TimeStretcher final
{
public:
    static constexpr int MinLag = 120;
    static constexpr int MaxLag = 480;

    /// Shortens the first @p size samples of @p samples in place, by MinLag to @p most samples.
    /// @returns the new size; the same when the block was too short or too unlike itself.
    static int shortened(std::span<std::int16_t> samples, int size, int most = MaxLag) noexcept;
    /// Lengthens them likewise; @p samples must have room for MaxLag more.
    static int lengthened(std::span<std::int16_t> samples, int size, int most = MaxLag) noexcept;

private:
    struct Seam {
        int lag = 0; ///< 0: none
        int overlap = 0;
    };
    static Seam bestSeam(std::span<const std::int16_t> samples, int size, int most) noexcept;
};

} // namespace carillon
