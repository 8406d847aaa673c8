#pragma once

#include "GoertzelDetector.h"

#include <QFile>
#include <QString>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <sndfile.h>
#include <vector>

namespace carillon {

/// A sound file in memory.
struct SoundFile {
    static constexpr std::size_t MostSeconds = 3600;
    int rateHz = 0;
    int channels = 0;
    int format = 0;             ///< of libsndfile
    std::vector<short> samples; ///< interleaved

    /// Empty when it cannot be read.
    static SoundFile read(const QString &path)
    {
        SF_INFO info{};
        SNDFILE *file = sf_open(QFile::encodeName(path).constData(), SFM_READ, &info);
        if (!file)
            return {};
        SoundFile result{info.samplerate, info.channels, info.format, {}};
        // Not by info.frames: for a file whose end was torn off it is a number that nobody has counted.
        std::vector<short> block(std::size_t(info.samplerate * info.channels));
        for (sf_count_t got = 1; got > 0 && result.samples.size() < block.size() * MostSeconds;) {
            got = sf_readf_short(file, block.data(), info.samplerate);
            result.samples.insert(result.samples.end(), block.begin(),
                block.begin() + std::max<sf_count_t>(got, 0) * info.channels);
        }
        sf_close(file);
        return result;
    }
    /// @returns whether it was written. @param format of libsndfile.
    bool write(const QString &path) const
    {
        SF_INFO info{};
        info.samplerate = rateHz;
        info.channels = channels;
        info.format = format;
        SNDFILE *file = sf_open(QFile::encodeName(path).constData(), SFM_WRITE, &info);
        if (!file)
            return false;
        sf_command(file, SFC_SET_SCALE_INT_FLOAT_WRITE, nullptr,
            SF_TRUE); // a file of floats is full at 1, not at 32768
        const auto written = sf_write_short(file, samples.data(), sf_count_t(samples.size()));
        sf_close(file);
        return written == sf_count_t(samples.size());
    }
    /// A sine on every channel, a quarter of full scale.
    static SoundFile tone(double hz, int rateHz, int channels, double seconds)
    {
        SoundFile result{rateHz, channels, SF_FORMAT_WAV | SF_FORMAT_PCM_16, {}};
        for (int i = 0; i < int(seconds * rateHz); ++i) {
            const auto sample = short(std::lround(8192 * std::sin(2 * std::numbers::pi * hz * i / rateHz)));
            result.samples.insert(result.samples.end(), std::size_t(channels), sample);
        }
        return result;
    }
    /// A sine of its own on each of two channels.
    static SoundFile twoTones(double leftHz, double rightHz, int rateHz, double seconds)
    {
        SoundFile result = tone(leftHz, rateHz, 2, seconds);
        const SoundFile right = tone(rightHz, rateHz, 2, seconds);
        for (std::size_t i = 1; i < result.samples.size(); i += 2)
            result.samples[i] = right.samples[i];
        return result;
    }
    std::vector<short> channel(int number) const
    {
        std::vector<short> result;
        for (auto i = std::size_t(number); i < samples.size(); i += std::size_t(channels))
            result.push_back(samples[i]);
        return result;
    }
    double seconds() const { return double(samples.size()) / channels / rateHz; }
};

/// 0..1: the part of the energy of @p samples at 48 kHz which a sine of @p hz holds.
inline double toneShare(std::span<const std::int16_t> samples, double hz)
{
    GoertzelDetector detector(hz);
    detector.add(samples);
    return detector.share();
}

} // namespace carillon
