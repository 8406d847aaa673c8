#pragma once

#include "AudioPort.h"
#include "DeviceBridge.h"
#include "EventSink.h"
#include "GainStage.h"
#include "MediaEvents.h"
#include "MediaSocket.h"
#include "MediaStream.h"
#include "MediaTime.h"
#include "StereoHold.h"
#include "VoiceProcessor.h"

#include <array>
#include <memory>
#include <span>

namespace carillon {

/// All streams, one tick at a time; MediaThread is only the clock around it, and tests are another.
///
/// The order within a tick is the shortest way for sound: receive, decode, then send (an echo, or a
/// conference, goes out with the tick in which it came in), then reports.
class MediaEngineCore final : private EventSink
{
public:
    static constexpr std::size_t MaxStreams = 512;
    using CommandRing = SpscRing<MediaCommand, 256>;
    /// Half of it is kept free for what brings memory back to core (no command is obeyed while there is no
    /// room for its answer). News is dropped when core does not fetch it: a thousand digits a second from a
    /// hostile peer are no reason to lose a stream.
    using EventRing = SpscRing<MediaEvent, 256>;

    explicit MediaEngineCore(AudioPort &port);

    CommandRing &commands() noexcept { return m_commands; }
    EventRing &events() noexcept { return m_events; }

    /// Media thread: 10 ms of everything.
    void tick(MediaTime now) noexcept { tick(now, now); }
    /// @param due when this tick should have been, which is the clock that sound is played by: that the
    /// thread woke late is no delay of the network.
    void tick(MediaTime now, MediaTime due) noexcept;
    /// Media thread: so many ticks will not be made up for. The timestamps go on all the same (RFC 3550
    /// §5.1).
    void skip(int ticks) noexcept;
    /// Media thread: reads what arrived. Part of each tick, as the kernel knows when that was.
    void receive(MediaTime now) noexcept;
    std::size_t streamCount() const noexcept { return m_count; }
    /// Media thread, after a tick: what all members of the conference @p group said in it, without the
    /// microphone, written to @p mix: what a recording of the conference has as "they". Null: it has no
    /// members.
    const AudioFrame *conferenceMix(int group, AudioFrame &mix) noexcept
    {
        return mixOf(group, NoStream, mix);
    }

private:
    void news(const MediaNews &news) noexcept override;
    void obeyCommands(MediaTime now) noexcept;
    void obey(MediaCommand &command, MediaTime now) noexcept;
    void add(std::unique_ptr<MediaStream> stream, MediaTime now) noexcept;
    void update(UpdateStream &command, MediaTime now) noexcept;
    void remove(StreamId id, MediaTime now) noexcept;
    void setTap(SetRecordingTap &command) noexcept;
    std::size_t indexOf(StreamId id) const noexcept;
    bool hasDeviceStream() const noexcept;
    StereoFrame takeCaptured(bool wanted) noexcept;
    void chooseChannels(StereoFrame &captured) noexcept;
    void processVoice(AudioFrame &captured) noexcept;
    bool processesVoice() const noexcept;
    void playMixed() noexcept;
    void tellFarEnd(AudioFrame played) noexcept;
    const AudioFrame *othersInConference(std::size_t index, AudioFrame &others) noexcept;
    const AudioFrame *withTone(std::size_t index, const AudioFrame *others, AudioFrame &mix) noexcept;
    void record() noexcept;
    int groupOf(std::size_t index) const noexcept { return m_streams[index]->controls().conferenceGroup(); }
    static constexpr std::size_t NoStream = MaxStreams;
    const AudioFrame *mixOf(int group, std::size_t without, AudioFrame &mix) noexcept;

    AudioPort &m_port;
    CommandRing m_commands;
    EventRing m_events;
    std::array<std::unique_ptr<MediaStream>, MaxStreams> m_streams; ///< the first m_count are in use
    std::size_t m_count = 0;
    DatagramBatch m_batch;
    DeviceBridge m_device;
    bool m_capturing = false;
    StereoHold m_capturedChannels;
    bool m_isToneHeard = false; ///< somebody is recorded, and hears so in this tick
    VoiceProcessor m_voice;
    GainStage m_referenceGain; ///< as the device thread has it for the loudspeaker
};

} // namespace carillon
