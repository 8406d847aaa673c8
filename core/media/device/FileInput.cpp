#include "FileInput.h"

#include "DeviceText.h"

namespace carillon {

using device::text;

FileInput::FileInput(const QString &path)
    : m_path(path)
{
}

Result<void, DeviceError> FileInput::open(FrameSink sink)
{
    auto reader = SoundReader::open(m_path, SoundReader::AtEnd::BeginAgain, channels());
    if (!reader)
        return Failure<DeviceError>(reader.error());
    m_reader = std::move(*reader);
    m_pacer.start([this, sink = std::move(sink)] {
        StereoFrame frame{};
        if (read(frame)) {
            noteFrame();
            sink(frame);
            return;
        }
        m_pacer.stop();
        Q_EMIT failed(DeviceError{DeviceError::Code::Lost, text("“%1” can no longer be read.").arg(m_path)});
    });
    return {};
}

void FileInput::close()
{
    m_pacer.stop();
    m_reader.reset();
}

} // namespace carillon
