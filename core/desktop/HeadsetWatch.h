#pragma once

#include "Clock.h"
#include "Headset.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QSet>
#include <functional>
#include <map>

namespace carillon {

/// The headsets that are plugged in, those that come and go. Only devices that call themselves telephones are
/// opened, and only those that this user may open (the package's udev rule sees to that). Core thread.
class HeadsetWatch final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t MaxHeadsets = 8;
    /// Access is granted a moment after a device appears: then it is looked at again.
    static constexpr std::array<Milliseconds, 3> LookAgain{
        Milliseconds(200), Milliseconds(1000), Milliseconds(3000)};
    struct Place {
        QString devices = QStringLiteral("/dev");
        QString descriptors = QStringLiteral("/sys/class/hidraw/%1/device/report_descriptor");
        std::function<int(const QString &path)> open = {}; ///< empty: open(2); a negative number: not now
    };
    HeadsetWatch(Clock &clock, Place place, QObject *parent = nullptr);
    /// Nothing is open, nothing is watched while it is off; so it begins.
    void setEnabled(bool isEnabled);
    void setLights(const HeadsetLayout::Lights &lights);
    std::size_t count() const { return m_headsets.size(); }

Q_SIGNALS:
    void hookChanged(bool isOffHook);
    void muteToggled();
    void muteSwitched(bool isMuted);

private:
    void somethingChanged();
    void lookLater(std::size_t turn);
    bool look();
    bool add(const QString &name);
    void remove(const QString &name);

    Place m_place;
    QFileSystemWatcher m_watcher;
    std::map<QString, std::unique_ptr<Headset>> m_headsets;
    HeadsetLayout::Lights m_lights;
    bool m_isEnabled = false;
    Timer m_again;
};

} // namespace carillon
