#pragma once

#include "CallActions.h"
#include "CallHooks.h"
#include "HeadsetDesk.h"
#include "KeepAwake.h"
#include "MediaPlayers.h"
#include "ShortcutDesk.h"

#include <QObject>

namespace carillon {

class BusLink;
class Phone;

/// What calls mean for the desktop around them: hook command, other players, sleep, keys, headsets. Where
/// something of it is not there (no session bus, no display), it is silent. Core thread.
class DesktopServices final : public QObject
{
    Q_OBJECT
public:
    struct Environment {
        BusLink &session;
        BusLink &system;
        GlobalShortcuts::Place display = GlobalShortcuts::Place::ofEnvironment();
        HeadsetWatch::Place headsets = {};
    };
    DesktopServices(Phone &phone, const Environment &environment, QObject *parent = nullptr);
    CallActions &actions() { return m_actions; }

private:
    void followCalls();
    bool isOn(const char *key) const;

    Phone &m_phone;
    CallActions m_actions;
    CallHooks m_hooks;
    MediaPlayers m_players;
    KeepAwake m_awake;
    ShortcutDesk m_shortcuts;
    HeadsetDesk m_headsets;
};

} // namespace carillon
