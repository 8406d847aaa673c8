#include "QtAudioOutput.h"

#include "DeviceText.h"
#include "MediaTime.h"
#include "QtDeviceList.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QAudioSink>

namespace carillon {

using device::text;

QtAudioOutput::QtAudioOutput(const DeviceSpec &spec)
    : m_spec(spec)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(TickPeriod);
    connect(&m_timer, &QTimer::timeout, this, &QtAudioOutput::fill);
}

QtAudioOutput::~QtAudioOutput()
{
    close();
}

Result<void, DeviceError> QtAudioOutput::open(FrameSource source)
{
    close();
    auto device = QtDeviceList::find(m_spec, DeviceRole::Output);
    if (!device)
        return Failure<DeviceError>(device.error());
    m_name = device->description();
    const DeviceError cannotOpen{DeviceError::Code::CannotOpen,
        text("The loudspeaker “%1” cannot be opened; perhaps another program uses it.").arg(m_name)};
    const auto format = QtDeviceList::formatFor(*device, channels());
    if (!format)
        return Failure<DeviceError>(cannotOpen);
    m_channels = format->channelCount();
    m_source = std::move(source);
    m_sink = std::make_unique<QAudioSink>(*device, *format);
    m_sink->setBufferSize(format->bytesForFrames(FrameSamples * BufferFrames));
    m_stream = m_sink->start();
    if (!m_stream || m_sink->error() != QAudio::NoError) {
        close();
        return Failure<DeviceError>(cannotOpen);
    }
    connect(m_sink.get(), &QAudioSink::stateChanged, this, &QtAudioOutput::stateChanged);
    m_timer.start();
    fill();
    return {};
}

void QtAudioOutput::close()
{
    m_timer.stop();
    m_source = nullptr;
    if (!m_sink)
        return;
    disconnect(m_sink.get(), nullptr, this, nullptr);
    m_sink->stop();
    m_sink.reset();
}

/// What waits in Qt's buffer; what the sound server holds is not told.
std::chrono::microseconds QtAudioOutput::delay() const
{
    if (!m_sink)
        return {};
    const qsizetype waiting = m_sink->bufferSize() - m_sink->bytesFree();
    return std::chrono::microseconds(
        m_sink->format().durationForBytes(qint32(std::max<qsizetype>(waiting, 0))));
}

void QtAudioOutput::fill()
{
    const qsizetype frameBytes = qsizetype(FrameSamples * sizeof(std::int16_t)) * m_channels;
    while (m_sink && m_stream && m_source) {
        const qsizetype free = m_sink->bytesFree();
        if (free < frameBytes)
            return;
        StereoFrame frame{};
        const qsizetype waiting = m_sink->bufferSize() - free;
        if (!m_source(frame) && waiting >= ReserveFrames * frameBytes)
            return;
        write(frame);
    }
    if (!m_stream)
        lost();
}

void QtAudioOutput::write(const StereoFrame &frame)
{
    noteFrame();
    if (m_channels == 1) {
        m_stream->write(reinterpret_cast<const char *>(frame.data()), qint64(sizeof(AudioFrame)));
        return;
    }
    InterleavedFrame both;
    interleave(frame, both);
    m_stream->write(reinterpret_cast<const char *>(both.data()), qint64(sizeof both));
}

void QtAudioOutput::stateChanged()
{
    // Idle is an underrun, which the next tick ends.
    if (m_sink && m_sink->state() == QAudio::StoppedState)
        lost();
}

void QtAudioOutput::lost()
{
    m_timer.stop();
    Q_EMIT failed(DeviceError{DeviceError::Code::Lost,
        text("The loudspeaker “%1” went away; the call goes on without it.").arg(m_name)});
}

} // namespace carillon
