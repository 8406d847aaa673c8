// LocalMedia: microphone, loudspeaker and ring, and what is wrong with them.
#include "DeviceText.h"
#include "LocalMedia.h"
#include "Sentences.h"

namespace carillon {

namespace {

DeviceRole deviceRole(PhoneMedia::Role role)
{
    switch (role) {
    case PhoneMedia::Role::Input: return DeviceRole::Input;
    case PhoneMedia::Role::Output: return DeviceRole::Output;
    case PhoneMedia::Role::Ring: return DeviceRole::Ring;
    }
    Q_UNREACHABLE();
}

carillon::Alert alertTone(PhoneMedia::Alert alert)
{
    switch (alert) {
    case PhoneMedia::Alert::None: return carillon::Alert::None;
    case PhoneMedia::Alert::Ringing: return carillon::Alert::Ringing;
    case PhoneMedia::Alert::CallWaiting: return carillon::Alert::CallWaiting;
    case PhoneMedia::Alert::Ringback: return carillon::Alert::Ringback;
    case PhoneMedia::Alert::Busy: return carillon::Alert::Busy;
    case PhoneMedia::Alert::Failed: return carillon::Alert::Failed;
    }
    Q_UNREACHABLE();
}

bool isFor(const AudioDevice &device, DeviceRole role)
{
    return (device.role == DeviceRole::Input) == (role == DeviceRole::Input);
}

/// By its id or by its name, as it is found when it is opened.
bool isMeant(const AudioDevice &device, const QString &spec)
{
    const QLatin1StringView id("id:");
    return spec.startsWith(id) && device.isNamed(spec.mid(id.size()));
}

} // namespace

void LocalMedia::setAlert(Alert alert)
{
    m_alert = alert;
    updateYielding(); // first: it rings on the same device
    m_devices->setAlert(alertTone(alert));
}

bool LocalMedia::unmuteSystem(Role role)
{
    return m_devices->unmuteSystem(deviceRole(role));
}

/// What the doctor of the sound knows of devices.
void LocalMedia::tellDeviceFacts()
{
    DeviceFacts facts;
    facts.isMicrophoneMeantSilent = m_devices->selected(DeviceRole::Input) == QLatin1String("null");
    facts.isMicrophoneMuted = m_devices->isSystemMuted(DeviceRole::Input);
    facts.isLoudspeakerMuted = m_devices->isSystemMuted(DeviceRole::Output);
    controller().setDeviceFacts(facts);
}

QString LocalMedia::setDevice(Role role, const QString &spec)
{
    if (const QString missing = whyMissing(deviceRole(role), spec); !missing.isEmpty())
        return missing;
    const auto parsed = DeviceSpec::parse(spec, deviceRole(role));
    if (!parsed)
        return parsed.error().message;
    m_devices->prefer(deviceRole(role), {spec}); // setPreferred() says what comes after it
    tellDeviceFacts();
    deviceWorks(deviceRole(role)); // until it says otherwise
    return {};
}

void LocalMedia::setPreferred(Role role, const QStringList &ids)
{
    static const QStringList words{QStringLiteral("default"), QStringLiteral("null")};
    QStringList specs;
    for (const QString &id : ids)
        specs.append(words.contains(id) ? id : QStringLiteral("id:") + id);
    m_devices->prefer(deviceRole(role), specs);
    tellDeviceFacts();
    deviceWorks(deviceRole(role));
}

void LocalMedia::setVolume(Role role, int percent)
{
    m_devices->setVolume(deviceRole(role), percent);
}

void LocalMedia::standInFor(Role role, const QString &why)
{
    (void)m_devices->select(deviceRole(role), QStringLiteral("null"));
    tellDeviceFacts();
    setDeviceProblem(deviceRole(role), why);
}

QString LocalMedia::whyMissing(DeviceRole role, const QString &spec) const
{
    const QLatin1StringView id("id:");
    const bool isDefault = spec == QLatin1String("default");
    if (!m_devices->isListed() || !(isDefault || spec.startsWith(id)))
        return {};
    for (const AudioDevice &device : m_devices->devices())
        if (isFor(device, role) && (isDefault || isMeant(device, spec)))
            return {};
    const bool isInput = role == DeviceRole::Input;
    if (isDefault)
        return isInput ? device::text("This computer has no microphone.")
                       : device::text("This computer has no loudspeaker.");
    return (isInput ? device::text("The microphone “%1” is not connected.")
                    : device::text("The loudspeaker “%1” is not connected."))
        .arg(spec.mid(id.size()));
}

QJsonArray LocalMedia::devices() const
{
    m_devices->refresh(); // the answer comes with devicesChanged()
    struct Listed {
        DeviceRole role;
        QString name;
    };
    const std::array roles{Listed{DeviceRole::Input, QStringLiteral("input")},
        Listed{DeviceRole::Output, QStringLiteral("output")},
        Listed{DeviceRole::Ring, QStringLiteral("ring")}};
    QJsonArray result;
    for (const Listed &listed : roles) {
        const QString selected = m_devices->selected(listed.role);
        const bool works = m_deviceProblems[std::size_t(listed.role)].isEmpty();
        bool isListed = false;
        for (const AudioDevice &device : m_devices->devices()) {
            if (!isFor(device, listed.role))
                continue;
            const bool isSelected = isMeant(device, selected);
            isListed |= isSelected;
            result.append(QJsonObject{{QStringLiteral("id"), device.id},
                {QStringLiteral("name"), device.name}, {QStringLiteral("role"), listed.name},
                {QStringLiteral("selected"), isSelected}, {QStringLiteral("available"), !isSelected || works},
                {QStringLiteral("default"), device.isDefault},
                {QStringLiteral("inUse"), m_devices->inUse(listed.role) == device.id},
                {QStringLiteral("muted"), device.isMuted}});
        }
        if (!isListed) { // default, a virtual one, or one that is not plugged in
            const bool isAvailable = works && whyMissing(listed.role, selected).isEmpty();
            result.append(QJsonObject{{QStringLiteral("id"), selected}, {QStringLiteral("name"), selected},
                {QStringLiteral("role"), listed.name}, {QStringLiteral("selected"), true},
                {QStringLiteral("available"), isAvailable}});
        }
    }
    return result;
}

void LocalMedia::deviceStalled(DeviceRole role)
{
    m_isDeviceThreadAsked = true;
    m_devices->refresh(); // answered, unless its thread hangs
    if (!m_deviceProblems[std::size_t(role)].isEmpty())
        return; // why is known
    m_isStalled[std::size_t(role)] = true;
    deviceFailed(role,
        {DeviceError::Code::CannotOpen,
            role == DeviceRole::Input
                ? Sentences::text("The microphone gives no sound; perhaps another program uses it.")
                : Sentences::text("The loudspeaker takes no sound; perhaps another program uses it.")});
}

/// It is tried again every second: said once.
void LocalMedia::deviceFailed(DeviceRole role, const DeviceError &error)
{
    if (setDeviceProblem(role, error.message) != error.message)
        Q_EMIT noticed(error.codeName(), error.message);
}

void LocalMedia::deviceWorks(DeviceRole role)
{
    if (const QString before = setDeviceProblem(role, {}); !before.isEmpty())
        Q_EMIT recovered(before);
}

QString LocalMedia::setDeviceProblem(DeviceRole role, const QString &sentence)
{
    QString before = std::exchange(m_deviceProblems[std::size_t(role)], sentence);
    if (before != sentence && role != DeviceRole::Ring)
        Q_EMIT deviceProblemChanged();
    return before;
}

} // namespace carillon
