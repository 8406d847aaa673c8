#include "EchoGainGuard.h"

#include "FramePower.h"

#include <algorithm>
#include <cmath>

namespace carillon {

namespace {
constexpr double Smoothing = 0.25;
constexpr double Closing = 0.4; ///< of what is missing, in a frame
constexpr double Silence = 1;   ///< less than that is no sound that could be measured
}

void EchoGainGuard::before(const AudioFrame &frame) noexcept
{
    m_before += Smoothing * (powerOf(frame) - m_before);
}

void EchoGainGuard::after(AudioFrame &frame, bool isEchoAlone) noexcept
{
    m_after += Smoothing * (powerOf(frame) - m_after);
    const bool isLouder = isEchoAlone && m_after > m_before && m_after > Silence;
    const double wanted = isLouder ? std::sqrt(m_before / m_after) : 1;
    const double next = wanted < m_gain ? m_gain + Closing * (wanted - m_gain) : wanted;
    if (next < 1 || m_gain < 1) {
        const double slope = (next - m_gain) / FrameSamples;
        double gain = m_gain;
        for (std::int16_t &sample : frame) {
            gain += slope;
            sample = std::int16_t(std::lrint(gain * sample));
        }
    }
    m_gain = next;
}

} // namespace carillon
