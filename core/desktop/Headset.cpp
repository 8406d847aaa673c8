#include "Headset.h"

#include <QSocketNotifier>
#include <cerrno>
#include <unistd.h>

namespace carillon {

struct Headset::Device {
    explicit Device(int descriptor)
        : fd(descriptor)
    {
    }
    ~Device() { ::close(fd); }
    Device(const Device &) = delete;
    Device &operator=(const Device &) = delete;
    const int fd;
};

Headset::Headset(int device, HeadsetLayout layout, QObject *parent)
    : QObject(parent)
    , m_device(std::make_shared<Device>(device))
    , m_layout(std::move(layout))
    , m_notifier(std::make_unique<QSocketNotifier>(device, QSocketNotifier::Read))
{
    m_writer.setMaxThreadCount(1);
    m_writer.setExpiryTimeout(1000);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Headset::read);
    m_shown = m_layout.write(m_lights); // dark until somebody calls: nothing to say
}

Headset::~Headset()
{
    m_notifier.reset();
    m_writer.clear();
}

void Headset::read()
{
    QByteArray report(ReportBytes, Qt::Uninitialized);
    for (int i = 0; i < ReportsAtOnce; ++i) {
        const ssize_t length = ::read(m_device->fd, report.data(), std::size_t(report.size()));
        if (length < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (length <= 0) {
            m_notifier->setEnabled(false);
            Q_EMIT gone();
            return;
        }
        take(report.first(length));
    }
}

void Headset::take(const QByteArray &report)
{
    const HeadsetLayout::Switches switches = m_layout.read(report);
    const bool isRepeated = report == std::exchange(m_lastReport, report);
    if (switches.isOffHook && *switches.isOffHook != m_isOffHook) {
        m_isOffHook = *switches.isOffHook;
        Q_EMIT hookChanged(m_isOffHook);
    }
    if (!switches.isMuted)
        return;
    const bool wasDown = std::exchange(m_isMuteDown, *switches.isMuted);
    if (m_layout.muteKind() == HeadsetLayout::MuteKind::Switch) {
        if (m_isMuteDown != wasDown)
            Q_EMIT muteSwitched(m_isMuteDown);
    } else if (m_isMuteDown && (!wasDown || (m_layout.isMuteRelative() && isRepeated))) {
        Q_EMIT muteToggled(); // a relative one need not say that it is up again
    }
}

void Headset::setLights(const HeadsetLayout::Lights &lights)
{
    m_lights = lights;
    m_isOffHook = lights.offHook; // the headset repeats it, or says that its wearer wants something else
    const QList<QByteArray> reports = m_layout.write(lights);
    for (qsizetype i = 0; i < reports.size(); ++i)
        if (m_shown.value(i) != reports[i])
            write(reports[i]);
    m_shown = reports;
}

void Headset::write(const QByteArray &report)
{
    m_writer.start([device = m_device, report] {
        // A device that is gone is noticed where it is read.
        [[maybe_unused]] const ssize_t written
            = ::write(device->fd, report.constData(), std::size_t(report.size()));
    });
}

} // namespace carillon
