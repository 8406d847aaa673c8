#pragma once

#include "PlaybackFeed.h"
#include "RecordingFile.h"
#include "SoundReader.h"

#include <QObject>
#include <QTimer>
#include <unordered_map>

namespace carillon {

/// The recorder's thread: writes what the taps hold, and reads what is played. It alone waits for the disk.
///
/// Latency: taps are emptied each 100 ms. A file is safe after a second, see RecordingFile. Nothing runs
/// while there is neither a take nor something to play.
class RecorderWorker final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Period{100};
    static constexpr int PeriodsPerSafe = 10;
    /// A longer gap in the ticks (the machine slept) stays as long as this.
    static constexpr std::uint64_t MaxGapFrames = 1000;

    RecorderWorker();
    ~RecorderWorker() override;

    void begin(quint64 take, const RecordingPlace &place, const std::shared_ptr<RecordingTap> &tap);
    /// What the tap holds is written; ended() follows.
    void end(quint64 take);
    void endAll();
    void play(const QString &file, const std::shared_ptr<PlaybackFeed> &feed);
    void stopPlaying();
    void readRing(const QString &file);

Q_SIGNALS:
    void began(quint64 take, const QString &file); ///< again with each file that goes on where one was full
    /// The files are complete. @p error: Code::None where it was asked for.
    void ended(quint64 take, const carillon::RecordingError &error);
    void playing(qint64 durationMs);
    void playFailed(const QString &sentence);
    void ringRead(const QString &file, const carillon::RingSound &ring);
    void ringFailed(const QString &file, const QString &sentence);

private:
    struct Take {
        RecordingPlace place;
        std::shared_ptr<RecordingTap> tap;
        std::unique_ptr<RecordingFile> file;
        std::uint64_t next = 0; ///< index of the frame that should come
        int periods = 0;
    };

    void work();
    void write(Take &take);
    Result<void, RecordingError> keepSafe(quint64 id, Take &take);
    void finish(quint64 id, const RecordingError &error);
    void readAhead();
    void rest();

    std::unordered_map<quint64, Take> m_takes;
    std::unique_ptr<SoundReader> m_reader;
    std::shared_ptr<PlaybackFeed> m_feed;
    QTimer m_timer;
};

} // namespace carillon
