#include "PulseOutput.h"

#include <pulse/operation.h>
#include <pulse/stream.h>

namespace carillon {

using namespace std::chrono_literals;

namespace {

pa_buffer_attr bufferOf(int frames, std::size_t frameBytes)
{
    constexpr auto any = uint32_t(-1);
    return {any, uint32_t(std::size_t(frames) * frameBytes), 0, any, any};
}

} // namespace

PulseOutput::PulseOutput(PulseSystem &system, const QString &id)
    : m_stream(system, id, DeviceRole::Output, [this](const DeviceError &error) { Q_EMIT failed(error); })
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
    m_streamChannels = channels();
    const auto opened = m_stream.open(
        bufferOf(m_targetFrames, frameBytes()), channels(), [this](pa_stream *stream) {
            pa_stream_set_write_callback(
                stream,
                [](pa_stream *, std::size_t, void *self) { static_cast<PulseOutput *>(self)->fill(); }, this);
            pa_stream_set_underflow_callback(
                stream, [](pa_stream *, void *self) { static_cast<PulseOutput *>(self)->underran(); }, this);
        });
    if (!opened)
        close();
    return opened;
}

void PulseOutput::close()
{
    m_again.stop();
    m_source = nullptr;
    m_underruns = 0;
    if (m_stream.isReady()) {
        (void)write(EdgeFade::outOf(std::exchange(m_last, {})));
        m_stream.drain();
    }
    m_stream.close();
}

bool PulseOutput::write(const StereoFrame &frame)
{
    InterleavedFrame both;
    const bool isStereo = m_streamChannels == Channels::Two;
    if (isStereo)
        interleave(frame, both);
    const std::int16_t *samples = isStereo ? both.data() : frame.data();
    return m_stream.get()
        && pa_stream_write(m_stream.get(), samples, frameBytes(), nullptr, 0, PA_SEEK_RELATIVE) >= 0;
}

void PulseOutput::fill()
{
    while (m_source && m_stream.isReady()) {
        const std::size_t writable = pa_stream_writable_size(m_stream.get());
        const pa_buffer_attr *buffer = pa_stream_get_buffer_attr(m_stream.get());
        if (writable == std::size_t(-1) || writable < frameBytes() || !buffer)
            return;
        StereoFrame frame{};
        const std::size_t waiting = buffer->tlength > writable ? buffer->tlength - writable : 0;
        if (!m_source(frame) && waiting >= ReserveFrames * frameBytes()) {
            m_again.start();
            return;
        }
        if (!write(frame))
            return;
        m_last = EdgeFade::lastOf(frame);
        noteFrame();
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
    const pa_buffer_attr buffer = bufferOf(m_targetFrames, frameBytes());
    if (pa_operation *operation = pa_stream_set_buffer_attr(m_stream.get(), &buffer, nullptr, nullptr))
        pa_operation_unref(operation);
}

} // namespace carillon
