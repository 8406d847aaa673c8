#pragma once

#include "AlertTone.h"
#include "AudioPort.h"
#include "PlaybackFeed.h"
#include "QtDeviceList.h"

#include <QObject>
#include <QThread>
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

    /// Takes effect at once, in the middle of a call too. Whether a device can be opened is told by failed()
    /// later.
    Result<void, DeviceError> select(DeviceRole role, const QString &spec);
    /// "default" at first; the ring is the output until it is chosen itself.
    QString selected(DeviceRole role) const;

    /// A call needs microphone and loudspeaker. Output files grow only while this is true.
    void setCallActive(bool active);
    /// Heard on real devices only: a file holds the sound of calls.
    void setAlert(Alert alert);

    /// Of the alerts that begin from now on.
    void setSounds(const AlertSounds &sounds);
    /// On the output, a file too, beside whatever is heard there; played() follows at its end. Null ends it
    /// at once.
    void play(const std::shared_ptr<PlaybackFeed> &feed);

    /// Asks the system for its devices; devicesChanged() follows when they are not the same as before.
    void refresh();
    /// Whether the first refresh() is answered.
    bool isListed() const { return m_isListed; }
    /// As of the last refresh().
    QList<AudioDevice> devices() const { return m_devices; }

Q_SIGNALS:
    void devicesChanged();
    void played();
    void listed(); ///< refresh() is answered
    /// The call goes on in silence; it is tried again every second.
    void failed(carillon::DeviceRole role, const carillon::DeviceError &error);
    void recovered(carillon::DeviceRole role);

private:
    /// @p action runs on the device thread.
    template <typename Action>
    void post(Action action);
    void ensureThread();

    AudioPort &m_port;
    QThread m_thread;
    DeviceWorker *m_worker = nullptr; ///< null until the thread runs; lives there
    std::array<DeviceSpec, 3> m_specs;
    AlertSounds m_sounds;
    bool m_ringIsChosen = false;
    QList<AudioDevice> m_devices;
    bool m_isListed = false;
};

} // namespace carillon
