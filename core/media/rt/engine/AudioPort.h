#pragma once

#include "AudioFrame.h"
#include "SpscRing.h"

#include <atomic>
#include <cstdint>

namespace carillon {

/// Where the device thread and the media thread meet: 10 ms frames in two rings, one for each direction.
///
/// Constraint: two clocks which nobody synchronises. The rings hold up to 160 ms so that a stall never loses
/// the order of things, but both ends keep them nearly empty: the media thread lets at most
/// CaptureTargetFrames wait for longer than half a second, and at most PlaybackTargetFrames in the other;
/// PlaybackMaxFrames are room for a few ticks which are made up for at once. Latency: 0..10 ms while
/// recording plus 10 ms where the microphone delivers irregularly, 10..20 ms while playing.
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
    /// @name What the microphone gave, before anybody worked on it: see noteCaptured()
    std::atomic<std::uint64_t> capturedFrames{0};
    std::atomic<std::uint64_t> capturedSilent{0};  ///< not a bit of sound in them
    std::atomic<std::uint64_t> capturedClipped{0}; ///< louder than there are numbers for
    std::atomic<bool> active{
        false}; ///< a Device stream runs: the microphone is wanted, the playback ring is fed
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
