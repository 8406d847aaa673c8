#include "GlobalShortcuts.h"

#include "BusLink.h"

namespace carillon {

GlobalShortcuts::Place GlobalShortcuts::Place::ofEnvironment()
{
    // Under Wayland an X11 display is there, but sees only keys of its own windows.
    if (!qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        return {};
    return {qEnvironmentVariable("DISPLAY")};
}

GlobalShortcuts::GlobalShortcuts(BusLink &link, const Place &place, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_portal(link)
    , m_display(place.x11Display)
    , m_hasDisplay(!place.x11Display.isEmpty() && X11Shortcuts::isBuiltIn())
{
    connect(&m_portal, &PortalShortcuts::activated, this, &GlobalShortcuts::activated);
    connect(&m_portal, &PortalShortcuts::refused, this,
        [this] { Q_EMIT refused(tr("The desktop did not allow the key combinations.")); });
    connect(&m_display, &X11Shortcuts::activated, this, &GlobalShortcuts::activated);
    connect(&m_display, &X11Shortcuts::refused, this, &GlobalShortcuts::takenAlready);
    connect(&m_link, &BusLink::up, this, [this] {
        m_giver = Giver::Unknown; // another bus, another desktop
        apply();
    });
}

void GlobalShortcuts::bind(const QList<Shortcut> &shortcuts)
{
    if (shortcuts == m_shortcuts)
        return;
    m_shortcuts = shortcuts;
    if (m_giver == Giver::Portal)
        m_portal.bind(m_shortcuts);
    else
        apply();
}

void GlobalShortcuts::bindMediaKeys(const QList<Shortcut> &keys)
{
    m_mediaKeys = keys;
    applyToDisplay();
}

/// Those of the desktop are asked for only when somebody wants some: it may ask its user.
void GlobalShortcuts::apply()
{
    if (m_giver == Giver::X11 || m_shortcuts.isEmpty())
        return applyToDisplay();
    if (m_giver == Giver::Unknown && m_link.isUp())
        return askPortal();
    if (m_giver == Giver::Unknown && m_hasDisplay) {
        m_giver = Giver::X11;
        applyToDisplay();
    } else if (m_giver == Giver::Unknown && !m_link.isPossible()) {
        refuseAll(); // nobody comes later either
    }
}

void GlobalShortcuts::refuseAll()
{
    Q_EMIT refused(tr("This desktop has no key combinations for the whole desktop."));
}

void GlobalShortcuts::askPortal()
{
    m_giver = Giver::Asking;
    m_portal.probe([this](bool isThere) {
        if (isThere && m_link.isUp()) {
            m_giver = Giver::Portal;
            applyToDisplay();
            m_portal.bind(m_shortcuts);
            return;
        }
        m_giver = m_hasDisplay ? Giver::X11 : Giver::Unknown;
        if (m_hasDisplay)
            applyToDisplay();
        else if (!m_shortcuts.isEmpty())
            refuseAll();
    });
}

void GlobalShortcuts::applyToDisplay()
{
    if (!m_hasDisplay)
        return;
    m_display.grab(m_giver == Giver::X11 ? m_shortcuts + m_mediaKeys : m_mediaKeys);
}

void GlobalShortcuts::takenAlready(const QString &id)
{
    for (const Shortcut &shortcut : m_shortcuts)
        if (shortcut.id == id)
            Q_EMIT refused(tr("The key combination for \"%1\" belongs to another program already.")
                               .arg(shortcut.description));
}

} // namespace carillon
