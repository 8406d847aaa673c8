#include "FileOutput.h"

#include "DeviceText.h"

#include <QFile>
#include <sndfile.h>

namespace carillon {

using device::text;

void FileOutput::Closer::operator()(sf_private_tag *file) const
{
    sf_close(file);
}

FileOutput::FileOutput(const QString &path)
    : m_path(path)
{
}

FileOutput::~FileOutput() = default;

Result<void, DeviceError> FileOutput::open(FrameSource source)
{
    if (!m_file) {
        SF_INFO info{};
        m_fileChannels = channels();
        info.channels = int(m_fileChannels);
        info.samplerate = SampleRateHz;
        info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
        m_file.reset(sf_open(QFile::encodeName(m_path).constData(), SFM_WRITE, &info));
    }
    if (!m_file) {
        return Failure<DeviceError>(
            DeviceError{DeviceError::Code::CannotOpen, text("The file “%1” cannot be written.").arg(m_path)});
    }
    if (m_isFull && !hasRoom())
        return Failure<DeviceError>(diskFull());
    m_isFull = false;
    m_hasBegun = false;
    m_due = 0;
    m_pacer.start([this, source = std::move(source)] { tick(source); });
    return {};
}

void FileOutput::close()
{
    m_pacer.stop();
    if (!m_file)
        return;
    sf_command(m_file.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
    sf_write_sync(m_file.get());
}

void FileOutput::tick(const FrameSource &source)
{
    ++m_due;
    while (m_due > 0) {
        StereoFrame frame{};
        if (source(frame))
            m_hasBegun = true;
        else if (!m_hasBegun || m_due <= PatienceFrames)
            break;
        if (!write(frame)) {
            m_isFull = true;
            close();
            Q_EMIT failed(diskFull());
            return;
        }
        --m_due;
    }
    if (!m_hasBegun)
        m_due = 0;
}

DeviceError FileOutput::diskFull() const
{
    return {
        DeviceError::Code::DiskFull, text("“%1” cannot be written further: the disk is full.").arg(m_path)};
}

bool FileOutput::hasRoom()
{
    sf_count_t end = m_samples;
    const auto cutBack = [&] { // what did not fit whole too
        return sf_command(m_file.get(), SFC_FILE_TRUNCATE, &end, sizeof end) == 0
            && sf_seek(m_file.get(), end, SEEK_SET) == end;
    };
    if (!cutBack())
        return false;
    const InterleavedFrame silence{};
    bool fits = true;
    for (int i = 0; fits && i < HeaderFrames; ++i)
        fits = sf_writef_short(m_file.get(), silence.data(), FrameSamples) == FrameSamples;
    return cutBack() && fits;
}

bool FileOutput::write(const StereoFrame &frame)
{
    InterleavedFrame both;
    const bool isStereo = m_fileChannels == Channels::Two;
    if (isStereo)
        interleave(frame, both);
    if (sf_writef_short(m_file.get(), isStereo ? both.data() : frame.data(), FrameSamples) != FrameSamples)
        return false;
    m_samples += FrameSamples;
    noteFrame();
    if (++m_sinceHeader >= HeaderFrames) {
        m_sinceHeader = 0;
        sf_command(m_file.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
    }
    return true;
}

} // namespace carillon
