#include "VoiceMeasure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace carillon {

namespace {
constexpr int MaxDelaySamples = 960;
constexpr std::size_t SegmentSamples = 1024; ///< 21 ms, and a power of two
constexpr double SpeechDb = -50;             ///< a quieter segment is a pause
constexpr double SpectrumFloor = 1e-8;

double energyOf(std::span<const std::int16_t> sound)
{
    double sum = 0;
    for (const auto sample : sound)
        sum += double(sample) * double(sample);
    return sum;
}

using Spectrum = std::array<std::complex<double>, SegmentSamples>;

void transform(Spectrum &x)
{
    for (std::size_t i = 1, j = 0; i < x.size(); ++i) {
        std::size_t bit = x.size() >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j)
            std::swap(x[i], x[j]);
    }
    for (std::size_t length = 2; length <= x.size(); length *= 2) {
        const auto step = std::polar(1., -2 * std::numbers::pi / double(length));
        for (std::size_t begin = 0; begin < x.size(); begin += length) {
            std::complex<double> turn = 1;
            for (std::size_t k = begin; k < begin + length / 2; ++k, turn *= step) {
                const auto odd = x[k + length / 2] * turn;
                x[k + length / 2] = x[k] - odd;
                x[k] += odd;
            }
        }
    }
}

Spectrum spectrumOf(std::span<const std::int16_t> segment)
{
    Spectrum x;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double window = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * double(i) / double(x.size()));
        x[i] = window * double(segment[i]) / 32768;
    }
    transform(x);
    return x;
}

int delayBetween(std::span<const std::int16_t> clean, std::span<const std::int16_t> heard)
{
    int best = 0;
    double most = 0;
    for (int delay = 0; delay <= MaxDelaySamples; ++delay) {
        double sum = 0;
        for (std::size_t i = 0; i + std::size_t(delay) < std::min(heard.size(), clean.size()); i += 7)
            sum += double(clean[i]) * double(heard[i + std::size_t(delay)]);
        if (sum > most) {
            most = sum;
            best = delay;
        }
    }
    return best;
}

double logSpectralDistance(std::span<const std::int16_t> clean, std::span<const std::int16_t> heard)
{
    const Spectrum a = spectrumOf(clean), b = spectrumOf(heard);
    constexpr std::size_t first = 100 * SegmentSamples / SampleRateHz + 1;
    constexpr std::size_t last = 8000 * SegmentSamples / SampleRateHz;
    double sum = 0;
    for (std::size_t k = first; k < last; ++k) {
        const double difference
            = 10 * std::log10((std::norm(a[k]) + SpectrumFloor) / (std::norm(b[k]) + SpectrumFloor));
        sum += difference * difference;
    }
    return std::sqrt(sum / double(last - first));
}

} // namespace

std::span<const std::int16_t> part(const Sound &sound, double fromS, double toS)
{
    const auto begin = std::min(sound.size(), std::size_t(fromS * SampleRateHz));
    const auto end = std::min(sound.size(), std::size_t(toS * SampleRateHz));
    return std::span(sound).subspan(begin, end - begin);
}

void append(Sound &sound, const AudioFrame &frame)
{
    sound.insert(sound.end(), frame.begin(), frame.end());
}

AudioFrame frameAt(const Sound &sound, std::size_t frame)
{
    AudioFrame result{};
    const std::size_t begin = std::min(sound.size(), frame * result.size());
    std::copy_n(
        sound.begin() + std::ptrdiff_t(begin), std::min(result.size(), sound.size() - begin), result.begin());
    return result;
}

double levelDb(std::span<const std::int16_t> sound)
{
    const double mean = energyOf(sound) / double(std::max<std::size_t>(sound.size(), 1));
    return std::max(-120., 10 * std::log10(mean / (32768. * 32768.) + 1e-12));
}

Distortion distortion(std::span<const std::int16_t> clean, std::span<const std::int16_t> heard)
{
    Distortion result;
    result.delaySamples = delayBetween(clean, heard);
    heard = heard.subspan(std::size_t(result.delaySamples));
    clean = clean.first(std::min(clean.size(), heard.size()));
    int segments = 0;
    double saidEnergy = 0, heardEnergy = 0;
    for (std::size_t at = 0; at + SegmentSamples <= clean.size(); at += SegmentSamples) {
        const auto said = clean.subspan(at, SegmentSamples), came = heard.subspan(at, SegmentSamples);
        if (levelDb(said) < SpeechDb)
            continue;
        double error = 0;
        for (std::size_t i = 0; i < said.size(); ++i) {
            const double difference = double(said[i]) - double(came[i]);
            error += difference * difference;
        }
        result.segmentalSnrDb += std::clamp(10 * std::log10(energyOf(said) / (error + 1e-9)), -10., 35.);
        result.logSpectralDb += logSpectralDistance(said, came);
        saidEnergy += energyOf(said);
        heardEnergy += energyOf(came);
        ++segments;
    }
    if (segments == 0)
        return result;
    result.segmentalSnrDb /= segments;
    result.logSpectralDb /= segments;
    result.gainDb = 10 * std::log10((heardEnergy + 1e-9) / saidEnergy);
    return result;
}

} // namespace carillon
