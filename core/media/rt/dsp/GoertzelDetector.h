#pragma once

#include <cstdint>
#include <span>

namespace carillon {

/// Measures how much of a signal is one frequency: what a test hears, and the tone check of the try-out.
class GoertzelDetector final
{
public:
    explicit GoertzelDetector(double hz, int sampleRateHz = 48000);

    void add(std::span<const std::int16_t> samples) noexcept;
    void reset() noexcept;

    /// The amplitude of the sine at that frequency, 1 is full scale.
    double amplitude() const noexcept;
    /// 0..1: the part of the whole energy which that sine holds.
    double share() const noexcept;
    std::int64_t samples() const noexcept { return m_count; }

private:
    double power() const noexcept;

    double m_coefficient;
    double m_q1 = 0;
    double m_q2 = 0;
    double m_energy = 0;
    std::int64_t m_count = 0;
};

} // namespace carillon
