#include "QtAudioInput.h"

#include "DeviceText.h"
#include "QtDeviceList.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QAudioSource>
#include <cstring>

namespace carillon {

using device::text;

QtAudioInput::QtAudioInput(const DeviceSpec &spec)
    : m_spec(spec)
{
}

QtAudioInput::~QtAudioInput()
{
    close();
}

Result<void, DeviceError> QtAudioInput::open(FrameSink sink)
{
    close();
    auto device = QtDeviceList::find(m_spec, DeviceRole::Input);
    if (!device)
        return Failure<DeviceError>(device.error());
    m_name = device->description();
    const DeviceError cannotOpen{DeviceError::Code::CannotOpen,
        text("The microphone “%1” cannot be opened; perhaps another program uses it.").arg(m_name)};
    const auto format = QtDeviceList::formatFor(*device, channels());
    if (!format)
        return Failure<DeviceError>(cannotOpen);
    m_channels = format->channelCount();
    m_sink = std::move(sink);
    m_source = std::make_unique<QAudioSource>(*device, *format);
    m_source->setBufferSize(format->bytesForFrames(FrameSamples * BufferFrames));
    m_stream = m_source->start();
    if (!m_stream || m_source->error() != QAudio::NoError) {
        close();
        return Failure<DeviceError>(cannotOpen);
    }
    connect(m_stream, &QIODevice::readyRead, this, &QtAudioInput::readAvailable);
    connect(m_source.get(), &QAudioSource::stateChanged, this, &QtAudioInput::stateChanged);
    return {};
}

void QtAudioInput::close()
{
    m_sink = nullptr;
    m_bytes.clear();
    if (!m_source)
        return;
    disconnect(m_source.get(), nullptr, this, nullptr);
    if (m_stream)
        disconnect(m_stream, nullptr, this, nullptr);
    m_source->stop();
    m_source.reset();
}

void QtAudioInput::readAvailable()
{
    if (!m_stream || !m_sink)
        return;
    m_bytes += m_stream->readAll();
    const qsizetype frameBytes = qsizetype(FrameSamples * sizeof(std::int16_t)) * m_channels;
    qsizetype position = 0;
    for (; m_sink && m_bytes.size() - position >= frameBytes; position += frameBytes) {
        StereoFrame frame{};
        if (m_channels == 1) {
            std::memcpy(frame.data(), m_bytes.constData() + position, std::size_t(frameBytes));
        } else {
            InterleavedFrame both;
            std::memcpy(both.data(), m_bytes.constData() + position, sizeof both);
            deinterleave(both, frame);
            frame.isStereo = frame.isStereo && channels() == Channels::Two;
        }
        noteFrame();
        m_sink(frame);
    }
    m_bytes.remove(0, position);
}

void QtAudioInput::stateChanged()
{
    if (!m_source || m_source->state() != QAudio::StoppedState)
        return;
    Q_EMIT failed(DeviceError{DeviceError::Code::Lost,
        text("The microphone “%1” went away; the call goes on without it.").arg(m_name)});
}

} // namespace carillon
