#pragma once

#include "AudioFrame.h"

#include <cstddef>

namespace carillon {

/// By how much the clock of a device differs from the media thread's, found from what waits between them.
/// Media thread.
///
/// Constraint: nobody tells the rate of a device; what waits is seen in whole frames, once a tick, and moves
/// by their irregularity a thousand times more than by the drift of one second. Chosen: the least that waited
/// in each half second, held at a frame and a millisecond by a second-order loop (critically damped, so that
/// a constant drift leaves no error): quick at first and whenever it is off by more than a frame, slow then,
/// so that the steps of whole frames move the pitch by less than 100 millionths. Limit: MaxDrift, thrice what
/// the worst sound card has; what is beyond is told as frames too many, twice a second, as soon as there are
/// MaxExcessFrames. Latency: what is held, and its irregularity.
class DriftControl final
{
public:
    static constexpr int TargetSamples = FrameSamples + FrameSamples / 10;
    /// More than that at first, less and less in ten minutes: what a drift of 500 millionths eats up until it
    /// is known.
    static constexpr int SpareSamples = FrameSamples / 2;
    static constexpr int MaxExcessFrames = 2;
    static constexpr double MaxDrift = 1500e-6;

    void reset() noexcept { *this = {}; }
    /// Each tick. @param waiting samples, at the moment of the tick when they are fewest
    /// @returns how many frames are too many; 0 but at the end of a half second.
    std::size_t observe(double waiting) noexcept;
    /// Frames were missing or left out: what waits in this half second says nothing of a clock.
    void disturbed() noexcept { m_isDisturbed = true; }
    /// Each tick: how many samples are to be taken for one that is given; more than 1 makes less wait.
    double step() noexcept;
    /// What was found, without the correction of what waits now.
    double drift() const noexcept { return m_drift; }

private:
    void correct(double error) noexcept;

    double m_least = 0;
    int m_ticks = 0;
    int m_windows = 0; ///< until the beginning is over
    bool m_isDisturbed = false;
    double m_drift = 0;
    double m_wanted = 0;
    double m_now = 0; ///< follows what is wanted, slowly
};

} // namespace carillon
