#include "Player.h"

#include "PlayerWorker.h"

namespace carillon {

using namespace std::chrono_literals;

namespace {
/// Nothing is lost with what is only read.
constexpr auto Patience = 500ms;
}

Player::Player(QObject *parent)
    : PlayerNews(parent)
{
}

Player::~Player()
{
    (void)m_thread.end([](PlayerWorker &worker) { worker.stop(); }, QDeadlineTimer(Patience));
}

void Player::ensureThread()
{
    if (m_thread.isRunning())
        return;
    const PlayerWorker &made = m_thread.start(std::make_unique<PlayerWorker>());
    connect(&made, &PlayerWorker::playing, this, &Player::playing);
    connect(&made, &PlayerWorker::playFailed, this, &Player::playFailed);
    connect(&made, &PlayerWorker::ringRead, this, &Player::ringRead);
    connect(&made, &PlayerWorker::ringFailed, this, &Player::ringFailed);
    connect(&made, &PlayerWorker::found, this, &Player::found);
}

void Player::play(const QString &file, const std::shared_ptr<PlaybackFeed> &feed)
{
    ensureThread();
    m_thread.post([file, feed](PlayerWorker &worker) { worker.play(file, feed); });
}

void Player::stop()
{
    if (m_thread.isRunning())
        m_thread.post([](PlayerWorker &worker) { worker.stop(); });
}

void Player::readRing(const QString &file)
{
    ensureThread();
    m_thread.post([file](PlayerWorker &worker) { worker.readRing(file); });
}

void Player::find(const QStringList &paths)
{
    ensureThread();
    m_thread.post([paths](PlayerWorker &worker) { worker.find(paths); });
}

} // namespace carillon
