#pragma once

#include "AudioFrame.h"

#include <cstdint>

namespace carillon {

/// The mean square of one frame's samples.
inline double powerOf(const std::int16_t *samples) noexcept
{
    double sum = 0;
    for (int i = 0; i < FrameSamples; ++i)
        sum += double(samples[i]) * double(samples[i]);
    return sum / FrameSamples;
}
inline double powerOf(const AudioFrame &frame) noexcept
{
    return powerOf(frame.data());
}

} // namespace carillon
