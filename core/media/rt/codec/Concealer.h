#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace carillon {

/// Invents sound for lost packets of codecs that cannot do so themselves (G.711, G.722).
///
/// Chosen: the last pitch period is repeated, with a cross-fade at each seam, at full level for 10 ms and
/// falling to silence at 60 ms: longer, a vowel turns into a buzz. When real sound returns, it is faded in
/// over 5 ms. Adds no latency; in return the first seam, from real to invented, is only as good as the period
/// found.
class Concealer final
{
public:
    explicit Concealer(int sampleRateHz);

    /// For each decoded block: remembers it, and blends its beginning with the invented sound before it, if
    /// any.
    void received(std::span<std::int16_t> pcm) noexcept;
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
    int m_position = 0;                            ///< within the period
    int m_invented = 0;                            ///< samples since the last real one
};

} // namespace carillon
