#include "AudioDevices.h"

#include "DeviceWorker.h"

namespace carillon {

AudioDevices::AudioDevices(AudioPort &port, QObject *parent)
    : QObject(parent)
    , m_port(port)
{
    m_thread.setObjectName(QStringLiteral("device"));
}

AudioDevices::~AudioDevices()
{
    if (!m_worker)
        return;
    disconnect(m_worker, nullptr, this, nullptr);
    post([](DeviceWorker &worker) {
        worker.closeAll();
        worker.deleteLater();
        QThread::currentThread()->quit(); // from there, because quit() from here overtakes what was posted
    });
    m_thread.wait();
}

void AudioDevices::ensureThread()
{
    if (m_worker)
        return;
    m_worker = new DeviceWorker(m_port); // deleted by our destructor, on its own thread
    m_worker->moveToThread(&m_thread);
    connect(m_worker, &DeviceWorker::failed, this, &AudioDevices::failed);
    connect(m_worker, &DeviceWorker::recovered, this, &AudioDevices::recovered);
    connect(m_worker, &DeviceWorker::played, this, &AudioDevices::played);
    connect(m_worker, &DeviceWorker::listed, this, [this](const QList<AudioDevice> &devices) {
        m_isListed = true;
        if (std::exchange(m_devices, devices) != devices)
            Q_EMIT devicesChanged();
        Q_EMIT listed();
    });
    m_thread.start(QThread::TimeCriticalPriority);
    post([specs = m_specs, sounds = m_sounds](DeviceWorker &worker) {
        worker.setSounds(sounds);
        for (const auto role : {DeviceRole::Input, DeviceRole::Output, DeviceRole::Ring})
            worker.select(role, specs[std::size_t(role)]);
    });
}

template <typename Action>
void AudioDevices::post(Action action)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, action = std::move(action)]() mutable { action(*worker); },
        Qt::QueuedConnection);
}

Result<void, DeviceError> AudioDevices::select(DeviceRole role, const QString &text)
{
    Q_ASSERT(QThread::currentThread() == thread());
    const auto spec = DeviceSpec::parse(text, role);
    if (!spec)
        return Failure<DeviceError>(spec.error());
    QList<DeviceRole> changed{role};
    if (role == DeviceRole::Ring)
        m_ringIsChosen = true;
    else if (role == DeviceRole::Output && !m_ringIsChosen)
        changed.append(DeviceRole::Ring);
    for (const DeviceRole one : changed) {
        m_specs[std::size_t(one)] = *spec;
        if (m_worker)
            post([one, spec = *spec](DeviceWorker &worker) { worker.select(one, spec); });
    }
    return {};
}

QString AudioDevices::selected(DeviceRole role) const
{
    return m_specs[std::size_t(role)].toString();
}

void AudioDevices::setCallActive(bool active)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!active && !m_worker)
        return;
    ensureThread();
    post([active](DeviceWorker &worker) { worker.setCallActive(active); });
}

void AudioDevices::setAlert(Alert alert)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (alert == Alert::None && !m_worker)
        return;
    ensureThread();
    post([alert](DeviceWorker &worker) { worker.setAlert(alert); });
}

void AudioDevices::setSounds(const AlertSounds &sounds)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_sounds = sounds;
    if (m_worker)
        post([sounds](DeviceWorker &worker) { worker.setSounds(sounds); });
}

void AudioDevices::play(const std::shared_ptr<PlaybackFeed> &feed)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!feed && !m_worker)
        return;
    ensureThread();
    post([feed](DeviceWorker &worker) { worker.play(feed); });
}

void AudioDevices::refresh()
{
    Q_ASSERT(QThread::currentThread() == thread());
    ensureThread();
    post([](DeviceWorker &worker) { worker.listDevices(); });
}

} // namespace carillon
