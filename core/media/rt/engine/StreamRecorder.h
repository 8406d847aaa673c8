#pragma once

#include "RecordingTap.h"
#include "ToneGenerator.h"

#include <memory>

namespace carillon {

/// The recording of one stream, on the media thread: what goes into its tap, and the tone that says so.
///
/// The tone is the one that telephone companies ask for: 1400 Hz for 200 ms, each 15 s, the first at once.
/// The tap is shared, because core, writer and stream let go of it in any order; the media thread gives its
/// part back and never destroys it. Adds no latency.
class StreamRecorder final
{
public:
    static constexpr int ToneHz = 1400;
    static constexpr int ToneTicks = 20;
    static constexpr int TonePeriodTicks = 1500;

    /// Null ends the recording. @p tap holds the one before afterwards.
    void exchange(std::shared_ptr<RecordingTap> &tap) noexcept;
    bool isRecording() const noexcept { return m_tap && !m_tap->paused.load(std::memory_order_relaxed); }

    /// Each tick, before anything is sent.
    void tick() noexcept;
    /// What both sides hear of it in this tick; null: nothing.
    const AudioFrame *tone() const noexcept { return m_isToneHeard ? &m_tone : nullptr; }
    /// Each tick while isRecording(). The tone is added to what is ours.
    void write(const AudioFrame &mine, const AudioFrame &theirs) noexcept;
    /// So many ticks are left out.
    void skip(int ticks) noexcept;

private:
    std::shared_ptr<RecordingTap> m_tap;
    std::uint64_t m_index = 0;
    ToneGenerator m_generator;
    AudioFrame m_tone{};
    int m_toneTick = 0;
    bool m_isToneHeard = false;
};

} // namespace carillon
