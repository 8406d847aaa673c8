#pragma once

#include "CallActions.h"
#include "GlobalShortcuts.h"

#include <QObject>

namespace carillon {

class Phone;

/// Answer, hang up and mute by keys of the whole desktop (settings globalHotkeys, hotkeyAnswer, hotkeyHangUp,
/// hotkeyMute), and while there is a call by the media keys. Core thread.
class ShortcutDesk final : public QObject
{
    Q_OBJECT
public:
    ShortcutDesk(Phone &phone, BusLink &bus, const GlobalShortcuts::Place &place, QObject *parent = nullptr);

private:
    void applySettings();
    void followCalls();
    void pressed(const QString &id);
    QString value(const char *key) const;

    Phone &m_phone;
    CallActions m_actions;
    GlobalShortcuts m_shortcuts;
    bool m_isOn = false;
    bool m_hasMediaKeys = false;
};

} // namespace carillon
