#pragma once

#include "AudioFrame.h"

#include <array>
#include <cstddef>

namespace carillon {

/// Frames in, frames out, a little faster or slower: the seam between two clocks of 48 kHz which are not
/// quite the same. One thread only.
///
/// Constraint: the ratio moves all the time, by millionths; nothing may click, and nothing be allocated.
/// (speexdsp computes its filter anew for each ratio and rounds its position while it does.) Chosen: a sinc
/// of Taps taps under a Kaiser window, in Phases phases between which it is interpolated; exact to 90 dB up
/// to 20 kHz. At the ratio 1 each sample comes out as it went in. Size: three frames. Latency: Delay samples,
/// and what waits. 15 µs for a frame.
class VariableResampler final
{
public:
    static constexpr std::size_t Taps = 32;
    static constexpr std::size_t Phases = 256;
    static constexpr std::size_t Delay = Taps / 2;

    /// Core thread: computes the filter, once in a program.
    VariableResampler();

    /// @param silence samples that come out first: up to a frame
    void clear(std::size_t silence = 0) noexcept;
    /// From here on in step with @p other, as if silence had gone through until now.
    void follow(const VariableResampler &other) noexcept;
    /// Not while isReady(), whatever the step.
    void push(const AudioFrame &frame) noexcept;
    /// @param step how many samples go in for one that comes out: 0.5 to 1.5.
    bool isReady(double step) const noexcept;
    /// Only while isReady(@p step).
    void pull(AudioFrame &frame, double step) noexcept;
    /// How many samples went in and are still to come out.
    double waiting() const noexcept { return double(m_size - Delay) - m_at; }

private:
    using Filter = std::array<float, Taps>;
    /// One more than there are phases, so that each has a next.
    using Bank = std::array<Filter, Phases + 1>;
    static const Bank &bank();

    float sampleAt(double position) const noexcept;

    const Bank &m_bank;
    std::array<float, Taps + 3 * std::size_t(FrameSamples)> m_samples{};
    std::size_t m_size = 0;
    double m_at = 0; ///< of the next that comes out, in m_samples
};

} // namespace carillon
