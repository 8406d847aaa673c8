#pragma once

#include "AudioCodec.h"

#include <array>

namespace carillon {

/// Payload type 13, RFC 3389: the noise behind a speaker who is silent.
///
/// Constraint: complete silence sounds like a dead line, and noise that is switched on and off is worse than
/// none. Chosen: white noise through an all-pole lattice of up to 12 reflection coefficients (the payload may
/// hold more; the first ones hold the colour), brought to the level that was said; level and colour glide to
/// new ones over 50 ms. Coefficients are kept below 1, so that the filter is stable whatever comes. 8 kHz,
/// 200 bytes, no latency.
class ComfortNoiseDecoder final : public AudioDecoder
{
public:
    static constexpr std::size_t MaxOrder = 12;
    /// What a payload describes, RFC 3389 §3.
    struct Description {
        float level = 0;                          ///< RMS of the samples
        std::array<float, MaxOrder> reflection{}; ///< -1..1, the rest is 0
        friend bool operator==(const Description &, const Description &) = default;
    };
    /// Nothing is louder than -10 dBov: somebody's level byte is no reason to be deafened.
    static Description parse(std::span<const std::uint8_t> payload) noexcept;

    CodecKind kind() const noexcept override { return CodecKind::ComfortNoise; }
    /// A payload describes how it goes on, not how long; 10 ms of it are made.
    int samplesIn(std::span<const std::uint8_t> payload) const noexcept override;
    int decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept override;
    void recover(std::span<const std::uint8_t>, std::span<std::int16_t> pcm) noexcept override
    {
        conceal(pcm);
    }
    /// More of the noise.
    void conceal(std::span<std::int16_t> pcm) noexcept override;
    bool isNoise(std::span<const std::uint8_t>) const noexcept override { return true; }

private:
    float nextSample() noexcept;

    Description m_wanted;
    Description m_now;
    float m_gain = 0; ///< of white noise with RMS 1 through the filter: makes m_now.level of it
    std::array<float, MaxOrder> m_state{};
    std::uint32_t m_random = 0x2545f491;
    bool m_any = false;
};

} // namespace carillon
