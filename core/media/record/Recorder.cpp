#include "Recorder.h"

#include "Logging.h"
#include "RecorderWorker.h"

#include <QDeadlineTimer>

namespace carillon {

Recorder::Recorder(QObject *parent)
    : QObject(parent)
{
}

Recorder::~Recorder()
{
    if (!m_worker)
        return;
    disconnect(m_worker, nullptr, this, nullptr);
    post([](RecorderWorker &worker) {
        worker.endAll();
        worker.deleteLater();
        QThread::currentThread()->quit(); // from there, because quit() from here overtakes what was posted
    });
    if (m_thread->wait(QDeadlineTimer(Patience)))
        return;
    qCWarning(lcMedia, "The disk does not take the end of a recording");
    (void)m_thread.release(); // it waits for the disk, perhaps for ever
}

void Recorder::ensureThread()
{
    if (m_worker)
        return;
    m_thread = std::make_unique<QThread>();
    m_thread->setObjectName(QStringLiteral("recorder"));
    m_worker = new RecorderWorker; // deleted by our destructor, on its own thread
    m_worker->moveToThread(m_thread.get());
    connect(m_worker, &RecorderWorker::began, this, &Recorder::began);
    connect(m_worker, &RecorderWorker::ended, this, &Recorder::ended);
    connect(m_worker, &RecorderWorker::playing, this, &Recorder::playing);
    connect(m_worker, &RecorderWorker::playFailed, this, &Recorder::playFailed);
    connect(m_worker, &RecorderWorker::ringRead, this, &Recorder::ringRead);
    connect(m_worker, &RecorderWorker::ringFailed, this, &Recorder::ringFailed);
    m_thread->start();
}

template <typename Action>
void Recorder::post(Action action)
{
    ensureThread();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, action = std::move(action)]() mutable { action(*worker); },
        Qt::QueuedConnection);
}

quint64 Recorder::begin(const RecordingPlace &place, const std::shared_ptr<RecordingTap> &tap)
{
    const quint64 take = ++m_lastTake;
    post([take, place, tap](RecorderWorker &worker) { worker.begin(take, place, tap); });
    return take;
}

void Recorder::end(quint64 take)
{
    post([take](RecorderWorker &worker) { worker.end(take); });
}

void Recorder::play(const QString &file, const std::shared_ptr<PlaybackFeed> &feed)
{
    post([file, feed](RecorderWorker &worker) { worker.play(file, feed); });
}

void Recorder::readRing(const QString &file)
{
    post([file](RecorderWorker &worker) { worker.readRing(file); });
}

void Recorder::stopPlaying()
{
    if (m_worker)
        post([](RecorderWorker &worker) { worker.stopPlaying(); });
}

} // namespace carillon
