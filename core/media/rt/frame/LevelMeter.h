#pragma once

#include "AudioFrame.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace carillon {

/// How loud one direction is: what a person sees move, and what a test measures. Adds no latency.
///
/// Both figures are linear with 1 at full scale. The peak falls by half in about 70 ms, the mean square is
/// smoothed over about 100 ms; a reader which looks at ten frames a second therefore misses no word.
class LevelMeter final
{
public:
    /// Media thread, each 10 ms.
    void process(const AudioFrame &frame) noexcept
    {
        int peak = 0;
        double square = 0;
        for (const auto sample : frame) {
            peak = std::max(peak, std::abs(int(sample)));
            square += double(sample) * double(sample);
        }
        constexpr float fullScale = 32768.f;
        const float decayed = m_peak.load(std::memory_order_relaxed) * 0.9f;
        m_peak.store(std::max(decayed, float(peak) / fullScale), std::memory_order_relaxed);
        m_frameMeanSquare = square / double(frame.size());
        m_meanSquare += 0.1 * (m_frameMeanSquare - m_meanSquare);
        m_rms.store(float(std::sqrt(m_meanSquare)) / fullScale, std::memory_order_relaxed);
    }

    /// Any thread.
    float peak() const noexcept { return m_peak.load(std::memory_order_relaxed); }
    /// Any thread. A full-scale sine shows 0.707.
    float rms() const noexcept { return m_rms.load(std::memory_order_relaxed); }
    /// Media thread: of the last frame alone, in squared samples.
    double frameMeanSquare() const noexcept { return m_frameMeanSquare; }

private:
    std::atomic<float> m_peak{0.f};
    std::atomic<float> m_rms{0.f};
    double m_meanSquare = 0; // media thread only
    double m_frameMeanSquare = 0;
};

} // namespace carillon
