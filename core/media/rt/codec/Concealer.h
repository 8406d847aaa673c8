#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace carillon {

/// Invents sound for lost packets of codecs that cannot do so themselves (G.711, G.722).
///
/// Chosen: the last pitch period is repeated, with a cross-fade at each seam, after 10 ms the last two and
/// after 20 ms the last three, since one alone turns a vowel into a buzz; at full level for 10 ms and falling
/// to silence at 80 ms. Where there is no period (noise, consonants) 20 ms are repeated, which does not hum,
/// and fall twice as fast. 40 ms of past. Adds no latency; in return the first seam, from real to invented,
/// is only as good as the period found. The seam back to real sound is the business of SeamJoiner.
class Concealer final
{
public:
    explicit Concealer(int sampleRateHz);

    /// Each decoded block.
    void received(std::span<const std::int16_t> pcm) noexcept;
    /// Fills @p pcm.
    void conceal(std::span<std::int16_t> pcm) noexcept;

private:
    static constexpr int MaxRateHz = 48000;
    static constexpr int HistoryMs = 40;
    static constexpr std::size_t MaxHistory = std::size_t(MaxRateHz / 1000 * HistoryMs);

    int findPeriod() const noexcept;
    std::int16_t nextSample() noexcept;

    std::size_t m_history; ///< samples kept of the past
    int m_rateHz;
    std::array<std::int16_t, MaxHistory> m_past{}; ///< oldest first, always full
    int m_period = 0;                              ///< 0: nothing is being invented
    int m_periods = 1;                             ///< so many of them are repeated
    int m_position = 0;                            ///< within them
    bool m_voiced = false;
    int m_invented = 0; ///< samples since the last real one
};

} // namespace carillon
