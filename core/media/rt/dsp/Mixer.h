#pragma once

#include "AudioFrame.h"

#include <array>
#include <cstdint>

namespace carillon {

/// Sums frames. One source passes bit-exact; the sum of several is bent softly towards full scale above -2.5
/// dB instead of being cut off. Adds no latency, and no memory from one frame to the next.
class Mixer final
{
public:
    void clear() noexcept;
    void add(const AudioFrame &frame) noexcept;
    int sources() const noexcept { return m_sources; }
    AudioFrame mixed() const noexcept;
    std::int32_t sum(std::size_t i) const noexcept { return m_sum[i]; }
    /// What becomes of a sum of as many sources as were added.
    std::int16_t resolved(std::int32_t sum) const noexcept;

private:
    std::array<std::int32_t, FrameSamples> m_sum{};
    int m_sources = 0;
};

} // namespace carillon
