#include "ToneGenerator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace carillon {

namespace {
constexpr double TwoPi = 2 * std::numbers::pi;
constexpr float FadeStep = 1.f / (0.005f * SampleRateHz);
}

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
    for (auto &sample : frame) {
        m_envelope = std::clamp(m_envelope + (m_on ? FadeStep : -FadeStep), 0.f, 1.f);
        double value = std::sin(m_phase);
        if (m_secondStep > 0)
            value += std::sin(m_secondPhase);
        const double scaled = value * double(m_amplitude) * double(m_envelope);
        sample = std::int16_t(std::lrint(std::clamp(scaled, -32768., 32767.)));
        m_phase += m_step;
        m_secondPhase += m_secondStep;
    }
    m_phase = std::fmod(m_phase, TwoPi);
    m_secondPhase = std::fmod(m_secondPhase, TwoPi);
}

} // namespace carillon
