#include "MediaEngineCore.h"

#include "Mixer.h"
#include "StereoMixer.h"

#include <algorithm>

namespace carillon {

namespace {
/// Of both directions, where the sound system says nothing: usual for a desktop.
constexpr std::chrono::milliseconds UsualDeviceDelay{40};
}

MediaEngineCore::MediaEngineCore(AudioPort &port)
    : m_port(port)
    , m_device(port)
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
    StereoFrame captured = takeCaptured(device);
    if (device)
        chooseChannels(captured);
    StereoFrame voice = static_cast<const AudioFrame &>(captured);
    if (device)
        processVoice(voice);
    for (std::size_t i = 0; i < m_count; ++i) {
        AudioFrame others;
        const AudioFrame *const heard = othersInConference(i, others);
        const bool hasTwo = captured.isStereo && m_streams[i]->sendsStereo();
        m_streams[i]->send(hasTwo ? captured : voice, withTone(i, heard, others), *this, now);
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

/// One frame of the microphone, or silence.
StereoFrame MediaEngineCore::takeCaptured(bool wanted) noexcept
{
    if (std::exchange(m_capturing, wanted) != wanted) {
        m_port.active.store(wanted, std::memory_order_release);
        m_device.restart();
        m_capturedChannels = {};
    }
    return wanted ? m_device.take() : StereoFrame{};
}

/// Two where the microphone has two and a call sends two. What is to be processed in any case has one: the
/// processing knows no more.
void MediaEngineCore::chooseChannels(StereoFrame &captured) noexcept
{
    m_capturedChannels.process(captured);
    if (!captured.isStereo)
        return;
    const auto end = m_streams.begin() + std::ptrdiff_t(m_count);
    captured.isStereo = m_port.voice.wanted().when != VoiceParameters::When::Always
        && std::any_of(m_streams.begin(), end, [](const auto &stream) { return stream->sendsStereo(); });
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

/// Between what is captured and all who hear one channel of it; muted or not, so that talking while muted is
/// noticed, and even if all send two, so that the echo canceller stays in step with what is played.
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
    delay += m_device.delay() + TickPeriod * 3 / 2;
    m_port.voice.heard(m_voice.process(captured, delay, m_port.voice.wanted()));
}

/// What all Device streams hear, for the loudspeaker.
void MediaEngineCore::playMixed() noexcept
{
    StereoMixer mixer;
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
    const StereoFrame mixed = mixer.mixed();
    if (m_device.play(mixed) == DeviceBridge::Played::Yes && processesVoice())
        tellFarEnd(mixed);
}

/// As loud as the loudspeaker gets it, and as much saturated: what is not linear, no echo canceller learns.
/// The volume itself stays with the device thread, which applies it to alerts and calls as they are heard; a
/// change arrives there a frame or two later than here, which its ramp hides. The drift of the devices is
/// taken out on the far side: this reference and the microphone have the same clock. Of two channels it is
/// their mean.
void MediaEngineCore::tellFarEnd(AudioFrame played) noexcept
{
    m_referenceGain.setGain(m_port.playbackGain.load(std::memory_order_relaxed));
    m_referenceGain.process(played);
    m_voice.farEnd(played);
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
