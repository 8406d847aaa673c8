#pragma once

#include "StereoFrame.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace carillon {

/// Scales one direction of a call. Core owns it, the media thread runs it; adds no latency.
///
/// Constraint: louder than it came, speech would be cut off at full scale, which rattles. Chosen: above 1
/// what goes beyond a knee, which falls from full scale to three quarters of it as the gain grows, is bent
/// towards full scale and never reaches it; up to the knee, and up to a gain of 1, all stays linear.
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
        if (leavesAsItIs(target))
            return;
        const float slope = (target - m_current) / float(frame.size()); // a step would click
        for (auto &sample : frame) {
            m_current += slope;
            sample = std::int16_t(std::lround(bent(float(sample) * m_current)));
        }
        m_current = target;
    }
    /// Likewise; each channel is bent by itself, so that a loud one does not move into the other.
    void process(StereoFrame &frame, float factor = 1.f) noexcept
    {
        if (!frame.isStereo)
            return process(static_cast<AudioFrame &>(frame), factor);
        const float target = m_gain.load(std::memory_order_relaxed) * factor;
        if (leavesAsItIs(target))
            return;
        const float slope = (target - m_current) / float(frame.size());
        for (std::size_t i = 0; i < frame.size(); ++i) {
            m_current += slope;
            frame.set(i, int(std::lround(bent(float(frame.left(i)) * m_current))),
                int(std::lround(bent(float(frame.right(i)) * m_current))));
        }
        m_current = target;
    }

private:
    static constexpr float FullScale = 32767.f;
    static constexpr float LowestKnee = 0.75f;

    bool leavesAsItIs(float target) noexcept
    {
        if (target == 1.f && (m_current == 1.f || m_current < 0.f)) {
            m_current = target;
            return true;
        }
        if (m_current < 0.f)
            m_current = target; // nothing was heard yet: a call that begins muted must not fade out, it must
                                // be silent
        return false;
    }
    float bent(float value) const noexcept
    {
        if (m_current <= 1.f)
            return std::clamp(value, -FullScale - 1, FullScale);
        const float knee = FullScale * std::max(LowestKnee, 1 / m_current);
        const float over = std::abs(value) - knee;
        if (over <= 0)
            return value;
        const float room = FullScale - knee;
        return std::copysign(knee + room * over / (over + room), value);
    }

    std::atomic<float> m_gain{1.f};
    float m_current = -1.f; // media thread only; negative before the first frame
};

} // namespace carillon
