#include "QtSystem.h"

#include "QtAudioInput.h"
#include "QtAudioOutput.h"
#include "QtDeviceList.h"

namespace carillon {

void QtSystem::refresh()
{
    const bool isFirst = std::exchange(m_state, State::Ready) == State::Unknown;
    const QList<AudioDevice> before = std::exchange(m_devices, QtDeviceList::all());
    if (isFirst || before != m_devices)
        Q_EMIT changed();
    Q_EMIT refreshed();
}

void QtSystem::setWanted(Want want)
{
    if (want == Want::Sound)
        refresh();
}

std::unique_ptr<AudioInput> QtSystem::makeInput(const QString &id)
{
    return std::make_unique<QtAudioInput>(DeviceSpec{DeviceSpec::Kind::Id, id, 0});
}

std::unique_ptr<AudioOutput> QtSystem::makeOutput(const QString &id)
{
    return std::make_unique<QtAudioOutput>(DeviceSpec{DeviceSpec::Kind::Id, id, 0});
}

} // namespace carillon
