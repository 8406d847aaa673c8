#pragma once

#include "RecordingPlace.h"
#include "RecordingTap.h"
#include "WorkerThread.h"

#include <QObject>
#include <chrono>

namespace carillon {

class RecorderWorker;

/// Records calls. Core thread; the work is done by a thread of its own, which starts when it is first needed.
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

Q_SIGNALS:
    void began(quint64 take, const QString &file);
    void ended(quint64 take, const carillon::RecordingError &error);

private:
    void ensureThread();

    WorkerThread<RecorderWorker> m_thread{"recorder"};
    quint64 m_lastTake = 0;
};

} // namespace carillon
