#pragma once

#include "AudioSystem.h"

#include <QList>
#include <optional>

class QAudioDevice;
class QAudioFormat;

namespace carillon {

/// What QtMultimedia knows of the system's devices. Device thread only: asking may wait for the sound server.
namespace QtDeviceList {

QList<AudioDevice> all();
/// The device of `default` or `id:DEVICE` (its id, or its name).
Result<QAudioDevice, DeviceError> find(const DeviceSpec &spec, DeviceRole role);
/// 16-bit at 48 kHz, of as many channels as are wanted, unless the device insists on the other number.
std::optional<QAudioFormat> formatFor(const QAudioDevice &device, Channels wanted);

} // namespace QtDeviceList
} // namespace carillon
