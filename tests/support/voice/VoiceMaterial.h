#pragma once

#include "VoiceTrial.h"

#include <cmath>
#include <random>

namespace carillon {

/// Of full scale, active or not: a loud call.
inline constexpr double SpeechDb = -23;

inline Sound speech(double seconds, double skippedS = 0)
{
    const Sound sound = generatedSpeech(seconds, skippedS);
    return louder(sound, SpeechDb - levelDb(sound));
}

inline Sound noise(double seconds, double db)
{
    std::mt19937 random(5);
    std::normal_distribution<double> sample(0, 32768 * std::pow(10., db / 20));
    Sound sound(std::size_t(seconds * SampleRateHz));
    for (auto &one : sound)
        one = std::int16_t(sample(random));
    return sound;
}

inline VoiceParameters nothing()
{
    return {VoiceParameters::When::Always, VoiceParameters::Echo::Off, VoiceParameters::Noise::Off,
        VoiceParameters::Gain::Off, VoiceParameters::HighPass::Off};
}

inline VoiceParameters allOfIt(VoiceParameters::Noise noise = VoiceParameters::Noise::Moderate)
{
    return {VoiceParameters::When::Always, VoiceParameters::Echo::Moderate, noise,
        VoiceParameters::Gain::Adaptive, VoiceParameters::HighPass::On};
}

/// A talker, or something else, in a room where nothing is played.
inline VoiceTrial alone(const Sound &sound, const VoiceParameters &parameters)
{
    VoiceTrial trial;
    trial.near = sound;
    trial.parameters = parameters;
    return trial;
}

} // namespace carillon
