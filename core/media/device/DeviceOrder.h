#pragma once

#include "AudioSystem.h"

#include <optional>

namespace carillon {

/// Devices of one role, the preferred one first.
using DeviceOrder = QList<DeviceSpec>;

/// The first of @p order that is there, as `id:DEVICE` or as what is virtual; none: silence. The system's
/// default counts only where the order names it, and no monitor of a loudspeaker is a microphone.
std::optional<DeviceSpec> bestOf(
    const DeviceOrder &order, DeviceRole role, const QList<AudioDevice> &devices);
/// All of them that are there, each once.
QList<DeviceSpec> presentOf(const DeviceOrder &order, DeviceRole role, const QList<AudioDevice> &devices);
/// By its id or by its name; null where it is not there.
const AudioDevice *findDevice(const DeviceSpec &spec, DeviceRole role, const QList<AudioDevice> &devices);
/// Why the order has none.
DeviceError missingOf(const DeviceOrder &order, DeviceRole role);

} // namespace carillon
