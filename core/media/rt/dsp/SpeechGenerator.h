#pragma once

#include "AudioFrame.h"

#include <array>
#include <cstdint>

namespace carillon {

/// Says "hello, this is your friend", waits, and says it again: a small formant synthesiser, so that the
/// try-out can speak without a recording. A glottal pulse and noise are shaped by four resonators whose
/// frequencies glide from one speech sound to the next. Deterministic. Adds no latency.
class SpeechGenerator final
{
public:
    SpeechGenerator() = default;
    void generate(AudioFrame &frame) noexcept;

private:
    /// Two poles at a frequency: one resonance of the mouth.
    struct Resonator {
        float gain = 0;
        float first = 0;
        float second = 0;
        float y1 = 0;
        float y2 = 0;
        void tune(float hz, float bandwidthHz) noexcept;
        float run(float x) noexcept;
    };

    void updateShape() noexcept;
    float excitation() noexcept;
    float noise() noexcept;

    std::array<Resonator, 3> m_formants{};
    Resonator m_frication{};
    float m_voicing = 0;
    float m_breath = 0; ///< noise through the formants: h
    float m_hiss = 0;   ///< noise through m_frication: s, f
    float m_pitchHz = 110;
    float m_pulsePhase = 0;
    float m_glottis = 0;
    std::uint32_t m_noise = 22222;
    int m_sound = 0; ///< index in the utterance
    int m_sampleInSound = 0;
};

} // namespace carillon
