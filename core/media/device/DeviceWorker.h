#pragma once

#include "AlertTone.h"
#include "AudioEndpoint.h"
#include "AudioPort.h"
#include "PlaybackFeed.h"
#include "QtDeviceList.h"

#include <QTimer>

namespace carillon {

/// Opens and closes what is wanted, and copies between the sound system and the rings. Lives on the device
/// thread; see AudioDevices, which tells it what is wanted.
///
/// Nothing runs while there is neither a call nor an alert: no device is open and no timer is active. A
/// device that cannot be opened, or goes away, is tried again every second as long as it is wanted. It is
/// said once, until the device has worked for a second or is no longer wanted.
class DeviceWorker final : public QObject
{
    Q_OBJECT
public:
    /// @param port outlives the worker.
    explicit DeviceWorker(AudioPort &port);
    ~DeviceWorker() override;

    void select(DeviceRole role, const DeviceSpec &spec);
    void setCallActive(bool active);
    void setAlert(Alert alert);
    /// Of the alerts that begin from now on.
    void setSounds(const AlertSounds &sounds) { m_sounds = sounds; }
    /// Is played on the output beside whatever else, until it is complete; null ends it at once.
    void play(std::shared_ptr<PlaybackFeed> feed);
    void listDevices();
    void closeAll();

Q_SIGNALS:
    void failed(carillon::DeviceRole role, const carillon::DeviceError &error);
    /// A device that had failed works, or its failure does not matter any more.
    void recovered(carillon::DeviceRole role);
    void listed(const QList<carillon::AudioDevice> &devices);
    /// What play() was given has come to its end.
    void played();

private:
    /// One of the three places where a device can be plugged in.
    template <typename Device>
    struct Slot {
        DeviceSpec spec;
        std::unique_ptr<Device> device;
        DeviceRole role;
        bool isOpen = false;
        bool isFailed = false; ///< and was reported
        int framesToTrust = 0; ///< after a failure, until it has recovered
        quint64 opened = 0;    ///< counts: news of an earlier time says nothing
    };
    static constexpr int FramesToTrust = 100;

    void update();
    void updateInput();
    void updateOutput(Slot<AudioOutput> &slot, bool isWanted, AudioOutput::FrameSource source);
    template <typename Device>
    void listenTo(Slot<Device> &slot);
    template <typename Device>
    void tried(Slot<Device> &slot, const Result<void, DeviceError> &opened);
    template <typename Device>
    void failedNow(Slot<Device> &slot, const DeviceError &error);
    /// Nobody wants it now.
    template <typename Device>
    void closeSlot(Slot<Device> &slot);
    template <typename Device>
    void recoveredNow(Slot<Device> &slot);
    /// Each 10 ms of an open device.
    template <typename Device>
    void worked(Slot<Device> &slot);
    /// The alerts which belong into the output rather than to the ring; files hold calls only.
    bool playsAlertOnOutput() const;
    void addPlayed(AudioFrame &frame);
    bool nextOutputFrame(AudioFrame &frame);
    bool nextRingFrame(AudioFrame &frame);
    void alertMayBeOver();

    AudioPort &m_port;
    Slot<AudioInput> m_input{{}, {}, DeviceRole::Input};
    Slot<AudioOutput> m_output{{}, {}, DeviceRole::Output};
    Slot<AudioOutput> m_ring{{}, {}, DeviceRole::Ring};
    bool m_callActive = false;
    AlertTone m_alert;
    AlertSounds m_sounds;
    std::shared_ptr<PlaybackFeed> m_feed; ///< shared with its reader
    QTimer m_retry;
};

} // namespace carillon
