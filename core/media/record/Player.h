#pragma once

#include "PlaybackFeed.h"
#include "PlayerNews.h"
#include "WorkerThread.h"

namespace carillon {

class PlayerWorker;

/// Reads recordings for whoever plays them, and rings of one's own, and knows what is on the disk. Core
/// thread; the work is done by a thread of its own, which starts when it is first needed: a slow disk holds
/// up neither the phone nor a recording.
class Player final : public PlayerNews
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

private:
    void ensureThread();

    WorkerThread<PlayerWorker> m_thread{"player"};
};

} // namespace carillon
