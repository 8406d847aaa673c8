#pragma once

#include "TrayMenu.h"

#include <QObject>
#include <QSystemTrayIcon>
#include <memory>

namespace carillon {

/// The icon in the tray and its menu; there is one only while somebody shows it.
class TrayIcon final : public QObject
{
    Q_OBJECT
public:
    explicit TrayIcon(QObject *parent = nullptr);
    ~TrayIcon() override;
    enum class Host { None, There };
    /// There once more: another one, to which everything is shown anew.
    void setHost(Host host);
    bool isShown() const { return m_icon != nullptr; }
    void setShown(const TrayPresentation &shown);
    void setCalls(const QList<CallState> &calls);
    /// Texts from the network may stand in @p body: it is shown as it is. Only where there is an icon.
    void notify(const QString &title, const QString &body);
    TrayMenu &menu() const { return *m_menu; }

Q_SIGNALS:
    void clicked();
    void menuOpens();
    void openRequested();
    void newCallRequested(const QString &target);
    void quitRequested();
    void quietChosen(const carillon::QuietTime &time);
    void answerRequested(const QString &id);
    void endRequested(const QString &id);
    void showCallRequested(const QString &id);
    void muteRequested(const QString &id, bool muted);

private:
    void makeMenu();
    void makeIcon();
    void renderIcon();

    std::unique_ptr<TrayMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon; ///< after the menu: goes before it
    TrayPresentation m_shown;
    QList<CallState> m_calls;
};

} // namespace carillon
