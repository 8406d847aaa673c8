#pragma once

#include "StereoFrame.h"

namespace carillon {

/// Says whether a microphone or a file has two channels, and not one of them twice.
///
/// Constraint: two channels cost twice as much as one, so the same sound twice must not be sent as two; but a
/// pause, or a sound in the middle, does not make one channel of two, and to change it each time would be
/// heard. Chosen: two from the first difference on until there was none for a second. Adds no latency.
class StereoHold final
{
public:
    static constexpr int HoldFrames = 100;

    /// Each 10 ms.
    void process(StereoFrame &frame) noexcept
    {
        m_left = frame.hasSide() ? HoldFrames : std::max(0, m_left - 1);
        if (!frame.isStereo && m_left > 0)
            frame.side.fill(0);
        frame.isStereo = m_left > 0;
    }

private:
    int m_left = 0; ///< frames
};

} // namespace carillon
