#pragma once

#include "StereoFrame.h"

#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

namespace carillon {

/// A sine on each side, and what became of them: in windows of 50 ms, into which whole periods of both fit.
struct TwoTones {
    static constexpr std::size_t Window = SampleRateHz / 20;

    double leftHz = 440;
    double rightHz = 880;
    double rightPhase = 0; ///< radians
    double amplitude = 8000;

    int left(int n) const { return at(leftHz, n, 0); }
    int right(int n) const { return at(rightHz, n, rightPhase); }
    /// The next 10 ms.
    StereoFrame frame(int index) const
    {
        StereoFrame result;
        result.isStereo = true;
        for (int i = 0; i < FrameSamples; ++i)
            result.set(std::size_t(i), left(index * FrameSamples + i), right(index * FrameSamples + i));
        return result;
    }

    /// What is heard of a tone in @p samples: amplitude and phase.
    static std::complex<double> heard(std::span<const std::int16_t> samples, double hz)
    {
        std::complex<double> sum = 0;
        for (std::size_t i = 0; i < samples.size(); ++i)
            sum += double(samples[i]) * std::polar(1., -2 * std::numbers::pi * hz * double(i) / SampleRateHz);
        return sum * 2. / double(samples.size());
    }
    /// How far @p own is above @p other in the worst window, dB; -200 where there is none, or one is silent.
    static double separation(std::span<const std::int16_t> samples, double own, double other)
    {
        double worst = samples.size() < Window ? -200 : 200;
        for (; samples.size() >= Window; samples = samples.subspan(Window)) {
            const auto window = samples.first(Window);
            const double level = std::abs(heard(window, own));
            worst = std::min(
                worst, level < 100 ? -200 : 20 * std::log10(level / (std::abs(heard(window, other)) + 1e-3)));
        }
        return worst;
    }

private:
    int at(double hz, int n, double phase) const
    {
        return int(std::lround(amplitude * std::sin(2 * std::numbers::pi * hz * n / SampleRateHz + phase)));
    }
};

/// What a loudspeaker of two channels played.
struct BothHeard {
    std::vector<std::int16_t> left;
    std::vector<std::int16_t> right;

    void add(const StereoFrame &frame)
    {
        for (std::size_t i = 0; i < frame.size(); ++i) {
            left.push_back(frame.isStereo ? frame.left(i) : frame[i]);
            right.push_back(frame.isStereo ? frame.right(i) : frame[i]);
        }
    }
    std::size_t windows() const { return left.size() / TwoTones::Window; }
    /// dB: the worse of both sides, from that window on.
    double separation(const TwoTones &tones, std::size_t fromWindow = 0) const
    {
        const std::size_t from = std::min(fromWindow * TwoTones::Window, left.size());
        return std::min(TwoTones::separation(std::span(left).subspan(from), tones.leftHz, tones.rightHz),
            TwoTones::separation(std::span(right).subspan(from), tones.rightHz, tones.leftHz));
    }
};

} // namespace carillon
