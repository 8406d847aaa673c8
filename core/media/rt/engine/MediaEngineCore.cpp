#include "MediaEngineCore.h"

#include "Mixer.h"

#include <algorithm>

namespace carillon {

namespace {
/// A backlog is dropped when it lasted this long: then it is delay, not irregularity.
constexpr int BacklogWindowTicks = 50;
/// A backlog of the microphone beyond this is dropped at once.
constexpr std::size_t BacklogLimit = 8;
/// Of both directions, where the sound system says nothing: usual for a desktop.
constexpr std::chrono::milliseconds UsualDeviceDelay{40};
}

MediaEngineCore::MediaEngineCore(AudioPort &port)
    : m_port(port)
{
}

void MediaEngineCore::tick(MediaTime now, MediaTime due) noexcept
{
    obeyCommands(now);
    receive(now);
    const std::span streams(m_streams.data(), m_count);
    m_isToneHeard = false;
    for (const auto &stream : streams) {
        stream->play(due);
        stream->recorder().tick();
        m_isToneHeard |= stream->recorder().tone() != nullptr;
    }
    const bool device = hasDeviceStream();
    AudioFrame captured = takeCaptured(device);
    if (device)
        processVoice(captured);
    for (std::size_t i = 0; i < m_count; ++i) {
        AudioFrame others;
        const AudioFrame *const heard = othersInConference(i, others);
        m_streams[i]->send(captured, withTone(i, heard, others), *this, now);
    }
    record();
    if (device)
        playMixed();
    for (const auto &stream : streams)
        stream->housekeep(*this, now);
}

void MediaEngineCore::skip(int ticks) noexcept
{
    for (std::size_t i = 0; i < m_count; ++i)
        m_streams[i]->skip(ticks);
}

void MediaEngineCore::receive(MediaTime now) noexcept
{
    for (std::size_t i = 0; i < m_count; ++i)
        m_streams[i]->receive(m_batch, *this, now);
}

void MediaEngineCore::news(const MediaNews &news) noexcept
{
    if (m_events.size() < EventRing::capacity() / 2)
        std::visit([this](const auto &one) { m_events.push(MediaEvent(one)); }, news);
}

void MediaEngineCore::obeyCommands(MediaTime now) noexcept
{
    MediaCommand command;
    while (m_events.size() < EventRing::capacity() && m_commands.pop(command))
        obey(command, now);
}

void MediaEngineCore::obey(MediaCommand &command, MediaTime now) noexcept
{
    if (auto *addition = std::get_if<AddStream>(&command)) {
        add(std::move(addition->stream), now);
    } else if (auto *change = std::get_if<UpdateStream>(&command)) {
        update(*change, now);
    } else if (const auto *answered = std::get_if<ExpectPeer>(&command)) {
        const std::size_t index = indexOf(answered->id);
        if (index < m_count)
            m_streams[index]->expectPeer(now);
    } else if (const auto *removal = std::get_if<RemoveStream>(&command)) {
        remove(removal->id, now);
    } else if (const auto *dtmf = std::get_if<SendDtmf>(&command)) {
        const std::size_t index = indexOf(dtmf->id);
        if (index < m_count)
            m_streams[index]->queueDtmf(dtmf->request);
    } else if (auto *tap = std::get_if<SetRecordingTap>(&command)) {
        setTap(*tap);
    }
}

void MediaEngineCore::add(std::unique_ptr<MediaStream> stream, MediaTime now) noexcept
{
    if (m_count == MaxStreams) {
        const StreamId id = stream->id();
        m_events.push(MediaEvent(StreamRemoved{id, std::move(stream)}));
        return;
    }
    stream->start(now);
    m_streams[m_count++] = std::move(stream);
}

void MediaEngineCore::update(UpdateStream &command, MediaTime now) noexcept
{
    const std::size_t index = indexOf(command.id);
    if (index < m_count)
        m_streams[index]->update(command.setup, now);
    m_events.push(MediaEvent(SetupRetired{command.id, std::move(command.setup)}));
}

void MediaEngineCore::remove(StreamId id, MediaTime now) noexcept
{
    const std::size_t index = indexOf(id);
    if (index == m_count)
        return;
    m_streams[index]->finish(now);
    std::swap(m_streams[index], m_streams[--m_count]);
    m_events.push(MediaEvent(StreamRemoved{id, std::move(m_streams[m_count])}));
}

void MediaEngineCore::setTap(SetRecordingTap &command) noexcept
{
    const std::size_t index = indexOf(command.id);
    if (index < m_count)
        m_streams[index]->recorder().exchange(command.tap);
    m_events.push(MediaEvent(TapReleased{command.id, std::move(command.tap)}));
}

std::size_t MediaEngineCore::indexOf(StreamId id) const noexcept
{
    std::size_t index = 0;
    while (index < m_count && m_streams[index]->id() != id)
        ++index;
    return index;
}

bool MediaEngineCore::hasDeviceStream() const noexcept
{
    const auto end = m_streams.begin() + std::ptrdiff_t(m_count);
    return std::any_of(m_streams.begin(), end, [](const auto &stream) { return stream->isDevice(); });
}

std::size_t MediaEngineCore::Backlog::excess(std::size_t waiting, std::size_t target) noexcept
{
    least = ticks == 0 ? waiting : std::min(least, waiting);
    if (++ticks < BacklogWindowTicks)
        return 0;
    ticks = 0;
    return least > target ? least - target : 0;
}

/// One frame of the microphone, or silence; keeps what waits behind it short.
AudioFrame MediaEngineCore::takeCaptured(bool wanted) noexcept
{
    AudioFrame frame{};
    if (wanted != m_capturing) {
        m_capturing = wanted;
        m_port.active.store(wanted, std::memory_order_release);
        m_port.capture.drop(m_port.capture.size()); // from before the call
        m_captureBacklog = m_playbackBacklog = {};
        m_playbackExcess = 0;
    }
    if (!wanted)
        return frame;
    if (!m_port.capture.pop(frame)) {
        frame.fill(0);
        m_port.captureUnderruns.fetch_add(1, std::memory_order_relaxed);
    }
    const std::size_t waiting = m_port.capture.size();
    m_capturedBehind = waiting;
    std::size_t excess = m_captureBacklog.excess(waiting, AudioPort::CaptureTargetFrames);
    if (waiting > BacklogLimit)
        excess = waiting - AudioPort::CaptureTargetFrames;
    if (excess > 0)
        m_port.captureDropped.fetch_add(m_port.capture.drop(excess), std::memory_order_relaxed);
    return frame;
}

bool MediaEngineCore::processesVoice() const noexcept
{
    switch (m_port.voice.wanted().when) {
    case VoiceParameters::When::Always: return true;
    case VoiceParameters::When::Never: return false;
    case VoiceParameters::When::RealMicrophone: break;
    }
    return m_port.captureIsReal.load(std::memory_order_relaxed);
}

/// Between what is captured and all who hear it; muted or not, so that talking while muted is noticed.
void MediaEngineCore::processVoice(AudioFrame &captured) noexcept
{
    if (!processesVoice()) {
        m_port.voice.heard(false);
        return;
    }
    std::chrono::microseconds delay{m_port.captureDelayUs.load(std::memory_order_relaxed)
        + m_port.playbackDelayUs.load(std::memory_order_relaxed)};
    if (delay == delay.zero())
        delay = UsualDeviceDelay;
    // The frame itself took a tick to fill, and was pushed at some moment of the next.
    delay += TickPeriod * (m_playedAhead + m_capturedBehind) + TickPeriod * 3 / 2;
    m_port.voice.heard(m_voice.process(captured, delay, m_port.voice.wanted()));
}

/// What all Device streams hear, for the loudspeaker. Only the device may take frames out of its ring: too
/// long a delay is cut by leaving out the newest.
void MediaEngineCore::playMixed() noexcept
{
    Mixer mixer;
    for (std::size_t i = 0; i < m_count; ++i) {
        if (m_streams[i]->isDevice())
            mixer.add(m_streams[i]->received());
    }
    for (std::size_t i = 0; m_isToneHeard && i < m_count; ++i) {
        const AudioFrame *const tone = m_streams[i]->recorder().tone();
        if (!tone || !m_streams[i]->isDevice())
            continue;
        mixer.add(*tone); // of who records
        break;
    }
    const std::size_t waiting = m_port.playback.size();
    m_playbackExcess
        = std::max(m_playbackExcess, m_playbackBacklog.excess(waiting, AudioPort::PlaybackTargetFrames));
    if (waiting <= AudioPort::PlaybackTargetFrames)
        m_playbackExcess = 0; // the device took them after all
    const bool isExcess = m_playbackExcess > 0 || waiting >= AudioPort::PlaybackMaxFrames;
    m_playbackExcess -= m_playbackExcess > 0 ? 1 : 0;
    const AudioFrame mixed = mixer.mixed();
    if (isExcess || !m_port.playback.push(mixed)) {
        m_port.playbackDropped.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    m_playedAhead = waiting;
    if (processesVoice())
        m_voice.farEnd(mixed);
}

/// Who is recorded hears so: the peer of that stream, and whoever is in a conference with it. Written to
/// @p mix with @p others, which may be the same.
const AudioFrame *MediaEngineCore::withTone(
    std::size_t index, const AudioFrame *others, AudioFrame &mix) noexcept
{
    if (!m_isToneHeard)
        return others;
    const int group = groupOf(index);
    for (std::size_t i = 0; i < m_count; ++i) {
        const AudioFrame *const tone = m_streams[i]->recorder().tone();
        if (!tone || (i != index && (group == 0 || groupOf(i) != group)))
            continue;
        Mixer mixer;
        mixer.add(*tone);
        if (others)
            mixer.add(*others);
        mix = mixer.mixed();
        return &mix; // one tone, however many recordings
    }
    return others;
}

/// In a conference all others are "they".
void MediaEngineCore::record() noexcept
{
    for (std::size_t i = 0; i < m_count; ++i) {
        MediaStream &stream = *m_streams[i];
        if (!stream.recorder().isRecording())
            continue;
        AudioFrame mix;
        const AudioFrame *const all = conferenceMix(groupOf(i), mix);
        stream.recorder().write(stream.own(), all ? *all : stream.received());
    }
}

/// The other members of the conference of stream @p index, mixed into @p others; null when it is in none.
/// Each hears a mix of its own, which lacks itself: nobody's voice comes back, whatever the delays.
const AudioFrame *MediaEngineCore::othersInConference(std::size_t index, AudioFrame &others) noexcept
{
    return mixOf(groupOf(index), index, others);
}

const AudioFrame *MediaEngineCore::mixOf(int group, std::size_t without, AudioFrame &mix) noexcept
{
    if (group == 0)
        return nullptr;
    Mixer mixer;
    for (std::size_t i = 0; i < m_count; ++i) {
        if (i != without && groupOf(i) == group)
            mixer.add(m_streams[i]->received());
    }
    if (mixer.sources() == 0)
        return nullptr;
    mix = mixer.mixed();
    return &mix;
}

} // namespace carillon
