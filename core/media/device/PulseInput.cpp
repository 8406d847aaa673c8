#include "PulseInput.h"

#include <algorithm>
#include <pulse/stream.h>

namespace carillon {

PulseInput::PulseInput(PulseSystem &system, const QString &id)
    : m_stream(system, id, DeviceRole::Input, [this](const DeviceError &error) { Q_EMIT failed(error); })
{
}

Result<void, DeviceError> PulseInput::open(FrameSink sink)
{
    close();
    m_sink = std::move(sink);
    pa_buffer_attr buffer{};
    buffer.maxlength = uint32_t(std::size_t(MaxFrames) * frameSamples() * sizeof(std::int16_t));
    buffer.fragsize = uint32_t(frameSamples() * sizeof(std::int16_t));
    const auto opened = m_stream.open(buffer, channels(), [this](pa_stream *stream) {
        pa_stream_set_read_callback(
            stream,
            [](pa_stream *, std::size_t, void *self) { static_cast<PulseInput *>(self)->readAvailable(); },
            this);
    });
    if (!opened)
        close();
    return opened;
}

void PulseInput::close()
{
    m_sink = nullptr;
    m_filled = 0;
    m_stream.close();
}

void PulseInput::readAvailable()
{
    while (m_stream.get() && pa_stream_readable_size(m_stream.get()) > 0) {
        const void *data = nullptr;
        std::size_t bytes = 0;
        if (pa_stream_peek(m_stream.get(), &data, &bytes) < 0 || bytes == 0)
            return;
        take(static_cast<const std::int16_t *>(data), bytes / sizeof(std::int16_t));
        if (m_stream.get())
            pa_stream_drop(m_stream.get());
    }
}

/// @param samples null for a hole, which is silence.
void PulseInput::take(const std::int16_t *samples, std::size_t count)
{
    while (count > 0 && m_sink) {
        const std::size_t piece = std::min(count, frameSamples() - m_filled);
        const auto at = m_samples.begin() + std::ptrdiff_t(m_filled);
        if (samples)
            std::copy_n(samples, piece, at);
        else
            std::fill_n(at, piece, std::int16_t(0));
        samples = samples ? samples + piece : nullptr;
        count -= piece;
        m_filled += piece;
        if (m_filled < frameSamples())
            return;
        m_filled = 0;
        noteFrame();
        pass();
    }
}

void PulseInput::pass()
{
    StereoFrame frame;
    if (channels() == Channels::Two)
        deinterleave(m_samples, frame);
    else
        std::copy_n(m_samples.begin(), frame.size(), frame.begin());
    m_sink(frame);
}

} // namespace carillon
