#pragma once

#include "AudioFrame.h"
#include "SpscRing.h"
#include "VoiceControls.h"

#include <atomic>
#include <cstdint>

namespace carillon {

/// Where the device thread and the media thread meet: 10 ms frames in two rings, one for each direction.
///
/// Constraint: two clocks which nobody synchronises: DeviceBridge, the media thread's end, makes up for what
/// they differ by. The rings hold up to 160 ms so that a stall never loses the order of things, but both ends
/// keep them nearly empty: the media thread lets about CaptureTargetFrames wait in the one, and
/// PlaybackTargetFrames in the other; PlaybackMaxFrames are room for a few ticks which are made up for at
/// once. Latency: 0..10 ms while recording plus 10 ms where the microphone is real, 10..20 ms while playing.
struct AudioPort {
    static constexpr std::size_t RingFrames = 16;
    static constexpr std::size_t CaptureTargetFrames = 1;
    static constexpr std::size_t PlaybackTargetFrames = 1;
    static constexpr std::size_t PlaybackMaxFrames = 6;

    SpscRing<AudioFrame, RingFrames> capture; ///< device thread pushes, media thread pops
    SpscRing<AudioFrame, RingFrames>
        playback; ///< media thread pushes while a Device stream runs, device thread pops

    std::atomic<std::uint64_t> captureUnderruns{0}; ///< the media thread wanted a frame and sent silence
    std::atomic<std::uint64_t> captureDropped{0};   ///< frames thrown away to keep the delay short
    std::atomic<std::uint64_t> playbackDropped{0};  ///< frames the device did not fetch in time
    // What the sound system says lies between the ring and the air; 0: unknown. The device thread writes
    // them.
    std::atomic<std::int32_t> captureDelayUs{0};
    std::atomic<std::int32_t> playbackDelayUs{0};
    std::atomic<bool> active{
        false}; ///< a Device stream runs: the microphone is wanted, the playback ring is fed
    // By the device thread: a device with a clock of its own, no file or tone of ours.
    std::atomic<bool> captureIsReal{false};
    std::atomic<bool> playbackIsReal{false};
    std::atomic<float> playbackGain{1.f}; ///< by the device thread, which applies it behind the ring
    VoiceControls voice; ///< what is done to the microphone's sound, and whether it holds speech
};

} // namespace carillon
