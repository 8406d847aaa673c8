#pragma once

#include "AudioFrame.h"

#include <cstdint>
#include <random>
#include <vector>

namespace carillon {

/// What lies between a loudspeaker and the microphone that hears it.
struct EchoRoomSpec {
    double echoDb = -6;         ///< of the echo against what was played
    double delayMs = 57;        ///< of the devices, both ways
    double reverberationMs = 0; ///< until the room is 60 dB down; 0: a headset that leaks
    double driftPpm = 0;        ///< how much slower the loudspeaker's clock is than the microphone's
    double distortion = 0;      ///< of the loudspeaker: 0 none, 1 as a small one driven hard
    double noiseDb = -90;       ///< of full scale: white, of the room
    std::uint32_t seed = 1;
};

/// A synthetic room: early reflections by the image method in a box of 4.2 × 3.4 × 2.6 m, then sparse noise
/// that decays; a loudspeaker that distorts; two clocks that drift; devices whose delay jumps. Deterministic.
class EchoRoom final
{
public:
    explicit EchoRoom(const EchoRoomSpec &spec);
    /// 10 ms. @returns what the microphone hears of @p played and @p said.
    AudioFrame hear(const AudioFrame &played, const AudioFrame &said);
    /// The delay is another one from now on.
    void jump(double ms) { m_delaySamples += ms * SampleRateHz / 1000; }
    /// Of the devices at the moment, without the air: what a sound system would report.
    double delayMs() const { return m_delaySamples * 1000 / SampleRateHz; }

private:
    struct Tap {
        std::size_t samples;
        float gain;
    };
    void addImages(double reflection);
    void addTail();
    void scale(double db);
    float drifted(double at) const;

    static constexpr std::size_t LineSamples = 1 << 17; ///< 2.7 s
    EchoRoomSpec m_spec;
    std::vector<Tap> m_taps;
    std::vector<float> m_played = std::vector<float>(LineSamples); ///< by the loudspeaker's clock
    std::vector<float> m_air = std::vector<float>(LineSamples);    ///< by the microphone's, without the room
    std::size_t m_now = LineSamples;                               ///< samples so far
    double m_delaySamples;
    double m_drift = 0;
    std::mt19937 m_random;
};

} // namespace carillon
