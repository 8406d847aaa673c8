#pragma once

#include "AudioFrame.h"

#include <array>
#include <chrono>
#include <complex>
#include <optional>
#include <vector>

namespace carillon {

/// How long after it was played the microphone hears a sound, by listening: so that an echo is found where a
/// sound system says nothing or something wrong of its delay.
///
/// Constraint: media thread, no allocation but at construction. Chosen: the cross-correlation of both sides
/// at 2 kHz, each frequency counting alike (or the pitch of a voice would be taken for an echo), averaged
/// over half a second of sound; it is believed when three looks in a row, 130 ms apart, agree. Range 0..700
/// ms, to a millisecond. Size: 60 kB. Latency: none, it only listens; an answer takes about a second of
/// speech.
class EchoDelayFinder final
{
public:
    using Delay = std::chrono::microseconds;
    EchoDelayFinder();

    /// What the loudspeaker gets next.
    void played(const AudioFrame &frame) noexcept;
    /// What the microphone heard at that time.
    void captured(const AudioFrame &frame) noexcept;
    /// What was found last; nothing before the first echo that is clear enough.
    std::optional<Delay> delay() const noexcept { return m_delay; }

private:
    static constexpr int Decimation = 24; ///< to 2 kHz
    static constexpr std::size_t FrameLength = FrameSamples / Decimation;
    static constexpr std::size_t Length = 2048; ///< of the transform, and of what is remembered as played
    static constexpr std::size_t HeardLength = 512;
    static constexpr std::size_t Range = 1400; ///< less than Length - HeardLength: the rest wraps
    static constexpr int FramesPerLook = 13;
    using Spectrum = std::array<std::complex<float>, Length>;

    /// Averages of 24 samples with the weights of a triangle over 48.
    class Decimator
    {
    public:
        void run(const AudioFrame &frame, float *out) noexcept;

    private:
        float m_rising = 0;
    };
    bool addSpectra() noexcept;
    void judge() noexcept;
    void transform(Spectrum &values) const noexcept;

    Decimator m_playedDecimator, m_capturedDecimator;
    std::array<float, Length> m_played{}; ///< the newest last
    std::array<float, HeardLength> m_captured{};
    std::vector<std::complex<float>> m_turns;
    Spectrum m_average{}, m_work{};
    int m_frames = 0;
    bool m_hasNews = false;
    int m_candidate = 0; ///< in samples of 2 kHz
    int m_agreements = 0;
    std::optional<Delay> m_delay;
};

} // namespace carillon
