#include "PulseInput.h"

#include "DeviceText.h"
#include "PulseStream.h"

#include <pulse/stream.h>

namespace carillon {

using device::text;

PulseInput::PulseInput(PulseSystem &system, const QString &id)
    : m_system(system)
    , m_id(id)
    , m_name(system.nameOf(id))
{
}

PulseInput::~PulseInput()
{
    close();
}

Result<void, DeviceError> PulseInput::open(FrameSink sink)
{
    close();
    m_sink = std::move(sink);
    m_stream = PulseStream::make(m_system.context(), "Microphone");
    const DeviceError cannotOpen{DeviceError::Code::CannotOpen,
        text("The microphone “%1” cannot be opened; perhaps another program uses it.").arg(m_name)};
    if (!m_stream)
        return Failure<DeviceError>(cannotOpen);
    pa_stream_set_read_callback(
        m_stream,
        [](pa_stream *, std::size_t, void *self) { static_cast<PulseInput *>(self)->readAvailable(); }, this);
    pa_stream_set_state_callback(
        m_stream, [](pa_stream *, void *self) { static_cast<PulseInput *>(self)->stateChanged(); }, this);
    pa_buffer_attr buffer{};
    buffer.maxlength = uint32_t(MaxFrames * sizeof(AudioFrame));
    buffer.fragsize = uint32_t(sizeof(AudioFrame));
    const auto flags = pa_stream_flags_t(PA_STREAM_ADJUST_LATENCY | PA_STREAM_DONT_MOVE
        | PA_STREAM_AUTO_TIMING_UPDATE | PA_STREAM_INTERPOLATE_TIMING);
    if (pa_stream_connect_record(m_stream, m_id.toUtf8().constData(), &buffer, flags) < 0) {
        close();
        return Failure<DeviceError>(cannotOpen);
    }
    return {};
}

void PulseInput::close()
{
    m_sink = nullptr;
    m_filled = 0;
    m_wasReady = false;
    PulseStream::drop(m_stream);
}

std::chrono::microseconds PulseInput::delay() const
{
    return PulseStream::delay(m_stream);
}

void PulseInput::readAvailable()
{
    while (m_stream && pa_stream_readable_size(m_stream) > 0) {
        const void *data = nullptr;
        std::size_t bytes = 0;
        if (pa_stream_peek(m_stream, &data, &bytes) < 0 || bytes == 0)
            return;
        take(static_cast<const std::int16_t *>(data), bytes / sizeof(std::int16_t));
        if (m_stream)
            pa_stream_drop(m_stream);
    }
}

/// @param samples null for a hole, which is silence.
void PulseInput::take(const std::int16_t *samples, std::size_t count)
{
    while (count > 0 && m_sink) {
        const std::size_t piece = std::min(count, m_frame.size() - m_filled);
        const auto at = m_frame.begin() + std::ptrdiff_t(m_filled);
        if (samples)
            std::copy_n(samples, piece, at);
        else
            std::fill_n(at, piece, std::int16_t(0));
        samples = samples ? samples + piece : nullptr;
        count -= piece;
        m_filled += piece;
        if (m_filled < m_frame.size())
            return;
        m_filled = 0;
        m_sink(m_frame);
    }
}

void PulseInput::stateChanged()
{
    const pa_stream_state_t state = pa_stream_get_state(m_stream);
    if (state == PA_STREAM_READY)
        m_wasReady = true;
    if (state != PA_STREAM_FAILED && state != PA_STREAM_TERMINATED)
        return;
    if (m_wasReady)
        Q_EMIT failed(DeviceError{DeviceError::Code::Lost,
            text("The microphone “%1” went away; the call goes on without it.").arg(m_name)});
    else
        Q_EMIT failed(DeviceError{DeviceError::Code::CannotOpen,
            text("The microphone “%1” cannot be opened; perhaps another program uses it.").arg(m_name)});
}

} // namespace carillon
