#pragma once

#include "GainStage.h"
#include "LevelMeter.h"
#include "StreamStatistics.h"
#include "TripleBuffer.h"

#include <atomic>

namespace carillon {

/// The part of a stream which core may touch while the media thread runs it: lock-free single values.
///
/// It lives in its MediaStream: a pointer to it is good until the StreamRemoved event was taken.
class StreamControls final
{
public:
    /// Muted, encoded silence goes out: it keeps the way through a NAT and the peer's jitter buffer alive.
    void setMuted(bool muted) noexcept { m_muted.store(muted, std::memory_order_relaxed); }
    bool isMuted() const noexcept { return m_muted.load(std::memory_order_relaxed); }
    /// Linear; 1 leaves the microphone as it is.
    void setSendGain(float linear) noexcept { sendGain.setGain(linear); }
    void setReceiveGain(float linear) noexcept { receiveGain.setGain(linear); }
    /// Streams of the same group other than 0 hear each other (without themselves) and the local microphone.
    void setConferenceGroup(int group) noexcept { m_conferenceGroup.store(group, std::memory_order_relaxed); }
    int conferenceGroup() const noexcept { return m_conferenceGroup.load(std::memory_order_relaxed); }
    /// How many digits were sent or given up since the stream began. Whoever keeps less than
    /// DtmfSender::MaxQueued beyond that on the way loses none.
    std::uint32_t digitsTaken() const noexcept { return m_digitsTaken.load(std::memory_order_relaxed); }
    /// Core thread only: the newest figures; renewed every 100 ms.
    StreamStatistics statistics() noexcept { return published.read(); }
    /// Sound goes out, if only that of a muted microphone: not while the peer holds us, nor before there are
    /// keys and somebody to send it to.
    bool isSending() const noexcept { return m_sending.load(std::memory_order_relaxed); }
    /// Of the endpoint alone, before mute, digits and what a conference adds.
    float sourcePeak() const noexcept { return sourceLevel.peak(); }
    float sentPeak() const noexcept { return sentLevel.peak(); }
    float sentRms() const noexcept { return sentLevel.rms(); }
    float receivedPeak() const noexcept { return receivedLevel.peak(); }
    float receivedRms() const noexcept { return receivedLevel.rms(); }

    // The media thread's ends.
    GainStage sendGain;
    GainStage receiveGain;
    LevelMeter sourceLevel;
    LevelMeter sentLevel;
    LevelMeter receivedLevel;
    TripleBuffer<StreamStatistics> published;
    void setSending(bool sending) noexcept { m_sending.store(sending, std::memory_order_relaxed); }
    void setDigitsTaken(std::uint32_t count) noexcept
    {
        m_digitsTaken.store(count, std::memory_order_relaxed);
    }

private:
    std::atomic<bool> m_muted{false};
    std::atomic<bool> m_sending{false};
    std::atomic<int> m_conferenceGroup{0};
    std::atomic<std::uint32_t> m_digitsTaken{0};
};

} // namespace carillon
