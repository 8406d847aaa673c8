#include "AudioDevices.h"

#include "DeviceWorker.h"
#include "SystemClock.h"

namespace carillon {

namespace {

constexpr std::array allRoles{DeviceRole::Input, DeviceRole::Output, DeviceRole::Ring};

DeviceTools systemTools()
{
    auto clock = std::make_unique<SystemClock>();
    auto system = makeAudioSystem(*clock);
    return {std::move(clock), std::move(system)};
}

} // namespace

AudioDevices::AudioDevices(AudioPort &port, QObject *parent)
    : QObject(parent)
    , m_port(port)
{
    m_orders.fill({DeviceSpec{}});
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
    m_worker = new DeviceWorker(m_port, systemTools); // deleted by our destructor, on its own thread
    m_worker->moveToThread(&m_thread);
    connect(m_worker, &DeviceWorker::failed, this, &AudioDevices::failed);
    connect(m_worker, &DeviceWorker::recovered, this, &AudioDevices::recovered);
    connect(m_worker, &DeviceWorker::played, this, &AudioDevices::played);
    connect(m_worker, &DeviceWorker::switched, this, &AudioDevices::switched);
    connect(m_worker, &DeviceWorker::inUse, this, [this](DeviceRole role, const QString &id) {
        m_inUse[std::size_t(role)] = id;
        Q_EMIT devicesChanged();
    });
    connect(m_worker, &DeviceWorker::listed, this, [this](const QList<AudioDevice> &devices) {
        m_isListed = true;
        if (std::exchange(m_devices, devices) != devices)
            Q_EMIT devicesChanged();
        Q_EMIT listed();
    });
    m_thread.start(QThread::TimeCriticalPriority);
    post([orders = m_orders, percents = m_percents, sounds = m_sounds](DeviceWorker &worker) {
        worker.start();
        worker.setSounds(sounds);
        for (const DeviceRole role : allRoles) {
            worker.setOrder(role, orders[std::size_t(role)]);
            worker.setVolume(role, float(percents[std::size_t(role)]) / 100.f);
        }
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
    setOrder(role, {*spec});
    return {};
}

void AudioDevices::prefer(DeviceRole role, const QStringList &specs)
{
    Q_ASSERT(QThread::currentThread() == thread());
    DeviceOrder order;
    for (const QString &text : specs)
        if (const auto spec = DeviceSpec::parse(text, role))
            order.append(*spec);
    if (!order.isEmpty())
        setOrder(role, order);
}

void AudioDevices::setOrder(DeviceRole role, const DeviceOrder &order)
{
    QList<DeviceRole> changed{role};
    if (role == DeviceRole::Ring)
        m_ringIsChosen = true;
    else if (role == DeviceRole::Output && !m_ringIsChosen)
        changed.append(DeviceRole::Ring);
    for (const DeviceRole one : changed) {
        // Where the ring only follows the output, it does not ring on all that might play a call.
        m_orders[std::size_t(one)] = one == role ? order : order.mid(0, 1);
        if (m_worker)
            post(
                [one, now = m_orders[std::size_t(one)]](DeviceWorker &worker) { worker.setOrder(one, now); });
    }
}

QString AudioDevices::selected(DeviceRole role) const
{
    return m_orders[std::size_t(role)].first().toString();
}

void AudioDevices::setVolume(DeviceRole role, int percent)
{
    Q_ASSERT(QThread::currentThread() == thread());
    const int now = std::clamp(percent, 0, role == DeviceRole::Ring ? 100 : 200);
    if (std::exchange(m_percents[std::size_t(role)], now) != now && m_worker)
        post([role, now](DeviceWorker &worker) { worker.setVolume(role, float(now) / 100.f); });
}

bool AudioDevices::isSystemMuted(DeviceRole role) const
{
    const DeviceSpec used{DeviceSpec::Kind::Id, inUse(role), 0};
    const AudioDevice *device = used.argument.isEmpty() ? nullptr : findDevice(used, role, m_devices);
    return device && device->isMuted;
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
