#include "ComfortNoise.h"

#include <algorithm>
#include <cmath>

namespace carillon {

namespace {

constexpr int FrameSamplesAt8k = 80;
constexpr int MinLevelDb = 10;
constexpr float ReflectionStep = 258.f / 32768.f; // RFC 3389 §3.2
constexpr float MaxReflection = 0.98f;
constexpr float FullScale = 32768.f;
constexpr int GlideSamples = 400;
constexpr int SamplesPerStep = 8; ///< of gliding

} // namespace

ComfortNoiseDecoder::Description ComfortNoiseDecoder::parse(std::span<const std::uint8_t> payload) noexcept
{
    Description description;
    if (payload.empty())
        return description;
    const int levelDb = std::max(payload[0] & 0x7f, MinLevelDb);
    description.level = FullScale * std::pow(10.f, float(-levelDb) / 20.f);
    const std::size_t order = std::min(payload.size() - 1, MaxOrder);
    for (std::size_t i = 0; i < order; ++i)
        description.reflection[i]
            = std::clamp((float(payload[i + 1]) - 127.f) * ReflectionStep, -MaxReflection, MaxReflection);
    return description;
}

int ComfortNoiseDecoder::samplesIn(std::span<const std::uint8_t> payload) const noexcept
{
    return payload.empty() ? 0 : FrameSamplesAt8k;
}

int ComfortNoiseDecoder::decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept
{
    if (payload.empty() || pcm.size() < std::size_t(FrameSamplesAt8k))
        return 0;
    m_wanted = parse(payload);
    if (!m_any)
        m_now = m_wanted;
    m_any = true;
    conceal(pcm.first(std::size_t(FrameSamplesAt8k)));
    return FrameSamplesAt8k;
}

/// One sample of white noise through the lattice.
float ComfortNoiseDecoder::nextSample() noexcept
{
    m_random = m_random * 1664525u + 1013904223u;
    float forward = (float(m_random >> 8) / float(1u << 23) - 1.f) * m_gain;
    for (std::size_t i = MaxOrder; i-- > 0;) {
        forward -= m_now.reflection[i] * m_state[i];
        if (i + 1 < MaxOrder)
            m_state[i + 1] = m_state[i] + m_now.reflection[i] * forward;
    }
    m_state[0] = forward;
    return forward;
}

void ComfortNoiseDecoder::conceal(std::span<std::int16_t> pcm) noexcept
{
    constexpr float step = float(SamplesPerStep) / float(GlideSamples);
    constexpr float uniformRms = 0.57735f;
    for (std::size_t i = 0; i < pcm.size(); ++i) {
        if (i % std::size_t(SamplesPerStep) == 0) {
            m_now.level += (m_wanted.level - m_now.level) * step;
            // An all-pole lattice amplifies the power of white noise by the product of 1 / (1 - k²).
            float loss = 1;
            for (std::size_t k = 0; k < MaxOrder; ++k) {
                m_now.reflection[k] += (m_wanted.reflection[k] - m_now.reflection[k]) * step;
                loss *= 1 - m_now.reflection[k] * m_now.reflection[k];
            }
            m_gain = m_now.level * std::sqrt(loss) / uniformRms;
        }
        pcm[i] = std::int16_t(std::clamp(nextSample(), -32768.f, 32767.f));
    }
}

} // namespace carillon
