#include "PulseOutput.h"

#include "DeviceText.h"
#include "EdgeFade.h"
#include "PulseStream.h"

#include <pulse/operation.h>
#include <pulse/stream.h>

namespace carillon {

using device::text;
using namespace std::chrono_literals;

namespace {

pa_buffer_attr bufferOf(int frames)
{
    constexpr auto any = uint32_t(-1);
    return {any, uint32_t(std::size_t(frames) * sizeof(AudioFrame)), 0, any, any};
}

} // namespace

PulseOutput::PulseOutput(PulseSystem &system, const QString &id)
    : m_system(system)
    , m_id(id)
    , m_name(system.nameOf(id))
{
    m_again.setSingleShot(true);
    m_again.setTimerType(Qt::PreciseTimer);
    m_again.setInterval(3ms);
    connect(&m_again, &QTimer::timeout, this, &PulseOutput::fill);
}

PulseOutput::~PulseOutput()
{
    close();
}

Result<void, DeviceError> PulseOutput::open(FrameSource source)
{
    close();
    m_source = std::move(source);
    m_stream = PulseStream::make(m_system.context(), "Loudspeaker");
    const DeviceError cannotOpen{DeviceError::Code::CannotOpen,
        text("The loudspeaker “%1” cannot be opened; perhaps another program uses it.").arg(m_name)};
    if (!m_stream)
        return Failure<DeviceError>(cannotOpen);
    pa_stream_set_write_callback(
        m_stream, [](pa_stream *, std::size_t, void *self) { static_cast<PulseOutput *>(self)->fill(); },
        this);
    pa_stream_set_underflow_callback(
        m_stream, [](pa_stream *, void *self) { static_cast<PulseOutput *>(self)->underran(); }, this);
    pa_stream_set_state_callback(
        m_stream, [](pa_stream *, void *self) { static_cast<PulseOutput *>(self)->stateChanged(); }, this);
    const pa_buffer_attr buffer = bufferOf(m_targetFrames);
    const auto flags = pa_stream_flags_t(PA_STREAM_ADJUST_LATENCY | PA_STREAM_DONT_MOVE
        | PA_STREAM_AUTO_TIMING_UPDATE | PA_STREAM_INTERPOLATE_TIMING);
    if (pa_stream_connect_playback(m_stream, m_id.toUtf8().constData(), &buffer, flags, nullptr, nullptr)
        < 0) {
        close();
        return Failure<DeviceError>(cannotOpen);
    }
    return {};
}

void PulseOutput::close()
{
    m_again.stop();
    m_source = nullptr;
    m_underruns = 0;
    if (m_stream && std::exchange(m_wasReady, false) && pa_stream_get_state(m_stream) == PA_STREAM_READY) {
        AudioFrame end = EdgeFade::outOf(std::exchange(m_last, std::int16_t(0)));
        pa_stream_write(m_stream, end.data(), sizeof end, nullptr, 0, PA_SEEK_RELATIVE);
        PulseStream::silence(m_stream);
        m_system.drain(std::exchange(m_stream, nullptr));
    }
    m_wasReady = false;
    PulseStream::drop(m_stream);
}

std::chrono::microseconds PulseOutput::delay() const
{
    return PulseStream::delay(m_stream);
}

void PulseOutput::fill()
{
    while (m_stream && m_source && pa_stream_get_state(m_stream) == PA_STREAM_READY) {
        const std::size_t writable = pa_stream_writable_size(m_stream);
        const pa_buffer_attr *buffer = pa_stream_get_buffer_attr(m_stream);
        if (writable == std::size_t(-1) || writable < sizeof(AudioFrame) || !buffer)
            return;
        AudioFrame frame{};
        const std::size_t waiting = buffer->tlength > writable ? buffer->tlength - writable : 0;
        if (!m_source(frame) && waiting >= ReserveFrames * sizeof(AudioFrame)) {
            m_again.start();
            return;
        }
        if (!m_stream
            || pa_stream_write(m_stream, frame.data(), sizeof frame, nullptr, 0, PA_SEEK_RELATIVE) < 0)
            return;
        m_last = frame.back();
    }
}

/// A busy machine needs more in store than a quiet one.
void PulseOutput::underran()
{
    const auto now = std::chrono::steady_clock::now();
    if (m_underruns == 0 || now - m_firstUnderrun > UnderrunPeriod) {
        m_underruns = 0;
        m_firstUnderrun = now;
    }
    if (++m_underruns < UnderrunsToGrow || m_targetFrames >= MaxTargetFrames)
        return;
    m_underruns = 0;
    m_targetFrames *= 2;
    const pa_buffer_attr buffer = bufferOf(m_targetFrames);
    if (pa_operation *operation = pa_stream_set_buffer_attr(m_stream, &buffer, nullptr, nullptr))
        pa_operation_unref(operation);
}

void PulseOutput::stateChanged()
{
    const pa_stream_state_t state = pa_stream_get_state(m_stream);
    if (state == PA_STREAM_READY)
        m_wasReady = true;
    if (state != PA_STREAM_FAILED && state != PA_STREAM_TERMINATED)
        return;
    if (m_wasReady)
        Q_EMIT failed(DeviceError{DeviceError::Code::Lost,
            text("The loudspeaker “%1” went away; the call goes on without it.").arg(m_name)});
    else
        Q_EMIT failed(DeviceError{DeviceError::Code::CannotOpen,
            text("The loudspeaker “%1” cannot be opened; perhaps another program uses it.").arg(m_name)});
}

} // namespace carillon
