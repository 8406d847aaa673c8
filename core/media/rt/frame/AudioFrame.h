#pragma once

#include <array>
#include <cstdint>

namespace carillon {

/// The one rate inside the phone: Opus' own, and an integer multiple of 8 and 16 kHz.
constexpr int SampleRateHz = 48000;
/// 10 ms: small enough that waiting for a frame costs little, large enough that a tick costs nothing.
constexpr int FrameSamples = 480;

/// 10 ms of mono sound at 48 kHz. Value-initialise it (`AudioFrame frame {}`) for silence.
using AudioFrame = std::array<std::int16_t, FrameSamples>;

} // namespace carillon
