#pragma once

#include "AudioFrame.h"
#include "SpscRing.h"

#include <atomic>
#include <cstdint>

namespace carillon {

/// 10 ms of a recording: me on the left, them on the right.
struct RecordedFrame {
    std::uint64_t index = 0; ///< counts the ticks of the recording: where some are left out, they were lost
    AudioFrame left{};
    AudioFrame right{};
};

/// Where the media thread and the writer of a recording meet.
///
/// Constraint: a disk may keep its writer waiting for seconds, and the media thread waits for nobody. The
/// ring holds 5.1 s (1 MB, for each call that is recorded); what does not fit is counted and becomes silence
/// in the file, so that it stays as long as the call was. Adds no latency to the call.
struct RecordingTap {
    static constexpr std::size_t RingFrames = 512;

    SpscRing<RecordedFrame, RingFrames> frames; ///< media thread pushes, the writer pops
    std::atomic<std::uint64_t> dropped{0};      ///< frames the writer did not fetch in time
    std::atomic<bool> paused{false};            ///< core: nothing is pushed, and the time does not count
    std::atomic<bool> announces{false};         ///< core: both sides hear the tone of a recording
};

} // namespace carillon
