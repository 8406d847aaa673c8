#pragma once

#include "AlertTone.h"
#include "AudioEndpoint.h"
#include "AudioPort.h"
#include "QtDeviceList.h"

#include <QTimer>

namespace carillon {

/// Opens and closes what is wanted, and copies between the sound system and the rings. Lives on the device thread; see
/// AudioDevices, which tells it what is wanted.
///
/// Nothing runs while there is neither a call nor an alert: no device is open and no timer is active. A device that
/// cannot be opened, or goes away, is tried again every second as long as it is wanted.
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
    /// A device that had failed works.
    void recovered(carillon::DeviceRole role);
    void listed(const QList<carillon::AudioDevice> &devices);

private:
    /// One of the three places where a device can be plugged in.
    template <typename Device>
    struct Slot {
        DeviceSpec spec;
        std::unique_ptr<Device> device;
        bool isOpen = false;
        bool isFailed = false; ///< and was reported
    };

    void update();
    void updateInput();
    void updateOutput(Slot<AudioOutput> &slot, DeviceRole role, bool isWanted, AudioOutput::FrameSource source);
    template <typename Device>
    void failedNow(Slot<Device> &slot, DeviceRole role, const DeviceError &error);
    template <typename Device>
    void openedNow(Slot<Device> &slot, DeviceRole role);
    /// The alerts which belong into the output rather than to the ring; files hold calls only.
    bool playsAlertOnOutput() const;
    bool nextOutputFrame(AudioFrame &frame);
    bool nextRingFrame(AudioFrame &frame);
    void alertMayBeOver();

    AudioPort &m_port;
    Slot<AudioInput> m_input;
    Slot<AudioOutput> m_output;
    Slot<AudioOutput> m_ring;
    bool m_callActive = false;
    AlertTone m_alert;
    QTimer m_retry;
};

} // namespace carillon
