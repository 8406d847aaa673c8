#pragma once

#include "SpscRing.h"
#include "StereoFrame.h"
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

    SpscRing<StereoFrame, RingFrames> capture; ///< device thread pushes, media thread pops
    SpscRing<StereoFrame, RingFrames>
        playback; ///< media thread pushes while a Device stream runs, device thread pops

    std::atomic<std::uint64_t> captureUnderruns{0}; ///< the media thread wanted a frame and sent silence
    std::atomic<std::uint64_t> captureDropped{0};   ///< frames thrown away to keep the delay short
    std::atomic<std::uint64_t> playbackDropped{0};  ///< frames the device did not fetch in time
    // What the sound system says lies between the ring and the air; 0: unknown. The device thread writes
    // them.
    std::atomic<std::int32_t> captureDelayUs{0};
    std::atomic<std::int32_t> playbackDelayUs{0};
    /// @name What the microphone gave, before anybody worked on it: see noteCaptured()
    std::atomic<std::uint64_t> capturedFrames{0};
    std::atomic<std::uint64_t> capturedSilent{0};  ///< not a bit of sound in them
    std::atomic<std::uint64_t> capturedClipped{0}; ///< louder than there are numbers for
    std::atomic<bool> active{
        false}; ///< a Device stream runs: the microphone is wanted, the playback ring is fed
    // By the device thread: a device with a clock of its own, no file or tone of ours.
    std::atomic<bool> captureIsReal{false};
    std::atomic<bool> playbackIsReal{false};
    std::atomic<float> playbackGain{1.f}; ///< by the device thread, which applies it behind the ring
    VoiceControls voice; ///< what is done to the microphone's sound, and whether it holds speech
};

/// Media thread: what a frame says of the microphone that it comes from. A real one hears its own noise, so
/// that zeros are a switch or a device that is not there.
inline void noteCaptured(const AudioFrame &frame, AudioPort &port) noexcept
{
    constexpr int ClippedInARow = 4; // a peak may touch the ceiling once
    int most = 0;
    int row = 0;
    bool isSilent = true;
    for (const std::int16_t sample : frame) {
        isSilent = isSilent && sample == 0;
        row = sample >= 32767 || sample <= -32767 ? row + 1 : 0;
        most = row > most ? row : most;
    }
    port.capturedFrames.fetch_add(1, std::memory_order_relaxed);
    if (isSilent)
        port.capturedSilent.fetch_add(1, std::memory_order_relaxed);
    if (most >= ClippedInARow)
        port.capturedClipped.fetch_add(1, std::memory_order_relaxed);
}

} // namespace carillon
