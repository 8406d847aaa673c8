#pragma once

#include "RecordingFile.h"

#include <QObject>
#include <QTimer>
#include <memory>
#include <unordered_map>

namespace carillon {

/// The recorder's thread: writes what the taps hold, and waits for the disk.
///
/// Latency: taps are emptied each 100 ms. A file is safe after a second, see RecordingFile. Nothing runs
/// while there is no take.
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

Q_SIGNALS:
    void began(quint64 take, const QString &file); ///< again with each file that goes on where one was full
    /// The files are complete. @p error: Code::None where it was asked for.
    void ended(quint64 take, const carillon::RecordingError &error);

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

    std::unordered_map<quint64, Take> m_takes;
    QTimer m_timer;
};

} // namespace carillon
