#include "SpeechGenerator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace carillon {

namespace {

struct Sound {
    int ms;
    float f1, f2, f3;            ///< formants, Hz
    float voicing, breath, hiss; ///< levels of the three sources
    float hissHz;
    float pitchHz;
};

// he-llo, th-i-s i-s y-our f-r-ie-n-d; formants after the usual vowel charts of a male voice.
constexpr Sound Utterance[] = {
    {60, 550, 1750, 2500, 0.0f, 0.6f, 0.0f, 4000, 120},   // h
    {90, 550, 1750, 2500, 1.0f, 0.0f, 0.0f, 4000, 128},   // e
    {70, 360, 1100, 2700, 0.8f, 0.0f, 0.0f, 4000, 132},   // l
    {130, 520, 950, 2450, 1.0f, 0.0f, 0.0f, 4000, 126},   // o
    {110, 360, 800, 2400, 0.8f, 0.0f, 0.0f, 4000, 108},   // w
    {180, 400, 1200, 2500, 0.0f, 0.0f, 0.0f, 4000, 108},  // comma
    {50, 300, 1400, 2600, 0.5f, 0.0f, 0.1f, 5500, 116},   // th
    {80, 400, 1950, 2550, 1.0f, 0.0f, 0.0f, 4000, 120},   // i
    {90, 400, 1800, 2600, 0.0f, 0.0f, 0.6f, 6500, 118},   // s
    {80, 400, 1950, 2550, 1.0f, 0.0f, 0.0f, 4000, 116},   // i
    {80, 350, 1800, 2600, 0.4f, 0.0f, 0.4f, 6500, 114},   // z
    {60, 290, 2200, 2950, 0.8f, 0.0f, 0.0f, 4000, 112},   // y
    {110, 550, 850, 2450, 1.0f, 0.0f, 0.0f, 4000, 112},   // o
    {70, 420, 1300, 1650, 0.8f, 0.0f, 0.0f, 4000, 112},   // r
    {90, 340, 1100, 2100, 0.0f, 0.1f, 0.3f, 5000, 114},   // f
    {60, 420, 1250, 1600, 0.8f, 0.0f, 0.0f, 4000, 118},   // r
    {150, 560, 1750, 2500, 1.0f, 0.0f, 0.0f, 4000, 122},  // e
    {110, 280, 1500, 2500, 0.6f, 0.0f, 0.0f, 4000, 104},  // n
    {50, 250, 1700, 2600, 0.2f, 0.0f, 0.0f, 4000, 96},    // d
    {20, 400, 1700, 2600, 0.3f, 0.3f, 0.1f, 4000, 92},    // its release
    {1400, 400, 1500, 2500, 0.0f, 0.0f, 0.0f, 4000, 110}, // a pause, in which the other one speaks
};
constexpr int Sounds = int(std::size(Utterance));
constexpr int ShapeSamples = 48; // the mouth moves in steps of 1 ms
constexpr int GlideSamples = SampleRateHz * 45 / 1000;

int samplesOf(const Sound &sound)
{
    return sound.ms * (SampleRateHz / 1000);
}

} // namespace

void SpeechGenerator::Resonator::tune(float hz, float bandwidthHz) noexcept
{
    const float radius = std::exp(-std::numbers::pi_v<float> * bandwidthHz / SampleRateHz);
    second = -radius * radius;
    first = 2.f * radius * std::cos(2.f * std::numbers::pi_v<float> * hz / SampleRateHz);
    gain = 1.f - first - second; // unity at 0 Hz, as the vocal tract has it
}

float SpeechGenerator::Resonator::run(float x) noexcept
{
    const float y = gain * x + first * y1 + second * y2;
    y2 = y1;
    y1 = y;
    return y;
}

float SpeechGenerator::noise() noexcept
{
    m_noise = m_noise * 1664525u + 1013904223u;
    return float(std::int32_t(m_noise)) / 2147483648.f;
}

void SpeechGenerator::updateShape() noexcept
{
    const Sound &previous = Utterance[(m_sound + Sounds - 1) % Sounds];
    const Sound &sound = Utterance[m_sound];
    const int glide = std::min(GlideSamples, samplesOf(sound));
    const float t = std::min(1.f, float(m_sampleInSound) / float(glide));
    const auto between = [t](float from, float to) { return from + (to - from) * t; };
    m_formants[0].tune(between(previous.f1, sound.f1), 70);
    m_formants[1].tune(between(previous.f2, sound.f2), 100);
    m_formants[2].tune(between(previous.f3, sound.f3), 150);
    m_frication.tune(between(previous.hissHz, sound.hissHz), 1500);
    m_voicing = between(previous.voicing, sound.voicing);
    m_breath = between(previous.breath, sound.breath);
    m_hiss = between(previous.hiss, sound.hiss);
    m_pitchHz = between(previous.pitchHz, sound.pitchHz);
}

float SpeechGenerator::excitation() noexcept
{
    m_pulsePhase += m_pitchHz / SampleRateHz;
    if (m_pulsePhase >= 1.f)
        m_pulsePhase -= 1.f;
    // The glottis opens slowly, closes quickly and rests: Rosenberg's pulse; its slope is what the tract
    // hears.
    constexpr float open = 0.4f;
    constexpr float close = 0.16f;
    float flow = 0;
    if (m_pulsePhase < open)
        flow = 0.5f * (1.f - std::cos(std::numbers::pi_v<float> * m_pulsePhase / open));
    else if (m_pulsePhase < open + close)
        flow = std::cos(0.5f * std::numbers::pi_v<float> * (m_pulsePhase - open) / close);
    const float slope = flow - m_glottis;
    m_glottis = flow;
    return 12.f * m_voicing * slope + 0.06f * m_breath * noise();
}

void SpeechGenerator::generate(AudioFrame &frame) noexcept
{
    for (auto &sample : frame) {
        if (m_sampleInSound % ShapeSamples == 0)
            updateShape();
        float value = excitation();
        for (auto &formant : m_formants)
            value = formant.run(value);
        value += 2.f * m_frication.run(0.06f * m_hiss * noise());
        sample = std::int16_t(std::lrint(std::clamp(value, -1.f, 1.f) * 32767.f));
        if (++m_sampleInSound >= samplesOf(Utterance[m_sound])) {
            m_sampleInSound = 0;
            m_sound = (m_sound + 1) % Sounds;
        }
    }
}

} // namespace carillon
