#pragma once

#include "PortalShortcuts.h"
#include "Shortcut.h"
#include "X11Shortcuts.h"

#include <QList>
#include <QObject>

namespace carillon {

class BusLink;

/// Key combinations that reach us whatever window has the focus: handed out by the desktop where it does
/// that, else taken from the X11 display. Core thread.
class GlobalShortcuts final : public QObject
{
    Q_OBJECT
public:
    struct Place {
        QString x11Display; ///< empty: none, or one that Wayland only lends
        static Place ofEnvironment();
    };
    GlobalShortcuts(BusLink &link, const Place &place, QObject *parent = nullptr);
    /// Those that hold from now on, instead of the ones before.
    void bind(const QList<Shortcut> &shortcuts);
    /// Beside them, where the keys are taken from the display: for as long as a call lasts. Another program
    /// may have them already, which is fine.
    void bindMediaKeys(const QList<Shortcut> &keys);

Q_SIGNALS:
    void activated(const QString &id);
    /// With one sentence: another program has it, or nobody gives any.
    void refused(const QString &sentence);

private:
    enum class Giver { Unknown, Asking, Portal, X11 };
    void apply();
    void askPortal();
    void refuseAll();
    void applyToDisplay();
    void takenAlready(const QString &id);

    BusLink &m_link;
    Giver m_giver = Giver::Unknown;
    QList<Shortcut> m_shortcuts;
    QList<Shortcut> m_mediaKeys;
    PortalShortcuts m_portal;
    X11Shortcuts m_display;
    bool m_hasDisplay;
};

} // namespace carillon
