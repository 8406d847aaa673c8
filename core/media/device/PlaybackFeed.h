#pragma once

#include "AudioFrame.h"
#include "SpscRing.h"

#include <atomic>
#include <cstdint>

namespace carillon {

/// A sound that is played beside calls (a recording), between the thread that reads it and the device thread.
/// The ring holds 2.5 s: a disk may be slow, a device may not wait. Adds no latency but the device's.
struct PlaybackFeed {
    SpscRing<AudioFrame, 256> frames;     ///< the reader pushes, the device thread pops
    std::atomic<std::uint64_t> played{0}; ///< frames that the device took
    std::atomic<bool> isComplete{false};  ///< no more is pushed
};

} // namespace carillon
