#pragma once

#include "AudioFrame.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace carillon {

/// Scales one direction of a call. Core owns it, the media thread runs it; adds no latency.
class GainStage final
{
public:
    /// Any thread. @param linear 1 leaves samples as they are, 0 mutes.
    void setGain(float linear) noexcept { m_gain.store(linear, std::memory_order_relaxed); }
    float gain() const noexcept { return m_gain.load(std::memory_order_relaxed); }

    /// Media thread, each 10 ms. @param factor a second gain, for example 0 while muted.
    void process(AudioFrame &frame, float factor = 1.f) noexcept
    {
        const float target = m_gain.load(std::memory_order_relaxed) * factor;
        if (target == 1.f && (m_current == 1.f || m_current < 0.f)) {
            m_current = target;
            return;
        }
        if (m_current < 0.f)
            m_current = target; // nothing was heard yet: a call that begins muted must not fade out, it must
                                // be silent
        const float slope = (target - m_current) / float(frame.size()); // a step would click
        for (auto &sample : frame) {
            m_current += slope;
            sample = std::int16_t(std::lround(std::clamp(float(sample) * m_current, -32768.f, 32767.f)));
        }
        m_current = target;
    }

private:
    std::atomic<float> m_gain{1.f};
    float m_current = -1.f; // media thread only; negative before the first frame
};

} // namespace carillon
