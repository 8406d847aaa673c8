#include "ChirpProbe.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace carillon {

namespace {

constexpr double LowestHz = 400;
constexpr double HighestHz = 3000;
constexpr double Amplitude = 0.3;
constexpr double FadeSeconds = 0.02;
constexpr int Decimation = 6; ///< to 8 kHz: the correlation costs the square
constexpr double LeastClarity = 8;

double fade(double t)
{
    const double edge = std::min({t, ChirpProbe::Seconds - t, FadeSeconds}) / FadeSeconds;
    return 0.5 - 0.5 * std::cos(std::numbers::pi * std::clamp(edge, 0.0, 1.0));
}

/// Means of six: what is above 4 kHz in a room is of no use here.
std::vector<float> decimated(std::span<const std::int16_t> sound)
{
    std::vector<float> result(sound.size() / Decimation);
    for (std::size_t i = 0; i < result.size(); ++i) {
        float sum = 0;
        for (std::size_t k = 0; k < Decimation; ++k)
            sum += float(sound[i * Decimation + k]);
        result[i] = sum / Decimation / 32768.f;
    }
    return result;
}

} // namespace

std::vector<std::int16_t> ChirpProbe::chirp()
{
    std::vector<std::int16_t> result(std::size_t(Seconds * RateHz));
    for (std::size_t i = 0; i < result.size(); ++i) {
        const double t = double(i) / RateHz;
        const double phase
            = 2 * std::numbers::pi * (LowestHz * t + (HighestHz - LowestHz) * t * t / (2 * Seconds));
        result[i] = std::int16_t(std::lround(32767 * Amplitude * fade(t) * std::sin(phase)));
    }
    return result;
}

std::optional<ChirpProbe::Found> ChirpProbe::find(std::span<const std::int16_t> recorded)
{
    const std::vector<float> pattern = decimated(chirp());
    const std::vector<float> sound = decimated(recorded);
    if (sound.size() <= pattern.size())
        return std::nullopt;
    float energy = 0;
    for (const float value : pattern)
        energy += value * value;
    const std::size_t places = sound.size() - pattern.size();
    std::size_t best = 0;
    double bestValue = 0;
    double sum = 0;
    for (std::size_t place = 0; place < places; ++place) {
        float value = 0;
        for (std::size_t i = 0; i < pattern.size(); ++i)
            value += pattern[i] * sound[place + i];
        const double size = std::abs(double(value));
        sum += size;
        if (size > bestValue) {
            bestValue = size;
            best = place;
        }
    }
    const double mean = (sum - bestValue) / double(places);
    const double clarity = bestValue / std::max(mean, 1e-9);
    if (bestValue / double(energy) < 1e-4 || clarity < LeastClarity)
        return std::nullopt;
    return Found{double(best) * Decimation / RateHz, 20 * std::log10(bestValue / double(energy)), clarity};
}

} // namespace carillon
