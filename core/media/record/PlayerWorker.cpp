#include "PlayerWorker.h"

#include <QFileInfo>

namespace carillon {

PlayerWorker::PlayerWorker()
    : m_timer(this)
{
    m_timer.setInterval(Period);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &PlayerWorker::readAhead);
}

PlayerWorker::~PlayerWorker() = default;

void PlayerWorker::play(const QString &file, const std::shared_ptr<PlaybackFeed> &feed)
{
    stop();
    auto reader = SoundReader::open(file);
    if (!reader) {
        feed->isComplete.store(true, std::memory_order_release);
        Q_EMIT playFailed(reader.error().message);
        return;
    }
    m_reader = std::move(*reader);
    m_feed = feed;
    Q_EMIT playing(m_reader->durationMs());
    m_timer.start();
    readAhead();
}

void PlayerWorker::stop()
{
    m_timer.stop();
    if (m_feed)
        m_feed->isComplete.store(true, std::memory_order_release);
    m_feed.reset();
    m_reader.reset();
}

void PlayerWorker::readRing(const QString &file)
{
    const auto ring = carillon::readRing(file);
    if (ring)
        Q_EMIT ringRead(file, *ring);
    else
        Q_EMIT ringFailed(file, ring.error().message);
}

void PlayerWorker::find(const QStringList &paths)
{
    QStringList there;
    for (const QString &path : paths)
        if (QFileInfo::exists(path))
            there.append(path);
    Q_EMIT found(paths, there);
}

void PlayerWorker::readAhead()
{
    AudioFrame frame;
    while (m_feed && m_feed->frames.size() < decltype(m_feed->frames)::capacity()) {
        if (!m_reader->read(frame)) {
            stop();
            return;
        }
        m_feed->frames.push(frame);
    }
}

} // namespace carillon
