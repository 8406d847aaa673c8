#include "MusicGenerator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace carillon {

namespace {

constexpr double TwoPi = 2 * std::numbers::pi;
constexpr int StepSamples = SampleRateHz * 60 / 92 / 2; // eighth notes at 92 beats a minute
constexpr int StepsPerChord = 8;
constexpr float AttackStep = 1.f / (0.004f * SampleRateHz);

// Semitones from A4: C major, A minor, F major, G major, each over an octave and a third.
constexpr int Chords[4][4]
    = {{-21, -14, -9, -5}, {-24, -17, -12, -9}, {-28, -21, -16, -12}, {-26, -19, -14, -10}};
constexpr int Pattern[StepsPerChord] = {0, 1, 2, 3, 2, 1, 2, 1};
constexpr int Pentatonic[10] = {-9, -7, -5, -2, 0, 3, 5, 7, 10, 12};

} // namespace

MusicGenerator::MusicGenerator(std::uint32_t seed)
    : m_random(seed ? seed : 1)
{
}

std::uint32_t MusicGenerator::random() noexcept
{
    m_random = m_random * 1664525u + 1013904223u;
    return m_random >> 16;
}

void MusicGenerator::strike(int semitonesFromA4, float level, float seconds) noexcept
{
    Voice &voice = m_voices[m_nextVoice];
    m_nextVoice = (m_nextVoice + 1) % Voices;
    voice.phase = 0;
    voice.step = TwoPi * 440. * std::exp2(double(semitonesFromA4) / 12.) / SampleRateHz;
    voice.level = level;
    voice.overtone = level * 0.4f;
    voice.decay = std::exp(-1.f / (seconds * SampleRateHz));
    voice.attack = 0;
}

void MusicGenerator::nextStep() noexcept
{
    const int inChord = m_step % StepsPerChord;
    const auto &chord = Chords[(m_step / StepsPerChord) % 4];
    strike(chord[Pattern[inChord]], inChord == 0 ? 0.13f : 0.09f, 0.7f);
    // The melody rests half the time and mostly moves by step, always on the beat or just before the next
    // chord.
    const bool onBeat = inChord % 2 == 0;
    if (random() % 8 < (onBeat ? 5u : 2u)) {
        m_degree = std::clamp(m_degree + int(random() % 5) - 2, 0, 9);
        strike(Pentatonic[m_degree], 0.12f, 0.9f);
    }
    ++m_step;
}

void MusicGenerator::generate(AudioFrame &frame) noexcept
{
    for (auto &sample : frame) {
        if (m_samplesToStep-- == 0) {
            nextStep();
            m_samplesToStep = StepSamples - 1;
        }
        float sum = 0;
        for (Voice &voice : m_voices) {
            if (voice.level < 1e-4f)
                continue;
            voice.attack = std::min(1.f, voice.attack + AttackStep);
            const auto fundamental = float(std::sin(voice.phase));
            const auto overtone = float(std::sin(voice.phase * 3.));
            sum += voice.attack * (voice.level * fundamental + voice.overtone * overtone);
            voice.level *= voice.decay;
            voice.overtone *= voice.decay * voice.decay;
            voice.phase += voice.step;
            if (voice.phase > TwoPi)
                voice.phase -= TwoPi;
        }
        sample = std::int16_t(std::lrint(std::clamp(sum, -1.f, 1.f) * 32767.f));
    }
}

} // namespace carillon
