#pragma once

#include "AudioFrame.h"

namespace carillon {

/// Keeps gain control from making an echo louder.
///
/// Gain control works behind the echo canceller and does not know what it hears: what is left of an echo is
/// to it a quiet talker, who is brought up; and the gain that a quiet talker was given is there still when he
/// is silent and the far end speaks. So while all there is is the echo, what comes out is no louder than what
/// went in. It is never made quieter than that, so that a talker who is taken for an echo loses the gain and
/// no more.
///
/// Constraint: media thread, no allocation. Chosen: powers over some 40 ms, longer than gain control and
/// noise suppression are late (8 ms); a few frames to close, one to open, as words begin at once. Latency:
/// none.
class EchoGainGuard final
{
public:
    /// In front of gain control.
    void before(const AudioFrame &frame) noexcept;
    /// Behind it. @param isEchoAlone nobody near speaks, and somebody far does
    void after(AudioFrame &frame, bool isEchoAlone) noexcept;

private:
    double m_before = 0; ///< mean squares
    double m_after = 0;
    double m_gain = 1; ///< at the end of the last frame
};

} // namespace carillon
