#pragma once

#include "DeviceError.h"
#include "Resampler.h"
#include "Result.h"
#include "StereoFrame.h"

#include <memory>
#include <vector>

struct sf_private_tag;

namespace carillon {

/// A sound file from its beginning to its end or again and again, 10 ms at a time: any that libsndfile reads,
/// all channels mixed into one (or left as they are where the file has two and two are wanted), at 48 kHz.
/// Whoever made the file is not trusted: rates and channels are bounded, and it is no pipe or device. Of the
/// thread that made it, which waits for the disk.
class SoundReader final
{
public:
    struct Limits {
        static constexpr int Channels = 64;
        static constexpr int LeastRateHz = 1000;
        static constexpr int MostRateHz = 768000;
        static constexpr int Hours = 1000; ///< a file that says it is longer is not believed
    };
    enum class AtEnd { Stop, BeginAgain };
    static Result<std::unique_ptr<SoundReader>, DeviceError> open(
        const QString &path, AtEnd atEnd = AtEnd::Stop, Channels channels = Channels::One);
    ~SoundReader();
    /// @returns false at the end, or when the file was cut off under us. The last frame before that is filled
    /// up with silence.
    bool read(AudioFrame &frame);
    /// Likewise; of two channels where they are wanted and not the same in all of the frame.
    bool read(StereoFrame &frame);
    /// 0: the file does not say, as Ogg that was cut off does not. Nothing is read by it.
    qint64 durationMs() const { return m_durationMs; }

private:
    struct Closer {
        void operator()(sf_private_tag *file) const;
    };
    explicit SoundReader(AtEnd atEnd)
        : m_atEnd(atEnd)
    {
    }
    /// One more piece of the file, mixed and resampled, behind what is left in m_samples.
    bool decodeMore();
    /// @returns how many samples of each channel are in m_interleaved.
    qint64 readPiece();
    void mix(std::size_t samples);
    /// What the two channels of a file differ by.
    void takeSide(std::size_t samples);

    AtEnd m_atEnd;
    std::unique_ptr<sf_private_tag, Closer> m_file;
    std::unique_ptr<Resampler> m_resampler;
    int m_channels = 1;
    int m_rateHz = SampleRateHz;
    qint64 m_durationMs = 0;
    std::vector<float> m_interleaved; ///< full scale is 1
    std::vector<std::int16_t> m_mono;
    std::vector<std::int16_t> m_samples; ///< at 48 kHz, not yet read
    /// Of a file of two channels, where they are wanted.
    struct Side {
        Resampler resampler;
        std::vector<std::int16_t> pcm;
        std::vector<std::int16_t> samples; ///< as many as there are in m_samples
    };
    std::unique_ptr<Side> m_side;
};

/// A ring of one's own, at 48 kHz. Shared by whoever plays it; never changed.
using RingSound = std::shared_ptr<const std::vector<std::int16_t>>;
struct RingLimits {
    static constexpr int Seconds = 30; ///< what is longer is cut
    static constexpr qint64 Bytes = 64 * 1024 * 1024;
};
/// Reads a whole file: not on a thread that has to hurry.
Result<RingSound, DeviceError> readRing(const QString &path);

} // namespace carillon
