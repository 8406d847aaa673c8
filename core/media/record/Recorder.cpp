#include "Recorder.h"

#include "Logging.h"
#include "RecorderWorker.h"

namespace carillon {

Recorder::Recorder(QObject *parent)
    : QObject(parent)
{
}

Recorder::~Recorder()
{
    if (!m_thread.end([](RecorderWorker &worker) { worker.endAll(); }, QDeadlineTimer(Patience)))
        qCWarning(lcMedia, "The disk does not take the end of a recording");
}

void Recorder::ensureThread()
{
    if (m_thread.isRunning())
        return;
    const RecorderWorker &made = m_thread.start(std::make_unique<RecorderWorker>());
    connect(&made, &RecorderWorker::began, this, &Recorder::began);
    connect(&made, &RecorderWorker::ended, this, &Recorder::ended);
}

quint64 Recorder::begin(const RecordingPlace &place, const std::shared_ptr<RecordingTap> &tap)
{
    ensureThread();
    const quint64 take = ++m_lastTake;
    m_thread.post([take, place, tap](RecorderWorker &worker) { worker.begin(take, place, tap); });
    return take;
}

void Recorder::end(quint64 take)
{
    if (m_thread.isRunning())
        m_thread.post([take](RecorderWorker &worker) { worker.end(take); });
}

} // namespace carillon
