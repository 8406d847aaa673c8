#pragma once

#include "PlaybackFeed.h"
#include "PlayerNews.h"

#include <QTimer>

namespace carillon {

/// The player's thread: reads what is played, and rings of one's own, and looks what is there. It waits for
/// the disk, and no recording waits for it.
///
/// Latency: none; a feed is filled up each 100 ms. Nothing runs while there is nothing to play.
class PlayerWorker final : public PlayerNews
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Period{100};

    PlayerWorker();
    ~PlayerWorker() override;

    void play(const QString &file, const std::shared_ptr<PlaybackFeed> &feed);
    void stop();
    void readRing(const QString &file);
    void find(const QStringList &paths);

private:
    void readAhead();

    std::unique_ptr<SoundReader> m_reader;
    std::shared_ptr<PlaybackFeed> m_feed; ///< shared with who plays it
    QTimer m_timer;
};

} // namespace carillon
