#include "DeviceOrder.h"

#include "DeviceText.h"

#include <algorithm>

namespace carillon {

using device::text;

const AudioDevice *findDevice(const DeviceSpec &spec, DeviceRole role, const QList<AudioDevice> &devices)
{
    const auto device = std::find_if(devices.begin(), devices.end(), [&](const AudioDevice &one) {
        if ((one.role == DeviceRole::Input) != (role == DeviceRole::Input))
            return false;
        if (spec.kind == DeviceSpec::Kind::Default)
            return one.isDefault;
        return spec.kind == DeviceSpec::Kind::Id && one.isNamed(spec.argument);
    });
    return device != devices.end() ? &*device : nullptr;
}

QList<DeviceSpec> presentOf(const DeviceOrder &order, DeviceRole role, const QList<AudioDevice> &devices)
{
    QList<DeviceSpec> present;
    for (const DeviceSpec &spec : order) {
        DeviceSpec one = spec;
        if (spec.isReal()) {
            const AudioDevice *device = findDevice(spec, role, devices);
            if (!device)
                continue;
            one = {DeviceSpec::Kind::Id, device->id, 0};
        }
        if (!present.contains(one))
            present.append(one);
    }
    return present;
}

std::optional<DeviceSpec> bestOf(const DeviceOrder &order, DeviceRole role, const QList<AudioDevice> &devices)
{
    const QList<DeviceSpec> present = presentOf(order, role, devices);
    return present.isEmpty() ? std::nullopt : std::optional(present.first());
}

DeviceError missingOf(const DeviceOrder &order, DeviceRole role)
{
    const bool isInput = role == DeviceRole::Input;
    const DeviceSpec first = order.isEmpty() ? DeviceSpec{} : order.first();
    if (first.kind != DeviceSpec::Kind::Id)
        return {DeviceError::Code::Missing,
            isInput ? text("This computer has no microphone.") : text("This computer has no loudspeaker.")};
    return {DeviceError::Code::Missing,
        (isInput ? text("The microphone “%1” is not connected.")
                 : text("The loudspeaker “%1” is not connected."))
            .arg(first.argument)};
}

} // namespace carillon
