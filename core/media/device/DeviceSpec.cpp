#include "DeviceSpec.h"

#include "DeviceText.h"

#include <QFileInfo>

namespace carillon {

using device::text;

namespace {

Failure<DeviceError> failure(DeviceError::Code code, const QString &message)
{
    return Failure<DeviceError>(DeviceError{code, message});
}

Result<DeviceSpec, DeviceError> toneSpec(const QString &hz, DeviceRole role)
{
    bool isNumber = false;
    const int value = hz.toInt(&isNumber);
    if (role != DeviceRole::Input)
        return failure(DeviceError::Code::BadSpec, text("A tone can only be a microphone."));
    if (!isNumber || value < 20 || value > 20000)
        return failure(
            DeviceError::Code::BadSpec, text("“tone:%1” needs a frequency from 20 to 20000 Hz.").arg(hz));
    return DeviceSpec{DeviceSpec::Kind::Tone, {}, value};
}

Result<DeviceSpec, DeviceError> inputFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(DeviceError::Code::Missing, text("The sound file “%1” does not exist.").arg(path));
    if (!info.isFile() || !info.isReadable())
        return failure(DeviceError::Code::CannotOpen, text("The sound file “%1” cannot be read.").arg(path));
    return DeviceSpec{DeviceSpec::Kind::File, path, 0};
}

Result<DeviceSpec, DeviceError> outputFile(const QString &path)
{
    const QFileInfo info(path);
    const QFileInfo folder(info.absolutePath());
    if (!folder.isDir())
        return failure(DeviceError::Code::Missing, text("The folder of “%1” does not exist.").arg(path));
    const bool isWritable = info.exists() ? info.isFile() && info.isWritable() : folder.isWritable();
    if (!isWritable)
        return failure(DeviceError::Code::CannotOpen, text("The file “%1” cannot be written.").arg(path));
    return DeviceSpec{DeviceSpec::Kind::File, path, 0};
}

} // namespace

QString DeviceError::codeName() const
{
    switch (code) {
    case Code::BadSpec: return QStringLiteral("device-spec");
    case Code::Missing: return QStringLiteral("device-missing");
    case Code::Unreadable: return QStringLiteral("device-unreadable");
    case Code::CannotOpen: return QStringLiteral("device-unavailable");
    case Code::DiskFull: return QStringLiteral("disk-full");
    case Code::Lost: return QStringLiteral("device-lost");
    }
    Q_UNREACHABLE();
}

Result<DeviceSpec, DeviceError> DeviceSpec::parse(const QString &spec, DeviceRole role)
{
    if (spec.isEmpty() || spec == QLatin1String("default"))
        return DeviceSpec{Kind::Default, {}, 0};
    if (spec == QLatin1String("null"))
        return DeviceSpec{Kind::Null, {}, 0};
    const qsizetype colon = spec.indexOf(QLatin1Char(':'));
    const QString scheme = colon < 0 ? QString() : spec.left(colon);
    const QString argument = spec.mid(colon + 1);
    if (scheme == QLatin1String("tone"))
        return toneSpec(argument, role);
    if (scheme == QLatin1String("file") && !argument.isEmpty())
        return role == DeviceRole::Input ? inputFile(argument) : outputFile(argument);
    if (scheme == QLatin1String("id") && !argument.isEmpty())
        return DeviceSpec{Kind::Id, argument, 0};
    return failure(DeviceError::Code::BadSpec,
        text("“%1” is no sound device: it is default, null, %2file:PATH or id:DEVICE.")
            .arg(spec, role == DeviceRole::Input ? QStringLiteral("tone:HZ, ") : QString()));
}

QString DeviceSpec::toString() const
{
    switch (kind) {
    case Kind::Default: return QStringLiteral("default");
    case Kind::Null: return QStringLiteral("null");
    case Kind::Tone: return QStringLiteral("tone:%1").arg(toneHz);
    case Kind::File: return QStringLiteral("file:") + argument;
    case Kind::Id: return QStringLiteral("id:") + argument;
    }
    Q_UNREACHABLE();
}

} // namespace carillon
