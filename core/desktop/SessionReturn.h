#pragma once

#include "Clock.h"

#include <QObject>

namespace carillon {

class BusLink;

/// Tells when the person may have come back to the screen: it was unlocked, or a sleep ended. By the screen
/// saver of the session (org.freedesktop.ScreenSaver, GNOME's own where that says nothing) and by logind.
/// Core thread.
class SessionReturn final : public QObject
{
    Q_OBJECT
public:
    /// Several tell of the same return, one after the other.
    static constexpr Milliseconds settling{300};
    /// Either bus may be null, or lead nowhere.
    SessionReturn(BusLink *session, BusLink *system, Clock &clock, QObject *parent = nullptr);
    /// From now on also by logind: connects to the system's bus, which is not done for nothing.
    void watch();

Q_SIGNALS:
    void returned();

private Q_SLOTS:
    void screenSaverChanged(bool isActive);
    void sleepChanged(bool begins);

private:
    void followSession();
    void followSystem();
    void comeBack();

    BusLink *m_session;
    BusLink *m_system;
    Timer m_settling;
};

} // namespace carillon
