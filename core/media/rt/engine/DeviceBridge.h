#pragma once

#include "AudioPort.h"
#include "DriftControl.h"
#include "MediaTime.h"
#include "VariableResampler.h"

#include <chrono>

namespace carillon {

/// The media thread's end of an AudioPort: one frame of the microphone and one for the loudspeaker each tick,
/// although the devices count their ticks by clocks of their own.
///
/// Constraint: two clocks that nobody synchronises differ by up to some hundred millionths: a frame too many
/// or too few each half minute, and each of them would click. Chosen: the sound of a real device goes through
/// a VariableResampler, whose ratio a DriftControl finds from what waits in the ring; so the other threads'
/// frames and the media thread's are of equal length in time, and the echo canceller, which stands on this
/// side of both, sees no drift at all. Beyond the limit of that (a device that runs at another rate than it
/// promised, or delivers in bursts) whole frames are left out, or silence takes their place: the delay stays
/// bounded by CaptureLimit and AudioPort::PlaybackMaxFrames. Our own files and tones have the media thread's
/// clock: they pass untouched. What two channels differ by goes through a resampler of its own, in step with
/// the first, from the first frame that has any. Latency: a third of a millisecond, and the frame that
/// DriftControl holds.
class DeviceBridge final
{
public:
    explicit DeviceBridge(AudioPort &port);

    /// A call begins: nothing of the last is left over.
    void restart() noexcept;
    /// The next frame of the microphone, or silence.
    StereoFrame take() noexcept;
    enum class Played { Yes, LeftOut };
    /// For the loudspeaker. Only the device may take frames out of its ring: too long a delay is cut by
    /// leaving out the newest.
    Played play(const StereoFrame &frame) noexcept;
    /// What lies in front of the last frame that was played and behind the last that was taken.
    std::chrono::microseconds delay() const noexcept;

private:
    /// A backlog of the microphone beyond this is dropped at once.
    static constexpr std::size_t CaptureLimit = 8;

    /// Of what is ours: how many frames waited in a ring all through the current window.
    struct Backlog {
        std::size_t least = 0;
        int ticks = 0;
        /// Each tick. @returns how many frames are too many; 0 but at the end of a window.
        std::size_t excess(std::size_t waiting, std::size_t target) noexcept;
    };
    /// One direction.
    struct Way {
        VariableResampler resampler;
        VariableResampler side; ///< in step with it while hasSide
        DriftControl drift;
        Backlog backlog;
        bool isReal = false;
        bool isFlowing = false; ///< since it was restarted
        bool hasSide = false;   ///< likewise
        double waiting = 0;     ///< samples
        void restart() noexcept;
        void become(bool real) noexcept;
        void push(const StereoFrame &frame) noexcept;
        void pull(StereoFrame &frame, double step) noexcept;
    };

    bool popCaptured(StereoFrame &frame) noexcept;
    bool takeReal(StereoFrame &frame) noexcept;
    void pushPlayed(const StereoFrame &frame) noexcept;

    AudioPort &m_port;
    Way m_capture;
    Way m_playback;
    std::size_t m_playbackExcess = 0; ///< frames not to be pushed
};

} // namespace carillon
