#pragma once

#include "StereoFrame.h"

#include <utility>

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
    void process(StereoFrame &frame)
    {
        for (std::size_t i = 0; i < frame.size() && m_faded < RampSamples; ++i, ++m_faded) {
            frame[i] = part(frame[i], m_faded);
            if (frame.isStereo)
                frame.side[i] = part(frame.side[i], m_faded);
        }
        m_last = lastOf(frame);
    }
    /// The frame after the last one, and the end.
    StereoFrame end() { return outOf(std::exchange(m_last, Last{})); }
    /// What a frame ends with.
    struct Last {
        std::int16_t mid = 0;
        std::int16_t side = 0;
    };
    static Last lastOf(const StereoFrame &frame)
    {
        return {frame.back(), frame.isStereo ? frame.side.back() : std::int16_t(0)};
    }
    /// From there to silence.
    static StereoFrame outOf(const Last &last)
    {
        StereoFrame frame{};
        frame.isStereo = last.side != 0;
        for (std::size_t i = 0; i < RampSamples; ++i) {
            frame[i] = part(last.mid, RampSamples - i);
            frame.side[i] = part(last.side, RampSamples - i);
        }
        return frame;
    }

private:
    static std::int16_t part(std::int16_t sample, std::size_t of)
    {
        return std::int16_t(int(sample) * int(of) / int(RampSamples));
    }

    std::size_t m_faded = RampSamples; ///< samples of the ramp that are over
    Last m_last;
};

} // namespace carillon
