#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace carillon {

/// Joins real sound to invented sound (or to another's noise) which it does not continue by itself.
///
/// Constraint: the ear hears a step as a click and a leap of the phase as a hiccup. Chosen: what was heard is
/// continued by its last period for another 5 ms, and faded over into what is real, at that place of up to
/// 5 ms where the two resemble each other best: either some of the real sound is left out (that shortens the
/// delay), or some more of the continuation is heard (that lengthens it), as the caller allows. 20 ms of past
/// at any rate up to 48 kHz. Adds no latency but the chosen lag.
class SeamJoiner final
{
public:
    enum class Align : std::uint8_t { LeaveOut, Add };

    void clear() noexcept { m_past.fill(0); }
    /// Everything which is heard, in order; join() does so itself.
    void remember(std::span<const std::int16_t> pcm) noexcept;
    /// Joins the first @p size samples of @p pcm, which has room for rateHz / 200 more, to what was
    /// remembered. @returns the new size.
    int join(std::span<std::int16_t> pcm, int size, int rateHz, Align align) noexcept
    {
        return join(pcm, size, find(pcm, size, rateHz, align));
    }
    /// Where and how join() would do it.
    struct Seam {
        int overlap = 0; ///< of the fade; 0: there is nothing to join
        int lag = 0;     ///< with which the past is continued
        int place = 0;   ///< samples left out or added
        Align align = Align::LeaveOut;
    };
    Seam find(std::span<const std::int16_t> pcm, int size, int rateHz, Align align) const noexcept;
    /// At a seam that was found by this one or by the one of another channel of the same sound: the channels
    /// stay in phase.
    int join(std::span<std::int16_t> pcm, int size, const Seam &seam) noexcept;

private:
    using Continuation = std::array<std::int16_t, 480>;
    static constexpr int MaxPast = 960; ///< 20 ms at 48 kHz
    static constexpr int MaxContinued = int(std::tuple_size_v<Continuation>);

    int period(int rateHz) const noexcept;
    Continuation continued(int lag, int samples) const noexcept;

    std::array<std::int16_t, MaxPast> m_past{}; ///< oldest first
};

} // namespace carillon
