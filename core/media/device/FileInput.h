#pragma once

#include "AudioEndpoint.h"
#include "FramePacer.h"
#include "Resampler.h"

#include <memory>
#include <vector>

struct sf_private_tag;

namespace carillon {

/// `file:PATH` as a microphone: any file that libsndfile reads, from its beginning at each open(), looped.
///
/// All channels are mixed into one and the rate becomes 48 kHz. The file is read as it is played, 10 ms at a
/// time.
class FileInput final : public AudioInput
{
    Q_OBJECT
public:
    explicit FileInput(const QString &path);
    ~FileInput() override;
    Result<void, DeviceError> open(FrameSink sink) override;
    void close() override;
    /// The next 10 ms; what open() gives its sink. False when the file can no longer be read.
    bool read(AudioFrame &frame);

private:
    struct Closer {
        void operator()(sf_private_tag *file) const;
    };
    bool openFile();
    /// One more piece of the file, mixed and resampled, behind what is left in m_samples.
    bool decodeMore();

    QString m_path;
    std::unique_ptr<sf_private_tag, Closer> m_file;
    std::unique_ptr<Resampler> m_resampler;
    int m_channels = 1;
    int m_rateHz = SampleRateHz;
    std::vector<float> m_interleaved; ///< full scale is 1
    std::vector<std::int16_t> m_mono;
    std::vector<std::int16_t> m_samples; ///< at 48 kHz, not yet played
    FramePacer m_pacer;
};

} // namespace carillon
