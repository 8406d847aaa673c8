#pragma once

#include "AudioFrame.h"

#include <cstdint>

namespace carillon {

/// The two tones of a key, ITU-T Q.23. @param event as in RFC 4733 §3.2, 0..15; others give {0, 0}.
struct DtmfPair {
    double lowHz = 0;
    double highHz = 0;
};
DtmfPair dtmfPair(std::uint8_t event) noexcept;

/// One or two sines, continuous over frames, with 5 ms of fade when switched on or off. Adds no latency.
class ToneGenerator final
{
public:
    /// -20 dBm0 or so: loud enough to measure, pleasant to hear.
    static constexpr float DefaultAmplitude = 0.25f;

    ToneGenerator() = default;
    explicit ToneGenerator(double hz, double secondHz = 0, float amplitude = DefaultAmplitude);

    /// @param amplitude of each sine, 1 is full scale. @param secondHz 0 for a single tone.
    void start(double hz, double secondHz = 0, float amplitude = DefaultAmplitude) noexcept;
    void stop() noexcept { m_on = false; }
    /// False once the fade after stop() is over.
    bool isAudible() const noexcept { return m_on || m_envelope > 0; }

    void generate(AudioFrame &frame) noexcept;

private:
    double m_step = 0;
    double m_secondStep = 0;
    double m_phase = 0;
    double m_secondPhase = 0;
    float m_amplitude = 0;
    float m_envelope = 0;
    bool m_on = false;
};

} // namespace carillon
