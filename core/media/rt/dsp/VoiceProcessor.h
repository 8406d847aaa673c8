#pragma once

#include "AudioFrame.h"
#include "VoiceControls.h"

#include <chrono>
#include <memory>

namespace carillon {

/// Echo, noise, level and voice activity of the microphone, by webrtc-audio-processing.
///
/// Constraint: media thread, no allocation: all of the library's parts are made at construction and only
/// switched later; its one lock is taken by nobody else. Chosen: its echo canceller with the extended filter
/// (a tail of 128 ms) and the delay-agnostic search, which together hold for echoes that are up to 120 ms
/// late. Others are brought there by telling it later what was played, by what the sound system says of its
/// delay and by what EchoDelayFinder hears. While both talk, NearTalkKeeper gives the near talker back; for
/// that, noise and level are the business of a second instance behind it, which EchoGainGuard keeps from
/// making an echo louder. Latency: 8 ms of the echo canceller's blocks and filter bank (1 ms of the filter
/// bank where there is the high-pass only), and of the second instance 7 ms with noise suppression, else 1 ms
/// with gain control: 15 ms with all of it, none while nothing is switched on.
class VoiceProcessor final
{
public:
    /// Core thread.
    VoiceProcessor();
    ~VoiceProcessor();
    VoiceProcessor(const VoiceProcessor &) = delete;
    VoiceProcessor &operator=(const VoiceProcessor &) = delete;

    /// Media thread: what the loudspeaker gets next, silence too; before the process() of the same 10 ms.
    void farEnd(const AudioFrame &played) noexcept;
    /// Media thread: takes echo and noise out of @p captured.
    /// @param delay from the farEnd() of a sound until its echo is in @p captured, as the sound system says
    /// @returns whether it holds speech of the near end.
    bool process(
        AudioFrame &captured, std::chrono::microseconds delay, const VoiceParameters &wanted) noexcept;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
