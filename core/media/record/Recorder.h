#pragma once

#include "PlaybackFeed.h"
#include "RecordingPlace.h"
#include "RecordingTap.h"
#include "SoundReader.h"

#include <QObject>
#include <QThread>
#include <memory>

namespace carillon {

class RecorderWorker;

/// Records calls, and reads recordings for whoever plays them. Core thread; the work is done by a thread of
/// its own, which starts when it is first needed.
class Recorder final : public QObject
{
    Q_OBJECT
public:
    /// How long the end of the program waits for a disk that does not answer. What is safe by then stays.
    static constexpr std::chrono::milliseconds Patience{3000};

    explicit Recorder(QObject *parent = nullptr);
    /// Completes what is being recorded.
    ~Recorder() override;

    /// began() or ended() follows. @returns the name of the take in both.
    quint64 begin(const RecordingPlace &place, const std::shared_ptr<RecordingTap> &tap);
    void end(quint64 take);
    /// playing() or playFailed() follows, and the feed is filled.
    void play(const QString &file, const std::shared_ptr<PlaybackFeed> &feed);
    void stopPlaying();
    /// ringRead() or ringFailed() follows.
    void readRing(const QString &file);

Q_SIGNALS:
    void began(quint64 take, const QString &file);
    void ended(quint64 take, const carillon::RecordingError &error);
    void playing(qint64 durationMs);
    void playFailed(const QString &sentence);
    void ringRead(const QString &file, const carillon::RingSound &ring);
    void ringFailed(const QString &file, const QString &sentence);

private:
    template <typename Action>
    void post(Action action);
    void ensureThread();

    std::unique_ptr<QThread> m_thread;
    RecorderWorker *m_worker = nullptr; ///< null until the thread runs; lives there
    quint64 m_lastTake = 0;
};

} // namespace carillon
