#include "TrayIcon.h"

#include "PlainText.h"

namespace carillon {

TrayIcon::TrayIcon(QObject *parent)
    : QObject(parent)
{
    makeMenu();
}

TrayIcon::~TrayIcon()
{
    setHost(Host::None);
}

// The menu is bound to the icon for which it was first opened: a new icon gets a new one.
void TrayIcon::setHost(Host host)
{
    const bool hadIcon = m_icon != nullptr;
    m_icon.reset();
    if (host == Host::None)
        return;
    if (hadIcon)
        makeMenu();
    makeIcon();
}

void TrayIcon::makeMenu()
{
    m_menu = std::make_unique<TrayMenu>();
    const TrayMenu *menu = m_menu.get();
    connect(menu, &TrayMenu::openRequested, this, &TrayIcon::openRequested);
    connect(menu, &TrayMenu::newCallRequested, this, &TrayIcon::newCallRequested);
    connect(menu, &TrayMenu::quitRequested, this, &TrayIcon::quitRequested);
    connect(menu, &TrayMenu::quietChosen, this, &TrayIcon::quietChosen);
    connect(menu, &TrayMenu::answerRequested, this, &TrayIcon::answerRequested);
    connect(menu, &TrayMenu::endRequested, this, &TrayIcon::endRequested);
    connect(menu, &TrayMenu::showCallRequested, this, &TrayIcon::showCallRequested);
    connect(menu, &TrayMenu::muteRequested, this, &TrayIcon::muteRequested);
    connect(menu, &QMenu::aboutToShow, this, &TrayIcon::menuOpens);
    m_menu->setShown(m_shown);
    m_menu->setCalls(m_calls);
}

void TrayIcon::makeIcon()
{
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setContextMenu(m_menu.get());
    renderIcon();
    connect(
        m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                Q_EMIT clicked();
        });
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &TrayIcon::openRequested);
    m_icon->show();
}

void TrayIcon::renderIcon()
{
    if (!m_icon)
        return;
    m_icon->setIcon(tileIcon(m_shown.tile, m_shown.badge));
    m_icon->setToolTip(m_shown.toolTip);
}

void TrayIcon::setShown(const TrayPresentation &shown)
{
    if (shown == m_shown)
        return;
    m_shown = shown;
    renderIcon();
    m_menu->setShown(shown);
}

void TrayIcon::setCalls(const QList<CallState> &calls)
{
    m_calls = calls;
    m_menu->setCalls(calls);
}

void TrayIcon::notify(const QString &title, const QString &body)
{
    if (m_icon)
        m_icon->showMessage(title, plainNotification(body), applicationIcon());
}

} // namespace carillon
