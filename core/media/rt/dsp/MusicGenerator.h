#pragma once

#include "AudioFrame.h"

#include <array>
#include <cstdint>

namespace carillon {

/// A little music box which plays for ever: four quiet chords, broken upwards and downwards, and a bell
/// melody over them that is drawn anew from a pentatonic scale. For callers on hold; deterministic from its
/// seed. Adds no latency.
class MusicGenerator final
{
public:
    explicit MusicGenerator(std::uint32_t seed = 1);
    void generate(AudioFrame &frame) noexcept;

private:
    /// One struck tone: two sines, the upper one fading faster, as of a bell.
    struct Voice {
        double phase = 0;
        double step = 0;
        float level = 0;
        float overtone = 0;
        float decay = 0;
        float attack = 0;
    };
    static constexpr std::size_t Voices = 8;

    void strike(int semitonesFromA4, float level, float seconds) noexcept;
    void nextStep() noexcept;
    std::uint32_t random() noexcept;

    std::array<Voice, Voices> m_voices{};
    std::size_t m_nextVoice = 0;
    std::uint32_t m_random;
    int m_step = 0; ///< eighth notes since the beginning
    int m_samplesToStep = 0;
    int m_degree = 4; ///< of the melody, in the scale
};

} // namespace carillon
