#include "Mixer.h"

#include <algorithm>
#include <cstdlib>

namespace carillon {

namespace {

constexpr std::int32_t Knee = 24576;
constexpr std::int32_t FullScale = 32767;

/// Identity up to the knee, then a hyperbola with slope 1 at the knee that never reaches full scale.
std::int16_t softLimited(std::int32_t sample)
{
    const std::int32_t magnitude = std::abs(sample);
    if (magnitude <= Knee)
        return std::int16_t(sample);
    const float room = float(FullScale - Knee);
    const float excess = float(magnitude - Knee) / room;
    const auto limited = std::int32_t(float(Knee) + room * excess / (1.f + excess));
    return std::int16_t(sample < 0 ? -limited : limited);
}

} // namespace

std::int16_t Mixer::resolved(std::int32_t sum) const noexcept
{
    if (m_sources > 1)
        return softLimited(sum);
    return std::int16_t(std::clamp(sum, -FullScale - 1, FullScale));
}

void Mixer::clear() noexcept
{
    m_sum.fill(0);
    m_sources = 0;
}

void Mixer::add(const AudioFrame &frame) noexcept
{
    for (std::size_t i = 0; i < frame.size(); ++i)
        m_sum[i] += frame[i];
    ++m_sources;
}

AudioFrame Mixer::mixed() const noexcept
{
    AudioFrame out;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = resolved(m_sum[i]);
    return out;
}

} // namespace carillon
