#pragma once

#include "OpusCodec.h"

#include <array>

namespace carillon {

/// Opus of two channels, RFC 7587 §3.4, or of one where the source has no more or the rate is too low.
///
/// Constraint: in the speech half of the codec (SILK, hybrid), which in-band redundancy forces it into, two
/// channels run into each other: two tones, one on each side, come out 8 dB apart at 32 and 64 kbit/s, and
/// what is recovered 10 dB even at 128. Chosen: the encoder for music, and redundancy only in packets of one
/// channel; that gives 40 dB at 32 kbit/s and 55 and more from 64 on. One channel below StereoUntil, two
/// again from StereoFrom on, for when the way gets narrow; what they differ by fades within a packet. What
/// has one channel is sent as one, never twice. Latency: that of OpusAudioEncoder.
class StereoOpusEncoder final : public OpusAudioEncoder
{
public:
    static constexpr int StereoFrom = 30000; ///< bit/s
    static constexpr int StereoUntil = 24000;

    explicit StereoOpusEncoder(const EncoderOptions &options);
    int encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept override;
    int encodeStereo(std::span<const std::int16_t> mid, std::span<const std::int16_t> side,
        std::span<std::uint8_t> payload) noexcept override;
    bool takesTwo() const noexcept override { return m_isRateForTwo; }
    Channels channels() const noexcept override { return m_channels; }
    void tune(const EncoderTuning &tuning) noexcept override;

private:
    static constexpr int MaxSamples = 48 * MaxEncodedMs;

    int encodeAs(Channels channels, int samples, std::span<std::uint8_t> payload) noexcept;
    void force(Channels channels) noexcept;

    EncoderTuning m_wanted; ///< with redundancy, where that was asked for
    Channels m_forced = Channels::One;
    Channels m_channels = Channels::One; ///< on the wire
    bool m_isRateForTwo;
    float m_sideGain; ///< of the last sample
    std::array<std::int16_t, std::size_t(2 * MaxSamples)> m_both{};
};

/// Gives the mean of both channels and their difference. What is concealed or recovered has two channels
/// where what was lost had them.
class StereoOpusDecoder final : public OpusAudioDecoder
{
public:
    StereoOpusDecoder()
        : OpusAudioDecoder(Channels::Two)
    {
    }
    int decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept override;
    void recover(std::span<const std::uint8_t> next, std::span<std::int16_t> pcm) noexcept override;
    void conceal(std::span<std::int16_t> pcm) noexcept override;
    std::span<const std::int16_t> side() const noexcept override
    {
        return std::span(m_side).first(m_sideSamples);
    }

private:
    enum class Redundancy : int { Ignored = 0, Decoded = 1 };
    /// @param payload empty: conceal. @returns samples of each channel.
    int take(
        std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm, Redundancy redundancy) noexcept;

    std::array<std::int16_t, std::size_t(2 * MaxSamples)> m_both{};
    std::array<std::int16_t, std::size_t(MaxSamples)> m_side{};
    std::size_t m_sideSamples = 0;    ///< 0: both channels were the same
    Channels m_heard = Channels::One; ///< in the last packet
};

} // namespace carillon
