#include "QtDeviceList.h"

#include "DeviceId.h"
#include "DeviceText.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QMediaDevices>

namespace carillon::QtDeviceList {

using device::text;

namespace {

QString idOf(const QAudioDevice &device)
{
    return DeviceId::fromSystem(QString::fromUtf8(device.id()));
}

void append(QList<AudioDevice> &list, const QList<QAudioDevice> &devices, DeviceRole role)
{
    for (const QAudioDevice &device : devices)
        list.append({idOf(device), device.description(), role, device.isDefault()});
}

} // namespace

QList<AudioDevice> all()
{
    QList<AudioDevice> list;
    append(list, QMediaDevices::audioInputs(), DeviceRole::Input);
    append(list, QMediaDevices::audioOutputs(), DeviceRole::Output);
    return list;
}

Result<QAudioDevice, DeviceError> find(const DeviceSpec &spec, DeviceRole role)
{
    const bool isInput = role == DeviceRole::Input;
    if (spec.kind == DeviceSpec::Kind::Default) {
        const QAudioDevice device
            = isInput ? QMediaDevices::defaultAudioInput() : QMediaDevices::defaultAudioOutput();
        if (!device.isNull())
            return device;
        return Failure<DeviceError>(DeviceError{DeviceError::Code::Missing,
            isInput ? text("This computer has no microphone.") : text("This computer has no loudspeaker.")});
    }
    const QList<QAudioDevice> devices
        = isInput ? QMediaDevices::audioInputs() : QMediaDevices::audioOutputs();
    for (const QAudioDevice &device : devices) {
        if (idOf(device) == spec.argument || device.description() == spec.argument)
            return device;
    }
    return Failure<DeviceError>(DeviceError{DeviceError::Code::Missing,
        (isInput ? text("The microphone “%1” is not connected.")
                 : text("The loudspeaker “%1” is not connected."))
            .arg(spec.argument)});
}

std::optional<QAudioFormat> formatFor(const QAudioDevice &device, Channels wanted)
{
    QAudioFormat format;
    format.setSampleRate(SampleRateHz);
    format.setSampleFormat(QAudioFormat::Int16);
    const Channels other = wanted == Channels::One ? Channels::Two : Channels::One;
    for (const Channels channels : {wanted, other}) {
        format.setChannelCount(int(channels));
        if (device.isFormatSupported(format))
            return format;
    }
    return std::nullopt;
}

} // namespace carillon::QtDeviceList
