#pragma once

#include <QDeadlineTimer>
#include <QLatin1StringView>
#include <QMetaObject>
#include <QThread>
#include <memory>

namespace carillon {

/// A thread of its own for one QObject which may wait there as the core thread may not. Core thread; what the
/// worker does is posted to it, and runs in that order.
template <typename Worker>
class WorkerThread final
{
public:
    explicit WorkerThread(const char *name)
        : m_name(name)
    {
    }
    ~WorkerThread()
    {
        (void)end([](Worker &) {});
    }
    WorkerThread(const WorkerThread &) = delete;
    WorkerThread &operator=(const WorkerThread &) = delete;

    bool isRunning() const { return m_worker != nullptr; }
    /// @returns the worker, to be connected to; it lives on the thread from now on and is deleted there.
    Worker &start(std::unique_ptr<Worker> worker, QThread::Priority priority = QThread::InheritPriority)
    {
        m_worker = worker.release();
        m_thread = std::make_unique<QThread>();
        m_thread->setObjectName(QLatin1StringView(m_name));
        m_worker->moveToThread(m_thread.get());
        m_thread->start(priority);
        return *m_worker;
    }
    /// While it is running.
    template <typename Action>
    void post(Action action)
    {
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, action = std::move(action)]() mutable { action(*worker); },
            Qt::QueuedConnection);
    }
    /// @p last runs after all that was posted, then the thread ends; nobody hears of the worker any more.
    /// @returns false where that took longer than @p patience: the thread is left to itself.
    template <typename Action>
    bool end(Action last, QDeadlineTimer patience = QDeadlineTimer(QDeadlineTimer::Forever))
    {
        if (!m_worker)
            return true;
        m_worker->disconnect();
        post([last = std::move(last)](Worker &worker) mutable {
            last(worker);
            worker.deleteLater();
            QThread::currentThread()
                ->quit(); // from there, because quit() from here overtakes what was posted
        });
        m_worker = nullptr;
        if (m_thread->wait(patience))
            return true;
        (void)m_thread.release(); // it waits for something, perhaps for ever
        return false;
    }

private:
    const char *m_name;
    std::unique_ptr<QThread> m_thread;
    Worker *m_worker = nullptr; ///< null until the thread runs
};

} // namespace carillon
