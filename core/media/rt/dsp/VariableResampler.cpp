#include "VariableResampler.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>

namespace carillon {

namespace {

constexpr double KaiserBeta = 8;

/// The modified Bessel function of order zero.
double bessel(double x)
{
    double term = 1, sum = 1;
    for (int i = 1; i < 40; ++i) {
        term *= (x / (2 * i)) * (x / (2 * i));
        sum += term;
    }
    return sum;
}

double windowedSinc(double x)
{
    constexpr double half = double(VariableResampler::Taps) / 2;
    if (std::abs(x) >= half)
        return 0;
    const double window = bessel(KaiserBeta * std::sqrt(1 - (x / half) * (x / half))) / bessel(KaiserBeta);
    const double angle = std::numbers::pi * x;
    return window * (std::abs(x) < 1e-9 ? 1 : std::sin(angle) / angle);
}

} // namespace

const VariableResampler::Bank &VariableResampler::bank()
{
    static const Bank made = [] {
        Bank filters{};
        for (std::size_t phase = 0; phase <= Phases; ++phase) {
            std::array<double, Taps> taps{};
            for (std::size_t i = 0; i < Taps; ++i) {
                const double x = double(i) - double(Delay - 1) - double(phase) / double(Phases);
                // The sine of a multiple of pi is not quite zero in floating point.
                const bool isWhole = phase % Phases == 0;
                taps[i] = isWhole ? (std::abs(x) < 0.5 ? 1 : 0) : windowedSinc(x);
            }
            const double sum = std::accumulate(taps.begin(), taps.end(), 0.0); // a level is kept exactly
            std::transform(
                taps.begin(), taps.end(), filters[phase].begin(), [&](double t) { return float(t / sum); });
        }
        return filters;
    }();
    return made;
}

VariableResampler::VariableResampler()
    : m_bank(bank())
{
    clear();
}

/// Silence before the first sample, and where the filter looks ahead.
void VariableResampler::clear(std::size_t silence) noexcept
{
    m_samples.fill(0);
    m_size = Taps - 1 + std::min(silence, std::size_t(FrameSamples));
    m_at = double(Delay - 1);
}

void VariableResampler::follow(const VariableResampler &other) noexcept
{
    m_samples.fill(0);
    m_size = other.m_size;
    m_at = other.m_at;
}

void VariableResampler::push(const AudioFrame &frame) noexcept
{
    const std::size_t count = std::min(frame.size(), m_samples.size() - m_size);
    std::copy_n(frame.begin(), count, m_samples.begin() + std::ptrdiff_t(m_size));
    m_size += count;
}

bool VariableResampler::isReady(double step) const noexcept
{
    const double last = m_at + double(FrameSamples - 1) * step;
    return std::size_t(last) + Delay < m_size;
}

float VariableResampler::sampleAt(double position) const noexcept
{
    const auto whole = std::size_t(position);
    const double phase = (position - double(whole)) * double(Phases);
    const auto index = std::size_t(phase);
    const auto between = float(phase - double(index));
    const float *samples = m_samples.data() + (whole - (Delay - 1));
    const Filter &left = m_bank[index];
    const Filter &right = m_bank[index + 1];
    float here = 0, next = 0;
    for (std::size_t i = 0; i < Taps; ++i) {
        here += samples[i] * left[i];
        next += samples[i] * right[i];
    }
    return here + (next - here) * between;
}

void VariableResampler::pull(AudioFrame &frame, double step) noexcept
{
    for (std::size_t i = 0; i < frame.size(); ++i) {
        const float value = sampleAt(m_at + double(i) * step);
        frame[i] = std::int16_t(std::lrint(std::clamp(value, -32768.f, 32767.f)));
    }
    m_at += double(frame.size()) * step;
    const std::size_t over = std::size_t(m_at) - (Delay - 1);
    std::copy(m_samples.begin() + std::ptrdiff_t(over), m_samples.begin() + std::ptrdiff_t(m_size),
        m_samples.begin());
    m_size -= over;
    m_at -= double(over);
}

} // namespace carillon
