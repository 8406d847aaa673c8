#pragma once

#include "AudioEndpoint.h"
#include "FramePacer.h"
#include "SoundReader.h"

namespace carillon {

/// `file:PATH` as a microphone: any file that SoundReader reads, from its beginning at each open(), looped.
/// A file of two channels gives two where that is wished for, any other the mean of all.
///
/// Deviation: the file is read as it is played, so that the device thread waits for the disk. It is there for
/// scripts and tests, where that is better than a thread more.
class FileInput final : public AudioInput
{
    Q_OBJECT
public:
    explicit FileInput(const QString &path);
    Result<void, DeviceError> open(FrameSink sink) override;
    void close() override;
    /// The next 10 ms; what open() gives its sink. False when the file can no longer be read.
    template <typename Frame>
    bool read(Frame &frame)
    {
        return m_reader && m_reader->read(frame);
    }

private:
    QString m_path;
    std::unique_ptr<SoundReader> m_reader; ///< while it is open
    FramePacer m_pacer;
};

} // namespace carillon
