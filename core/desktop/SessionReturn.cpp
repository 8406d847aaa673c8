#include "SessionReturn.h"

#include "BusLink.h"

#include <QDBusConnection>

namespace carillon {

SessionReturn::SessionReturn(BusLink *session, BusLink *system, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_system(system)
    , m_settling(clock)
{
    if (m_session) {
        connect(m_session, &BusLink::up, this, &SessionReturn::followSession);
        if (m_session->isUp())
            followSession();
    }
    if (m_system) {
        connect(m_system, &BusLink::up, this, &SessionReturn::followSystem);
        if (m_system->isUp())
            followSystem();
    }
}

void SessionReturn::watch()
{
    if (m_system)
        m_system->start();
}

void SessionReturn::followSession()
{
    const auto heard = QStringLiteral("ActiveChanged");
    const auto common = QStringLiteral("org.freedesktop.ScreenSaver");
    const auto gnome = QStringLiteral("org.gnome.ScreenSaver");
    QDBusConnection bus = m_session->bus();
    // KDE has it at both places, and tells it at either.
    for (const auto &path : {QStringLiteral("/org/freedesktop/ScreenSaver"), QStringLiteral("/ScreenSaver")})
        bus.connect(common, path, common, heard, this, SLOT(screenSaverChanged(bool)));
    bus.connect(
        gnome, QStringLiteral("/org/gnome/ScreenSaver"), gnome, heard, this, SLOT(screenSaverChanged(bool)));
}

void SessionReturn::followSystem()
{
    m_system->bus().connect(QStringLiteral("org.freedesktop.login1"),
        QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
        QStringLiteral("PrepareForSleep"), this, SLOT(sleepChanged(bool)));
}

void SessionReturn::screenSaverChanged(bool isActive)
{
    if (!isActive)
        comeBack();
}

void SessionReturn::sleepChanged(bool begins)
{
    if (!begins)
        comeBack();
}

void SessionReturn::comeBack()
{
    m_settling.start(settling, [this] { Q_EMIT returned(); });
}

} // namespace carillon
