#pragma once

#include "AudioEndpoint.h"
#include "FramePacer.h"

#include <memory>

struct sf_private_tag;

namespace carillon {

/// `file:PATH` as a loudspeaker: 16-bit WAV at 48 kHz, in real time; of two channels where they were
/// wished for when it was made.
///
/// The first open() makes the file; it begins with the first frame that the call brings. Later calls are
/// appended. The header is right after each close() and at least once a second, so that a killed program
/// leaves a readable file. A frame that is late by up to 30 ms is waited for: a file need not play silence in
/// its place.
class FileOutput final : public AudioOutput
{
    Q_OBJECT
public:
    explicit FileOutput(const QString &path);
    ~FileOutput() override;
    Result<void, DeviceError> open(FrameSource source) override;
    void close() override;

private:
    struct Closer {
        void operator()(sf_private_tag *file) const;
    };
    void tick(const FrameSource &source);
    /// @returns false when the disk is full.
    bool write(const StereoFrame &frame);
    /// Tries it with a second of sound, which does not stay.
    bool hasRoom();
    DeviceError diskFull() const;

    static constexpr int PatienceFrames = 3;
    static constexpr int HeaderFrames = 100;

    QString m_path;
    std::unique_ptr<sf_private_tag, Closer> m_file;
    FramePacer m_pacer;
    Channels m_fileChannels = Channels::One;
    std::int64_t m_samples = 0; ///< that the file holds, of each channel
    bool m_isFull = false;      ///< the disk, when it was tried last
    bool m_hasBegun = false;    ///< the first frame of this call came
    int m_due = 0;              ///< frames which real time demands and which are not written
    int m_sinceHeader = 0;
};

} // namespace carillon
