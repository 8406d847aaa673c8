#pragma once

#include "AlertTone.h"
#include "AudioEndpoint.h"
#include "AudioPort.h"
#include "QtDeviceList.h"

#include <QTimer>

namespace carillon {

/// Opens and closes what is wanted, and copies between the sound system and the rings. Lives on the device
/// thread; see AudioDevices, which tells it what is wanted.
///
/// Nothing runs while there is neither a call nor an alert: no device is open and no timer is active. A
/// device that cannot be opened, or goes away, is tried again every second as long as it is wanted. It is
/// said once, until the device has worked for a second or is no longer wanted.
///
/// A device that is open and moves no sound is opened anew: a stream of a busy sound system may stay stalled
/// after what stalled it is over. It gets ShortPatience at first, then LongPatience each time: a wireless
/// headset needs some seconds until its first sound.
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
    void listDevices();
    void closeAll();

Q_SIGNALS:
    void failed(carillon::DeviceRole role, const carillon::DeviceError &error);
    /// A device that had failed works, or its failure does not matter any more.
    void recovered(carillon::DeviceRole role);
    void listed(const QList<carillon::AudioDevice> &devices);

private:
    static constexpr int FramesToTrust = 100;
    static constexpr int ShortPatience = 2; ///< seconds
    static constexpr int LongPatience = 4;
    static constexpr int SilentFrames = 10; ///< of the 100 of a second; opening alone moves some

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
        int moved = 0;         ///< frames of this second
        int silentSeconds = 0; ///< in a row
        int patience = ShortPatience;
    };

    void update();
    /// Each second.
    void look();
    template <typename Device>
    void lookAt(Slot<Device> &slot);
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
    bool nextOutputFrame(AudioFrame &frame);
    bool nextRingFrame(AudioFrame &frame);
    void alertMayBeOver();

    AudioPort &m_port;
    Slot<AudioInput> m_input{{}, {}, DeviceRole::Input};
    Slot<AudioOutput> m_output{{}, {}, DeviceRole::Output};
    Slot<AudioOutput> m_ring{{}, {}, DeviceRole::Ring};
    bool m_callActive = false;
    AlertTone m_alert;
    QTimer m_second; ///< runs while a device is wanted
};

} // namespace carillon
