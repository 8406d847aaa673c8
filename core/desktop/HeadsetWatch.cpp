#include "HeadsetWatch.h"

#include "Logging.h"

#include <QDir>
#include <QFile>
#include <fcntl.h>

namespace carillon {

namespace {

int openDevice(const QString &path)
{
    return ::open(QFile::encodeName(path).constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

} // namespace

HeadsetWatch::HeadsetWatch(Clock &clock, Place place, QObject *parent)
    : QObject(parent)
    , m_place(std::move(place))
    , m_again(clock)
{
    if (!m_place.open)
        m_place.open = openDevice;
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &HeadsetWatch::somethingChanged);
}

void HeadsetWatch::setEnabled(bool isEnabled)
{
    if (isEnabled == std::exchange(m_isEnabled, isEnabled))
        return;
    if (isEnabled) {
        m_watcher.addPath(m_place.devices);
        look();
        return;
    }
    m_watcher.removePath(m_place.devices);
    m_again.stop();
    m_headsets.clear();
}

void HeadsetWatch::setLights(const HeadsetLayout::Lights &lights)
{
    m_lights = lights;
    for (const auto &[name, headset] : m_headsets)
        headset->setLights(lights);
}

void HeadsetWatch::somethingChanged()
{
    lookLater(0);
}

void HeadsetWatch::lookLater(std::size_t turn)
{
    if (turn < LookAgain.size())
        m_again.start(LookAgain[turn], [this, turn] {
            if (!look())
                lookLater(turn + 1);
        });
}

/// @returns whether there is nothing left that could be opened later.
bool HeadsetWatch::look()
{
    const QStringList names
        = QDir(m_place.devices).entryList({QStringLiteral("hidraw*")}, QDir::System | QDir::Files);
    bool isDone = true;
    for (const QString &name : names)
        if (!m_headsets.contains(name) && m_headsets.size() < MaxHeadsets)
            isDone &= add(name);
    return isDone;
}

bool HeadsetWatch::add(const QString &name)
{
    QFile file(m_place.descriptors.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return true;
    const QByteArray bytes = file.read(HidReportDescriptor::Limits::Bytes);
    auto layout = HeadsetLayout::of(HidReportDescriptor::parse(bytes));
    if (!layout)
        return true;
    const int device = m_place.open(m_place.devices + QLatin1Char('/') + name);
    if (device < 0)
        return false;
    qCInfo(lcDevice) << "headset" << name;
    auto headset = std::make_unique<Headset>(device, std::move(*layout));
    connect(headset.get(), &Headset::hookChanged, this, &HeadsetWatch::hookChanged);
    connect(headset.get(), &Headset::muteToggled, this, &HeadsetWatch::muteToggled);
    connect(headset.get(), &Headset::muteSwitched, this, &HeadsetWatch::muteSwitched);
    // Later: it is in the middle of its own work.
    connect(
        headset.get(), &Headset::gone, this, [this, name] { remove(name); }, Qt::QueuedConnection);
    headset->setLights(m_lights);
    m_headsets.emplace(name, std::move(headset));
    return true;
}

void HeadsetWatch::remove(const QString &name)
{
    m_headsets.erase(name);
    lookLater(0); // another may have its name already
}

} // namespace carillon
