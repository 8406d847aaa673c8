#include "EchoDelayFinder.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace carillon {

namespace {
constexpr float Smoothing = 0.2f;   ///< of one look
constexpr float QuietPower = 1e-6f; ///< of full scale: nothing to be learned from
constexpr float Clear = 7.f;        ///< a peak against the rest, in standard deviations
constexpr int SameSamples = 4;      ///< 2 ms
constexpr int AgreementsToBelieve = 3;
constexpr std::size_t LowestBin = 100; ///< about 100 Hz: hum is no echo
constexpr float FullScale = 32768.f;

template <std::size_t N>
float power(const std::array<float, N> &sound) noexcept
{
    float sum = 0;
    for (const float sample : sound)
        sum += sample * sample;
    return sum / float(N);
}

template <std::size_t N>
float *makeRoom(std::array<float, N> &sound, std::size_t samples) noexcept
{
    std::copy(sound.begin() + std::ptrdiff_t(samples), sound.end(), sound.begin());
    return sound.data() + N - samples;
}
} // namespace

EchoDelayFinder::EchoDelayFinder()
    : m_turns(Length / 2)
{
    for (std::size_t i = 0; i < m_turns.size(); ++i)
        m_turns[i] = std::polar(1.f, float(-2 * std::numbers::pi * double(i) / double(Length)));
}

void EchoDelayFinder::Decimator::run(const AudioFrame &frame, float *out) noexcept
{
    for (std::size_t i = 0; i < FrameLength; ++i) {
        float rising = 0, falling = 0;
        for (int j = 0; j < Decimation; ++j) {
            const auto sample = float(frame[i * Decimation + std::size_t(j)]);
            rising += sample * float(j);
            falling += sample * float(Decimation - j);
        }
        out[i] = (m_rising + falling) / (Decimation * Decimation * FullScale);
        m_rising = rising;
    }
}

void EchoDelayFinder::played(const AudioFrame &frame) noexcept
{
    m_playedDecimator.run(frame, makeRoom(m_played, FrameLength));
}

void EchoDelayFinder::captured(const AudioFrame &frame) noexcept
{
    m_capturedDecimator.run(frame, makeRoom(m_captured, FrameLength));
    // One transform in a tick is enough.
    if (++m_frames == FramesPerLook - 1) {
        m_hasNews = addSpectra();
    } else if (m_frames == FramesPerLook) {
        m_frames = 0;
        if (m_hasNews)
            judge();
    }
}

/// @returns false when one side is silent.
bool EchoDelayFinder::addSpectra() noexcept
{
    if (power(m_played) < QuietPower || power(m_captured) < QuietPower / 100)
        return false;
    // Both real signals in one transform: the played one as the real part, the captured one as the imaginary.
    constexpr std::size_t silent = Length - HeardLength;
    for (std::size_t i = 0; i < Length; ++i)
        m_work[i] = {m_played[i], i < silent ? 0.f : m_captured[i - silent]};
    transform(m_work);
    for (std::size_t k = LowestBin; k < Length / 2; ++k) {
        const std::complex<float> a = m_work[k], b = std::conj(m_work[Length - k]);
        const std::complex<float> played = a + b;
        const std::complex<float> difference = a - b;
        const std::complex<float> heard{difference.imag(), -difference.real()};
        const std::complex<float> cross = std::conj(played) * heard;
        const float size = std::abs(cross) + 1e-20f;
        m_average[k] += Smoothing * (cross / size - m_average[k]);
    }
    return true;
}

void EchoDelayFinder::judge() noexcept
{
    // Back by the same transform: conjugated, which for a real result is only a question of its order.
    m_work.fill({});
    for (std::size_t k = LowestBin; k < Length / 2; ++k)
        m_work[k] = std::conj(m_average[k]);
    transform(m_work);
    float best = 0, squares = 0;
    int at = 0;
    for (std::size_t i = 0; i < Range; ++i) {
        const float value = m_work[i].real();
        squares += value * value;
        if (value > best) {
            best = value;
            at = int(i);
        }
    }
    if (best < Clear * std::sqrt(squares / float(Range))) {
        m_agreements = 0;
        return;
    }
    m_agreements = std::abs(at - m_candidate) <= SameSamples ? m_agreements + 1 : 1;
    m_candidate = at;
    if (m_agreements >= AgreementsToBelieve)
        m_delay = std::chrono::microseconds(at * 1000000LL * Decimation / SampleRateHz);
}

/// Radix 2, in place.
void EchoDelayFinder::transform(Spectrum &values) const noexcept
{
    for (std::size_t i = 1, j = 0; i < Length; ++i) {
        std::size_t bit = Length >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j)
            std::swap(values[i], values[j]);
    }
    for (std::size_t half = 1; half < Length; half *= 2) {
        const std::size_t stride = Length / half / 2;
        for (std::size_t begin = 0; begin < Length; begin += half * 2) {
            for (std::size_t k = 0; k < half; ++k) {
                const std::complex<float> turn = m_turns[k * stride], odd = values[begin + half + k];
                // Written out: operator* of std::complex looks after infinities.
                const std::complex<float> turned{turn.real() * odd.real() - turn.imag() * odd.imag(),
                    turn.real() * odd.imag() + turn.imag() * odd.real()};
                values[begin + half + k] = values[begin + k] - turned;
                values[begin + k] += turned;
            }
        }
    }
}

} // namespace carillon
