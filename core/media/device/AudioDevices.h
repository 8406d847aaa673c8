#pragma once

#include "AlertTone.h"
#include "AudioPort.h"
#include "DeviceOrder.h"
#include "PlaybackFeed.h"
#include "WorkerThread.h"

#include <QObject>
#include <QStringList>
#include <array>

namespace carillon {

class DeviceWorker;

/// Microphone, loudspeaker and ring of the program. Core thread; the work is done by a thread of its own,
/// which starts when it is first needed and sleeps while there is neither a call nor an alert.
class AudioDevices final : public QObject
{
    Q_OBJECT
public:
    /// @param port where frames are exchanged with the media thread; outlives this object.
    explicit AudioDevices(AudioPort &port, QObject *parent = nullptr);
    /// Closes the devices and waits for their thread.
    ~AudioDevices() override;

    /// This one and no other. Takes effect at once, in the middle of a call too. Whether a device can be
    /// opened is told by failed() later.
    Result<void, DeviceError> select(DeviceRole role, const QString &spec);
    /// The first of them that is there, whatever comes and goes; of rings all that are there, at once. One
    /// that is no spec is left out; @p specs which hold none change nothing.
    void prefer(DeviceRole role, const QStringList &specs);
    /// The preferred one: "default" at first; the ring is the output until it is chosen itself.
    QString selected(DeviceRole role) const;
    /// Of microphone and loudspeaker, where they have two, from when a call opens them next. One at first.
    void setChannels(Channels channels);
    /// @param percent 100: as it comes, 0: silence, 200: at most; of the ring 100 at most.
    void setVolume(DeviceRole role, int percent);
    /// The id of the system's device that is open now; empty: none.
    QString inUse(DeviceRole role) const { return m_inUse[std::size_t(role)]; }
    /// Whether the system lets nothing through of the device that is open now.
    bool isSystemMuted(DeviceRole role) const;
    /// Ends that; devicesChanged() follows. @returns false where nothing is known to be muted.
    bool unmuteSystem(DeviceRole role);

    /// A call needs microphone and loudspeaker. Output files grow only while this is true.
    void setCallActive(bool active);
    /// Heard on real devices only: a file holds the sound of calls.
    void setAlert(Alert alert);

    /// Of the alerts that begin from now on.
    void setSounds(const AlertSounds &sounds);
    /// On the output, a file too, beside whatever is heard there; played() follows at its end. Null ends it
    /// at once.
    void play(const std::shared_ptr<PlaybackFeed> &feed);

    /// Asks the system for its devices; devicesChanged() follows when they are not the same as before, and
    /// from then on whenever they change, where the sound system tells.
    void refresh();
    /// Whether the first refresh() is answered.
    bool isListed() const { return m_isListed; }
    QList<AudioDevice> devices() const { return m_devices; }

Q_SIGNALS:
    void played();
    void devicesChanged(); ///< devices() or inUse()
    void listed();         ///< refresh() is answered
    /// The call goes on in silence; it is tried again every second.
    void failed(carillon::DeviceRole role, const carillon::DeviceError &error);
    void recovered(carillon::DeviceRole role);
    /// One sentence: in the middle of a call another device is used than before.
    void switched(carillon::DeviceRole role, const QString &sentence);

private:
    void ensureThread();
    void setOrder(DeviceRole role, const DeviceOrder &order);

    AudioPort &m_port;
    WorkerThread<DeviceWorker> m_thread{"device"};
    std::array<DeviceOrder, 3> m_orders;
    std::array<int, 3> m_percents{100, 100, 100};
    std::array<QString, 3> m_inUse;
    Channels m_channels = Channels::One;
    AlertSounds m_sounds;
    bool m_ringIsChosen = false;
    QList<AudioDevice> m_devices;
    bool m_isListed = false;
};

} // namespace carillon
