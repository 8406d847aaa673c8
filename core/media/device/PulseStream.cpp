#include "PulseStream.h"

#include "DeviceId.h"
#include "DeviceText.h"
#include "PulseSystem.h"

#include <algorithm>
#include <pulse/context.h>
#include <pulse/proplist.h>
#include <pulse/stream.h>
#include <utility>

namespace carillon {

using device::text;

namespace {

pa_stream *make(pa_context *context, DeviceRole role, Channels channels)
{
    if (!context)
        return nullptr;
    const pa_sample_spec format{PA_SAMPLE_S16NE, uint32_t(SampleRateHz), std::uint8_t(channels)};
    pa_proplist *properties = pa_proplist_new();
    pa_proplist_sets(properties, PA_PROP_MEDIA_ROLE, "phone");
    pa_proplist_sets(properties, PA_PROP_FILTER_SUPPRESS, "echo-cancel");
    const char *name = role == DeviceRole::Input ? "Microphone" : "Loudspeaker";
    pa_stream *stream = pa_stream_new_with_proplist(context, name, &format, nullptr, properties);
    pa_proplist_free(properties);
    return stream;
}

void silence(pa_stream *stream)
{
    pa_stream_set_state_callback(stream, nullptr, nullptr);
    pa_stream_set_read_callback(stream, nullptr, nullptr);
    pa_stream_set_write_callback(stream, nullptr, nullptr);
    pa_stream_set_underflow_callback(stream, nullptr, nullptr);
}

} // namespace

PulseStream::PulseStream(PulseSystem &system, const QString &id, DeviceRole role, Lost lost)
    : m_system(system)
    , m_id(id)
    , m_name(system.nameOf(id))
    , m_role(role)
    , m_lost(std::move(lost))
    , m_again(system.clock())
{
}

Result<void, DeviceError> PulseStream::open(
    const pa_buffer_attr &buffer, Channels channels, const Listen &listen)
{
    close();
    m_channels = channels;
    m_buffer = buffer;
    m_listen = listen;
    m_attempts = Attempts;
    return connect();
}

Result<void, DeviceError> PulseStream::connect()
{
    m_stream = make(m_system.context(), m_role, m_channels);
    if (!m_stream)
        return Failure<DeviceError>(cannotOpen());
    m_listen(m_stream);
    pa_stream_set_state_callback(
        m_stream, [](pa_stream *, void *self) { static_cast<PulseStream *>(self)->stateChanged(); }, this);
    const auto flags = pa_stream_flags_t(PA_STREAM_ADJUST_LATENCY | PA_STREAM_DONT_MOVE
        | PA_STREAM_AUTO_TIMING_UPDATE | PA_STREAM_INTERPOLATE_TIMING);
    const QByteArray name = DeviceId::toSystem(m_id);
    const int connected = m_role == DeviceRole::Input
        ? pa_stream_connect_record(m_stream, name.constData(), &m_buffer, flags)
        : pa_stream_connect_playback(m_stream, name.constData(), &m_buffer, flags, nullptr, nullptr);
    if (connected >= 0)
        return {};
    close();
    return Failure<DeviceError>(cannotOpen());
}

void PulseStream::close()
{
    m_wasReady = false;
    m_again.stop();
    drop(std::exchange(m_stream, nullptr));
}

void PulseStream::drain()
{
    if (!isReady())
        return;
    silence(m_stream);
    m_system.drain(std::exchange(m_stream, nullptr));
}

void PulseStream::drop(pa_stream *stream)
{
    if (!stream)
        return;
    silence(stream);
    pa_stream_disconnect(stream);
    pa_stream_unref(stream);
}

bool PulseStream::isReady() const
{
    return m_stream && pa_stream_get_state(m_stream) == PA_STREAM_READY;
}

std::chrono::microseconds PulseStream::delay() const
{
    pa_usec_t latency = 0;
    int isNegative = 0;
    if (!m_stream || pa_stream_get_latency(m_stream, &latency, &isNegative) < 0 || isNegative)
        return {};
    constexpr std::chrono::microseconds most = std::chrono::seconds(10);
    return std::min(std::chrono::microseconds(latency), most);
}

void PulseStream::stateChanged()
{
    const pa_stream_state_t state = pa_stream_get_state(m_stream);
    if (state == PA_STREAM_READY)
        m_wasReady = true;
    if (state != PA_STREAM_FAILED && state != PA_STREAM_TERMINATED)
        return;
    const bool mayBeLater = !m_wasReady && m_system.context() && --m_attempts > 0
        && pa_context_errno(m_system.context()) == PA_ERR_IO;
    if (mayBeLater)
        m_again.start(AskAgain, [this] { connectAgain(); });
    else
        m_lost(m_wasReady ? gone() : cannotOpen());
}

void PulseStream::connectAgain()
{
    drop(std::exchange(m_stream, nullptr));
    if (const auto connected = connect(); !connected)
        m_lost(connected.error());
}

DeviceError PulseStream::cannotOpen() const
{
    return {DeviceError::Code::CannotOpen,
        (m_role == DeviceRole::Input
                ? text("The microphone “%1” cannot be opened; perhaps another program uses it.")
                : text("The loudspeaker “%1” cannot be opened; perhaps another program uses it."))
            .arg(m_name)};
}

DeviceError PulseStream::gone() const
{
    return {DeviceError::Code::Lost,
        (m_role == DeviceRole::Input ? text("The microphone “%1” went away; the call goes on without it.")
                                     : text("The loudspeaker “%1” went away; the call goes on without it."))
            .arg(m_name)};
}

} // namespace carillon
