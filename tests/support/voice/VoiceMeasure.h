#pragma once

#include "AudioFrame.h"

#include <cstdint>
#include <span>
#include <vector>

namespace carillon {

/// Samples at 48 kHz.
using Sound = std::vector<std::int16_t>;

/// The part of @p sound between two moments, in seconds.
std::span<const std::int16_t> part(const Sound &sound, double fromS, double toS);
void append(Sound &sound, const AudioFrame &frame);
/// Beyond the end: silence.
AudioFrame frameAt(const Sound &sound, std::size_t frame);

/// dB of full scale; -120 for silence.
double levelDb(std::span<const std::int16_t> sound);

/// How a talker came through what should leave him alone.
struct Distortion {
    int delaySamples = 0;      ///< by which it was later
    double gainDb = 0;         ///< of what came through, against what was said
    double segmentalSnrDb = 0; ///< mean over 20 ms frames with speech, each within -10..35 dB
    double logSpectralDb = 0;  ///< RMS difference of the spectra in dB, 100 Hz to 8 kHz: 0 is the same
};
/// @p heard against the @p clean sound of the talker alone; the delay, up to 20 ms, is found by correlation.
Distortion distortion(std::span<const std::int16_t> clean, std::span<const std::int16_t> heard);

} // namespace carillon
