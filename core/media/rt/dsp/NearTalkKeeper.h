#pragma once

#include "AudioFrame.h"

#include <array>
#include <cstdint>

struct SpeexEchoState_;

namespace carillon {

/// Gives back what an echo suppressor takes of a near talker while both speak.
///
/// A suppressor turns down whatever goes together with the echo, the near talker too. A linear canceller
/// takes out no more than it has learnt of the room: it leaves more of the echo, and the talker whole. So a
/// linear one (speexdsp's) runs beside, and where what the suppressor left is nearly as loud as what the
/// linear one left, somebody near speaks: then the latter is heard. Where it is much quieter, all there was
/// is echo: then the suppressor is right. So a linear canceller that has lost the room does no harm; one that
/// has heard too little to know it is not asked.
///
/// Constraint: media thread, no allocation but at construction. Chosen: a tail of TailMs; 20 ms to open, a
/// hold of 120 ms, so that words keep their ends. Size: 300 kB. Latency: none, it waits for the suppressor.
/// Deviation: when speexdsp's filter has diverged it says so on stderr and begins anew; that is compiled in.
class NearTalkKeeper final
{
public:
    /// By which the suppressor is late, in samples: that is its library's, see tst_VoiceProcessor.
    static constexpr std::size_t SuppressorDelay = 384;
    static constexpr int TailMs = 128;

    /// Core thread.
    NearTalkKeeper();
    ~NearTalkKeeper();
    NearTalkKeeper(const NearTalkKeeper &) = delete;
    NearTalkKeeper &operator=(const NearTalkKeeper &) = delete;

    /// Media thread, each 10 ms. @param played as the suppressor is told of it, its echo within the tail.
    void hear(const AudioFrame &captured, const AudioFrame &played) noexcept;
    /// After hear(). @param suppressed of the same 10 ms, by SuppressorDelay late; takes what is to be heard.
    void restore(AudioFrame &suppressed) noexcept;
    /// After restore(): somebody speaks at the far end, or did so recently that he echoes, and nobody here.
    bool isEchoAlone() const noexcept;

private:
    double wanted(const std::int16_t *linear, const AudioFrame &suppressed) noexcept;

    static constexpr std::size_t LineLength = std::size_t(2 * FrameSamples);
    static_assert(SuppressorDelay <= LineLength - std::size_t(FrameSamples));

    SpeexEchoState_ *m_echo;
    std::array<std::int16_t, LineLength> m_linear{}; ///< what the linear one left, the newest last
    double m_linearPower = 0;                        ///< mean squares, smoothed over 20 ms
    double m_suppressedPower = 0;
    double m_share = 0;       ///< of the linear one in what is heard
    int m_holdFrames = 0;     ///< until the share may fall
    int m_quietFrames = 0;    ///< in a row in which nothing was played
    int m_unspokenFrames = 0; ///< in a row in which nobody at the far end spoke
    int m_heardFrames = 0;    ///< in which something was, until it knows the room
};

} // namespace carillon
