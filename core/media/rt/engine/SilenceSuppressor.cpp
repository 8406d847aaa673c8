#include "SilenceSuppressor.h"

#include "RtpHeaderExtensions.h"

#include <algorithm>

namespace carillon {

namespace {
constexpr double FullScale = 32768. * 32768.;
constexpr double LeastFloor = FullScale * 1e-9;         // -90 dBov
constexpr double MostFloor = FullScale * 3.1622777e-5;  // -45 dBov
constexpr double LeastVoice = FullScale * 3.1622777e-7; // -65 dBov
constexpr double AboveFloor = 4;                        // 6 dB
constexpr double RisePerFrame = 1.00693;                // 3 dB a second
constexpr double FallPerFrame = 0.2;
constexpr double NoiseWeight = 0.1;
}

void SilenceSuppressor::frame(double meanSquare) noexcept
{
    if (meanSquare < m_floor)
        m_floor += (meanSquare - m_floor) * FallPerFrame;
    else
        m_floor *= RisePerFrame;
    m_floor = std::clamp(m_floor, LeastFloor, MostFloor);
    if (meanSquare > std::max(LeastVoice, m_floor * AboveFloor)) {
        m_hangover = HangoverFrames;
        m_hasNoise = false;
        return;
    }
    m_hangover = std::max(0, m_hangover - 1);
    m_noise = m_hasNoise ? m_noise + (meanSquare - m_noise) * NoiseWeight : meanSquare;
    m_hasNoise = true;
}

std::optional<std::uint8_t> SilenceSuppressor::level(int packetMs) noexcept
{
    m_sinceUpdateMs += packetMs;
    if (m_sinceUpdateMs < UpdateMs)
        return std::nullopt;
    m_sinceUpdateMs = 0;
    return RtpExtensionValues::AudioLevel::of(m_noise).belowOverload;
}

} // namespace carillon
