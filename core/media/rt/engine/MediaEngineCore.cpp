#include "MediaEngineCore.h"

#include "Mixer.h"

#include <algorithm>

namespace carillon {

namespace {
/// A backlog is dropped when it lasted this long: then it is delay, not irregularity.
constexpr int BacklogWindowTicks = 50;
/// A backlog of the microphone beyond this is dropped at once.
constexpr std::size_t BacklogLimit = 8;
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
    for (const auto &stream : streams)
        stream->play(due);
    const bool device = hasDeviceStream();
    const AudioFrame captured = takeCaptured(device);
    for (std::size_t i = 0; i < m_count; ++i) {
        AudioFrame others;
        m_streams[i]->send(captured, othersInConference(i, others), *this, now);
    }
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
    if (m_port.capture.pop(frame)) {
        noteCaptured(frame, m_port);
    } else {
        frame.fill(0);
        m_port.captureUnderruns.fetch_add(1, std::memory_order_relaxed);
    }
    const std::size_t waiting = m_port.capture.size();
    std::size_t excess = m_captureBacklog.excess(waiting, AudioPort::CaptureTargetFrames);
    if (waiting > BacklogLimit)
        excess = waiting - AudioPort::CaptureTargetFrames;
    if (excess > 0)
        m_port.captureDropped.fetch_add(m_port.capture.drop(excess), std::memory_order_relaxed);
    return frame;
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
    const std::size_t waiting = m_port.playback.size();
    m_playbackExcess
        = std::max(m_playbackExcess, m_playbackBacklog.excess(waiting, AudioPort::PlaybackTargetFrames));
    if (waiting <= AudioPort::PlaybackTargetFrames)
        m_playbackExcess = 0; // the device took them after all
    const bool isExcess = m_playbackExcess > 0 || waiting >= AudioPort::PlaybackMaxFrames;
    m_playbackExcess -= m_playbackExcess > 0 ? 1 : 0;
    if (isExcess || !m_port.playback.push(mixer.mixed()))
        m_port.playbackDropped.fetch_add(1, std::memory_order_relaxed);
}

/// The other members of the conference of stream @p index, mixed into @p others; null when it is in none.
/// Each hears a mix of its own, which lacks itself: nobody's voice comes back, whatever the delays.
const AudioFrame *MediaEngineCore::othersInConference(std::size_t index, AudioFrame &others) noexcept
{
    return mixOf(m_streams[index]->controls().conferenceGroup(), index, others);
}

const AudioFrame *MediaEngineCore::mixOf(int group, std::size_t without, AudioFrame &mix) noexcept
{
    if (group == 0)
        return nullptr;
    Mixer mixer;
    for (std::size_t i = 0; i < m_count; ++i) {
        if (i != without && m_streams[i]->controls().conferenceGroup() == group)
            mixer.add(m_streams[i]->received());
    }
    if (mixer.sources() == 0)
        return nullptr;
    mix = mixer.mixed();
    return &mix;
}

} // namespace carillon
