#pragma once

#include "FileSink.h"
#include "RecordingPlace.h"
#include "RecordingTap.h"
#include "Resampler.h"
#include "Result.h"

#include <memory>
#include <vector>

struct sf_private_tag;

namespace carillon {

/// One file of a recording: stereo, me on the left. Any thread that may wait for a disk, one at a time.
///
/// The file can be played at any time, also when the process is killed or the disk is full: each keepSafe()
/// leaves it whole on the disk (a WAV with a header that is right, Ogg in whole pages). Its owner alone can
/// read it.
class RecordingFile final
{
public:
    struct Limits {
        static constexpr qint64 WavBytes
            = qint64(2) * 1024 * 1024 * 1024; ///< three hours; players trust no more
        static constexpr int Names = 1000;    ///< "NAME (1000)" is the last that is tried
    };
    static constexpr double PageMs = 500; ///< of Ogg: the pages that a crash may cost are not longer

    /// Makes a file that did not exist.
    static Result<std::unique_ptr<RecordingFile>, RecordingError> create(const RecordingPlace &place);
    /// Completes it.
    ~RecordingFile();

    QString path() const { return m_path; }
    /// 10 ms of both sides, in turn.
    void write(const AudioFrame &left, const AudioFrame &right);
    /// What was written survives us from now on. To be called each second. @returns why there is an end to
    /// it.
    Result<void, RecordingError> keepSafe();
    /// It has as much as it takes; a next one goes on.
    bool isFull() const;

private:
    struct Closer {
        void operator()(sf_private_tag *file) const;
    };
    explicit RecordingFile(const QString &path, int fd);
    bool open(const RecordingFormat &format);
    void resample(Resampler &resampler, const AudioFrame &from, std::vector<std::int16_t> &to);

    QString m_path;
    RecordingFormat m_format;
    FileSink m_sink;
    std::unique_ptr<sf_private_tag, Closer> m_file; // goes before what it writes to
    std::unique_ptr<Resampler> m_left;
    std::unique_ptr<Resampler> m_right;
    std::vector<std::int16_t> m_mine; ///< at the rate of the file
    std::vector<std::int16_t> m_theirs;
    std::vector<std::int16_t> m_both;
};

} // namespace carillon
