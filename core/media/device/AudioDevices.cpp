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
}

AudioDevices::~AudioDevices()
{
    (void)m_thread.end([](DeviceWorker &worker) { worker.closeAll(); });
}

void AudioDevices::ensureThread()
{
    if (m_thread.isRunning())
        return;
    const DeviceWorker &made
        = m_thread.start(std::make_unique<DeviceWorker>(m_port, systemTools), QThread::TimeCriticalPriority);
    connect(&made, &DeviceWorker::failed, this, &AudioDevices::failed);
    connect(&made, &DeviceWorker::recovered, this, &AudioDevices::recovered);
    connect(&made, &DeviceWorker::played, this, &AudioDevices::played);
    connect(&made, &DeviceWorker::switched, this, &AudioDevices::switched);
    connect(&made, &DeviceWorker::inUse, this, [this](DeviceRole role, const QString &id) {
        m_inUse[std::size_t(role)] = id;
        Q_EMIT devicesChanged();
    });
    connect(&made, &DeviceWorker::listed, this, [this](const QList<AudioDevice> &devices) {
        m_isListed = true;
        if (std::exchange(m_devices, devices) != devices)
            Q_EMIT devicesChanged();
        Q_EMIT listed();
    });
    m_thread.post([orders = m_orders, percents = m_percents, sounds = m_sounds, channels = m_channels](
                      DeviceWorker &worker) {
        worker.start();
        worker.setChannels(channels);
        worker.setSounds(sounds);
        for (const DeviceRole role : allRoles) {
            worker.setOrder(role, orders[std::size_t(role)]);
            worker.setVolume(role, float(percents[std::size_t(role)]) / 100.f);
        }
    });
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
        if (m_thread.isRunning())
            m_thread.post(
                [one, now = m_orders[std::size_t(one)]](DeviceWorker &worker) { worker.setOrder(one, now); });
    }
}

QString AudioDevices::selected(DeviceRole role) const
{
    return m_orders[std::size_t(role)].first().toString();
}

void AudioDevices::setChannels(Channels channels)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (std::exchange(m_channels, channels) != channels && m_thread.isRunning())
        m_thread.post([channels](DeviceWorker &worker) { worker.setChannels(channels); });
}

void AudioDevices::setVolume(DeviceRole role, int percent)
{
    Q_ASSERT(QThread::currentThread() == thread());
    const int now = std::clamp(percent, 0, role == DeviceRole::Ring ? 100 : 200);
    if (std::exchange(m_percents[std::size_t(role)], now) != now && m_thread.isRunning())
        m_thread.post([role, now](DeviceWorker &worker) { worker.setVolume(role, float(now) / 100.f); });
}

bool AudioDevices::isSystemMuted(DeviceRole role) const
{
    const DeviceSpec used{DeviceSpec::Kind::Id, inUse(role), 0};
    const AudioDevice *device = used.argument.isEmpty() ? nullptr : findDevice(used, role, m_devices);
    return device && device->isMuted;
}

bool AudioDevices::unmuteSystem(DeviceRole role)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!isSystemMuted(role))
        return false;
    m_thread.post([role, id = inUse(role)](DeviceWorker &worker) { worker.unmute(role, id); });
    return true;
}

void AudioDevices::setCallActive(bool active)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!active && !m_thread.isRunning())
        return;
    ensureThread();
    m_thread.post([active](DeviceWorker &worker) { worker.setCallActive(active); });
}

void AudioDevices::setAlert(Alert alert)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (alert == Alert::None && !m_thread.isRunning())
        return;
    ensureThread();
    m_thread.post([alert](DeviceWorker &worker) { worker.setAlert(alert); });
}

void AudioDevices::setSounds(const AlertSounds &sounds)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_sounds = sounds;
    if (m_thread.isRunning())
        m_thread.post([sounds](DeviceWorker &worker) { worker.setSounds(sounds); });
}

void AudioDevices::play(const std::shared_ptr<PlaybackFeed> &feed)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!feed && !m_thread.isRunning())
        return;
    ensureThread();
    m_thread.post([feed](DeviceWorker &worker) { worker.play(feed); });
}

void AudioDevices::refresh()
{
    Q_ASSERT(QThread::currentThread() == thread());
    ensureThread();
    m_thread.post([](DeviceWorker &worker) { worker.listDevices(); });
}

} // namespace carillon
