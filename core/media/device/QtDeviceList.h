#pragma once

#include "DeviceSpec.h"

#include <QList>
#include <optional>

class QAudioDevice;
class QAudioFormat;

namespace carillon {

/// A microphone or loudspeaker that the system names.
struct AudioDevice {
    QString id;                          ///< for `id:DEVICE`; stable while the device is plugged in
    QString name;                        ///< for people
    DeviceRole role = DeviceRole::Input; ///< Input or Output
    bool isDefault = false;
    friend bool operator==(const AudioDevice &, const AudioDevice &) = default;
};

/// What QtMultimedia knows of the system's devices. Device thread only: asking may wait for the sound server.
namespace QtDeviceList {

QList<AudioDevice> all();
/// The device of `default` or `id:DEVICE` (its id, or its name).
Result<QAudioDevice, DeviceError> find(const DeviceSpec &spec, DeviceRole role);
/// 16-bit at 48 kHz: one channel, or two where the device insists.
std::optional<QAudioFormat> formatFor(const QAudioDevice &device);

} // namespace QtDeviceList
} // namespace carillon
