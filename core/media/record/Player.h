#pragma once

#include "PlaybackFeed.h"
#include "SoundReader.h"
#include "WorkerThread.h"

#include <QObject>

namespace carillon {

class PlayerWorker;

/// Reads recordings for whoever plays them, and rings of one's own, and knows what is on the disk. Core
/// thread; the work is done by a thread of its own, which starts when it is first needed: a slow disk holds
/// up neither the phone nor a recording.
class Player final : public QObject
{
    Q_OBJECT
public:
    explicit Player(QObject *parent = nullptr);
    ~Player() override;

    /// playing() or playFailed() follows, and the feed is filled.
    void play(const QString &file, const std::shared_ptr<PlaybackFeed> &feed);
    void stop();
    /// ringRead() or ringFailed() follows.
    void readRing(const QString &file);
    /// found() follows: which of these files and folders are there.
    void find(const QStringList &paths);

Q_SIGNALS:
    void playing(qint64 durationMs);
    void playFailed(const QString &sentence);
    void ringRead(const QString &file, const carillon::RingSound &ring);
    void ringFailed(const QString &file, const QString &sentence);
    void found(const QStringList &asked, const QStringList &there);

private:
    void ensureThread();

    WorkerThread<PlayerWorker> m_thread{"player"};
};

} // namespace carillon
