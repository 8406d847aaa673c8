#pragma once

#include <cstdint>
#include <span>

struct SpeexResamplerState_;

namespace carillon {

/// Changes the sampling rate of a continuous mono signal between 8, 16 and 48 kHz.
///
/// Constraint: created on the core thread, because the filter is allocated there; process() never allocates.
/// Chosen: speexdsp at quality 3, a 48-tap filter. Latency: half of it at the lower of the two rates, so 3 ms
/// to or from 8 kHz and 1.5 ms to or from 16 kHz; none when the rates are equal.
class Resampler final
{
public:
    Resampler(int fromHz, int toHz);
    ~Resampler();
    Resampler(const Resampler &) = delete;
    Resampler &operator=(const Resampler &) = delete;

    /// False when memory ran out at construction; process() then gives silence.
    bool isValid() const noexcept { return m_state || m_fromHz == m_toHz; }
    /// How many samples process() makes of @p samples, in the long run.
    int outputFor(int samples) const noexcept { return int(std::int64_t(samples) * m_toHz / m_fromHz); }
    /// Consumes all of @p in. @returns how many samples of @p out were written; it must have room for
    /// outputFor(in) + 1.
    int process(std::span<const std::int16_t> in, std::span<std::int16_t> out) noexcept;
    /// Forgets the past.
    void reset() noexcept;

private:
    int m_fromHz;
    int m_toHz;
    SpeexResamplerState_ *m_state = nullptr;
};

} // namespace carillon
