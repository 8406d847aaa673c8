#include "SoundReader.h"

#include "DeviceText.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <cmath>
#include <sndfile.h>

namespace carillon {

using device::text;

namespace {

Failure<DeviceError> missing(const QString &path)
{
    return Failure<DeviceError>(
        DeviceError{DeviceError::Code::Missing, text("The sound file “%1” does not exist.").arg(path)});
}

Failure<DeviceError> unreadable(const QString &path)
{
    return Failure<DeviceError>(DeviceError{
        DeviceError::Code::Unreadable, text("“%1” is not a sound file that can be read.").arg(path)});
}

/// A file of floats may reach beyond full scale, and hold no numbers at all.
std::int16_t linear16(float sample)
{
    const float scaled = sample * 32768.f;
    return std::isfinite(scaled) ? std::int16_t(std::lround(std::clamp(scaled, -32768.f, 32767.f)))
                                 : std::int16_t(0);
}

} // namespace

void SoundReader::Closer::operator()(sf_private_tag *file) const
{
    sf_close(file);
}

SoundReader::~SoundReader() = default;

Result<std::unique_ptr<SoundReader>, DeviceError> SoundReader::open(
    const QString &path, AtEnd atEnd, Channels channels)
{
    if (!QFileInfo(path).isFile()) // a pipe would be waited for
        return missing(path);
    SF_INFO info{};
    auto reader = std::unique_ptr<SoundReader>(new SoundReader(atEnd));
    reader->m_file.reset(sf_open(QFile::encodeName(path).constData(), SFM_READ, &info));
    if (!reader->m_file || info.channels < 1 || info.channels > Limits::Channels
        || info.samplerate < Limits::LeastRateHz || info.samplerate > Limits::MostRateHz)
        return unreadable(path);
    reader->m_channels = info.channels;
    reader->m_rateHz = info.samplerate;
    // Of Ogg that was cut off the library tells the largest number there is.
    if (info.frames > 0 && info.frames <= sf_count_t(Limits::Hours) * 3600 * info.samplerate)
        reader->m_durationMs = info.frames * 1000 / info.samplerate;
    reader->m_resampler = std::make_unique<Resampler>(info.samplerate, SampleRateHz);
    if (info.channels == 2 && channels == Channels::Two)
        reader->m_side.reset(new Side{Resampler(info.samplerate, SampleRateHz), {}, {}});
    const bool isSideValid = !reader->m_side || reader->m_side->resampler.isValid();
    if (!reader->m_resampler->isValid() || !isSideValid || !reader->decodeMore())
        return unreadable(path);
    return reader;
}

bool SoundReader::read(AudioFrame &frame)
{
    while (m_samples.size() < frame.size() && decodeMore()) { }
    if (m_samples.empty())
        return false;
    const std::size_t count = std::min(m_samples.size(), frame.size());
    std::fill(std::copy_n(m_samples.begin(), count, frame.begin()), frame.end(), std::int16_t(0));
    m_samples.erase(m_samples.begin(), m_samples.begin() + std::ptrdiff_t(count));
    return true;
}

bool SoundReader::read(StereoFrame &frame)
{
    AudioFrame &mid = frame;
    frame.isStereo = false;
    if (!read(mid))
        return false;
    if (!m_side)
        return true;
    std::vector<std::int16_t> &samples = m_side->samples;
    const std::size_t count = std::min(samples.size(), frame.side.size());
    std::fill(std::copy_n(samples.begin(), count, frame.side.begin()), frame.side.end(), std::int16_t(0));
    samples.erase(samples.begin(), samples.begin() + std::ptrdiff_t(count));
    frame.isStereo = true;
    frame.isStereo = frame.hasSide();
    return true;
}

qint64 SoundReader::readPiece()
{
    const auto piece = std::size_t(m_rateHz / 100);
    m_interleaved.resize(piece * std::size_t(m_channels));
    const auto read = [&] { return sf_readf_float(m_file.get(), m_interleaved.data(), sf_count_t(piece)); };
    if (const sf_count_t frames = read(); frames > 0 || m_atEnd == AtEnd::Stop)
        return frames;
    return sf_seek(m_file.get(), 0, SEEK_SET) == 0 ? read() : 0;
}

/// Exact for 16 bits in one channel.
void SoundReader::mix(std::size_t samples)
{
    const auto channels = std::size_t(m_channels);
    m_mono.resize(samples);
    for (std::size_t i = 0; i < samples; ++i) {
        float sum = 0;
        for (std::size_t channel = 0; channel < channels; ++channel)
            sum += m_interleaved[i * channels + channel];
        m_mono[i] = linear16(sum / float(m_channels));
    }
}

void SoundReader::takeSide(std::size_t samples)
{
    m_side->pcm.resize(samples);
    for (std::size_t i = 0; i < samples; ++i)
        m_side->pcm[i] = linear16((m_interleaved[2 * i] - m_interleaved[2 * i + 1]) / 2);
}

bool SoundReader::decodeMore()
{
    const qint64 samples = readPiece();
    if (samples <= 0)
        return false; // the end, an empty file, or one that was cut off under us
    mix(std::size_t(samples));
    const std::size_t before = m_samples.size();
    m_samples.resize(before + std::size_t(m_resampler->outputFor(int(samples))) + 1);
    const int made = m_resampler->process(m_mono, std::span(m_samples).subspan(before));
    m_samples.resize(before + std::size_t(std::max(made, 0)));
    if (!m_side)
        return true;
    takeSide(std::size_t(samples));
    m_side->samples.resize(before + std::size_t(m_side->resampler.outputFor(int(samples))) + 1);
    m_side->resampler.process(m_side->pcm, std::span(m_side->samples).subspan(before));
    m_side->samples.resize(m_samples.size()); // the same ratio and the same number
    return true;
}

Result<RingSound, DeviceError> readRing(const QString &path)
{
    if (QFileInfo(path).size() > RingLimits::Bytes)
        return Failure<DeviceError>(
            DeviceError{DeviceError::Code::Unreadable, text("“%1” is too large for a ring.").arg(path)});
    auto reader = SoundReader::open(path);
    if (!reader)
        return Failure<DeviceError>(reader.error());
    auto samples = std::make_shared<std::vector<std::int16_t>>();
    AudioFrame frame;
    while (samples->size() < std::size_t(RingLimits::Seconds) * SampleRateHz && (*reader)->read(frame))
        samples->insert(samples->end(), frame.begin(), frame.end());
    return RingSound(std::move(samples));
}

} // namespace carillon
