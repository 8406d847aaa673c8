#include "FileInput.h"

#include "DeviceText.h"

#include <QFile>
#include <algorithm>
#include <cmath>
#include <sndfile.h>

namespace carillon {

using device::text;

void FileInput::Closer::operator()(sf_private_tag *file) const
{
    sf_close(file);
}

FileInput::FileInput(const QString &path)
    : m_path(path)
{
}

FileInput::~FileInput() = default;

bool FileInput::openFile()
{
    SF_INFO info{};
    m_file.reset(sf_open(QFile::encodeName(m_path).constData(), SFM_READ, &info));
    if (!m_file || info.channels < 1 || info.channels > 64 || info.samplerate < 1000
        || info.samplerate > 768000)
        return false;
    m_channels = info.channels;
    m_rateHz = info.samplerate;
    m_resampler = std::make_unique<Resampler>(m_rateHz, SampleRateHz);
    m_samples.clear();
    return m_resampler->isValid();
}

Result<void, DeviceError> FileInput::open(FrameSink sink)
{
    if (!QFile::exists(m_path)) {
        return Failure<DeviceError>(
            DeviceError{DeviceError::Code::Missing, text("The sound file “%1” does not exist.").arg(m_path)});
    }
    AudioFrame first{};
    if (!openFile() || !read(first)) {
        m_file.reset();
        return Failure<DeviceError>(DeviceError{
            DeviceError::Code::Unreadable, text("“%1” is not a sound file that can be read.").arg(m_path)});
    }
    m_samples.insert(m_samples.begin(), first.begin(), first.end());
    m_pacer.start([this, sink = std::move(sink)] {
        AudioFrame frame{};
        if (read(frame)) {
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
    m_file.reset();
}

bool FileInput::read(AudioFrame &frame)
{
    while (m_samples.size() < frame.size()) {
        if (!decodeMore())
            return false;
    }
    std::copy_n(m_samples.begin(), frame.size(), frame.begin());
    m_samples.erase(m_samples.begin(), m_samples.begin() + FrameSamples);
    return true;
}

bool FileInput::decodeMore()
{
    const auto piece = std::size_t(m_rateHz / 100);
    m_interleaved.resize(piece * std::size_t(m_channels));
    sf_count_t frames = sf_readf_float(m_file.get(), m_interleaved.data(), sf_count_t(piece));
    if (frames <= 0) {
        if (sf_seek(m_file.get(), 0, SEEK_SET) != 0)
            return false;
        frames = sf_readf_float(m_file.get(), m_interleaved.data(), sf_count_t(piece));
        if (frames <= 0)
            return false; // an empty file, or one that was cut off under us
    }
    m_mono.resize(std::size_t(frames));
    for (std::size_t i = 0; i < m_mono.size(); ++i) {
        float sum = 0;
        for (std::size_t channel = 0; channel < std::size_t(m_channels); ++channel)
            sum += m_interleaved[i * std::size_t(m_channels) + channel];
        // Exact for 16 bits in one channel. A file of floats may reach beyond full scale, and hold no numbers
        // at all.
        const float scaled = sum / float(m_channels) * 32768.f;
        m_mono[i] = std::isfinite(scaled) ? std::int16_t(std::lround(std::clamp(scaled, -32768.f, 32767.f)))
                                          : std::int16_t(0);
    }
    const std::size_t before = m_samples.size();
    m_samples.resize(before + std::size_t(m_resampler->outputFor(int(frames))) + 1);
    const int made = m_resampler->process(m_mono, std::span(m_samples).subspan(before));
    m_samples.resize(before + std::size_t(std::max(made, 0)));
    return true;
}

} // namespace carillon
