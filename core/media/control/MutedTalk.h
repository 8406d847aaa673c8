#pragma once

#include "Clock.h"

namespace carillon {

/// Notices that somebody talks who is muted. A cough is not talking, and who has been told is left in peace
/// for a while. Plain class; time is an argument.
class MutedTalk final
{
public:
    static constexpr Milliseconds Enough{300};  ///< of speech, less a third of the time it took
    static constexpr Milliseconds Shown{4000};  ///< after the last moment that was Enough
    static constexpr Milliseconds Again{10000}; ///< from the beginning of one notice to the next

    enum class Microphone { Heard, Muted };
    /// @param spoken how much speech the microphone held since the last call; none counts unless Muted
    /// @returns whether a person should be told now.
    bool heard(TimePoint now, Milliseconds spoken, Microphone microphone);
    bool isTalking() const { return m_isTalking; }

private:
    bool m_isTalking = false;
    Milliseconds m_level{0};
    TimePoint m_last{};
    TimePoint m_enough{};  ///< the last moment that was Enough
    TimePoint m_started{}; ///< of the last notice
};

} // namespace carillon
