#pragma once

#include "AudioFrame.h"

namespace carillon {

/// Softens where one device ends and the next begins: a step in a signal is heard as a click.
///
/// Constraint: nobody may notice the change. Chosen: ramps of 5 ms. Latency: none.
class EdgeFade final
{
public:
    static constexpr std::size_t RampSamples = SampleRateHz / 200;

    /// What follows begins anew, from silence.
    void begin() { m_faded = 0; }
    void process(AudioFrame &frame)
    {
        for (std::size_t i = 0; i < frame.size() && m_faded < RampSamples; ++i, ++m_faded)
            frame[i] = std::int16_t(int(frame[i]) * int(m_faded) / int(RampSamples));
        m_last = frame.back();
    }
    /// The frame after the last one, and the end.
    AudioFrame end()
    {
        const AudioFrame frame = outOf(m_last);
        m_last = 0;
        return frame;
    }
    /// From @p sample to silence.
    static AudioFrame outOf(std::int16_t sample)
    {
        AudioFrame frame{};
        for (std::size_t i = 0; i < RampSamples; ++i)
            frame[i] = std::int16_t(int(sample) * int(RampSamples - i) / int(RampSamples));
        return frame;
    }

private:
    std::size_t m_faded = RampSamples; ///< samples of the ramp that are over
    std::int16_t m_last = 0;
};

} // namespace carillon
