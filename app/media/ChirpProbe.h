#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace carillon {

/// A sound that is found again in a recording of a room, and when: a sweep, whose correlation with itself is
/// one peak (the way of a radar). 48 kHz, mono. Pure.
namespace ChirpProbe {

constexpr int RateHz = 48000;
constexpr double Seconds = 0.25;
/// From the lowest to the highest frequency of the telephone, faded in and out.
std::vector<std::int16_t> chirp();

struct Found {
    double at = 0;      ///< seconds from the beginning of the recording until the chirp begins
    double gainDb = 0;  ///< how much louder (less than 0: quieter) it came back than it was sent
    double clarity = 0; ///< the peak by the mean of what else resembles the chirp; some 4 is noise
};
/// Nothing where there is no chirp that stands out of the noise.
std::optional<Found> find(std::span<const std::int16_t> recorded);

} // namespace ChirpProbe
} // namespace carillon
