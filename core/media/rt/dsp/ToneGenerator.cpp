#include "ToneGenerator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace carillon {

namespace {
constexpr double TwoPi = 2 * std::numbers::pi;
constexpr float FadeStep = 1.f / (0.005f * SampleRateHz);

/// A sine by turning a pointer: two calls of the sine for a frame instead of one for each sample.
struct Turning {
    Turning(double phase, double step) noexcept
        : sine(std::sin(phase))
        , cosine(std::cos(phase))
        , stepSine(std::sin(step))
        , stepCosine(std::cos(step))
    {
    }
    double next() noexcept
    {
        const double now = sine;
        sine = now * stepCosine + cosine * stepSine;
        cosine = cosine * stepCosine - now * stepSine;
        return now;
    }
    double sine, cosine, stepSine, stepCosine;
};

} // namespace

DtmfPair dtmfPair(std::uint8_t event) noexcept
{
    constexpr double low[] = {697, 770, 852, 941};
    constexpr double high[] = {1209, 1336, 1477, 1633};
    // Row and column of 0..9 * # A B C D on the keypad.
    constexpr std::uint8_t row[] = {3, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 0, 1, 2, 3};
    constexpr std::uint8_t column[] = {1, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 2, 3, 3, 3, 3};
    if (event > 15)
        return {};
    return {low[row[event]], high[column[event]]};
}

ToneGenerator::ToneGenerator(double hz, double secondHz, float amplitude)
{
    start(hz, secondHz, amplitude);
}

void ToneGenerator::start(double hz, double secondHz, float amplitude) noexcept
{
    m_step = TwoPi * hz / SampleRateHz;
    m_secondStep = TwoPi * secondHz / SampleRateHz;
    m_amplitude = amplitude * 32767.f;
    m_on = hz > 0;
}

void ToneGenerator::generate(AudioFrame &frame) noexcept
{
    Turning first(m_phase, m_step);
    Turning second(m_secondPhase, m_secondStep); // a step of 0 stays at 0
    for (auto &sample : frame) {
        m_envelope = std::clamp(m_envelope + (m_on ? FadeStep : -FadeStep), 0.f, 1.f);
        const double scaled = (first.next() + second.next()) * double(m_amplitude) * double(m_envelope);
        sample = std::int16_t(std::lrint(std::clamp(scaled, -32768., 32767.)));
    }
    m_phase = std::fmod(m_phase + m_step * double(frame.size()), TwoPi);
    m_secondPhase
        = m_secondStep > 0 ? std::fmod(m_secondPhase + m_secondStep * double(frame.size()), TwoPi) : 0;
}

} // namespace carillon
